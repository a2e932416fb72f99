//! The stylesheet and the little script, compiled in. Their addresses change when they do, so that they may be kept.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use chancery_export::SHEET_STYLE;

/// A file that comes with the program.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asset {
    name: &'static str,
    ending: &'static str,
    content_type: &'static str,
    parts: &'static [&'static str],
}

pub(crate) static STYLE: Asset = Asset {
    name: "desk",
    ending: "css",
    content_type: "text/css; charset=utf-8",
    parts: &[SHEET_STYLE, include_str!("../static/desk.css")],
};

pub(crate) static SCRIPT: Asset = Asset {
    name: "desk",
    ending: "js",
    content_type: "text/javascript; charset=utf-8",
    parts: &[include_str!("../static/desk.js")],
};

pub(crate) static ICON: Asset = Asset {
    name: "icon",
    ending: "svg",
    content_type: "image/svg+xml",
    parts: &[include_str!("../static/icon.svg")],
};

/// All of them.
pub(crate) static ALL: [&Asset; 3] = [&STYLE, &SCRIPT, &ICON];

impl Asset {
    /// Its address.
    pub(crate) fn path(&self) -> String {
        let mark = chancery_text::fnv1a(self.parts.iter().flat_map(|part| part.bytes()));
        format!("/static/{}-{:08x}.{}", self.name, mark & 0xffff_ffff, self.ending)
    }

    pub(crate) fn response(&self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, self.content_type),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        ];
        (headers, self.parts.concat()).into_response()
    }
}
