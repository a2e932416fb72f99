//! Writing: articles with their records go in, change, and are read again, always whole.

use crate::key::{MOST_ARTICLES, inner_key};
use crate::rows::{Laid, lay_out};
use crate::{Error, archived, id, open, story};
use chancery_record::{Article, Citation, Participant, PublishedFrom, Record};
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, named_params, params};
use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// An archive opened for writing. Several may be open, one writes at a time, and the others wait.
#[derive(Debug)]
pub struct Writer {
    connection: Connection,
    path: PathBuf,
}

/// What became of an article that was added.
#[derive(Debug)]
pub enum Added {
    /// It was not known before.
    New,
    /// It was there already: nothing changed.
    Same,
    /// It was there with another content, which stays as a revision.
    Revised,
    /// It cannot be kept.
    Refused(Error),
}

/// What another reading changed in one article, by ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Entries that are new.
    pub added: Vec<String>,
    /// Entries that are no more.
    pub gone: Vec<String>,
    /// Entries that now say something else.
    pub altered: Vec<String>,
    /// How many are as they were.
    pub same: usize,
}

impl Writer {
    /// Opens an archive, or makes one.
    ///
    /// # Errors
    /// The file is no archive, of a newer program, damaged, or may not be written.
    pub fn open(path: &Path) -> Result<Writer, Error> {
        Ok(Writer { connection: open::for_writing(path)?, path: path.to_path_buf() })
    }

    /// Adds articles with their records in one step: all of them land, or none.
    ///
    /// # Errors
    /// Nothing was added: another program holds the archive too long, there is no room, or the file is damaged.
    pub fn add<'a>(
        &mut self,
        batch: impl IntoIterator<Item = (&'a Article, &'a Record)>,
    ) -> Result<Vec<Added>, Error> {
        let path = &self.path;
        let ours = |error| Error::of(path, error);
        let change =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(ours)?;
        let mut outcomes = Vec::new();
        for (article, record) in batch {
            outcomes.push(match add(&change, article, record) {
                Err(Failure::Sql(error)) => return Err(ours(error)),
                Err(Failure::Refused(error)) => Added::Refused(error),
                Ok(added) => added,
            });
        }
        change.commit().map_err(ours)?;
        Ok(outcomes)
    }

    /// Puts a new reading in the place of an old one, for each article in one step, and says what changed. With
    /// `keep` false nothing is changed, only said. An article that the archive lacks, or whose content has changed
    /// since, is passed over.
    ///
    /// # Errors
    /// Nothing was changed: another program holds the archive too long, there is no room, or the file is damaged.
    pub fn reread<'a>(
        &mut self,
        batch: impl IntoIterator<Item = (&'a Article, &'a Record)>,
        keep: bool,
    ) -> Result<Vec<Changes>, Error> {
        let path = &self.path;
        let ours = |error| Error::of(path, error);
        let change =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(ours)?;
        let mut all = Vec::new();
        for (article, record) in batch {
            match reread(&change, article, record, keep) {
                Ok(changes) => all.push(changes),
                Err(Failure::Sql(error)) => return Err(ours(error)),
                // It fitted before; a reader that finds so much more in it leaves it as it is.
                Err(Failure::Refused(_)) => all.push(Changes::default()),
            }
        }
        change.commit().map_err(ours)?;
        Ok(all)
    }

    /// Brings the parts of the full-text index together and what the query planner knows up to date; worth it after
    /// many articles.
    ///
    /// # Errors
    /// As for [`add`](Writer::add).
    pub fn tidy(&mut self) -> Result<(), Error> {
        let tidied = self.connection.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(PASSIVE);");
        tidied.map_err(|error| Error::of(&self.path, error))
    }

    /// How long to wait for another writer before giving up; twenty seconds, if nobody says.
    ///
    /// # Errors
    /// The archive cannot be used.
    pub fn set_patience(&self, patience: std::time::Duration) -> Result<(), Error> {
        self.connection.busy_timeout(patience).map_err(|error| Error::of(&self.path, error))
    }

    /// How long the file may become, in pages of 4096 bytes.
    ///
    /// # Errors
    /// The archive cannot be used.
    pub fn set_most_pages(&self, pages: u32) -> Result<(), Error> {
        let set = self.connection.pragma_update(None, "max_page_count", pages);
        set.map_err(|error| Error::of(&self.path, error))
    }
}

/// Why one article did not go in.
enum Failure {
    /// The whole step fails.
    Sql(rusqlite::Error),
    /// This article alone.
    Refused(Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        Failure::Sql(error)
    }
}

/// What tells one content from another: everything that came in.
pub(crate) fn fingerprint(article: &Article) -> [u8; 16] {
    let published = article.published.map(|day| day.to_string());
    let fields = [
        article.id.as_deref(),
        Some(&article.text),
        article.title.as_deref(),
        published.as_deref(),
        article.source.as_deref(),
        article.url.as_deref(),
        article.language.as_deref(),
    ];
    let hash = id::hash_of(fields.into_iter().map(|field| field.map(str::as_bytes)));
    let mut short = [0; 16];
    short.copy_from_slice(&hash[..16]);
    short
}

fn add(change: &Transaction<'_>, article: &Article, record: &Record) -> Result<Added, Failure> {
    let fingerprint = fingerprint(article);
    let mut known = change.prepare_cached("SELECT 1 FROM fingerprints WHERE fingerprint = ?")?;
    if known.exists([&fingerprint])? {
        return Ok(Added::Same);
    }
    match earlier(change, article, &record.article.id)? {
        Some((key, id)) => {
            // The article keeps the id that it has: an address may be all that tells that it is the same.
            let mut record = record.clone();
            record.article.id = id;
            let record = archived(&record);
            let laid = lay_out(key, &record).map_err(Failure::Refused)?;
            let revision = retire(change, key)?;
            put(change, key, article, &record, &laid, revision)?;
            remember(change, &fingerprint, key, revision)?;
            Ok(Added::Revised)
        }
        None => {
            let record = archived(record);
            let greatest: Option<i64> =
                change.prepare_cached("SELECT max(key) FROM articles")?.query_row([], |row| row.get(0))?;
            let key = greatest.unwrap_or(0) + 1;
            if key > MOST_ARTICLES {
                let path = change.path().unwrap_or_default().into();
                return Err(Failure::Refused(Error::Numbers(path)));
            }
            let laid = lay_out(key, &record).map_err(Failure::Refused)?;
            put(change, key, article, &record, &laid, 1)?;
            remember(change, &fingerprint, key, 1)?;
            Ok(Added::New)
        }
    }
}

fn remember(
    change: &Transaction<'_>,
    fingerprint: &[u8; 16],
    key: i64,
    revision: i64,
) -> rusqlite::Result<()> {
    change
        .prepare_cached("INSERT INTO fingerprints (fingerprint, article, revision) VALUES (?, ?, ?)")?
        .execute(params![fingerprint, key, revision])?;
    Ok(())
}

/// The article of which this is a newer content: the one of the same id, or, where none was given, of the same address.
fn earlier(change: &Transaction<'_>, article: &Article, id: &str) -> rusqlite::Result<Option<(i64, String)>> {
    let pair = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let same_id = change
        .prepare_cached("SELECT key, id FROM articles WHERE id = ?")?
        .query_row([id], pair)
        .optional()?;
    match (&article.id, &article.url) {
        (None, Some(url)) if same_id.is_none() => change
            .prepare_cached("SELECT key, id FROM articles WHERE url = ? ORDER BY key LIMIT 1")?
            .query_row([url], pair)
            .optional(),
        _ => Ok(same_id),
    }
}

/// Moves the present content of an article to its revisions; gives the number of the next.
fn retire(change: &Transaction<'_>, key: i64) -> rusqlite::Result<i64> {
    let revision: i64 = change
        .prepare_cached("SELECT revision FROM articles WHERE key = ?")?
        .query_row([key], |row| row.get(0))?;
    change
        .prepare_cached(
            "INSERT INTO revisions (article, revision, title, source, url, published, language, run, text, record)
             SELECT a.key, a.revision, a.title, s.name, a.url, a.published, a.language, a.run, a.text, r.record
             FROM articles a JOIN records r ON r.article = a.key LEFT JOIN sources s ON s.key = a.source WHERE a.key = ?",
        )?
        .execute([key])?;
    let record = stored_record(change, key)?;
    let laid = lay_out(key, &record).map_err(|_| rusqlite::Error::InvalidQuery)?;
    remember_ids(change, key, revision, &record, ids(&record))?;
    take_out(change, key, &record, &laid)?;
    Ok(revision + 1)
}

/// Every id of the record.
fn ids(record: &Record) -> Vec<&str> {
    let statements = record.statements.iter().map(|statement| &statement.id);
    let events = record.events.iter().map(|event| &event.id);
    let positions = record.positions.iter().map(|position| &position.id);
    statements.chain(events).chain(positions).map(String::as_str).collect()
}

fn remember_ids(
    change: &Transaction<'_>,
    key: i64,
    revision: i64,
    record: &Record,
    ids: Vec<&str>,
) -> rusqlite::Result<()> {
    let entries = entries(record);
    let mut former = change.prepare_cached(
        "INSERT OR REPLACE INTO former_ids (id, article, revision, entry) VALUES (?, ?, ?, ?)",
    )?;
    for id in ids {
        former.execute(params![id, key, revision, entries.get(id)])?;
    }
    Ok(())
}

/// Every entry of the record as JSON, by id.
fn entries(record: &Record) -> BTreeMap<&str, String> {
    fn json(value: &impl serde::Serialize) -> String {
        serde_json::to_string(value).unwrap_or_default()
    }
    let mut entries = BTreeMap::new();
    entries.extend(record.statements.iter().map(|entry| (entry.id.as_str(), json(entry))));
    entries.extend(record.events.iter().map(|entry| (entry.id.as_str(), json(entry))));
    entries.extend(record.positions.iter().map(|entry| (entry.id.as_str(), json(entry))));
    entries
}

pub(crate) fn stored_record(connection: &Connection, key: i64) -> rusqlite::Result<Record> {
    let mut statement = connection.prepare_cached("SELECT record FROM records WHERE article = ?")?;
    statement.query_row([key], |row| {
        unpack(row.get_ref(0)?.as_blob()?).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, Box::new(error))
        })
    })
}

/// The record as bytes of the archive.
fn pack(record: &Record) -> rusqlite::Result<Vec<u8>> {
    let failed = |error: std::io::Error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
    let json = serde_json::to_vec(record)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let mut deflated = ZlibEncoder::new(Vec::new(), Compression::new(2));
    deflated.write_all(&json).map_err(failed)?;
    deflated.finish().map_err(failed)
}

/// The record of bytes of the archive.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Record, std::io::Error> {
    let mut json = Vec::new();
    // No record is longer than this; a damaged one must not fill the memory.
    ZlibDecoder::new(bytes).take(1 << 31).read_to_end(&mut json)?;
    serde_json::from_slice(&json).map_err(std::io::Error::from)
}

fn reread(
    change: &Transaction<'_>,
    article: &Article,
    record: &Record,
    keep: bool,
) -> Result<Changes, Failure> {
    let found: Option<(i64, i64, String)> = change
        .prepare_cached("SELECT key, revision, text FROM articles WHERE id = ?")?
        .query_row([&record.article.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((key, revision, _)) = found.filter(|(_, _, text)| *text == article.text) else {
        return Ok(Changes::default());
    };
    let old = stored_record(change, key)?;
    let new = archived(record);
    let laid = lay_out(key, &new).map_err(Failure::Refused)?;
    let changes = {
        let (before, after) = (entries(&old), entries(&new));
        let mut changes = Changes::default();
        for (id, entry) in &after {
            match before.get(id) {
                None => changes.added.push((*id).to_owned()),
                Some(earlier) if earlier == entry => changes.same += 1,
                Some(_) => changes.altered.push((*id).to_owned()),
            }
        }
        changes.gone =
            before.keys().filter(|id| !after.contains_key(*id)).map(|id| (*id).to_owned()).collect();
        changes
    };
    if keep {
        let old_laid = lay_out(key, &old).map_err(Failure::Refused)?;
        remember_ids(change, key, revision, &old, changes.gone.iter().map(String::as_str).collect())?;
        take_out(change, key, &old, &old_laid)?;
        put(change, key, article, &new, &laid, revision)?;
    }
    Ok(changes)
}

/// Writes the article's row, its record and all that is indexed of it.
fn put(
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
    let mut term = change.prepare_cached("SELECT key FROM terms WHERE facet = ? AND value = ?")?;
    let mut new_term = change.prepare_cached("INSERT INTO terms (facet, value) VALUES (?, ?)")?;
    let mut post = change
        .prepare_cached("INSERT OR IGNORE INTO postings (term, role, record, class) VALUES (?, ?, ?, ?)")?;
    let mut last: Option<(&str, &str, i64)> = None;
    for posting in &laid.postings {
        // Postings come in the order of terms.
        let term = match last {
            Some((facet, value, term)) if (facet, value) == (posting.facet, posting.value.as_str()) => term,
            _ => match term.query_row(params![posting.facet, posting.value], |row| row.get(0)).optional()? {
                Some(term) => term,
                None => new_term.insert(params![posting.facet, posting.value])?,
            },
        };
        last = Some((posting.facet, &posting.value, term));
        post.execute([term, posting.role, posting.record, posting.class])?;
    }
    Ok(())
}

fn put_article(
    change: &Transaction<'_>,
    key: i64,
    article: &Article,
    record: &Record,
    revision: i64,
) -> rusqlite::Result<()> {
    let info = &record.article;
    let source: Option<i64> = match &info.source {
        None => None,
        Some(name) => {
            let found = change
                .prepare_cached("SELECT key FROM sources WHERE name = ?")?
                .query_row([name], |row| row.get(0))
                .optional()?;
            match found {
                Some(source) => Some(source),
                None => Some(change.prepare_cached("INSERT INTO sources (name) VALUES (?)")?.insert([name])?),
            }
        }
    };
    let reader = &record.reader;
    let lexicon = reader.lexicon.as_deref().unwrap_or_default();
    let issues = reader.issues.as_deref().unwrap_or_default();
    let run = params![reader.version, reader.model, reader.world, lexicon, issues, record.schema];
    let found = change
        .prepare_cached(
            "SELECT key FROM runs WHERE reader_version = ? AND model = ? AND world = ? AND lexicon = ?
               AND issues = ? AND schema = ?",
        )?
        .query_row(run, |row| row.get(0))
        .optional()?;
    let run: i64 = match found {
        Some(run) => run,
        None => change
            .prepare_cached(
                "INSERT INTO runs (reader_version, model, world, lexicon, issues, schema) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .insert(run)?,
    };
    let unread =
        record.diagnostics.iter().find(|remark| remark.severity == "error").map(|remark| &remark.code);
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
            ":published": info.published.map(|day| day.to_string()),
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

fn put_entries(change: &Transaction<'_>, key: i64, record: &Record, laid: &Laid) -> rusqlite::Result<()> {
    let actors: HashMap<&str, i64> = record
        .actors
        .iter()
        .enumerate()
        .map(|(number, actor)| (actor.id.as_str(), inner_key(key, number)))
        .collect();
    let actor = |member: &Participant| actors.get(member.id.as_str()).copied();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());

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
            for (number, one) in members.iter().enumerate() {
                let Citation { start, end, text } = &one.mention;
                member.execute(params![
                    statement_key,
                    role,
                    number as i64,
                    actor(one),
                    *start as i64,
                    *end as i64,
                    text
                ])?;
            }
        }
    }

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
            for (number, one) in members.iter().enumerate() {
                let Citation { start, end, text } = &one.mention;
                member.execute(params![
                    event_key,
                    role,
                    number as i64,
                    actor(one),
                    *start as i64,
                    *end as i64,
                    text
                ])?;
            }
        }
    }

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
            actor(holder),
            holder.mention.start as i64,
            holder.mention.end as i64,
            holder.mention.text,
            position.issue,
            position.stance.label(),
            text(phrase),
            start(phrase),
            end(phrase),
            target.and_then(actor),
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

/// Takes away the rows of an article's record, but not the article's own.
fn take_out(change: &Transaction<'_>, key: i64, record: &Record, laid: &Laid) -> rusqlite::Result<()> {
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

fn list(parts: &[String]) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join("; "))
}
