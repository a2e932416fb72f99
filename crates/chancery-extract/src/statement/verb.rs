//! Statements of reporting verbs without a quotation beside them.

use super::cue::{self, Class, Cue, Kind, Takes};
use super::draft::Draft;
use super::speaker::{self, Speakers};
use super::text::Text;
use super::{CueMention, act, addressee, clause, merge, object, outer};
use chancery_record::Act;
use chancery_syntax::Deprel;
use std::ops::Range;

/// What every reporting verb that no quotation has used reports.
pub(super) fn find(text: &Text, cues: &[Cue], used: &[bool]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (at, cue) in cues.iter().enumerate() {
        if cue.kind == Kind::Verb
            && !used[at]
            && !is_swallowed(text, cue)
            && !act::is_hypothetical(text, cue.head)
            && (cue.entry.reports() || !act::is_unable(text, cue.head))
        {
            drafts.extend(of_verb(text, cue));
        }
    }
    drafts
}

fn of_verb(text: &Text, cue: &Cue) -> Option<Draft> {
    let negated = act::is_negated(text, cue.head);
    let outer = outer::find(text, cue.head);
    let own_frame = outer.as_ref().filter(|outer| outer.verb == Some(cue.head));
    let mut speakers = match own_frame {
        Some(outer) if outer.speaker.is_empty() => Speakers::Nobody,
        Some(outer) => speaker::in_phrase(text, cue.head, outer.speaker.clone()),
        None => speaker::of_verb(text, cue.head),
    };
    let mut addressees = addressee::addressees(text, cue);
    if speakers == Speakers::Unknown {
        return None;
    }
    let found = match own_frame {
        Some(outer) => clause::before(text, cue, outer.frame.start),
        // "asked them to leave, a request that …": what is asked before what is remarked.
        None if object::asks_to(text, cue) => object::find(text, cue, &mut addressees),
        None => clause::find(text, cue, &speakers).or_else(|| object::find(text, cue, &mut addressees)),
    };
    let (content, of_content, rule) = match found {
        Some(content) => (content.parts, content.act, content.rule),
        // "declined to comment", "did not respond": the refusal is what is reported.
        None if negated && cue.entry.act(Takes::Comment).is_some() => {
            // "did not respond to questions": what it did not answer.
            let end = text.document.reach(cue.head).end;
            let to = cue.tokens.end;
            let start = if to < end && (text.is(to, "to") || text.is(to, "on")) { to + 1 } else { cue.head };
            (vec![start..end], Act::Decline, "statement-declined")
        }
        None => return None,
    };
    if let Speakers::Nobody = speakers
        && own_frame.is_none()
        && !matches!(rule, "statement-clause" | "statement-about-object")
        && !(rule == object::PREPOSITION && of_content == Act::Ask)
    {
        return None;
    }
    // "was never asked": nothing was refused.
    if negated && speakers == Speakers::Nobody {
        return None;
    }
    let mut content = with_quotation(text, content);
    // "Roe supports “fair pay”": what somebody thinks, wants or does is told in his words only where it is marked.
    let rule = match cue.entry.act(Takes::Marked) {
        None => rule,
        Some(_) if holds_words(text, cue, &content) => merge::MARKED,
        Some(_) => return None,
    };
    // "Roe denied the report, according to an aide": what Roe denies ends before the frame around it.
    if let Some(outer) = outer.as_ref().filter(|outer| cue.head < outer.frame.start) {
        for part in content.iter_mut().filter(|part| part.start < outer.frame.start) {
            part.end = part.end.min(outer.frame.start);
        }
        content.retain(|part| part.start < outer.frame.start);
    }
    // "urged restraint": what is urged is nobody's ear.
    if rule == "statement-object" {
        addressees.retain(|hearer| !content.iter().any(|part| part.contains(hearer)));
    }
    let act = if negated { Act::Decline } else { of_content };
    let mut draft = Draft {
        cue: Some(CueMention {
            tokens: with_preposition(text, cue, rule, &content),
            lemma: cue.lemma.clone(),
        }),
        level: text.level(cue.head),
        speakers: std::mem::replace(&mut speakers, Speakers::Nobody).heads(),
        addressees,
        act,
        content,
        rule,
    };
    draft.tidy(text);
    (!draft.content.is_empty()).then_some(draft)
}

/// The cue's words with the preposition that leads to what is said: "spoke against" is not "spoke".
fn with_preposition(text: &Text, cue: &Cue, rule: &str, content: &[Range<usize>]) -> Range<usize> {
    match content.first() {
        Some(first) if rule == object::PREPOSITION && first.start <= cue.tokens.end + 2 => {
            let last = (cue.tokens.end..first.start).rev().find(|&token| text.is_word(token));
            cue.tokens.start..last.map_or(cue.tokens.end, |last| last + 1)
        }
        _ => cue.tokens.clone(),
    }
}

/// Whether content holds a quotation that is no title.
fn holds_words(text: &Text, cue: &Cue, content: &[Range<usize>]) -> bool {
    let level = text.level(cue.head);
    content
        .iter()
        .cloned()
        .flatten()
        .filter(|&token| text.is_quoted(token, level) && text.is_word(token))
        .any(|token| text.document.form(token).starts_with(char::is_lowercase))
}

/// Content with the quotation right behind it, where that is no sentence of its own: declared the blockade “cannot
/// stand”.
fn with_quotation(text: &Text, mut content: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if let Some(last) = content.last_mut() {
        let next = last.end;
        let quotation = (next + 1 < text.document.tokens().len() && text.is_mark(next))
            .then(|| text.level(next + 1))
            .flatten()
            .filter(|&number| {
                text.with_marks[number].start == next && text.sentence(next).contains(&last.start)
            });
        if let Some(number) = quotation {
            last.end = text.with_marks[number].end;
        }
    }
    content
}

/// Whether the verb only completes another cue: "declined to say", "urged X to announce", "promised to tell".
fn is_swallowed(text: &Text, cue: &Cue) -> bool {
    let document = text.document;
    // "declined to threaten them or declare it over": both stand behind "to".
    let verb = match document.head(cue.head) {
        Some(first)
            if text.deprel(cue.head) == Deprel::Conj
                && document.token(cue.head).xpos == "VB"
                && document.subject(cue.head).is_none() =>
        {
            first
        }
        _ => cue.head,
    };
    let has_to = document
        .children(verb)
        .any(|child| child < verb && text.is(child, "to") && text.deprel(child) == Deprel::Mark);
    if !has_to || !matches!(text.deprel(verb), Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp | Deprel::Acl) {
        return false;
    }
    let Some(head) = document.head(verb) else { return false };
    let lexicon = cue::Lexicon::get();
    // "came to thank them", "a chance to thank them": nobody has done it yet.
    let is_real = cue::is(Class::Real, document.lemma(head));
    (matches!(text.deprel(verb), Deprel::Advcl | Deprel::Acl) && !is_real)
        || cue::is(Class::Unreal, document.lemma(head))
        || cue::is(Class::Refraining, document.lemma(head))
        || lexicon
            .entry(Kind::Verb, document.lemma(head))
            .is_some_and(|entry| entry.act(Takes::To).is_some() || entry.act(Takes::ObjTo).is_some())
        || lexicon.entry(Kind::Noun, document.lemma(head)).is_some_and(|entry| entry.act(Takes::To).is_some())
}
