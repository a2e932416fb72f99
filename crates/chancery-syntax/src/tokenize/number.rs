//! Numbers: decimals, times, dates, telephone numbers, ordinals, units written onto them.

use super::unit::{is_apostrophe, is_gap, is_hyphen, is_word};
use super::{Kind, Scanner};

impl Scanner<'_, '_> {
    /// `.5` and `+44`, where they do not stand behind a word.
    pub(super) fn is_signed_number(&self, at: usize, from: usize, end: usize) -> bool {
        let digit_next = self.ch(at + 1, end).is_some_and(|ch| ch.is_ascii_digit());
        let free = at == from
            || matches!(self.units[at - 1].ch, '(' | '[' | '$' | '£' | '€' | '-' | '–' | '"' | '“');
        matches!(self.units[at].ch, '.' | '+') && digit_next && free
    }

    /// Reads a number that begins at `at`; gives the unit after it.
    pub(super) fn number(&mut self, at: usize, end: usize) -> usize {
        let mut to = self.digits(at + 1, end);
        if let Some(after) = self.dashed(at, end) {
            to = after;
        }
        while let Some(ch) = self.ch(to, end) {
            let after = self.digits(to + 1, end);
            let goes_on = match ch {
                '.' | ':' | '/' => after > to + 1,
                ',' => after == to + 4,
                _ => false,
            };
            if !goes_on {
                break;
            }
            to = after;
        }
        let letters = to + self.units[to.min(end)..end].iter().take_while(|unit| is_word(unit.ch)).count();
        if letters > to && !self.is_unit(at, to, letters) {
            // "3rd", "1980s", "4chan".
            to = letters;
        }
        if self.is_label(at, to, end) {
            self.push(at, to + 1, Kind::Label);
            return to + 1;
        }
        self.push(at, to, Kind::Word);
        // "1980's"
        if self.ch(to, end).is_some_and(is_apostrophe)
            && self.ch(to + 1, end).is_some_and(|ch| ch.eq_ignore_ascii_case(&'s'))
            && !self.ch(to + 2, end).is_some_and(is_word)
        {
            self.push_joined(to, to + 2, Kind::Word, true);
            to += 2;
        }
        to
    }

    fn digits(&self, at: usize, end: usize) -> usize {
        let at = at.min(end);
        at + self.units[at..end].iter().take_while(|unit| unit.ch.is_ascii_digit()).count()
    }

    /// Telephone numbers and dates: three or more groups, or three digits and four.
    fn dashed(&self, at: usize, end: usize) -> Option<usize> {
        let mut to = self.digits(at + 1, end);
        let (mut n_groups, mut last) = (1, to - at);
        let first = last;
        while self.ch(to, end).is_some_and(is_hyphen) {
            let after = self.digits(to + 1, end);
            if after == to + 1 {
                break;
            }
            (n_groups, last, to) = (n_groups + 1, after - to - 1, after);
        }
        let whole = !self.ch(to, end).is_some_and(is_word);
        (whole && (n_groups > 2 || (n_groups == 2 && first == 3 && last == 4))).then_some(to)
    }

    /// Whether the letters `to..letters` behind a number are a unit, a word of its own.
    fn is_unit(&mut self, at: usize, to: usize, letters: usize) -> bool {
        if letters - to > 4 {
            return false;
        }
        let money = at > 0 && matches!(self.units[at - 1].ch, '$' | '£' | '€' | '¥');
        let lexicon = self.lexicon;
        // "10a.m." breaks at the dot.
        let clock = letters == to + 1
            && matches!(self.units[to].ch, 'a' | 'A' | 'p' | 'P')
            && self.units.get(letters).is_some_and(|unit| unit.ch == '.')
            && self.units.get(letters + 1).is_some_and(|unit| unit.ch.eq_ignore_ascii_case(&'m'));
        let unit = self.lower(to, letters);
        clock || lexicon.units.contains(unit) || (money && matches!(unit, "b" | "t"))
    }

    /// "1." at the start of a line, or before a word in lower case.
    fn is_label(&self, at: usize, to: usize, end: usize) -> bool {
        let alone = self.ch(to, end) == Some('.') && to + 1 == end && to - at <= 3;
        if !alone || self.units[at..to].iter().any(|unit| !unit.ch.is_ascii_digit()) {
            return false;
        }
        let rest = self.text.get(self.units[to].end as usize..).unwrap_or("");
        match rest.chars().take(16).find(|&ch| !is_gap(ch)) {
            Some(next) => self.at_line_start || (next.is_lowercase() && self.spaced),
            None => false,
        }
    }
}
