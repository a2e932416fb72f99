//! Everything that is neither word nor number: marks, quotation marks, dashes, symbols.

use super::unit::{is_apostrophe, is_closing, is_dash, is_mark, is_opening, is_quote, is_terminal, is_word};
use super::{Kind, Scanner, Side};

/// Clipped words that begin with an apostrophe.
const CLIPPED: &[&str] = &["em", "til", "till", "cause", "tis", "twas", "n", "round", "bout"];

impl Scanner<'_, '_> {
    /// Reads the mark at `at`; gives the unit after it.
    pub(super) fn punctuation(&mut self, at: usize, from: usize, end: usize) -> usize {
        let ch = self.units[at].ch;
        if is_apostrophe(ch)
            && let Some(after) = self.apostrophe(at, from, end)
        {
            return after;
        }
        if is_quote(ch) {
            let pair = is_apostrophe(ch) && self.ch(at + 1, end).is_some_and(is_apostrophe);
            let after = at + 1 + usize::from(pair);
            let side = self.side(at, after, from, end);
            if is_apostrophe(ch) && !pair {
                self.single_open = side == Side::Open || (side == Side::Unknown && !self.single_open);
            }
            self.push(at, after, Kind::Quote(side));
            return after;
        }
        let same = |other: char| other == ch;
        let after = match ch {
            _ if is_terminal(ch) => self.run_of(at, end, is_terminal),
            _ if is_dash(ch) => self.run_of(at, end, same),
            '*' | '=' | '_' | '~' | '#' | '+' | '<' | '>' | '|' | '^' | '$' => self.run_of(at, end, same),
            _ => self.with_marks(at, end),
        };
        let kind = match ch {
            '.' if after > at + 1 && self.units[at..after].iter().all(|unit| unit.ch == '.') => {
                Kind::Ellipsis
            }
            '…' => Kind::Ellipsis,
            _ if is_terminal(ch) => Kind::Terminal,
            _ if is_opening(ch) => Kind::Opening,
            _ if is_closing(ch) => Kind::Closing,
            _ => Kind::Other,
        };
        self.push(at, after, kind);
        after
    }

    fn run_of(&self, at: usize, end: usize, keep: impl Fn(char) -> bool) -> usize {
        at + self.units[at..end].iter().take_while(|unit| keep(unit.ch)).count()
    }

    /// A symbol with the marks upon it; emoji that are joined into one stay together.
    fn with_marks(&self, at: usize, end: usize) -> usize {
        let mut to = at + 1;
        while let Some(ch) = self.ch(to, end) {
            // An invisible joiner was left out where two units do not touch.
            let joined = self.units[to - 1].end != self.units[to].start && !is_word(ch) && !ch.is_ascii();
            if !is_mark(ch) && !joined {
                break;
            }
            to += 1;
        }
        to
    }

    /// An apostrophe that is none of the quotation marks: "'s" behind a mark, "parents'", "'90s", "'em".
    fn apostrophe(&mut self, at: usize, from: usize, end: usize) -> Option<usize> {
        let letters = self.run_of(at + 1, end.min(at + 8), is_word);
        let next = self.lower(at + 1, letters);
        let suffix = matches!(next, "s" | "m" | "d" | "re" | "ve" | "ll");
        let year = next.len() >= 2 && next.as_bytes()[..2].iter().all(u8::is_ascii_digit);
        let clipped = year || CLIPPED.contains(&next);
        if at > from && suffix {
            self.push_joined(at, letters, Kind::Word, true);
            return Some(letters);
        }
        if letters > at + 1 {
            if clipped && (at == from || !is_word(self.units[at - 1].ch)) && self.units[at].ch != '‘' {
                self.push(at, letters, Kind::Word);
                return Some(letters);
            }
            return None;
        }
        let before = if at > from { self.units[at - 1].ch } else { ' ' };
        let possessive = matches!(before, 's' | 'S' | 'x' | 'z') && !self.single_open;
        if possessive && !self.ch(at + 1, end).is_some_and(is_apostrophe) {
            self.push_joined(at, at + 1, Kind::Word, true);
            return Some(at + 1);
        }
        None
    }

    /// The side that the neighbours in the chunk tell.
    fn side(&self, at: usize, after: usize, from: usize, end: usize) -> Side {
        let before = if at > from { Some(self.units[at - 1].ch) } else { None };
        let behind = self.ch(after, end);
        match (before, behind) {
            (None, Some(_)) => Side::Open,
            (Some(before), None) if is_dash(before) => Side::Unknown,
            (Some(before), None) if is_opening(before) => Side::Open,
            (Some(_), None) => Side::Close,
            (Some(before), Some(_)) if is_opening(before) => Side::Open,
            (Some(_), Some(behind)) if is_closing(behind) || is_terminal(behind) => Side::Close,
            (Some(_), Some(',' | ';' | ':')) => Side::Close,
            (Some(before), Some(behind)) => match self.units[at].ch {
                '“' | '„' | '«' | '‘' | '‚' | '‹' => Side::Open,
                '”' | '»' | '’' | '›' => Side::Close,
                _ if is_word(before) && !is_word(behind) => Side::Close,
                _ if !is_word(before) && is_word(behind) && !is_terminal(before) && before != ',' => {
                    Side::Open
                }
                _ if is_terminal(before) || before == ',' => Side::Close,
                _ => Side::Unknown,
            },
            (None, None) => Side::Unknown,
        }
    }

    /// An emoticon that stands by itself or before punctuation.
    pub(super) fn emoticon(&mut self, at: usize, from: usize, end: usize) -> Option<usize> {
        if !matches!(self.units[at].ch, ':' | ';' | '=' | '<' | '^' | '-' | '>' | '(' | 'X' | 'x') {
            return None;
        }
        if at > from && self.units[at].ch.is_alphabetic() {
            return None;
        }
        let lexicon = self.lexicon;
        let mut longest = None;
        let mut form = String::new();
        for to in at..(at + 4).min(end) {
            form.push(self.units[to].ch);
            let free = self.ch(to + 1, end).is_none_or(|ch| is_terminal(ch) || ch == ',');
            if free && lexicon.emoticons.contains(form.as_str()) {
                longest = Some(to + 1);
            }
        }
        longest
    }
}
