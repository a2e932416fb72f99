//! An address that is given in place of a file → what stands there: a page, a feed with its pages, or a file of any other
//! kind. The same politeness and the same bounds as for `follow`, but nothing is remembered.

use super::fetch::{Answer, Fetcher, Validators};
use super::follow::{Feed, Poll, without_campaign};
use crate::error::{Error, Reason};
use crate::feed::{self, Entry};
use crate::files::{Options, Part, Parts, parts};
use crate::html::{Page, too_large};
use crate::kind::{Kind, kind_of};
use crate::source::{MAX_PAGE, START};
use crate::warc::content_type;
use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;

/// A larger file is better fetched first, and read from there.
const MAX_FILE: u64 = 64 << 20;

/// Asks for one thing at a time.
pub(crate) type SharedFetcher = Arc<Mutex<Fetcher>>;

/// What stands at an address.
pub(crate) fn open(address: &str, fetcher: &SharedFetcher, options: &Options) -> Result<Parts, Error> {
    let fail = |reason: Reason| Error::new(address, reason);
    let url = Url::parse(address)
        .map_err(|error| fail(Reason::refused(format!("it is no address of the web: {error}"))))?;
    let answer = {
        let mut fetcher = fetcher.lock().unwrap_or_else(PoisonError::into_inner);
        fetcher.get(&url, &Validators::default(), MAX_FILE).map_err(|failure| fail(failure.reason))?
    };
    let Answer::Whole { url, bytes, content_type: sent_as, .. } = answer else {
        return Err(fail(Reason::refused("the host says that nothing has changed, though it was not asked")));
    };
    let start = &bytes[..bytes.len().min(START)];
    let (is_page, charset) = content_type(sent_as.as_deref(), start);
    // What it is sent as tells a page in any encoding; for the rest the content knows better.
    let kind = options.kind.unwrap_or_else(|| if is_page { Kind::Html } else { kind_of(start) });
    let name = address.to_owned();
    match kind {
        Kind::Html if bytes.len() as u64 > MAX_PAGE => Err(fail(too_large())),
        Kind::Html => {
            let taken = bytes.len() as u64;
            let url = Some(without_campaign(url).to_string());
            let page = Page { name, bytes, url, charset, taken, ..Page::default() };
            Ok(Box::new(std::iter::once(Ok(Part::Page(page)))))
        }
        Kind::Feed => {
            let entries = feed::read(bytes).map_err(fail)?;
            let feed = Feed::new(address);
            Ok(Box::new(Entries { feed, base: url, entries, fetcher: Arc::clone(fetcher) }))
        }
        kind => {
            let url = without_campaign(url).to_string();
            let options = Options { kind: Some(kind), ..options.clone() };
            let all = parts(name, None, Cursor::new(bytes), &options)?;
            // A text stands where it was asked for; what a file has many of says for itself where it stands.
            Ok(Box::new(all.map(move |part| match part {
                Ok(Part::Article(mut incoming)) if kind == Kind::Text => {
                    incoming.article.url.get_or_insert_with(|| url.clone());
                    Ok(Part::Article(incoming))
                }
                part => part,
            })))
        }
    }
}

/// The articles of a feed's entries, page after page.
struct Entries {
    feed: Feed,
    base: Url,
    /// Still to be taken; the last is the next.
    entries: Vec<Entry>,
    fetcher: SharedFetcher,
}

impl Iterator for Entries {
    type Item = Result<Part, Error>;

    fn next(&mut self) -> Option<Result<Part, Error>> {
        let entry = self.entries.pop()?;
        let mut fetcher = self.fetcher.lock().unwrap_or_else(PoisonError::into_inner);
        let mut poll = Poll::of(&mut self.feed, &mut fetcher, self.base.clone());
        Some(poll.article(entry).map(Part::Article))
    }
}
