//! Which words are deeds: the lexicon's entries matched against each verb of a document, with their arguments.
//!
//! Event nouns that no verb takes as its object are found in the `noun` module; what governing words make of a deed
//! ("refused to …") is decided in `compose`.

use super::argument::{Subject, push};
use super::matching::Match;
use super::view::View;
use chancery_record::EventType;
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

/// A lexicon entry found in the text, with its arguments; status and governing words are not yet asked.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    /// Number of the entry.
    pub entry: usize,
    pub event_type: EventType,
    pub mode: Option<&'static str>,
    /// The verb or noun.
    pub token: usize,
    /// The verb that carries an event noun.
    pub carrier: Option<usize>,
    pub object: Option<usize>,
    pub trigger: Range<usize>,
    pub actors: Vec<usize>,
    pub recipients: Vec<usize>,
    /// Whether it has a subject of its own that is nobody ("prices attacked").
    pub bare_subject: bool,
    pub is_noun: bool,
}

impl View<'_> {
    /// Whether a word may be a verbal deed: a verb or an adjective with a complement, no attribute.
    pub(super) fn is_predicate(&self, token: usize) -> bool {
        let attributive =
            matches!(self.deprel(token), Deprel::Amod | Deprel::Compound) && self.mended(token).is_none();
        let adjective = self.document.token(token).upos == Upos::Adj
            && (self.has_complement(token) || self.class("complement-adjective", token));
        // "hurt the party's standing with …": a gerund that somebody owns is a noun.
        let owned = self.document.token(token).xpos == "VBG"
            && self.document.children(token).any(|child| {
                self.document.token(child).deprel == Deprel::NmodPoss
                    && self.document.token(child).upos != Upos::Pron
            });
        !attributive && !owned && (self.is_verb(token) || adjective)
    }

    /// All verbal deeds in text order, and for each token whether a deed has it as its object noun.
    pub(super) fn verb_deeds(&self) -> (Vec<Deed>, Vec<bool>) {
        let n_tokens = self.document.tokens().len();
        let mut absorbed = vec![false; n_tokens];
        let mut deeds = Vec::new();
        for token in 0..n_tokens {
            if !self.is_predicate(token) {
                continue;
            }
            let Ok(found) = self.match_verb(token) else { continue };
            let deed = self.verb_deed(token, &found);
            // "An attack on the port killed 12" is one deed, told by its verb.
            if let Some(subject) = self.subject_of(token).filter(|subject| !subject.passive)
                && self.assault_noun(subject.head).is_some()
                && deed.event_type == EventType::Assault
            {
                absorbed[subject.head] = true;
            }
            if let Some(object) = found.object
                && self.lexicon.entries[found.entry].object.is_some()
            {
                absorbed[object] = true;
            }
            deeds.push(deed);
        }
        (deeds, absorbed)
    }

    /// "issued a decree that banned rallies", "backed a resolution condemning …": who did so speaks; who backed a decree
    /// banned nothing.
    pub(super) fn is_issued(&self, noun: usize) -> bool {
        let by = || self.verb_over(noun).is_none_or(|verb| self.class("issue-verb", verb));
        self.class("document", noun)
            && (!self.class("law-noun", noun) || self.owner_of(noun).is_some() || by())
    }

    pub(super) fn verb_deed(&self, token: usize, found: &Match) -> Deed {
        let entry = &self.lexicon.entries[found.entry];
        let subject = self.subject_of(token);
        let passive = subject.is_some_and(|subject| subject.passive);
        let mut actors = Vec::new();
        let mut mode = entry.mode;
        let mut recipients = Vec::new();
        let mut bare_subject = false;
        if passive {
            if let Some(agent) = self.agent_of(token) {
                actors = self.actors_at(agent);
            }
        } else if let Some(subject) = subject {
            actors = self.actors_at(subject.head);
            if actors.is_empty() {
                bare_subject = true;
                // "issued a statement criticising …": who issued it speaks.
                if self.is_issued(subject.head) {
                    actors = self.doers_of(subject.head);
                }
            }
            // "sent a letter to the envoy threatening …": the letter threatens.
            if self.document.token(token).deprel == Deprel::Acl
                && let Some(verb) = self.verb_over(token)
                && let Some(letter) = self.object_of(verb, None)
                && self.class("document", letter)
                && letter < subject.head
            {
                actors = self.doers_of(verb);
            }
            if actors.is_empty() {
                // "the missiles fired by the army struck …"
                let agent = self
                    .document
                    .children_by(subject.head, Deprel::Acl)
                    .find_map(|clause| self.agent_of(clause));
                if let Some(agent) = agent.filter(|_| actors.is_empty()) {
                    actors = self.actors_at(agent);
                }
            }
            // "A Sylvanian attack on Freedonia killed 12": the noun tells who, to whom and how.
            let told_by = self.assault_subject(subject.head);
            if let Some(noun) = told_by.and_then(|head| self.assault_noun(head)) {
                let subject = Subject { head: told_by.unwrap_or(subject.head), ..subject };
                let inner = &self.lexicon.entries[noun];
                mode = inner.mode.or(mode);
                recipients = self.noun_recipients(subject.head, inner, &actors);
                // "A bombing near Marshbridge killed a guard": it was done to the guard.
                if recipients
                    .iter()
                    .any(|&recipient| !self.case_is(recipient, "on") && !self.case_is(recipient, "against"))
                {
                    recipients.clear();
                }
                actors = self.owner_of(subject.head).map(|owner| self.actors_at(owner)).unwrap_or_default();
                // "an apparent Sylvanian attack killed nine": that nine are dead is told, who did it is not.
                let doubted = self.document.children_by(subject.head, Deprel::Amod);
                if doubted.into_iter().any(|child| self.class("possible-adjective", child)) {
                    actors.clear();
                }
            }
        }
        let object = found.object;
        if recipients.is_empty() {
            recipients = self.recipients(token, object, entry, passive);
        }
        if entry.reciprocal {
            let partners = std::mem::take(&mut recipients);
            for partner in partners.into_iter().filter(|&partner| !self.is_where(partner)) {
                push(&mut actors, partner);
            }
        }
        if recipients.is_empty() && !passive && takes_up(entry.event_type) {
            recipients = self.complement_parties(token);
        }
        self.without_own_troops(entry, &mut recipients);
        recipients.retain(|recipient| !actors.contains(recipient));
        Deed {
            entry: found.entry,
            event_type: entry.event_type,
            mode,
            token,
            carrier: None,
            object,
            trigger: token..found.last + 1,
            actors,
            recipients,
            bare_subject,
            is_noun: false,
        }
    }
}

/// Types of events whose complement tells whom they are about.
fn takes_up(event_type: EventType) -> bool {
    matches!(event_type, EventType::Threaten | EventType::Agree | EventType::Reject)
}
