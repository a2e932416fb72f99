//! Asking: pages of records by a filter, one record, one article, whole records one after the other.

use crate::add::fingerprint;
use crate::kind::Kind;
use crate::load::{article_row, event_row, party_row, position_row, size, statement_row, stored, story_row};
use crate::packed::stored_record;
use crate::query::Question;
use crate::row::{ArticleRow, EventRow, PartyRow, PositionRow, StatementRow, StoryRow};
use crate::{Cursor, Error, Filter, Page, Sort, open};
use chancery_record::{Article, Reader, Record};
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// An archive opened for questions. Nothing that is done with it changes the file.
#[derive(Debug)]
pub struct Archive {
    connection: Connection,
    path: PathBuf,
    /// When whatever is being asked must be at an end.
    end: Cell<Option<Instant>>,
}

/// How much an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Articles.
    pub articles: usize,
    /// Statements.
    pub statements: usize,
    /// Events.
    pub events: usize,
    /// Positions.
    pub positions: usize,
    /// Articles that are copies of an earlier one.
    pub copies: usize,
}

/// A stored article.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its heading.
    pub heading: ArticleRow,
    /// The article as it came in; its id is the archive's.
    pub article: Article,
    /// What was read from it, ids as in the archive.
    pub record: Record,
}

/// What an id stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A statement.
    Statement(Box<StatementRow>),
    /// An event.
    Event(Box<EventRow>),
    /// A position.
    Position(Box<PositionRow>),
    /// An actor of one article.
    Actor {
        /// The article.
        article: Box<ArticleRow>,
        /// The actor with its mentions.
        actor: Box<chancery_record::Actor>,
    },
    /// A person or body across articles.
    Party(Box<PartyRow>),
    /// An article.
    Article(Box<ArticleRow>),
    /// A story.
    Story(Box<StoryRow>),
    /// A record that was here before its article changed or was read again.
    Former {
        /// The article.
        article: Box<ArticleRow>,
        /// The revision of the article that it was read from.
        revision: u32,
        /// The record as it was, as JSON.
        entry: String,
    },
}

type Answer<T> = Result<T, Error>;

impl Archive {
    /// Opens an archive.
    ///
    /// # Errors
    /// There is none, or it is something else, damaged, or of another form.
    pub fn open(path: &Path) -> Answer<Archive> {
        Ok(Archive { connection: open::for_reading(path)?, path: path.to_path_buf(), end: Cell::new(None) })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn end(&self) -> Option<Instant> {
        self.end.get()
    }

    pub(crate) fn ends_at(&self, end: Option<Instant>) {
        self.end.set(end);
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(crate) fn ours<T>(&self, result: rusqlite::Result<T>) -> Answer<T> {
        result.map_err(|error| Error::of(&self.path, error))
    }

    /// Asks several things of the archive as it is at one moment, whatever others add meanwhile.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn at_once<T>(&self, questions: impl FnOnce(&Archive) -> T) -> Answer<T> {
        // Where one is asked within another the moment is that of the outer one.
        if !self.connection.is_autocommit() {
            return Ok(questions(self));
        }
        let moment = self.ours(self.connection.unchecked_transaction())?;
        let answers = questions(self);
        self.ours(moment.finish())?;
        Ok(answers)
    }

    /// Whether the archive holds this very content: adding it would change nothing.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn has(&self, article: &Article) -> Answer<bool> {
        self.ours((|| {
            let mut known =
                self.connection.prepare_cached("SELECT 1 FROM fingerprints WHERE fingerprint = ?")?;
            known.exists([fingerprint(article)])
        })())
    }

    /// How much there is.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn totals(&self) -> Answer<Totals> {
        let sql = "SELECT coalesce(sum(articles), 0), coalesce(sum(statements), 0), coalesce(sum(events), 0),
                     coalesce(sum(positions), 0), coalesce(sum(copies), 0) FROM source_sums";
        self.ours(self.connection.query_row(sql, [], |row| {
            Ok(Totals {
                articles: size(row, 0)?,
                statements: size(row, 1)?,
                events: size(row, 2)?,
                positions: size(row, 3)?,
                copies: size(row, 4)?,
            })
        }))
    }

    /// Whether anybody is found by this code or name.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn knows(&self, who: &str) -> Answer<bool> {
        let terms = crate::party::terms(&self.connection, &[who.to_owned()]);
        self.ours(terms.map(|terms| !terms.is_empty()))
    }

    /// Statements. `actors` are the speakers, `recipients` the addressees.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn statements(&self, filter: &Filter) -> Answer<Page<StatementRow>> {
        self.page(Kind::Statements, filter, statement_row)
    }

    /// Events.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn events(&self, filter: &Filter) -> Answer<Page<EventRow>> {
        self.page(Kind::Events, filter, event_row)
    }

    /// Positions. `actors` are the holders, `recipients` those of whom something is wanted.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn positions(&self, filter: &Filter) -> Answer<Page<PositionRow>> {
        self.page(Kind::Positions, filter, position_row)
    }

    fn page<T>(
        &self,
        kind: Kind,
        filter: &Filter,
        row: impl Fn(&Connection, i64) -> rusqlite::Result<T>,
    ) -> Answer<Page<T>> {
        self.ours((|| {
            let keys = match Question::of(&self.connection, kind, filter)? {
                Some(question) => question.keys(&self.connection, filter)?,
                None => Vec::new(),
            };
            let places: Vec<Cursor> = keys.into_iter().map(|key| Cursor { rank: key >> 41, key }).collect();
            self.cut(&places, filter, row)
        })())
    }

    /// The rows of a page, and where the next begins, from one place more than the page holds.
    pub(crate) fn cut<T>(
        &self,
        places: &[Cursor],
        filter: &Filter,
        row: impl Fn(&Connection, i64) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Page<T>> {
        let shown = &places[..places.len().min(filter.limit)];
        let next = shown.last().filter(|_| places.len() > shown.len()).copied();
        let rows = shown.iter().map(|place| row(&self.connection, place.key)).collect::<Result<_, _>>()?;
        Ok(Page { rows, next })
    }

    /// The articles of a story, in the order in which they were added.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn story_articles(&self, story: &str) -> Answer<Vec<ArticleRow>> {
        self.ours((|| {
            let mut statement = self.connection.prepare_cached(
                "SELECT a.key FROM articles a JOIN stories t ON t.key = a.story WHERE t.id = ? ORDER BY a.key",
            )?;
            let keys = statement.query_map([story], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
            keys.into_iter().map(|key| article_row(&self.connection, key)).collect()
        })())
    }

    /// An article with its text and its whole record, by its id.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn article(&self, id: &str) -> Answer<Option<Stored>> {
        self.ours((|| {
            let mut statement = self.connection.prepare_cached("SELECT key FROM articles WHERE id = ?")?;
            let key = statement.query_row([id], |row| row.get(0)).optional()?;
            key.map(|key| stored(&self.connection, key)).transpose()
        })())
    }

    /// Every article with its record, in the order in which they were added, beginning after so many. One is in memory
    /// at a time. With `other_than` only those that another reader read.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn records(&self, other_than: Option<&Reader>) -> Answer<impl Iterator<Item = Answer<Stored>> + '_> {
        let same_run: Option<i64> = match other_than {
            None => None,
            Some(reader) => self.ours(
                self.connection
                    .query_row(
                        "SELECT key FROM runs WHERE reader_version = ? AND model = ? AND world = ? AND lexicon = ?
                         AND issues = ?",
                        params![reader.version, reader.model, reader.world, reader.lexicon.as_deref().unwrap_or_default(),
                            reader.issues.as_deref().unwrap_or_default()],
                        |row| row.get(0),
                    )
                    .optional(),
            )?,
        };
        let mut last = 0;
        Ok(std::iter::from_fn(move || {
            let next = (|| {
                let mut statement = self.connection.prepare_cached(
                    "SELECT key FROM articles WHERE key > ? AND run IS NOT ? ORDER BY key LIMIT 1",
                )?;
                let key: Option<i64> =
                    statement.query_row(params![last, same_run], |row| row.get(0)).optional()?;
                let Some(key) = key else { return Ok(None) };
                last = key;
                stored(&self.connection, key).map(Some)
            })();
            self.ours(next).transpose()
        }))
    }

    /// What an id of the archive stands for.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn find(&self, id: &str) -> Answer<Option<Found>> {
        let connection = &self.connection;
        let key_in = |table: &str| {
            let sql = format!("SELECT key FROM {table} WHERE id = ?");
            connection.prepare_cached(&sql)?.query_row([id], |row| row.get::<_, i64>(0)).optional()
        };
        self.ours((|| {
            if let Some(key) = key_in("statements")? {
                return Ok(Some(Found::Statement(Box::new(statement_row(connection, key)?))));
            }
            if let Some(key) = key_in("events")? {
                return Ok(Some(Found::Event(Box::new(event_row(connection, key)?))));
            }
            if let Some(key) = key_in("positions")? {
                return Ok(Some(Found::Position(Box::new(position_row(connection, key)?))));
            }
            if let Some(key) = key_in("articles")? {
                return Ok(Some(Found::Article(Box::new(article_row(connection, key)?))));
            }
            if let Some(key) = key_in("stories")? {
                return Ok(Some(Found::Story(Box::new(story_row(connection, key)?))));
            }
            if let Some(key) = key_in("parties")? {
                return Ok(Some(Found::Party(Box::new(party_row(connection, key)?))));
            }
            if let Some(key) = key_in("actors")? {
                let article = key >> 20;
                let record = stored_record(connection, article)?;
                let article = Box::new(article_row(connection, article)?);
                let actor = record.actors.into_iter().find(|actor| actor.id == id).map(Box::new);
                return Ok(actor.map(|actor| Found::Actor { article, actor }));
            }
            let former = connection
                .prepare_cached(
                    "SELECT article, revision, entry FROM former_ids WHERE id = ? ORDER BY revision DESC LIMIT 1",
                )?
                .query_row([id], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            let Some((article, revision, entry)) = former else { return Ok(None) };
            let article = Box::new(article_row(connection, article)?);
            Ok(Some(Found::Former { article, revision, entry }))
        })())
    }
}

pub(crate) fn direction(sort: Sort) -> (&'static str, &'static str) {
    match sort {
        Sort::Newest => ("<", "DESC"),
        Sort::Oldest => (">", "ASC"),
    }
}
