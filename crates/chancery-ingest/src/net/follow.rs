//! A feed that is asked again and again → the articles that are new in it.

use super::fetch::{Answer, Failure, Fetcher, Validators};
use crate::error::{Error, Reason};
use crate::feed::{self, Entry};
use crate::files::Incoming;
use crate::html::Page;
use crate::source::MAX_PAGE;
use crate::warc::content_type;
use chancery_record::Article;
use chancery_text::{Diagnostic, Severity};
use serde_json::{Value, json};
use std::collections::VecDeque;
use url::Url;

const MAX_FEED: u64 = 16 << 20;
/// So many entries are remembered: far more than a feed shows at once.
const MAX_SEEN: usize = 5000;

/// A feed, with what is remembered of it from one time to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    url: String,
    known: Validators,
    /// Entries that were taken, the oldest first, each as a hash of its address, day and title.
    seen: VecDeque<String>,
}

impl Feed {
    /// A feed that was never asked.
    pub fn new(url: impl Into<String>) -> Feed {
        Feed { url: url.into(), known: Validators::default(), seen: VecDeque::new() }
    }

    /// Where it stands.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What is remembered of it, as JSON to be kept until the next time.
    pub fn state(&self) -> String {
        let Validators { etag, last_modified } = &self.known;
        json!({"etag": etag, "last_modified": last_modified, "seen": self.seen}).to_string()
    }

    /// The feed with what [`Feed::state`] gave. A state that cannot be read is none: articles come again, and are known.
    #[must_use]
    pub fn with_state(mut self, state: &str) -> Feed {
        let state: Value = serde_json::from_str(state).unwrap_or_default();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        self.known = Validators { etag: text(&state["etag"]), last_modified: text(&state["last_modified"]) };
        self.seen = state["seen"].as_array().into_iter().flatten().filter_map(text).collect();
        self
    }

    /// Asks the feed, and gives what is new in it. Pages are asked for one after the other as the articles are taken;
    /// what was not taken comes again the next time.
    pub fn poll<'a>(&'a mut self, fetcher: &'a mut Fetcher) -> Result<Poll<'a>, Error> {
        let fail = |reason: Reason| Error::new(self.url.clone(), reason);
        let url = Url::parse(&self.url)
            .map_err(|error| fail(Reason::refused(format!("it is no address of a feed: {error}"))))?;
        let answer = fetcher.get(&url, &self.known, MAX_FEED).map_err(|failure| fail(failure.reason))?;
        let (base, bytes, validators) = match answer {
            Answer::NotModified => (url, None, self.known.clone()),
            Answer::Whole { url, bytes, validators, .. } => (url, Some(bytes), validators),
        };
        let mut entries = Vec::new();
        if let Some(bytes) = bytes {
            entries = feed::read(bytes).map_err(fail)?;
        }
        entries.retain(|entry| !self.seen.contains(&key(&entry.article)));
        // The oldest first, as they happened.
        Ok(Poll { feed: self, fetcher, base, entries, validators, is_whole: true })
    }

    fn remember(&mut self, key: String) {
        self.seen.push_back(key);
        while self.seen.len() > MAX_SEEN {
            self.seen.pop_front();
        }
    }
}

/// What an entry is known by: a changed title or day makes it a new one.
fn key(article: &Article) -> String {
    let head = Article { text: String::new(), language: None, ..article.clone() };
    head.record_id()
}

/// What is new in a feed, article by article.
#[derive(Debug)]
pub struct Poll<'a> {
    feed: &'a mut Feed,
    fetcher: &'a mut Fetcher,
    /// What the addresses of entries are relative to.
    base: Url,
    /// Still to be taken; the last is the next.
    entries: Vec<Entry>,
    validators: Validators,
    /// Whether nothing has to be asked for again.
    is_whole: bool,
}

impl<'a> Poll<'a> {
    /// A poll that takes single entries, of which nothing is remembered.
    pub(crate) fn of(feed: &'a mut Feed, fetcher: &'a mut Fetcher, base: Url) -> Poll<'a> {
        Poll { feed, fetcher, base, entries: Vec::new(), validators: Validators::default(), is_whole: true }
    }
    /// How many entries are still to be taken.
    pub fn remaining(&self) -> usize {
        self.entries.len()
    }

    /// The entry's own page, or what the feed holds of it.
    pub(crate) fn article(&mut self, entry: Entry) -> Result<Incoming, Error> {
        let key = key(&entry.article);
        let url = entry.article.url.as_deref().and_then(|url| self.base.join(url).ok());
        let name = url.as_ref().map_or_else(|| self.feed.url.clone(), Url::to_string);
        let Some(url) = url.filter(|_| !entry.is_whole) else {
            self.feed.remember(key);
            return entry.incoming(name, 0);
        };
        let failure = match self.page(&url, &name, &entry.article) {
            Ok(incoming) => {
                self.feed.remember(key);
                return Ok(incoming);
            }
            Err(failure) => failure,
        };
        if failure.is_passing {
            self.is_whole = false;
            return Err(Error::new(name, failure.reason));
        }
        self.feed.remember(key);
        let why = Error::new(name.clone(), failure.reason);
        if entry.article.text.is_empty() {
            return Err(why);
        }
        let mut incoming = entry.incoming(name, 0)?;
        let message = format!("the article's page was not taken; {why}");
        incoming.diagnostics.push(Diagnostic::new(Severity::Warning, "page-not-taken", message));
        Ok(incoming)
    }

    fn page(&mut self, url: &Url, name: &str, announced: &Article) -> Result<Incoming, Failure> {
        match self.fetcher.get(url, &Validators::default(), MAX_PAGE)? {
            Answer::NotModified => {
                Err(Failure::lasting("the host says that nothing has changed, though it was not asked"))
            }
            Answer::Whole { url, bytes, content_type: sent_as, .. } => {
                let (is_page, charset) = content_type(sent_as.as_deref(), &bytes);
                if !is_page {
                    let what = sent_as.unwrap_or_default();
                    return Err(Failure::lasting(format!("it is no web page but `{what}`")));
                }
                let taken = bytes.len() as u64;
                let announced = Article { text: String::new(), url: None, ..announced.clone() };
                let url = Some(without_campaign(url).to_string());
                let page =
                    Page { name: name.to_owned(), bytes, url, charset, announced, heading: None, taken };
                page.try_open().map_err(Failure::of_page)
            }
        }
    }
}

impl Iterator for Poll<'_> {
    type Item = Result<Incoming, Error>;

    fn next(&mut self) -> Option<Result<Incoming, Error>> {
        match self.entries.pop() {
            Some(entry) => Some(self.article(entry)),
            None => {
                if self.is_whole {
                    self.feed.known = self.validators.clone();
                }
                None
            }
        }
    }
}

/// The address without its fragment and without what only says by which way a reader came.
pub(crate) fn without_campaign(mut url: Url) -> Url {
    url.set_fragment(None);
    if url.query().is_some() {
        let kept: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(name, _)| !name.starts_with("utm_"))
            .map(|(a, b)| (a.into(), b.into()))
            .collect();
        if kept.is_empty() {
            url.set_query(None);
        } else if kept.len() < url.query_pairs().count() {
            url.query_pairs_mut().clear().extend_pairs(kept);
        }
    }
    url
}
