//! What is said by a noun: "the claim that", "his warning that", "a call for", "criticism of".

use super::CueMention;
use super::cue::{Cue, Kind, Takes};
use super::draft::Draft;
use super::text::Text;
use chancery_record::Act;
use chancery_syntax::{Deprel, Upos};

/// Verbs by which somebody utters what the noun names: "made the claim that", "issued a warning that".
const UTTERS: &[&str] = &[
    "make",
    "issue",
    "repeat",
    "give",
    "offer",
    "voice",
    "deliver",
    "level",
    "renew",
    "reiterate",
    "lodge",
    "release",
    "send",
    "publish",
];

/// Statements of reporting nouns.
pub(super) fn find(text: &Text, cues: &[Cue]) -> Vec<Draft> {
    cues.iter().filter(|cue| cue.kind == Kind::Noun).filter_map(|cue| at(text, cue)).collect()
}

fn at(text: &Text, cue: &Cue) -> Option<Draft> {
    let document = text.document;
    let noun = cue.head;
    let mut content = None;
    for child in document.children(noun).filter(|&child| child > noun) {
        let takes = match text.deprel(child) {
            Deprel::Acl | Deprel::Ccomp | Deprel::AclRelcl if has_mark(text, child, "that") => Takes::That,
            Deprel::Acl | Deprel::Xcomp | Deprel::Advcl if has_mark(text, child, "to") => Takes::To,
            Deprel::Nmod if document.case_of(child).as_deref() == Some("for") => Takes::For,
            Deprel::Nmod if document.case_of(child).as_deref() == Some("of") => Takes::Of,
            _ => continue,
        };
        let Some(act) = cue.entry.act(takes) else { continue };
        content = Some((child, takes, act));
        break;
    }
    // "the allegation by Sylvania that …", where the tree hangs the clause elsewhere.
    if content.is_none()
        && let Some(act) = cue.entry.act(Takes::That)
        && let Some(that) = that_behind(text, noun)
        && let Some(clause) = document.head(that).filter(|&clause| clause > that)
    {
        content = Some((clause, Takes::That, act));
    }
    if content.is_none()
        && let Some(act) = cue.entry.act(Takes::That)
        && let Some(draft) = is_that(text, cue, act)
    {
        return Some(draft);
    }
    let (child, takes, act) = content?;
    // "said in a statement that …" is said by who says it in the statement.
    if matches!(text.deprel(noun).universal(), Deprel::Obl | Deprel::Nmod)
        && document.head(noun).is_some_and(|head| super::reach::reports(text, head))
    {
        return None;
    }
    // "dropped a demand that …": it is said no more.
    if text.deprel(noun) == Deprel::Obj
        && document
            .head(noun)
            .is_some_and(|verb| super::cue::is(super::cue::Class::Ends, document.lemma(verb)))
    {
        return None;
    }
    let speakers = speakers(text, noun);
    // A noun without anybody who says it is a saying only with a clause ("the claim that").
    if speakers.is_empty() && takes != Takes::That {
        return None;
    }
    let mut reach = document.reach(child);
    if takes == Takes::That {
        reach.end = clause_end(text, reach.clone());
    }
    let start = match takes {
        Takes::For | Takes::Of => document
            .children(child)
            .find(|&case| text.deprel(case) == Deprel::Case)
            .map_or(reach.start, |case| case + 1),
        _ => reach.start,
    };
    let mut draft = Draft {
        cue: Some(CueMention { tokens: cue.tokens.clone(), lemma: cue.lemma.clone() }),
        level: text.level(noun),
        speakers,
        addressees: Vec::new(),
        act: if takes == Takes::For { Act::Request } else { act },
        content: vec![start.max(noun + 1)..reach.end],
        rule: "statement-noun",
    };
    if let Some(level) = draft.level {
        let inner = text.mentions.quotations[level].tokens.clone();
        draft.content[0] =
            draft.content[0].start..draft.content[0].end.min(inner.end).max(draft.content[0].start);
    }
    draft.tidy(text);
    (!draft.content.is_empty()).then_some(draft)
}

/// "Roe's first claim was that the islands were empty".
fn is_that(text: &Text, cue: &Cue, act: Act) -> Option<Draft> {
    let noun = cue.head;
    let sentence = text.sentence(noun);
    let that = noun + 2;
    let fits = sentence.contains(&(that + 1))
        && matches!(text.lower(noun + 1).as_str(), "is" | "was")
        && text.is(that, "that")
        && text.upos(that) == Upos::Sconj
        && text.same_level(noun, that);
    let speakers = speakers(text, noun);
    if !fits || speakers.is_empty() {
        return None;
    }
    let mut draft = Draft {
        cue: Some(CueMention { tokens: cue.tokens.clone(), lemma: cue.lemma.clone() }),
        level: text.level(noun),
        speakers,
        addressees: Vec::new(),
        act,
        content: vec![super::reach::cut(text, that..sentence.end)],
        rule: "statement-noun",
    };
    draft.tidy(text);
    (!draft.content.is_empty()).then_some(draft)
}

/// The end of a noun's clause: before the verb of which the noun is the subject ("the claim that the islands are empty |
/// is false"), which parsers like to take into the clause.
fn clause_end(text: &Text, clause: std::ops::Range<usize>) -> usize {
    let is_verb = |token: usize| matches!(text.document.token(token).xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let mut first = None;
    for token in clause.clone() {
        let parts = matches!(text.upos(token), Upos::Sconj | Upos::Cconj)
            || matches!(text.document.token(token).xpos, "WDT" | "WP" | "WRB" | "VBG" | "PRP")
            || text.is_break(token);
        if parts && token > clause.start {
            first = None;
        } else if is_verb(token) {
            match first {
                None => first = Some(token),
                // "said they left": the first takes a clause.
                Some(before) if super::reach::reports(text, before) => first = Some(token),
                Some(_) => return token,
            }
        }
    }
    clause.end
}

/// "that" behind a noun, or behind who says it: "the allegation by Sylvania that".
fn that_behind(text: &Text, noun: usize) -> Option<usize> {
    let end = text.sentence(noun).end;
    let next = noun + 1;
    if next >= end {
        return None;
    }
    let has_by = text.is(next, "by") || text.is(next, "from");
    let at = if has_by { (next + 1..end.min(next + 8)).find(|&token| text.is(token, "that"))? } else { next };
    let xpos = text.document.token(at).xpos;
    // "denial that it had crossed the border": no relative clause, for its verb has an object of its own.
    let has_object = text.document.head(at).is_some_and(|verb| {
        text.document.subject(verb).is_some_and(|subject| subject != at)
            && text.document.children(verb).any(|child| child > at && text.deprel(child) == Deprel::Obj)
    });
    (text.is(at, "that") && (xpos == "IN" || (xpos == "WDT" && (has_by || has_object)))).then_some(at)
}

fn has_mark(text: &Text, clause: usize, word: &str) -> bool {
    text.document
        .children(clause)
        .any(|mark| mark < clause && text.deprel(mark) == Deprel::Mark && text.is(mark, word))
}

/// Whose claim it is: a possessor, "by …", or the subject of a verb of uttering.
fn speakers(text: &Text, noun: usize) -> Vec<usize> {
    let document = text.document;
    let people = |head: usize| -> Vec<usize> {
        document
            .conjuncts(head)
            .into_iter()
            .filter(|&one| {
                text.same_level(one, noun) && (document.is_nominal(one) || text.upos(one) == Upos::Pron)
            })
            .collect()
    };
    if let Some(owner) = document.child(noun, Deprel::NmodPoss) {
        return people(owner);
    }
    if let Some(by) = document.children(noun).find(|&child| {
        text.deprel(child).universal() == Deprel::Nmod
            && document.case_of(child).is_some_and(|case| case == "by" || case == "from")
    }) {
        return people(by);
    }
    match document.head(noun) {
        Some(verb)
            if text.deprel(noun) == Deprel::Obj
                && UTTERS.contains(&document.lemma(verb))
                && !document.is_passive(verb) =>
        {
            document.shared_subject(verb).map(people).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
