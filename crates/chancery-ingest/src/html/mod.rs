//! A web page → its article: main text with its paragraphs, headline, day of publication, outlet, language.
//!
//! What is boilerplate is decided by `trafilatura`; when the page was published, and where that is said, by
//! [`published`]. Neither asks the clock.

mod depth;
mod prose;
mod published;

pub(crate) use depth::{MAX_DEPTH, nests_too_deep};
pub(crate) use prose::prose;

use crate::encoding::decode_page;
use crate::error::{Error, Reason};
use crate::files::Incoming;
use crate::json;
use crate::source::MAX_PAGE;
use chancery_record::{Article, PublishedFrom};
use serde_json::{Map, Value};
use std::panic::{AssertUnwindSafe, catch_unwind};
use trafilatura::dom::Document;

/// As many elements as a page of the largest size may have.
const MAX_ELEMENTS: usize = 200_000;

/// A page as it came in, with what is known of it from elsewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// Where it stands.
    pub(crate) url: Option<String>,
    /// Its encoding, by whoever sent it.
    pub(crate) charset: Option<String>,
    /// What its feed says of it.
    pub(crate) announced: Article,
    /// What the file beside it says of it.
    pub(crate) heading: Option<Map<String, Value>>,
    /// How many bytes of the input it took.
    pub(crate) taken: u64,
}

impl Page {
    /// Takes it apart.
    pub(crate) fn open(self) -> Result<Incoming, Error> {
        let name = self.name.clone();
        self.try_open().map_err(|reason| Error::new(name, reason))
    }

    pub(crate) fn try_open(self) -> Result<Incoming, Reason> {
        // Markup is the wildest of inputs: a bug in the libraries that take it apart costs one page.
        catch_unwind(AssertUnwindSafe(|| self.article())).unwrap_or_else(|_| {
            Err(Reason::refused("the page could not be taken apart (a bug; please report it)"))
        })
    }

    fn article(self) -> Result<Incoming, Reason> {
        if self.bytes.len() as u64 > MAX_PAGE {
            return Err(too_large());
        }
        let decoded = decode_page(self.bytes, self.charset.as_deref()).map_err(Reason::Binary)?;
        let mut diagnostics = decoded.diagnostics;
        if nests_too_deep(&decoded.text) {
            return Err(Reason::refused(format!(
                "its elements nest over {MAX_DEPTH} deep: no page to be read"
            )));
        }
        let document = Document::parse(&decoded.text);
        drop(decoded.text);
        let language = language(&document);
        let stated = published::stated(&document);
        let times = published::gathered(&document, self.url.as_deref());

        let mut options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
        options.max_tree_size = Some(MAX_ELEMENTS);
        // Its dates are bounded by the clock; ours are not.
        options.html_date_mode = trafilatura::HtmlDateMode::Disabled;
        let nothing = || Reason::refused("no article was found in the page");
        let found = trafilatura::extract_document(document, &options).map_err(|_| nothing())?;
        let mut text = prose(&found.content_html);
        let told = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let title = self.announced.title.or(told(found.metadata.title));
        if let Some(title) = &title
            && let Some(rest) = text.strip_prefix(title.as_str()).and_then(|rest| rest.strip_prefix("\n\n"))
        {
            text = rest.to_owned();
        }
        if text.is_empty() {
            return Err(nothing());
        }
        let announced = self.announced.published.map(|day| (day, PublishedFrom::Feed));
        let (published, published_from) = stated.or(announced).or(times).unzip();
        let mut article = Article {
            id: self.announced.id,
            text,
            title,
            published,
            published_from,
            source: told(found.metadata.sitename).or(self.announced.source),
            url: self.url.or(told(found.metadata.url)),
            language: language.or(self.announced.language),
        };
        if let Some(heading) = self.heading {
            json::heading(&mut article, heading, &mut diagnostics);
        }
        Ok(Incoming { name: self.name, article, diagnostics, bytes: self.taken })
    }
}

/// The reason of a page that is skipped for its size.
pub(crate) fn too_large() -> Reason {
    Reason::refused(format!("the page is larger than {} MB and was skipped", MAX_PAGE >> 20))
}

/// `en` of `<html lang="en-GB">`.
fn language(page: &Document) -> Option<String> {
    let html = page.get_elements_by_tag_name(page.root(), "html").into_iter().next()?;
    let tag = page.get_attribute(html, "lang").or_else(|| page.get_attribute(html, "xml:lang"))?;
    language_code(&tag)
}

/// `en-GB` → `en`.
pub(crate) fn language_code(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    (matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Envoy leaves Grandport | Example Wire</title>
      <meta property="og:title" content="Envoy leaves Grandport"><meta property="og:site_name" content="Example Wire">
      <link rel="canonical" href="https://wire.example/2025/03/04/envoy"><meta property="article:published_time" content="2025-03-04T21:30:00Z">
      <script>if (a<b) { track(); }</script></head><body>
      <header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav></header>
      <main><article><h1>Envoy leaves Grandport</h1>
      <p>The envoy of Freedonia left Grandport on Monday, saying that the talks with Sylvania had failed.</p>
      <figure><img src="x.jpg"></figure>
      <p>“We will not be the ones to <em>break</em> the truce,” he told reporters at the harbour, where a crowd had waited since the
      morning.</p>
      <p>The foreign minister of Osterlich, Jane Doe, called the talks useful all the same and asked both sides to return to the
      table before the end of the month.</p></article>
      <aside><h2>Most read</h2><ul><li><a href="/1">Cat found in tree</a></li><li><a href="/2">Ten ways to cook an egg</a></li></ul></aside></main>
      <footer><p>Subscribe to our newsletter. © Example Wire. All rights reserved.</p></footer></body></html>"#;

    fn open(page: Page) -> Result<Article, String> {
        Page { name: "p.html".to_owned(), ..page }
            .open()
            .map(|it| it.article)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_page_gives_its_article_and_nothing_around_it() {
        let article = open(Page { bytes: PAGE.into(), ..Page::default() }).unwrap();
        let paragraphs: Vec<&str> = article.text.split("\n\n").collect();
        assert_eq!(paragraphs.len(), 3, "{}", article.text);
        assert!(
            paragraphs[0].starts_with("The envoy of Freedonia left")
                && paragraphs[1].contains("to break the truce")
        );
        assert!(!article.text.contains("egg") && !article.text.contains("newsletter"));
        assert_eq!(article.title.as_deref(), Some("Envoy leaves Grandport"));
        assert_eq!(article.source.as_deref(), Some("Example Wire"));
        assert_eq!(article.url.as_deref(), Some("https://wire.example/2025/03/04/envoy"));
        assert_eq!(article.language.as_deref(), Some("en"));
        assert_eq!(article.published.map(|day| day.to_string()).as_deref(), Some("2025-03-04"));
        assert_eq!(article.published_from, Some(PublishedFrom::Meta));
    }

    #[test]
    fn what_the_feed_says_stands_in_for_what_the_page_does_not() {
        let announced = Article {
            title: Some("Envoy leaves".to_owned()),
            published: day("2025-03-05"),
            ..Article::default()
        };
        let page = Page { announced: announced.clone(), bytes: PAGE.into(), ..Page::default() };
        assert_eq!(open(page).unwrap().published, day("2025-03-04"));
        let dateless = PAGE.replace("article:published_time", "x").into_bytes();
        let page = Page { announced, bytes: dateless, ..Page::default() };
        let article = open(page).unwrap();
        assert_eq!(
            (article.published, article.published_from),
            (day("2025-03-05"), Some(PublishedFrom::Feed))
        );
    }

    fn day(text: &str) -> Option<jiff::civil::Date> {
        text.parse().ok()
    }

    #[test]
    fn pages_that_are_none_say_why() {
        for (bytes, why) in [
            (b"<html><body></body></html>".to_vec(), "no article was found"),
            (vec![b'x'; MAX_PAGE as usize + 1], "larger than 8 MB"),
            ("<div>".repeat(2000).into_bytes(), "nest over 500 deep"),
            (b"%PDF-1.7".to_vec(), "it is a PDF"),
        ] {
            let told = open(Page { bytes, ..Page::default() }).unwrap_err();
            assert!(told.contains(why), "{told}");
        }
    }
}
