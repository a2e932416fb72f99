//! The rows of an article's record → out of every table again.

use crate::key::inner_key;
use crate::rows::Laid;
use chancery_record::Record;
use rusqlite::{Transaction, params};

/// Takes away the rows of an article's record, but not the article's own.
pub(crate) fn take_out(
    change: &Transaction<'_>,
    key: i64,
    record: &Record,
    laid: &Laid,
) -> rusqlite::Result<()> {
    let each = |sql: &str, keys: &[i64]| -> rusqlite::Result<()> {
        let mut statement = change.prepare_cached(sql)?;
        for key in keys {
            statement.execute([key])?;
        }
        Ok(())
    };
    each("DELETE FROM positions WHERE key = ?", &laid.positions)?;
    each("DELETE FROM event_actors WHERE event = ?", &laid.events)?;
    each("DELETE FROM events WHERE key = ?", &laid.events)?;
    each("DELETE FROM statement_actors WHERE statement = ?", &laid.statements)?;
    each("DELETE FROM statements WHERE key = ?", &laid.statements)?;
    let (first, last) = (inner_key(key, 0), inner_key(key + 1, 0) - 1);
    for table in ["mentions", "places", "actors"] {
        let sql = format!("DELETE FROM {table} WHERE key BETWEEN ? AND ?");
        change.prepare_cached(&sql)?.execute([first, last])?;
    }
    let mut unpost = change.prepare_cached(
        "DELETE FROM postings WHERE role = ? AND record = ? AND term = (SELECT key FROM terms WHERE facet = ? AND value = ?)",
    )?;
    for posting in &laid.postings {
        unpost.execute(params![posting.role, posting.record, posting.facet, posting.value])?;
    }
    let mut leave = change.prepare_cached(
        "UPDATE parties SET articles = articles - 1, statements = statements - ?, events = events - ? WHERE id = ?",
    )?;
    let mut forget = change.prepare_cached("DELETE FROM parties WHERE id = ? AND articles <= 0")?;
    for (id, presence) in &laid.parties {
        leave.execute(params![presence.statements, presence.events, id])?;
        forget.execute([id])?;
    }
    debug_assert_eq!(record.actors.len(), laid.party_of.len());
    Ok(())
}
