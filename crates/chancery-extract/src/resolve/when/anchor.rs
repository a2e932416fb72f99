//! From what an expression means to days of the calendar, seen from a day of publication and the date before.

use super::extent::days_between;
use super::outlook::Outlook;
use super::reckon::{self, plus_days, plus_months};
use crate::mention::time::expression::{
    Base, Clock, Expression, Length, Portion, Reach, Reference, Shift, Stretch, Unit,
};
use crate::mention::time::lexicon::TimeLexicon;
use chancery_record::{Days, TimeType};
use jiff::civil::Date;

/// Where an expression is seen from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Anchor {
    /// The day of publication.
    pub published: Option<Date>,
    /// The last date before it in the text.
    pub previous: Option<Days>,
    /// The last single day before it in the text.
    pub previous_day: Option<Date>,
    /// That day, where it was told just before.
    pub at_hand: Option<Date>,
    /// Whether the text looks back or ahead.
    pub outlook: Outlook,
    /// Whether the verb tells so beyond doubt.
    pub sure: bool,
}

/// An expression on the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Anchored {
    pub kind: TimeType,
    pub value: Option<String>,
    pub days: Option<Days>,
}

type Found = Option<(String, Days)>;

impl Anchor {
    /// Resolves an expression as far as it can be.
    pub(crate) fn resolve(&self, expression: &Expression) -> Anchored {
        let kind = expression.kind();
        let (kind, found) = match expression {
            // "two hours later": without a clock, only the length is known.
            Expression::On(Stretch::Offset { length, .. }, _) if length.unit.is_clock() => {
                return Anchored { kind: TimeType::Duration, value: Some(length.value()), days: None };
            }
            Expression::On(stretch, portion) => match self.vague(stretch) {
                Some(reference) => {
                    return Anchored {
                        kind: TimeType::Date,
                        value: Some(reference.value().to_string()),
                        days: None,
                    };
                }
                None => {
                    let found = self.day_at_hand(stretch, *portion).or_else(|| self.stretch(stretch));
                    (kind, found.map(|(value, days)| (value, self.portion(days, *portion))))
                }
            },
            Expression::Part(part, stretch) => (
                kind,
                self.day_of(stretch.as_deref()).map(|day| (format!("{day}T{}", part.code()), Days::day(day))),
            ),
            Expression::Clock(clock, stretch) => (
                kind,
                self.day_of(stretch.as_deref())
                    .map(|day| (format!("{day}T{}", hands(*clock)), Days::day(day))),
            ),
            Expression::Duration(length, reach) => {
                let date = *reach == Reach::In && self.outlook == Outlook::Ahead && !length.unit.is_clock();
                match self.published.filter(|_| date).and_then(|day| self.shifted(day, *length, 1)) {
                    Some(found) => (TimeType::Date, Some(found)),
                    None => {
                        return Anchored {
                            kind,
                            value: Some(length.value()),
                            days: self.reached(*length, *reach),
                        };
                    }
                }
            }
            Expression::Set(value) => return Anchored { kind, value: Some(value.clone()), days: None },
            Expression::Reference(reference) => {
                return Anchored { kind, value: Some(reference.value().to_string()), days: None };
            }
        };
        let (value, days) = found.unzip();
        Anchored { kind, value, days }
    }

    /// The single day meant by the day beside a time of day; without one, that of the text before.
    fn day_of(&self, stretch: Option<&Stretch>) -> Option<Date> {
        let days = match stretch {
            Some(stretch) => self.stretch(stretch)?.1,
            None => Days::day(self.previous_day.or(self.published)?),
        };
        (days.from == days.to).then_some(days.from)
    }

    /// "earlier in the day": of the day told just before, else of the day of publication.
    fn day_at_hand(&self, stretch: &Stretch, portion: Portion) -> Found {
        let day = Stretch::Unit { unit: Unit::Day, shift: Shift::Same };
        let said = *stretch == day && portion != Portion::Whole;
        single(self.at_hand.or(self.published).filter(|_| said)?)
    }

    /// "several years ago" is a vague time.
    fn vague(&self, stretch: &Stretch) -> Option<Reference> {
        match stretch {
            Stretch::Offset { length, sign, .. } if length.thousandths.is_none() => {
                Some(if *sign < 0 { Reference::Past } else { Reference::Future })
            }
            _ => None,
        }
    }

    /// The value and days of a stretch.
    fn stretch(&self, stretch: &Stretch) -> Found {
        match stretch {
            Stretch::Day { year, month, day, weekday } => {
                let found = match year {
                    Some(year) => reckon::day(*year, *month, *day)?,
                    None => self.dated(*month, *day, *weekday)?,
                };
                single(found)
            }
            Stretch::DayOfMonth { day, shift } => self.day_of_month(*day, *shift),
            Stretch::Month { year, month, shift } => {
                let days = self.in_year(*year, *shift, |year| reckon::month(year, *month))?;
                Some((format!("{:04}-{month:02}", days.from.year()), days))
            }
            Stretch::Year(year) => Some((format!("{year:04}"), reckon::years(*year, *year)?)),
            Stretch::Decade(decade) => {
                Some((format!("{decade:03}X"), reckon::years(decade * 10, decade * 10 + 9)?))
            }
            Stretch::Century(century) => {
                Some((format!("{century:02}"), reckon::years((century * 100).max(1), century * 100 + 99)?))
            }
            Stretch::Weekday { weekday, shift } => single(self.weekday(i64::from(*weekday), *shift)?),
            Stretch::Season { season, year, shift } => {
                let first = match *season {
                    "SP" => 3,
                    "SU" => 6,
                    "FA" => 9,
                    _ => 12,
                };
                let days = self.in_year(*year, *shift, |year| reckon::months(year, first, 3))?;
                Some((format!("{:04}-{season}", days.from.year()), days))
            }
            Stretch::Quarter { quarter, year, shift } => {
                let days = self.in_year(*year, *shift, |year| reckon::months(year, quarter * 3 - 2, 3))?;
                Some((format!("{:04}-Q{quarter}", days.from.year()), days))
            }
            Stretch::Half { half, year, shift } => {
                let days = self.in_year(*year, *shift, |year| reckon::months(year, half * 6 - 5, 6))?;
                Some((format!("{:04}-H{half}", days.from.year()), days))
            }
            Stretch::Holiday { holiday, year, shift } => {
                let rule = TimeLexicon::embedded().holiday_rule(*holiday)?;
                single(self.in_year(*year, *shift, |year| reckon::holiday(rule, year).map(Days::day))?.from)
            }
            Stretch::Unit { unit, shift } => self.unit(*unit, *shift),
            Stretch::Days(days) => single(plus_days(self.published?, i64::from(*days))?),
            Stretch::Offset { length, sign, base } => self.offset(*length, *sign, base),
            Stretch::WeekOf(stretch) => reckon::week(self.stretch(stretch)?.1.from),
        }
    }

    /// What recurs every year: in the year given, told by "last" or "next", or the nearest that the outlook allows.
    fn in_year(&self, year: Option<i32>, shift: Shift, of: impl Fn(i32) -> Option<Days>) -> Option<Days> {
        if let Some(year) = year {
            return of(year);
        }
        let published = self.published?;
        let this = i32::from(published.year());
        let latest = |before: Date| (this - 1..=this + 1).rev().filter_map(&of).find(|days| days.to < before);
        let first = |after: Date| (this - 1..=this + 2).filter_map(&of).find(|days| days.from > after);
        match shift {
            Shift::None => self.nearest(of),
            Shift::Last => latest(published),
            Shift::Next => first(published),
            Shift::This => of(this),
            Shift::OfLast => of(this - 1),
            Shift::OfNext => of(this + 1),
            Shift::Same => of(i32::from(self.previous?.from.year())),
            Shift::Following => {
                let after = self.previous?.to;
                let year = i32::from(after.year());
                (year..=year + 2).filter_map(&of).find(|days| days.from > after)
            }
            Shift::Previous => {
                let before = self.previous?.from;
                let year = i32::from(before.year());
                (year - 2..=year).rev().filter_map(&of).find(|days| days.to < before)
            }
        }
    }

    /// The occurrence of something yearly that the outlook allows; without one, the nearest.
    fn nearest(&self, of: impl Fn(i32) -> Option<Days>) -> Option<Days> {
        let published = self.published?;
        let this = i32::from(published.year());
        let reach = if self.outlook == Outlook::Unknown { 1 } else { 8 };
        let all: Vec<Days> = (this - reach..=this + reach).filter_map(of).collect();
        let back = all.iter().rev().find(|days| days.from <= published).copied();
        let ahead = all.iter().find(|days| days.to >= published).copied();
        let (Some(back), Some(ahead)) = (back, ahead) else { return back.or(ahead) };
        let behind = days_between(back.from, published);
        let before = days_between(published, ahead.from);
        // What lies most of a year off in the direction told, and near in the other, is misjudged.
        Some(match self.outlook {
            Outlook::Back if !self.sure && behind > 270 && before < 95 => ahead,
            Outlook::Back => back,
            Outlook::Ahead if before > 300 && behind < 8 => back,
            Outlook::Ahead => ahead,
            Outlook::Unknown if before * 2 < behind => ahead,
            Outlook::Unknown => back,
        })
    }

    /// A day and month without a year; a weekday beside it decides before the outlook does.
    fn dated(&self, month: u8, day: u8, weekday: Option<u8>) -> Option<Date> {
        let published = self.published?;
        let this = i32::from(published.year());
        let fits = weekday.and_then(|weekday| {
            (this - 3..=this + 3)
                .filter_map(|year| reckon::day(year, month, day))
                .filter(|date| reckon::weekday(*date) == i64::from(weekday))
                .min_by_key(|date| days_between(published, *date).abs())
        });
        fits.or_else(|| {
            self.nearest(|year| reckon::day(year, month, day).map(Days::day)).map(|days| days.from)
        })
    }

    fn weekday(&self, weekday: i64, shift: Shift) -> Option<Date> {
        let latest = |day: Date| plus_days(day, -(reckon::weekday(day) - weekday).rem_euclid(7));
        let first = |day: Date| plus_days(day, (weekday - reckon::weekday(day)).rem_euclid(7));
        if shift == Shift::Following {
            return first(plus_days(self.previous?.to, 1)?);
        }
        if shift == Shift::Previous {
            return latest(plus_days(self.previous?.from, -1)?);
        }
        if shift == Shift::Same {
            return self.previous.map(|days| days.from).filter(|day| reckon::weekday(*day) == weekday);
        }
        let published = self.published?;
        let in_week = |weeks: i64| plus_days(published, weeks * 7 + weekday - reckon::weekday(published));
        match shift {
            Shift::Last => latest(plus_days(published, -1)?),
            Shift::Next => first(plus_days(published, 1)?),
            Shift::OfLast => in_week(-1),
            Shift::OfNext => in_week(1),
            Shift::This if self.outlook != Outlook::Back => first(published),
            _ if self.outlook == Outlook::Ahead => first(published),
            _ => latest(published),
        }
    }

    fn day_of_month(&self, day: u8, shift: Shift) -> Found {
        let base = match shift {
            Shift::Same => self.previous?.from,
            _ => self.published?,
        };
        let in_month = |months: i64| {
            let first = plus_months(base.first_of_month(), months)?;
            reckon::day(i32::from(first.year()), first.month() as u8, day)
        };
        match shift {
            Shift::Last | Shift::Previous => single(in_month(-1)?),
            Shift::Next | Shift::Following => single(in_month(1)?),
            Shift::This | Shift::Same => single(in_month(0)?),
            _ => {
                let this = in_month(0);
                let found = match self.outlook {
                    Outlook::Ahead => this.filter(|day| *day >= base).or_else(|| in_month(1)),
                    _ => this.filter(|day| *day <= base).or_else(|| in_month(-1)),
                };
                single(found?)
            }
        }
    }

    /// "last week", "this year", "that day", "the weekend".
    fn unit(&self, unit: Unit, shift: Shift) -> Found {
        let (base, steps) = match shift {
            Shift::Last | Shift::OfLast => (self.published?, -1),
            Shift::This => (self.published?, 0),
            Shift::Next | Shift::OfNext => (self.published?, 1),
            Shift::Same => (self.context(unit)?, 0),
            Shift::Following => (self.context(unit).or(self.published)?, 1),
            Shift::Previous => (self.context(unit).or(self.published)?, -1),
            Shift::None => {
                // "the weekend": the one at hand, ahead or behind.
                let published = self.published?;
                let begun = reckon::weekday(published) >= 6;
                let ahead = self.outlook == Outlook::Ahead;
                (published, if begun || ahead { 0 } else { -1 })
            }
        };
        self.unit_at(base, unit, steps)
    }

    /// The date before in the text, where it is no longer than the unit.
    fn context(&self, unit: Unit) -> Option<Date> {
        match unit {
            Unit::Day | Unit::Night => self.previous_day,
            _ => self.previous.map(|days| days.from),
        }
    }

    /// The unit of time some steps from the one that a day lies in.
    fn unit_at(&self, day: Date, unit: Unit, steps: i64) -> Found {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => None,
            Unit::Day | Unit::Night => single(plus_days(day, steps)?),
            Unit::Week => reckon::week(plus_days(day, steps.checked_mul(7)?)?),
            Unit::Fortnight => reckon::week(plus_days(day, steps.checked_mul(14)?)?),
            Unit::Weekend => reckon::weekend(plus_days(day, steps.checked_mul(7)?)?),
            Unit::Month => {
                let first = plus_months(day.first_of_month(), steps)?;
                Some((first.strftime("%Y-%m").to_string(), Days { from: first, to: first.last_of_month() }))
            }
            Unit::Quarter => {
                let quarter = (i64::from(day.month()) - 1) / 3 + i64::from(day.year()).checked_mul(4)?;
                let quarter = quarter.checked_add(steps)?;
                let year = i32::try_from(quarter.div_euclid(4)).ok()?;
                let number = u8::try_from(quarter.rem_euclid(4)).ok()? + 1;
                Some((format!("{year:04}-Q{number}"), reckon::months(year, number * 3 - 2, 3)?))
            }
            Unit::Year => self.year_at(i64::from(day.year()).checked_add(steps)?),
            Unit::Decade => {
                let decade = i32::try_from(i64::from(day.year()).div_euclid(10).checked_add(steps)?).ok()?;
                self.stretch(&Stretch::Decade(decade).guarded()?)
            }
            Unit::Century => {
                let century =
                    i32::try_from(i64::from(day.year()).div_euclid(100).checked_add(steps)?).ok()?;
                self.stretch(&Stretch::Century(century).guarded()?)
            }
            Unit::Millennium => None,
        }
    }

    fn year_at(&self, year: i64) -> Found {
        self.stretch(&Stretch::Year(i32::try_from(year).ok()?).guarded()?)
    }

    /// "two weeks ago", "a year later", "three days after Christmas".
    fn offset(&self, length: Length, sign: i8, base: &Base) -> Found {
        match base {
            Base::Publication => self.shifted(self.published?, length, sign),
            Base::Previous => {
                let previous = self.previous.map(|days| days.from).or(self.published)?;
                self.shifted(previous, length, sign)
            }
            Base::Stretch(stretch) => {
                let from = self.stretch(stretch)?.1.from;
                let (value, days) = self.shifted(from, length, sign)?;
                // A week from a day is a day.
                match (length.unit, length.count()) {
                    (Unit::Week | Unit::Fortnight, Some(count)) => {
                        let weeks =
                            i64::try_from(count).ok()? * if length.unit == Unit::Fortnight { 2 } else { 1 };
                        single(plus_days(from, weeks.checked_mul(7 * i64::from(sign))?)?)
                    }
                    _ => Some((value, days)),
                }
            }
        }
    }

    /// A day moved by a length, as coarse as the length's unit.
    fn shifted(&self, day: Date, length: Length, sign: i8) -> Found {
        let sign = i64::from(sign);
        let thousandths = i64::try_from(length.thousandths?).ok()?;
        if thousandths % 1000 != 0 {
            // "a year and a half ago": in months.
            let months = match length.unit {
                Unit::Year => 12,
                Unit::Decade => 120,
                _ => return None,
            };
            let count = thousandths.checked_mul(months)? / 1000;
            return self.unit_at(day, Unit::Month, count.checked_mul(sign)?);
        }
        let count = (thousandths / 1000).checked_mul(sign)?;
        match length.unit {
            Unit::Decade => self.year_at(i64::from(day.year()).checked_add(count.checked_mul(10)?)?),
            Unit::Century => self.year_at(i64::from(day.year()).checked_add(count.checked_mul(100)?)?),
            Unit::Quarter => self.unit_at(day, Unit::Month, count.checked_mul(3)?),
            unit => self.unit_at(day, unit, count),
        }
    }
}

impl Stretch {
    /// Itself, where its numbers are within four digits.
    fn guarded(self) -> Option<Stretch> {
        let inside = match &self {
            Stretch::Year(year) => (1..=9999).contains(year),
            Stretch::Decade(decade) => (0..=999).contains(decade),
            Stretch::Century(century) => (0..=99).contains(century),
            _ => true,
        };
        inside.then_some(self)
    }
}

fn single(day: Date) -> Found {
    Some((day.to_string(), Days::day(day)))
}

/// `10:35`, `14`, `10:35:20`.
fn hands(clock: Clock) -> String {
    match (clock.minute, clock.second) {
        (Some(minute), Some(second)) => format!("{:02}:{minute:02}:{second:02}", clock.hour),
        (Some(minute), None) => format!("{:02}:{minute:02}", clock.hour),
        (None, _) => format!("{:02}:00", clock.hour),
    }
}
