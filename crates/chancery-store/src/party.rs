//! Whom a user means: a code is taken for a code, a whole name in quotation marks for that name, anything else for words
//! of a name.

use crate::words;
use rusqlite::Connection;

/// So many names that have the words in them are looked at.
const MOST_NAMES: i64 = 5000;

/// The terms of the index that a list of codes and names stands for; empty where nobody is called so.
pub(crate) fn terms(connection: &Connection, wanted: &[String]) -> rusqlite::Result<Vec<i64>> {
    let mut all = Vec::new();
    let mut codes = connection.prepare_cached(
        "SELECT key FROM terms WHERE facet IN ('country', 'organisation', 'sector', 'member', 'world') AND value = ?",
    )?;
    let mut names =
        connection.prepare_cached("SELECT rowid FROM term_text WHERE term_text MATCH ? LIMIT ?")?;
    let mut whole = connection.prepare_cached("SELECT key FROM terms WHERE facet = 'name' AND value = ?")?;
    for one in wanted {
        let one = one.trim();
        let mut found: Vec<i64> = codes.query_map([one], |row| row.get(0))?.collect::<Result<_, _>>()?;
        // A whole name in quotation marks is that name, and not a part of longer ones.
        if let Some(name) =
            one.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|_| found.is_empty())
        {
            found = whole.query_map([name], |row| row.get(0))?.collect::<Result<_, _>>()?;
        }
        if !found.is_empty() {
            all.extend(found);
        } else if let Some(question) = words::question(one) {
            let found =
                names.query_map(rusqlite::params![question, MOST_NAMES], |row| row.get::<_, i64>(0))?;
            for term in found {
                all.push(term?);
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}
