//! Whatever bytes come in, as whatever kind: articles and errors, never a panic, and always an end.

use chancery_ingest::{Kind, Options, articles};
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::io::Write;
use std::path::PathBuf;

/// One small sound input of every kind.
const SAMPLES: &[(Kind, &str)] = &[
    (Kind::Text, "The envoy of Freedonia left Grandport on Monday.\n\nNobody knew why.\n"),
    (
        Kind::JsonLines,
        "{\"text\": \"The envoy left.\", \"published\": \"2025-03-04\"}\n{\"text\": \"\\ud83d\\ude00\", \"id\": 3}\n",
    ),
    (Kind::Json, "[\n  {\"text\": \"One \\\"]\\\" two.\", \"title\": null},\n  {\"text\": \"Three.\"}\n]\n"),
    (
        Kind::Html,
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Envoy leaves</title><meta name=date content=2025-03-04>\
         <script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"datePublished\": \"2025-03-04\"}</script></head><body>\
         <nav><a href=/>Home</a></nav><article><h1>Envoy leaves</h1><p>The envoy of Freedonia left Grandport on Monday, saying \
         that the talks had failed.</p><p>Nobody knew why he had come, or what he had brought.</p></article></body></html>",
    ),
    (
        Kind::Csv,
        "id,title,text,date\n1,Envoy leaves,\"The envoy, who left,\nsaid no.\",2025-03-04\n2,,Two.,\n",
    ),
    (
        Kind::Feed,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Example Wire</title><item><title>Envoy</title>\
         <link>https://wire.example/1</link><pubDate>Tue, 04 Mar 2025 21:30:00 GMT</pubDate><description>&lt;p>The envoy \
         left.&lt;/p></description></item></channel></rss>",
    ),
    (
        Kind::Feed,
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Example Wire\", \"items\": [{\"id\": \"1\", \
         \"content_text\": \"The envoy left.\", \"date_published\": \"2025-03-04T21:30:00Z\"}]}",
    ),
    (
        Kind::Newsml,
        "<newsMessage><itemSet><newsItem guid=\"urn:1\" xml:lang=\"en\"><itemMeta><versionCreated>2025-03-04T21:30:00Z</versionCreated>\
         <provider><name>Example Wire</name></provider></itemMeta><contentMeta><headline>Envoy</headline></contentMeta><contentSet>\
         <inlineXML><html><body><p>The envoy left.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>",
    ),
    (
        Kind::Warc,
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/2025/03/04/envoy\r\nContent-Length: 144\r\n\r\n\
         HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article><p>The envoy of Freedonia left Grandport on \
         Monday.</p></article></body></html>\r\n\r\n\r\n",
    ),
];

/// How many articles and errors these bytes give.
fn read(bytes: &[u8], kind: Option<Kind>) -> (usize, usize) {
    // A name for each thread that tests.
    let name = format!("chancery-any-bytes-{}-{:?}", std::process::id(), std::thread::current().id());
    let path: PathBuf = std::env::temp_dir().join(name.replace(['(', ')'], ""));
    std::fs::write(&path, bytes).expect("bytes can be written to memory");
    let (mut n_articles, mut n_errors) = (0, 0);
    for article in articles([path.clone()], Options { kind, threads: 1, ..Options::default() }) {
        match article {
            Ok(_) => n_articles += 1,
            Err(error) => {
                let message = error.to_string();
                assert!(!message.contains("a bug"), "{message}");
                n_errors += 1;
            }
        }
        assert!(n_articles + n_errors < 10_000, "no end");
    }
    let _ = std::fs::remove_file(&path);
    (n_articles, n_errors)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("bytes can be written to memory");
    encoder.finish().expect("bytes can be written to memory")
}

#[test]
fn the_samples_are_sound_and_known_by_their_content() {
    for (kind, sample) in SAMPLES {
        for bytes in [sample.as_bytes().to_vec(), gzip(sample.as_bytes())] {
            let (n_articles, n_errors) = read(&bytes, None);
            assert!(n_articles > 0 && n_errors == 0, "{kind:?}: {n_articles} articles, {n_errors} errors");
            assert_eq!((n_articles, n_errors), read(&bytes, Some(*kind)), "{kind:?}");
        }
    }
}

/// A sound input, damaged: bytes changed, a piece cut out, a piece twice.
fn damaged() -> impl Strategy<Value = (Kind, Vec<u8>)> {
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    let piece = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0u8..4);
    (0..SAMPLES.len(), any::<bool>(), changes, piece).prop_map(|(n, packed, changes, (from, to, how))| {
        let (kind, sample) = SAMPLES[n];
        let mut bytes = if packed { gzip(sample.as_bytes()) } else { sample.as_bytes().to_vec() };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
        let piece = from.min(to)..from.max(to);
        match how {
            0 => bytes.truncate(piece.start),
            1 => drop(bytes.drain(piece)),
            2 => {
                let again = bytes[piece.clone()].to_vec();
                bytes.splice(piece.start..piece.start, again);
            }
            _ => {}
        }
        (kind, bytes)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_inputs_give_articles_and_errors((kind, bytes) in damaged(), is_told in any::<bool>()) {
        read(&bytes, is_told.then_some(kind));
    }

    #[test]
    fn any_bytes_as_any_kind_give_articles_and_errors(
        bytes in proptest::collection::vec(any::<u8>(), 0..300), n in 0..Kind::ALL.len(), begins in any::<bool>()
    ) {
        let kind = Kind::ALL[n];
        let start = SAMPLES.iter().find(|(of, _)| *of == kind).map_or("", |(_, sample)| &sample[..sample.floor_char_boundary(60)]);
        let bytes = if begins { [start.as_bytes(), &bytes].concat() } else { bytes };
        read(&bytes, Some(kind));
    }

    #[test]
    fn any_words_as_any_kind_give_articles_and_errors(
        words in "(?s)([<>/\"'&;=,\\[\\]{}\\\\\r\n -]|<p>|</p>|<div|<br/>|\"text\":|WARC/1.0|item|entry|\\PC){0,80}", n in 0..Kind::ALL.len()
    ) {
        read(words.as_bytes(), Some(Kind::ALL[n]));
    }
}
