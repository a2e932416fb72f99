//! Calendar arithmetic that the anchoring needs: Easter, weeks, months, holidays. No failure: `None` past the ends.

use crate::mention::time::lexicon::HolidayRule;
use chancery_record::Days;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The day of a year and month, if there is one.
pub(crate) fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Some days later.
pub(crate) fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The same day some months later, or the last of that month.
pub(crate) fn plus_months(date: Date, months: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_months(months).ok()?).ok()
}

/// A whole month.
pub(crate) fn month(year: i32, month: u8) -> Option<Days> {
    let from = day(year, month, 1)?;
    Some(Days { from, to: from.last_of_month() })
}

/// Some whole months from one on.
pub(crate) fn months(year: i32, first: u8, count: i64) -> Option<Days> {
    let from = day(year, first, 1)?;
    Some(Days { from, to: plus_months(from, count)?.checked_sub(1.day()).ok()? })
}

/// Whole years, first and last.
pub(crate) fn years(first: i32, last: i32) -> Option<Days> {
    Some(Days { from: day(first, 1, 1)?, to: day(last, 12, 31)? })
}

/// The ISO week of a day: its TIMEX3 value and its days.
pub(crate) fn week(date: Date) -> Option<(String, Days)> {
    let iso = date.iso_week_date();
    let from = ISOWeekDate::new(iso.year(), iso.week(), Weekday::Monday).ok()?.date();
    let value = format!("{:04}-W{:02}", iso.year(), iso.week());
    Some((value, Days { from, to: plus_days(from, 6)? }))
}

/// Saturday and Sunday of the ISO week of a day.
pub(crate) fn weekend(date: Date) -> Option<(String, Days)> {
    let (week, days) = week(date)?;
    Some((format!("{week}-WE"), Days { from: plus_days(days.from, 5)?, to: days.to }))
}

/// 1 (Monday) to 7.
pub(crate) fn weekday(date: Date) -> i64 {
    i64::from(date.weekday().to_monday_one_offset())
}

/// The day of a holiday in a year.
pub(crate) fn holiday(rule: HolidayRule, year: i32) -> Option<Date> {
    match rule {
        HolidayRule::Fixed(month, number) => day(year, month, number),
        HolidayRule::Easter(days) => plus_days(easter(year)?, i64::from(days)),
        HolidayRule::Orthodox(days) => plus_days(orthodox_easter(year)?, i64::from(days)),
        HolidayRule::Nth(month, wanted, nth, plus) => {
            let first = day(year, month, 1)?;
            let wanted = i64::from(wanted);
            let found = if nth > 0 {
                plus_days(first, (wanted - weekday(first)).rem_euclid(7) + 7 * (i64::from(nth) - 1))?
            } else {
                let last = first.last_of_month();
                plus_days(last, -(weekday(last) - wanted).rem_euclid(7))?
            };
            plus_days(found, i64::from(plus))
        }
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, g) = (b / 4, b % 4, (8 * b + 13) / 25);
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let number = (h + l - 7 * m + 33 * month + 19) % 32;
    day(year, u8::try_from(month).ok()?, u8::try_from(number).ok()?)
}

/// Easter Sunday of the Julian calendar, as a day of the Gregorian (Meeus).
fn orthodox_easter(year: i32) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let sum = d + e + 114;
    let julian = day(year, u8::try_from(sum / 31).ok()?, u8::try_from(sum % 31 + 1).ok()?)?;
    plus_days(julian, i64::from(year / 100 - year / 400 - 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_on_the_known_days() {
        for (year, month, number) in
            [(1998, 4, 12), (2000, 4, 23), (2016, 3, 27), (2024, 3, 31), (2025, 4, 20)]
        {
            assert_eq!(easter(year), day(year, month, number), "{year}");
        }
        for (year, month, number) in [(2016, 5, 1), (2023, 4, 16), (2024, 5, 5), (2025, 4, 20)] {
            assert_eq!(orthodox_easter(year), day(year, month, number), "{year}");
        }
    }

    #[test]
    fn weekdays_of_a_month_are_counted() {
        assert_eq!(holiday(HolidayRule::Nth(11, 4, 4, 0), 1999), day(1999, 11, 25));
        assert_eq!(holiday(HolidayRule::Nth(5, 1, -1, 0), 2024), day(2024, 5, 27));
        assert_eq!(holiday(HolidayRule::Nth(11, 1, 1, 1), 1998), day(1998, 11, 3));
    }

    #[test]
    fn a_day_that_does_not_exist_is_none() {
        assert_eq!(day(2025, 2, 30), None);
        assert_eq!(day(2025, 2, 29), None);
        assert!(day(2024, 2, 29).is_some());
        assert_eq!(day(99_999, 1, 1), None);
    }
}
