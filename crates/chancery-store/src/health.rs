//! How an archive does: who read it, what follows it, what of it is not whole, how much is of some days.

use crate::key::{first_key, last_key};
use crate::load::size;
use crate::{Archive, Error, Totals};
use jiff::civil::Date;
use rusqlite::params;

/// The state of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Those who read the articles; whoever read the latest one first.
    pub readers: Vec<ReaderRow>,
    /// The feeds that `chancery follow` keeps.
    pub feeds: Vec<String>,
    /// How many articles are of no known day: what they say of "Monday" stays open.
    pub undated: usize,
    /// How large the file is, in bytes.
    pub bytes: u64,
}

/// A reader, and how many articles it read as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderRow {
    /// The program's version.
    pub version: String,
    /// The model.
    pub model: String,
    /// The world.
    pub world: String,
    /// Whether it had a lexicon or issues of the user's own.
    pub is_own: bool,
    /// How many articles.
    pub articles: usize,
}

impl Archive {
    /// The state of the archive. Whether it is sound only [`check`](Archive::check) can say.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn health(&self) -> Result<Health, Error> {
        let connection = self.connection();
        self.ours((|| {
            let mut readers = connection.prepare_cached(
                "SELECT r.reader_version, r.model, r.world, r.lexicon != '' OR r.issues != '', count(*), max(a.key)
                 FROM articles a INDEXED BY articles_by_run JOIN runs r ON r.key = a.run GROUP BY a.run ORDER BY 6 DESC",
            )?;
            let readers = readers.query_map([], |row| {
                Ok(ReaderRow {
                    version: row.get(0)?,
                    model: row.get(1)?,
                    world: row.get(2)?,
                    is_own: row.get(3)?,
                    articles: size(row, 4)?,
                })
            })?;
            let mut feeds = connection.prepare_cached("SELECT url FROM feeds ORDER BY url")?;
            let feeds = feeds.query_map([], |row| row.get(0))?;
            let undated = "SELECT count(*) FROM articles WHERE published IS NULL";
            let pages = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
            Ok(Health {
                readers: readers.collect::<Result<_, _>>()?,
                feeds: feeds.collect::<Result<_, _>>()?,
                undated: connection.query_row(undated, [], |row| size(row, 0))?,
                bytes: connection.query_row(pages, [], |row| row.get::<_, i64>(0))?.unsigned_abs(),
            })
        })())
    }

    /// How much there is of these days: articles that were published on them, records that are of them.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn totals_of(&self, since: Date, until: Date) -> Result<Totals, Error> {
        let connection = self.connection();
        let records = |table: &str| {
            let sql = format!("SELECT count(*) FROM {table} WHERE key BETWEEN ? AND ?");
            let days = params![first_key(since), last_key(until)];
            connection.prepare_cached(&sql)?.query_row(days, |row| size(row, 0))
        };
        self.ours((|| {
            let days = params![since.to_string(), until.to_string()];
            let articles = "SELECT count(*) FROM articles WHERE published BETWEEN ? AND ?";
            let copies = "SELECT count(*) FROM articles a INDEXED BY articles_that_copy
                          WHERE a.story != a.key AND a.published BETWEEN ? AND ?";
            Ok(Totals {
                articles: connection.prepare_cached(articles)?.query_row(days, |row| size(row, 0))?,
                copies: connection.prepare_cached(copies)?.query_row(days, |row| size(row, 0))?,
                statements: records("statements")?,
                events: records("events")?,
                positions: records("positions")?,
            })
        })())
    }
}
