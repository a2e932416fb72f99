//! What is told from another date: "last week", "yesterday", "the next day", "two weeks ago", "the week of March 6".

use super::expression::{Base, Length, Portion, Shift, Stretch, Unit};
use super::grammar::{Grammar, Match};

impl Grammar<'_> {
    /// Any stretch of the calendar, the longest that matches.
    pub(super) fn stretch(&self, at: usize) -> Match<Stretch> {
        let mut best: Match<Stretch> = None;
        for pattern in [
            Grammar::offset,
            Grammar::date,
            Grammar::month,
            Grammar::weekday,
            Grammar::unit_stretch,
            Grammar::day_word,
            Grammar::week_of,
            Grammar::season,
            Grammar::quarter,
            Grammar::holiday,
            Grammar::decade,
            Grammar::century,
            Grammar::year,
            Grammar::lone_day,
        ] {
            if let Some((end, stretch)) = pattern(self, at)
                && best.as_ref().is_none_or(|(longest, _)| end > *longest)
            {
                best = Some((end, stretch));
            }
        }
        best
    }

    /// A stretch and which part of it: "early 2019", "mid-July", "the end of the year", "earlier this month".
    pub(super) fn portioned(&self, at: usize) -> Match<(Stretch, Portion)> {
        let the = at + usize::from(self.is(at, "the"));
        let portion = match self.atom(the).and_then(|atom| atom.senses.word) {
            Some("early") => Some(Portion::Early),
            Some("mid") => Some(Portion::Mid),
            Some("late") => Some(Portion::Late),
            Some("start") => Some(Portion::Early),
            Some("end") => Some(Portion::Late),
            Some("earlier") if the == at => Some(Portion::Earlier),
            Some("later") if the == at => Some(Portion::Later),
            _ => None,
        };
        let Some(portion) = portion else {
            return self.stretch(at).map(|(end, stretch)| (end, (stretch, Portion::Whole)));
        };
        let bounded = self.is_any(the, &["start", "end"]);
        let mut next = self.hyphen(the + 1).unwrap_or(the + 1);
        let of = self.is(next, "of");
        if of {
            next += 1;
        } else if (bounded && !self.is_any(next, &["this", "last", "next"]))
            || (self.is_mark(the + 1, &['-']) && self.hyphen(the + 1).is_none())
        {
            return None;
        } else if self.is_any(next, &["on", "in"]) && !bounded {
            next += 1;
        }
        // "the end of the year", "early in the week": of this one, or of the one before in the text.
        if self.is(next, "the")
            && (of || next > the + 1)
            && let Some((unit, false)) = self.unit(next + 1)
            && unit >= Unit::Day
        {
            // "earlier in the day": of the day just told.
            let shift = if unit == Unit::Day && !of { Shift::Same } else { Shift::This };
            return Some((next + 2, (Stretch::Unit { unit, shift }, portion)));
        }
        // "the late-November rains": the article is the noun's.
        if the > at && self.hyphen(the + 1).is_some() {
            return None;
        }
        let (end, stretch) = self.stretch(next)?;
        let relative = matches!(portion, Portion::Earlier | Portion::Later);
        let fits = match &stretch {
            Stretch::Offset { .. } => false,
            Stretch::Unit { shift, .. } => !relative || matches!(shift, Shift::This | Shift::Same),
            Stretch::Days(0) => true,
            Stretch::Days(_) => !relative,
            _ if relative => {
                matches!(
                    stretch,
                    Stretch::Weekday { .. } | Stretch::Month { .. } | Stretch::Year(_) | Stretch::Day { .. }
                ) && next > the + 1
            }
            _ => true,
        };
        fits.then_some((end, (stretch, portion)))
    }

    /// "today", "yesterday", "the day before yesterday".
    fn day_word(&self, at: usize) -> Match<Stretch> {
        let days = match self.atom(at)?.senses.word? {
            "today" => 0,
            "yesterday" => -1,
            "tomorrow" => 1,
            _ => return None,
        };
        Some((at + 1, Stretch::Days(days)))
    }

    /// "last week", "this year", "that day", "the following month", "the weekend", "the same year".
    fn unit_stretch(&self, at: usize) -> Match<Stretch> {
        if self.is(at, "the") && self.unit(at + 1) == Some((Unit::Weekend, false)) {
            return Some((at + 2, Stretch::Unit { unit: Unit::Weekend, shift: Shift::None }));
        }
        let (mut end, mut shift) = self.shift(at)?;
        // "this fiscal year", "the next full year".
        while self.is_any(end, &["fiscal", "filler"]) {
            end += 1;
        }
        let (unit, plural) = self.unit(end)?;
        if plural || unit.is_clock() || unit == Unit::Night {
            return None;
        }
        let the = self.is(at, "the");
        match shift {
            // "the last week", "the past year": see `reaching`, which takes "past".
            Shift::Last if self.is(at + usize::from(the), "past") && unit > Unit::Week => return None,
            Shift::This if the && self.is(at + 1, "current") => {}
            Shift::Following if self.is(at + 1, "next") && the && unit > Unit::Day => shift = Shift::Next,
            Shift::None => return None,
            _ => {}
        }
        Some((end + 1, Stretch::Unit { unit, shift }))
    }

    /// "two weeks ago", "a year earlier", "three days after Christmas", "a week from Friday", "the day before".
    fn offset(&self, at: usize) -> Match<Stretch> {
        let start = self.approximation(at);
        if let Some((end, quantity)) = self.quantity(start) {
            if quantity.hyphen {
                return None;
            }
            let found = self.direction(end, quantity.length)?;
            return Some(found);
        }
        // "the day before yesterday", "the day after tomorrow", "day before last Tuesday".
        let the = at + usize::from(self.is(at, "the"));
        let (unit, plural) = self.unit(the)?;
        if plural || unit.is_clock() || unit == Unit::Night {
            return None;
        }
        let sign = self.before_after(the + 1)?;
        let length = Length::whole(1, unit);
        if let Some((end, stretch)) = self.stretch(the + 2).filter(|(_, stretch)| is_point(stretch)) {
            return Some((end, Stretch::Offset { length, sign, base: Base::Stretch(Box::new(stretch)) }));
        }
        // "the day before" at the end of a clause: of the date before in the text.
        let closed =
            self.atom(the + 2).is_none() || self.is_mark(the + 2, &['.', ',', ';', '"', '”', '\'', '’']);
        (the > at && closed).then_some((the + 2, Stretch::Offset { length, sign, base: Base::Previous }))
    }

    fn before_after(&self, at: usize) -> Option<i8> {
        match self.atom(at)?.senses.word? {
            "before" => Some(-1),
            "after" => Some(1),
            _ => None,
        }
    }

    /// What makes a quantity a point: "ago", "earlier", "later", "before …", "from now".
    fn direction(&self, at: usize, length: Length) -> Match<Stretch> {
        let point = |sign, base| Stretch::Offset { length, sign, base };
        match self.atom(at)?.senses.word? {
            "ago" => Some((at + 1, point(-1, Base::Publication))),
            "earlier" => Some((at + 1, point(-1, Base::Previous))),
            "later" => Some((at + 1, point(1, Base::Previous))),
            "before" | "after" => {
                let sign = self.before_after(at)?;
                let (end, stretch) = self.stretch(at + 1).filter(|(_, stretch)| is_point(stretch))?;
                Some((end, point(sign, Base::Stretch(Box::new(stretch)))))
            }
            "from" => {
                let now = self.atom(at + 1)?.senses.reference == Some(super::expression::Reference::Present);
                if now {
                    return Some((at + 2, point(1, Base::Publication)));
                }
                let (end, stretch) = self
                    .stretch(at + 1)
                    .filter(|(_, stretch)| matches!(stretch, Stretch::Days(_) | Stretch::Weekday { .. }))?;
                Some((end, point(1, Base::Stretch(Box::new(stretch)))))
            }
            _ => None,
        }
    }

    /// "the week of March 6", "the week of the 6th".
    fn week_of(&self, at: usize) -> Match<Stretch> {
        let the = at + usize::from(self.is(at, "the"));
        if self.unit(the) != Some((Unit::Week, false)) || !self.is_any(the + 1, &["of", "start"]) {
            return None;
        }
        let (end, stretch) =
            self.date(the + 2).or_else(|| self.lone_day(the + 2)).or_else(|| self.holiday(the + 2))?;
        Some((end, Stretch::WeekOf(Box::new(stretch))))
    }

    /// "the 25th", "the 5th of next month", "Friday the 13th" (the day), after a preposition.
    fn lone_day(&self, at: usize) -> Match<Stretch> {
        if !self.is(at, "the") || self.digits(at + 1).is_none() {
            return None;
        }
        let (end, day, true) = self.day_number(at + 1)? else { return None };
        if self.is(end, "of")
            && let Some((after, shift)) = self.shift(end + 1)
            && self.unit(after) == Some((Unit::Month, false))
        {
            return Some((after + 1, Stretch::DayOfMonth { day, shift }));
        }
        let held = at.checked_sub(1).is_some_and(|before| {
            self.is_any(before, &["on", "of", "until", "by", "since", "from", "before", "after", "to"])
        });
        let closed = self.atom(end).is_none()
            || self.is_mark(end, &['.', ',', ';', ')', '?'])
            || self.is_any(end, &["and", "or", "to", "at", "in", "by"]);
        (held && closed).then_some((end, Stretch::DayOfMonth { day, shift: Shift::None }))
    }
}

/// Whether one can count from it.
fn is_point(stretch: &Stretch) -> bool {
    matches!(
        stretch,
        Stretch::Day { .. }
            | Stretch::DayOfMonth { .. }
            | Stretch::Weekday { .. }
            | Stretch::Holiday { .. }
            | Stretch::Days(_)
            | Stretch::Month { .. }
            | Stretch::Year(_)
    )
}
