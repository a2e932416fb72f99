//! How far an expression reaches: "the past two weeks", "early March", "later this week".

use super::anchor::Anchor;
use super::outlook::Outlook;
use super::reckon::{plus_days, plus_months};
use crate::mention::time::expression::{Length, Portion, Reach, Unit};
use chancery_record::Days;
use jiff::civil::Date;

impl Anchor {
    /// The days of "the past two weeks" and "the next month".
    pub(super) fn reached(&self, length: Length, reach: Reach) -> Option<Days> {
        let published = self.published?;
        let count = i64::try_from(length.count()?).ok()?;
        let end = |sign: i64| match length.unit {
            Unit::Day | Unit::Night => plus_days(published, sign.checked_mul(count)?),
            Unit::Week => plus_days(published, count.checked_mul(7 * sign)?),
            Unit::Fortnight => plus_days(published, count.checked_mul(14 * sign)?),
            Unit::Month => plus_months(published, count.checked_mul(sign)?),
            Unit::Quarter => plus_months(published, count.checked_mul(3 * sign)?),
            Unit::Year => plus_months(published, count.checked_mul(12 * sign)?),
            Unit::Decade => plus_months(published, count.checked_mul(120 * sign)?),
            _ => None,
        };
        match reach {
            Reach::Back => Some(Days { from: end(-1)?, to: published }),
            Reach::On => Some(Days { from: published, to: end(1)? }),
            Reach::Free | Reach::In => None,
        }
    }

    /// The part of a stretch: "early", "late", "earlier this week".
    pub(super) fn portion(&self, days: Days, portion: Portion) -> Days {
        let length = days_between(days.from, days.to) + 1;
        let cut = |from: i64, to: i64| {
            let (from, to) = (plus_days(days.from, from), plus_days(days.from, to));
            from.zip(to).map_or(days, |(from, to)| Days { from, to })
        };
        match portion {
            Portion::Early if length > 1 => cut(0, length / 2 - 1),
            Portion::Late if length > 1 => cut(length / 2, length - 1),
            Portion::Mid if length > 3 => cut(length / 4, length - 1 - length / 4),
            Portion::Earlier => match self.published {
                Some(day) if days.from <= day && day <= days.to => Days { from: days.from, to: day },
                _ => days,
            },
            Portion::Later => match self.published {
                Some(day) if days.from <= day && day <= days.to && self.outlook != Outlook::Back => {
                    Days { from: day, to: days.to }
                }
                _ => days,
            },
            _ => days,
        }
    }
}

/// Days from one day to another.
pub(super) fn days_between(first: Date, second: Date) -> i64 {
    second.duration_since(first).as_hours() / 24
}
