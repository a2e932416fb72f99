//! Years, decades and centuries: which four-digit numbers are years.

use super::expression::Stretch;
use super::grammar::{Grammar, Match};
use chancery_syntax::Upos;

/// Words before a year.
const BEFORE_YEAR: &[&str] = &[
    "in", "since", "by", "from", "until", "through", "before", "after", "during", "of", "early", "late",
    "mid", "around", "about", "between", "fiscal", "end", "start",
];

impl Grammar<'_> {
    /// "2025" where it is a year.
    pub(super) fn year(&self, at: usize) -> Match<Stretch> {
        if self.is(at, "fiscal") || self.unit(at) == Some((super::Unit::Year, false)) {
            let next = if self.unit(at + 1) == Some((super::Unit::Year, false)) { at + 2 } else { at + 1 };
            let (year, 4) = self.digits(next)? else { return None };
            return (1500..=2999).contains(&year).then_some((next + 1, Stretch::Year(year as i32)));
        }
        let (value, digits) = self.digits(at)?;
        let end = at + 1;
        let dashed = at > 0 && self.hyphen(at - 1).is_some() && at > 1;
        let year_before = dashed && self.digits(at - 2).is_some_and(|(year, n)| n == 4 && year < value);
        if digits != 4
            || (self.glued_before(at) && !year_before && !self.dash_word(at))
            || self.glued_after(end)
        {
            return None;
        }
        if !(1000..=2999).contains(&value) || self.is_measured(end) {
            return None;
        }
        let year = Stretch::Year(value as i32);
        let modern = (1700..=2100).contains(&value);
        let before = at.checked_sub(1);
        let preposition = before.is_some_and(|before| self.is_any(before, BEFORE_YEAR));
        let noun_follows = matches!(self.upos(end), Some(Upos::Noun | Upos::Propn))
            && self.document.token(self.atoms[end].token as usize).xpos == "NNS";
        let likely = (1900..=2050).contains(&value);
        if year_before || self.dash_word(at) {
            return modern.then_some((end, year));
        }
        if preposition {
            let counted = noun_follows
                && (!likely
                    || value % 100 == 0
                    || self.is_any(at - 1, &["around", "about", "between", "until"]));
            return (!counted).then_some((end, year));
        }
        if !modern {
            return None;
        }
        let closed = self.atom(end).is_none()
            || self.is_mark(end, &['.', ',', ';', ':', ')', '(', ']', '–', '—', '-', '?', '!', '"', '”']);
        // "(2015)", "Paris, 2015", a line of its own.
        let opened =
            before.is_none() || before.is_some_and(|before| self.is_mark(before, &['(', '[', ',', '–', '—']));
        if closed && opened {
            return Some((end, year));
        }
        // "1998 and 2000", "from 1998 to 2000", "1998 or 1999".
        if let Some(before) = before
            && (self.is_any(before, &["and", "or", "to", "until"]) || self.is_mark(before, &[',']))
            && before > 0
            && (self.digits(before - 1).is_some_and(|(year, n)| n == 4 && (1700..=2100).contains(&year))
                || (self.is(before, "to") && likely && !noun_follows))
        {
            return Some((end, year));
        }
        // "the 2015 nuclear deal", "his 1992 campaign", "a 2019 report".
        let determined = before.is_some_and(|before| {
            matches!(self.upos(before), Some(Upos::Det | Upos::Adj))
                || matches!(self.xpos(before), "POS" | "PRP$")
        });
        let modifies = matches!(self.upos(end), Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb))
            || self.hyphen(end).is_some();
        (likely && modifies && (determined || !noun_follows) && !self.is_mark(end, &['-']))
            .then_some((end, year))
    }

    /// "mid-1990", "post-1959": a word and a hyphen before the number.
    fn dash_word(&self, at: usize) -> bool {
        at > 1
            && self.hyphen(at - 1) == Some(at)
            && ["mid", "pre", "post", "early", "late"]
                .iter()
                .any(|word| self.text(at - 2).eq_ignore_ascii_case(word))
    }

    /// Whether what follows makes the number a measure: a unit, a currency, "GMT", "people".
    fn is_measured(&self, at: usize) -> bool {
        let Some(atom) = self.atom(at) else { return false };
        atom.senses.unit.is_some()
            || atom.senses.zone
            || self.is_mark(at, &['%', '°', '€', '$'])
            || self.is_any(at, &["several", "times", "more"])
            || atom.senses.number.is_some_and(|n| n >= 100)
            || self.text(at).eq_ignore_ascii_case("million")
            || self.text(at).eq_ignore_ascii_case("hours")
    }

    /// "the 1990s", "the '90s", "the early 1960s" (the decade).
    pub(super) fn decade(&self, at: usize) -> Match<Stretch> {
        let start = at + usize::from(self.is(at, "the"));
        let number = start + usize::from(self.is_mark(start, &['\'', '’', '‘']));
        let (value, digits) = self.digits(number)?;
        let mut end = number + 1;
        if self.is_mark(end, &['\'', '’']) && self.joined(end) {
            end += 1;
        }
        if !(self.joined(end) && self.text(end).eq_ignore_ascii_case("s")) || value % 10 != 0 {
            return None;
        }
        let decade = match digits {
            4 if (1000..=2999).contains(&value) => value / 10,
            2 if number > start || start > at => (if value >= 20 { 1900 + value } else { 2000 + value }) / 10,
            _ => return None,
        };
        if self.glued_before(start) {
            return None;
        }
        Some((end + 1, Stretch::Decade(decade as i32)))
    }

    /// "the 19th century", "the twentieth century", "the 21st-century".
    pub(super) fn century(&self, at: usize) -> Match<Stretch> {
        let start = at + usize::from(self.is(at, "the"));
        let (end, nth) = match self.digits(start) {
            Some((value @ 1..=30, 1..=2)) if self.joined(start + 1) && self.is(start + 1, "suffix") => {
                (start + 2, value)
            }
            Some(_) => return None,
            None => {
                // "twenty-first" is a number word and an ordinal.
                let ten = self.atom(start)?.senses.number.filter(|n| *n == 20);
                match (ten, self.hyphen(start + 1)) {
                    (Some(_), Some(next)) => (next + 1, 20 + u32::from(self.atom(next)?.senses.ordinal?)),
                    _ => (start + 1, u32::from(self.atom(start)?.senses.ordinal?)),
                }
            }
        };
        let next = self.hyphen(end).unwrap_or(end);
        (self.unit(next) == Some((super::Unit::Century, false)))
            .then_some((next + 1, Stretch::Century(nth as i32 - 1)))
    }
}
