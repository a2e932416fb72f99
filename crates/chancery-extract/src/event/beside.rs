//! What clauses beside an event tell of it: the demand of a protest, the condition of a threat, the peace that troops keep.

use super::compose::Coded;
use super::view::View;
use chancery_record::ActorKind;
use chancery_syntax::{Deprel, Upos};

impl View<'_> {
    /// Whether a clause's verb stands beside another one, as its purpose or participle, or on its object.
    pub(super) fn goes_with(&self, clause: usize, verb: usize) -> bool {
        let mut at = clause;
        for _ in 0..3 {
            let Some(head) = self.document.head(at) else { return false };
            if !matches!(
                self.deprel(at),
                Deprel::Advcl
                    | Deprel::Acl
                    | Deprel::Obj
                    | Deprel::Obl
                    | Deprel::Nmod
                    | Deprel::Conj
                    | Deprel::Xcomp
            ) {
                return false;
            }
            if head == verb {
                return true;
            }
            at = head;
        }
        false
    }

    /// Who must do something for a threat not to come true: the subject of "if …" or "unless …".
    pub(super) fn condition_parties(&self, verb: usize) -> Vec<usize> {
        let mut verbs = vec![verb];
        verbs.extend(
            self.document
                .children(verb)
                .filter(|&child| matches!(self.deprel(child), Deprel::Xcomp | Deprel::Ccomp)),
        );
        for verb in verbs {
            for clause in self.document.children_by(verb, Deprel::Advcl) {
                let conditional = self.document.children(clause).any(|child| {
                    self.deprel(child) == Deprel::Mark && matches!(self.lemma(child), "if" | "unless")
                });
                let subject =
                    self.document.children(clause).find(|&child| self.deprel(child) == Deprel::Nsubj);
                if let Some(subject) = subject.filter(|&subject| conditional && self.may_be_warned(subject)) {
                    return self.actors_at(subject);
                }
            }
        }
        // However the parser hung it: the first "if …" or "unless …" behind.
        let end = self.document.sentence_of(verb).tokens.end;
        let mark = (verb + 1..end).find(|&token| {
            matches!(self.lemma(token), "if" | "unless") && self.deprel(token) == Deprel::Mark
        });
        let clause = mark.and_then(|mark| self.document.head(mark));
        let subject = clause.and_then(|clause| {
            self.document.children(clause).find(|&child| self.deprel(child) == Deprel::Nsubj)
        });
        subject
            .filter(|&subject| self.may_be_warned(subject))
            .map_or_else(Vec::new, |subject| self.actors_at(subject))
    }

    /// "if the tanks stay" warns whose they are.
    fn may_be_warned(&self, subject: usize) -> bool {
        !self.is_pronoun(subject) && !["weapon", "vehicle"].iter().any(|class| self.class(class, subject))
    }

    /// Against whose doing a protest is: the first government or office-holder in its purpose or behind "over", "at",
    /// "against" or "in protest of".
    pub(super) fn cause_parties(&self, verb: usize, object: Option<usize>) -> Vec<usize> {
        let around = self
            .document
            .children(verb)
            .chain(object.into_iter().flat_map(|object| self.document.children(object)));
        let cause = around.filter(|&child| child > verb).find(|&child| {
            let infinitive = matches!(self.deprel(child), Deprel::Advcl | Deprel::Xcomp | Deprel::Acl)
                && self.document.children(child).any(|mark| self.lemma(mark) == "to");
            let about = ["over", "at", "against", "about"].iter().any(|word| self.case_is(child, word))
                || self.class("protest-noun", child) && self.case_is(child, "in");
            infinitive || about && !self.is_time(child)
        });
        let Some(cause) = cause else { return Vec::new() };
        let ruler = self
            .document
            .reach(cause)
            .find(|&token| self.class("government", token) && self.is_actor(token) && self.is_named(token));
        ruler.map_or_else(Vec::new, |token| self.actors_at(token))
    }

    /// Whether a nominal bears a name: its own, or that of a country before it.
    fn is_named(&self, nominal: usize) -> bool {
        self.is_capital(nominal)
            || self.document.children(nominal).any(|child| {
                child < nominal && self.is_capital(child) && self.document.token(child).upos != Upos::Pron
            })
    }

    /// Who pressed for what was refused: "declined to resign despite pressure by the Sylvanian parliament".
    pub(super) fn pressing_parties(&self, verb: usize) -> Vec<usize> {
        let pressure = self.document.children(verb).chain(
            // The phrase may hang on the refused deed.
            self.document.children_by(verb, Deprel::Xcomp).flat_map(|clause| self.document.children(clause)),
        );
        let mut pressure = pressure.filter(|&child| {
            (self.class("demand", child) || self.class("pressure", child)) && self.case_is(child, "despite")
        });
        pressure
            .next()
            .and_then(|noun| {
                let from = self.document.children(noun).find(|&child| {
                    ["from", "by"].iter().any(|word| self.case_is(child, word)) && self.is_actor(child)
                });
                from.or_else(|| self.owner_of(noun))
            })
            .map_or_else(Vec::new, |party| self.actors_at(party))
    }

    /// "The senator attacked the minister": a politician's words, where nothing of force is named.
    pub(super) fn is_verbal_attack(&self, coded: &Coded) -> bool {
        let verb = coded.deed.token;
        if coded.composed
            || coded.mode.is_some()
            || !self.class("verbal-attack-verb", verb)
            || coded.actors.is_empty()
        {
            return false;
        }
        let object = coded.deed.object;
        // Words are used on a person or a thing that cannot be hit; a country or a town may be hit.
        let with_words = object
            .is_some_and(|object| self.is_person(object) || !self.is_actor(object) && !self.is_place(object));
        let speaks = |&actor: &usize| {
            let mention = self.mentions.entity_at(actor).map(|mention| &self.mentions.entities[mention]);
            self.class("speaker", actor)
                || mention.is_some_and(|mention| {
                    mention.kind == ActorKind::Person
                        && (with_words
                            || mention.name.len() > 1 && mention.role.is_none()
                            || mention.tokens.clone().any(|token| self.class("speaker", token)))
                })
        };
        let is_forced = object.is_some_and(|object| {
            ["target", "territory", "troops", "police", "weapon"]
                .iter()
                .any(|class| self.class(class, object))
        });
        let evidence = self.evidence(coded);
        let force = evidence.into_iter().any(|token| {
            self.class("harmful", token) && token != verb
                || self.class("armed", token)
                || self.class("kill-verb", token)
        });
        coded.actors.iter().all(speaks) && !is_forced && !force
    }

    /// Whether the troops that are moved keep a peace.
    pub(super) fn is_peacekeeping(&self, coded: &Coded) -> bool {
        let evidence = self.evidence(coded);
        evidence.into_iter().any(|token| self.class("peacekeep", token))
    }
}
