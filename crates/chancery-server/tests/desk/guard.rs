//! Who may ask, and the headers of every answer.

use crate::harness::{ask, get};
use axum::body::Body;
use axum::http::Request;

#[test]
fn every_answer_has_the_headers_that_keep_a_browser_safe() {
    let style = crate::harness::attributes(&get("/").text, "href")
        .into_iter()
        .find(|link| link.ends_with(".css"))
        .unwrap();
    for address in ["/", "/events.json", "/nix", "/events?limit=0", "/articles/nix.json", &style] {
        let answered = get(address);
        let policy = answered.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{address}"
        );
        assert!(!policy.contains("unsafe"), "{address}");
        assert_eq!(answered.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answered.header("x-frame-options"), "DENY", "{address}");
        assert_eq!(answered.header("referrer-policy"), "no-referrer", "{address}");
        assert!(!answered.header("cache-control").is_empty(), "{address}");
    }
    assert!(get(&style).header("cache-control").contains("immutable"));
}

#[test]
fn a_token_is_needed_for_everything_where_there_is_one() {
    let with = |header: Option<&str>, address: &str| {
        let mut request = Request::get(address);
        if let Some(header) = header {
            request = request.header("authorization", header);
        }
        ask(Some("strait-of-amber"), request.body(Body::empty()).unwrap())
    };
    for address in ["/", "/events.json", "/nix", "/openapi.json"] {
        for header in [
            None,
            Some("Bearer wrong-word"),
            Some("Bearer strait-of-ambe"),
            Some("Basic Og=="),
            Some("Digest x"),
        ] {
            let answered = with(header, address);
            assert_eq!(answered.status, 401, "{address} {header:?}");
            assert!(answered.header("www-authenticate").contains("Bearer"), "{address}");
            assert_eq!(answered.header("x-content-type-options"), "nosniff");
            assert!(!answered.text.contains("strait-of-amber"));
        }
    }
    assert_eq!(with(Some("Bearer strait-of-amber"), "/").status, 200);
    assert_eq!(with(Some("Bearer strait-of-amber"), "/nix").status, 404);
}

#[test]
fn without_a_token_only_this_computers_own_names_lead_here() {
    let named =
        |host: &str| ask(None, Request::get("/").header("host", host).body(Body::empty()).unwrap()).status;
    assert_eq!(named("localhost:4747"), 200);
    assert_eq!(named("[::1]:4747"), 200);
    assert_eq!(named("desk.example.org"), 421);
}
