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
    /// The words of who speaks; none where it is nobody.
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
    let is_inverted = start == verb;
    let edge = (verb + 1..sentence.end).find(|&token| is_edge(text, token)).unwrap_or(sentence.end);
    let (speaker, after) = if is_inverted {
        (verb + 1..edge, edge..sentence.end)
    } else {
        (start..verb, verb + 1..sentence.end)
    };
    let is_plain = |token: usize| {
        !matches!(text.upos(token), Upos::Verb | Upos::Aux | Upos::Sconj)
            && !matches!(document.token(token).xpos, "WDT" | "WP" | "WRB" | "WP$")
            && !text.is_mark(token)
    };
    // Behind ", said Roe" whatever describes him; behind ", Roe said" times, places and hearers.
    let closes = if is_inverted {
        let next = (after.start..after.end).find(|&token| !is_edge(text, token));
        next.is_none_or(|next| {
            matches!(text.upos(next), Upos::Det | Upos::Noun | Upos::Adj)
                || matches!(text.lower(next).as_str(), "who" | "which" | "whose")
        }) && !after.clone().any(|token| text.is_mark(token))
    } else {
        let next = after.start;
        let is_adjunct = !after.clone().any(|token| text.is_word(token))
            || text.is_time(next)
            || matches!(text.upos(next), Upos::Adp | Upos::Adv)
            || entry.act(Takes::Whom).is_some();
        is_adjunct && after.clone().all(is_plain)
    };
    let begins = speaker.start < speaker.end
        && matches!(
            text.upos(speaker.start),
            Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num | Upos::Pron
        );
    // "…, it was announced Thursday": of nobody.
    let is_impersonal = text.is(speaker.start, "it")
        && document.token(verb).xpos == "VBN"
        && (speaker.start + 1..verb).all(|token| text.upos(token) == Upos::Aux);
    let names = speaker.clone().all(is_plain)
        && speaker.clone().any(|token| document.is_nominal(token))
        && !text.is_time(speaker.start);
    if is_impersonal && closes {
        return Some(Outer { frame: start..sentence.end, verb: Some(verb), speaker: verb..verb });
    }
    (begins && closes && names).then_some(Outer { frame: start..sentence.end, verb: Some(verb), speaker })
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
