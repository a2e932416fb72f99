//! SQL that a user wrote: it reads and nothing else, and ends when its time is up.

use crate::{Archive, Error};
use chancery_record::Cell;
use rusqlite::types::ValueRef;
use std::time::Duration;

/// What an SQL question gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, as many as were asked for.
    pub rows: Vec<Vec<Cell>>,
    /// Whether there would be more rows.
    pub has_more: bool,
}

impl Archive {
    /// Answers one SQL question, with at most so many rows, in at most so much time. The archive is open for reading
    /// only, and other files cannot be reached.
    ///
    /// # Errors
    /// It is no SQL, would change something, is more than one statement, or takes too long.
    pub fn sql(&self, sql: &str, limit: usize, time: Duration) -> Result<Answer, Error> {
        self.set_time_limit(Some(time))?;
        let answer = self.answer(sql, limit);
        self.set_time_limit(None)?;
        answer.map_err(|error| match Error::of(self.path(), error) {
            Error::Other(_, said) => Error::Sql(said),
            Error::ReadOnly(_) => Error::Sql("the archive is only read here: write SELECT …".to_owned()),
            other => other,
        })
    }

    fn answer(&self, sql: &str, limit: usize) -> rusqlite::Result<Answer> {
        self.connection().set_limit(rusqlite::limits::Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        let mut statement = self.connection().prepare(sql)?;
        if !statement.readonly() {
            return Err(rusqlite::Error::SqliteFailure(
                rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY),
                None,
            ));
        }
        let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
        let n_columns = columns.len();
        let mut answer = Answer { columns, rows: Vec::new(), has_more: false };
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if answer.rows.len() == limit {
                answer.has_more = true;
                break;
            }
            answer.rows.push((0..n_columns).map(|at| row.get_ref(at).map(cell)).collect::<Result<_, _>>()?);
        }
        Ok(answer)
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Text(format!("({} bytes)", bytes.len())),
    }
}
