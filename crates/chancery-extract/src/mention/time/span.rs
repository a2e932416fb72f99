//! Lengths of time, repeated times and vague ones: "two weeks", "the past year", "daily", "every Friday", "the future".

use super::atom::AtomKind;
use super::expression::{Expression, Length, Reach, Reference, Unit};
use super::grammar::{Grammar, Match};
use chancery_syntax::Upos;

impl Grammar<'_> {
    /// "two weeks", "three-day", "at least 72 hours", "years", "decades-long".
    pub(super) fn duration(&self, at: usize) -> Match<Expression> {
        let start = self.approximation(at);
        if let Some((end, quantity)) = self.quantity(start) {
            // Ages are no times: "34 years old", "a 34-year-old", "years-old".
            let next = self.hyphen(end).unwrap_or(end);
            if self.is(next, "old") || (quantity.length.unit == Unit::Second && self.is_ordinal(start)) {
                return None;
            }
            let end = if self.is(next, "long") && next > end { next + 1 } else { end };
            // "a day" is a rate after a number of things ("24 hours a day", "two barrels a day").
            if quantity.article && quantity.length.unit.is_rate() && self.is_rate(at) {
                return Some((end, Expression::Set(period(1, quantity.length.unit)?)));
            }
            let reach = match at.checked_sub(1) {
                Some(before) if self.is_any(before, &["in", "within"]) && !quantity.hyphen => Reach::In,
                _ => Reach::Free,
            };
            return Some((end, Expression::Duration(quantity.length, reach)));
        }
        // "two- to three-week" and "weeks", "years" by themselves.
        let (unit, plural) = self.unit(at)?;
        let next = self.hyphen(at + 1).unwrap_or(at + 1);
        if self.is(next, "old") {
            return None;
        }
        let length = Length { thousandths: None, unit };
        if self.is(next, "long") && next > at + 1 {
            let length = if plural { length } else { Length::whole(1, unit) };
            return Some((next + 1, Expression::Duration(length, Reach::Free)));
        }
        let counted = at.checked_sub(1).is_some_and(|before| {
            self.digits(before).is_some()
                || matches!(self.upos(before), Some(Upos::Num))
                || self.hyphen(before).is_some()
        });
        if !plural || counted || matches!(unit, Unit::Second | Unit::Night | Unit::Weekend | Unit::Quarter) {
            return None;
        }
        Some((at + 1, Expression::Duration(length, Reach::Free)))
    }

    fn is_ordinal(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|atom| atom.senses.ordinal.is_some())
    }

    /// Whether "a day" at this place says how often: a noun, a number word or "once", "twice" stands before it.
    fn is_rate(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        if self.is_any(before, &["once", "times"]) {
            return true;
        }
        let counted = at.checked_sub(2).is_some_and(|n| {
            self.digits(n).is_some() || self.atom(n).is_some_and(|atom| atom.senses.number.is_some())
        });
        matches!(self.atoms[before].kind, AtomKind::Word { .. } | AtomKind::Number { .. })
            && matches!(self.upos(before), Some(Upos::Noun | Upos::Num))
            && (counted || self.digits(before).is_some())
    }

    /// "the past two months", "last five years", "the next few days", "coming weeks", "recent years", "past decade".
    pub(super) fn reaching(&self, at: usize) -> Match<Expression> {
        // "over the past year": "over" is the preposition here.
        let rough = self.is_any(at, &["at", "nearly", "more", "less"]);
        let start = if rough { self.approximation(at) } else { at };
        let the = start + usize::from(self.is_any(start, &["the", "these", "those"]));
        let reach = match self.atom(the)?.senses.word? {
            "past" | "last" | "previous" | "recent" => Reach::Back,
            "next" | "coming" | "following" => Reach::On,
            "these" if self.unit(the + 1) == Some((Unit::Day, true)) => {
                return Some((the + 2, Expression::Reference(Reference::Present)));
            }
            "this" if self.unit(the + 1) == Some((Unit::Day, true)) => {
                return Some((the + 2, Expression::Reference(Reference::Present)));
            }
            _ => return None,
        };
        let word = self.atom(the)?.senses.word?;
        let mut next = the + 1;
        if self.is_any(next, &["last", "past", "several", "filler"]) && word != "last" {
            next += usize::from(!self.is(next, "several"));
        }
        if let Some((end, quantity)) = self.quantity(next).filter(|(_, quantity)| !quantity.article) {
            if quantity.length.unit == Unit::Second && quantity.hyphen {
                return None;
            }
            return Some((end, Expression::Duration(quantity.length, reach)));
        }
        let (unit, plural) = self.unit(next)?;
        if plural {
            return Some((next + 1, Expression::Duration(Length { thousandths: None, unit }, reach)));
        }
        // "the past year" is a length, "last year" a year; "the past week" is told from "last week" by "past".
        let long = matches!(unit, Unit::Decade | Unit::Century | Unit::Hour | Unit::Minute);
        ((word == "past" && unit >= Unit::Week) || (long && word != "recent"))
            .then_some((next + 1, Expression::Duration(Length::whole(1, unit), reach)))
    }

    /// "daily", "every day", "each Friday", "every two years", "twice a month", "per year", "Mondays".
    pub(super) fn set(&self, at: usize) -> Match<Expression> {
        if let Some(value) = self.atom(at)?.senses.set {
            // A newspaper's name, not a time: "the Daily Example".
            let name = self.is_capital(at)
                && (self.is_capital(at + 1) || (at > 0 && self.upos(at) == Some(Upos::Propn)));
            return (!name).then(|| (at + 1, Expression::Set(value.to_string())));
        }
        if let Some((end, weekday)) = self.weekday_name(at)
            && weekday > 10
        {
            return Some((end, Expression::Set(format!("XXXX-WXX-{}", weekday - 10))));
        }
        let often =
            self.is(at, "once") || (self.is(at + 1, "times") && self.exact_before_times(at).is_some());
        if often {
            let next = if self.is(at, "once") { at + 1 } else { at + 2 };
            if self.is_any(next, &["a", "per", "every"])
                && let Some((unit, false)) = self.unit(next + 1)
            {
                return Some((next + 2, Expression::Set(period(1, unit)?)));
            }
            return None;
        }
        if self.is(at, "per") {
            let (unit, false) = self.unit(at + 1)? else { return None };
            return (unit.is_rate()).then_some((at + 2, Expression::Set(period(1, unit)?)));
        }
        if !self.is(at, "every") {
            return None;
        }
        let next = if self.is(at + 1, "other") { at + 2 } else { at + 1 };
        let count = if next > at + 1 { 2 } else { 1 };
        if let Some((end, weekday)) = self.weekday_name(next) {
            return Some((end, Expression::Set(format!("XXXX-WXX-{}", weekday % 10))));
        }
        if let Some((end, quantity)) = self.quantity(next).filter(|(_, quantity)| !quantity.article) {
            return Some((end, Expression::Set(period(quantity.length.count()?, quantity.length.unit)?)));
        }
        if let Some((end, month)) = self.month_name(next) {
            return Some((end, Expression::Set(format!("XXXX-{month:02}"))));
        }
        if let Some(season) = self.atom(next)?.senses.season {
            return Some((next + 1, Expression::Set(format!("XXXX-{season}"))));
        }
        if let Some((unit, false)) = self.unit(next) {
            return Some((next + 1, Expression::Set(period(count, unit)?)));
        }
        let part = self.atom(next)?.senses.part?;
        Some((next + 1, Expression::Set(format!("XXXX-XX-XXT{}", part.code()))))
    }

    fn exact_before_times(&self, at: usize) -> Option<u64> {
        self.count(at)
            .filter(|(end, count)| *end == at + 1 && !count.article)
            .and_then(|(_, count)| count.thousandths)
    }

    /// "now", "recently", "the future", "at the moment", "the past".
    pub(super) fn reference(&self, at: usize) -> Match<Expression> {
        if let Some(reference) = self.atom(at)?.senses.reference {
            // "as soon as Tuesday".
            if reference == Reference::Future
                && at.checked_sub(1).is_some_and(|before| self.text(before) == "as")
            {
                return None;
            }
            return Some((at + 1, Expression::Reference(reference)));
        }
        let the = at + usize::from(self.is(at, "the"));
        let text = self.text(the);
        let noun = self.upos(the) == Some(Upos::Noun);
        if text == "future" && noun {
            return Some((the + 1, Expression::Reference(Reference::Future)));
        }
        let held =
            the > at && at.checked_sub(1).is_some_and(|before| self.is_any(before, &["in", "of", "from"]));
        let closed = !self.is_any(the + 1, &["several", "few", "couple"])
            && self.unit(the + 1).is_none()
            && self.digits(the + 1).is_none()
            && !matches!(self.upos(the + 1), Some(Upos::Noun | Upos::Num | Upos::Adj));
        if self.is(the, "past") && held && closed {
            return Some((the + 1, Expression::Reference(Reference::Past)));
        }
        None
    }
}

impl Unit {
    /// Whether "a …" says how often.
    fn is_rate(self) -> bool {
        matches!(self, Unit::Hour | Unit::Minute | Unit::Day | Unit::Week | Unit::Month | Unit::Year)
    }
}

/// TIMEX3 value of a period of some units.
fn period(count: u64, unit: Unit) -> Option<String> {
    let length = Length::whole(count, unit);
    Some(length.value())
}
