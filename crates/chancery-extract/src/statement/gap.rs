//! What stands between quotations: whether it is the frame of a saying.

use super::cue::{self, Class, Cue};
use super::reach;
use super::speaker::{self, Speakers};
use super::text::Text;
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

/// Most tokens between a cue and the quotation that it introduces.
const NEAR: usize = 40;

/// The cues whose heads lie in a range, with their numbers.
pub(super) fn cues_in(cues: &[Cue], range: Range<usize>) -> impl DoubleEndedIterator<Item = (usize, &Cue)> {
    let start = cues.partition_point(|cue| cue.head < range.start);
    let end = cues.partition_point(|cue| cue.head < range.end).max(start);
    cues[start..end].iter().enumerate().map(move |(n, cue)| (start + n, cue))
}

/// Whether the clause of a verb begins at `from`: "X said", "said X", "X, a doctor, said".
pub(super) fn frame_begins(text: &Text, verb: usize, from: usize) -> bool {
    let document = text.document;
    if verb == from {
        return true;
    }
    let is_relative = matches!(text.deprel(verb), Deprel::AclRelcl | Deprel::Acl);
    if is_relative
        && (from..verb).any(|token| matches!(document.token(token).xpos, "WP" | "WDT" | "WP$" | "WRB"))
    {
        return false;
    }
    let start = document
        .children(verb)
        .take_while(|&child| child < verb)
        .filter(|&child| {
            matches!(
                text.deprel(child).universal(),
                Deprel::Nsubj
                    | Deprel::Aux
                    | Deprel::Advmod
                    | Deprel::Obl
                    | Deprel::Mark
                    | Deprel::Advcl
                    | Deprel::Discourse
            )
        })
        .map(|child| document.reach(child).start)
        .filter(|&start| start >= from)
        .min();
    if start.is_some_and(|start| start <= from + 1) {
        return true;
    }
    // No other verb comes first: the phrase between is the subject, whatever the tree says.
    verb - from <= NEAR
        && !(from..verb).any(|token| {
            matches!(text.document.token(token).xpos, "VBD" | "VBZ" | "VBP" | "MD")
                && !is_in_relative(text, token, verb)
        })
        && (from..verb).any(|token| document.is_nominal(token))
        && matches!(document.token(verb).xpos, "VBD" | "VBZ" | "VBP" | "VBN" | "NNS")
}

/// Whether a token stands in a relative clause or an apposition before the verb.
fn is_in_relative(text: &Text, token: usize, verb: usize) -> bool {
    let mut at = token;
    for _ in 0..12 {
        if matches!(text.deprel(at), Deprel::AclRelcl | Deprel::Acl) {
            return true;
        }
        match text.document.head(at) {
            Some(head) if head != verb => at = head,
            _ => return false,
        }
    }
    false
}

/// Whether a cue has a clause of its own right behind it or its hearer: "asked whether …", "told him that …". A clause
/// behind a comma or further on hangs on something else.
pub(super) fn has_right_clause(text: &Text, cue: &Cue) -> bool {
    let next = cue.tokens.end;
    let sentence = text.sentence(cue.head);
    text.document.children(cue.head).filter(|&child| child > cue.head).any(|child| {
        text.deprel(child) == Deprel::Ccomp
            && !(next..text.document.reach(child).start).any(|token| text.is_break(token))
            && text.document.token(child).xpos != "VBG"
            && !reach::has_own_mark(text, child)
    }) || sentence.contains(&next) && text.is(next, "that")
}

/// The main verb of a stretch before a colon: the root of its sentence, if it lies there.
pub(super) fn main_verb(text: &Text, range: Range<usize>) -> Option<usize> {
    let is_main = |token: usize| text.document.head(token).is_none() && text.upos(token) == Upos::Verb;
    range
        .clone()
        .find(|&token| is_main(token))
        .or_else(|| first_verb(text, range).filter(|&verb| text.deprel(verb) != Deprel::Advcl))
}

/// Whether a colon behind the clause of a verb can open what its subject says: somebody is the subject.
pub(super) fn shows(text: &Text, verb: usize) -> bool {
    let is_somebody = |head: usize| {
        text.mentions.entity_at(head).is_some()
            || matches!(text.upos(head), Upos::Propn | Upos::Pron)
            || cue::is(Class::Artefact, text.document.lemma(head))
    };
    matches!(speaker::of_verb(text, verb), Speakers::Named(heads) if heads.iter().all(|&head| is_somebody(head)))
}

/// The first finite verb of a stretch that is no auxiliary and not within a relative clause.
pub(super) fn first_verb(text: &Text, range: Range<usize>) -> Option<usize> {
    range.clone().find(|&token| {
        text.upos(token) == Upos::Verb
            && text.is_finite(token)
            && !matches!(text.deprel(token), Deprel::AclRelcl | Deprel::Acl)
            && text.document.subject(token).is_some()
    })
}

/// Whether what stands between a cue and a quotation can belong to the cue: hearers, times, places, the speaker of
/// an inverted cue, but no other finite verb and no sentence end.
pub(super) fn is_near(text: &Text, between: Range<usize>) -> bool {
    between.len() <= NEAR
        && !between.clone().any(|token| {
            text.is_terminal(token)
                || text.is(token, ";")
                || (matches!(text.document.token(token).xpos, "VBD" | "VBZ" | "VBP" | "MD")
                    && !matches!(text.deprel(token), Deprel::AclRelcl)
                    && !is_in_relative(text, token, between.start.saturating_sub(1)))
        })
}

/// The head of a short noun phrase that is all of a stretch before a colon: "Roe: “…”".
pub(super) fn label(text: &Text, range: Range<usize>) -> Option<usize> {
    let words = range.clone().filter(|&token| text.is_word(token)).count();
    if !(1..=8).contains(&words)
        || range.clone().any(|token| matches!(text.upos(token), Upos::Verb | Upos::Aux))
    {
        return None;
    }
    let head = range
        .clone()
        .find(|&token| text.document.head(token).is_none_or(|head| !range.contains(&head)))
        .filter(|&token| matches!(text.upos(token), Upos::Propn | Upos::Noun | Upos::Pron))?;
    // "From the report: “…”", "More from the report: “…”"
    if let Some(from) = range.clone().find(|&token| text.is(token, "from"))
        && let Some(artefact) = (from + 1..range.end).find(|&token| {
            cue::is(Class::Artefact, text.document.lemma(token)) || text.mentions.entity_at(token).is_some()
        })
    {
        return Some(artefact);
    }
    let form = text.document.form(head);
    let is_capitals = form.chars().count() > 1 && form.chars().all(char::is_uppercase);
    let is_somebody =
        is_capitals || text.upos(head) == Upos::Propn || text.mentions.entity_at(head).is_some();
    let lemma = text.lower(head);
    (is_somebody && !cue::is(Class::Headline, &lemma) && !text.is_time(head)).then_some(head)
}

/// Whether a sentence's subject is a pronoun or one of these heads' words: a remark on the same speaker.
pub(super) fn is_about(text: &Text, sentence: Range<usize>, speakers: &[usize]) -> bool {
    let document = text.document;
    let Some(root) = sentence.clone().find(|&token| document.head(token).is_none()) else { return false };
    document.subject(root).is_some_and(|subject| {
        matches!(document.token(subject).xpos, "PRP")
            || speakers.iter().any(|&speaker| document.form(speaker) == document.form(subject))
    })
}
