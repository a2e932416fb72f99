//! Event nouns: "a Sylvanian strike on Marshbridge", "talks between Freedonia and Osterlich", "carried out a raid on …".
//!
//! A noun that a light verb carries ("launched", "paid", "suffered") has that verb's subject as its actor. A noun that
//! stands by itself must say who and to whom, or stand where it is told as a fact; else nothing is coded.

use super::argument::push;
use super::entry::{Entry, Place};
use super::operator::Operator;
use super::predicate::Deed;
use super::view::View;
use chancery_record::EventType;
use chancery_syntax::{Deprel, Upos};

impl View<'_> {
    /// All deeds told by nouns that no verbal deed has taken as its object.
    pub(super) fn noun_deeds(&self, absorbed: &[bool], verbal: &[Deed]) -> Vec<Deed> {
        let mut deeds = Vec::new();
        for (token, &is_taken) in absorbed.iter().enumerate() {
            let data = self.document.token(token);
            if is_taken || !matches!(data.upos, Upos::Noun | Upos::Propn) {
                continue;
            }
            if matches!(data.deprel.universal(), Deprel::Compound | Deprel::Amod | Deprel::Flat) {
                continue;
            }
            if let Some(deed) = self.noun_deed(token, verbal) {
                deeds.push(deed);
            }
        }
        deeds
    }

    pub(super) fn noun_deed(&self, token: usize, verbal: &[Deed]) -> Option<Deed> {
        let entries = self.lexicon.nouns.get(self.lemma(token))?;
        let (_, idx) = entries
            .iter()
            .filter_map(|&idx| Some((self.noun_score(token, idx as usize)?, idx as usize)))
            .max_by_key(|&(score, idx)| (score, std::cmp::Reverse(idx)))?;
        let entry = &self.lexicon.entries[idx];
        let carrier = self.carrier_of(token);
        if entry
            .block
            .iter()
            .any(|block| self.is_blocked(token, None, Some(token), block.scope, &block.terms))
        {
            return None;
        }
        let mut actors: Vec<usize> =
            self.owner_of(token).map(|owner| self.actors_at(owner)).unwrap_or_default();
        let mut bearer = Vec::new();
        if let Some(verb) = carrier {
            // The noun is told by a verb that is a deed itself and has it in its phrase.
            if verbal.iter().any(|deed| {
                deed.token == verb && (deed.object == Some(token) || deed.trigger.contains(&token))
            }) {
                return None;
            }
            let subject = self.subject_of(verb);
            let doers = match subject {
                Some(subject) if subject.passive => self.agent_of(verb).map(|agent| self.actors_at(agent)),
                Some(subject) => Some(self.actors_at(subject.head)),
                None => None,
            }
            .unwrap_or_default();
            if self.class("undergo-verb", verb) {
                bearer = doers;
                // "faces criticism from Sylvania"
                for preposition in ["from", "by"] {
                    let giver = self
                        .behind_near(verb, Some(token), preposition)
                        .filter(|&giver| self.is_actor(giver));
                    if let Some(giver) = giver.filter(|_| actors.is_empty()) {
                        actors = self.actors_at(giver);
                    }
                }
            } else {
                for doer in doers {
                    push(&mut actors, doer);
                }
            }
        }
        let mut recipients = self.noun_recipients(token, entry, &actors);
        if recipients.is_empty()
            && let Some(verb) = carrier
        {
            recipients = self.recipients(verb, Some(token), entry, false);
        }
        if !bearer.is_empty() {
            recipients = bearer;
        }
        self.without_own_troops(entry, &mut recipients);
        recipients.retain(|recipient| !actors.contains(recipient));
        if entry.reciprocal {
            if carrier.is_none() && !recipients.is_empty() {
                for guest in self.guests_of(token) {
                    push(&mut actors, guest);
                }
            }
            for partner in
                std::mem::take(&mut recipients).into_iter().filter(|&partner| !self.is_where(partner))
            {
                push(&mut actors, partner);
            }
        }
        let stands = if entry.reciprocal {
            actors.len() >= 2 || carrier.is_some() && !actors.is_empty()
        } else if carrier.is_some() {
            !actors.is_empty() || !recipients.is_empty()
        } else {
            self.stands_alone(token, entry, &actors, &recipients)
        };
        if !stands {
            return None;
        }
        let start = carrier.filter(|&verb| verb < token && token - verb < 8).unwrap_or(token);
        Some(Deed {
            entry: idx,
            event_type: entry.event_type,
            mode: entry.mode,
            token,
            carrier,
            object: Some(token),
            trigger: start..token + 1,
            actors,
            recipients,
            bare_subject: false,
            is_noun: true,
        })
    }

    /// How well an entry's words fit the noun; `None` where a compound's first part is missing.
    pub(super) fn noun_score(&self, token: usize, idx: usize) -> Option<usize> {
        let word = self.lexicon.entries[idx].rest[0];
        if word == self.lemma(token) {
            return Some(1);
        }
        let (first, last) = word.rsplit_once('-')?;
        if last != self.lemma(token) {
            return None;
        }
        let document = self.document;
        let sentence = document.sentence_of(token).tokens.start;
        let before = token > sentence && self.lemma(token - 1) == first
            || token > sentence + 1 && document.form(token - 1) == "-" && self.lemma(token - 2) == first
            || document.children(token).any(|child| {
                child < token
                    && matches!(self.deprel(child), Deprel::Compound | Deprel::Amod)
                    && self.lemma(child) == first
            });
        before.then_some(3)
    }

    /// The light verb that has the noun as its object or passive subject, through coordination and "a series of".
    fn carrier_of(&self, noun: usize) -> Option<usize> {
        let mut at = noun;
        for _ in 0..4 {
            let head = self.document.head(at)?;
            match self.deprel(at) {
                Deprel::Conj => at = head,
                Deprel::Nmod if self.class("container", head) && self.case_is(at, "of") => at = head,
                // "are responsible for mass killings"
                Deprel::Obl | Deprel::Nmod if self.class("guilt", head) => return Some(head),
                Deprel::Obj | Deprel::Nsubj | Deprel::Obl if self.is_verb(head) => {
                    let is_object = self.deprel(at) == Deprel::Obj
                        || self.deprel(at) == Deprel::Nsubj && self.is_passive(head)
                        || self.deprel(at) == Deprel::Obl
                            && self.class("light-preposition-verb", head)
                            && ["in", "on", "to", "under", "for"].iter().any(|word| self.case_is(at, word));
                    // "ended the ceasefire" does not hold one.
                    if self.operator_at(head, at) == Some(Operator::Stop) {
                        return None;
                    }
                    let light = self.class("light-verb", head) || self.class("undergo-verb", head);
                    return (is_object && (light || self.class("light-preposition-verb", head)))
                        .then_some(head);
                }
                _ => return None,
            }
        }
        None
    }

    /// "after talks with Hale, **Doe** said", "made the remark during a meeting with …": who did the one was at the other.
    fn guests_of(&self, noun: usize) -> Vec<usize> {
        let at = ["after", "following", "during", "before", "ahead"];
        let beside = matches!(self.deprel(noun), Deprel::Obl | Deprel::Advcl)
            && self.document.children(noun).any(|child| {
                matches!(self.deprel(child), Deprel::Case | Deprel::Mark) && at.contains(&self.lemma(child))
            });
        let verb = self.document.head(noun).filter(|&head| beside && self.is_verb(head));
        let subject = verb.and_then(|verb| self.subject_of(verb)).filter(|subject| !subject.passive);
        let doers = subject.map(|subject| self.actors_at(subject.head)).unwrap_or_default();
        doers.into_iter().filter(|&doer| !self.is_pronoun(doer) && doer != noun).collect()
    }

    /// To whom, by the entry's prepositions on the noun.
    pub(super) fn noun_recipients(&self, noun: usize, entry: &Entry, actors: &[usize]) -> Vec<usize> {
        for place in &entry.recipient {
            let found = match place {
                Place::Preposition(preposition) => self
                    .document
                    .children(noun)
                    .find(|&child| {
                        child > noun
                            && matches!(self.deprel(child), Deprel::Nmod | Deprel::Obl | Deprel::Acl)
                            && self.case_is(child, preposition)
                            && !self.is_time(child)
                    })
                    .map(|nominal| self.parties_or_target(nominal))
                    .unwrap_or_default(),
                Place::Within => self.actors_within(noun),
                _ => Vec::new(),
            };
            let found: Vec<usize> = found.into_iter().filter(|party| !actors.contains(party)).collect();
            if !found.is_empty() {
                return found;
            }
        }
        // "embassy bombings", "the school shooting"
        let target = self.document.children(noun).find(|&child| {
            self.deprel(child) == Deprel::Compound && self.class("target", child) && !actors.contains(&child)
        });
        target.filter(|_| entry.event_type == EventType::Assault).into_iter().collect()
    }

    /// Whether a noun of this type makes a headline with one party alone.
    fn is_headline(event_type: EventType) -> bool {
        matches!(
            event_type,
            EventType::Assault | EventType::Consult | EventType::Protest | EventType::Retreat
        )
    }

    /// Whether a noun without a light verb tells a deed by itself.
    fn stands_alone(&self, token: usize, entry: &Entry, actors: &[usize], recipients: &[usize]) -> bool {
        if self.document.token(token).upos == Upos::Propn {
            return false;
        }
        if !actors.is_empty() && !recipients.is_empty() {
            return true;
        }
        let some = !actors.is_empty() || !recipients.is_empty();
        let Some(head) = self.document.head(token) else {
            // A headline: "Sylvanian strike on Marshbridge".
            return some && Self::is_headline(entry.event_type);
        };
        let happens = self.deprel(token) == Deprel::Nsubj && self.class("happen-verb", head);
        some && happens && entry.event_type != EventType::Support
    }

    /// The assault noun that is a verb's subject: itself, or what it hangs on where "that killed" is hung on the place of
    /// an "attack on the mosques that killed nine".
    pub(super) fn assault_subject(&self, subject: usize) -> Option<usize> {
        if self.assault_noun(subject).is_some() {
            return Some(subject);
        }
        let over = self.document.head(subject).filter(|_| self.deprel(subject) == Deprel::Nmod)?;
        let is_somebody =
            self.class("person", subject) || self.class("troops", subject) || self.is_capital(subject);
        (self.assault_noun(over).is_some() && !is_somebody).then_some(over)
    }

    /// The entry of a noun that names an assault, if the nominal is one.
    pub(super) fn assault_noun(&self, nominal: usize) -> Option<usize> {
        let entries = self.lexicon.nouns.get(self.lemma(nominal))?;
        entries
            .iter()
            .map(|&idx| idx as usize)
            .filter(|&idx| self.lexicon.entries[idx].event_type == EventType::Assault)
            .filter_map(|idx| Some((self.noun_score(nominal, idx)?, idx)))
            .max_by_key(|&(score, idx)| (score, std::cmp::Reverse(idx)))
            .map(|(_, idx)| idx)
    }
}
