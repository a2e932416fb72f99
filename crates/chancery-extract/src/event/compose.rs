//! What governing words make of a deed: "refused to withdraw" is REJECT, "threatened to strike" THREATEN, "plans to visit" a
//! visit that is planned, "France said it would help Germany" AGREE.
//!
//! A deed climbs from word to word: each operator over it may change type, parties and status, or take the deed up into
//! itself. What remains is coded.

use super::govern::refusal_mode;
use super::operator::Operator;
use super::predicate::Deed;
use super::state::State;
use super::status::Marks;
use super::view::View;
use super::why::Why;
use chancery_record::{EventType, Quad, Status};
use chancery_syntax::{Deprel, Upos};

/// How many governing words are climbed.
const CLIMB: usize = 6;

/// A deed with what its governing words made of it.
#[derive(Clone, Debug)]
pub(super) struct Coded {
    pub deed: Deed,
    pub event_type: EventType,
    pub mode: Option<&'static str>,
    pub actors: Vec<usize>,
    pub recipients: Vec<usize>,
    pub status: Status,
    /// The outermost word that made it: the deed's own, or an operator that took it up.
    pub anchor: usize,
    /// Rule of `rules/event.toml`.
    pub rule: &'static str,
    /// Whether an operator took the deed up.
    pub composed: bool,
}

/// Where the climb goes from a word.
pub(super) enum Step {
    /// On to this word.
    Go(usize),
    /// No further.
    Stop,
    /// There is no deed, for this reason.
    Drop(&'static str),
}

impl View<'_> {
    /// What a deed counts for, or why it is told as no deed at all.
    pub(super) fn compose(&self, deed: &Deed) -> Result<Coded, Why> {
        let start = deed.carrier.unwrap_or(deed.token);
        if self.document.children(start).any(|clause| self.is_question(start, clause)) {
            return Err(Why::Dropped("it is a question"));
        }
        // "It is not clear what the rebels are willing to accept."
        let what = self.document.head(start).filter(|&head| self.lemma(head) == "what");
        if what.is_some() && self.document.token(start).upos == Upos::Adj {
            return Err(Why::Dropped("it is not told to what"));
        }
        // "retaliated by expelling two envoys": the expulsion is the deed.
        let is_means = |child: usize| {
            self.deprel(child) == Deprel::Advcl
                && self.document.child(child, Deprel::Mark).is_some_and(|mark| self.lemma(mark) == "by")
        };
        if self.class("means-verb", start) && self.document.children(start).any(is_means) {
            return Err(Why::Dropped("what it was done by is the deed"));
        }
        let mut marks = self.marks(start);
        if deed.carrier.is_some() {
            marks = marks.and(self.noun_marks(deed.token));
        }
        let mut coded = Coded {
            event_type: deed.event_type,
            mode: deed.mode,
            actors: deed.actors.clone(),
            recipients: deed.recipients.clone(),
            status: Status::Occurred,
            anchor: deed.token,
            rule: if deed.is_noun { "event-noun" } else { "event-verb" },
            composed: false,
            deed: deed.clone(),
        };
        let mut state = State { marks, ..State::default() };
        let mut at = start;
        for _ in 0..CLIMB {
            match self.step(at, &mut coded, &mut state) {
                Step::Go(next) => at = next,
                Step::Stop => break,
                Step::Drop(why) => return Err(Why::Dropped(why)),
            }
        }
        coded.status = state.status();
        // What is to come of cooperation is its promise: the codebook's AGREE.
        let cooperative = is_cooperative(coded.event_type);
        if !coded.composed && !state.decided && cooperative && coded.event_type != EventType::Agree {
            if coded.status == Status::Planned {
                coded.event_type = EventType::Agree;
                coded.mode = None;
                coded.rule = "event-future";
            } else if coded.status == Status::Negated && state.marks.future {
                // "will not lift the embargo"
                coded.mode = refusal_mode(coded.event_type);
                coded.event_type = EventType::Reject;
                coded.status = Status::Occurred;
                coded.rule = "event-future";
                // "will not meet Germany": Germany refuses nothing.
                let doers = self.doers_of(start);
                if coded.actors.len() > doers.len() && !doers.is_empty() {
                    coded.recipients =
                        coded.actors.iter().copied().filter(|actor| !doers.contains(actor)).collect();
                    coded.actors = doers;
                }
            }
        }
        Ok(coded)
    }

    fn noun_marks(&self, noun: usize) -> Marks {
        Marks { conditional: false, ..self.marks(noun) }
    }

    fn step(&self, at: usize, coded: &mut Coded, state: &mut State) -> Step {
        let document = self.document;
        let Some(head) = document.head(at) else { return self.speech_beside(at, coded, state) };
        let is_verb = self.is_verb(at) || document.token(at).upos == Upos::Adj;
        match self.deprel(at) {
            Deprel::Conj => {
                // "asked the league to help patrol and share": a bare infinitive goes with the infinitive before it.
                if let Some(infinitive) = self.infinitive_before(at, head) {
                    state.marks.infinitive = self.marks(infinitive).infinitive;
                    return Step::Go(infinitive);
                }
                // Governors of the first conjunct govern the second.
                if document.children(at).any(|child| self.deprel(child) == Deprel::Nsubj) {
                    return self.speech_beside(at, coded, state);
                }
                Step::Go(self.goes_on_from(at).unwrap_or(head))
            }
            // "said taking the ridge would stop the raids": it is what would stop them.
            Deprel::Xcomp if self.is_subject_of_what_is_said(at, head) => {
                Step::Drop("it is only thought of, as what would do something else")
            }
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj => self.govern(head, at, coded, state),
            // "no evidence that Poland attacked", read as evidence that was attacked
            Deprel::Acl if self.class("proof-noun", head) || self.class("lie-noun", head) => {
                self.govern(head, at, coded, state)
            }
            Deprel::Acl if document.token(at).deprel == Deprel::Acl => {
                // "told the rebels to release the hostages", with the infinitive hung on the rebels.
                let asking = document.head(head).filter(|&verb| {
                    state.marks.infinitive
                        && matches!(self.deprel(head), Deprel::Obj | Deprel::Iobj)
                        && self.operator_at(verb, at) == Some(Operator::Request)
                });
                if let Some(verb) = asking {
                    return self.govern(verb, at, coded, state);
                }
                // "footage appeared to show troops attacking"
                if let Some(verb) = document.head(head).filter(|&verb| {
                    self.class("prove-verb", verb)
                        && matches!(self.deprel(head), Deprel::Obj | Deprel::Iobj)
                        && document.token(at).xpos == "VBG"
                }) {
                    return self.govern(verb, at, coded, state);
                }
                // "the risk of Sylvania attacking", "reports of it attacking": no more than feared or told.
                let is_thought = self.gerund_subject(at).is_some()
                    && matches!(
                        self.operator_at(head, at),
                        Some(Operator::Consider | Operator::Accuse | Operator::Fail)
                    );
                if is_thought
                    || state.marks.infinitive
                    || self.case_is(at, "of")
                    || self.case_is(at, "for")
                    || document.child(at, Deprel::Mark).is_some()
                {
                    self.govern(head, at, coded, state)
                } else {
                    Step::Stop
                }
            }
            Deprel::Advcl if is_verb => self.adverbial(head, at, coded, state),
            Deprel::Obj | Deprel::Obl | Deprel::Nsubj | Deprel::Nmod if !is_verb || coded.deed.is_noun => {
                if self.deprel(at) == Deprel::Nsubj && !document.is_passive(head) && self.is_verb(head) {
                    // "the attack never took place"
                    if self.class("occur-verb", head) {
                        state.pass(self.marks(head));
                    }
                    return Step::Stop;
                }
                // "after talks with Hale, Doe praised …": what is praised is another thing.
                let beside = ["after", "following", "during", "since", "amid"];
                if self.deprel(at) == Deprel::Obl && beside.iter().any(|word| self.case_is(at, word)) {
                    return Step::Stop;
                }
                if self.deprel(at) == Deprel::Obl
                    && ["before", "until"].iter().any(|word| self.case_is(at, word))
                    || self.is_ahead_of(at)
                {
                    state.planned = true;
                    return Step::Stop;
                }
                self.govern(head, at, coded, state)
            }
            Deprel::Obl | Deprel::Nmod if is_verb => self.adverbial(head, at, coded, state),
            Deprel::Parataxis if self.speaks(head) => self.govern(head, at, coded, state),
            _ => self.speech_beside(at, coded, state),
        }
    }

    /// Told in the past, by the verb or its auxiliary.
    fn is_past(&self, verb: usize) -> bool {
        self.document.token(verb).xpos == "VBD"
            || self.document.children(verb).any(|child| {
                self.deprel(child) == Deprel::Aux
                    && (self.document.token(child).xpos == "VBD" || self.lemma(child) == "have")
            })
    }

    fn is_ahead_of(&self, nominal: usize) -> bool {
        self.document
            .children(nominal)
            .any(|child| self.deprel(child) == Deprel::Case && self.lemma(child) == "ahead")
    }

    /// "after attacking", "without attacking", "to attack", "for attacking".
    fn adverbial(&self, head: usize, at: usize, coded: &mut Coded, state: &mut State) -> Step {
        let marker = self
            .document
            .children(at)
            .find(|&child| matches!(self.deprel(child), Deprel::Mark | Deprel::Case) && child < at)
            .or_else(|| self.document.child(self.gerund_subject(at)?, Deprel::Case))
            .map_or("", |child| self.lemma(child));
        let operator = self.operator_at(head, at);
        let is_gerund = self.document.token(at).xpos == "VBG";
        match marker {
            // "resulted in Freedonia condemning Sylvania"
            _ if self.class("outcome-verb", head) && self.gerund_subject(at).is_some() => {
                state.pass(self.marks(head));
                Step::Go(head)
            }
            "for" | "of" | "over" | "from" | "with" | "against" if operator.is_some() => {
                self.govern(head, at, coded, state)
            }
            // "bent on attacking", "objects to Sylvania sending troops"
            "on" | "in" | "about" | "to" if is_gerund && operator.is_some() => {
                self.govern(head, at, coded, state)
            }
            "to" => match operator {
                // "called to congratulate", "summoned the envoy to complain": said on the telephone or to their face.
                _ if self.class("contact-verb", head)
                    && is_verbal(coded.event_type)
                    && (operator.is_none()
                        // "called on the council to condemn …" asks.
                        || coded.event_type == EventType::Accuse && self.lemma(head) != "call") =>
                {
                    state.marks.infinitive = false;
                    Step::Stop
                }
                Some(
                    Operator::Agree
                    | Operator::Refuse
                    | Operator::Threaten
                    | Operator::Promise
                    | Operator::Request
                    | Operator::Plan
                    | Operator::Fail
                    | Operator::Consider,
                ) => self.govern(head, at, coded, state),
                // "sent experts to investigate"
                _ if self.class("send-verb", head) => {
                    if coded.actors.iter().all(|&actor| self.is_pronoun(actor)) || coded.actors.is_empty() {
                        coded.actors = self.doers_of(head);
                    }
                    state.marks.infinitive = false;
                    state.planned = true;
                    state.decided = true;
                    Step::Stop
                }
                _ => Step::Drop("it is only the purpose of something else"),
            },
            // "quoted Doe as having attacked": somebody says so.
            "as" if self.speaks(head) && matches!(self.document.token(at).xpos, "VBG" | "VBN") => {
                state.hypothetical = true;
                Step::Stop
            }
            "before" | "until" | "prior" if self.document.token(at).xpos == "VBG" => {
                // "met the envoy before leaving": told of what is past, it was done.
                let above = self.marks(head);
                state.planned = !self.is_past(head) || above.would;
                Step::Stop
            }
            "after" | "following" | "since" | "despite" | "because" | "as" | "when" | "while"
            | "although" | "though" => self.speech_beside(at, coded, state),
            // "would follow the others in recognising …": as real as what it goes with.
            _ if self.document.token(at).xpos == "VBG" && !self.has_subject(at) => {
                state.pass(self.marks(head));
                Step::Go(head)
            }
            _ => self.speech_beside(at, coded, state),
        }
    }
}

/// Words and deeds of cooperation, concessions included.
pub(super) fn is_cooperative(event_type: EventType) -> bool {
    matches!(event_type.quad(), Quad::VerbalCooperation | Quad::MaterialCooperation)
}

/// Done by words.
pub(super) fn is_verbal(event_type: EventType) -> bool {
    matches!(event_type.quad(), Quad::VerbalCooperation | Quad::VerbalConflict)
}
