//! RSS, Atom and JSON feeds → what each entry says of its article.

use crate::date::day_in;
use crate::encoding::decode_page;
use crate::error::{Error, Reason};
use crate::files::{Incoming, Part, Parts};
use crate::html::{MAX_DEPTH, language_code, nests_too_deep, prose};
use chancery_record::{Article, PublishedFrom};
use chancery_text::{Diagnostic, Severity};
use feed_rs::model;
use feed_rs::parser::Builder;
use std::panic::catch_unwind;

/// An entry of a feed.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The article as far as the feed tells it; its text is the whole content, the summary, or nothing.
    pub(crate) article: Article,
    /// Whether the text is more than a summary.
    pub(crate) is_whole: bool,
}

impl Entry {
    /// The entry as an article, if it holds any text.
    pub(crate) fn incoming(self, name: String, bytes: u64) -> Result<Incoming, Error> {
        if self.article.text.is_empty() {
            let url = self.article.url.map(|url| format!(": {url}")).unwrap_or_default();
            let why = format!("the feed's entry holds no text, only an address{url}");
            return Err(Error::new(name, Reason::refused(why)));
        }
        let mut diagnostics = Vec::new();
        if !self.is_whole {
            let message = "the feed holds a summary of the article, and only that was read";
            diagnostics.push(Diagnostic::new(Severity::Note, "summary-only", message));
        }
        Ok(Incoming { name, article: self.article, diagnostics, bytes })
    }
}

/// The entries of a feed in a file.
pub(crate) fn entries(name: &str, bytes: Vec<u8>) -> Result<Parts, Error> {
    let n_bytes = bytes.len() as u64;
    let entries = read(bytes).map_err(|reason| Error::new(name, reason))?;
    let each = n_bytes / entries.len().max(1) as u64;
    let name = name.to_owned();
    Ok(Box::new(
        entries
            .into_iter()
            .enumerate()
            .map(move |(n, entry)| entry.incoming(format!("{name}[{}]", n + 1), each).map(Part::Article)),
    ))
}

/// The entries of a feed, the first on top.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Vec<Entry>, Reason> {
    let text = decode_page(bytes, None).map_err(Reason::Binary)?.text;
    let text = without_declaration(text.trim_start());
    if nests_too_deep(text) {
        return Err(Reason::refused(format!("the feed's elements nest over {MAX_DEPTH} deep")));
    }
    let parsed = catch_unwind(|| {
        let parser = Builder::new()
            .id_generator(|_, _, _| String::new())
            // The day by the writer's own clock: noon of it, wherever that was.
            .timestamp_parser(|text| {
                let day = day_in(text)?;
                let (year, month, of_month) =
                    (day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs());
                let day = chrono::NaiveDate::from_ymd_opt(year, month.into(), of_month.into())?;
                Some(day.and_hms_opt(12, 0, 0)?.and_utc())
            })
            .build();
        parser.parse(text.as_bytes()).map_err(|error| error.to_string())
    });
    let feed = match parsed {
        Ok(Ok(feed)) => feed,
        Ok(Err(why)) => return Err(Reason::refused(format!("it is no feed that can be read: {why}"))),
        Err(_) => return Err(Reason::refused("the feed could not be taken apart (a bug; please report it)")),
    };
    if feed.entries.is_empty() {
        return Err(Reason::refused("the feed has no entries"));
    }
    let source = feed.title.as_ref().map(|title| one_line(&title.content)).filter(|title| !title.is_empty());
    let language = feed.language.as_deref().and_then(language_code);
    Ok(feed.entries.into_iter().map(|it| entry(it, source.as_deref(), language.as_deref())).collect())
}

/// XML without `<?xml …?>`: its characters are converted already, whatever it says of them.
fn without_declaration(text: &str) -> &str {
    let declared = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    declared.map_or(text, |(_, rest)| rest)
}

fn entry(entry: model::Entry, source: Option<&str>, language: Option<&str>) -> Entry {
    let content =
        entry.content.and_then(|content| content.body).map(|body| text_of(&body)).unwrap_or_default();
    let is_whole = !content.is_empty();
    let text =
        if is_whole { content } else { text_of(&entry.summary.map(|it| it.content).unwrap_or_default()) };
    let own = |link: &&model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let link = entry.links.iter().find(own).or(entry.links.first()).map(|link| link.href.trim().to_owned());
    let day = entry.published.or(entry.updated).and_then(|at| day_in(&at.date_naive().to_string()));
    let article = Article {
        id: None,
        text,
        title: entry.title.map(|title| one_line(&title.content)).filter(|title| !title.is_empty()),
        published: day,
        published_from: day.map(|_| PublishedFrom::Feed),
        source: source.map(str::to_owned),
        url: link.filter(|link| !link.is_empty()),
        language: entry.language.as_deref().and_then(language_code).or(language.map(str::to_owned)),
    };
    Entry { article, is_whole }
}

/// Markup or plain text with blank lines → text with its paragraphs.
fn text_of(content: &str) -> String {
    if content.contains("</") || content.contains("/>") || content.contains("<p>") || content.contains("<br>")
    {
        return prose(content);
    }
    let paragraphs: Vec<String> = content.split("\n\n").map(prose).filter(|it| !it.is_empty()).collect();
    paragraphs.join("\n\n")
}

fn one_line(markup: &str) -> String {
    prose(markup).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
  <title>Example Wire</title><link>https://wire.example/</link><language>en-gb</language>
  <item><title>Envoy &amp; minister leave</title><link>https://wire.example/1</link>
    <pubDate>Tue, 04 Mar 2025 23:30:00 -0500</pubDate>
    <description>A summary.</description>
    <content:encoded><![CDATA[<p>The envoy left Grandport.</p><p>Nobody knew why.</p>]]></content:encoded></item>
  <item><title>Talks</title><link>https://wire.example/2</link><description>The talks failed.</description></item>
  <item><link>https://wire.example/3</link></item>
</channel></rss>"#;

    #[test]
    fn rss_atom_and_json_feeds_are_read() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title><id>x</id>
          <entry><id>1</id><title>Envoy &amp; minister leave</title><updated>2025-03-04T23:30:00-05:00</updated>
          <link rel="alternate" href="https://wire.example/1"/>
          <content type="html">&lt;p>The envoy left Grandport.&lt;/p>&lt;p>Nobody knew why.&lt;/p></content></entry></feed>"#;
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Example Wire", "items": [{"id": "1",
          "url": "https://wire.example/1", "title": "Envoy & minister leave", "date_published": "2025-03-04T23:30:00-05:00",
          "content_html": "<p>The envoy left Grandport.</p><p>Nobody knew why.</p>"}]}"#;
        for feed in [RSS, atom, json] {
            let entries = read(feed.as_bytes().to_vec()).unwrap();
            let Entry { article, is_whole } = &entries[0];
            assert!(is_whole);
            assert_eq!(article.text, "The envoy left Grandport.\n\nNobody knew why.");
            assert_eq!(article.title.as_deref(), Some("Envoy & minister leave"));
            assert_eq!(article.source.as_deref(), Some("Example Wire"));
            assert_eq!(article.url.as_deref(), Some("https://wire.example/1"));
            assert_eq!(article.published.map(|day| day.to_string()).as_deref(), Some("2025-03-04"));
            assert_eq!(article.published_from, Some(PublishedFrom::Feed));
        }
    }

    #[test]
    fn summaries_are_marked_and_bare_addresses_refused() {
        let told: Vec<_> = entries("f.xml", RSS.as_bytes().to_vec())
            .unwrap()
            .map(|part| match part {
                Ok(Part::Article(it)) => Ok((it.name, it.diagnostics.first().map(|remark| remark.code))),
                Ok(Part::Page(_)) => panic!("entries are articles"),
                Err(error) => Err(error.to_string()),
            })
            .collect();
        assert_eq!(told[0], Ok(("f.xml[1]".to_owned(), None)));
        assert_eq!(told[1], Ok(("f.xml[2]".to_owned(), Some("summary-only"))));
        assert!(
            told[2].as_ref().unwrap_err().ends_with("only an address: https://wire.example/3"),
            "{told:?}"
        );
    }

    #[test]
    fn nonsense_says_why() {
        for feed in
            ["<rss", "", "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": 3}", "<rss></rss>"]
        {
            let Err(Reason::Refused(why)) = read(feed.as_bytes().to_vec()) else { panic!("{feed} was read") };
            assert!(why.starts_with("it is no feed") || why.starts_with("the feed has no entries"), "{why}");
        }
        assert!(read(format!("<rss>{}", "<a>".repeat(100_000)).into_bytes()).is_err());
    }
}
