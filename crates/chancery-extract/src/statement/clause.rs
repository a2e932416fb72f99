//! What is said as a clause: "X said (that) …", "…, X said", "…, X said, …", "as X put it".

use super::cue::{self, Class, Cue, Takes};
use super::speaker;
use super::text::Text;
use chancery_record::Act;
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

/// Content found for a cue.
pub(super) struct Content {
    pub(super) parts: Vec<Range<usize>>,
    pub(super) act: Act,
    pub(super) rule: &'static str,
}

/// The clause that a reporting verb reports.
pub(super) fn find(text: &Text, cue: &Cue) -> Option<Content> {
    let act = clause_act(text, cue);
    if let Some(act) = act
        && let Some(part) = right(text, cue)
    {
        return Some(Content { parts: vec![part], act, rule: "statement-clause" });
    }
    let act = act.or(cue.entry.act(Takes::Quote))?;
    left(text, cue).or_else(|| around(text, cue)).map(|parts| Content {
        parts,
        act,
        rule: "statement-parenthetical",
    })
}

/// The act of the verb with a clause, `None` where it takes none.
fn clause_act(text: &Text, cue: &Cue) -> Option<Act> {
    cue.entry.act(Takes::That).or(cue.entry.act(Takes::Wh)).or_else(|| {
        let act = cue.entry.act(Takes::ArtefactThat)?;
        match speaker::of_verb(text, cue.head) {
            speaker::Speakers::Named(heads) => {
                heads.iter().any(|&head| cue::is(Class::Artefact, text.document.lemma(head))).then_some(act)
            }
            _ => None,
        }
    })
}

/// The clause behind the verb.
fn right(text: &Text, cue: &Cue) -> Option<Range<usize>> {
    let document = text.document;
    let sentence = text.sentence(cue.head);
    let clause = document
        .children(cue.head)
        .filter(|&child| child > cue.head)
        .find(|&child| is_clause(text, cue, child));
    if let Some(clause) = clause {
        let reach = document.reach(clause);
        let start = reach.start.max(cue.tokens.end);
        let start = skip_frame(text, cue, start, clause);
        return clip(text, cue, start..right_end(text, cue, reach.end));
    }
    // Where the tree has no clause: "that" behind the verb and its hearer.
    let that =
        (cue.tokens.end..sentence.end.min(cue.tokens.end + 8)).find(|&token| text.is(token, "that"))?;
    let is_mark = text.upos(that) == Upos::Sconj
        && !(cue.tokens.end..that).any(|token| {
            text.is_finite(token)
                || matches!(text.document.form(token), "." | ";" | ":")
                || text.upos(token) == Upos::Verb
        });
    is_mark.then(|| clip(text, cue, that..right_end(text, cue, sentence.end))).flatten()
}

fn is_clause(text: &Text, cue: &Cue, child: usize) -> bool {
    let document = text.document;
    match text.deprel(child).universal() {
        Deprel::Ccomp => true,
        // "said: Sylvania must go" and a clause that the parser took for an aside.
        Deprel::Parataxis => {
            child > cue.head
                && text.is_finite(child)
                && document.subject(child).is_some_and(|subject| subject > cue.head)
                && speaker::of_verb(text, cue.head).is_named()
                && document.subject(cue.head).is_none_or(|subject| subject < cue.head)
        }
        // "said that …" taken for an adverbial clause.
        Deprel::Advcl | Deprel::Acl => document.children(child).any(|mark| {
            text.deprel(mark) == Deprel::Mark && (text.is(mark, "that") || text.is(mark, "whether"))
        }),
        _ => false,
    }
}

/// A clause's first token, where parts of the frame ("on Monday", "in a statement") were taken into it: everything
/// up to "that" is frame.
fn skip_frame(text: &Text, cue: &Cue, start: usize, clause: usize) -> usize {
    let _ = cue;
    let mark = text
        .document
        .children(clause)
        .find(|&child| text.deprel(child) == Deprel::Mark && text.is(child, "that") && child > start);
    match mark {
        Some(that) if !(start..that).any(|token| text.is_finite(token)) => that,
        _ => start,
    }
}

/// Where the content behind a verb ends: before verbs coordinated with it and before its own later modifiers.
fn right_end(text: &Text, cue: &Cue, end: usize) -> usize {
    let document = text.document;
    let mut cut = end;
    for child in document.children(cue.head).filter(|&child| child > cue.head) {
        let start = document.reach(child).start;
        if start <= cue.tokens.end || start >= cut {
            continue;
        }
        let ends = match text.deprel(child).universal() {
            Deprel::Conj => true,
            Deprel::Advcl => document.token(child).xpos == "VBG",
            Deprel::Obl => text.is_time(child),
            _ => false,
        };
        if ends {
            cut = start;
        }
    }
    cut
}

/// Keeps content within the quotation that its cue stands in, and off the cue itself.
fn clip(text: &Text, cue: &Cue, range: Range<usize>) -> Option<Range<usize>> {
    let mut range = range.start.max(cue.tokens.end)..range.end;
    if let Some(level) = text.level(cue.head) {
        let inner = &text.mentions.quotations[level].tokens;
        range = range.start.max(inner.start)..range.end.min(inner.end);
    }
    let range = text.trim(range);
    (range.clone().filter(|&token| text.is_word(token)).count() > 1).then_some(range)
}

/// The clause before the verb, as its complement: "…, X said".
fn left(text: &Text, cue: &Cue) -> Option<Vec<Range<usize>>> {
    let document = text.document;
    let clause = document.children(cue.head).take_while(|&child| child < cue.head).find(|&child| {
        matches!(text.deprel(child).universal(), Deprel::Ccomp | Deprel::Parataxis)
            && has_break(text, document.reach(child).end, cue.head)
    })?;
    if !speaker::of_verb(text, cue.head).is_named() {
        return None;
    }
    let reach = document.reach(clause);
    let frame = frame(text, cue, reach.end..reach.end);
    parts(text, cue, text.sentence(cue.head), frame)
}

/// The clause that the verb is an aside to: "…, X said, …", "as X put it".
fn around(text: &Text, cue: &Cue) -> Option<Vec<Range<usize>>> {
    let document = text.document;
    let sentence = text.sentence(cue.head);
    let as_clause = document
        .children(cue.head)
        .find(|&child| child < cue.head && text.is(child, "as") && document.subject(cue.head).is_some())
        .filter(|&child| child == document.reach(cue.head).start);
    let mut top = cue.head;
    if text.deprel(top) == Deprel::Conj && as_clause.is_none() {
        return None;
    }
    let is_aside = matches!(text.deprel(top), Deprel::Parataxis | Deprel::Dep | Deprel::Discourse)
        || (as_clause.is_some() && matches!(text.deprel(top), Deprel::Advcl | Deprel::AdvclRelcl));
    if !is_aside && document.head(top).is_some() {
        return None;
    }
    if !speaker::of_verb(text, cue.head).is_named() {
        return None;
    }
    if document.head(top).is_none() {
        // The cue is the root with no complement: only ", X said." at the end of its sentence.
        return tail(text, cue, sentence);
    }
    while let Some(head) = document.head(top) {
        top = head;
        if !matches!(text.deprel(top), Deprel::Parataxis) {
            break;
        }
    }
    let reach = document.reach(cue.head);
    if has_object(text, cue.head) && as_clause.is_none() {
        return None;
    }
    let whole = document.reach(top);
    let starts_aside = has_break(text, reach.start, reach.start + 1)
        || has_break(text, reach.start.saturating_sub(1), reach.start);
    let is_first = reach.start <= sentence.start + 1;
    if !starts_aside && !is_first {
        return None;
    }
    parts(text, cue, whole, reach)
}

/// ", X said." as the last words of a sentence.
fn tail(text: &Text, cue: &Cue, sentence: Range<usize>) -> Option<Vec<Range<usize>>> {
    if has_object(text, cue.head) {
        return None;
    }
    let start = frame_start(text, cue);
    let comma = start.checked_sub(1).filter(|comma| sentence.contains(comma) && text.is(*comma, ","))?;
    let has_verb = (sentence.start..comma).any(|token| text.is_finite(token));
    let frame = start..sentence.end;
    (has_verb && comma > sentence.start + 2).then(|| parts(text, cue, sentence, frame)).flatten()
}

fn frame_start(text: &Text, cue: &Cue) -> usize {
    let document = text.document;
    let subject = match speaker::of_verb(text, cue.head) {
        speaker::Speakers::Named(heads) => heads.iter().map(|&head| document.reach(head).start).min(),
        _ => None,
    };
    subject.filter(|&start| start < cue.head).unwrap_or(cue.head)
}

fn has_object(text: &Text, verb: usize) -> bool {
    text.document.children(verb).any(|child| {
        child > verb
            && matches!(text.deprel(child), Deprel::Obj)
            && text.document.subject(verb) != Some(child)
            && !matches!(text.lower(child).as_str(), "it" | "reporters")
    }) && text.document.subject(verb).is_some_and(|subject| subject < verb)
}

/// Whether a comma, dash or mark stands between two places.
fn has_break(text: &Text, from: usize, to: usize) -> bool {
    (from.saturating_sub(1)..to.min(text.document.tokens().len()))
        .any(|token| text.is_break(token) || text.is_mark(token))
}

/// The tokens of a frame behind content: up to the next comma that opens more content, else to the sentence's end.
fn frame(text: &Text, cue: &Cue, start: Range<usize>) -> Range<usize> {
    let sentence = text.sentence(cue.head);
    start.start..sentence.end
}

/// What is left of a stretch without the frame.
fn parts(text: &Text, cue: &Cue, whole: Range<usize>, frame: Range<usize>) -> Option<Vec<Range<usize>>> {
    let inner = match text.level(cue.head) {
        Some(level) => text.mentions.quotations[level].tokens.clone(),
        None => 0..text.document.tokens().len(),
    };
    let clip = |range: Range<usize>| {
        text.trim(range.start.max(inner.start)..range.end.min(inner.end).max(range.start))
    };
    let parts: Vec<Range<usize>> = [whole.start..frame.start, frame.end..whole.end]
        .into_iter()
        .filter(|part| part.start < part.end)
        .map(clip)
        .filter(|part| part.clone().any(|token| text.is_word(token)))
        .collect();
    (parts.iter().map(|part| part.len()).sum::<usize>() > 1).then_some(parts)
}
