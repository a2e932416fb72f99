//! "Freedonia said that Sylvania must return the ships": a demand that no verb of asking names.

use super::compose::Coded;
use super::predicate::Deed;
use super::view::View;
use chancery_record::{EventType, Status};
use chancery_syntax::Deprel;

impl View<'_> {
    /// REQUEST events from what somebody says that another must or should do.
    pub(super) fn obligations(&self) -> Vec<Coded> {
        let mut found = Vec::new();
        let Some(entry) = self.lexicon.entries.iter().position(|entry| entry.id == "request.demand") else {
            return found;
        };
        for clause in 0..self.document.tokens().len() {
            let is_clause = self.is_verb(clause)
                || self.document.children(clause).any(|child| self.deprel(child) == Deprel::Cop);
            if !is_clause || !self.marks(clause).obligation {
                continue;
            }
            let Some(verb) = self.speech_of(clause) else { continue };
            if let Some(coded) = self.obligation(verb, clause, entry) {
                found.push(coded);
            }
        }
        found
    }

    fn obligation(&self, verb: usize, clause: usize, entry: usize) -> Option<Coded> {
        let speakers = self.doers_of(verb);
        if speakers.is_empty() || self.is_own(clause, &speakers) || self.marks(verb).negated {
            return None;
        }
        let subject = self.document.children(clause).find(|&child| self.deprel(child) == Deprel::Nsubj)?;
        if self.is_pronoun(subject)
            && matches!(self.lemma(subject), "we" | "i" | "it" | "that" | "this" | "there")
        {
            return None;
        }
        // "the island issue must be settled": whose it is is not asked.
        let is_passive = self.is_passive(clause);
        let mut recipients = if is_passive { Vec::new() } else { self.actors_at(subject) };
        if let Some(agent) = self.agent_of(clause).filter(|_| is_passive) {
            recipients = self.actors_at(agent);
        }
        recipients.retain(|recipient| !speakers.contains(recipient));
        if recipients.is_empty() {
            return None;
        }
        let deed = Deed {
            entry,
            event_type: EventType::Request,
            mode: Some("change"),
            token: clause,
            carrier: None,
            object: None,
            trigger: clause..clause + 1,
            actors: speakers.clone(),
            recipients: recipients.clone(),
            bare_subject: false,
            is_noun: false,
        };
        Some(Coded {
            deed,
            event_type: EventType::Request,
            mode: Some("change"),
            actors: speakers,
            recipients,
            status: Status::Occurred,
            anchor: verb,
            rule: "event-must",
            composed: true,
        })
    }
}
