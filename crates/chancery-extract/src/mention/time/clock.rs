//! Times of day: "6:30 p.m.", "14:30 GMT", "noon", "Monday night", "4 in the morning", "the next morning".

use super::expression::{Clock, Expression, Part, Shift, Stretch, Unit};
use super::grammar::{Grammar, Match};

impl Grammar<'_> {
    /// A time of day with the day that stands beside it.
    pub(super) fn timed(&self, at: usize) -> Match<Expression> {
        if let Some((end, clock)) = self.clock(at) {
            // "9 a.m. Tuesday", "10 a.m. on March 4", "6 p.m., Friday".
            let comma = usize::from(self.is_mark(end, &[',']));
            if let Some((after, day)) = self.day(end + comma) {
                return Some((after, Expression::Clock(clock, Some(Box::new(day)))));
            }
            if self.is(end, "on")
                && let Some((_, day)) = self.day(end + 1)
            {
                return Some((end, Expression::Clock(clock, Some(Box::new(day)))));
            }
            return Some((end, Expression::Clock(clock, None)));
        }
        self.part(at)
    }

    /// A single day.
    fn day(&self, at: usize) -> Match<Stretch> {
        self.stretch(at).filter(|(_, stretch)| {
            matches!(
                stretch,
                Stretch::Day { .. } | Stretch::Weekday { .. } | Stretch::Days(_) | Stretch::DayOfMonth { .. }
            ) || matches!(stretch, Stretch::Unit { unit: Unit::Day, .. })
        })
    }

    /// "Monday night", "last night", "this morning", "the night of March 4", "the next morning", "tonight".
    fn part(&self, at: usize) -> Match<Expression> {
        if self.is(at, "tonight") {
            return Some((at + 1, Expression::Part(Part::Night, Some(Box::new(Stretch::Days(0))))));
        }
        let with = |end, part, day| Some((end, Expression::Part(part, Some(Box::new(day)))));
        let early = usize::from(self.is_any(at, &["early", "late"]));
        if let Some((end, day)) = self.day(at + early) {
            let start = if self.is_any(end, &["early", "late"]) { end + 1 } else { end };
            if let Some((end, part)) = self.part_name(start) {
                return with(end, part, day);
            }
        }
        if let Some((end, shift)) = self.shift(at + early)
            && let Some((end, part)) = self.part_name(self.early(end))
        {
            let day = match shift {
                Shift::Last => Stretch::Days(-1),
                Shift::This => Stretch::Days(0),
                Shift::Same => Stretch::Unit { unit: Unit::Day, shift: Shift::Same },
                Shift::Next | Shift::Following => Stretch::Unit { unit: Unit::Day, shift: Shift::Following },
                Shift::Previous => Stretch::Unit { unit: Unit::Day, shift: Shift::Previous },
                Shift::None | Shift::OfLast | Shift::OfNext => return None,
            };
            return with(end, part, day);
        }
        // "the night of March 4", "in the early hours of Thursday".
        if self.is(at, "the") {
            let start = self.early(at + 1);
            let hours = self.unit(start) == Some((Unit::Hour, true)) && start > at + 1;
            let (end, part) = if hours { (start + 1, Part::Morning) } else { self.part_name(start)? };
            if self.is_any(end, &["of", "on"])
                && let Some((end, day)) = self.day(end + 1)
            {
                return with(end, part, day);
            }
            // "the night before", "the morning after".
            if self.is(end, "before") {
                let closed = self.atom(end + 1).is_none() || self.is_mark(end + 1, &['.', ',']);
                return closed.then_some(()).and_then(|()| {
                    with(end + 1, part, Stretch::Unit { unit: Unit::Day, shift: Shift::Previous })
                });
            }
            let held =
                at.checked_sub(1).is_some_and(|before| self.is_any(before, &["in", "during", "by", "until"]));
            if held && !hours {
                return Some((end, Expression::Part(part, None)));
            }
        }
        None
    }

    fn early(&self, at: usize) -> usize {
        if self.is_any(at, &["early", "late"]) { at + 1 } else { at }
    }

    fn part_name(&self, at: usize) -> Match<Part> {
        let part = self.atom(at)?.senses.part?;
        Some((at + 1, part))
    }

    /// "6:30 p.m.", "9 a.m. EST", "14:30", "1430 GMT", "nine o'clock", "noon", "4 in the morning".
    fn clock(&self, at: usize) -> Match<Clock> {
        if let Some(hour) = self.atom(at)?.senses.clock {
            return Some((at + 1, Clock { hour, minute: Some(0), second: None, certain: true }));
        }
        let (mut end, mut clock, digits) = self.hours(at)?;
        let bare = clock.minute.is_none();
        let mut shown = false;
        if let Some((after, afternoon)) = self.meridiem(end) {
            if clock.hour > 12 || (clock.hour == 0 && bare) {
                return None;
            }
            clock.hour = clock.hour % 12 + if afternoon { 12 } else { 0 };
            clock.certain = true;
            shown = true;
            end = after;
        } else if self.is_oclock(end) {
            shown = true;
            end += 3;
        }
        // "4 in the morning", "nine o'clock at night".
        let day_part = if self.is(end, "in") && self.is(end + 1, "the") {
            self.part_name(end + 2)
        } else if self.is(end, "at") {
            self.part_name(end + 1).filter(|(_, part)| *part == Part::Night)
        } else {
            None
        };
        if let Some((after, part)) = day_part
            && !clock.certain
            && (1..=12).contains(&clock.hour)
            && (!bare || digits <= 2)
        {
            let late = match part {
                Part::Morning => false,
                Part::Night => clock.hour >= 6 && clock.hour < 12,
                _ => true,
            };
            clock.hour = clock.hour % 12 + if late { 12 } else { 0 };
            clock.certain = true;
            shown = true;
            end = after;
        }
        if self.is(end, "several") || self.unit(end).is_some() {
            return None;
        }
        if let Some((after, local)) = self.zone(end) {
            // "1430 GMT": four digits are a time only before a zone.
            shown |= !local || !bare;
            end = after;
        } else if digits == 4 && bare {
            return None;
        }
        if bare && digits == 4 && !clock.certain && !shown {
            return None;
        }
        // A bare "14:30" is a time, a bare "14" is none; "2:1" is a score.
        (shown || !bare).then_some((end, clock))
    }

    /// Hours and minutes, and the digits of the first number ("1430" is split).
    fn hours(&self, at: usize) -> Option<(usize, Clock, u8)> {
        let clock = |hour: u32, minute: Option<u32>| -> Option<Clock> {
            let hour = u8::try_from(hour).ok().filter(|hour| *hour <= 24)?;
            let minute = match minute {
                Some(minute) => Some(u8::try_from(minute).ok().filter(|minute| *minute < 60)?),
                None => None,
            };
            Some(Clock { hour, minute, second: None, certain: hour > 12 || hour == 0 })
        };
        let Some((value, digits)) = self.digits(at) else {
            let hour = self.atom(at)?.senses.number.filter(|hour| (1..=12).contains(hour))?;
            return Some((at + 1, clock(hour as u32, None)?, 1));
        };
        if self.glued_before(at) {
            return None;
        }
        if digits == 4 {
            let hours = clock(value / 100, Some(value % 100))?;
            return self.zone(at + 1).map(|_| (at + 1, Clock { minute: hours.minute, ..hours }, 4));
        }
        if digits > 2 {
            return None;
        }
        let colon = self.is_mark(at + 1, &[':']) || (self.is_mark(at + 1, &['.']) && self.dotted(at));
        if colon && self.joined(at + 1) && self.joined(at + 2) {
            let (minute, 2) = self.digits(at + 2)? else { return None };
            let mut found = clock(value, Some(minute))?;
            let mut end = at + 3;
            if self.is_mark(end, &[':'])
                && self.joined(end)
                && let Some((second, 2)) = self.digits(end + 1)
            {
                found.second = u8::try_from(second).ok().filter(|second| *second < 60);
                end += 2;
            }
            return Some((end, found, digits));
        }
        Some((at + 1, clock(value, None)?, digits))
    }

    /// "6.30 p.m.": a full stop before the minutes, with the half of the day behind them.
    fn dotted(&self, at: usize) -> bool {
        self.digits(at + 2).is_some_and(|(_, digits)| digits == 2)
            && (self.meridiem(at + 3).is_some() || self.zone(at + 3).is_some())
    }

    /// "a.m." (false), "p.m." (true).
    fn meridiem(&self, at: usize) -> Match<bool> {
        let text = self.text(at);
        let afternoon = |letter: &str| match letter {
            "a" | "A" => Some(false),
            "p" | "P" => Some(true),
            _ => None,
        };
        if text.len() == 2 && text.get(1..).is_some_and(|rest| rest.eq_ignore_ascii_case("m")) {
            return Some((self.stop(at + 1).min(at + 1), afternoon(text.get(..1)?)?));
        }
        let half = afternoon(text)?;
        let stop = self.is_mark(at + 1, &['.']);
        let letter = if stop { at + 2 } else { at + 1 };
        if !stop || !self.text(letter).eq_ignore_ascii_case("m") {
            return None;
        }
        Some((self.stop(letter + 1), half))
    }

    fn is_oclock(&self, at: usize) -> bool {
        self.text(at).eq_ignore_ascii_case("o")
            && self.is_mark(at + 1, &['\'', '’'])
            && self.is(at + 2, "clock")
    }

    /// "GMT", "local time" (true), "Eastern time".
    fn zone(&self, at: usize) -> Match<bool> {
        let open = usize::from(self.is_mark(at, &['(']));
        let upper = self.text(at + open);
        if self.atom(at + open)?.senses.zone && upper.chars().all(char::is_uppercase) {
            let close = usize::from(open == 1 && self.is_mark(at + 2, &[')']));
            return (open == 0).then_some((at + 1 + close, false));
        }
        if self.is(at + 1, "time")
            && ["local", "eastern", "central", "pacific", "kyiv", "moscow"]
                .iter()
                .any(|zone| upper.eq_ignore_ascii_case(zone))
        {
            return Some((at + 2, true));
        }
        None
    }
}
