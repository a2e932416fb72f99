//! The archive as a whole: its sources, its latest day, who was busy with whom in a stretch of days, a party's roles,
//! articles with the words that were looked for.

use crate::key::{first_key, last_key};
use crate::load::size;
use crate::{Archive, ArticleRow, Error, Filter, Page, words};
use jiff::civil::Date;
use rusqlite::params;

/// What came from one publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Its name; absent for articles that do not say it.
    pub name: Option<String>,
    /// How many articles.
    pub articles: usize,
    /// How many of them are copies of an earlier article.
    pub copies: usize,
    /// How many were not read (another language, no text).
    pub unread: usize,
    /// The first and the last day of publication.
    pub days: Option<(Date, Date)>,
}

/// Two countries or organisations, and how many events were between them, one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairCount {
    /// Who acted.
    pub actor: String,
    /// To whom.
    pub recipient: String,
    /// In how many events.
    pub n: usize,
}

/// A name and an office under which articles mention somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRow {
    /// The office; absent where an article gives none.
    pub office: Option<String>,
    /// The country or organisation.
    pub of: Option<String>,
    /// In how many articles.
    pub articles: usize,
    /// The first and the last day of publication.
    pub days: Option<(Date, Date)>,
}

/// An article that was found by its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Snippet {
    /// Its heading.
    pub article: ArticleRow,
    /// Words around what was looked for: parts, each with whether it was looked for.
    pub parts: Vec<(String, bool)>,
}

/// What stands around found words in an excerpt; nothing that was written has these characters.
const FOUND: (char, char) = ('\u{1}', '\u{2}');

impl Archive {
    /// The publications, those with most articles first.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceRow>, Error> {
        self.ours((|| {
            let mut statement = self.connection().prepare_cached(
                "SELECT s.name, t.articles, t.copies, t.unread,
                   (SELECT min(published) FROM articles WHERE source IS nullif(t.source, 0)),
                   (SELECT max(published) FROM articles WHERE source IS nullif(t.source, 0))
                 FROM source_sums t LEFT JOIN sources s ON s.key = t.source WHERE t.articles > 0 ORDER BY 2 DESC, 1",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(SourceRow {
                    name: row.get(0)?,
                    articles: size(row, 1)?,
                    copies: size(row, 2)?,
                    unread: size(row, 3)?,
                    days: days(row.get(4)?, row.get(5)?),
                })
            })?;
            rows.collect()
        })())
    }

    /// The latest day of publication.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn latest_day(&self) -> Result<Option<Date>, Error> {
        let sql = "SELECT max(published) FROM articles";
        let day: Option<String> = self.ours(self.connection().query_row(sql, [], |row| row.get(0)))?;
        Ok(day.and_then(|day| day.parse().ok()))
    }

    /// How many events of these days, copies left out, were from one country or organisation to another; the busiest
    /// pairs first.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn pairs(&self, since: Date, until: Date, limit: usize) -> Result<Vec<PairCount>, Error> {
        self.ours((|| {
            let mut statement = self.connection().prepare_cached(
                "SELECT coalesce(x.country, x.organisation), coalesce(y.country, y.organisation), count(DISTINCT e.key)
                 FROM events e CROSS JOIN articles a ON a.key = e.article AND a.story = a.key
                 CROSS JOIN event_actors m ON m.event = e.key AND m.role = 'actor' CROSS JOIN actors x ON x.key = m.actor
                 CROSS JOIN event_actors n ON n.event = e.key CROSS JOIN actors y ON y.key = n.actor
                 WHERE e.key BETWEEN ? AND ? AND coalesce(x.country, x.organisation) != coalesce(y.country, y.organisation)
                   AND (n.role = 'recipient' OR NOT EXISTS (SELECT 1 FROM event_actors o WHERE o.event = e.key AND o.role = 'recipient'))
                 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ?",
            )?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let rows = statement.query_map(params![first_key(since), last_key(until), limit], |row| {
                Ok(PairCount { actor: row.get(0)?, recipient: row.get(1)?, n: size(row, 2)? })
            })?;
            rows.collect()
        })())
    }

    /// The offices that the latest 500 articles that mention a party give it, by their first day.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn roles(&self, party: &str) -> Result<Vec<RoleRow>, Error> {
        self.ours((|| {
            let mut statement = self.connection().prepare_cached(
                "SELECT x.office, coalesce(x.country, x.organisation), count(DISTINCT x.article), min(a.published), max(a.published)
                 FROM (SELECT y.office, y.country, y.organisation, y.article FROM parties p JOIN actors y ON y.party = p.key
                       WHERE p.id = ? ORDER BY y.article DESC LIMIT 500) x
                 JOIN articles a ON a.key = x.article GROUP BY 1, 2 ORDER BY 4, 1",
            )?;
            let rows = statement.query_map([party], |row| {
                Ok(RoleRow {
                    office: row.get(0)?,
                    of: row.get(1)?,
                    articles: size(row, 2)?,
                    days: days(row.get(3)?, row.get(4)?),
                })
            })?;
            rows.collect()
        })())
    }

    /// Articles by their words, the latest added first, each with the words around what was looked for. Without words, as
    /// [`articles`](Archive::articles), with the beginning of the text.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn snippets(&self, filter: &Filter) -> Result<Page<Snippet>, Error> {
        let Page { rows, next } = self.articles(filter)?;
        let question = filter.text.as_deref().and_then(words::question);
        let rows = self.ours((|| {
            let mut found = self.connection().prepare_cached(
                "SELECT snippet(article_text, -1, char(1), char(2), ' … ', 40) FROM article_text
                 WHERE article_text MATCH ? AND rowid = (SELECT key FROM articles WHERE id = ?)",
            )?;
            let mut begins =
                self.connection().prepare_cached("SELECT substr(text, 1, 260) FROM articles WHERE id = ?")?;
            let excerpt = |article: ArticleRow| {
                let text: String = match &question {
                    Some(question) => found.query_row(params![question, article.id], |row| row.get(0))?,
                    None => begins.query_row([&article.id], |row| row.get(0))?,
                };
                Ok(Snippet { article, parts: parts(&text) })
            };
            rows.into_iter().map(excerpt).collect::<rusqlite::Result<Vec<_>>>()
        })())?;
        Ok(Page { rows, next })
    }
}

fn days(first: Option<String>, last: Option<String>) -> Option<(Date, Date)> {
    Some((first?.parse().ok()?, last?.parse().ok()?))
}

fn parts(text: &str) -> Vec<(String, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(FOUND.0) {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let end = after.find(FOUND.1).unwrap_or(after.len());
        parts.push((before.to_owned(), false));
        parts.push((after[..end].to_owned(), true));
        rest = after.get(end + 1..).unwrap_or_default();
    }
    parts.push((rest.to_owned(), false));
    parts.retain(|(words, _)| !words.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn found_words_are_told_from_the_others() {
        let part = |words: &str, found| (words.to_owned(), found);
        assert_eq!(
            parts("a \u{1}truce\u{2} held"),
            [part("a ", false), part("truce", true), part(" held", false)]
        );
        assert_eq!(parts("\u{1}truce"), [part("truce", true)]);
        assert!(parts("").is_empty());
    }
}
