//! What an input holds, told by its first bytes.

/// What an input holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One article as plain text.
    Text,
    /// One JSON object a line, each an article.
    JsonLines,
    /// One JSON document: an article, or an array of them.
    Json,
    /// A web page.
    Html,
    /// A table with a heading: comma-, semicolon- or tab-separated values.
    Csv,
    /// An RSS, Atom or JSON feed.
    Feed,
    /// A news agency's items: NewsML-G2 or NITF.
    Newsml,
    /// A web archive.
    Warc,
    /// A Parquet file with a column for the text.
    Parquet,
}

impl Kind {
    /// Every kind that can be asked for by name.
    pub const ALL: &'static [Kind] = &[
        Kind::Text,
        Kind::JsonLines,
        Kind::Json,
        Kind::Html,
        Kind::Csv,
        Kind::Feed,
        Kind::Newsml,
        Kind::Warc,
        Kind::Parquet,
    ];

    /// Its name: `jsonl`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::JsonLines => "jsonl",
            Kind::Json => "json",
            Kind::Html => "html",
            Kind::Csv => "csv",
            Kind::Feed => "feed",
            Kind::Newsml => "newsml",
            Kind::Warc => "warc",
            Kind::Parquet => "parquet",
        }
    }
}

/// Tells the kind of an input by its first bytes (some kilobytes are enough).
///
/// ```
/// use chancery_ingest::{Kind, kind_of};
/// assert_eq!(kind_of(b"{\"text\": \"The envoy left.\"}\n"), Kind::JsonLines);
/// assert_eq!(kind_of(b"{brackets} are odd, but this is text"), Kind::Text);
/// assert_eq!(kind_of(b"<!DOCTYPE html><p>"), Kind::Html);
/// ```
pub fn kind_of(start: &[u8]) -> Kind {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let after = |at: usize| start.get(at..).unwrap_or_default().trim_ascii_start().first().copied();
    let is_json_feed = || start.windows(20).take(2048).any(|window| window == b"jsonfeed.org/version");
    match start.first() {
        Some(b'{') if is_json_feed() => Kind::Feed,
        Some(b'{') if matches!(after(1), Some(b'"' | b'}')) => {
            let first_line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
            // A document over several lines opens with the brace alone.
            if first_line.trim_ascii() == b"{" { Kind::Json } else { Kind::JsonLines }
        }
        Some(b'[') if matches!(after(1), Some(b'{')) => Kind::Json,
        Some(b'<') => markup(start),
        _ if start.starts_with(b"WARC/") => Kind::Warc,
        _ if start.starts_with(b"PAR1") => Kind::Parquet,
        _ if crate::table::is_heading(start) => Kind::Csv,
        _ => Kind::Text,
    }
}

fn markup(start: &[u8]) -> Kind {
    let start = String::from_utf8_lossy(&start[..start.len().min(1024)]).to_ascii_lowercase();
    let opens = |tag: &str| {
        let mut places = start.match_indices(tag);
        places.any(|(at, _)| start[at + tag.len()..].starts_with(['>', ' ', '\n', '\r', '\t']))
    };
    let opens_html = ["<head", "<body", "<p", "<div", "<article", "<h1"]
        .iter()
        .any(|tag| start.starts_with(tag) && opens(tag));
    let opens_any = |tags: &[&str]| tags.iter().any(|tag| opens(tag));
    if opens_any(&["<rss", "<feed", "<rdf:rdf", "<atom:feed"]) {
        Kind::Feed
    } else if opens_any(&["<newsmessage", "<newsitem", "<packageitem", "<nitf"]) {
        Kind::Newsml
    } else if start.starts_with("<!doctype html")
        || start.starts_with("<?xml")
        || opens("<html")
        || opens_html
    {
        Kind::Html
    } else {
        Kind::Text
    }
}

/// The name of a binary format, by its first bytes.
pub(crate) fn binary_format(start: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\x1f\x8b", "it is gzip data in gzip data"),
        (b"PK\x03\x04", "it is a zip archive or an office document"),
        (b"%PDF-", "it is a PDF"),
        (b"\x89PNG", "it is a PNG image"),
        (b"\xff\xd8\xff", "it is a JPEG image"),
        (b"GIF8", "it is a GIF image"),
        (b"\x28\xb5\x2f\xfd", "it is zstd data (unpack it first)"),
        (b"BZh", "it is bzip2 data (unpack it first)"),
        (b"\xfd7zXZ\x00", "it is xz data (unpack it first)"),
        (b"\x7fELF", "it is a program"),
        (b"SQLite format 3\x00", "it is an SQLite database"),
    ];
    MAGIC.iter().find(|(magic, _)| start.starts_with(magic)).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_content() {
        for (start, kind) in [
            ("", Kind::Text),
            ("[Photo: our own] The envoy left.", Kind::Text),
            ("[{\"text\": \"x\"}]", Kind::Json),
            ("[\n  {", Kind::Json),
            ("{\n  \"text\": \"x\"\n}", Kind::Json),
            ("\u{feff}{\"text\": \"x\"}", Kind::JsonLines),
            ("{\"text\": \"cut off", Kind::JsonLines),
            ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Kind::Feed),
            ("<html lang=en>", Kind::Html),
            ("<p>The envoy left.", Kind::Html),
            ("<pre-recorded> said the voice", Kind::Text),
            ("WARC/1.0\r\n", Kind::Warc),
            ("PAR1\u{15}", Kind::Parquet),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", Kind::Feed),
            ("<?xml version=\"1.0\"?><newsMessage xmlns=\"x\">", Kind::Newsml),
            ("<nitf>", Kind::Newsml),
            ("id,title,text\n1,x,y", Kind::Csv),
            ("\u{feff}Date;Headline;\"Body\"\r\n", Kind::Csv),
            ("title\tpublished\ttext\n", Kind::Csv),
            ("Freedonia, Sylvania, and the text\n", Kind::Text),
            ("Date, place and text are missing.\nThe envoy left.", Kind::Text),
        ] {
            assert_eq!(kind_of(start.as_bytes()), kind, "{start}");
        }
    }
}
