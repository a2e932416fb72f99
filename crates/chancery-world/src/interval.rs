//! Dates of office: days, intervals, and what an open end means.
//!
//! A row without an end says "in office as of its as-of date", never "in office today".

use jiff::civil::Date;

/// How an interval stands to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Before it began or after it ended.
    Outside,
    /// After the as-of date of an interval whose end is not known.
    Presumed,
    /// Within it.
    Within,
}

/// From when to when, as known on some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Interval {
    /// The first day; none: not known.
    pub from: Option<Date>,
    /// The last day; none: not ended as far as was known.
    pub to: Option<Date>,
    /// The day on which an open interval was known to be open; none: it stays open.
    pub as_of: Option<Date>,
}

impl Interval {
    /// How this interval stands to `day`.
    pub fn on(&self, day: Date) -> Standing {
        if self.from.is_some_and(|from| day < from) {
            return Standing::Outside;
        }
        match (self.to, self.as_of) {
            (Some(to), _) if day > to => Standing::Outside,
            (None, Some(as_of)) if day > as_of => Standing::Presumed,
            _ => Standing::Within,
        }
    }

    /// Whether two intervals share a day; the last day of one may be the first of the next.
    pub(crate) fn overlaps(&self, other: &Interval) -> bool {
        let starts_before_end = |a: &Interval, b: &Interval| match (a.from, b.to) {
            (Some(from), Some(to)) => from < to,
            _ => true,
        };
        starts_before_end(self, other) && starts_before_end(other, self)
    }
}

/// A date as written in the sources: `2025-03-04`, `2025-03` or `2025`; `last` chooses the last day of a month or year
/// instead of the first. None if there is no such day.
pub(crate) fn parse_date(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.split('-');
    let year: i16 = digits(parts.next()?, 4)?;
    let month = parts.next();
    let day = parts.next();
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (None, _) => Date::new(year, if last { 12 } else { 1 }, if last { 31 } else { 1 }).ok(),
        (Some(month), None) => {
            let first = Date::new(year, digits(month, 2)?.try_into().ok()?, 1).ok()?;
            Some(if last { first.last_of_month() } else { first })
        }
        (Some(month), Some(day)) => {
            Date::new(year, digits(month, 2)?.try_into().ok()?, digits(day, 2)?.try_into().ok()?).ok()
        }
    }
}

fn digits(text: &str, length: usize) -> Option<i16> {
    if text.len() == length && text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// A date as one number, for the store; 0 is none.
pub(crate) fn pack_date(date: Option<Date>) -> u32 {
    date.map_or(0, |date| {
        u32::try_from(date.year()).unwrap_or(0) * 10_000
            + u32::try_from(date.month()).unwrap_or(0) * 100
            + u32::try_from(date.day()).unwrap_or(0)
    })
}

pub(crate) fn unpack_date(number: u32) -> Option<Date> {
    if number == 0 {
        return None;
    }
    let year = i16::try_from(number / 10_000).ok()?;
    let month = i8::try_from(number / 100 % 100).ok()?;
    let day = i8::try_from(number % 100).ok()?;
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        parse_date(text, false).unwrap()
    }

    #[test]
    fn dates_that_do_not_exist() {
        for text in ["2025-02-30", "2025-13", "25-01-01", "2025-1-1", "", "yesterday", "2025-01-01-01"] {
            assert_eq!(parse_date(text, false), None, "{text}");
        }
        assert_eq!(parse_date("2024-02", true), Some(day("2024-02-29")));
        assert_eq!(parse_date("2024", true), Some(day("2024-12-31")));
    }

    #[test]
    fn an_open_end_is_not_today() {
        let open = Interval { from: Some(day("2021-01-01")), to: None, as_of: Some(day("2023-01-01")) };
        assert_eq!(open.on(day("2020-12-31")), Standing::Outside);
        assert_eq!(open.on(day("2022-06-01")), Standing::Within);
        assert_eq!(open.on(day("2026-01-01")), Standing::Presumed);
    }

    #[test]
    fn dates_survive_packing() {
        for text in ["1998-01-31", "2026-11-24"] {
            assert_eq!(unpack_date(pack_date(Some(day(text)))), Some(day(text)));
        }
        assert_eq!(unpack_date(pack_date(None)), None);
    }
}
