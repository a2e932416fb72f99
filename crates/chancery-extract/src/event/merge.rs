//! One deed, one event: what stands twice in a sentence is told once, what the article tells again is marked.

use super::EventMention;
use crate::mention::Mentions;
use chancery_record::{EventType, Status};
use chancery_syntax::Document;
use std::collections::HashMap;

/// Keeps one of the events of a sentence that tell the same: same type, overlapping parties, one within the other's
/// clause. The one with more parties stays.
pub(super) fn within_sentence(document: &Document, events: &mut Vec<EventMention>) {
    let mut dropped = vec![false; events.len()];
    for one in 0..events.len() {
        for other in one + 1..events.len() {
            let (a, b) = (&events[one], &events[other]);
            if document.token(a.predicate).sentence != document.token(b.predicate).sentence {
                break;
            }
            if dropped[one] || dropped[other] || a.event_type != b.event_type || a.status != b.status {
                continue;
            }
            let close = b.trigger.start <= a.evidence.end + 2;
            let joined = a.event_type == EventType::Assault
                && (document.head(b.predicate) == Some(a.predicate) || close)
                && a.actors == b.actors;
            // "called him to discuss the border": the purpose tells the same deed.
            let purpose = document.is_below(b.predicate, a.predicate)
                && b.recipients.iter().all(|head| a.recipients.contains(head))
                && !b.actors.is_empty()
                && b.actors.iter().all(|head| a.actors.contains(head));
            // "shelled Marlow, killing four and wounding thirty", "the rockets that killed five were fired by rebels", "were
            // wounded when the gunboats opened fire": one act, told in two clauses.
            let participle = document.token(b.predicate).xpos == "VBG"
                && document.is_below(b.predicate, a.predicate)
                && a.actors == b.actors;
            let joined = a.event_type == EventType::Assault && (participle || are_halves(document, a, b))
                || joined
                || purpose;
            let nested = b.trigger.start < a.evidence.end && a.trigger.start < b.evidence.end || joined;
            let same = |mine: &[usize], theirs: &[usize]| {
                mine.is_empty() || theirs.is_empty() || mine.iter().any(|head| theirs.contains(head))
            };
            // "met the guards and met the mayor": two meetings, though one party is at both.
            let apart = a.actors.len() > 1
                && b.actors.len() > 1
                && !a.actors.iter().all(|head| b.actors.contains(head))
                && !b.actors.iter().all(|head| a.actors.contains(head));
            if nested
                && !apart
                && same(&a.actors, &b.actors)
                && (joined || same(&a.recipients, &b.recipients))
            {
                let weight = |event: &EventMention| {
                    (event.actors.len().min(1) + event.recipients.len().min(1), event.confidence)
                };
                let loser = if weight(b) > weight(a) { one } else { other };
                let size = events[loser].size;
                let (time, place) = (events[loser].time, events[loser].place);
                let (actors, recipients) = (events[loser].actors.clone(), events[loser].recipients.clone());
                let keeper = &mut events[one + other - loser];
                if keeper.actors.is_empty() {
                    keeper.actors = actors;
                }
                if keeper.recipients.is_empty() {
                    keeper.recipients = recipients;
                }
                keeper.time = keeper.time.or(time);
                keeper.place = keeper.place.or(place);
                keeper.size.killed = keeper.size.killed.or(size.killed);
                keeper.size.wounded = keeper.size.wounded.or(size.wounded);
                keeper.size.detained = keeper.size.detained.or(size.detained);
                dropped[loser] = true;
            }
        }
    }
    let mut at = 0;
    events.retain(|_| {
        at += 1;
        !dropped[at - 1]
    });
}

/// Whether one of two clauses tells who was hurt and by nobody, the other who did it and to nobody, and one stands in the
/// other as its time or its subject's relative clause.
fn are_halves(document: &Document, a: &EventMention, b: &EventMention) -> bool {
    let (hurt, done) = if a.actors.is_empty() { (a, b) } else { (b, a) };
    if !hurt.actors.is_empty() || !done.recipients.is_empty() || done.actors.is_empty() {
        return false;
    }
    let is_of = |inner: &EventMention, outer: &EventMention| {
        let clause = document.token(inner.predicate).deprel;
        let over = document.head(inner.predicate);
        let at_once = document
            .children(inner.predicate)
            .any(|mark| mark < inner.predicate && matches!(document.lemma(mark), "when" | "after" | "as"));
        clause.universal() == chancery_syntax::Deprel::Advcl && over == Some(outer.predicate) && at_once
            || clause == chancery_syntax::Deprel::AclRelcl
                && over.and_then(|noun| document.head(noun)) == Some(outer.predicate)
    };
    is_of(a, b) || is_of(b, a)
}

/// Marks each event that tells again what an earlier one of the article told, whoever tells it: same type and status,
/// same words for the parties, or the one's parties among the other's and the same word for the deed.
pub(super) fn across_article(document: &Document, mentions: &Mentions, events: &mut [EventMention]) {
    let mut by_type: HashMap<(EventType, Status), Vec<usize>> = HashMap::new();
    for idx in 0..events.len() {
        let key = (events[idx].event_type, events[idx].status);
        let earlier = by_type.entry(key).or_default();
        // The first forty of a kind are enough to compare with: time stays linear in the text.
        let first = earlier
            .iter()
            .take(40)
            .copied()
            .find(|&first| is_same(document, mentions, &events[first], &events[idx]));
        match first {
            Some(first) => events[idx].same_as = Some(first),
            None => earlier.push(idx),
        }
    }
}

fn is_same(document: &Document, mentions: &Mentions, first: &EventMention, again: &EventMention) -> bool {
    if document.token(first.predicate).sentence == document.token(again.predicate).sentence {
        return false;
    }
    // "Twelve sailors were killed", told twice without a culprit: then the victims must be the same.
    let unnamed = first.actors.is_empty() && again.actors.is_empty() && !again.recipients.is_empty();
    if !unnamed && (first.actors.is_empty() || again.actors.is_empty()) {
        return false;
    }
    let words = |heads: &[usize]| -> Vec<String> {
        heads.iter().map(|&head| document.form(head).to_lowercase()).collect()
    };
    let fits = |one: &[usize], other: &[usize]| {
        let (one, other) = (words(one), words(other));
        one == other || !one.is_empty() && !other.is_empty() && other.iter().all(|word| one.contains(word))
    };
    let same_word = document.lemma(first.predicate) == document.lemma(again.predicate);
    let parties = unnamed || fits(&first.actors, &again.actors);
    let recipients = fits(&first.recipients, &again.recipients) || again.recipients.is_empty();
    let sizes = again.size == Default::default() || again.size == first.size;
    let dates = first.time.is_none() || again.time.is_none() || same_words(mentions, document, first, again);
    parties && recipients && sizes && dates && same_word
}

/// Whether two events are told with the very same words for their time.
fn same_words(mentions: &Mentions, document: &Document, first: &EventMention, again: &EventMention) -> bool {
    let words = |event: &EventMention| -> Vec<String> {
        let tokens = event.time.map_or(0..0, |time| mentions.times[time].tokens.clone());
        tokens.map(|token| document.form(token).to_lowercase()).collect()
    };
    words(first) == words(again)
}
