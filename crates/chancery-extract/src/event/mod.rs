//! Who did what to whom, by token numbers.
//!
//! A lexicon of predicates ([`lexicon`]) is matched ([`matching`]) against verbs ([`predicate`]) and event nouns ([`noun`]);
//! parties come from the clause ([`argument`], [`party`]); a deed climbs over its governing words ([`compose`]), which
//! change what it counts for ([`govern`], [`speech`]); negation, modality and aspect give its status ([`status`]).
//! Nobody is resolved here.

pub(crate) mod argument;
mod beside;
mod compose;
mod condition;
mod context;
mod entry;
mod evidence;
mod govern;
mod lexicon;
mod matching;
mod mend;
mod merge;
mod noun;
mod obligation;
mod operator;
mod party;
mod predicate;
mod rejoin;
mod report;
mod size;
mod speech;
mod state;
pub(crate) mod status;
mod subject;
mod term;
pub(crate) mod view;
mod why;

pub use entry::COLUMNS;
pub(crate) use lexicon::data_lines;
pub use lexicon::{Lexicon, LexiconError};

use crate::statement::StatementMention;
use chancery_record::{EventType, Size, Status};
use compose::Coded;
use context::Contexts;
use predicate::Deed;
use std::ops::Range;
use view::View;
use why::Why;
pub(crate) use why::uncoded;

/// An event as it stands in the text: heads of noun phrases, not yet anybody.
#[derive(Clone, Debug)]
pub struct EventMention {
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// PLOVER contexts.
    pub contexts: Vec<&'static str>,
    /// Head tokens of who did it.
    pub actors: Vec<usize>,
    /// Head tokens of to whom.
    pub recipients: Vec<usize>,
    /// Whether it happened.
    pub status: Status,
    /// The statement (its number in the list) that it is known from.
    pub reported_by: Option<usize>,
    /// Head token of the word that names it.
    pub predicate: usize,
    /// The tokens of that word, particle or object included ("imposed sanctions").
    pub trigger: Range<usize>,
    /// The clause that it rests on.
    pub evidence: Range<usize>,
    /// The time expression of its clause (its number in [`crate::Mentions::times`]).
    pub time: Option<usize>,
    /// The place of its clause (its number in [`crate::Mentions::places`]).
    pub place: Option<usize>,
    /// Victims and arrests.
    pub size: Size,
    /// From 0 to 1.
    pub confidence: f64,
    /// Rule id of `rules/event.toml`, a slash, and the lexicon entry: `event-verb/assault.attack`.
    pub rule: String,
    /// The earlier event (its number in the list) that it tells again.
    pub same_as: Option<usize>,
}

/// All events in order of their triggers.
pub(crate) fn events(view: &View<'_>, statements: &[StatementMention]) -> Vec<EventMention> {
    let (verbal, absorbed) = view.verb_deeds();
    let nominal = view.noun_deeds(&absorbed, &verbal);
    let mut coded: Vec<Coded> =
        verbal.iter().chain(&nominal).filter_map(|deed| view.compose(deed).ok()).collect();
    coded.extend(view.obligations());
    settle(view, &mut coded);
    gather(view, &mut coded, &verbal);
    let mut events: Vec<EventMention> =
        coded.iter().filter_map(|coded| mention(view, coded, statements).ok()).collect();
    events.sort_by_key(|event| (event.trigger.start, event.trigger.end, event.event_type));
    merge::within_sentence(view.document, &mut events);
    merge::across_article(view.document, view.mentions, &mut events);
    events
}

/// One event for each anchor: what operators made of a deed replaces the operator's own entry ("threatened").
fn settle(view: &View<'_>, coded: &mut Vec<Coded>) {
    let mut kept: Vec<Coded> = Vec::new();
    let mut at_anchor = std::collections::HashMap::new();
    // Composed ones first, so that an operator's own entry finds them.
    coded.sort_by_key(|coded| (!coded.composed, coded.anchor, coded.deed.token));
    for one in coded.drain(..) {
        let Some(&idx) = at_anchor.get(&one.anchor) else {
            at_anchor.insert(one.anchor, kept.len());
            kept.push(one);
            continue;
        };
        let first: &mut Coded = &mut kept[idx];
        let better = matches!(first.rule, "event-refuse" | "event-request")
            && first.event_type == one.event_type
            && !one.recipients.is_empty();
        if !one.composed && one.deed.token == one.anchor && (first.recipients.is_empty() || better) {
            first.recipients = one.recipients;
            if first.event_type != EventType::Request {
                let entry = &view.lexicon.entries[first.deed.entry];
                view.without_own_troops(entry, &mut first.recipients);
            }
        } else if one.composed && one.event_type == first.event_type {
            for recipient in one.recipients {
                argument::push(&mut first.recipients, recipient);
            }
        }
        let actors = first.actors.clone();
        first.recipients.retain(|recipient| !actors.contains(recipient));
    }
    *coded = kept;
}

/// Recipients that stand in a clause beside: "marched to demand reforms of the government", "threatened to … if Sylvania …".
fn gather(view: &View<'_>, coded: &mut Vec<Coded>, verbal: &[Deed]) {
    let mut taken: Vec<usize> = Vec::new();
    for one in coded.iter_mut() {
        if one.event_type == EventType::Mobilize && view.is_peacekeeping(one) {
            one.event_type = EventType::Aid;
            one.mode = None;
            one.rule = "event-peacekeeping";
        }
        if one.event_type == EventType::Assault && view.is_verbal_attack(one) {
            one.event_type = EventType::Accuse;
            one.mode = Some("disapprove");
            one.rule = "event-verbal-attack";
        }
        if !one.recipients.is_empty() {
            continue;
        }
        let verb = one.deed.carrier.unwrap_or(one.anchor);
        match one.event_type {
            EventType::Protest => {
                let demand = verbal.iter().find(|other| {
                    matches!(other.event_type, EventType::Request | EventType::Accuse)
                        && !other.recipients.is_empty()
                        && view.goes_with(other.token, verb)
                });
                match demand {
                    Some(demand) => {
                        one.recipients = demand.recipients.clone();
                        taken.push(demand.token);
                    }
                    None => one.recipients = view.cause_parties(verb, one.deed.object),
                }
            }
            EventType::Assault => {
                // "opened fire to disperse the demonstrators"
                let purpose = verbal.iter().find(|other| {
                    other.event_type == EventType::Assault
                        && other.token != one.deed.token
                        && !other.recipients.is_empty()
                        && view.document.head(other.token) == Some(verb)
                });
                one.recipients = purpose.map(|other| other.recipients.clone()).unwrap_or_default();
            }
            EventType::Threaten => one.recipients = view.condition_parties(verb),
            EventType::Reject => one.recipients = view.pressing_parties(verb),
            _ => {}
        }
        let actors = &one.actors;
        one.recipients.retain(|party| !actors.contains(party));
    }
    coded.retain(|coded| coded.event_type == EventType::Protest || !taken.contains(&coded.deed.token));
}

fn mention(view: &View<'_>, coded: &Coded, statements: &[StatementMention]) -> Result<EventMention, Why> {
    let entry = &view.lexicon.entries[coded.deed.entry];
    if !has_parties(view, coded) {
        return Err(Why::Parties);
    }
    if is_own_business(view, coded) {
        return Err(Why::Own);
    }
    let document = view.document;
    let evidence = view.evidence(coded);
    let sentence = document.sentence_of(coded.deed.token).tokens.clone();
    let contexts = Contexts::embedded().of(&entry.contexts, &view.lemmas[sentence]);
    let trigger = if coded.composed {
        let start = coded.anchor.min(coded.deed.trigger.start);
        let end = (coded.anchor + 1).max(coded.deed.trigger.end);
        // A trigger far from its operator stays short.
        if end - start <= 8 { start..end } else { coded.anchor..coded.anchor + 1 }
    } else {
        coded.deed.trigger.clone()
    };
    let reported_by = report::reported_by(view, coded.anchor, statements);
    let status = reported_by.map_or(coded.status, |statement| {
        report::status_under(view, coded.anchor, coded.status, &statements[statement])
    });
    Ok(EventMention {
        event_type: coded.event_type,
        mode: coded.mode,
        contexts,
        actors: coded.actors.clone(),
        recipients: coded.recipients.clone(),
        status,
        reported_by,
        predicate: coded.anchor,
        trigger,
        time: view.time_of(coded, &evidence),
        place: view.place_of(coded, &evidence),
        evidence,
        size: if coded.composed { Size::default() } else { view.size_of(coded) },
        confidence: confidence(coded),
        rule: format!("{}/{}", coded.rule, entry.id),
        same_as: None,
    })
}

/// "defended itself", "supported its citizens": nobody else is backed.
fn is_own_business(view: &View<'_>, coded: &Coded) -> bool {
    let own = |party: &usize| {
        view.lemma(*party).ends_with("self")
            || view.lemma(*party).ends_with("selves")
            || view.document.children(*party).any(|child| {
                view.document.token(child).xpos == "PRP$" && coded.event_type == EventType::Support
            })
    };
    let by_object = coded.event_type == EventType::Support
        && coded.recipients.is_empty()
        && coded.deed.object.is_some_and(|object| object != coded.deed.token && own(&object));
    by_object || !coded.recipients.is_empty() && coded.recipients.iter().all(own)
}

/// Whether enough is known of who: somebody did it, or it was done to somebody.
fn has_parties(view: &View<'_>, coded: &Coded) -> bool {
    let is_asked = |actor: &usize| matches!(view.lemma(*actor), "who" | "whom");
    if !coded.actors.is_empty() {
        // "It is not known who was responsible for the explosions."
        if coded.recipients.is_empty() && coded.actors.iter().all(is_asked) {
            return false;
        }
        // "trading with the regime": one party alone meets nobody.
        let reciprocal =
            view.lexicon.entries[coded.deed.entry].reciprocal && !coded.composed && !coded.deed.is_noun;
        return !reciprocal || coded.actors.len() > 1 || view.subject_of(coded.deed.token).is_some();
    }
    let material = matches!(
        coded.event_type,
        EventType::Assault
            | EventType::Coerce
            | EventType::Mobilize
            | EventType::Sanction
            | EventType::Retreat
            | EventType::Aid
    );
    let inquiry = coded.event_type == EventType::Accuse && coded.mode == Some("investigate");
    let bare = coded.deed.bare_subject
        && !view.subject_of(coded.deed.token).is_some_and(|subject| {
            coded.event_type == EventType::Assault && view.class("harmful", subject.head)
        });
    // "was accused of corruption", "were urged to leave": to whom is told, by whom is not.
    let told = matches!(coded.event_type, EventType::Accuse | EventType::Request)
        && view.is_told_passive(coded.anchor);
    (material || inquiry || told) && !bare && !coded.recipients.is_empty()
}

fn confidence(coded: &Coded) -> f64 {
    let mut confidence: f64 = if coded.deed.is_noun { 0.7 } else { 0.85 };
    if coded.composed {
        confidence -= 0.05;
    }
    if coded.actors.is_empty() {
        confidence -= 0.2;
    }
    if coded.recipients.is_empty() && coded.actors.len() < 2 {
        confidence -= 0.1;
    }
    (confidence * 100.0).round() / 100.0
}
