//! What a ledger counts of events, many at once: no words, no names, and where a party is asked for no row of the event
//! either, for the index of parties knows it all.

use crate::query::{Kind, Question};
use crate::rows::class;
use crate::{Archive, Error, EventRow, Filter, Sort};
use chancery_record::{EventType, Status};
use jiff::civil::Date;
use rusqlite::params_from_iter;
use rusqlite::types::ValueRef;
use std::collections::HashMap;

/// An event, as far as it is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EventBrief {
    /// Its number in the archive, in the order of days.
    pub key: i64,
    /// The first of its days, or else its article's day of publication.
    pub day: Option<Date>,
    /// Its type.
    pub event_type: EventType,
    /// Its status.
    pub status: Status,
    /// Whether it is known only from what somebody said.
    pub is_claim: bool,
    /// Its intensity, to a tenth.
    pub intensity: f64,
    /// The story of its article: the same number, the same story.
    pub story: i64,
    /// Whether its article is the first of the story.
    pub is_first: bool,
}

impl Archive {
    /// The newest so many events that a filter wants, the earliest day first. Its order and page do not apply.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn event_briefs(&self, filter: &Filter, most: usize) -> Result<Vec<EventBrief>, Error> {
        let filter = Filter { sort: Sort::Newest, after: None, ..filter.clone() };
        self.ours((|| {
            let connection = self.connection();
            let Some(mut question) = Question::of(connection, Kind::Events, &filter)? else {
                return Ok(Vec::new());
            };
            let columns = match question.class {
                Some(class) => class,
                None => {
                    question.with_row();
                    "r.type, r.status, r.reported_by IS NOT NULL, r.intensity"
                }
            };
            // As many as an SQL limit can say.
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let select = format!("{}, {columns}", question.key);
            let sql = question.sql(&select, &format!("ORDER BY {} DESC LIMIT {most}", question.key));
            let story_of = self.stories_of_copies()?;
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(question.values()))?;
            let mut briefs = Vec::new();
            let mut day: (i64, Option<Date>) = (0, None);
            while let Some(row) = rows.next()? {
                let key: i64 = row.get(0)?;
                let told = match row.get_ref(1)? {
                    ValueRef::Integer(class) => class::told(class),
                    word => EventType::from_label(word.as_str()?)
                        .zip(Status::from_label(row.get_ref(2)?.as_str()?))
                        .map(|(event_type, status)| {
                            Ok::<_, rusqlite::Error>((event_type, status, row.get(3)?, row.get(4)?))
                        })
                        .transpose()?,
                };
                let Some((event_type, status, is_claim, intensity)) = told else { continue };
                let number = crate::key::day_number_of(key);
                if day.0 != number {
                    day = (number, crate::key::day_of(key));
                }
                let article = crate::key::article_of(key);
                let story = story_of.get(&article).copied().unwrap_or(article);
                let is_first = story == article;
                let day = day.1;
                briefs.push(EventBrief {
                    key,
                    day,
                    event_type,
                    status,
                    is_claim,
                    intensity,
                    story,
                    is_first,
                });
            }
            briefs.reverse();
            Ok(briefs)
        })())
    }

    /// The ids of these events.
    ///
    /// # Errors
    /// The archive cannot be read, or one of them is no more.
    pub fn event_ids(&self, briefs: &[EventBrief]) -> Result<Vec<String>, Error> {
        self.ours((|| {
            let mut ids = self.connection().prepare_cached("SELECT id FROM events WHERE key = ?")?;
            briefs.iter().map(|brief| ids.query_row([brief.key], |row| row.get(0))).collect()
        })())
    }

    /// These events, whole.
    ///
    /// # Errors
    /// The archive cannot be read, or one of them is no more.
    pub fn whole_events<'a>(
        &self,
        briefs: impl IntoIterator<Item = &'a EventBrief>,
    ) -> Result<Vec<EventRow>, Error> {
        let whole = |brief: &EventBrief| {
            self.is_in_time()?;
            crate::load::event_row(self.connection(), brief.key)
        };
        self.ours(briefs.into_iter().map(whole).collect())
    }

    /// The story of each article that is a copy; every other is its own.
    fn stories_of_copies(&self) -> rusqlite::Result<HashMap<i64, i64>> {
        let mut copies =
            self.connection().prepare_cached("SELECT key, story FROM articles WHERE story != key")?;
        let rows = copies.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    }
}
