//! Days, months, years, weekdays, seasons, quarters and holidays: what has a place in the calendar.

use super::atom::AtomKind;
use super::expression::{Shift, Stretch};
use super::grammar::{Grammar, Match};
use super::lexicon::TimeLexicon;

impl Grammar<'_> {
    /// "March 4, 2025", "Tuesday, 4 March", "2025-03-04", "April", "last October", "July 1997".
    pub(super) fn date(&self, at: usize) -> Match<Stretch> {
        if let Some(found) = self.numeric_date(at) {
            return Some(found);
        }
        // "last Oct. 23".
        if self.is(at, "last") {
            let (end, month, day) = self.day_first(at + 1).or_else(|| self.month_first(at + 1))?;
            return Some((end, Stretch::Day { year: None, month, day, weekday: None }));
        }
        let weekday = self.weekday_name(at).filter(|(_, day)| *day < 10);
        let start = weekday.map_or(at, |(end, _)| if self.is_mark(end, &[',']) { end + 1 } else { end });
        let weekday = weekday.map(|(_, day)| day);
        let day = self.day_first(start).or_else(|| self.month_first(start));
        if let Some((end, month, day)) = day {
            let (end, year) = self.year_after(end);
            return Some((end, Stretch::Day { year, month, day, weekday }));
        }
        None
    }

    /// "4 March", "4th of March", "the 4th March".
    fn day_first(&self, at: usize) -> Option<(usize, u8, u8)> {
        let the = usize::from(self.is(at, "the"));
        let (mut end, day, suffix) = self.day_number(at + the)?;
        if the == 1 && !suffix && !self.is(end, "of") {
            return None;
        }
        if self.is(end, "of") {
            end += 1;
        }
        let (end, month) = self.month_name(self.hyphen(end).unwrap_or(end))?;
        Some((end, month, day))
    }

    /// "March 4", "March the 4th", "Mar. 4th".
    fn month_first(&self, at: usize) -> Option<(usize, u8, u8)> {
        let (end, month) = self.month_name(at)?;
        let the = usize::from(self.is(end, "the"));
        let (end, day, suffix) = self.day_number(end + the)?;
        (the == 0 || suffix).then_some((end, month, day))
    }

    /// A day of the month: "4", "4th", "fourth"; whether it is an ordinal.
    pub(super) fn day_number(&self, at: usize) -> Option<(usize, u8, bool)> {
        if let Some((value, digits)) = self.digits(at) {
            let day = u8::try_from(value).ok().filter(|day| (1..=31).contains(day) && digits <= 2)?;
            if self.joined(at + 1) && self.is(at + 1, "suffix") {
                return Some((at + 2, day, true));
            }
            return (!self.glued_after(at + 1)).then_some((at + 1, day, false));
        }
        let ordinal = self.atom(at)?.senses.ordinal?;
        Some((at + 1, ordinal, true))
    }

    /// A month's name, with the full stop of an abbreviation. "may" and "march" only as capitalised nouns or before
    /// a number.
    pub(super) fn month_name(&self, at: usize) -> Match<u8> {
        let atom = self.atom(at)?;
        let month = atom.senses.month?;
        let end = self.stop(at + 1);
        let numbered = self
            .digits(end)
            .is_some_and(|(value, digits)| !self.glued_before(end) && (digits == 4 || value <= 31));
        if atom.senses.short {
            return (self.is_capital(at) && (end > at + 1 || numbered)).then_some((end, month));
        }
        let text = self.text(at);
        let verb = text.eq_ignore_ascii_case("may") || text.eq_ignore_ascii_case("march");
        if verb && !numbered {
            use chancery_syntax::Upos;
            let names = at.checked_sub(1).is_some_and(|before| {
                self.is_any(
                    before,
                    &[
                        "in", "of", "since", "until", "by", "last", "next", "this", "early", "late", "mid",
                        "from", "through", "every",
                    ],
                ) || self.is_mark(before, &['-'])
            });
            // "the annual March for Freedom", "a March of Mothers".
            let procession = matches!(self.text(at + 1), "of" | "for" | "on")
                && at
                    .checked_sub(1)
                    .is_some_and(|n| matches!(self.upos(n), Some(Upos::Det | Upos::Adj | Upos::Propn)));
            if !self.is_capital(at) || !(names || self.upos(at) == Some(Upos::Propn)) || procession {
                return None;
            }
        }
        // "August" the man, "April Smith": a name when a capitalised word that is no weekday or time word follows
        // and the tags say name; left to the caller, who knows the names.
        self.is_capital(at).then_some((at + 1, month)).or(numbered.then_some((at + 1, month)))
    }

    /// "2025", ", 2025", "of 2025" after a month or day.
    fn year_after(&self, at: usize) -> (usize, Option<i32>) {
        let mut next = at;
        if self.is_mark(next, &[',']) || self.is(next, "of") || self.is(next, "in") {
            next += 1;
        } else if let Some(over) = self.hyphen(next) {
            next = over;
        }
        match self.digits(next) {
            Some((year, 4)) if (1000..=2999).contains(&year) && !self.glued_after(next + 1) => {
                (next + 1, Some(year as i32))
            }
            _ => (at, None),
        }
    }

    /// "2025-03-04", "2025/03/04", "3/4/2025", "04.03.2025".
    fn numeric_date(&self, at: usize) -> Match<Stretch> {
        let (first, first_digits) = self.digits(at)?;
        if self.glued_before(at) {
            return None;
        }
        let AtomKind::Mark(mark) = self.atom(at + 1)?.kind else { return None };
        let glued = (1..=4).all(|n| self.joined(at + n));
        if !glued || !"-/.".contains(mark) || !self.is_mark(at + 3, &[mark]) {
            return None;
        }
        let (second, second_digits) = self.digits(at + 2)?;
        let (third, third_digits) = self.digits(at + 4)?;
        let end = at + 5;
        // A time of day may follow: "2025-03-04T10:00" is left at its day.
        let time = self.joined(end) && self.text(end).eq_ignore_ascii_case("t");
        if self.glued_after(end) && !time {
            return None;
        }
        let (year, month, day) = match (first_digits, second_digits, third_digits) {
            (4, 1..=2, 1..=2) => (first, second, third),
            (1..=2, 1..=2, 4) if mark == '.' || first > 12 => (third, second, first),
            (1..=2, 1..=2, 4) => (third, first, second),
            _ => return None,
        };
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        ((1..=12).contains(&month) && (1..=31).contains(&day) && (1000..3000).contains(&year))
            .then_some((end, Stretch::Day { year: Some(year as i32), month, day, weekday: None }))
    }

    /// "April", "last April", "April of last year" (the month only), "April 2025", "month of May".
    pub(super) fn month(&self, at: usize) -> Match<Stretch> {
        if let Some((end, shift)) = self.shift(at)
            && let Some((end, month)) = self.month_name(end)
        {
            return Some((end, Stretch::Month { year: None, month, shift }));
        }
        let of = at + usize::from(self.is(at, "the"));
        let is_month = self.unit(of).is_some_and(|(unit, plural)| unit == super::Unit::Month && !plural);
        let start = if is_month && self.is(of + 1, "of") { of + 2 } else { at };
        let (end, month) = self.month_name(start)?;
        let (end, year) = self.year_after(end);
        // "April of last year", "April this year".
        if year.is_none() {
            let next = if self.is(end, "of") { end + 1 } else { end };
            if let Some((after, shift @ (Shift::Last | Shift::This | Shift::Next))) = self.shift(next)
                && self.unit(after).is_some_and(|(unit, plural)| unit == super::Unit::Year && !plural)
            {
                let shift = match shift {
                    Shift::Last => Shift::OfLast,
                    Shift::Next => Shift::OfNext,
                    other => other,
                };
                return Some((after + 1, Stretch::Month { year: None, month, shift }));
            }
        }
        Some((end, Stretch::Month { year, month, shift: Shift::None }))
    }

    /// A weekday's name or abbreviation.
    pub(super) fn weekday_name(&self, at: usize) -> Match<u8> {
        let atom = self.atom(at)?;
        let weekday = atom.senses.weekday?;
        if !atom.senses.short {
            return Some((at + 1, weekday));
        }
        let end = self.stop(at + 1);
        let comma = usize::from(self.is_mark(end, &[',']));
        let dated = self.month_name(end + comma).is_some() || self.day_first(end + comma).is_some();
        (self.is_capital(at) && dated).then_some((end, weekday))
    }

    /// "Friday", "last Friday", "Friday last week", "next week Wednesday", "Friday of next week".
    pub(super) fn weekday(&self, at: usize) -> Match<Stretch> {
        if let Some((end, shift)) = self.shift(at)
            && let Some((end, weekday)) = self.weekday_name(end)
            && weekday < 10
        {
            return Some((end, Stretch::Weekday { weekday, shift }));
        }
        let (end, weekday) = self.weekday_name(at).filter(|(_, weekday)| *weekday < 10)?;
        let next = if self.is(end, "of") { end + 1 } else { end };
        if let Some((after, shift @ (Shift::Last | Shift::This | Shift::Next))) = self.shift(next)
            && self.unit(after).is_some_and(|(unit, plural)| unit == super::Unit::Week && !plural)
        {
            let shift = match shift {
                Shift::Last => Shift::OfLast,
                Shift::Next => Shift::OfNext,
                _ => Shift::This,
            };
            return Some((after + 1, Stretch::Weekday { weekday, shift }));
        }
        Some((end, Stretch::Weekday { weekday, shift: Shift::None }))
    }

    /// "last fall", "the summer of 2019", "winter 2022", "this spring"; a bare season needs a preposition or "the".
    pub(super) fn season(&self, at: usize) -> Match<Stretch> {
        let (start, shift) = self.shift(at).unwrap_or((at, Shift::None));
        let the = start + usize::from(shift == Shift::None && self.is(start, "the"));
        let season = self.atom(the)?.senses.season?;
        let (end, year) = self.year_after(the + 1);
        let held = shift != Shift::None
            || year.is_some()
            || at.checked_sub(1).is_some_and(|before| {
                let clear = season == "SU" || season == "WI" || self.is_capital(the);
                let held = self.is_any(
                    before,
                    &["in", "during", "by", "since", "until", "early", "late", "mid", "of", "through"],
                );
                held && (clear || the > start)
            });
        held.then_some((end, Stretch::Season { season, year, shift }))
    }

    /// "Q3", "Q3 2020", "the third quarter of 2020", "last quarter" is a unit; "the first half of 2020".
    pub(super) fn quarter(&self, at: usize) -> Match<Stretch> {
        if self.text(at).eq_ignore_ascii_case("q")
            && self.joined(at + 1)
            && let Some((quarter @ 1..=4, 1)) = self.digits(at + 1)
        {
            let (end, year) = self.year_after(at + 2);
            return Some((end, Stretch::Quarter { quarter: quarter as u8, year, shift: Shift::None }));
        }
        let the = at + usize::from(self.is(at, "the"));
        let ordinal = self.atom(the)?.senses.ordinal.filter(|ordinal| (1..=4).contains(ordinal))?;
        let next = self.hyphen(the + 1).unwrap_or(the + 1);
        if self.unit(next).is_some_and(|(unit, plural)| unit == super::Unit::Quarter && !plural) {
            let (end, year, shift) = self.of_year(next + 1);
            return Some((end, Stretch::Quarter { quarter: ordinal, year, shift }));
        }
        if self.is(next, "half") && ordinal <= 2 {
            let (end, year, shift) = self.of_year(next + 1);
            let dated = year.is_some() || shift != Shift::None;
            return dated.then_some((end, Stretch::Half { half: ordinal, year, shift }));
        }
        None
    }

    /// "of 2020", "of last year", "of the year" after a quarter.
    fn of_year(&self, at: usize) -> (usize, Option<i32>, Shift) {
        if let (end, Some(year)) = self.year_after(at) {
            return (end, Some(year), Shift::None);
        }
        let next = if self.is(at, "of") { at + 1 } else { at };
        let year = |at: usize| self.unit(at).is_some_and(|(unit, _)| unit == super::Unit::Year);
        if let Some((end, shift)) = self.shift(next)
            && year(end)
        {
            return (end + 1, None, shift);
        }
        if self.is(next, "the") && year(next + 1) && next > at {
            return (next + 2, None, Shift::This);
        }
        (at, None, Shift::None)
    }

    /// "Christmas", "last Thanksgiving", "Easter Sunday 2019".
    pub(super) fn holiday(&self, at: usize) -> Match<Stretch> {
        let (start, shift) = self.shift(at).unwrap_or((at, Shift::None));
        let AtomKind::Word { capital, holiday: longest } = self.atom(start)?.kind else { return None };
        if longest == 0 || !capital {
            return None;
        }
        let lexicon = TimeLexicon::embedded();
        let mut name = String::new();
        let mut best = None;
        let mut words = 0u8;
        let mut end = start;
        while words < longest {
            let Some(atom) = self.atom(end) else { break };
            match atom.kind {
                AtomKind::Word { .. } => {
                    if !name.is_empty() {
                        name.push(' ');
                    }
                    name.extend(self.text(end).chars().flat_map(char::to_lowercase));
                    words += 1;
                    end += 1;
                    if let Some(found) = lexicon.holiday(&name) {
                        best = Some((end, found));
                    }
                }
                AtomKind::Mark('\'' | '’' | '.') if !atom.gap => end += 1,
                _ => break,
            }
        }
        let (end, holiday) = best?;
        let (end, year) = self.year_after(end);
        let holiday = Stretch::Holiday { holiday, year, shift };
        // "Easter week".
        if self.unit(end) == Some((super::Unit::Week, false)) {
            return Some((end + 1, Stretch::WeekOf(Box::new(holiday))));
        }
        Some((end, holiday))
    }
}
