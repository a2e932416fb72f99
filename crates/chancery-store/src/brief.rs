//! What is counted of events and positions, many at once. Of events no words and no names, and where a party is asked for
//! no row either, for the index of parties knows it all; of positions who holds what.

use crate::kind::Kind;
use crate::load;
use crate::query::Question;
use crate::rows::class;
use crate::{Archive, Error, EventRow, Filter, Member, PositionRow, Sort};
use chancery_record::{Citation, Days, EventType, Stance, Status};
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

/// A position, as far as it is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionBrief {
    /// Its number in the archive, in the order of days.
    pub key: i64,
    /// Its id.
    pub id: String,
    /// Who holds it; where it is named is left out.
    pub holder: Member,
    /// On what.
    pub issue: String,
    /// The stance.
    pub stance: Stance,
    /// Its days, or else its article's day of publication.
    pub days: Option<Days>,
    /// The story of its article: the same number, the same story.
    pub story: i64,
}

impl Archive {
    /// The newest so many positions that a filter wants, the earliest day first. Its order and page do not apply.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn position_briefs(&self, filter: &Filter, most: usize) -> Result<Vec<PositionBrief>, Error> {
        let filter = Filter { sort: Sort::Newest, after: None, ..filter.clone() };
        self.ours((|| {
            let connection = self.connection();
            let Some(question) = Question::of(connection, Kind::Positions, &filter)? else {
                return Ok(Vec::new());
            };
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let select = format!("{} AS key", question.key);
            let newest = question.sql(&select, &format!("ORDER BY {} DESC LIMIT {most}", question.key));
            let sql = format!(
                "SELECT r.key, r.id, r.issue, r.stance, r.first_day, r.last_day, x.id, p.id, x.name, x.kind, x.country,
                   x.organisation, x.sectors, x.office
                 FROM ({newest}) k CROSS JOIN positions r ON r.key = k.key CROSS JOIN actors x ON x.key = r.holder
                 LEFT JOIN parties p ON p.key = x.party ORDER BY r.key"
            );
            let story_of = self.stories_of_copies()?;
            let mut statement = connection.prepare_cached(&sql)?;
            let briefs = statement.query_map(params_from_iter(question.values()), |row| {
                let key: i64 = row.get(0)?;
                let article = crate::key::article_of(key);
                let mention = Citation { start: 0, end: 0, text: String::new() };
                Ok(PositionBrief {
                    key,
                    id: row.get(1)?,
                    issue: row.get(2)?,
                    stance: load::label(row, 3, Stance::from_label)?,
                    days: load::days(row, 4)?.or(crate::key::day_of(key).map(Days::day)),
                    holder: load::member_of(row, 6, mention)?,
                    story: story_of.get(&article).copied().unwrap_or(article),
                })
            })?;
            briefs.collect()
        })())
    }

    /// This position, whole.
    ///
    /// # Errors
    /// The archive cannot be read, or it is no more.
    pub fn whole_position(&self, brief: &PositionBrief) -> Result<PositionRow, Error> {
        self.ours(self.is_in_time().and_then(|()| load::position_row(self.connection(), brief.key)))
    }

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
            load::event_row(self.connection(), brief.key)
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
