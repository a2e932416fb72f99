//! Who may ask, and what every answer tells the browser.

use crate::answer::Form;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::router::refuse;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::sync::Arc;

/// Nothing comes from elsewhere, nothing is written into a page by itself, and nobody frames it.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// Lets a question through if its sender may ask, and gives every answer its headers.
pub(crate) async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let form = Form::split(request.uri().path()).1.unwrap_or(Form::Html);
    let refusal = match &desk.options.token {
        Some(token) => (!has_token(request.headers(), token)).then(|| {
            let message = "give the token of `chancery serve --token`: as `Authorization: Bearer TOKEN`, or as the \
                           password that a browser asks for";
            Problem::new(401, "token", message)
        }),
        None => (!is_local(request.headers())).then(|| {
            let message = "this desk answers on this computer only; `chancery serve --address A --token T` serves others";
            Problem::new(421, "address", message)
        }),
    };
    let mut response = match &refusal {
        Some(problem) => refuse(form, problem),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if refusal.is_some_and(|problem| problem.status == 401) {
        let ways = HeaderValue::from_static("Bearer, Basic realm=\"chancery\", charset=\"UTF-8\"");
        headers.insert(header::WWW_AUTHENTICATE, ways);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    response
}

/// As a bearer, or as the password of anybody, which is how a browser can send it.
fn has_token(headers: &HeaderMap, token: &str) -> bool {
    let Some(given) = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let (scheme, given) = given.split_once(' ').unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer") {
        return is_same(given.trim().as_bytes(), token.as_bytes());
    }
    if scheme.eq_ignore_ascii_case("basic") {
        let pair = BASE64_STANDARD.decode(given.trim()).unwrap_or_default();
        let at = pair.iter().position(|byte| *byte == b':').map_or(pair.len(), |at| at + 1);
        return is_same(&pair[at..], token.as_bytes());
    }
    false
}

/// In the same time, wherever they differ.
fn is_same(given: &[u8], token: &[u8]) -> bool {
    given.len() == token.len() && given.iter().zip(token).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// Without a token the desk is for this computer: a page elsewhere that leads its own name here is refused.
fn is_local(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST) else { return true };
    let Ok(host) = host.to_str() else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_computer_are_local() {
        for (host, expected) in [
            ("localhost:4747", true),
            ("127.0.0.1", true),
            ("[::1]:4747", true),
            ("127.0.0.1.example.org", false),
            ("desk.example.org:4747", false),
            ("localhost.example.org", false),
            ("10.0.0.7:4747", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            assert_eq!(is_local(&headers), expected, "{host}");
        }
    }

    #[test]
    fn a_token_is_taken_as_bearer_or_as_password_and_nothing_else_is() {
        for (given, expected) in [
            ("Bearer strait", true),
            ("bearer  strait", true),
            ("Basic YW55Ym9keTpzdHJhaXQ=", true),
            ("Bearer straits", false),
            ("Bearer", false),
            ("Basic c3RyYWl0", false),
            ("Basic ???", false),
            ("strait", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, HeaderValue::from_static(given));
            assert_eq!(has_token(&headers, "strait"), expected, "{given}");
        }
        assert!(!has_token(&HeaderMap::new(), "strait"));
    }
}
