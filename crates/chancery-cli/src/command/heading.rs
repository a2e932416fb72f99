//! What the arguments know of an article that does not say it itself.

use chancery::ingest::Incoming;
use jiff::civil::Date;

/// What is filled in.
#[derive(Clone, Copy, Default)]
pub(super) struct Heading<'a> {
    pub(super) published: Option<Date>,
    pub(super) title: Option<&'a str>,
    pub(super) source: Option<&'a str>,
}

impl Heading<'_> {
    /// The article with it.
    pub(super) fn on(self, mut incoming: Incoming) -> Incoming {
        let article = &mut incoming.article;
        article.published = article.published.or(self.published);
        article.title = article.title.take().or_else(|| self.title.map(str::to_owned));
        article.source = article.source.take().or_else(|| self.source.map(str::to_owned));
        incoming
    }
}
