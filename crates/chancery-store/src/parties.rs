//! People and bodies across articles, by code or by words of their names, those in most articles first.

use crate::load::party_row;
use crate::read::direction;
use crate::row::PartyRow;
use crate::{Archive, Cursor, Error, Filter, Page, words};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// A question for number of articles and key, with the values that are bound.
type Part = (String, Vec<Value>);

impl Archive {
    /// People and bodies across articles. Of the filter only `actors` (countries, organisations, sectors, both together,
    /// ids of the world; whatever is none of these is words of a name), `text` (words of the name), order and page apply.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn parties(&self, filter: &Filter) -> Result<Page<PartyRow>, Error> {
        self.ours((|| {
            let connection = self.connection();
            let Some((sql, values)) = question(connection, filter)? else {
                return Ok(Page { rows: Vec::new(), next: None });
            };
            let mut statement = connection.prepare_cached(&sql)?;
            let places = statement
                .query_map(params_from_iter(values), |row| {
                    Ok(Cursor { rank: row.get(0)?, key: row.get(1)? })
                })?
                .collect::<Result<Vec<_>, _>>()?;
            self.cut(&places, filter, party_row)
        })())
    }
}

/// The whole question; `None` where its words ask for nothing.
fn question(connection: &Connection, filter: &Filter) -> rusqlite::Result<Option<Part>> {
    let (before, order) = direction(filter.sort);
    let n = filter.limit.saturating_add(1);
    // Every part gives its first so many, and the first so many of the whole are among them.
    let cut = |articles: &str, key: &str| {
        let after = filter.after.map_or(String::new(), |Cursor { rank, key: last }| {
            format!(" AND ({articles}, {key}) {before} ({rank}, {last})")
        });
        format!("{after} ORDER BY {articles} {order}, {key} {order} LIMIT {n}")
    };
    if let Some(typed) = &filter.text {
        let Some(words) = words::question(typed) else { return Ok(None) };
        let mut values: Vec<Value> = vec![words.into()];
        let mut any = Vec::new();
        for who in &filter.actors {
            let Some((condition, value)) = is_called(connection, who)? else { continue };
            any.push(condition);
            values.push(value);
        }
        if any.is_empty() && !filter.actors.is_empty() {
            return Ok(None);
        }
        let any = if any.is_empty() { String::new() } else { format!(" AND ({})", any.join(" OR ")) };
        let rest = cut("p.articles", "p.key");
        return Ok(Some((
            format!(
                "SELECT p.articles, p.key FROM party_text f CROSS JOIN parties p ON p.key = f.rowid
                 WHERE party_text MATCH ?{any}{rest}"
            ),
            values,
        )));
    }
    if filter.actors.is_empty() {
        let rest = cut("articles", "key");
        return Ok(Some((format!("SELECT articles, key FROM parties WHERE 1{rest}"), Vec::new())));
    }
    let (mut parts, mut values) = (Vec::new(), Vec::new());
    for who in &filter.actors {
        let who = who.trim();
        if is_code(connection, who)? {
            let rest = cut("articles", "party");
            parts.push(format!("SELECT articles, party FROM party_codes WHERE code = ?{rest}"));
            values.push(Value::Text(who.to_owned()));
        } else if let Some(words) = words::question(who) {
            let rest = cut("p.articles", "p.key");
            parts.push(format!(
                "SELECT p.articles, p.key FROM party_text f CROSS JOIN parties p ON p.key = f.rowid WHERE party_text MATCH ?{rest}"
            ));
            values.push(words.into());
        }
    }
    Ok(match &parts[..] {
        [] => None,
        [one] => Some((one.clone(), values)),
        several => {
            let all: Vec<String> = several.iter().map(|part| format!("SELECT * FROM ({part})")).collect();
            Some((format!("{} ORDER BY 1 {order}, 2 {order} LIMIT {n}", all.join(" UNION ")), values))
        }
    })
}

fn is_code(connection: &Connection, who: &str) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM party_codes WHERE code = ? LIMIT 1")?.exists([who])
}

/// What holds of a party `p` that is meant by a code or by words of its name.
fn is_called(connection: &Connection, who: &str) -> rusqlite::Result<Option<(&'static str, Value)>> {
    let who = who.trim();
    if is_code(connection, who)? {
        let coded = "EXISTS (SELECT 1 FROM party_codes c WHERE c.code = ? AND c.articles = p.articles AND c.party = p.key)";
        return Ok(Some((coded, Value::Text(who.to_owned()))));
    }
    let named = "p.key IN (SELECT rowid FROM party_text WHERE party_text MATCH ?)";
    Ok(words::question(who).map(|words| (named, words.into())))
}
