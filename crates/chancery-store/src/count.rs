//! How many: records by stretches of time and by class (type of event, act of statement, stance of position).

use crate::kind::Kind;
use crate::query::Question;
use crate::rows::class;
use crate::{Archive, Error, Filter};
use jiff::ToSpan;
use jiff::civil::Date;
use rusqlite::params_from_iter;
use std::collections::BTreeMap;

/// A stretch of time that is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Days.
    Day,
    /// Weeks, from Monday.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// How many records of one class fall into one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The first day of the period; `None` for records of no known day.
    pub from: Option<Date>,
    /// `ASSAULT`, `deny`, `support`.
    pub class: &'static str,
    /// How many.
    pub n: usize,
}

impl Archive {
    /// Events by period and type, in order; `limit`, `after` and `sort` of the filter do not apply.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn count_events(&self, filter: &Filter, by: Period) -> Result<Vec<Count>, Error> {
        self.count(Kind::Events, filter, by)
    }

    /// Statements by period and act.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn count_statements(&self, filter: &Filter, by: Period) -> Result<Vec<Count>, Error> {
        self.count(Kind::Statements, filter, by)
    }

    /// Positions by period and stance.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn count_positions(&self, filter: &Filter, by: Period) -> Result<Vec<Count>, Error> {
        self.count(Kind::Positions, filter, by)
    }

    /// Events by period and type: those that articles tell as their own, and those only known from what somebody said.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn count_events_told(&self, filter: &Filter, by: Period) -> Result<[Vec<Count>; 2], Error> {
        self.counts(Kind::Events, filter, by, true)
    }

    fn count(&self, kind: Kind, filter: &Filter, by: Period) -> Result<Vec<Count>, Error> {
        let [counts, _] = self.counts(kind, filter, by, false)?;
        Ok(counts)
    }

    fn counts(&self, kind: Kind, filter: &Filter, by: Period, apart: bool) -> Result<[Vec<Count>; 2], Error> {
        let (column, classes) = kind.class();
        let mut counts: [BTreeMap<(Option<Date>, usize), usize>; 2] = Default::default();
        self.ours((|| {
            let Some(mut question) = Question::of(self.connection(), kind, filter)? else { return Ok(()) };
            let sql = match question.class {
                // The index has all that is asked for, and is read faster than it is sorted.
                Some(class) => {
                    let (class, claim) = (class::type_of(class), class::claim_of(class));
                    question.sql(&format!("{}, {class}, {claim}, 1", question.key), "")
                }
                None => {
                    question.with_row();
                    let claim = if apart { "r.reported_by IS NOT NULL" } else { "0" };
                    // The day is the beginning of the key; days of one period follow each other.
                    let select = format!("({} >> 41) << 41, r.{column}, {claim}, count(*)", question.key);
                    question.sql(&select, "GROUP BY 1, 2, 3")
                }
            };
            let mut statement = self.connection().prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(question.values().iter()))?;
            let mut last: Option<(i64, Option<Date>)> = None;
            while let Some(row) = rows.next()? {
                let class = match row.get_ref(1)? {
                    rusqlite::types::ValueRef::Integer(number) => usize::try_from(number).ok(),
                    word => classes.iter().position(|class| word.as_str().is_ok_and(|word| word == *class)),
                };
                let Some(class) = class.filter(|class| *class < classes.len()) else { continue };
                let key = row.get::<_, i64>(0)?;
                let from = match last {
                    Some((day, from)) if day == key >> 41 => from,
                    _ => crate::key::day_of(key).map(|day| start(day, by)),
                };
                last = Some((key >> 41, from));
                let claimed = apart && row.get::<_, i64>(2)? != 0;
                *counts[usize::from(claimed)].entry((from, class)).or_default() +=
                    row.get::<_, i64>(3)? as usize;
            }
            Ok(())
        })())?;
        Ok(counts.map(|counts| {
            counts.into_iter().map(|((from, class), n)| Count { from, class: classes[class], n }).collect()
        }))
    }
}

/// The first day of the period that a day is in.
fn start(day: Date, by: Period) -> Date {
    match by {
        Period::Day => day,
        Period::Week => {
            let past = i64::from(day.weekday().to_monday_zero_offset());
            day.checked_sub(past.days()).unwrap_or(day)
        }
        Period::Month => day.first_of_month(),
        Period::Year => day.first_of_year(),
    }
}
