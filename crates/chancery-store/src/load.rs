//! Rows of the tables → the typed rows of answers.

use crate::Stored;
use crate::key::inner_key;
use crate::packed::stored_record;
use crate::row::{ArticleRow, EventRow, Member, PartyRow, PositionRow, StatementRow, StoryRow};
use chancery_record::{
    Act, ActorKind, Citation, Cue, Days, EventPlace, EventType, PlaceKind, PublishedFrom, Quad, Size, Stance,
    StatementForm, Status,
};
use jiff::civil::Date;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) fn stored(connection: &Connection, key: i64) -> rusqlite::Result<Stored> {
    let heading = article_row(connection, key)?;
    let text: String = connection
        .prepare_cached("SELECT text FROM articles WHERE key = ?")?
        .query_row([key], |row| row.get(0))?;
    let article = heading.article(text);
    Ok(Stored { heading, article, record: stored_record(connection, key)? })
}

pub(crate) fn article_row(connection: &Connection, key: i64) -> rusqlite::Result<ArticleRow> {
    let mut statement = connection.prepare_cached(
        "SELECT a.id, a.title, s.name, a.url, a.published, a.language, a.characters, a.statements, a.events, a.positions,
           a.unread, a.revision, t.id, a.story = a.key, a.published_from
         FROM articles a JOIN stories t ON t.key = a.story LEFT JOIN sources s ON s.key = a.source WHERE a.key = ?",
    )?;
    statement.query_row([key], |row| {
        Ok(ArticleRow {
            id: row.get(0)?,
            title: row.get(1)?,
            source: row.get(2)?,
            url: row.get(3)?,
            published: day(row, 4)?,
            published_from: row
                .get::<_, Option<String>>(14)?
                .and_then(|word| PublishedFrom::from_label(&word)),
            language: row.get(5)?,
            characters: size(row, 6)?,
            statements: size(row, 7)?,
            events: size(row, 8)?,
            positions: size(row, 9)?,
            unread: row.get(10)?,
            revision: row.get(11)?,
            story: row.get(12)?,
            is_first: row.get(13)?,
        })
    })
}

pub(crate) fn statement_row(connection: &Connection, key: i64) -> rusqlite::Result<StatementRow> {
    let mut statement = connection.prepare_cached(
        "SELECT article, id, form, act, inside, cue, cue_lemma, cue_start, cue_end, content, start, \"end\", first_day,
           last_day, date_from, rule FROM statements WHERE key = ?",
    )?;
    let members = |role| members(connection, "statement_actors", "statement", key, role);
    let (speakers, addressees) = (members("speaker")?, members("addressee")?);
    statement.query_row([key], |row| {
        let cue = match row.get::<_, Option<String>>(5)? {
            None => None,
            Some(text) => Some(Cue {
                citation: Citation { start: size(row, 7)?, end: size(row, 8)?, text },
                lemma: row.get(6)?,
            }),
        };
        Ok(StatementRow {
            article: article_row(connection, row.get(0)?)?,
            id: row.get(1)?,
            form: label(row, 2, StatementForm::from_label)?,
            act: label(row, 3, Act::from_label)?,
            inside: row.get(4)?,
            speakers,
            addressees,
            cue,
            content: row.get(9)?,
            span: (size(row, 10)?, size(row, 11)?),
            date: days(row, 12)?,
            date_from: row.get(14)?,
            rule: row.get(15)?,
        })
    })
}

pub(crate) fn event_row(connection: &Connection, key: i64) -> rusqlite::Result<EventRow> {
    let mut statement = connection.prepare_cached(
        "SELECT article, id, type, mode, contexts, quad, intensity, status, reported_by, first_day, last_day, date_from,
           place, place_country, geonames, killed, wounded, detained, trigger, trigger_start, trigger_end, evidence, start,
           \"end\", confidence, rule FROM events WHERE key = ?",
    )?;
    let members = |role| members(connection, "event_actors", "event", key, role);
    let (actors, recipients) = (members("actor")?, members("recipient")?);
    statement.query_row([key], |row| {
        let place = match row.get::<_, Option<String>>(12)? {
            None => None,
            Some(name) => Some(EventPlace { name, country: row.get(13)?, geonames: row.get(14)? }),
        };
        let article = row.get(0)?;
        let place_kind = match &place {
            None => None,
            Some(place) => place_kind(connection, article, &place.name)?,
        };
        Ok(EventRow {
            article: article_row(connection, article)?,
            id: row.get(1)?,
            event_type: label(row, 2, EventType::from_label)?,
            mode: row.get(3)?,
            contexts: list(row, 4)?,
            quad: label(row, 5, Quad::from_label)?,
            intensity: row.get(6)?,
            actors,
            recipients,
            status: label(row, 7, Status::from_label)?,
            reported_by: row.get(8)?,
            date: days(row, 9)?,
            date_from: row.get(11)?,
            place,
            place_kind,
            size: Size { killed: row.get(15)?, wounded: row.get(16)?, detained: row.get(17)? },
            trigger: Citation { text: row.get(18)?, start: size(row, 19)?, end: size(row, 20)? },
            evidence: Citation { text: row.get(21)?, start: size(row, 22)?, end: size(row, 23)? },
            confidence: row.get(24)?,
            rule: row.get(25)?,
        })
    })
}

/// What kind of place an article's place of this name is.
fn place_kind(connection: &Connection, article: i64, name: &str) -> rusqlite::Result<Option<PlaceKind>> {
    let (first, last) = (inner_key(article, 0), inner_key(article + 1, 0) - 1);
    let mut kinds = connection.prepare_cached(
        "SELECT kind FROM places WHERE key BETWEEN ? AND ? AND name = ? ORDER BY key LIMIT 1",
    )?;
    let kind: Option<String> = kinds.query_row(params![first, last, name], |row| row.get(0)).optional()?;
    Ok(kind.and_then(|kind| PlaceKind::from_label(&kind)))
}

pub(crate) fn position_row(connection: &Connection, key: i64) -> rusqlite::Result<PositionRow> {
    let mut statement = connection.prepare_cached(
        "SELECT article, id, issue, stance, \"from\", evidence, start, \"end\", rule, holder, holder_text, holder_start,
           holder_end, target, target_text, target_start, target_end, phrase, phrase_start, phrase_end, condition,
           condition_start, condition_end, first_day, last_day, date_from FROM positions WHERE key = ?",
    )?;
    statement.query_row([key], |row| {
        let holder = Citation { text: row.get(10)?, start: size(row, 11)?, end: size(row, 12)? };
        let target = match row.get::<_, Option<i64>>(13)?.zip(citation(row, 14)?) {
            None => None,
            Some((actor, mention)) => Some(member(connection, actor, mention)?),
        };
        Ok(PositionRow {
            article: article_row(connection, row.get(0)?)?,
            id: row.get(1)?,
            issue: row.get(2)?,
            stance: label(row, 3, Stance::from_label)?,
            from: row.get(4)?,
            evidence: Citation { text: row.get(5)?, start: size(row, 6)?, end: size(row, 7)? },
            rule: row.get(8)?,
            holder: member(connection, row.get(9)?, holder)?,
            target,
            phrase: citation(row, 17)?,
            condition: citation(row, 20)?,
            date: days(row, 23)?,
            date_from: row.get(25)?,
        })
    })
}

/// Words that may be absent, with their place in the next two columns.
fn citation(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Citation>> {
    let Some(text) = row.get(at)? else { return Ok(None) };
    Ok(Some(Citation { text, start: size(row, at + 1)?, end: size(row, at + 2)? }))
}

fn members(
    connection: &Connection,
    table: &str,
    of: &str,
    key: i64,
    role: &str,
) -> rusqlite::Result<Vec<Member>> {
    let sql = format!(
        "SELECT actor, text, start, \"end\" FROM {table} WHERE {of} = ? AND role = ? ORDER BY number"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let members = statement.query_map(params![key, role], |row| {
        let mention = Citation { text: row.get(1)?, start: size(row, 2)?, end: size(row, 3)? };
        member(connection, row.get(0)?, mention)
    })?;
    members.collect()
}

fn member(connection: &Connection, actor: i64, mention: Citation) -> rusqlite::Result<Member> {
    let mut statement = connection.prepare_cached(
        "SELECT x.id, p.id, x.name, x.kind, x.country, x.organisation, x.sectors, x.office
         FROM actors x LEFT JOIN parties p ON p.key = x.party WHERE x.key = ?",
    )?;
    statement.query_row([actor], |row| member_of(row, 0, mention))
}

/// A member from eight columns, in the order of its fields.
pub(crate) fn member_of(row: &Row<'_>, at: usize, mention: Citation) -> rusqlite::Result<Member> {
    Ok(Member {
        id: row.get(at)?,
        party: row.get(at + 1)?,
        name: row.get(at + 2)?,
        kind: label(row, at + 3, ActorKind::from_label)?,
        country: row.get(at + 4)?,
        organisation: row.get(at + 5)?,
        sectors: list(row, at + 6)?,
        office: row.get(at + 7)?,
        mention,
    })
}

pub(crate) fn party_row(connection: &Connection, key: i64) -> rusqlite::Result<PartyRow> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, kind, country, organisation, sectors, office, world, articles, statements, events
         FROM parties WHERE key = ?",
    )?;
    statement.query_row([key], |row| {
        Ok(PartyRow {
            id: row.get(0)?,
            name: row.get(1)?,
            kind: label(row, 2, ActorKind::from_label)?,
            country: row.get(3)?,
            organisation: row.get(4)?,
            sectors: list(row, 5)?,
            office: row.get(6)?,
            world: row.get(7)?,
            articles: size(row, 8)?,
            statements: size(row, 9)?,
            events: size(row, 10)?,
        })
    })
}

pub(crate) fn story_row(connection: &Connection, key: i64) -> rusqlite::Result<StoryRow> {
    let mut statement = connection.prepare_cached("SELECT id, articles FROM stories WHERE key = ?")?;
    let (id, articles) = statement.query_row([key], |row| Ok((row.get(0)?, size(row, 1)?)))?;
    Ok(StoryRow { id, articles, first: article_row(connection, key)? })
}

pub(crate) fn size(row: &Row<'_>, at: usize) -> rusqlite::Result<usize> {
    usize::try_from(row.get::<_, i64>(at)?).map_err(|_| odd(row, at, "a count below nothing"))
}

fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Date>> {
    let Some(text) = row.get::<_, Option<String>>(at)? else { return Ok(None) };
    text.parse().map(Some).map_err(|_| odd(row, at, "no date"))
}

pub(crate) fn days(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Days>> {
    Ok(day(row, at)?.zip(day(row, at + 1)?).map(|(from, to)| Days { from, to }))
}

fn list(row: &Row<'_>, at: usize) -> rusqlite::Result<Vec<String>> {
    let joined: Option<String> = row.get(at)?;
    Ok(joined.map_or(Vec::new(), |joined| joined.split("; ").map(str::to_owned).collect()))
}

pub(crate) fn label<T>(row: &Row<'_>, at: usize, of: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text: String = row.get(at)?;
    of(&text).ok_or_else(|| odd(row, at, "no word of the codebook"))
}

fn odd(row: &Row<'_>, at: usize, what: &str) -> rusqlite::Error {
    let column = row.as_ref().column_name(at).unwrap_or_default().to_owned();
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, format!("{column}: {what}").into())
}
