//! The clause that an event rests on, and the time and place that this clause gives.

use super::compose::Coded;
use super::view::View;
use chancery_record::{EventType, Status};
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

impl View<'_> {
    /// The tokens of the clause: predicate, parties and what hangs on them, without the clauses that stand beside.
    pub(super) fn evidence(&self, coded: &Coded) -> Range<usize> {
        let sentence = self.document.sentence_of(coded.deed.token).tokens.clone();
        let mut start = coded.deed.trigger.start.min(coded.anchor);
        let mut end = coded.deed.trigger.end.max(coded.anchor + 1);
        let mut take = |range: Range<usize>| {
            start = start.min(range.start);
            end = end.max(range.end);
        };
        let heads = [coded.deed.carrier.unwrap_or(coded.deed.token), coded.deed.token, coded.anchor];
        for head in heads {
            for child in self.document.children(head) {
                let inside = match self.deprel(child) {
                    Deprel::Nsubj
                    | Deprel::Obj
                    | Deprel::Iobj
                    | Deprel::Obl
                    | Deprel::Aux
                    | Deprel::Advmod
                    | Deprel::Compound
                    | Deprel::Xcomp
                    | Deprel::Nmod
                    | Deprel::Amod
                    | Deprel::Det
                    | Deprel::Mark
                    | Deprel::Cop
                    | Deprel::Case => true,
                    Deprel::Ccomp => coded.composed && head == coded.anchor,
                    Deprel::Conj => !self.is_verb(child),
                    _ => false,
                };
                if inside {
                    take(self.document.reach(child));
                }
            }
        }
        for &party in coded.actors.iter().chain(&coded.recipients) {
            if sentence.contains(&party) {
                take(crate::argument::phrase(self.document, party));
            }
        }
        let mut range = start.max(sentence.start)..end.min(sentence.end);
        while range.end > range.start + 1 && self.document.token(range.end - 1).upos == Upos::Punct {
            range.end -= 1;
        }
        while range.start + 1 < range.end && self.document.token(range.start).upos == Upos::Punct {
            range.start += 1;
        }
        range
    }

    /// The time expression of the event's own clause.
    pub(super) fn time_of(&self, coded: &Coded, evidence: &Range<usize>) -> Option<usize> {
        // "demanded that Sylvania withdraw by Friday": Friday is the withdrawal's day, not the demand's.
        let heads = if coded.composed && is_speech_act(coded.event_type) {
            [coded.anchor; 3]
        } else {
            [coded.deed.token, coded.deed.carrier.unwrap_or(coded.deed.token), coded.anchor]
        };
        let anchored = |idx: &usize| {
            let tokens = &self.mentions.times[*idx].tokens;
            tokens.clone().any(|token| self.hangs_on(token, &heads))
        };
        let times = self.within(evidence, self.mentions.times.iter().map(|time| &time.tokens));
        let own = times.iter().copied().find(anchored);
        let shared = || self.time_shared_by(coded, heads[1]);
        if is_speech_act(coded.event_type) && !coded.composed {
            return own.or_else(shared);
        }
        own.or_else(|| {
            times.into_iter().find(|&idx| {
                // Not the time of another verb ("said on Monday that …").
                let tokens = self.mentions.times[idx].tokens.clone();
                tokens.clone().all(|token| self.clause_of(token) == self.clause_of(heads[1]))
            })
        })
        .or_else(shared)
    }

    /// "seized a lorry on Monday and **arrested** its drivers", "shelled it on Monday, **killing** nine": the day of the verb
    /// that it goes on from, where it has none of its own.
    fn time_shared_by(&self, coded: &Coded, verb: usize) -> Option<usize> {
        let document = self.document;
        let done = matches!(coded.status, Status::Occurred | Status::Ongoing);
        if !done || self.has_subject(verb) || !self.is_verb(verb) {
            return None;
        }
        let first = match self.deprel(verb) {
            Deprel::Conj => self.goes_on_from(verb),
            Deprel::Advcl
                if document.token(verb).xpos == "VBG" && document.child(verb, Deprel::Mark).is_none() =>
            {
                document.head(verb)
            }
            _ => None,
        }
        .filter(|&first| first < verb && self.is_verb(first) && self.marks(first).is_plain())?;
        let sentence = &document.sentence_of(verb).tokens;
        (0..self.mentions.times.len()).find(|&idx| {
            let tokens = &self.mentions.times[idx].tokens;
            tokens.start >= sentence.start
                && tokens.end <= verb
                && tokens.clone().any(|token| self.hangs_on(token, &[first]))
        })
    }

    /// The place of the event's own clause: behind "in", "at", "near" …, not a party.
    pub(super) fn place_of(&self, coded: &Coded, evidence: &Range<usize>) -> Option<usize> {
        let heads = [coded.deed.token, coded.deed.carrier.unwrap_or(coded.deed.token), coded.anchor];
        let locative = |token: usize| {
            self.document.children(token).any(|child| {
                self.deprel(child) == Deprel::Case
                    && matches!(
                        self.lemma(child),
                        "in" | "at"
                            | "near"
                            | "outside"
                            | "inside"
                            | "around"
                            | "across"
                            | "throughout"
                            | "on"
                            | "over"
                            | "along"
                            | "off"
                    )
            })
        };
        let mut places = self.within(evidence, self.mentions.places.iter().map(|place| &place.tokens));
        // "at the Al-Noor Hospital in Grandport": a place with a point says more.
        places.sort_by_key(|&idx| !self.mentions.places[idx].is_listed());
        let is_party = |token: &usize| coded.actors.contains(token) || coded.recipients.contains(token);
        let own = places.iter().copied().find(|&idx| {
            let tokens = self.mentions.places[idx].tokens.clone();
            !tokens.clone().any(|token| is_party(&token))
                && tokens.clone().any(|token| locative(token) && self.hangs_on(token, &heads))
        });
        if is_speech_act(coded.event_type) {
            // "condemned the bombing in Kenya": where it was is not where it was condemned.
            return own.filter(|&idx| {
                let mut tokens = self.mentions.places[idx].tokens.clone();
                tokens.any(|token| {
                    let head = self.document.head(token);
                    head.is_some_and(|head| head == coded.anchor || coded.deed.trigger.contains(&head))
                })
            });
        }
        own.or_else(|| {
            places.iter().copied().find(|&idx| {
                let mut tokens = self.mentions.places[idx].tokens.clone();
                !tokens.clone().any(|token| is_party(&token)) && tokens.any(locative)
            })
        })
        .or_else(|| {
            // "a strike on Marshbridge", "visited Grandport": where it was is to whom it was done.
            let goes =
                matches!(coded.event_type, EventType::Assault | EventType::Consult | EventType::Coerce);
            places.into_iter().find(|&idx| {
                goes && self.mentions.places[idx].tokens.clone().any(|token| {
                    // "sank a Norwegian ship": it may lie anywhere; a Norwegian village does not.
                    let adjective =
                        self.is_nationality(token) && self.document.token(token).upos == Upos::Adj;
                    let ground = |noun: usize| self.class("territory", noun) || self.class("target", noun);
                    coded.recipients.contains(&token)
                        && (!adjective || self.document.head(token).is_some_and(ground))
                })
            })
        })
    }

    fn within<'b>(
        &self,
        evidence: &Range<usize>,
        spans: impl Iterator<Item = &'b Range<usize>>,
    ) -> Vec<usize> {
        spans
            .enumerate()
            .filter(|(_, tokens)| tokens.start >= evidence.start && tokens.end <= evidence.end)
            .map(|(idx, _)| idx)
            .collect()
    }

    /// Whether a token hangs on one of the heads, through nominals only.
    fn hangs_on(&self, token: usize, heads: &[usize]) -> bool {
        let mut at = token;
        for _ in 0..6 {
            let Some(head) = self.document.head(at) else { return false };
            if heads.contains(&head) {
                return true;
            }
            if self.is_verb(head) {
                return false;
            }
            at = head;
        }
        false
    }

    /// The verb that a token's clause is built on.
    fn clause_of(&self, token: usize) -> usize {
        if self.is_verb(token) { token } else { self.verb_over(token).unwrap_or(token) }
    }
}

/// Events that are done by speaking.
fn is_speech_act(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Request
            | EventType::Accuse
            | EventType::Reject
            | EventType::Threaten
            | EventType::Agree
            | EventType::Support
    )
}
