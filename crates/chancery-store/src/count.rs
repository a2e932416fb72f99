//! How many: records by stretches of time and by class (type of event, act of statement, stance of position).

use crate::kind::Kind;
use crate::query::Question;
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

    fn count(&self, kind: Kind, filter: &Filter, by: Period) -> Result<Vec<Count>, Error> {
        let (column, classes) = kind.class();
        let mut counts: BTreeMap<(Option<Date>, usize), usize> = BTreeMap::new();
        self.ours((|| {
            let Some(mut question) = Question::of(self.connection(), kind, filter)? else { return Ok(()) };
            let class = match question.class {
                Some(class) => crate::rows::class::type_of(class),
                None => {
                    question.with_row();
                    format!("r.{column}")
                }
            };
            // The day is the beginning of the key; days of one period follow each other.
            let select = format!("({0} >> 41) << 41, {class}, count(*)", question.key);
            let sql = question.sql(&select, "GROUP BY 1, 2");
            let mut statement = self.connection().prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(question.values().iter()))?;
            while let Some(row) = rows.next()? {
                let class = match row.get_ref(1)? {
                    rusqlite::types::ValueRef::Integer(number) => usize::try_from(number).ok(),
                    word => classes.iter().position(|class| word.as_str().is_ok_and(|word| word == *class)),
                };
                let Some(class) = class.filter(|class| *class < classes.len()) else { continue };
                let from = crate::key::day_of(row.get(0)?).map(|day| start(day, by));
                *counts.entry((from, class)).or_default() += row.get::<_, i64>(2)? as usize;
            }
            Ok(())
        })())?;
        Ok(counts.into_iter().map(|((from, class), n)| Count { from, class: classes[class], n }).collect())
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
