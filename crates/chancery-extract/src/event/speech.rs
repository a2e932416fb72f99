//! Deeds in what somebody says: the speaker's own future is a promise or a threat, "it" is who speaks.

use super::compose::{Coded, Step, is_cooperative};
use super::govern::{Made, refusal, threat};
use super::operator::{Operator, Word};
use super::state::State;
use super::view::View;
use chancery_record::{EventType, Quad};
use chancery_syntax::{Deprel, Upos};
use chancery_world::{EntityId, Sense};

impl View<'_> {
    /// Whether a verb reports speech.
    pub(super) fn speaks(&self, verb: usize) -> bool {
        self.is_verb(verb)
            && self
                .operators
                .of(self.lemma(verb))
                .any(|line| line.operator == Operator::Say && line.word == Word::Verb && line.rest.len() == 1)
    }

    /// The reporting verb over a clause or beside it, which has a subject of its own.
    pub(super) fn speech_of(&self, clause: usize) -> Option<usize> {
        let over = self.document.head(clause).filter(|&head| {
            matches!(self.deprel(clause), Deprel::Ccomp | Deprel::Parataxis) && self.speaks(head)
        });
        over.or_else(|| {
            self.document.children(clause).find(|&child| {
                matches!(self.deprel(child), Deprel::Parataxis | Deprel::Ccomp)
                    && self.speaks(child)
                    && self
                        .document
                        .children(child)
                        .any(|grandchild| self.deprel(grandchild) == Deprel::Nsubj)
            })
        })
    }

    /// "… , Sylvania said": a reporting verb beside the clause instead of over it.
    pub(super) fn speech_beside(&self, at: usize, coded: &mut Coded, state: &mut State) -> Step {
        if state.spoken {
            return Step::Stop;
        }
        let beside = self.document.children(at).find(|&child| {
            matches!(self.deprel(child), Deprel::Parataxis | Deprel::Ccomp | Deprel::Dep)
                && self.speaks(child)
                && self.has_subject(child)
        });
        match beside {
            Some(verb) => self.say(verb, at, coded, state),
            None => Step::Stop,
        }
    }

    /// A deed in what somebody says: the speaker's own future is a promise or a threat.
    pub(super) fn say(&self, verb: usize, at: usize, coded: &mut Coded, state: &mut State) -> Step {
        state.spoken = true;
        let above = self.marks(verb);
        let speakers = self.doers_of(verb);
        let own = self.is_own(at, &speakers);
        let future = state.marks.future || state.marks.would && !above.conditional;
        if future
            && (own || self.deprel(at) == Deprel::Xcomp)
            && !speakers.is_empty()
            && !coded.composed
            && !state.marks.conditional
        {
            let recipients = self.outsiders(coded);
            let made = match (is_cooperative(coded.event_type), state.marks.negated) {
                (true, false) => Made { event_type: EventType::Agree, mode: None, recipients, rule: "" },
                (true, true) => refusal(coded, recipients),
                (false, false) if coded.event_type.quad() == Quad::MaterialConflict => {
                    threat(coded, recipients, "")
                }
                _ => {
                    state.planned = true;
                    state.marks.would = false;
                    return Step::Stop;
                }
            };
            self.take_up(verb, Made { rule: "event-speaker-future", ..made }, coded, state);
            return Step::Stop;
        }
        // "Sylvania said it attacked": who is meant by the pronoun is who speaks.
        if own && !speakers.is_empty() && coded.actors.len() == 1 && self.is_pronoun(coded.actors[0]) {
            coded.recipients.retain(|recipient| !speakers.contains(recipient));
            coded.actors = speakers;
        }
        if state.marks.would && !self.has_condition(at) {
            // "said it would": a future told in the past.
            state.marks.would = false;
            state.planned = true;
        }
        if state.marks.obligation {
            return Step::Drop("it is what somebody should do");
        }
        Step::Stop
    }

    /// "would shell the port **if** the talks failed".
    fn has_condition(&self, clause: usize) -> bool {
        self.document.children_by(clause, Deprel::Advcl).any(|condition| {
            self.document.children(condition).any(|child| {
                self.deprel(child) == Deprel::Mark && matches!(self.lemma(child), "if" | "unless")
            })
        })
    }

    fn is_quoted(&self, token: usize) -> bool {
        self.mentions.quotations.iter().any(|quotation| quotation.tokens.contains(&token))
    }

    /// Whether the clause's subject is the speaker, or the speaker's own side.
    pub(super) fn is_own(&self, clause: usize, speakers: &[usize]) -> bool {
        let Some(subject) = self.subject_of(clause) else { return false };
        if subject.passive {
            return false;
        }
        let head = subject.head;
        if self.is_pronoun(head) {
            // “They fired for an hour,” said the mayor: in somebody's own words only "we" and "I" are the speaker.
            return matches!(self.lemma(head), "we" | "i")
                || matches!(self.lemma(head), "he" | "she" | "it" | "they") && !self.is_quoted(head);
        }
        if speakers.iter().any(|&speaker| speaker == head || self.lemma(speaker) == self.lemma(head)) {
            return true;
        }
        if speakers.iter().any(|&speaker| self.is_of_country(speaker, head)) {
            return true;
        }
        let children: Vec<usize> = self.document.children(head).collect();
        let possessed = children.iter().any(|&child| {
            self.document.token(child).deprel == Deprel::NmodPoss
                && self.document.token(child).upos == Upos::Pron
        });
        let plain = children.iter().all(|&child| self.deprel(child) == Deprel::Det || child > head)
            && children.iter().any(|&child| self.lemma(child) == "the");
        possessed || plain && self.class("own-side", head)
    }

    /// "Sylvanian President Isolde Kern warned that **Sylvania** would …": the speaker's office is that country's.
    fn is_of_country(&self, speaker: usize, country: usize) -> bool {
        let meaning = |token: usize| self.world.names(self.document.form(token));
        let named: Vec<EntityId> = meaning(country)
            .iter()
            .filter(|meaning| meaning.sense == Sense::Name)
            .map(|meaning| meaning.entity)
            .collect();
        let is_unknown = named.is_empty() && self.document.token(country).upos == Upos::Propn;
        // "Freedonian" of "Freedonia", where the world knows neither.
        let alike = |token: usize| {
            let ending = self.document.form(token).strip_prefix(self.document.form(country));
            is_unknown && ending.is_some_and(|ending| matches!(ending, "n" | "an" | "ian" | "ish" | "ese"))
        };
        let phrase = crate::argument::phrase(self.document, speaker);
        (phrase.start..speaker.max(phrase.start)).any(|token| {
            matches!(
                self.document.token(token).deprel,
                Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc
            ) && (alike(token)
                || meaning(token).iter().any(|meaning| {
                    matches!(meaning.sense, Sense::Adjective | Sense::Name) && named.contains(&meaning.entity)
                }))
        })
    }
}
