//! Whom a predicate's entry or a governing word names: recipients by the entry's places, doers and addressees of
//! operators.

use super::argument::push;
use super::entry::{Entry, Kind, Place};
use super::view::View;
use chancery_record::{ActorKind, EventType};
use chancery_syntax::{Deprel, Upos};

impl View<'_> {
    /// Who does what a governing word says: subject of a verb or adjective, owner of a noun or subject of its verb.
    pub(super) fn doers_of(&self, word: usize) -> Vec<usize> {
        if self.is_verb(word) || self.document.token(word).upos == Upos::Adj {
            return match self.subject_of(word) {
                Some(subject) if subject.passive => {
                    self.agent_of(word).map(|agent| self.actors_at(agent)).unwrap_or_default()
                }
                Some(subject) => self.actors_at(subject.head),
                None => Vec::new(),
            };
        }
        if let Some(owner) = self.owner_of(word) {
            return self.actors_at(owner);
        }
        let Some(verb) = self.verb_over(word) else { return Vec::new() };
        if self.deprel(word) == Deprel::Nsubj {
            return Vec::new();
        }
        match self.subject_of(verb) {
            Some(subject) if !subject.passive => self.actors_at(subject.head),
            _ => Vec::new(),
        }
    }

    /// To whom a governing word is addressed: its object, or behind "on", "to", "with" …
    pub(super) fn patients_of(&self, word: usize, below: usize) -> Vec<usize> {
        let object = self.document.children(word).find(|&child| {
            child != below
                && matches!(self.deprel(child), Deprel::Obj | Deprel::Iobj)
                && self.is_actor(child)
                && !self.class("troops", child)
                && !self.document.children(child).any(|own| self.document.token(own).xpos == "PRP$")
        });
        let object = object.or_else(|| {
            self.subject_of(word)
                .filter(|subject| subject.passive && self.is_verb(word))
                .map(|subject| subject.head)
        });
        if let Some(object) = object {
            return self.actors_at(object);
        }
        for preposition in ["on", "upon", "to", "with", "against", "from", "for"] {
            if let Some(nominal) = self.behind(word, preposition)
                && nominal != below
                && self.is_actor(nominal)
            {
                return self.actors_at(nominal);
            }
        }
        Vec::new()
    }

    pub(super) fn is_pronoun(&self, token: usize) -> bool {
        self.document.token(token).upos == Upos::Pron
    }

    /// Recipients by the entry's places, the first that yields any.
    pub(super) fn recipients(
        &self,
        token: usize,
        object: Option<usize>,
        entry: &Entry,
        passive: bool,
    ) -> Vec<usize> {
        // "condemned the bombing of embassies in Kenya": if anybody is blamed, it is who bombed.
        if entry.event_type == EventType::Accuse
            && let Some(deed) = object.filter(|&object| self.assault_noun(object).is_some())
        {
            return self.owner_of(deed).map(|owner| self.actors_at(owner)).unwrap_or_default();
        }
        let blames = blames(entry);
        let asks = entry.event_type == EventType::Request;
        for place in &entry.recipient {
            let found = match place {
                Place::Preposition("against") if blames => {
                    let blamed = self.behind(token, "against");
                    blamed.map(|nominal| self.parties_or_target(nominal)).unwrap_or_default()
                }
                Place::Within if object.is_some_and(|object| self.is_withdrawal(object)) => Vec::new(),
                // "demanded the release of the pilots by Sylvania"
                Place::Preposition("of") | Place::Within
                    if asks && object.is_some_and(|object| self.class("release-noun", object)) =>
                {
                    object.map(|object| self.actors_behind(object, &["by", "from"])).unwrap_or_default()
                }
                Place::Within if blames => {
                    object.map(|object| self.culprits_within(object)).unwrap_or_default()
                }
                Place::Object => object.map(|object| self.object_parties(object, entry)).unwrap_or_default(),
                Place::Indirect => self
                    .indirect_of(token)
                    .or_else(|| passive.then(|| self.subject_of(token).map(|subject| subject.head)).flatten())
                    .map(|party| self.actors_at(party))
                    .unwrap_or_default(),
                Place::Within => object.map(|object| self.actors_within(object)).unwrap_or_default(),
                Place::ClauseSubject => self.clause_subject(token),
                Place::Preposition(preposition) => self
                    .behind_near(token, object, preposition)
                    // "In Geneva, it launched a raid": that is where.
                    .filter(|&nominal| nominal > token || !self.is_where(nominal))
                    .map(|nominal| self.parties_or_target(nominal))
                    .unwrap_or_default(),
            };
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// "the withdrawal of the tanks", "began a drill in the Green Strait": what is moved, and where, is no party to it.
    pub(super) fn without_own_troops(&self, entry: &Entry, recipients: &mut Vec<usize>) {
        match (entry.event_type, entry.mode) {
            (EventType::Retreat, Some("withdraw")) => recipients.retain(|&party| {
                !["troops", "weapon", "vehicle"].iter().any(|class| self.class(class, party))
            }),
            (EventType::Mobilize, _) => {
                recipients.retain(|&party| self.is_actor(party) && !self.is_mere_place(party))
            }
            _ => {}
        }
    }

    /// "ruled out a withdrawal of the tanks": whose they are is not told.
    fn is_withdrawal(&self, noun: usize) -> bool {
        let entries = self.lexicon.nouns.get(self.lemma(noun)).into_iter().flatten();
        entries.map(|&idx| &self.lexicon.entries[idx as usize]).any(|entry| entry.mode == Some("withdraw"))
            && self.document.children(noun).any(|child| {
                child > noun && ["troops", "weapon", "vehicle"].iter().any(|class| self.class(class, child))
            })
    }

    /// A name that the text knows as a place alone, behind "in", "near", "along" …
    fn is_mere_place(&self, party: usize) -> bool {
        let known = self.mentions.entity_at(party).map(|mention| self.mentions.entities[mention].kind);
        self.document.token(party).upos == Upos::Propn
            && known.is_none_or(|kind| kind == ActorKind::Unknown)
            && ["in", "at", "near", "along", "off"].iter().any(|word| self.case_is(party, word))
    }

    /// Whom a complement that no entry names is about: "threatened to deliver blows to Sylvania".
    pub(super) fn complement_parties(&self, verb: usize) -> Vec<usize> {
        let Some(clause) = self
            .document
            .children(verb)
            .find(|&child| child > verb && self.deprel(child) == Deprel::Xcomp && self.is_verb(child))
        else {
            return Vec::new();
        };
        // "offered to send observers": whom the deed is done with, where its entry says so, not to.
        let known = self.match_verb(clause).ok();
        let is_recipient =
            known.is_none_or(|found| self.lexicon.entries[found.entry].recipient.contains(&Place::Object));
        let object = self.object_of(clause, None);
        let named = |head: usize| {
            self.is_actor(head)
                && (self.is_capital(head)
                    || self.class("person", head)
                    || !self.actors_within(head).is_empty())
        };
        if let Some(object) = object.filter(|&object| is_recipient && named(object)) {
            return self.actors_at(object);
        }
        for preposition in ["to", "with", "against", "on", "from"] {
            if let Some(nominal) = self.behind_near(clause, object, preposition)
                && named(nominal)
            {
                return self.actors_at(nominal);
            }
        }
        object.map(|object| self.actors_within(object)).unwrap_or_default()
    }

    fn object_parties(&self, object: usize, entry: &Entry) -> Vec<usize> {
        let mut found = Vec::new();
        let blames = blames(entry);
        for part in self.conjuncts(object).into_iter().filter(|&part| !self.is_withdrawal(part)) {
            let whole = self.actors_at(part);
            if self.has_target(entry)
                && let Some(hit) = self.ground_of(part)
            {
                push(&mut found, hit);
            } else if self.is_actor(part) {
                for head in whole {
                    push(&mut found, head);
                }
            } else if entry.recipient.contains(&Place::Within) || self.has_target(entry) {
                let within = if blames { self.culprits_within(part) } else { self.actors_within(part) };
                for head in within {
                    push(&mut found, head);
                }
            }
        }
        if found.is_empty() && self.has_target(entry) && self.is_place(object) {
            found.push(object);
        }
        found
    }

    /// What is hit where the nominal is a piece of ground: "the mining town of **Marlow**", "rebel **sites**" as a whole.
    fn ground_of(&self, nominal: usize) -> Option<usize> {
        let misread = self.document.children(nominal).any(|child| self.mended(child).is_some());
        if misread
            || self.is_capital(nominal)
            || !(self.class("territory", nominal) || self.class("target", nominal))
        {
            return None;
        }
        let document = self.document;
        let name = document.children(nominal).find(|&child| {
            child > nominal
                && document.token(child).upos == Upos::Propn
                && matches!(self.deprel(child), Deprel::Nmod | Deprel::Appos)
                && (self.case_is(child, "of") || self.deprel(child) == Deprel::Appos)
                && self.is_named_place(child)
        });
        let common = |child: usize| {
            self.deprel(child) == Deprel::Compound && self.is_actor(child) && !self.is_capital(child)
        };
        name.or_else(|| document.children(nominal).any(common).then_some(nominal))
    }

    /// Whether the type takes a building, a town or a thing as its recipient.
    fn has_target(&self, entry: &Entry) -> bool {
        matches!(entry.event_type, EventType::Assault | EventType::Coerce | EventType::Mobilize)
    }

    pub(super) fn parties_or_target(&self, nominal: usize) -> Vec<usize> {
        // "in its war with Sylvania"
        if self.assault_noun(nominal).is_some() {
            for preposition in ["with", "against", "on"] {
                if let Some(enemy) = self.behind(nominal, preposition).filter(|&enemy| self.is_actor(enemy)) {
                    return self.actors_at(enemy);
                }
            }
        }
        let found = self.actors_at(nominal);
        if found.is_empty() && self.is_place(nominal) { vec![nominal] } else { found }
    }

    /// The subject of the complement: "demanded that **Sylvania** leave".
    pub(super) fn clause_subject(&self, verb: usize) -> Vec<usize> {
        let below = |word: usize| {
            self.document.children(word).find(|&child| {
                matches!(self.deprel(child), Deprel::Ccomp | Deprel::Xcomp | Deprel::Acl) && child > word
            })
        };
        // "reiterated its demand that Sylvania leave"
        let clause = below(verb).or_else(|| self.object_of(verb, None).and_then(below));
        let Some(clause) = clause else { return Vec::new() };
        let subject = self
            .document
            .children(clause)
            .find(|&child| matches!(self.deprel(child), Deprel::Nsubj | Deprel::Csubj));
        subject
            .filter(|&subject| self.document.token(subject).upos != Upos::Pron)
            .map_or_else(Vec::new, |subject| self.actors_at(subject))
    }
}

/// "condemned the violence against the villagers": what hangs on the object of such an entry tells who did it, not to whom.
fn blames(entry: &Entry) -> bool {
    entry.event_type == EventType::Accuse && entry.kind != Kind::VerbObject
}
