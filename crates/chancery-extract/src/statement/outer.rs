//! The frame that closes a sentence: "…, the navy said.", "…, said Roe on Monday.", "…, according to two officials."
//!
//! Told by the words alone, whatever the tree says: a garden path before the comma sends parsers astray, and what other
//! verbs report ends before such a frame.

use super::cue::{Kind, Lexicon, Takes};
use super::reach;
use super::text::Text;
use chancery_syntax::Upos;
use std::ops::Range;

/// How far from the sentence's end such a frame may begin.
const LONGEST: usize = 30;

/// A frame at a sentence's end.
#[derive(Clone, Debug)]
pub(super) struct Outer {
    /// Its tokens, without the comma before it.
    pub(super) frame: Range<usize>,
    /// Its reporting verb; `None` for "according to".
    pub(super) verb: Option<usize>,
    /// The words of who speaks.
    pub(super) speaker: Range<usize>,
}

/// The frame at the end of the sentence that a token stands in, where the sentence has one in the token's own quotation
/// and more than a frame.
pub(super) fn find(text: &Text, token: usize) -> Option<Outer> {
    let sentence = text.sentence(token);
    let first = sentence.end.saturating_sub(LONGEST).max(sentence.start);
    let outer = (first..sentence.end).rev().find_map(|at| {
        if !text.same_level(at, token) {
            return None;
        }
        if text.is(at, "according") && at + 2 < sentence.end && text.is(at + 1, "to") {
            return source(text, at, sentence.clone());
        }
        (reach::reports(text, at) || text.upos(at) == Upos::Verb && text.document.token(at).xpos == "VBN")
            .then(|| saying(text, at, sentence.clone()))
            .flatten()
    })?;
    let before = sentence.start..outer.frame.start;
    let is_clause = before.clone().any(|token| text.is_finite(token))
        && before.filter(|&token| text.is_word(token)).count() > 2;
    is_clause.then_some(outer)
}

/// ", the navy said on Monday", ", said Rufus Roe".
fn saying(text: &Text, verb: usize, sentence: Range<usize>) -> Option<Outer> {
    let document = text.document;
    let entry = Lexicon::get().entry(Kind::Verb, document.lemma(verb))?;
    entry.act(Takes::That)?;
    if !matches!(document.token(verb).xpos, "VBD" | "VBZ" | "VBN") {
        return None;
    }
    let bound = verb.saturating_sub(14).max(sentence.start);
    let start = (bound..verb).rev().take_while(|&token| !is_edge(text, token)).last().unwrap_or(verb);
    // “…,” the navy said: the comma may stand within the mark.
    let comma = (sentence.start..start).rev().find(|&token| !text.is_mark(token));
    if !comma.is_some_and(|comma| text.is(comma, ",")) {
        return None;
    }
    let end = (verb + 1..sentence.end).find(|&token| is_edge(text, token)).unwrap_or(sentence.end);
    if (end..sentence.end).any(|token| text.is_word(token)) {
        return None;
    }
    let speaker = if start == verb { verb + 1..end } else { start..verb };
    let after = if start == verb { 0..0 } else { verb + 1..end };
    let is_plain = |token: usize| {
        !matches!(text.upos(token), Upos::Verb | Upos::Aux | Upos::Sconj)
            && !matches!(document.token(token).xpos, "WDT" | "WP" | "WRB" | "WP$")
    };
    // Behind the verb only times, places and hearers: no object.
    let is_adjunct = after.is_empty()
        || text.is_time(after.start)
        || matches!(text.upos(after.start), Upos::Adp | Upos::Adv)
        || entry.act(Takes::Whom).is_some();
    let begins = matches!(
        text.upos(speaker.start),
        Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num | Upos::Pron
    );
    let fits = begins
        && is_adjunct
        && speaker.clone().chain(after).all(is_plain)
        && speaker.clone().any(|token| document.is_nominal(token))
        && !text.is_time(speaker.start);
    fits.then_some(Outer { frame: start..sentence.end, verb: Some(verb), speaker })
}

/// ", according to two officials".
fn source(text: &Text, at: usize, sentence: Range<usize>) -> Option<Outer> {
    let is_parted = at > sentence.start && text.is(at - 1, ",");
    let is_last = !(at..sentence.end).any(|token| text.is_finite(token));
    (is_parted && is_last).then_some(Outer {
        frame: at..sentence.end,
        verb: None,
        speaker: at + 2..sentence.end,
    })
}

fn is_edge(text: &Text, token: usize) -> bool {
    text.is_break(token) || text.is_terminal(token) || text.is_mark(token)
}
