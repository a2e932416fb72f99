//! What all patterns of the time grammar share: a cursor over atoms, numbers, quantities, shifts.

use super::atom::{Atom, AtomKind};
use super::expression::{Length, Shift, Unit};
use chancery_syntax::{Document, Upos};

/// The atoms of one paragraph, and the document whose tags decide between readings.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'a> {
    pub atoms: &'a [Atom],
    pub document: &'a Document,
}

/// A match from some atom up to, not including, another.
pub(super) type Match<T> = Option<(usize, T)>;

/// A number in front of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count {
    /// `None`: vague.
    pub thousandths: Option<u64>,
    /// It is only "a".
    pub article: bool,
}

/// A number of units as it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    pub length: Length,
    /// Its number is only "a".
    pub article: bool,
    /// "three-day".
    pub hyphen: bool,
}

impl<'a> Grammar<'a> {
    pub(super) fn atom(&self, at: usize) -> Option<&'a Atom> {
        self.atoms.get(at)
    }

    /// Whether the atom is this function word.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.atom(at).is_some_and(|atom| atom.senses.word == Some(word))
    }

    /// Whether the atom is one of these function words.
    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.atom(at).is_some_and(|atom| atom.senses.word.is_some_and(|word| words.contains(&word)))
    }

    pub(super) fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        matches!(self.atom(at), Some(Atom { kind: AtomKind::Mark(mark), .. }) if marks.contains(mark))
    }

    /// The characters of an atom.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.atom(at).map_or("", |atom| self.document.text().slice(atom.span))
    }

    pub(super) fn digits(&self, at: usize) -> Option<(u32, u8)> {
        match self.atom(at)?.kind {
            AtomKind::Number { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        matches!(self.atom(at), Some(Atom { kind: AtomKind::Word { capital: true, .. }, .. }))
    }

    /// Whether no white space stands before the atom.
    pub(super) fn joined(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|atom| !atom.gap)
    }

    /// Whether an atom is glued to a letter, number, currency or joining mark before it, so that no number begins
    /// with it.
    pub(super) fn glued_before(&self, at: usize) -> bool {
        if !self.joined(at) || at == 0 {
            return false;
        }
        match self.atoms[at - 1].kind {
            AtomKind::Word { .. } | AtomKind::Number { .. } => true,
            AtomKind::Mark(mark) => {
                "$€£¥#@+.,:/\\_=&%°№".contains(mark)
                    || ("-–—".contains(mark)
                        && self.joined(at - 1)
                        && at > 1
                        && !matches!(self.atoms[at - 2].kind, AtomKind::Mark(_)))
            }
        }
    }

    /// Whether something that makes it another kind of number is glued to the end of a number.
    pub(super) fn glued_after(&self, end: usize) -> bool {
        if !self.joined(end) {
            return false;
        }
        match self.atom(end).map(|atom| atom.kind) {
            Some(AtomKind::Word { .. } | AtomKind::Number { .. }) => true,
            Some(AtomKind::Mark(mark)) => {
                "%°$€£\\_=&@".contains(mark)
                    || (".,:/".contains(mark) && self.joined(end + 1) && self.digits(end + 1).is_some())
            }
            None => false,
        }
    }

    /// Over a hyphen within a word.
    pub(super) fn hyphen(&self, at: usize) -> Option<usize> {
        (self.is_mark(at, &['-', '‐', '‑', '–']) && self.joined(at) && self.joined(at + 1)).then_some(at + 1)
    }

    /// Over a full stop that belongs to an abbreviation.
    pub(super) fn stop(&self, at: usize) -> usize {
        if self.is_mark(at, &['.']) && self.joined(at) { at + 1 } else { at }
    }

    pub(super) fn upos(&self, at: usize) -> Option<Upos> {
        self.atom(at).map(|atom| self.document.token(atom.token as usize).upos)
    }

    pub(super) fn xpos(&self, at: usize) -> &'static str {
        self.atom(at).map_or("", |atom| self.document.token(atom.token as usize).xpos)
    }

    /// A number in digits or words: "5", "1,500", "2.5", "5 1/2", "twenty-five", "two and a half", "a", "a few",
    /// "several", "half a", "two to three" (its first).
    pub(super) fn count(&self, at: usize) -> Match<Count> {
        let exact = |thousandths: u64| Count { thousandths: Some(thousandths), article: false };
        if self.is(at, "half") && self.is(at + 1, "a") {
            return Some((at + 2, exact(500)));
        }
        if self.is(at, "half") {
            return Some((self.hyphen(at + 1).unwrap_or(at + 1), exact(500)));
        }
        if self.is(at, "a") {
            if self.is(at + 1, "half") {
                return Some((self.hyphen(at + 2).unwrap_or(at + 2), exact(500)));
            }
            if self.is_any(at + 1, &["couple", "few", "several"]) {
                let (end, _) = self.vague(at + 1)?;
                let two = self.is(at + 1, "couple");
                return Some((end, Count { thousandths: two.then_some(2000), article: false }));
            }
            let hundred = self.atom(at + 1).and_then(|atom| atom.senses.number).filter(|n| *n >= 100);
            return Some(match hundred {
                Some(number) => (at + 2, exact(number * 1000)),
                None => (at + 1, Count { thousandths: Some(1000), article: true }),
            });
        }
        if self.is(at, "another") {
            return match self.count(at + 1) {
                Some((end, count)) if !count.article => Some((end, count)),
                _ => Some((at + 1, exact(1000))),
            };
        }
        if let Some(found) = self.vague(at) {
            return Some(found);
        }
        let (end, thousandths) = self.exact(at)?;
        // "two to three weeks", "10-15 days", "two or three weeks": the first is kept.
        let over = match self.hyphen(end) {
            Some(next) => Some(next),
            None => self.is_any(end, &["to", "or"]).then_some(end + 1),
        };
        if let Some((second_end, second)) = over.and_then(|next| self.exact(next))
            && second > thousandths
        {
            return Some((second_end, exact(thousandths)));
        }
        Some((end, exact(thousandths)))
    }

    fn vague(&self, at: usize) -> Match<Count> {
        if !self.is_any(at, &["couple", "few", "several"]) {
            return None;
        }
        let end = if self.is(at + 1, "of") { at + 2 } else { at + 1 };
        let two = self.is(at, "couple");
        Some((end, Count { thousandths: two.then_some(2000), article: false }))
    }

    /// An exact number in thousandths.
    fn exact(&self, at: usize) -> Match<u64> {
        if let Some((value, digits)) = self.digits(at) {
            if digits > 6 || (self.glued_before(at) && self.hyphen(at.wrapping_sub(1)).is_none()) {
                return None;
            }
            let mut thousandths = u64::from(value) * 1000;
            let mut end = at + 1;
            if self.is_mark(end, &[',']) && self.joined(end) && self.joined(end + 1) {
                let (low, low_digits) = self.digits(end + 1)?;
                if low_digits != 3 {
                    return None;
                }
                thousandths = (u64::from(value) * 1000 + u64::from(low)) * 1000;
                end += 2;
            } else if self.is_mark(end, &['.']) && self.joined(end) && self.joined(end + 1) {
                let (low, low_digits) = self.digits(end + 1)?;
                let scale = 10u64.checked_pow(u32::from(3u8.checked_sub(low_digits)?))?;
                thousandths += u64::from(low) * scale;
                end += 2;
            } else if let Some((fraction_end, fraction)) = self.fraction(end) {
                thousandths += fraction;
                end = fraction_end;
            }
            return Some((end, thousandths));
        }
        let (mut end, mut value) = self.number_word(at)?;
        while let Some((next, more)) = self.number_word(self.hyphen(end).unwrap_or(end)) {
            value = match more {
                100 | 1000 if value < 1000 => value * more,
                _ if value % 100 == 0 && more < 100 && value > 0 => value + more,
                _ if value % 10 == 0 && value % 100 >= 20 && more < 10 => value + more,
                _ => break,
            };
            end = next;
        }
        let mut thousandths = value * 1000;
        if self.is(end, "and") && self.is(end + 1, "a") && self.is(end + 2, "half") {
            thousandths += 500;
            end += 3;
        }
        Some((end, thousandths))
    }

    fn number_word(&self, at: usize) -> Match<u64> {
        Some((at + 1, self.atom(at)?.senses.number?))
    }

    /// "1/2" after a whole number.
    fn fraction(&self, at: usize) -> Match<u64> {
        let (top, _) = self.digits(at).filter(|_| !self.joined(at) || self.hyphen(at - 1).is_some())?;
        let slash = self.is_mark(at + 1, &['/', '⁄']) && self.joined(at + 1) && self.joined(at + 2);
        let (bottom, _) = self.digits(at + 2).filter(|_| slash)?;
        (bottom > 0 && bottom <= 10 && top < bottom)
            .then(|| (at + 3, u64::from(top) * 1000 / u64::from(bottom)))
    }

    /// Words that make a number rough: "about", "more than", "at least", "up to", "nearly". Their end, or `at`.
    pub(super) fn approximation(&self, at: usize) -> usize {
        if self.is(at, "just") && !self.is_any(at + 1, &["over", "under", "about"]) {
            return at;
        }
        let mut end = at;
        loop {
            end = if self.is_any(end, &["about", "nearly", "over", "around", "just", "under"]) {
                end + 1
            } else if self.is_any(end, &["more", "less"]) && self.is(end + 1, "than")
                || self.is(end, "at") && self.is_any(end + 1, &["least", "most"])
                || self.is(end, "up") && self.is(end + 1, "to")
            {
                end + 2
            } else {
                return end;
            };
        }
    }

    /// A number of units: "two weeks", "three-day", "5 1/2 hours", "two more years", "a year and a half".
    pub(super) fn quantity(&self, at: usize) -> Match<Quantity> {
        let (mut end, count) = self.count(at)?;
        let mut hyphen = false;
        if let Some(next) = self.hyphen(end) {
            (end, hyphen) = (next, true);
        } else if self.is(end, "more") && !self.is(end + 1, "than") {
            end += 1;
        }
        while self.is_any(end, &["filler", "another"]) {
            end = self.hyphen(end + 1).unwrap_or(end + 1);
        }
        let (unit, plural) = self.unit(end)?;
        // "a second term" is no second, and "half year" is six months.
        if unit == Unit::Second && !plural && count.article {
            return None;
        }
        if count.article && plural {
            return None;
        }
        end += 1;
        let mut thousandths = count.thousandths;
        if self.is(end, "and") && self.is(end + 1, "a") && self.is(end + 2, "half") {
            thousandths = thousandths.map(|n| n + 500);
            end += 3;
        }
        let length = Length { thousandths, unit };
        Some((end, Quantity { length, article: count.article, hyphen }))
    }

    /// A unit word, and whether it is a plural.
    pub(super) fn unit(&self, at: usize) -> Option<(Unit, bool)> {
        self.atom(at)?.senses.unit
    }

    /// "last", "this coming", "the next", "that same", with or without "the" where it makes a difference.
    pub(super) fn shift(&self, at: usize) -> Match<Shift> {
        let the = self.is(at, "the");
        let next = if the { at + 1 } else { at };
        let word = self.atom(next)?.senses.word?;
        Some(match word {
            "last" | "past" => (next + 1, Shift::Last),
            "this" if !the => match self.atom(next + 1)?.senses.word {
                Some("past" | "last") => (next + 2, Shift::Last),
                Some("coming" | "next") => (next + 2, Shift::Next),
                Some("same") => (next + 2, Shift::Same),
                _ => (next + 1, Shift::This),
            },
            "current" => (next + 1, Shift::This),
            "next" if the => (next + 1, Shift::Following),
            "next" => (next + 1, Shift::Next),
            "coming" => (next + 1, Shift::Next),
            "following" => (next + 1, Shift::Following),
            "previous" => (next + 1, Shift::Previous),
            "same" => (next + 1, Shift::Same),
            "that" if !the => (if self.is(next + 1, "same") { next + 2 } else { next + 1 }, Shift::Same),
            _ => return None,
        })
    }
}
