//! Pages of articles and of stories, by their headings and words.

use crate::load::{article_row, story_row};
use crate::read::direction;
use crate::row::{ArticleRow, StoryRow};
use crate::{Archive, Cursor, Error, Filter, Page, words};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

impl Archive {
    /// Stories with at least two articles. Of the filter `since`, `until`, `sources` and `text` apply to the first
    /// article; order and page too.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn stories(&self, filter: &Filter) -> Result<Page<StoryRow>, Error> {
        let mut sql =
            "SELECT t.articles, t.key FROM stories t JOIN articles a ON a.key = t.key WHERE t.articles > 1"
                .to_owned();
        let Some(values) = heading_conditions(filter, "article_text", &mut sql) else {
            return Ok(Page { rows: Vec::new(), next: None });
        };
        self.ranked(sql, &["t.articles", "t.key"], &values, filter, story_row)
    }

    /// Articles, the latest added first. Of the filter `since`, `until`, `sources`, `text` (words of title and text),
    /// `originals`, order and page apply.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn articles(&self, filter: &Filter) -> Result<Page<ArticleRow>, Error> {
        let mut sql = "SELECT 0, a.key FROM articles a WHERE 1".to_owned();
        let (mut key, mut values) = ("a.key", Vec::new());
        if let Some(typed) = &filter.text {
            let Some(words) = words::question(typed) else {
                return Ok(Page { rows: Vec::new(), next: None });
            };
            // Words lead: what they give comes in the order of keys, so a page is done when it is full.
            sql = "SELECT 0, a.key FROM article_text f CROSS JOIN articles a ON a.key = f.rowid WHERE article_text MATCH ?".to_owned();
            (key, values) = ("f.rowid", vec![Value::Text(words)]);
        }
        let heading = Filter { text: None, ..filter.clone() };
        values.extend(heading_conditions(&heading, "article_text", &mut sql).unwrap_or_default());
        if filter.originals {
            sql.push_str(" AND a.story = a.key");
        }
        self.ranked(sql, &[key], &values, filter, article_row)
    }

    /// The page of what `sql` selects (rank and key), ordered by `columns`: rank and key, or the key alone.
    fn ranked<T>(
        &self,
        mut sql: String,
        columns: &[&str],
        values: &[Value],
        filter: &Filter,
        row: impl Fn(&Connection, i64) -> rusqlite::Result<T>,
    ) -> Result<Page<T>, Error> {
        let (before, order) = direction(filter.sort);
        if let Some(Cursor { rank, key }) = filter.after {
            let place = if columns.len() == 1 { format!("({key})") } else { format!("({rank}, {key})") };
            sql.push_str(&format!(" AND ({}) {before} {place}", columns.join(", ")));
        }
        let ordered: Vec<String> = columns.iter().map(|column| format!("{column} {order}")).collect();
        sql.push_str(&format!(" ORDER BY {} LIMIT {}", ordered.join(", "), filter.limit.saturating_add(1)));
        self.ours((|| {
            let mut statement = self.connection().prepare_cached(&sql)?;
            let places = statement
                .query_map(params_from_iter(values), |row| {
                    Ok(Cursor { rank: row.get(0)?, key: row.get(1)? })
                })?
                .collect::<Result<Vec<_>, _>>()?;
            self.cut(&places, filter, row)
        })())
    }
}

/// The conditions on an article's own heading and words; `None` where its words ask for nothing.
fn heading_conditions(filter: &Filter, index: &str, sql: &mut String) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    for (day, comparison) in [(filter.since, ">="), (filter.until, "<=")] {
        if let Some(day) = day {
            sql.push_str(&format!(" AND a.published {comparison} ?"));
            values.push(Value::Text(day.to_string()));
        }
    }
    if !filter.sources.is_empty() {
        let marks = vec!["?"; filter.sources.len()].join(",");
        sql.push_str(&format!(
            " AND a.source IN (SELECT key FROM sources WHERE name COLLATE NOCASE IN ({marks}))"
        ));
        values.extend(filter.sources.iter().cloned().map(Value::Text));
    }
    if let Some(typed) = &filter.text {
        sql.push_str(&format!(" AND a.key IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"));
        values.push(Value::Text(words::question(typed)?));
    }
    Some(values)
}
