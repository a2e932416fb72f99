//! What each operator makes of the deed below it: its type, parties and status, or no deed at all.

use super::argument::push;
use super::compose::{Coded, Step, is_cooperative};
use super::operator::Operator;
use super::state::State;
use super::view::View;
use chancery_record::{EventType, Quad};
use chancery_syntax::Deprel;

/// What an operator that takes a deed up makes of it.
pub(super) struct Made {
    pub event_type: EventType,
    pub mode: Option<&'static str>,
    pub recipients: Vec<usize>,
    pub rule: &'static str,
}

impl View<'_> {
    /// What the word `head` makes of what stands below it at `at`.
    pub(super) fn govern(&self, head: usize, at: usize, coded: &mut Coded, state: &mut State) -> Step {
        if self.deprel(at) == Deprel::Csubj && matches!(self.lemma(head), "question" | "table") {
            return self.out_of_the_question(head, coded, state);
        }
        if self.is_question(head, at) {
            return Step::Drop("it is only asked whether it is so");
        }
        if coded.composed && !self.is_verb(at) && self.class("drop-verb", head) {
            return Step::Drop("what was demanded, threatened or offered is given up");
        }
        if self.class("lie-noun", head) && self.deprel(at) != Deprel::Nmod {
            state.marks.negated = !state.marks.negated;
            return Step::Stop;
        }
        if self.class("proof-noun", head) || self.class("prove-verb", head) {
            let above = self.marks(head);
            let little =
                self.document.child(head, Deprel::Amod).is_some_and(|few| self.lemma(few) == "little");
            state.hypothetical |= above.negated || above.infinitive || above.conditional || little;
            return Step::Stop;
        }
        let Some(operator) = self.operator_at(head, at) else {
            if coded.deed.is_noun && coded.deed.carrier.is_none() && !self.is_verb(at) {
                return Step::Stop;
            }
            if state.marks.infinitive {
                match self.lemma(head) {
                    "have" if self.document.children(head).any(|child| self.lemma(child) == "yet") => {
                        state.marks.negated = true;
                        state.marks.infinitive = false;
                    }
                    "have" | "need" => state.marks.obligation = true,
                    _ => state.hypothetical = true,
                }
            }
            // "repairing the dam would end the drought": as real as what it would do.
            if self.deprel(at) == Deprel::Csubj {
                let above = self.marks(head);
                state.hypothetical |= above.would || above.possible || above.future || above.obligation;
            }
            return Step::Stop;
        };
        if let Some(step) = self.apply(operator, head, at, coded, state) {
            return step;
        }
        let urged = coded.event_type == EventType::Request && self.is_told_passive(head);
        if coded.composed && coded.actors.is_empty() && !urged {
            return Step::Drop("nobody is told who does what its governing word says");
        }
        // A noun operator without a carrier is governed in turn by its own verb.
        Step::Go(head)
    }

    /// "asked whether Sylvania would withdraw".
    pub(super) fn is_question(&self, verb: usize, clause: usize) -> bool {
        self.class("ask-verb", verb)
            && self.document.children(clause).any(|child| {
                self.deprel(child) == Deprel::Mark && matches!(self.lemma(child), "whether" | "if")
            })
    }

    /// "lifting the ban is out of the question", says somebody.
    fn out_of_the_question(&self, head: usize, coded: &mut Coded, state: &mut State) -> Step {
        let Some(verb) = self.speech_of(head) else {
            return Step::Drop("it is out of the question, and nobody says so");
        };
        let recipients = coded.recipients.clone();
        self.take_up(verb, refusal(coded, recipients), coded, state);
        if coded.actors.is_empty() { Step::Drop("nobody is told who refuses it") } else { Step::Stop }
    }

    /// Applies an operator; gives where to go if the climb does not go on to the operator's own governor.
    fn apply(
        &self,
        operator: Operator,
        head: usize,
        at: usize,
        coded: &mut Coded,
        state: &mut State,
    ) -> Option<Step> {
        let above = self.marks(head);
        let quad = coded.event_type.quad();
        match operator {
            // "was found guilty of", "pleaded guilty to": told by the court.
            // "declined to threaten": a threat that is not made is no refusal.
            Operator::Refuse if coded.event_type == EventType::Threaten => {
                let recipients = std::mem::take(&mut coded.recipients);
                let made = Made {
                    event_type: EventType::Threaten,
                    mode: coded.mode,
                    recipients,
                    rule: "event-refuse",
                };
                self.take_up(head, made, coded, state);
                state.marks.negated = !above.negated;
            }
            Operator::Begin if self.class("guilt", head) && self.deprel(head) == Deprel::Xcomp => {
                return Some(Step::Drop("a court tells it"));
            }
            Operator::Begin => state.pass(above),
            Operator::Continue => {
                state.pass(above);
                state.ongoing = true;
            }
            Operator::Plan if self.class("prepare-verb", head) && coded.event_type == EventType::Assault => {
                let made = Made {
                    event_type: EventType::Mobilize,
                    mode: None,
                    recipients: std::mem::take(&mut coded.recipients),
                    rule: "event-prepare",
                };
                self.take_up(head, made, coded, state);
            }
            Operator::Plan => {
                state.pass(above);
                state.planned = true;
                state.decided |= self.class("decide-verb", head);
            }
            Operator::Consider => {
                state.pass(above);
                state.hypothetical = true;
            }
            Operator::Accuse => return Some(Step::Drop("it is held against somebody, not told as a fact")),
            // "was forced to step down": the step is done, by who was forced.
            Operator::Allow
                if self.class("force-verb", head)
                    && self.is_passive(head)
                    && coded.event_type == EventType::Retreat =>
            {
                state.pass(above);
            }
            Operator::Allow => return Some(Step::Drop("it is only let happen or brought about")),
            Operator::Fail => {
                let deal = coded.event_type == EventType::Agree
                    || coded.deed.trigger.clone().any(|token| self.class("agreement", token));
                if deal {
                    let made = Made { mode: None, ..refusal(coded, Vec::new()) };
                    self.take_up(head, made, coded, state);
                } else {
                    state.pass(above);
                    state.marks.negated = !state.marks.negated;
                }
            }
            Operator::Say => return Some(self.say(head, at, coded, state)),
            Operator::Order => {
                let doers = self.doers_of(head);
                if !doers.is_empty() {
                    if !coded.actors.is_empty() && coded.recipients.is_empty() && !coded.deed.is_noun {
                        coded.recipients = std::mem::take(&mut coded.actors);
                    }
                    coded.actors = doers;
                    coded.recipients.retain(|recipient| !coded.actors.contains(recipient));
                }
                state.pass(above);
            }
            Operator::Stop => {
                let Some((event_type, mode)) = stopped(coded.event_type).filter(|_| !state.marks.negated)
                else {
                    return Some(Step::Drop("it is stopped, and stopping it is no event"));
                };
                if self.doers_of(head).is_empty() && coded.actors.is_empty() {
                    return Some(Step::Drop("it is stopped by nobody who is told"));
                }
                let recipients = std::mem::take(&mut coded.recipients);
                self.take_up(head, Made { event_type, mode, recipients, rule: "event-stop" }, coded, state);
            }
            Operator::Agree => {
                if matches!(quad, Quad::MaterialConflict | Quad::VerbalConflict) && !state.marks.negated {
                    state.pass(above);
                    state.planned = true;
                    return None;
                }
                let mut recipients = coded.recipients.clone();
                for &actor in &coded.actors {
                    push(&mut recipients, actor);
                }
                recipients.retain(|&party| !self.is_pronoun(party));
                let made = Made { event_type: EventType::Agree, mode: None, recipients, rule: "event-agree" };
                self.take_up(head, made, coded, state);
                for partner in self.behind(head, "with").map(|with| self.actors_at(with)).unwrap_or_default()
                {
                    push(&mut coded.actors, partner);
                }
                coded.recipients.retain(|party| !coded.actors.contains(party));
            }
            Operator::Refuse => {
                let mut recipients = self.outsiders(coded);
                if recipients.is_empty() && coded.composed {
                    // "rejected an offer by Sylvania to …"
                    recipients = coded.actors.clone();
                }
                self.take_up(head, refusal(coded, recipients), coded, state);
            }
            Operator::Threaten => {
                let mut recipients = self.patients_of(head, at);
                for recipient in self.outsiders(coded) {
                    push(&mut recipients, recipient);
                }
                self.take_up(head, threat(coded, recipients, "event-threaten"), coded, state);
            }
            Operator::Promise => {
                let lends = coded.event_type == EventType::Mobilize && self.class("offer-verb", head);
                let mut recipients = self.outsiders(coded);
                if recipients.is_empty() {
                    recipients = self.patients_of(head, at);
                }
                let made = match (is_cooperative(coded.event_type) || lends, state.marks.negated) {
                    (true, true) => refusal(coded, recipients),
                    (true, false) | (false, true) => {
                        Made { event_type: EventType::Agree, mode: None, recipients, rule: "" }
                    }
                    (false, false) if quad == Quad::MaterialConflict => threat(coded, recipients, ""),
                    (false, false) => {
                        state.pass(above);
                        state.planned = true;
                        return None;
                    }
                };
                self.take_up(head, Made { rule: "event-promise", ..made }, coded, state);
            }
            Operator::Request
                if coded.event_type == EventType::Coerce
                    && self.class("order-verb", head)
                    && !coded.actors.is_empty() =>
            {
                // "ordered the weekly to stop printing": the order is the deed. "ordered police to arrest the editors":
                // whom the deed is done to stays.
                let ordered = std::mem::take(&mut coded.actors);
                let recipients = std::mem::take(&mut coded.recipients);
                let made = Made {
                    event_type: EventType::Coerce,
                    mode: coded.mode,
                    recipients: if recipients.is_empty() { ordered } else { recipients },
                    rule: "event-order",
                };
                self.take_up(head, made, coded, state);
            }
            Operator::Request => {
                let mode = match coded.event_type {
                    EventType::Aid | EventType::Cooperate | EventType::Support => "assist",
                    EventType::Consult | EventType::Agree => "meet",
                    EventType::Concede | EventType::Retreat => "yield",
                    _ => "change",
                };
                let asked = [self.patients_of(head, at), coded.actors.clone(), coded.recipients.clone()];
                let recipients = asked.into_iter().find(|asked| !asked.is_empty()).unwrap_or_default();
                let made = Made {
                    event_type: EventType::Request,
                    mode: Some(mode),
                    recipients,
                    rule: "event-request",
                };
                self.take_up(head, made, coded, state);
            }
            Operator::Deny => {
                let made = Made { mode: None, rule: "event-deny", ..refusal(coded, Vec::new()) };
                self.take_up(head, made, coded, state);
            }
        }
        None
    }

    /// An operator takes the deed up: its own doers are the actors, and only its own marks count.
    pub(super) fn take_up(&self, head: usize, made: Made, coded: &mut Coded, state: &mut State) {
        let Made { event_type, mode, recipients, rule } = made;
        coded.event_type = event_type;
        coded.mode = mode;
        coded.actors = self.doers_of(head);
        coded.recipients = recipients;
        coded.recipients.retain(|recipient| !coded.actors.contains(recipient));
        coded.anchor = head;
        coded.composed = true;
        coded.rule = rule;
        state.restart(self.marks(head));
    }

    /// Whom the deed is done to or with, for an operator's own doers to be taken off.
    pub(super) fn outsiders(&self, coded: &Coded) -> Vec<usize> {
        let mut found = coded.recipients.clone();
        if self.lexicon.entries[coded.deed.entry].reciprocal {
            for &party in coded.actors.iter().filter(|&&party| !self.is_pronoun(party)) {
                push(&mut found, party);
            }
        }
        found
    }
}

/// A deed refused.
pub(super) fn refusal(coded: &Coded, recipients: Vec<usize>) -> Made {
    Made {
        event_type: EventType::Reject,
        mode: refusal_mode(coded.event_type),
        recipients,
        rule: "event-refuse",
    }
}

/// A deed threatened.
pub(super) fn threat(coded: &Coded, recipients: Vec<usize>, rule: &'static str) -> Made {
    let mode = threat_mode(coded.event_type, coded.mode);
    Made { event_type: EventType::Threaten, mode, recipients, rule }
}

/// What stopping a deed is.
fn stopped(event_type: EventType) -> Option<(EventType, Option<&'static str>)> {
    Some(match event_type {
        EventType::Assault => (EventType::Retreat, Some("ceasefire")),
        EventType::Protest | EventType::Sanction => (EventType::Concede, None),
        EventType::Coerce | EventType::Mobilize => (EventType::Retreat, None),
        EventType::Consult => (EventType::Sanction, Some("withdraw")),
        EventType::Aid | EventType::Cooperate => (EventType::Sanction, Some("discontinue")),
        _ => return None,
    })
}

pub(super) fn refusal_mode(event_type: EventType) -> Option<&'static str> {
    match event_type {
        EventType::Aid | EventType::Cooperate | EventType::Support => Some("assist"),
        EventType::Consult => Some("meet"),
        EventType::Concede | EventType::Retreat => Some("yield"),
        EventType::Agree => None,
        _ => Some("change"),
    }
}

fn threat_mode(event_type: EventType, mode: Option<&str>) -> Option<&'static str> {
    match (event_type, mode) {
        (EventType::Assault | EventType::Mobilize, _) => Some("violence"),
        (EventType::Coerce, Some("arrest")) => Some("arrest"),
        (EventType::Coerce, Some("deport")) | (EventType::Sanction, Some("expel")) => Some("expel"),
        (EventType::Coerce, Some("seize")) => Some("territory"),
        (EventType::Coerce, _) => Some("restrict"),
        (EventType::Sanction, _) => Some("relations"),
        _ => None,
    }
}
