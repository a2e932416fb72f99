//! Verifying an archive: the file, every citation against its text, every reference, tables against whole records.

use crate::key::inner_key;
use crate::packed::unpack;
use crate::rows::lay_out;
use crate::{Archive, Error};
use chancery_record::{Citation, Participant, Record};
use rusqlite::Connection;
use std::collections::HashSet;

/// Something that is wrong in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The article, if it is about one.
    pub article: Option<String>,
    /// What is wrong.
    pub what: String,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// How many articles were looked at.
    pub articles: usize,
    /// How many citations.
    pub citations: usize,
    /// How many references between entries.
    pub references: usize,
    /// What is wrong; nothing, if the archive is sound.
    pub findings: Vec<Finding>,
}

impl Archive {
    /// Checks everything. `told` hears the number of each article that was looked at.
    ///
    /// # Errors
    /// The archive cannot be read at all.
    pub fn check(&self, mut told: impl FnMut(usize)) -> Result<Findings, Error> {
        let mut findings = Findings::default();
        let connection = self.connection();
        self.ours(file(connection, &mut findings))?;
        self.ours(each_article(connection, &mut findings, &mut told))?;
        self.ours(sums(connection, &mut findings))?;
        Ok(findings)
    }
}

impl Findings {
    fn add(&mut self, article: Option<&str>, what: impl Into<String>) {
        self.findings.push(Finding { article: article.map(str::to_owned), what: what.into() });
    }
}

/// SQLite's own check, which includes the full-text indexes, and its foreign keys.
fn file(connection: &Connection, findings: &mut Findings) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let said = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    for line in said.iter().filter(|line| *line != "ok") {
        findings.add(None, format!("the file: {line}"));
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        findings.add(None, format!("a row of {table} refers to one of {parent} that is not there"));
    }
    Ok(())
}

fn each_article(
    connection: &Connection,
    findings: &mut Findings,
    told: &mut impl FnMut(usize),
) -> rusqlite::Result<()> {
    let mut articles = connection.prepare(
        "SELECT a.key, a.id, a.text, a.characters, a.statements, a.events, a.positions, r.record
         FROM articles a LEFT JOIN records r ON r.article = a.key ORDER BY a.key",
    )?;
    let mut rows = articles.query([])?;
    while let Some(row) = rows.next()? {
        findings.articles += 1;
        told(findings.articles);
        let (key, id): (i64, String) = (row.get(0)?, row.get(1)?);
        let text = Text::new(row.get_ref(2)?.as_str()?);
        let Some(bytes) = row.get_ref(7)?.as_blob_or_null()? else {
            findings.add(Some(&id), "its record is missing");
            continue;
        };
        let record = match unpack(bytes) {
            Ok(record) => record,
            Err(error) => {
                findings.add(Some(&id), format!("its record is damaged: {error}"));
                continue;
            }
        };
        let counts: [i64; 4] = [row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?];
        let real = [text.len(), record.statements.len(), record.events.len(), record.positions.len()];
        if record.article.id != id || counts.iter().zip(real).any(|(kept, real)| *kept != real as i64) {
            findings.add(Some(&id), "its heading does not agree with its text and record");
        }
        citations(&record, &text, findings);
        references(&record, findings);
        tables(connection, key, &record, &text, findings)?;
    }
    Ok(())
}

/// Every citation of the record.
fn citations(record: &Record, text: &Text<'_>, findings: &mut Findings) {
    let id = record.article.id.as_str();
    let mut cite = |about: &str, citation: &Citation| {
        findings.citations += 1;
        if text.slice(citation.start, citation.end) != Some(citation.text.as_str()) {
            findings.add(
                Some(id),
                format!(
                    "{about}: its characters {} to {} are not {:?}",
                    citation.start, citation.end, citation.text
                ),
            );
        }
    };
    for actor in &record.actors {
        actor.mentions.iter().for_each(|mention| cite(&actor.id, &mention.citation));
    }
    record.times.iter().for_each(|time| cite("a time", &time.citation));
    record.places.iter().for_each(|place| cite("a place", &place.citation));
    for statement in &record.statements {
        statement.content.iter().for_each(|part| cite(&statement.id, part));
        statement.cue.iter().for_each(|cue| cite(&statement.id, &cue.citation));
        let members = statement.speakers.iter().chain(&statement.addressees);
        members.for_each(|member| cite(&statement.id, &member.mention));
    }
    for event in &record.events {
        [&event.trigger, &event.evidence].into_iter().chain(&event.also).for_each(|one| cite(&event.id, one));
        event.actors.iter().chain(&event.recipients).for_each(|member| cite(&event.id, &member.mention));
    }
    for position in &record.positions {
        cite(&position.id, &position.evidence);
        position.phrase.iter().chain(&position.condition).for_each(|one| cite(&position.id, one));
        std::iter::once(&position.holder)
            .chain(&position.target)
            .for_each(|member| cite(&position.id, &member.mention));
    }
}

/// Every reference within the record.
fn references(record: &Record, findings: &mut Findings) {
    let actors: HashSet<&str> = record.actors.iter().map(|actor| actor.id.as_str()).collect();
    let statements: HashSet<&str> = record.statements.iter().map(|statement| statement.id.as_str()).collect();
    let events: HashSet<&str> = record.events.iter().map(|event| event.id.as_str()).collect();
    let mut refer = |from: &str, to: &str, is_there: bool| {
        findings.references += 1;
        if !is_there {
            findings.add(Some(&record.article.id), format!("{from} refers to {to}, which is not there"));
        }
    };
    for statement in &record.statements {
        if let Some(inside) = &statement.inside {
            refer(&statement.id, inside, statements.contains(inside.as_str()));
        }
        for Participant { id, .. } in statement.speakers.iter().chain(&statement.addressees) {
            refer(&statement.id, id, actors.contains(id.as_str()));
        }
    }
    for event in &record.events {
        if let Some(by) = &event.reported_by {
            refer(&event.id, by, statements.contains(by.as_str()));
        }
        for Participant { id, .. } in event.actors.iter().chain(&event.recipients) {
            refer(&event.id, id, actors.contains(id.as_str()));
        }
    }
    for position in &record.positions {
        if let Some(from) = position.from.as_deref() {
            refer(&position.id, from, statements.contains(from) || events.contains(from));
        }
        for Participant { id, .. } in std::iter::once(&position.holder).chain(&position.target) {
            refer(&position.id, id, actors.contains(id.as_str()));
        }
    }
}

/// What the tables hold of an article, against its text and its record.
fn tables(
    connection: &Connection,
    key: i64,
    record: &Record,
    text: &Text<'_>,
    findings: &mut Findings,
) -> rusqlite::Result<()> {
    let id = record.article.id.as_str();
    let Ok(laid) = lay_out(key, record) else {
        findings.add(Some(id), "its record cannot be laid out in tables");
        return Ok(());
    };
    let mut wrong = |what: String| findings.add(Some(id), what);
    for (table, keys, quote) in [
        ("statements", &laid.statements, None),
        ("events", &laid.events, Some("evidence")),
        ("positions", &laid.positions, Some("evidence")),
    ] {
        let column = quote.unwrap_or("content");
        let sql = format!("SELECT id, start, \"end\", {column} FROM {table} WHERE key = ? AND article = ?");
        let mut statement = connection.prepare_cached(&sql)?;
        let ids: Vec<&str> = match table {
            "statements" => record.statements.iter().map(|one| one.id.as_str()).collect(),
            "events" => record.events.iter().map(|one| one.id.as_str()).collect(),
            _ => record.positions.iter().map(|one| one.id.as_str()).collect(),
        };
        for (entry, wanted) in keys.iter().zip(ids) {
            let mut rows = statement.query([*entry, key])?;
            let Some(row) = rows.next()? else {
                wrong(format!("{wanted} is missing from {table}"));
                continue;
            };
            let (start, end): (i64, i64) = (row.get(1)?, row.get(2)?);
            let cited = text.slice(start as usize, end as usize);
            let kept = row.get_ref(3)?.as_str()?;
            let agrees = match quote {
                Some(_) => cited == Some(kept),
                // The parts of a statement stand apart from each other.
                None => kept
                    .split(" … ")
                    .next()
                    .is_none_or(|part| cited.is_some_and(|cited| cited.starts_with(part))),
            };
            if row.get_ref(0)?.as_str()? != wanted || !agrees {
                wrong(format!("{wanted} in {table} is not what the article says"));
            }
        }
    }
    let (first, last) = (inner_key(key, 0), inner_key(key + 1, 0) - 1);
    let n_mentions = record.actors.iter().map(|actor| actor.mentions.len()).sum::<usize>();
    for (table, n) in
        [("actors", record.actors.len()), ("mentions", n_mentions), ("places", record.places.len())]
    {
        let sql = format!("SELECT count(*) FROM {table} WHERE key BETWEEN ? AND ?");
        let kept: i64 = connection.prepare_cached(&sql)?.query_row([first, last], |row| row.get(0))?;
        if kept != n as i64 {
            wrong(format!("{table} holds {kept} of its {n}"));
        }
    }
    let mut statement =
        connection.prepare_cached("SELECT start, \"end\", text FROM mentions WHERE key BETWEEN ? AND ?")?;
    let mut rows = statement.query([first, last])?;
    while let Some(row) = rows.next()? {
        let (start, end): (i64, i64) = (row.get(0)?, row.get(1)?);
        if text.slice(start as usize, end as usize) != Some(row.get_ref(2)?.as_str()?) {
            wrong(format!("a mention at {start} is not what the article says"));
        }
    }
    let mut posted = connection.prepare_cached(
        "SELECT 1 FROM postings WHERE term = (SELECT key FROM terms WHERE facet = ? AND value = ?) AND role = ? AND record = ? AND class = ?",
    )?;
    for posting in &laid.postings {
        if !posted.exists(rusqlite::params![
            posting.facet,
            posting.value,
            posting.role,
            posting.record,
            posting.class
        ])? {
            wrong(format!("the index lacks {} {}", posting.facet, posting.value));
        }
    }
    Ok(())
}

/// What only the whole shows: rows too many, counts that do not add up.
fn sums(connection: &Connection, findings: &mut Findings) -> rusqlite::Result<()> {
    for (what, sql) in [
        ("statements too many", "SELECT (SELECT count(*) FROM statements) - (SELECT coalesce(sum(statements), 0) FROM articles)"),
        ("events too many", "SELECT (SELECT count(*) FROM events) - (SELECT coalesce(sum(events), 0) FROM articles)"),
        ("positions too many", "SELECT (SELECT count(*) FROM positions) - (SELECT coalesce(sum(positions), 0) FROM articles)"),
        ("index entries of no record", "SELECT count(*) FROM postings p WHERE NOT EXISTS (SELECT 1 FROM events WHERE key = p.record)
           AND NOT EXISTS (SELECT 1 FROM statements WHERE key = p.record) AND NOT EXISTS (SELECT 1 FROM positions WHERE key = p.record)"),
        ("stories that count their articles wrongly", "SELECT count(*) FROM stories t WHERE t.articles != (SELECT count(*) FROM articles WHERE story = t.key)"),
        ("parties that count their articles wrongly", "SELECT count(*) FROM parties p WHERE p.articles != (SELECT count(DISTINCT article) FROM actors WHERE party = p.key)"),
        ("codes of parties that are not as they should be", "SELECT (SELECT count(*) FROM party_codes)
             - (SELECT count(*) FROM (SELECT DISTINCT code COLLATE NOCASE, party FROM codes_of_parties))
           + (SELECT count(*) FROM party_codes c WHERE NOT EXISTS (SELECT 1 FROM parties WHERE key = c.party AND articles = c.articles))"),
        ("sums of publications that do not add up", "SELECT count(*) FROM (
             SELECT coalesce(source, 0), count(*), sum(story != key), sum(unread IS NOT NULL), sum(statements), sum(events), sum(positions)
             FROM articles GROUP BY 1 EXCEPT SELECT * FROM source_sums)"),
        ("bands of no article", "SELECT count(*) FROM bands WHERE article NOT IN (SELECT key FROM articles)"),
        ("articles without a fingerprint", "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM fingerprints)"),
    ] {
        let n: i64 = connection.query_row(sql, [], |row| row.get(0))?;
        if n != 0 {
            findings.add(None, format!("{n} {what}"));
        }
    }
    Ok(())
}

/// A text that is cut by code points.
struct Text<'a> {
    text: &'a str,
    /// Bytes where every 64th code point begins.
    marks: Vec<usize>,
    n_chars: usize,
}

impl<'a> Text<'a> {
    const STEP: usize = 64;

    fn new(text: &'a str) -> Text<'a> {
        let mut n_chars = 0;
        let mut marks = Vec::new();
        for (at, _) in text.char_indices() {
            if n_chars % Self::STEP == 0 {
                marks.push(at);
            }
            n_chars += 1;
        }
        Text { text, marks, n_chars }
    }

    fn len(&self) -> usize {
        self.n_chars
    }

    fn byte(&self, at: usize) -> Option<usize> {
        if at >= self.n_chars {
            return (at == self.n_chars).then_some(self.text.len());
        }
        let mark = *self.marks.get(at / Self::STEP)?;
        let inside = self.text[mark..].char_indices().nth(at % Self::STEP)?;
        Some(mark + inside.0)
    }

    fn slice(&self, start: usize, end: usize) -> Option<&'a str> {
        self.text.get(self.byte(start)?..self.byte(end)?)
    }
}
