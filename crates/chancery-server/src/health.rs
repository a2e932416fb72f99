//! How the archive does: who read it, what of it could not be read or dated, what keeps it up to date.

use crate::digest::Digest;
use crate::piece::{counted, cut, number};
use maud::{Markup, html};
use serde_json::json;

pub(crate) fn health(digest: &Digest) -> Markup {
    let health = &digest.health;
    let unread: usize = digest.sources.iter().map(|source| source.unread).sum();
    html! {
        section #health {
            h2 { "Health of the archive" }
            dl.state {
                dt { "Problems" }
                dd {
                    @if unread == 0 && health.undated == 0 { "None: every article was read, and its day is known." }
                    @else {
                        @if unread > 0 { (counted(unread, "article")) " not read: another language, or no text. " }
                        @if health.undated > 0 {
                            (counted(health.undated, "article")) " of no known day: what is said there of Monday or of last week stays open."
                        }
                    }
                }
                dt { "Last run" }
                dd {
                    @for (n, reader) in health.readers.iter().enumerate() {
                        @if n > 0 { br; }
                        "chancery " (reader.version) " · model " (reader.model) " · world " (reader.world)
                        @if reader.is_own { " · with a lexicon or issues of your own" }
                        " " small { (counted(reader.articles, "article")) }
                    }
                    @if health.readers.is_empty() { "Nothing was added yet." }
                    @if health.readers.len() > 1 { br; "What an earlier reader read is read again by " code { "chancery reread" } "." }
                }
                dt { "Feeds" }
                dd {
                    @if health.feeds.is_empty() { "None is followed; " code { "chancery follow FEED" } " keeps one up to date." }
                    @for (n, feed) in health.feeds.iter().take(12).enumerate() { @if n > 0 { br; } bdi { (cut(&open(feed), 120)) } }
                    @if health.feeds.len() > 12 { br; "and " (number(health.feeds.len() - 12)) " more" }
                }
                dt { "Check" }
                dd { code { "chancery check" } " compares every citation with its text, and every count with what it counts. The file has " (size(health.bytes)) "." }
            }
        }
    }
}

/// As the twin has it.
pub(crate) fn json(digest: &Digest) -> serde_json::Value {
    let health = &digest.health;
    let readers = health.readers.iter().map(|reader| {
        json!({
            "version": reader.version, "model": reader.model, "world": reader.world, "own_data": reader.is_own,
            "articles": reader.articles,
        })
    });
    json!({
        "unread": digest.sources.iter().map(|source| source.unread).sum::<usize>(), "undated": health.undated,
        "readers": readers.collect::<Vec<_>>(), "feeds": health.feeds.iter().map(|feed| open(feed)).collect::<Vec<_>>(), "bytes": health.bytes,
    })
}

/// A feed's address without what may be a secret: who asks, and with which key.
fn open(feed: &str) -> String {
    let feed = feed.split(['?', '#']).next().unwrap_or_default();
    match feed.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.split_once('@')?.1))) {
        Some((scheme, rest)) => format!("{scheme}://{rest}"),
        None => feed.to_owned(),
    }
}

/// `2.4 MB`.
fn size(bytes: u64) -> String {
    let megabytes = bytes as f64 / 1e6;
    if megabytes < 1000.0 { format!("{megabytes:.1} MB") } else { format!("{:.1} GB", megabytes / 1000.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feeds_secrets_are_not_shown() {
        assert_eq!(open("https://me:word@example.org/feed?key=1"), "https://example.org/feed");
        assert_eq!(open("https://example.org/feed"), "https://example.org/feed");
    }
}
