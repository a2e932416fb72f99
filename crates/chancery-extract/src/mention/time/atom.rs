//! The text as the time grammar sees it: words, numbers and single marks, however the tokeniser cut it.
//!
//! "2025-03-04", "8am" and "three-day" give the same atoms whether they are one token or five.

use super::lexicon::{Senses, TimeLexicon};
use chancery_syntax::Document;
use chancery_text::Span;

/// One word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub(super) span: Span,
    pub(super) kind: AtomKind,
    /// White space, or the beginning of a paragraph, before it.
    pub(super) gap: bool,
    /// A paragraph begins with it.
    pub(super) first: bool,
    /// Its token.
    pub(super) token: u32,
    pub(super) senses: &'static Senses,
}

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtomKind {
    /// A run of letters.
    Word {
        /// Whether its first letter is a capital.
        capital: bool,
        /// The most words that a holiday beginning with it has.
        holiday: u8,
    },
    /// A run of digits: its value, if it has at most nine, and how many they are.
    Number { value: u32, digits: u8 },
    /// Any other character.
    Mark(char),
}

static NO_SENSES: Senses = Senses::NONE;

/// Longest word of the lexicon, in bytes; longer ones are not looked up.
const LONGEST: usize = 16;

/// The atoms of a document in text order.
pub(super) fn atoms(document: &Document, lexicon: &'static TimeLexicon) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::with_capacity(document.tokens().len() + 16);
    let mut lower = String::with_capacity(LONGEST);
    let mut paragraph = usize::MAX;
    let mut end = 0u32;
    for (number, token) in document.tokens().iter().enumerate() {
        // Words of one surface token may share their characters.
        if token.span.start < end {
            continue;
        }
        let here = document.sentences()[token.sentence as usize].paragraph;
        let mut first = here != paragraph;
        paragraph = here;
        let mut gap = first || token.span.start > end;
        let form = document.text().slice(token.span);
        let mut rest = form;
        while let Some(letter) = rest.chars().next() {
            let class = class_of(letter);
            let len = match class {
                Class::Mark => letter.len_utf8(),
                _ => rest.find(|c| class_of(c) != class).unwrap_or(rest.len()),
            };
            let (piece, after) = rest.split_at(len);
            let start = token.span.start as usize + (form.len() - rest.len());
            rest = after;
            if letter.is_whitespace() {
                gap = true;
                continue;
            }
            let (kind, senses) = match class {
                Class::Letter => {
                    let (mut senses, mut holiday) = (&NO_SENSES, 0);
                    if piece.len() <= LONGEST {
                        lower.clear();
                        lower.extend(piece.chars().flat_map(char::to_lowercase));
                        senses = lexicon.senses(&lower).unwrap_or(&NO_SENSES);
                        holiday = lexicon.holiday_words(&lower).min(u8::MAX as usize) as u8;
                    }
                    (AtomKind::Word { capital: letter.is_uppercase(), holiday }, senses)
                }
                Class::Digit => {
                    let value = if piece.len() <= 9 { piece.parse().unwrap_or(u32::MAX) } else { u32::MAX };
                    (AtomKind::Number { value, digits: piece.len().min(255) as u8 }, &NO_SENSES)
                }
                Class::Mark => (AtomKind::Mark(letter), &NO_SENSES),
            };
            let span = Span::new(start, start + len);
            atoms.push(Atom { span, kind, gap, first, token: number as u32, senses });
            gap = false;
            first = false;
        }
        end = token.span.end;
    }
    atoms
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Mark,
}

fn class_of(letter: char) -> Class {
    if letter.is_ascii_digit() {
        Class::Digit
    } else if letter.is_alphabetic() {
        Class::Letter
    } else {
        Class::Mark
    }
}
