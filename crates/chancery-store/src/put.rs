//! One article and its record → rows of every table.

use crate::key::inner_key;
use crate::packed::pack;
use crate::rows::Laid;
use crate::story;
use chancery_record::{Article, Citation, Participant, PublishedFrom, Record};
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Statement, ToSql, Transaction, named_params, params};
use std::collections::HashMap;

/// Writes the article's row, its record and all that is indexed of it.
pub(crate) fn put(
    change: &Transaction<'_>,
    key: i64,
    article: &Article,
    record: &Record,
    laid: &Laid,
    revision: i64,
) -> rusqlite::Result<()> {
    put_article(change, key, article, record, revision)?;
    change
        .prepare_cached("INSERT OR REPLACE INTO records (article, record) VALUES (?, ?)")?
        .execute(params![key, pack(record)?])?;
    put_actors(change, key, record, laid)?;
    put_entries(change, key, record, laid)?;
    let mut post = change
        .prepare_cached("INSERT OR IGNORE INTO postings (term, role, record, class) VALUES (?, ?, ?, ?)")?;
    let mut last: Option<(&str, &str, i64)> = None;
    for posting in &laid.postings {
        // Postings come in the order of terms.
        let term = match last {
            Some((facet, value, term)) if (facet, value) == (posting.facet, posting.value.as_str()) => term,
            _ => key_of(
                change,
                "SELECT key FROM terms WHERE facet = ? AND value = ?",
                "INSERT INTO terms (facet, value) VALUES (?, ?)",
                params![posting.facet, posting.value],
            )?,
        };
        last = Some((posting.facet, &posting.value, term));
        post.execute([term, posting.role, posting.record, posting.class])?;
    }
    Ok(())
}

/// The key of what the values name: found, or else made.
fn key_of(change: &Transaction<'_>, find: &str, make: &str, values: &[&dyn ToSql]) -> rusqlite::Result<i64> {
    let found = change.prepare_cached(find)?.query_row(values, |row| row.get(0)).optional()?;
    match found {
        Some(key) => Ok(key),
        None => change.prepare_cached(make)?.insert(values),
    }
}

fn put_article(
    change: &Transaction<'_>,
    key: i64,
    article: &Article,
    record: &Record,
    revision: i64,
) -> rusqlite::Result<()> {
    let info = &record.article;
    let source = info.source.as_ref().map(|name| {
        let (find, make) =
            ("SELECT key FROM sources WHERE name = ?", "INSERT INTO sources (name) VALUES (?)");
        key_of(change, find, make, params![name])
    });
    let source = source.transpose()?;
    let reader = &record.reader;
    let lexicon = reader.lexicon.as_deref().unwrap_or_default();
    let issues = reader.issues.as_deref().unwrap_or_default();
    let run = key_of(
        change,
        "SELECT key FROM runs WHERE reader_version = ? AND model = ? AND world = ? AND lexicon = ? AND issues = ?
           AND schema = ?",
        "INSERT INTO runs (reader_version, model, world, lexicon, issues, schema) VALUES (?, ?, ?, ?, ?, ?)",
        params![reader.version, reader.model, reader.world, lexicon, issues, record.schema],
    )?;
    let unread = record.refusal().map(|remark| &remark.code);
    let story = story::of(change, key, &info.id, &article.text)?;
    change
        .prepare_cached(
            "INSERT INTO articles (key, id, title, source, url, published, published_from, language, characters, statements,
               events, positions, unread, run, revision, story, text)
             VALUES (:key, :id, :title, :source, :url, :published, :published_from, :language, :characters,
               :statements, :events, :positions, :unread, :run, :revision, :story, :text)
             ON CONFLICT (key) DO UPDATE SET title = excluded.title, source = excluded.source, url = excluded.url,
               published = excluded.published, published_from = excluded.published_from, language = excluded.language, characters = excluded.characters,
               statements = excluded.statements, events = excluded.events, positions = excluded.positions,
               unread = excluded.unread, run = excluded.run, revision = excluded.revision, text = excluded.text",
        )?
        .execute(named_params! {
            ":key": key, ":id": info.id, ":title": info.title, ":source": source, ":url": info.url,
            ":published": day(info.published),
            ":published_from": info.published_from.map(PublishedFrom::label), ":language": info.language,
            ":characters": info.characters as i64, ":statements": record.statements.len() as i64,
            ":events": record.events.len() as i64, ":positions": record.positions.len() as i64,
            ":unread": unread, ":run": run, ":revision": revision, ":story": story, ":text": article.text,
        })?;
    Ok(())
}

fn put_actors(change: &Transaction<'_>, key: i64, record: &Record, laid: &Laid) -> rusqlite::Result<()> {
    let mut parties = HashMap::new();
    let mut upsert = change.prepare_cached(
        "INSERT INTO parties (id, name, kind, country, organisation, sectors, office, world, articles, statements, events)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
         ON CONFLICT (id) DO UPDATE SET articles = articles + 1, statements = statements + excluded.statements,
           events = events + excluded.events
         RETURNING key",
    )?;
    for (id, presence) in &laid.parties {
        let actor = &record.actors[presence.actor];
        let party: i64 = upsert.query_row(
            params![
                id,
                actor.name,
                actor.kind.label(),
                actor.country,
                actor.organisation,
                list(&actor.sectors),
                actor.office,
                actor.world,
                presence.statements,
                presence.events
            ],
            |row| row.get(0),
        )?;
        parties.insert(id.as_str(), party);
    }
    let mut insert = change.prepare_cached(
        "INSERT INTO actors (key, article, id, party, name, kind, country, organisation, sectors, office, world, mentions,
           rule) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut mention = change.prepare_cached(
        "INSERT INTO mentions (key, actor, start, \"end\", text, form) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    let mut n_mentions = 0;
    for (number, actor) in record.actors.iter().enumerate() {
        let actor_key = inner_key(key, number);
        let party = laid.party_of[number].as_ref().and_then(|party| parties.get(party.as_str()));
        insert.execute(params![
            actor_key,
            key,
            actor.id,
            party,
            actor.name,
            actor.kind.label(),
            actor.country,
            actor.organisation,
            list(&actor.sectors),
            actor.office,
            actor.world,
            actor.mentions.len() as i64,
            actor.rule
        ])?;
        for one in &actor.mentions {
            let Citation { start, end, text } = &one.citation;
            mention.execute(params![
                inner_key(key, n_mentions),
                actor_key,
                *start as i64,
                *end as i64,
                text,
                one.form.label()
            ])?;
            n_mentions += 1;
        }
    }
    let mut insert = change.prepare_cached(
        "INSERT INTO places (key, article, start, \"end\", text, name, country, latitude, longitude, kind, geonames, rule)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (number, place) in record.places.iter().enumerate() {
        let Citation { start, end, text } = &place.citation;
        insert.execute(params![
            inner_key(key, number),
            key,
            *start as i64,
            *end as i64,
            text,
            place.name,
            place.country,
            place.latitude,
            place.longitude,
            place.kind.label(),
            place.geonames,
            place.rule
        ])?;
    }
    Ok(())
}

/// The keys of an article's actors by their ids.
struct Keys<'a>(HashMap<&'a str, i64>);

impl Keys<'_> {
    fn of(&self, member: &Participant) -> Option<i64> {
        self.0.get(member.id.as_str()).copied()
    }
}

fn put_entries(change: &Transaction<'_>, key: i64, record: &Record, laid: &Laid) -> rusqlite::Result<()> {
    let actors = record.actors.iter().enumerate();
    let actors = Keys(actors.map(|(number, actor)| (actor.id.as_str(), inner_key(key, number))).collect());
    put_statements(change, key, record, laid, &actors)?;
    put_events(change, key, record, laid, &actors)?;
    put_positions(change, key, record, laid, &actors)
}

fn put_statements(
    change: &Transaction<'_>,
    key: i64,
    record: &Record,
    laid: &Laid,
    actors: &Keys<'_>,
) -> rusqlite::Result<()> {
    let mut insert = change.prepare_cached(
        "INSERT INTO statements (key, article, id, form, act, inside, cue, cue_lemma, cue_start, cue_end, content, start,
           \"end\", first_day, last_day, date_from, rule) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut member = change.prepare_cached(
        "INSERT INTO statement_actors (statement, role, number, actor, start, \"end\", text) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (statement, statement_key) in record.statements.iter().zip(&laid.statements) {
        let cue = statement.cue.as_ref();
        let content: Vec<&str> = statement.content.iter().map(|part| part.text.as_str()).collect();
        insert.execute(params![
            statement_key,
            key,
            statement.id,
            statement.form.label(),
            statement.act.label(),
            statement.inside,
            cue.map(|cue| &cue.citation.text),
            cue.map(|cue| &cue.lemma),
            cue.map(|cue| cue.citation.start as i64),
            cue.map(|cue| cue.citation.end as i64),
            content.join(" … "),
            statement.content.first().map_or(0, |part| part.start as i64),
            statement.content.last().map_or(0, |part| part.end as i64),
            day(statement.date.map(|days| days.from)),
            day(statement.date.map(|days| days.to)),
            statement.date_from,
            statement.rule
        ])?;
        for (role, members) in [("speaker", &statement.speakers), ("addressee", &statement.addressees)] {
            put_members(&mut member, *statement_key, role, members, actors)?;
        }
    }
    Ok(())
}

fn put_events(
    change: &Transaction<'_>,
    key: i64,
    record: &Record,
    laid: &Laid,
    actors: &Keys<'_>,
) -> rusqlite::Result<()> {
    let mut insert = change.prepare_cached(
        "INSERT INTO events (key, article, id, type, mode, contexts, quad, intensity, status, reported_by, first_day, last_day,
           date_from, place, place_country, geonames, killed, wounded, detained, trigger, trigger_start, trigger_end,
           evidence, start, \"end\", confidence, rule)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut member = change.prepare_cached(
        "INSERT INTO event_actors (event, role, number, actor, start, \"end\", text) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (event, event_key) in record.events.iter().zip(&laid.events) {
        let place = event.place.as_ref();
        insert.execute(params![
            event_key,
            key,
            event.id,
            event.event_type.label(),
            event.mode,
            list(&event.contexts),
            event.quad.label(),
            event.intensity,
            event.status.label(),
            event.reported_by,
            day(event.date.map(|days| days.from)),
            day(event.date.map(|days| days.to)),
            event.date_from,
            place.map(|place| &place.name),
            place.and_then(|place| place.country.as_ref()),
            place.and_then(|place| place.geonames),
            event.size.killed,
            event.size.wounded,
            event.size.detained,
            event.trigger.text,
            event.trigger.start as i64,
            event.trigger.end as i64,
            event.evidence.text,
            event.evidence.start as i64,
            event.evidence.end as i64,
            event.confidence,
            event.rule
        ])?;
        for (role, members) in [("actor", &event.actors), ("recipient", &event.recipients)] {
            put_members(&mut member, *event_key, role, members, actors)?;
        }
    }
    Ok(())
}

fn put_positions(
    change: &Transaction<'_>,
    key: i64,
    record: &Record,
    laid: &Laid,
    actors: &Keys<'_>,
) -> rusqlite::Result<()> {
    let mut insert = change.prepare_cached(
        "INSERT INTO positions (key, article, id, holder, holder_start, holder_end, holder_text, issue, stance, phrase,
           phrase_start, phrase_end, target, target_start, target_end, target_text, condition, condition_start,
           condition_end, \"from\", first_day, last_day, date_from, evidence, start, \"end\", rule)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for (position, position_key) in record.positions.iter().zip(&laid.positions) {
        let holder = &position.holder;
        let target = position.target.as_ref();
        let [phrase, condition] = [&position.phrase, &position.condition].map(Option::as_ref);
        let mention = target.map(|target| &target.mention);
        let start = |citation: Option<&Citation>| citation.map(|citation| citation.start as i64);
        let end = |citation: Option<&Citation>| citation.map(|citation| citation.end as i64);
        let text = |citation: Option<&Citation>| citation.map(|citation| citation.text.clone());
        insert.execute(params![
            position_key,
            key,
            position.id,
            actors.of(holder),
            holder.mention.start as i64,
            holder.mention.end as i64,
            holder.mention.text,
            position.issue,
            position.stance.label(),
            text(phrase),
            start(phrase),
            end(phrase),
            target.and_then(|target| actors.of(target)),
            start(mention),
            end(mention),
            text(mention),
            text(condition),
            start(condition),
            end(condition),
            position.from,
            day(position.date.map(|days| days.from)),
            day(position.date.map(|days| days.to)),
            position.date_from,
            position.evidence.text,
            position.evidence.start as i64,
            position.evidence.end as i64,
            position.rule
        ])?;
    }
    Ok(())
}

/// Those who play one role of an entry, in their order.
fn put_members(
    insert: &mut Statement<'_>,
    entry: i64,
    role: &str,
    members: &[Participant],
    actors: &Keys<'_>,
) -> rusqlite::Result<()> {
    for (number, member) in members.iter().enumerate() {
        let Citation { start, end, text } = &member.mention;
        insert.execute(params![
            entry,
            role,
            number as i64,
            actors.of(member),
            *start as i64,
            *end as i64,
            text
        ])?;
    }
    Ok(())
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn list(parts: &[String]) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join("; "))
}
