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

#[test]
fn clients_that_say_nothing_or_go_away_keep_nobody_waiting() {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    let desk = chancery_server::Desk::open(crate::harness::options(None)).unwrap();
    let (told, bound) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        chancery_server::serve(desk, "127.0.0.1:0".parse().unwrap(), move |address| {
            told.send(address).unwrap()
        })
    });
    let bound = bound.recv().unwrap();
    let silent: Vec<TcpStream> = (0..40).map(|_| TcpStream::connect(bound).unwrap()).collect();
    for _ in 0..20 {
        let mut gone = TcpStream::connect(bound).unwrap();
        gone.write_all(b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    }
    let mut stream = TcpStream::connect(bound).unwrap();
    stream
        .write_all(b"GET /events.json?limit=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let mut odd = TcpStream::connect(bound).unwrap();
    odd.write_all(b"\x16\x03\x01 this is no HTTP\r\n\r\n").unwrap();
    let mut answer = String::new();
    odd.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    drop(silent);
}

#[test]
fn others_are_let_in_with_a_token_only() {
    let desk = chancery_server::Desk::open(crate::harness::options(None)).unwrap();
    let refused = chancery_server::serve(desk, "0.0.0.0:0".parse().unwrap(), |_| panic!("it listens"));
    assert!(refused.unwrap_err().to_string().contains("--token"));
}
