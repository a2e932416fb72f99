//! Which time expression dates a predicate: the one attached to it in the tree, else one of its clause.

use super::{TimeMention, is_dating};
use chancery_syntax::{Deprel, Document, Upos};
use std::ops::Range;

/// How far up the tree a clause is looked for.
const CLIMB: usize = 12;

/// The number of the expression that dates a predicate (a verb, or a noun such as "attack"): attached to it, or to
/// the verb that it is subject, object or complement of, or to the verb it is coordinated with; and how near it is:
/// 0 where it is attached to the predicate itself. Lengths, repeated and vague times date nothing.
pub(crate) fn time_and_level(
    document: &Document,
    times: &[TimeMention],
    predicate: usize,
) -> Option<(usize, u8)> {
    let sentence =
        document.tokens().get(predicate).map(|_| document.sentence_of(predicate).tokens.clone())?;
    let first = times.partition_point(|time| time.tokens.start < sentence.start);
    let candidates = times
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, time)| time.tokens.start < sentence.end)
        .filter(|(_, time)| is_dating(time))
        .map(|(number, time)| (number, time.tokens.clone()));
    nearest_in_clause(document, candidates, predicate)
}

/// Of some runs of tokens in a predicate's sentence the one nearest to it in the tree: attached to it (level 0), in
/// its clause (1, or 2 below another noun or shared by coordination); the nearest in the text among equals.
fn nearest_in_clause(
    document: &Document,
    candidates: impl Iterator<Item = (usize, Range<usize>)>,
    predicate: usize,
) -> Option<(usize, u8)> {
    let clause = clause_head(document, predicate);
    let relation = document.token(clause).deprel.universal();
    let shared = match relation {
        Deprel::Conj | Deprel::Xcomp => document.head(clause),
        // "met the envoys on Monday, saying …"
        Deprel::Advcl if is_bare_participle(document, clause) => document.head(clause),
        _ => None,
    };
    // "in a statement on Friday saying …"
    let noun = if relation == Deprel::Acl { document.head(clause) } else { None };
    let mut best: Option<(u8, usize, usize)> = None;
    for (number, tokens) in candidates {
        let Some(governor) = governor(document, &tokens) else { continue };
        let level = if governor == predicate {
            0
        } else {
            let its_clause = clause_head(document, governor);
            let noun_between = governor != its_clause
                && !is_verbal(document, governor)
                && !is_after_subject(document, governor, &tokens);
            if Some(governor) == noun {
                1
            } else if its_clause == predicate || (its_clause == clause && !noun_between) {
                1 + u8::from(noun_between)
            } else if Some(its_clause) == shared && !noun_between {
                2
            } else {
                continue;
            }
        };
        let distance = tokens.start.abs_diff(predicate);
        if best.is_none_or(|(l, d, _)| (level, distance) < (l, d)) {
            best = Some((level, distance, number));
        }
    }
    best.map(|(level, _, number)| (number, level))
}

/// "President Jane Doe Thursday condemned …": the day behind the subject is the verb's, though it hangs on the name.
fn is_after_subject(document: &Document, governor: usize, time: &Range<usize>) -> bool {
    document.token(governor).deprel.universal() == Deprel::Nsubj
        && governor < time.start
        && document.case_of(top(document, time)).is_none()
        && document.head(governor).is_some_and(|verb| verb >= time.end)
}

/// A participle without a subject or a conjunction of its own.
fn is_bare_participle(document: &Document, verb: usize) -> bool {
    document.token(verb).xpos == "VBG"
        && !document
            .children(verb)
            .any(|child| matches!(document.token(child).deprel.universal(), Deprel::Nsubj | Deprel::Mark))
}

/// The number of the expression of the verb that a predicate is coordinated with, where the predicate has none of its own
/// and both tell the past: "condemned the raid on Monday and **met** the envoys".
pub(crate) fn shared_time(document: &Document, times: &[TimeMention], predicate: usize) -> Option<usize> {
    let mut at = predicate;
    for _ in 0..CLIMB {
        let data = document.token(at);
        let own_subject =
            document.children(at).any(|child| document.token(child).deprel.universal() == Deprel::Nsubj);
        if data.deprel != Deprel::Conj || data.xpos != "VBD" || own_subject {
            return None;
        }
        at = document.head(at).filter(|&head| document.token(head).xpos == "VBD")?;
        // Behind the second verb a day is not the first one's.
        if let Some((time, level)) = time_and_level(document, times, at)
            && level < 2
            && times[time].tokens.end <= predicate
        {
            return Some(time);
        }
    }
    None
}

/// The topmost of some tokens in the tree.
pub(crate) fn top(document: &Document, tokens: &Range<usize>) -> usize {
    let mut at = tokens.start;
    for _ in tokens.clone() {
        match document.head(at) {
            Some(head) if tokens.contains(&head) => at = head,
            _ => break,
        }
    }
    at
}

/// The token that some tokens hang on: the head of the topmost.
pub(crate) fn governor(document: &Document, tokens: &Range<usize>) -> Option<usize> {
    document.head(top(document, tokens))
}

fn is_verbal(document: &Document, token: usize) -> bool {
    matches!(document.token(token).upos, Upos::Verb | Upos::Aux)
}

/// The predicate of the clause that a token stands in: itself where it is one, else the nearest verb or clause root
/// above it.
pub(crate) fn clause_head(document: &Document, token: usize) -> usize {
    let mut at = token;
    for _ in 0..CLIMB {
        let row = document.token(at);
        let clausal = matches!(
            row.deprel.universal(),
            Deprel::Root
                | Deprel::Ccomp
                | Deprel::Xcomp
                | Deprel::Advcl
                | Deprel::Acl
                | Deprel::Csubj
                | Deprel::Parataxis
        );
        if clausal || is_verbal(document, at) && row.deprel.universal() != Deprel::Aux {
            return at;
        }
        match document.head(at) {
            Some(head) => at = head,
            None => return at,
        }
    }
    at
}
