//! How far what is said reaches: behind a verb, and around its frame.

use super::cue::{self, Cue, Kind, Lexicon};
use super::text::Text;
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

/// The end of what a verb says in the words behind it, from a place on: up to a coordinated reporting verb, a participle
/// that reports more, an aside with a frame of its own, or the time of the saying.
pub(super) fn clause_end(text: &Text, cue: &Cue, from: usize) -> usize {
    let document = text.document;
    let whole = document.reach(cue.head);
    let mut end = whole.end.max(from);
    for child in document.children(cue.head).filter(|&child| child >= from) {
        let start = document.reach(child).start;
        if start < from || start >= end {
            continue;
        }
        let is_behind_comma = start.checked_sub(1).is_some_and(|before| text.is_break(before));
        let cuts = match text.deprel(child).universal() {
            // "says it has cleared it and is turning" goes on with what is said.
            Deprel::Conj => reports(text, child) && document.token(child).xpos != "VBG",
            Deprel::Advcl => {
                (document.token(child).xpos == "VBG" && is_behind_comma && reports(text, child))
                    || (is_behind_comma && has_own_mark(text, child))
            }
            Deprel::Parataxis => reports(text, child),
            Deprel::Obl => text.is_time(child) && document.reach(child).end >= whole.end.saturating_sub(1),
            _ => false,
        };
        if cuts {
            end = start;
        }
    }
    end
}

/// The end of a verb's phrase behind its object: what hangs on the verb without a break between.
pub(super) fn phrase_end(text: &Text, cue: &Cue, from: usize) -> usize {
    let document = text.document;
    let mut end = from;
    for child in document.children(cue.head).filter(|&child| child >= cue.tokens.end) {
        let reach = document.reach(child);
        if reach.end <= end {
            continue;
        }
        let stops = match text.deprel(child).universal() {
            Deprel::Punct => text.is_break(child) || text.is_terminal(child),
            Deprel::Conj | Deprel::Cc | Deprel::Parataxis => true,
            Deprel::Obl => text.is_time(child),
            Deprel::Advcl => text.is_break(reach.start.saturating_sub(1)) || has_own_mark(text, child),
            _ => false,
        };
        if stops || (end..reach.start).any(|token| text.is_break(token)) {
            break;
        }
        end = reach.end;
    }
    end
}

/// Whether a reporting verb goes on with what another one reports: ", adding that …", "and added that …", "but did not
/// say …".
pub(super) fn goes_on(text: &Text, verb: usize) -> bool {
    if !tells(text, verb) {
        return false;
    }
    let sentence = text.sentence(verb);
    if text.document.token(verb).xpos == "VBG" {
        return is_behind_break(text, verb);
    }
    let is_aside = |token: usize| text.upos(token) == Upos::Adv || is_negation(text, token);
    let before = (sentence.start..verb).rev().find(|&token| !is_aside(token));
    let Some(before) = before.filter(|_| reports(text, verb)) else { return false };
    match text.document.token(verb).xpos {
        // "but did not say whether"
        "VB" => {
            text.is(before, "did")
                && text.upos(before) == Upos::Aux
                && before
                    .checked_sub(1)
                    .is_some_and(|cc| sentence.contains(&cc) && text.upos(cc) == Upos::Cconj)
                && text.document.subject(verb).is_none()
        }
        "VBD" | "VBZ" | "VBP" => text.upos(before) == Upos::Cconj && text.document.subject(verb).is_none(),
        // "had failed and added that": a past form that the tagger took for a participle.
        "VBN" => {
            text.upos(before) == Upos::Cconj && sentence.contains(&(verb + 1)) && text.is(verb + 1, "that")
        }
        _ => false,
    }
}

/// Whether a break stands before a participle: the words, quotations closed between them left aside, end with a comma
/// or dash.
pub(super) fn is_behind_break(text: &Text, participle: usize) -> bool {
    let start = text.sentence(participle).start;
    (start..participle)
        .rev()
        .find(|&token| text.upos(token) != Upos::Adv && !text.is_mark(token))
        .is_some_and(|before| text.is_break(before))
}

fn is_negation(text: &Text, token: usize) -> bool {
    matches!(text.lower(token).as_str(), "not" | "n't" | "n’t" | "never")
}

/// Whether a verb stands in the clause of a reporting verb before it.
pub(super) fn is_told_by_another(text: &Text, verb: usize) -> bool {
    let document = text.document;
    let mut at = verb;
    for _ in 0..12 {
        let Some(head) = document.head(at) else { return false };
        if text.deprel(at) == Deprel::Ccomp
            && head < verb
            && text.same_level(head, verb)
            && reports(text, head)
        {
            return true;
        }
        at = head;
    }
    false
}

/// The reporting verb that another goes on with: the highest one above it whose form fits.
pub(super) fn reporter_above(text: &Text, verb: usize) -> Option<usize> {
    let document = text.document;
    let xpos = document.token(verb).xpos;
    let mut found = None;
    let mut at = verb;
    for _ in 0..12 {
        let Some(head) = document.head(at) else { break };
        // "a memoir in which Doe owned up, admitting that …": not beyond the clause.
        if at != verb && text.deprel(at) == Deprel::AclRelcl {
            break;
        }
        at = head;
        if text.same_level(at, verb)
            && at < verb
            && reports(text, at)
            && (matches!(xpos, "VBG" | "VBN" | "VB") || document.token(at).xpos == xpos)
        {
            found = Some(at);
        }
    }
    found
}

/// The end of a phrase at the mark behind a quoted comma: called it “a lie,” | an odd charge. It is the last quotation
/// that ends the phrase.
pub(super) fn quoted_comma(text: &Text, range: Range<usize>) -> Option<usize> {
    let level = text.level(range.start);
    let first = range.clone().find_map(|token| text.level(token).filter(|&at| Some(at) != level))?;
    let last = text.mentions.quotations[first..]
        .iter()
        .zip(&text.with_marks[first..])
        .take_while(|(_, marks)| marks.start < range.end)
        .filter(|(quotation, _)| quotation.depth == text.mentions.quotations[first].depth)
        .last()?;
    let end = last.1.end;
    let closes = end < range.end
        && text.is(last.0.tokens.end - 1, ",")
        && !matches!(text.upos(end), Upos::Cconj | Upos::Sconj);
    closes.then_some(end)
}

/// Where a relative clause behind a comma closes a phrase with a remark of the writer's, or with a frame of its own: cited
/// the treaty, | which he said was dead.
pub(super) fn relative_aside(text: &Text, range: Range<usize>) -> Option<usize> {
    let comma = range.clone().skip(1).find(|&token| {
        (text.is(token, ",") || (text.is_dash(token) && text.is_break(token)))
            && text.same_level(token, range.start)
            && token + 1 < range.end
            && matches!(text.lower(token + 1).as_str(), "which" | "who")
    })?;
    let closes = !(comma + 1..range.end).any(|token| text.is(token, ",") && text.same_level(token, comma));
    closes.then_some(comma)
}

/// Content without what another reporting verb goes on with in it.
pub(super) fn cut(text: &Text, range: Range<usize>) -> Range<usize> {
    let range = match range.clone().skip(1).find(|&token| sets_against(text, token)) {
        Some(contrast) => range.start..contrast,
        None => range,
    };
    let next = range.clone().skip(1).find(|&token| {
        text.upos(token) == Upos::Verb
            && text.level(token) == text.level(range.start)
            && goes_on(text, token)
            && match text.document.token(token).xpos {
                // What only tells of an object ("calling it a lie") may belong to a verb within.
                "VBG" => {
                    reports(text, token) || text.document.head(token).is_none_or(|head| head < range.start)
                }
                _ => reporter_above(text, token).is_some_and(|above| above < range.start),
            }
    });
    match next {
        None => range,
        Some(verb) => {
            let end = (range.start..verb)
                .rev()
                .find(|&token| text.is_break(token) || text.upos(token) == Upos::Cconj)
                .unwrap_or(verb);
            range.start..end
        }
    }
}

/// Whether a token opens a clause in which somebody else says something: "while Roe suggested …".
fn sets_against(text: &Text, token: usize) -> bool {
    (text.is(token, "while") || text.is(token, "whereas"))
        && text.document.head(token).is_some_and(|verb| {
            verb > token
                && text.same_level(verb, token)
                && text.is_finite(verb)
                && tells(text, verb)
                && text.document.subject(verb).is_some_and(|subject| subject > token)
        })
}

/// Whether a token is a verb by which something is said in some way.
pub(super) fn tells(text: &Text, token: usize) -> bool {
    text.upos(token) == Upos::Verb
        && Lexicon::get().entry(Kind::Verb, text.document.lemma(token)).is_some_and(cue::Entry::tells)
}

/// Whether a token is a reporting verb.
pub(super) fn reports(text: &Text, token: usize) -> bool {
    text.upos(token) == Upos::Verb
        && Lexicon::get().entry(Kind::Verb, text.document.lemma(token)).is_some_and(cue::Entry::reports)
}

/// Whether a clause is about the time or reason of the saying: "… , as the talks went on".
pub(super) fn has_own_mark(text: &Text, clause: usize) -> bool {
    text.document.children(clause).any(|mark| {
        mark < clause
            && matches!(text.deprel(mark), Deprel::Mark | Deprel::Advmod)
            && matches!(
                text.lower(mark).as_str(),
                "while" | "after" | "before" | "as" | "when" | "though" | "although" | "since" | "even"
            )
    })
}

/// The frame of a saying that breaks or follows what is said, told by the commas around it: ", Roe said," and
/// ", said Roe." The speakers' heads are given.
pub(super) fn frame_by_commas(text: &Text, cue: &Cue, speakers: &[usize]) -> Option<Range<usize>> {
    let document = text.document;
    // "…, through his habit of questioning treaties, …": behind a preposition a saying is a thing among others.
    let is_gerund = document.token(cue.head).xpos == "VBG"
        && document.children(cue.head).any(|mark| mark < cue.head && text.upos(mark) == Upos::Adp);
    if is_gerund {
        return None;
    }
    let sentence = text.sentence(cue.head);
    let (&first, &last) = (speakers.iter().min()?, speakers.iter().max()?);
    let start = if first < cue.head {
        let start = noun_phrase_start(text, first, sentence.start);
        // Only adverbs and auxiliaries between the speaker and the verb, or an apposition between commas.
        let between = last + 1..cue.head;
        if between.clone().any(|token| text.upos(token) == Upos::Verb) {
            return None;
        }
        start
    } else {
        cue.head
    };
    let comma = (sentence.start..start).rev().find(|&token| !text.is_mark(token))?;
    if !text.is_break(comma) || !text.same_level(start, cue.head) {
        return None;
    }
    if comma <= sentence.start {
        return None;
    }
    // The frame ends at the next comma or at the sentence's end, unless a clause of its own follows.
    let after = cue.tokens.end.max(last + 1);
    let is_inverted = first > cue.head;
    let end = (after..sentence.end)
        .find(|&token| text.is_break(token) || text.is_terminal(token) || text.is_mark(token))?;
    let inner = after..end;
    if inner.clone().any(|token| {
        text.is_finite(token) && !matches!(text.deprel(token), Deprel::AclRelcl)
            || matches!(text.deprel(token), Deprel::Mark)
                && (text.is(token, "that") || text.is(token, "whether"))
    }) {
        return None;
    }
    // Roe said the judge's “mind is shot”: what is said has begun.
    let has_begun = text.is_mark(end)
        && cue.entry.act(cue::Takes::Whom).is_none()
        && inner.clone().any(|token| document.is_nominal(token) && !text.is_time(token))
        && !text.is_break(end - 1);
    if !is_inverted && (has_begun || has_plain_object(text, cue, inner)) {
        return None;
    }
    if text.is_terminal(end) || end + 1 >= sentence.end {
        return Some(start..sentence.end);
    }
    // Behind an inverted speaker what follows a comma describes him to the end: ", said Roe, who was there."
    if is_inverted {
        return Some(start..sentence.end);
    }
    let next = end + 1;
    let is_more = next < sentence.end
        && (document.token(next).xpos == "VBG"
            || matches!(
                text.lower(next).as_str(),
                "who" | "which" | "when" | "while" | "after" | "before" | "as"
            )
            || (text.upos(next) == Upos::Cconj
                && (next..(next + 6).min(sentence.end)).any(|token| reports(text, token))));
    Some(start..if is_more { sentence.end } else { end })
}

fn noun_phrase_start(text: &Text, head: usize, bound: usize) -> usize {
    let mut start = head;
    for child in text.document.children(head).filter(|&child| child < head) {
        if matches!(
            text.deprel(child).universal(),
            Deprel::Det
                | Deprel::Amod
                | Deprel::Compound
                | Deprel::Nummod
                | Deprel::Nmod
                | Deprel::Flat
                | Deprel::Case
                | Deprel::Advmod
        ) {
            start = start.min(text.document.reach(child).start);
        }
    }
    start.max(bound)
}

/// Whether a noun stands behind the verb that is no hearer, time or place.
fn has_plain_object(text: &Text, cue: &Cue, inner: Range<usize>) -> bool {
    text.document.children(cue.head).any(|child| {
        inner.contains(&child)
            && match text.deprel(child) {
                Deprel::Xcomp => true,
                Deprel::Obj => cue.entry.act(cue::Takes::Whom).is_none(),
                _ => false,
            }
            && !text.is_time(child)
    })
}
