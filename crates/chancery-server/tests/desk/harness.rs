//! A desk over the sample, and questions to it.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use chancery::ingest::Incoming;
use chancery::{Article, Basis, Outcome, World, read_batch};
use chancery_server::{Desk, Options, router};
use chancery_store::Writer;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

const SAMPLE: &str = include_str!("../../../../examples/archive.jsonl");
const SAMPLE_WORLD: &str = include_str!("../../../../examples/archive.facts");

/// The article that is full of what might break a page.
pub(crate) const HOSTILE: &str = "hostile/<b>\"'&.json";

static BASIS: LazyLock<Basis<'static>> = LazyLock::new(|| {
    let world = World::embedded().with_facts(SAMPLE_WORLD, "archive.facts").unwrap();
    Basis { world: Box::leak(Box::new(world)), ..Basis::embedded() }
});

static ARCHIVE: LazyLock<PathBuf> = LazyLock::new(|| {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("desk.db");
    for end in ["", "-wal", "-shm"] {
        let mut file = path.clone().into_os_string();
        file.push(end);
        let _ = std::fs::remove_file(file);
    }
    let mut articles: Vec<Article> = SAMPLE.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    articles.push(hostile());
    add(&path, articles);
    path
});

/// Adds articles to an archive.
pub(crate) fn add(path: &Path, articles: Vec<Article>) {
    let incoming = articles.into_iter().map(|article| {
        Ok::<_, String>(Incoming { name: "sample".to_owned(), article, diagnostics: Vec::new(), bytes: 0 })
    });
    let mut writer = Writer::open(path).unwrap();
    for outcome in read_batch(incoming, *BASIS, 0) {
        let Outcome::Read(read) = outcome else { panic!("{outcome:?}") };
        writer.add([(&read.article, &read.reading.record)]).unwrap();
    }
}

fn hostile() -> Article {
    let text = format!(
        "<script>alert(1)</script> “Freedonia </q> will \u{202e}not\u{202c} bow & <img src=x onerror=alert(2)>,” Foreign Minister \
         Jane Doe told reporters on Monday.\n\n{}\n\nSylvanian forces shelled Port Heron on Monday, killing 3 people, \
         the ministry said.\u{0}\u{7}]]>",
        "x".repeat(200_000)
    );
    Article {
        id: Some(HOSTILE.to_owned()),
        title: Some("</title><script>alert(3)</script> \u{202e}reversed".to_owned()),
        source: Some("\"><svg onload=alert(4)>".to_owned()),
        url: Some("javascript:alert(5)".to_owned()),
        published: Some("2031-04-20".parse().unwrap()),
        language: Some("en".to_owned()),
        ..Article::new(text)
    }
}

/// An answer.
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) text: String,
}

impl Answered {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

/// What a desk over the sample is opened with.
pub(crate) fn options(token: Option<&str>) -> Options {
    Options { archive: ARCHIVE.clone(), basis: *BASIS, token: token.map(str::to_owned), note: None }
}

/// Asks a desk over the sample.
pub(crate) fn ask(token: Option<&str>, request: Request<Body>) -> Answered {
    ask_desk(&Arc::new(Desk::open(options(token)).unwrap()), request)
}

/// Asks this desk.
pub(crate) fn ask_desk(desk: &Arc<Desk>, request: Request<Body>) -> Answered {
    let router = router(Arc::clone(desk));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async move {
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answered { status: parts.status.as_u16(), headers: parts.headers, text }
    })
}

/// Asks for an address.
pub(crate) fn get(address: &str) -> Answered {
    ask(None, Request::get(address).body(Body::empty()).unwrap())
}

/// Posts a form.
pub(crate) fn post(address: &str, form: &[(&str, &str)]) -> Answered {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(form);
    ask(None, Request::post(address).body(Body::from(body.finish())).unwrap())
}

/// The first row's value of this name.
pub(crate) fn first(address: &str, name: &str) -> String {
    let answered = get(address);
    answered.json()["rows"][0][name]
        .as_str()
        .unwrap_or_else(|| panic!("{address}: {}", answered.text))
        .to_owned()
}

/// The address of the story that begins with these words.
pub(crate) fn story(title: &str) -> String {
    let rows = get("/stories.json?limit=100").json()["rows"].clone();
    let is_it = |row: &&serde_json::Value| row["title"].as_str().is_some_and(|one| one.starts_with(title));
    let row = rows.as_array().unwrap().iter().find(is_it).unwrap_or_else(|| panic!("{title}: {rows}"));
    format!("/stories/{}", row["id"].as_str().unwrap())
}

/// The values of an attribute, with entities as the characters that they stand for.
pub(crate) fn attributes(page: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    let values = page.split(&start).skip(1).filter_map(|rest| rest.split('"').next());
    let plain = |value: &str| {
        value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    };
    values.map(plain).collect()
}
