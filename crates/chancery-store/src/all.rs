//! All records that a filter wants at once, for whoever counts and compares them: no pages.

use crate::kind::Kind;
use crate::load::{event_row, position_row, statement_row};
use crate::query::Question;
use crate::row::{EventRow, PositionRow, StatementRow};
use crate::{Archive, Error, Filter, Sort, words};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

impl Archive {
    /// All events that a filter wants, the earliest day first. Its order and page do not apply.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn all_events(&self, filter: &Filter) -> Result<Vec<EventRow>, Error> {
        self.all(Kind::Events, filter, event_row)
    }

    /// All positions that a filter wants, the earliest day first. Its order and page do not apply.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn all_positions(&self, filter: &Filter) -> Result<Vec<PositionRow>, Error> {
        self.all(Kind::Positions, filter, position_row)
    }

    /// All statements that a filter wants, the earliest day first. Its order and page do not apply.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn all_statements(&self, filter: &Filter) -> Result<Vec<StatementRow>, Error> {
        self.all(Kind::Statements, filter, statement_row)
    }

    /// The statements of these ids that there are, each once, in the order of days.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn statements_called<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Result<Vec<StatementRow>, Error> {
        let ids: serde_json::Value = ids.into_iter().collect();
        self.ours((|| {
            let mut keys = self.connection().prepare_cached(
                "SELECT key FROM statements WHERE id IN (SELECT value FROM json_each(?)) ORDER BY key",
            )?;
            let keys = keys.query_map([ids.to_string()], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
            let row = |key| {
                self.is_in_time()?;
                statement_row(self.connection(), key)
            };
            keys.into_iter().map(row).collect()
        })())
    }

    /// What each country is called: the name that its government has in most articles.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn country_names(&self) -> Result<Vec<(String, String)>, Error> {
        self.ours((|| {
            // From each country to the next, so that one of many bodies is looked at once.
            let mut named = self.connection().prepare_cached(
                "WITH RECURSIVE c(country) AS (
                   SELECT min(country) FROM parties WHERE kind = 'government' AND office IS NULL AND country IS NOT NULL
                   UNION ALL
                   SELECT (SELECT min(country) FROM parties WHERE kind = 'government' AND office IS NULL
                             AND country IS NOT NULL AND country > c.country)
                   FROM c WHERE c.country IS NOT NULL)
                 SELECT country, (SELECT name FROM parties p WHERE p.kind = 'government' AND p.office IS NULL
                                    AND p.country IS NOT NULL AND p.country = c.country
                                  ORDER BY p.articles DESC, p.name LIMIT 1)
                 FROM c WHERE country IS NOT NULL",
            )?;
            let names = named.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            names.collect()
        })())
    }

    /// The days on which articles were published, each once, the earliest first.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn days_of_publication(&self) -> Result<Vec<Date>, Error> {
        self.ours((|| {
            // From each day to the next, so that a day of many articles is looked at once.
            let sql = "WITH RECURSIVE d(day) AS (SELECT min(published) FROM articles UNION ALL
                         SELECT (SELECT min(published) FROM articles WHERE published > d.day) FROM d WHERE d.day IS NOT NULL)
                       SELECT day FROM d WHERE day IS NOT NULL";
            let mut published = self.connection().prepare_cached(sql)?;
            let days = published.query_map([], |row| row.get::<_, String>(0))?;
            Ok(days.collect::<Result<Vec<_>, _>>()?.iter().filter_map(|day| day.parse().ok()).collect())
        })())
    }

    /// The country that this is the name of: the name that its government has in most articles.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn country_called(&self, name: &str) -> Result<Option<String>, Error> {
        self.ours((|| {
            let Some(question) = words::question(name) else { return Ok(None) };
            let mut named = self.connection().prepare_cached(
                "SELECT p.country FROM parties p WHERE p.key IN (SELECT rowid FROM party_text WHERE party_text MATCH ?1)
                   AND p.name = ?2 COLLATE NOCASE AND p.kind = 'government' AND p.country IS NOT NULL
                   AND p.key = (SELECT q.key FROM parties q WHERE q.country = p.country AND q.kind = 'government'
                                AND q.office IS NULL ORDER BY q.articles DESC, q.key LIMIT 1)",
            )?;
            named.query_row(params![question, name.trim()], |row| row.get(0)).optional()
        })())
    }

    fn all<T>(
        &self,
        kind: Kind,
        filter: &Filter,
        row: impl Fn(&Connection, i64) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        // As many as an SQL limit can say, less the one by which a next page is known.
        let limit = usize::try_from(i64::MAX - 1).unwrap_or(usize::MAX - 1);
        let filter = Filter { sort: Sort::Oldest, limit, after: None, ..filter.clone() };
        self.ours((|| {
            let Some(question) = Question::of(self.connection(), kind, &filter)? else {
                return Ok(Vec::new());
            };
            let keys = question.keys(self.connection(), &filter)?;
            let row = |key| {
                self.is_in_time()?;
                row(self.connection(), key)
            };
            keys.into_iter().map(row).collect()
        })())
    }
}
