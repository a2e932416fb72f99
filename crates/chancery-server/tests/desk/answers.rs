//! What every answer has: tags, packing, one form of error; and the document that describes them all.

use crate::harness::{Answered, add, ask, ask_desk, get, options, post};
use axum::body::Body;
use axum::http::Request;
use chancery_server::{Desk, Options};
use std::sync::Arc;

#[test]
fn what_cannot_be_asked_is_refused_in_one_form() {
    let long = format!("/events?text={}", "x".repeat(5000));
    let many = format!("/events?{}", "actor=a&".repeat(100));
    for (address, status, code) in [
        ("/events?type=NONSENSE", 400, "bad-option"),
        ("/events?sinse=2031-01-01", 400, "unknown-option"),
        ("/events?since=yesterday", 400, "bad-option"),
        ("/events?since=2031-01-01&since=2031-01-02", 400, "bad-option"),
        ("/events?limit=0", 400, "bad-option"),
        ("/events?limit=1001", 400, "bad-option"),
        ("/events?limit=-1", 400, "bad-option"),
        ("/events?after=zz", 400, "bad-option"),
        ("/events?after=ffffffffffffffffffffffff.1", 400, "bad-option"),
        ("/events?reported=yes&direct=yes", 400, "bad-option"),
        ("/events?reported=perhaps", 400, "bad-option"),
        ("/articles/nix", 404, "unknown-id"),
        ("/articles/%ff", 400, ""),
        ("/actors/nix", 404, "unknown-id"),
        ("/nix", 404, "unknown-page"),
        ("/events/nix/nix", 404, "unknown-page"),
        ("/statements.xml", 404, "unknown-page"),
        (long.as_str(), 400, "bad-option"),
        (many.as_str(), 400, "bad-option"),
    ] {
        let answered = get(address);
        assert_eq!(answered.status, status, "{address}: {}", answered.text);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let has_twin = !code.is_empty() && !path.ends_with(".xml") && !path.contains("nix/");
        if has_twin {
            let twin = get(&format!("{path}.json?{query}"));
            assert_eq!(twin.status, status, "{address}");
            let error = &twin.json()["error"];
            assert_eq!(
                (error["status"].as_u64(), error["code"].as_str()),
                (Some(status.into()), Some(code)),
                "{address}"
            );
            assert!(!error["message"].as_str().unwrap().is_empty());
        }
    }
    assert!(get("/events?after=7fffffffffffffff.7fffffffffffffff").status == 200);
    assert!(get("/events?text=%22%00%27%29+OR+1%3D1+--").status == 200);
}

#[test]
fn only_what_is_asked_by_post_may_be_posted_and_not_too_much() {
    assert_eq!(post("/events", &[("type", "ASSAULT")]).status, 405);
    assert_eq!(ask(None, Request::delete("/events").body(Body::empty()).unwrap()).status, 405);
    assert_eq!(post("/paste.json", &[("content", &"word ".repeat(60_000))]).status, 413);
    let huge = "x".repeat(3 << 20);
    assert_eq!(post("/paste", &[("content", &huge)]).status, 413);
    assert_eq!(ask(None, Request::head("/events").body(Body::empty()).unwrap()).status, 200);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    // Two desks over one archive have the same tags.
    let answered = get("/events?actor=SYL");
    let tag = answered.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = Request::get("/events?actor=SYL").header("if-none-match", &tag).body(Body::empty()).unwrap();
    let again = ask(None, again);
    assert_eq!((again.status, again.text.as_str()), (304, ""));
    let other = Request::get("/events?actor=FRD").header("if-none-match", &tag).body(Body::empty()).unwrap();
    assert_eq!(ask(None, other).status, 200);
}

#[test]
fn what_is_added_is_seen_at_once() {
    let path = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("growing.db");
    for end in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(path.with_extension(format!("db{end}")));
    }
    std::fs::copy(options(None).archive, &path).unwrap();
    let desk = Desk::open(Options { archive: path.clone(), ..options(None) }).unwrap();
    let desk = Arc::new(desk);
    let asked = || ask_desk(&desk, Request::get("/search.json?text=Thornbury").body(Body::empty()).unwrap());
    let found = |answered: &Answered| answered.json()["articles"].as_array().unwrap().len();
    let before = asked();
    assert_eq!((found(&before), asked().text), (0, before.text.clone()), "kept");
    for n in 1..=3 {
        let text =
            format!("Rufus Roe of Sylvania said in Thornbury on Monday that {n} envoys had left the town.");
        add(&path, vec![chancery::Article::new(text)]);
        let after = asked();
        assert_eq!(found(&after), n);
        assert_ne!(after.header("etag"), before.header("etag"));
    }
}

#[test]
fn answers_are_packed_for_those_who_take_them_so() {
    let packed = Request::get("/events").header("accept-encoding", "br, gzip").body(Body::empty()).unwrap();
    assert_eq!(ask(None, packed).header("content-encoding"), "gzip");
    let plain = Request::get("/events").header("accept-encoding", "gzip;q=0").body(Body::empty()).unwrap();
    assert_eq!(ask(None, plain).header("content-encoding"), "");
}

#[test]
fn what_a_form_left_empty_does_not_stand_in_the_address() {
    let answered = get("/events?actor=SYL&recipient=&since=");
    assert_eq!((answered.status, answered.header("location")), (303, "/events?actor=SYL"));
}

#[test]
fn the_document_describes_every_page_and_its_options() {
    let document = get("/openapi.json").json();
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().unwrap();
    for path in [
        "/",
        "/index.json",
        "/events",
        "/events.csv",
        "/articles/{id}.json",
        "/paste.json",
        "/search.atom",
        "/map.json",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
    let parameters = document["paths"]["/events.json"]["get"]["parameters"].as_array().unwrap();
    assert!(parameters.iter().any(|one| one["name"] == "type" && one["schema"]["type"] == "array"));
    assert_eq!(
        document["paths"]["/paste.json"]["post"]["requestBody"]["content"].as_object().unwrap().len(),
        1
    );
    for (path, methods) in paths {
        for operation in methods.as_object().unwrap().values() {
            assert!(operation["summary"].as_str().is_some_and(|about| !about.is_empty()), "{path}");
            let declared =
                operation["parameters"].as_array().unwrap().iter().filter(|one| one["in"] == "path").count();
            assert_eq!(declared, path.matches('{').count(), "{path}");
        }
    }
}
