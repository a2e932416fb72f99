//! Whether the full stop behind a word is the word's own.

use super::lexicon::Abbreviation;
use super::unit::{is_closing, is_gap, is_opening, is_quote, is_word};
use super::{Kind, Piece, Scanner};

/// How far ahead the next word is looked for, and how much of it is looked at, in characters.
const LOOK_AHEAD: usize = 24;

/// What follows a full stop.
struct Next {
    first: Option<char>,
    /// A capitalised word that opens sentences ("The").
    opener: bool,
}

impl Next {
    fn is_capital(&self) -> bool {
        self.first.is_some_and(char::is_uppercase)
    }

    fn is_digit(&self) -> bool {
        self.first.is_some_and(|ch| ch.is_ascii_digit())
    }

    /// The end of the paragraph, or a word that opens sentences.
    fn opens(&self) -> bool {
        self.first.is_none() || self.opener
    }
}

impl Scanner<'_, '_> {
    /// For the word `at..to` with a full stop behind it: `None` if the stop is the sentence's; otherwise the stop is
    /// the word's, and the value tells whether the sentence ends with it all the same.
    pub(super) fn full_stop(&mut self, at: usize, to: usize, end: usize) -> Option<bool> {
        // "Inc.." ends with two stops, "well..." has none of its own.
        let twice = self.ch(to + 1, end) == Some('.');
        if to - at > 12 || (twice && self.ch(to + 2, end) == Some('.')) {
            return None;
        }
        let lexicon = self.lexicon;
        let dotted = self.units[at..to].iter().any(|unit| unit.ch == '.');
        let class = lexicon.abbreviations.get(self.lower(at, to)).copied();
        let initial = to - at == 1 && self.units[at].ch.is_alphabetic();
        let dotted = dotted && self.is_dotted_abbreviation(at, to);
        if class.is_none() && !initial && !dotted {
            return None;
        }
        // Inside a chunk: "U.S.-led", "Inc.,", "U.S.'s".
        let inner = self.ch(to + 1, end).is_some_and(|ch| {
            is_word(ch)
                || matches!(ch, ',' | ';' | ':' | '-' | '–' | '/')
                || (is_quote(ch) && self.is_suffix(to + 1, end))
        });
        let next = self.next_word(to + 1, end);
        if twice {
            return Some(false);
        }
        if dotted && class != Some(Abbreviation::Mid) {
            return Some(!inner && next.opens());
        }
        let capital = self.units[at].ch.is_uppercase();
        if class == Some(Abbreviation::State) && !capital {
            return None;
        }
        if inner {
            let kept = match class {
                Some(Abbreviation::Number) => self.ch(to + 1, end).is_some_and(|ch| ch.is_ascii_digit()),
                class => class.is_some() || capital,
            };
            return kept.then_some(false);
        }
        if initial && class.is_none() {
            return self.initial(at, &next);
        }
        match class? {
            Abbreviation::Title => (next.first.is_some() && !self.is_plain_lower(at, &next)).then_some(false),
            Abbreviation::Mid => next.first.is_some().then_some(false),
            Abbreviation::Number => next.is_digit().then_some(false),
            Abbreviation::Date | Abbreviation::State | Abbreviation::Any => (!next.opens()).then_some(false),
        }
    }

    /// "in the gen. of": a title is capitalised, or a name follows.
    fn is_plain_lower(&self, at: usize, next: &Next) -> bool {
        self.units[at].ch.is_lowercase() && !next.is_capital()
    }

    /// "J." of "J. Doe"; not the end of "than I." or "plan B."
    fn initial(&self, at: usize, next: &Next) -> Option<bool> {
        let ch = self.units[at].ch;
        let after_name = self.out.last().is_some_and(|piece: &Piece| piece.first.is_uppercase());
        match next.first {
            None => None,
            Some(_) if ch == 'I' => (next.is_capital() && !next.opener && after_name).then_some(false),
            Some(_) if ch.is_lowercase() => {
                let bracketed = self.out.last().is_some_and(|piece| piece.kind == Kind::Opening);
                (!next.is_capital() || self.at_line_start || bracketed).then_some(false)
            }
            Some(_) => (!next.opener || self.at_line_start).then_some(false),
        }
    }

    /// "'s" behind an abbreviation.
    fn is_suffix(&self, at: usize, end: usize) -> bool {
        self.ch(at + 1, end).is_some_and(|ch| ch.eq_ignore_ascii_case(&'s'))
            && !self.ch(at + 2, end).is_some_and(is_word)
    }

    /// The next word after unit `at`, quotation marks and brackets skipped.
    fn next_word(&mut self, at: usize, end: usize) -> Next {
        let from = match self.ch(at, end) {
            Some(_) => self.units[at].start,
            None => self.units[at - 1].end,
        };
        let rest = self.text.get(from as usize..).unwrap_or("");
        let mut chars = rest
            .char_indices()
            .take(LOOK_AHEAD)
            .skip_while(|&(_, ch)| is_gap(ch) || is_quote(ch) || is_opening(ch) || is_closing(ch));
        let Some((start, first)) = chars.next() else { return Next { first: None, opener: false } };
        let word = &rest[start..];
        let len = word
            .char_indices()
            .take(LOOK_AHEAD)
            .find(|&(_, ch)| !is_word(ch))
            .map_or(word.len().min(LOOK_AHEAD), |(byte, _)| byte);
        let word = &word[..word.floor_char_boundary(len)];
        self.lower.clear();
        self.lower.extend(word.chars().flat_map(char::to_lowercase));
        let opener = first.is_uppercase() && self.lexicon.openers.contains(self.lower.as_str());
        Next { first: Some(first), opener }
    }
}
