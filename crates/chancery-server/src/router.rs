//! The table of pages → a router: each path and its twins, with what every answer has in common.

use crate::answer::{Answer, Form};
use crate::asset;
use crate::choice;
use crate::desk::Desk;
use crate::guard;
use crate::kept::Made;
use crate::page::{Asked, PAGES, Page};
use crate::problem::Problem;
use crate::query::Query;
use crate::shell::problem_page;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::{BytesRejection, RawPathParamsRejection};
use axum::extract::{DefaultBodyLimit, RawPathParams, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::cell::Cell;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

/// A posted text is no longer than this.
const MOST_BYTES: usize = 2 << 20;
/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Shorter answers are not worth packing.
const WORTH_PACKING: usize = 1000;

/// The addresses of a desk.
pub fn router(desk: Arc<Desk>) -> Router {
    let mut router = Router::new();
    for page in PAGES {
        // What ends in a variable part has its form in that part.
        let stem = if page.path == "/" { "/index" } else { page.path };
        let mut paths = vec![page.path.to_owned()];
        if !page.path.ends_with('}') {
            paths.extend(
                page.twins.iter().chain([&Form::Html]).map(|form| format!("{stem}.{}", form.ending())),
            );
        }
        for path in paths {
            let answer =
                move |State(desk): State<Arc<Desk>>,
                      parts: Result<RawPathParams, RawPathParamsRejection>,
                      method,
                      uri,
                      headers,
                      body| { answer(desk, page, parts, method, uri, headers, body) };
            let routes = if page.posted { get(answer).merge(post(answer)) } else { get(answer) };
            router = router.route(&path, routes);
        }
    }
    for one in asset::ALL {
        router = router.route(&one.path(), get(move || async move { one.response() }));
    }
    router
        .fallback(|method: Method, uri: Uri| async move { nowhere(&method, &uri) })
        .method_not_allowed_fallback(|method: Method, uri: Uri| async move { wrong_method(&method, &uri) })
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(from_fn_with_state(Arc::clone(&desk), guard::guard))
        .with_state(desk)
}

async fn answer(
    desk: Arc<Desk>,
    page: &'static Page,
    parts: Result<RawPathParams, RawPathParamsRejection>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Ok(parts) = parts else {
        return refuse(
            Form::Html,
            &Problem::new(400, "bad-address", "the address holds bytes that are no UTF-8"),
        );
    };
    let mut parts: Vec<String> = parts.iter().map(|(_, part)| part.to_owned()).collect();
    let form = match parts.last_mut() {
        Some(last) => {
            let (before, form) = Form::split(last);
            let before = before.to_owned();
            *last = before;
            form
        }
        None => Form::split(uri.path()).1,
    };
    let form = form.unwrap_or(Form::Html);
    if form != Form::Html && !page.twins.contains(&form) {
        return refuse(form, &Problem::new(404, "unknown-page", "this page has no such twin"));
    }
    let is_posted = method == Method::POST;
    let (mut query, has_empty) = Query::parse(uri.query().unwrap_or_default().as_bytes());
    if is_posted {
        match body {
            Ok(body) => query = Query::parse(&body).0,
            Err(_) => {
                let message = format!("at most {} MB are taken at once", MOST_BYTES >> 20);
                return refuse(form, &Problem::new(413, "too-long", message));
            }
        }
    } else if has_empty && form == Form::Html {
        // A form sends what was left empty, too; the address that is kept has only what was asked.
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        return see(&crate::address::Address::of(page.path, &parts).query(query).to_string());
    }
    let state = match desk.state() {
        Ok(state) => state,
        Err(error) => return refuse(form, &error.into()),
    };
    let tag = tag(state, &uri);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).unwrap_or_default();
    if !is_posted && known.split(',').any(|known| known.trim() == tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    let packs = takes_gzip(&headers);
    // Whoever wants it made anew gets it so.
    let is_kept = !is_posted && !asks_anew(&headers);
    let work = tokio::task::spawn_blocking(move || {
        let ask = |archive: &chancery_store::Archive| {
            // Nobody waits for it longer, so nothing works on it longer.
            archive.set_time_limit(Some(PATIENCE))?;
            // A posted text may be long; its page looks at it itself.
            if !is_posted {
                choice::check(&query, page.choices)?;
            }
            let is_lasting = Cell::new(!is_posted);
            let asked = Asked { desk: &desk, archive, state, page, form, parts, query, is_lasting };
            let text = match (page.answer)(&asked)? {
                Answer::Page(title, body) => crate::shell::page(&asked, &title, &body).into_string(),
                Answer::Json(value) => value.to_string(),
                Answer::Csv(text) | Answer::Atom(text) => text,
                Answer::See(address) => return Err(Other::See(address)),
            };
            Ok((text, asked.is_lasting.get()))
        };
        let make = || {
            let (text, is_lasting) = desk.ask(ask).map_err(Problem::from)??;
            let (bytes, is_packed) = pack(text.into_bytes(), packs);
            Ok(Made { bytes: bytes.into(), is_packed, is_lasting })
        };
        match uri.path_and_query().filter(|_| is_kept) {
            Some(asked) => desk.kept.answer(state, format!("{packs} {asked}"), make),
            None => make(),
        }
    });
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(Ok(Ok(made))) => {
            let mut response = Response::new(Body::from(made.bytes));
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(form.content_type()));
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
            if made.is_packed {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
            if let (Ok(tag), true) = (HeaderValue::from_str(&tag), made.is_lasting) {
                headers.insert(header::ETAG, tag);
            }
            response
        }
        Ok(Ok(Err(Other::See(address)))) => see(&address),
        Ok(Ok(Err(Other::Problem(problem)))) => refuse(form, &problem),
        Ok(Err(_)) => {
            refuse(form, &Problem::new(500, "fault", "this is a fault of the program; please report it"))
        }
        Err(_) => refuse(form, &Problem::time()),
    }
}

/// What comes in place of an answer.
enum Other {
    See(String),
    Problem(Problem),
}

impl<E: Into<Problem>> From<E> for Other {
    fn from(problem: E) -> Other {
        Other::Problem(problem.into())
    }
}

/// The answer that there is none.
pub(crate) fn refuse(form: Form, problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (kind, body) = match form {
        Form::Html => (Form::Html, problem_page(problem).into_string()),
        _ => (Form::Json, problem.json().to_string()),
    };
    (status, [(header::CONTENT_TYPE, kind.content_type())], body).into_response()
}

fn see(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response()
}

fn nowhere(method: &Method, uri: &Uri) -> Response {
    let form = Form::split(uri.path()).1.unwrap_or(Form::Html);
    if method != Method::GET && method != Method::HEAD {
        return wrong_method(method, uri);
    }
    refuse(form, &Problem::new(404, "unknown-page", "the desk has no such page; /openapi.json lists them"))
}

fn wrong_method(method: &Method, uri: &Uri) -> Response {
    let form = Form::split(uri.path()).1.unwrap_or(Form::Html);
    refuse(form, &Problem::new(405, "method", format!("this page is not asked by {method}")))
}

/// Weak: the same content, however it is packed.
fn tag(state: u64, uri: &Uri) -> String {
    let asked = uri.path_and_query().map_or("", |asked| asked.as_str());
    format!("W/\"{:016x}\"", chancery_text::fnv1a(format!("{state} {asked}").into_bytes()))
}

fn asks_anew(headers: &HeaderMap) -> bool {
    let control =
        headers.get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok()).unwrap_or_default();
    control.split(',').any(|one| matches!(one.trim(), "no-cache" | "no-store"))
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some("gzip")
            && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn pack(bytes: Vec<u8>, packs: bool) -> (Vec<u8>, bool) {
    if !packs || bytes.len() < WORTH_PACKING {
        return (bytes, false);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    match encoder.write_all(&bytes).and_then(|()| encoder.finish()) {
        Ok(packed) => (packed, true),
        Err(_) => (bytes, false),
    }
}
