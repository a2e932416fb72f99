//! Sources without a reporting verb: "according to X", "in the words of X", "reportedly".

use super::cue::{self, Class, Kind, Lexicon, Takes};
use super::draft::Draft;
use super::text::Text;
use super::{CueMention, outer};
use chancery_record::Act;
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

/// The phrases with a speaker behind them, by their words.
fn phrases() -> Vec<Vec<&'static str>> {
    [
        "according to",
        "in the words of",
        "in the view of",
        "in the opinion of",
        "in the telling of",
        "as told by",
    ]
    .into_iter()
    .filter(|phrase| Lexicon::get().entry(Kind::Phrase, phrase).is_some())
    .map(|phrase| phrase.split(' ').collect())
    .collect()
}

/// Statements of "according to" and the like. `taken` tells which tokens are cues already.
pub(super) fn find(text: &Text, taken: impl Fn(usize) -> bool) -> Vec<Draft> {
    let phrases = phrases();
    let mut drafts = Vec::new();
    for first in 0..text.document.tokens().len() {
        if !matches!(text.upos(first), Upos::Verb | Upos::Adp | Upos::Adv | Upos::Sconj | Upos::X)
            && !text.is(first, "according")
        {
            continue;
        }
        let Some(phrase) = phrases.iter().find(|phrase| {
            phrase
                .iter()
                .enumerate()
                .all(|(n, word)| first + n < text.document.tokens().len() && text.is(first + n, word))
        }) else {
            continue;
        };
        if taken(first) {
            continue;
        }
        drafts.extend(phrase_at(text, first..first + phrase.len()));
    }
    drafts
}

fn phrase_at(text: &Text, cue: Range<usize>) -> Option<Draft> {
    let document = text.document;
    let sentence = text.sentence(cue.start);
    let level = text.level(cue.start);
    let inner = match level {
        Some(level) => text.mentions.quotations[level].tokens.clone(),
        None => 0..document.tokens().len(),
    };
    let bounds = sentence.start.max(inner.start)..sentence.end.min(inner.end);
    let head = source_head(text, cue.end - 1, bounds.end)?;
    if cue::is(Class::NoSource, document.lemma(head)) || text.is_time(head) {
        return None;
    }
    let reach = document.reach(head);
    // The source's phrase ends at the next break; what follows it without a verb of its own describes the source.
    let end = reach.end.max(head + 1).min(bounds.end);
    let end = (head + 1..end).find(|&token| text.is(token, ",")).unwrap_or(end);
    let describes = !(end..bounds.end).any(|token| text.is_finite(token));
    let is_last = describes
        && (bounds.start..cue.start).any(|token| text.is_finite(token))
        && !is_parted(text, cue.start, bounds.start);
    let frame = cue.start..if is_last { bounds.end } else { end };
    // "according to X, …" at the beginning takes what follows the comma; at the end, what goes before.
    let content: Vec<Range<usize>> = if frame.start <= bounds.start + 1 {
        let commas = (head + 1..bounds.end).filter(|&token| text.is(token, ","));
        // "according to Roe, the minister, the talks …": the comma behind which a clause begins.
        let comma = commas.clone().find(|&comma| {
            let next = (comma + 1..bounds.end).find(|&token| text.is(token, ",")).unwrap_or(bounds.end);
            (comma + 1..next).any(|token| text.is_finite(token))
        });
        let start = comma.map_or(frame.end, |comma| comma + 1);
        let outer = outer::find(text, cue.start).map(|outer| outer.frame.start);
        vec![start..outer.filter(|&outer| outer > start).unwrap_or(bounds.end)]
    } else {
        vec![bounds.start..frame.start, frame.end..bounds.end]
    };
    let mut draft = Draft {
        cue: Some(CueMention {
            tokens: cue.clone(),
            lemma: text.document.text().slice(document.span_of(cue)).to_lowercase(),
        }),
        level,
        // "According to Roe, the envoys and the guards left": the clause is no speaker.
        speakers: document.conjuncts(head).into_iter().filter(|&one| one < end || end == head + 1).collect(),
        addressees: Vec::new(),
        act: Act::Assert,
        content: content.into_iter().filter(|part| part.start < part.end).collect(),
        rule: "statement-according-to",
    };
    draft.tidy(text);
    (!draft.content.is_empty()).then_some(draft)
}

/// Whether the words before the source are only half a clause: "The talks were, in the words of Roe, a waste".
fn is_parted(text: &Text, cue: usize, start: usize) -> bool {
    cue > start + 1
        && text.is_break(cue - 1)
        && matches!(text.upos(cue - 2), Upos::Aux | Upos::Adp | Upos::Det)
}

/// "reportedly" and "is said to": content without a speaker.
pub(super) fn unnamed(text: &Text) -> Vec<Draft> {
    let document = text.document;
    let mut drafts = Vec::new();
    for token in 0..document.tokens().len() {
        if text.upos(token) != Upos::Adv {
            continue;
        }
        let lemma = text.lower(token);
        let Some(act) = Lexicon::get().entry(Kind::Adverb, &lemma).and_then(|entry| entry.act(Takes::Nobody))
        else {
            continue;
        };
        // "reportedly argued that": the verb reports by itself.
        let Some(clause) = clause_of(text, token).filter(|&clause| !super::reach::reports(text, clause))
        else {
            continue;
        };
        let level = text.level(token);
        let mut reach = document.reach(clause);
        // "When the vote was over, the envoys reportedly left": what goes before the subject is the writer's.
        if let Some(subject) = document.subject(clause).filter(|&subject| subject < token) {
            reach.start = document.reach(subject).start;
        }
        let mut draft = Draft {
            cue: Some(CueMention { tokens: token..token + 1, lemma }),
            level,
            speakers: Vec::new(),
            addressees: Vec::new(),
            act,
            content: vec![reach.start..token, token + 1..reach.end],
            rule: "statement-unnamed",
        };
        draft.content.retain(|part| part.start < part.end);
        draft.tidy(text);
        if !draft.content.is_empty() {
            drafts.push(draft);
        }
    }
    drafts
}

/// The verb or predicate that an adverb modifies.
fn clause_of(text: &Text, adverb: usize) -> Option<usize> {
    let head = text.document.head(adverb)?;
    match text.deprel(adverb) {
        Deprel::Advmod if matches!(text.upos(head), Upos::Verb | Upos::Adj | Upos::Noun | Upos::Propn) => {
            Some(head)
        }
        _ => None,
    }
    .filter(|&head| text.same_level(head, adverb))
}

/// The head of the noun phrase behind "according to".
pub(super) fn source_head(text: &Text, to: usize, end: usize) -> Option<usize> {
    let document = text.document;
    let first = (to + 1..end).find(|&token| document.is_nominal(token))?;
    let mut head = first;
    for _ in 0..12 {
        match document.head(head) {
            Some(above) if above > to && above < end && document.is_nominal(above) => head = above,
            _ => break,
        }
    }
    Some(head)
}
