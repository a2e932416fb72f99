//! A filter → the keys of the records that it wants, in the order of days.
//!
//! One condition leads: the one that the fewest records meet. The others are looked up for each record that it gives,
//! and as whatever leads comes in the order of keys, a page is done when it is full. Everything that a user gave is
//! bound as a value; the only numbers written into SQL are keys of our own.

use crate::key::{first_key, last_key};
use crate::kind::Kind;
use crate::rows::class;
use crate::{Filter, Sort, party, words};
use chancery_record::EventType;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

/// A condition that this many records meet is not worth counting further.
const MANY: i64 = 4000;
/// A condition that no more than this many records meet is worth looking up anything for each of them.
const FEW: i64 = 128;
/// So many terms are looked up one by one; more are gathered once.
const FEW_TERMS: usize = 8;

/// A question in SQL: what comes after SELECT, with the values that are bound.
pub(crate) struct Question {
    /// The column with the key of the record.
    pub(crate) key: &'static str,
    /// The number that the index of parties has for it, if that leads.
    pub(crate) class: Option<&'static str>,
    from: String,
    conditions: Vec<String>,
    values: Vec<Value>,
    joins_row: bool,
    joins_article: bool,
    kind: Kind,
}

impl Question {
    /// The question of a filter; `None` where nothing can meet it.
    pub(crate) fn of(
        connection: &Connection,
        kind: Kind,
        filter: &Filter,
    ) -> rusqlite::Result<Option<Question>> {
        let Some(range) = range(filter) else { return Ok(None) };
        let mut parties = Vec::new();
        for (wanted, role) in [&filter.actors, &filter.recipients].into_iter().zip(kind.roles()) {
            if !wanted.is_empty() {
                let terms = party::terms(connection, wanted)?;
                if terms.is_empty() {
                    return Ok(None);
                }
                let is_weighed = filter.text.is_some() || asks_both_ends(filter) || terms.len() > 1;
                let n = if is_weighed { count_postings(connection, &terms, role, range, MANY)? } else { 0 };
                parties.push(Party { terms, role, n });
            }
        }
        let words = match filter.text.as_deref() {
            None => None,
            Some(typed) => match words::question(typed) {
                Some(question) => Some(question),
                // Only signs, or only what must not occur: there is nothing to look for.
                None => return Ok(None),
            },
        };
        // Counted only where there is a choice of what leads.
        let n_words = match &words {
            Some(words) if !parties.is_empty() => count_words(connection, kind, words, range)?,
            _ => i64::MAX,
        };
        let article = match &filter.article {
            None => None,
            Some(id) => {
                let sql = "SELECT key FROM articles WHERE id = ?";
                let key: Option<i64> =
                    connection.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
                let Some(key) = key else { return Ok(None) };
                Some(key)
            }
        };
        let mut question = Question {
            key: "r.key",
            class: None,
            from: format!("{} r", kind.table()),
            conditions: Vec::new(),
            values: Vec::new(),
            joins_row: true,
            joins_article: false,
            kind,
        };
        // Of two that many records meet, one may still meet far fewer: counting is quicker than looking up.
        let mut most = MANY;
        while parties.len() > 1 && parties.iter().all(|party| party.n >= most) && most < i64::MAX / 8 {
            most *= 8;
            for party in &mut parties {
                party.n = count_postings(connection, &party.terms, party.role, range, most)?;
            }
        }
        // The one of fewest records leads; among many, one that comes in order by itself.
        parties.sort_by_key(|party| party.n);
        let leads = match parties.first() {
            _ if article.is_some() => Lead::Article,
            Some(party)
                if party.n <= n_words
                    && (party.n < MANY || party.terms.len() == 1 && words.is_none())
                    // Words that many have are looked for in few records only: each time takes long.
                    && (words.is_none() || n_words < MANY || party.n < FEW) =>
            {
                Lead::Party
            }
            _ if words.is_some() => Lead::Words,
            _ if kind == Kind::Events && filter.types.len() == 1 => Lead::Type,
            _ => Lead::Days,
        };
        match leads {
            Lead::Article => question.lead_by_article(connection, article.unwrap_or_default())?,
            Lead::Party => question.lead_by_party(&parties.remove(0), range),
            Lead::Words => {
                let index = kind.words();
                question.from = format!("{index} d");
                question.key = "d.rowid";
                question.joins_row = false;
                question.require(format!("{index} MATCH ?"), words.clone().map(Value::from));
            }
            Lead::Type => question.from = "events r INDEXED BY events_by_type".to_owned(),
            Lead::Days => {}
        }
        if let (Some(words), false) = (&words, leads == Lead::Words) {
            let index = kind.words();
            // Few are gathered once; of many the next one is soon found.
            let condition = if n_words < MANY {
                format!("{} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)", question.key)
            } else {
                format!("EXISTS (SELECT 1 FROM {index} WHERE {index} MATCH ? AND rowid = {})", question.key)
            };
            question.require(condition, [words.clone().into()]);
        }
        for party in &parties {
            question.require_party(party);
        }
        question.require_range(range);
        question.require_row(filter);
        question.require_article(filter);
        Ok(Some(question))
    }

    fn lead_by_article(&mut self, connection: &Connection, article: i64) -> rusqlite::Result<()> {
        let record = crate::packed::stored_record(connection, article)?;
        let laid = crate::rows::lay_out(article, &record).map_err(|_| rusqlite::Error::InvalidQuery)?;
        let keys = match self.kind {
            Kind::Events => laid.events,
            Kind::Statements => laid.statements,
            Kind::Positions => laid.positions,
        };
        self.conditions.push(format!("r.key IN ({})", numbers(&keys)));
        Ok(())
    }

    fn lead_by_party(&mut self, party: &Party, range: (i64, i64)) {
        self.joins_row = false;
        self.key = "d.record";
        self.class = Some("d.class");
        if let [term] = party.terms[..] {
            self.from = "postings d".to_owned();
            self.conditions.push(format!("d.term = {term} AND d.role = {}", party.role));
        } else {
            self.from = format!(
                "(SELECT DISTINCT record, class FROM postings WHERE term IN ({}) AND role = {} AND record BETWEEN {} AND {}) d",
                numbers(&party.terms),
                party.role,
                range.0,
                range.1
            );
        }
    }

    fn require_party(&mut self, party: &Party) {
        let terms = numbers(&party.terms);
        let (role, key) = (party.role, self.key);
        self.conditions.push(if party.terms.len() <= FEW_TERMS {
            format!("EXISTS (SELECT 1 FROM postings p WHERE p.term IN ({terms}) AND p.role = {role} AND p.record = {key})")
        } else {
            format!("{key} IN (SELECT record FROM postings WHERE term IN ({terms}) AND role = {role})")
        });
    }

    fn require_range(&mut self, (first, last): (i64, i64)) {
        if (first, last) != (0, i64::MAX) {
            self.conditions.push(format!("{} BETWEEN {first} AND {last}", self.key));
        }
    }

    fn require_row(&mut self, filter: &Filter) {
        match self.kind {
            Kind::Events => {
                match self.class {
                    Some(class) => self.require_class(class, filter),
                    None => {
                        self.require_one_of("r.type", filter.types.iter().map(|one| one.label()));
                        self.require_one_of("r.quad", filter.quads.iter().map(|one| one.label()));
                        self.require_one_of("r.status", filter.statuses.iter().map(|one| one.label()));
                        if let Some(reported) = filter.reported {
                            self.joins_row = true;
                            let is = if reported { "IS NOT" } else { "IS" };
                            self.conditions.push(format!("r.reported_by {is} NULL"));
                        }
                    }
                }
                self.require_place(&filter.places);
            }
            Kind::Statements => {
                self.require_one_of("r.form", filter.forms.iter().map(|one| one.label()));
                self.require_one_of("r.act", filter.acts.iter().map(|one| one.label()));
            }
            Kind::Positions => {
                self.require_one_of("r.issue", filter.issues.iter().map(String::as_str));
                self.require_one_of("r.stance", filter.stances.iter().map(|one| one.label()));
            }
        }
    }

    /// What the index of parties knows of an event, so that no row need be looked at.
    fn require_class(&mut self, class: &str, filter: &Filter) {
        let mut one_of = |number: String, wanted: Vec<i64>| {
            if !wanted.is_empty() {
                self.conditions.push(format!("{number} IN ({})", numbers(&wanted)));
            }
        };
        one_of(class::type_of(class), filter.types.iter().map(|one| *one as i64).collect());
        let of_quads = EventType::ALL.iter().filter(|one| filter.quads.contains(&one.quad()));
        one_of(class::type_of(class), of_quads.map(|one| *one as i64).collect());
        one_of(class::status_of(class), filter.statuses.iter().map(|one| *one as i64).collect());
        one_of(class::claim_of(class), filter.reported.map(i64::from).into_iter().collect());
    }

    fn require_one_of<'a>(&mut self, column: &str, wanted: impl Iterator<Item = &'a str>) {
        let values: Vec<Value> = wanted.map(|one| Value::Text(one.to_owned())).collect();
        if !values.is_empty() {
            self.joins_row = true;
            self.require(format!("{column} IN ({})", marks(values.len())), values);
        }
    }

    fn require_place(&mut self, wanted: &[String]) {
        if wanted.is_empty() {
            return;
        }
        self.joins_row = true;
        let is_none = |one: &&String| one.eq_ignore_ascii_case("none");
        let names: Vec<Value> = wanted.iter().filter(|one| !is_none(one)).cloned().map(Value::Text).collect();
        let marks = marks(names.len());
        let mut any =
            format!("r.place COLLATE NOCASE IN ({marks}) OR r.place_country COLLATE NOCASE IN ({marks})");
        if wanted.iter().any(|one| is_none(&one)) {
            any.push_str(" OR r.place IS NULL");
        }
        self.require(
            format!("({any})"),
            names.iter().cloned().chain(names.iter().cloned()).collect::<Vec<_>>(),
        );
    }

    fn require_article(&mut self, filter: &Filter) {
        if !filter.sources.is_empty() {
            self.joins_article = true;
            let values: Vec<Value> = filter.sources.iter().map(|one| Value::Text(one.clone())).collect();
            let marks = marks(values.len());
            self.require(
                format!("a.source IN (SELECT key FROM sources WHERE name COLLATE NOCASE IN ({marks}))"),
                values,
            );
        }
        if filter.originals {
            self.joins_article = true;
            self.conditions.push("a.story = a.key".to_owned());
        }
    }

    fn require(&mut self, condition: String, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition);
        self.values.extend(values);
    }

    /// The whole SQL: `select`, everything that must hold, `rest` (grouping, order, limit).
    pub(crate) fn sql(&self, select: &str, rest: &str) -> String {
        let mut sql = format!("SELECT {select} FROM {}", self.from);
        if self.joins_row && self.key != "r.key" {
            sql.push_str(&format!(" CROSS JOIN {} r ON r.key = {}", self.kind.table(), self.key));
        }
        if self.joins_article {
            // The article's key stands within the record's.
            sql.push_str(&format!(" CROSS JOIN articles a ON a.key = (({} >> 15) & 67108863)", self.key));
        }
        if !self.conditions.is_empty() {
            sql.push_str(" WHERE ");
            sql.push_str(&self.conditions.join(" AND "));
        }
        sql.push(' ');
        sql.push_str(rest);
        sql
    }

    /// Also wants the record's row.
    pub(crate) fn with_row(&mut self) {
        self.joins_row = true;
    }

    /// Also wants the article's row.
    pub(crate) fn with_article(&mut self) {
        self.joins_article = true;
    }

    /// The keys of one page, and one more if there is a next page.
    pub(crate) fn keys(mut self, connection: &Connection, filter: &Filter) -> rusqlite::Result<Vec<i64>> {
        let (before, order) = match filter.sort {
            Sort::Newest => ("<", "DESC"),
            Sort::Oldest => (">", "ASC"),
        };
        if let Some(after) = filter.after {
            self.conditions.push(format!("{} {before} {}", self.key, after.key));
        }
        let sql = self.sql(
            self.key,
            &format!("ORDER BY {} {order} LIMIT {}", self.key, filter.limit.saturating_add(1)),
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let keys = statement.query_map(params_from_iter(self.values.iter()), |row| row.get(0))?;
        keys.collect()
    }

    pub(crate) fn values(&self) -> &[Value] {
        &self.values
    }
}

/// Whether both ends are asked for, so that either may lead.
fn asks_both_ends(filter: &Filter) -> bool {
    !filter.actors.is_empty() && !filter.recipients.is_empty()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    Article,
    Party,
    Words,
    Type,
    Days,
}

struct Party {
    terms: Vec<i64>,
    role: i64,
    /// How many records, as far as it was counted.
    n: i64,
}

/// The keys that the days of the filter allow; `None` where there are none.
fn range(filter: &Filter) -> Option<(i64, i64)> {
    let first = filter.since.map_or(0, first_key);
    let last = filter.until.map_or(i64::MAX, last_key);
    // A record without a day is not in any stretch of days.
    let first = if filter.until.is_some() { first.max(1 << 41) } else { first };
    (first <= last).then_some((first, last))
}

fn count_postings(
    connection: &Connection,
    terms: &[i64],
    role: i64,
    (first, last): (i64, i64),
    most: i64,
) -> rusqlite::Result<i64> {
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM postings WHERE term IN ({}) AND role = ? AND record BETWEEN ? AND ? LIMIT ?)",
        numbers(terms)
    );
    connection.query_row(&sql, [role, first, last, most], |row| row.get(0))
}

fn count_words(
    connection: &Connection,
    kind: Kind,
    words: &str,
    (first, last): (i64, i64),
) -> rusqlite::Result<i64> {
    let index = kind.words();
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?)"
    );
    connection.prepare_cached(&sql)?.query_row(rusqlite::params![words, first, last, MANY], |row| row.get(0))
}

fn numbers(numbers: &[i64]) -> String {
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}

fn marks(n: usize) -> String {
    vec!["?"; n].join(",")
}
