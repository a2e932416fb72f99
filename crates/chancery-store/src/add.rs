//! Writing: articles with their records go in, change, and are read again, always whole.

use crate::key::MOST_ARTICLES;
use crate::packed::stored_record;
use crate::put::put;
use crate::rows::lay_out;
use crate::take::take_out;
use crate::{Error, archived, id, open};
use chancery_record::{Article, Record};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::BTreeMap;
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

    /// What is remembered of a feed, as [`set_feed_state`](Writer::set_feed_state) was given it.
    ///
    /// # Errors
    /// The archive cannot be used.
    pub fn feed_state(&self, url: &str) -> Result<Option<String>, Error> {
        let found =
            self.connection.query_row("SELECT state FROM feeds WHERE url = ?", [url], |row| row.get(0));
        found.optional().map_err(|error| Error::of(&self.path, error))
    }

    /// Remembers of a feed whatever will be needed to ask it again.
    ///
    /// # Errors
    /// As for [`add`](Writer::add).
    pub fn set_feed_state(&mut self, url: &str, state: &str) -> Result<(), Error> {
        let kept =
            self.connection.execute("INSERT OR REPLACE INTO feeds (url, state) VALUES (?, ?)", [url, state]);
        kept.map(|_| ()).map_err(|error| Error::of(&self.path, error))
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
