//! What governing words make of a deed: "refused to withdraw" is REJECT, "threatened to strike" THREATEN, "plans to visit" a
//! visit that is planned, "France said it would help Germany" AGREE.
//!
//! A deed climbs from word to word: each operator over it may change type, parties and status, or take the deed up into
//! itself. What remains is coded.

use super::argument::push;
use super::operator::{Operator, Word};
use super::predicate::Deed;
use super::status::Marks;
use super::view::View;
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

enum Step {
    Go(usize),
    Stop,
    Drop,
}

impl View<'_> {
    /// What a deed counts for; `None` where it is told as no deed at all.
    pub(super) fn compose(&self, deed: &Deed) -> Option<Coded> {
        let start = deed.carrier.unwrap_or(deed.token);
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
                Step::Drop => return None,
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
            }
        }
        Some(coded)
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
                let bare = document.token(at).xpos == "VB"
                    && document.token(head).xpos != "VB"
                    && !document
                        .children(at)
                        .any(|child| matches!(self.deprel(child), Deprel::Aux | Deprel::Mark));
                let infinitive = document.children(head).find(|&child| {
                    bare && child > head
                        && child < at
                        && self.is_verb(child)
                        && matches!(self.deprel(child), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
                });
                if let Some(infinitive) = infinitive {
                    state.marks.infinitive = true;
                    return Step::Go(infinitive);
                }
                // Governors of the first conjunct govern the second.
                if document.children(at).any(|child| self.deprel(child) == Deprel::Nsubj) {
                    return self.speech_beside(at, coded, state);
                }
                Step::Go(head)
            }
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj => self.govern(head, at, coded, state),
            Deprel::Acl if document.token(at).deprel == Deprel::Acl => {
                if state.marks.infinitive
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
            .map_or("", |child| self.lemma(child));
        let operator = self.operator_at(head, at);
        match marker {
            "for" | "of" | "over" | "from" | "with" | "against" if operator.is_some() => {
                self.govern(head, at, coded, state)
            }
            "to" => match operator {
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
                // "called to congratulate": said on the telephone.
                _ if self.class("contact-verb", head) && is_verbal(coded.event_type) => {
                    state.marks.infinitive = false;
                    Step::Stop
                }
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
                // A purpose is no deed yet.
                _ => Step::Drop,
            },
            "before" | "until" if self.document.token(at).xpos == "VBG" => {
                state.planned = true;
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

    /// What the word `head` makes of what stands below it at `at`.
    fn govern(&self, head: usize, at: usize, coded: &mut Coded, state: &mut State) -> Step {
        if self.deprel(at) == Deprel::Csubj && matches!(self.lemma(head), "question" | "table") {
            // "lifting the ban is out of the question", says somebody.
            let Some(verb) = self.speech_of(head) else { return Step::Drop };
            let mode = refusal_mode(coded.event_type);
            let recipients = coded.recipients.clone();
            self.take_up(verb, EventType::Reject, mode, coded, "event-refuse");
            coded.recipients = recipients;
            state.restart(self.marks(verb));
            return if coded.actors.is_empty() { Step::Drop } else { Step::Stop };
        }
        let Some(operator) = self.operator_at(head, at) else {
            if coded.deed.is_noun && coded.deed.carrier.is_none() && !self.is_verb(at) {
                return Step::Stop;
            }
            if state.marks.infinitive {
                match self.lemma(head) {
                    // "has yet to"
                    "have" if state.marks.negated => {}
                    "have" | "need" => state.marks.obligation = true,
                    _ => state.hypothetical = true,
                }
            }
            return Step::Stop;
        };
        let above = self.marks(head);
        let quad = coded.event_type.quad();
        match operator {
            // "was found guilty of", "pleaded guilty to": told by the court.
            Operator::Begin if self.class("guilt", head) && self.deprel(head) == Deprel::Xcomp => {
                return Step::Drop;
            }
            Operator::Begin => state.pass(above),
            Operator::Continue => {
                state.pass(above);
                state.ongoing = true;
            }
            Operator::Plan if self.class("prepare-verb", head) && coded.event_type == EventType::Assault => {
                let recipients = std::mem::take(&mut coded.recipients);
                self.take_up(head, EventType::Mobilize, None, coded, "event-prepare");
                coded.recipients = recipients;
                state.restart(above);
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
            Operator::Accuse => return Step::Drop,
            Operator::Allow => return Step::Drop,
            Operator::Fail => {
                if coded.event_type == EventType::Agree
                    || coded.deed.trigger.clone().any(|token| self.class("agreement", token))
                {
                    self.take_up(head, EventType::Reject, None, coded, "event-refuse");
                    coded.recipients.clear();
                    state.restart(above);
                } else {
                    state.pass(above);
                    state.marks.negated = !state.marks.negated;
                }
            }
            Operator::Say => return self.say(head, at, coded, state),
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
                let (event_type, mode) = match coded.event_type {
                    EventType::Assault => (EventType::Retreat, Some("ceasefire")),
                    EventType::Protest | EventType::Sanction => (EventType::Concede, None),
                    EventType::Coerce | EventType::Mobilize => (EventType::Retreat, None),
                    EventType::Consult => (EventType::Sanction, Some("withdraw")),
                    EventType::Aid | EventType::Cooperate => (EventType::Sanction, Some("discontinue")),
                    _ => return Step::Drop,
                };
                if state.marks.negated {
                    return Step::Drop;
                }
                let doers = self.doers_of(head);
                if doers.is_empty() && coded.actors.is_empty() {
                    return Step::Drop;
                }
                let recipients = std::mem::take(&mut coded.recipients);
                self.take_up(head, event_type, mode, coded, "event-stop");
                coded.recipients = recipients;
                coded.recipients.retain(|recipient| !coded.actors.contains(recipient));
                state.restart(above);
            }
            Operator::Agree => {
                if matches!(quad, Quad::MaterialConflict | Quad::VerbalConflict) && !state.marks.negated {
                    state.pass(above);
                    state.planned = true;
                } else {
                    let mut parties = coded.recipients.clone();
                    for &actor in &coded.actors {
                        push(&mut parties, actor);
                    }
                    self.take_up(head, EventType::Agree, None, coded, "event-agree");
                    for partner in
                        self.behind(head, "with").map(|with| self.actors_at(with)).unwrap_or_default()
                    {
                        push(&mut coded.actors, partner);
                    }
                    parties.retain(|party| !coded.actors.contains(party) && !self.is_pronoun(*party));
                    coded.recipients = parties;
                    state.restart(above);
                }
            }
            Operator::Refuse => {
                let mode = refusal_mode(coded.event_type);
                let mut recipients = self.outsiders(coded);
                if recipients.is_empty() && coded.composed {
                    // "rejected an offer by Sylvania to …"
                    recipients = coded.actors.clone();
                }
                self.take_up(head, EventType::Reject, mode, coded, "event-refuse");
                coded.recipients = recipients;
                coded.recipients.retain(|recipient| !coded.actors.contains(recipient));
                state.restart(above);
            }
            Operator::Threaten => {
                let mode = threat_mode(coded.event_type, coded.mode);
                let mut recipients = self.patients_of(head, at);
                for recipient in self.outsiders(coded) {
                    push(&mut recipients, recipient);
                }
                self.take_up(head, EventType::Threaten, mode, coded, "event-threaten");
                coded.recipients = recipients;
                coded.recipients.retain(|recipient| !coded.actors.contains(recipient));
                state.restart(above);
            }
            Operator::Promise => {
                let lends = coded.event_type == EventType::Mobilize && self.class("offer-verb", head);
                let (event_type, mode) =
                    match (is_cooperative(coded.event_type) || lends, state.marks.negated) {
                        (true, false) => (EventType::Agree, None),
                        (true, true) => (EventType::Reject, refusal_mode(coded.event_type)),
                        (false, true) => (EventType::Agree, None),
                        (false, false) if quad == Quad::MaterialConflict => {
                            (EventType::Threaten, threat_mode(coded.event_type, coded.mode))
                        }
                        (false, false) => {
                            state.pass(above);
                            state.planned = true;
                            return Step::Go(head);
                        }
                    };
                let recipients = self.outsiders(coded);
                self.take_up(head, event_type, mode, coded, "event-promise");
                coded.recipients = recipients;
                if coded.recipients.is_empty() {
                    coded.recipients = self.patients_of(head, at);
                }
                coded.recipients.retain(|recipient| !coded.actors.contains(recipient));
                state.restart(above);
            }
            Operator::Request
                if coded.event_type == EventType::Coerce
                    && self.class("order-verb", head)
                    && !coded.actors.is_empty() =>
            {
                // "ordered the paper to suspend publication"
                let orderers = self.doers_of(head);
                coded.recipients = std::mem::replace(&mut coded.actors, orderers);
                state.pass(above);
                state.marks.infinitive = false;
            }
            Operator::Request => {
                let mode = match coded.event_type {
                    EventType::Aid | EventType::Cooperate | EventType::Support => "assist",
                    EventType::Consult | EventType::Agree => "meet",
                    EventType::Concede | EventType::Retreat => "yield",
                    _ => "change",
                };
                let mut recipients = self.patients_of(head, at);
                if recipients.is_empty() {
                    recipients = coded.actors.clone();
                }
                if recipients.is_empty() {
                    recipients = coded.recipients.clone();
                }
                self.take_up(head, EventType::Request, Some(mode), coded, "event-request");
                recipients.retain(|recipient| !coded.actors.contains(recipient));
                coded.recipients = recipients;
                state.restart(above);
            }
            Operator::Deny => {
                self.take_up(head, EventType::Reject, None, coded, "event-deny");
                coded.recipients.clear();
                state.restart(above);
            }
        }
        if coded.composed && coded.actors.is_empty() {
            return Step::Drop;
        }
        // A noun operator without a carrier is governed in turn by its own verb.
        Step::Go(head)
    }

    /// Whom the deed is done to or with, for an operator's own doers to be taken off.
    fn outsiders(&self, coded: &Coded) -> Vec<usize> {
        let mut found = coded.recipients.clone();
        if self.lexicon.entries[coded.deed.entry].reciprocal {
            for &party in coded.actors.iter().filter(|&&party| !self.is_pronoun(party)) {
                push(&mut found, party);
            }
        }
        found
    }

    /// An operator takes the deed up: its own doers are the actors.
    fn take_up(
        &self,
        head: usize,
        event_type: EventType,
        mode: Option<&'static str>,
        coded: &mut Coded,
        rule: &'static str,
    ) {
        coded.event_type = event_type;
        coded.mode = mode;
        coded.actors = self.doers_of(head);
        coded.anchor = head;
        coded.composed = true;
        coded.rule = rule;
    }

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
    fn patients_of(&self, word: usize, below: usize) -> Vec<usize> {
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

    /// The operator that a word is over what stands below it, if it is one.
    pub(super) fn operator_at(&self, word: usize, below: usize) -> Option<Operator> {
        let data = self.document.token(word);
        let wanted = match data.upos {
            _ if self.is_verb(word) => Word::Verb,
            Upos::Adj | Upos::Adv | Upos::Adp => Word::Adjective,
            Upos::Noun => Word::Noun,
            _ => return None,
        };
        if wanted == Word::Verb && self.lemma(word) == "go" {
            let going = self.document.form(word).eq_ignore_ascii_case("going");
            return Some(if going { Operator::Plan } else { Operator::Begin });
        }
        let below_is_noun = !self.is_verb(below) && self.document.token(below).upos != Upos::Adj;
        let mut found = None;
        for line in self.operators.of(self.lemma(word)) {
            if line.word != wanted || self.followed_by(word, &line.rest[1..]).is_none() && line.rest.len() > 1
            {
                continue;
            }
            let fits = match line.operator {
                // "ordered attacks" had them done, "ordered him to leave" asks; "insists it attacked" says.
                Operator::Order => below_is_noun,
                Operator::Say => {
                    !below_is_noun
                        && matches!(
                            self.deprel(below),
                            Deprel::Ccomp | Deprel::Parataxis | Deprel::Xcomp | Deprel::Acl
                        )
                }
                Operator::Request => {
                    let below_is_clause = self.deprel(below) == Deprel::Ccomp;
                    let marks = self.marks(below);
                    let told = marks.future
                        || marks.would
                        || marks.possible
                        || self.document.token(below).xpos == "VBD";
                    let has_order_done = below_is_noun && self.class("order-verb", word);
                    let wants_itself = matches!(self.lemma(word), "want" | "seek" | "advise")
                        && !below_is_noun
                        && self.patients_of(word, below).is_empty()
                        && !self.has_subject(below);
                    !(has_order_done || wants_itself || below_is_clause && told)
                }
                _ => true,
            };
            if fits {
                found = Some(line.operator);
                break;
            }
        }
        if found.is_none() && wanted == Word::Verb && matches!(self.lemma(word), "want" | "seek") {
            return Some(Operator::Plan);
        }
        found
    }

    fn has_subject(&self, verb: usize) -> bool {
        self.document.children(verb).any(|child| self.deprel(child) == Deprel::Nsubj)
    }

    /// Whether a verb reports speech.
    pub(super) fn speaks(&self, verb: usize) -> bool {
        self.is_verb(verb)
            && self
                .operators
                .of(self.lemma(verb))
                .any(|line| line.operator == Operator::Say && line.word == Word::Verb && line.rest.len() == 1)
    }

    /// "… , Sylvania said": a reporting verb beside the clause instead of over it.
    fn speech_beside(&self, at: usize, coded: &mut Coded, state: &mut State) -> Step {
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
    fn say(&self, verb: usize, at: usize, coded: &mut Coded, state: &mut State) -> Step {
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
            let negated = state.marks.negated;
            let (event_type, mode) = match (is_cooperative(coded.event_type), negated) {
                (true, false) => (EventType::Agree, None),
                (true, true) => (EventType::Reject, refusal_mode(coded.event_type)),
                (false, false) if coded.event_type.quad() == Quad::MaterialConflict => {
                    (EventType::Threaten, threat_mode(coded.event_type, coded.mode))
                }
                _ => {
                    state.planned = true;
                    return Step::Stop;
                }
            };
            coded.recipients = self.outsiders(coded);
            coded.event_type = event_type;
            coded.mode = mode;
            coded.recipients.retain(|recipient| !speakers.contains(recipient));
            coded.actors = speakers;
            coded.anchor = verb;
            coded.composed = true;
            coded.rule = "event-speaker-future";
            state.restart(above);
            return Step::Stop;
        }
        // "Sylvania said it attacked": who is meant by the pronoun is who speaks.
        if own && !speakers.is_empty() && coded.actors.len() == 1 && self.is_pronoun(coded.actors[0]) {
            coded.recipients.retain(|recipient| !speakers.contains(recipient));
            coded.actors = speakers;
        }
        if state.marks.would {
            // "said it would": a future told in the past.
            state.marks.would = false;
            state.planned = true;
        }
        if state.marks.obligation {
            return Step::Drop;
        }
        Step::Stop
    }

    /// Whether the clause's subject is the speaker, or the speaker's own side.
    pub(super) fn is_own(&self, clause: usize, speakers: &[usize]) -> bool {
        let Some(subject) = self.subject_of(clause) else { return false };
        if subject.passive {
            return false;
        }
        let head = subject.head;
        if self.is_pronoun(head) {
            return matches!(self.lemma(head), "he" | "she" | "it" | "they" | "we" | "i");
        }
        if speakers.iter().any(|&speaker| speaker == head || self.lemma(speaker) == self.lemma(head)) {
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
}

/// What is known of a deed's reality on the way up.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    marks: Marks,
    planned: bool,
    hypothetical: bool,
    ongoing: bool,
    /// A reporting verb has been passed.
    spoken: bool,
    /// It is not only planned but decided: the decision is the deed.
    decided: bool,
}

impl State {
    /// A transparent word: its negation and modality hold for the deed.
    fn pass(&mut self, above: Marks) {
        self.marks = Marks { infinitive: above.infinitive, ..self.marks.and(above) };
    }

    /// A word that took the deed up: only its own marks count.
    fn restart(&mut self, above: Marks) {
        *self = State { marks: above, spoken: self.spoken, ..State::default() };
    }

    fn status(&self) -> Status {
        let marks = self.marks;
        // A bare infinitive that no governing word made real is no deed done: "its threat to shell the port".
        let unreal =
            marks.conditional || marks.possible || marks.would || marks.obligation || marks.infinitive;
        if unreal || self.hypothetical {
            Status::Hypothetical
        } else if marks.negated {
            Status::Negated
        } else if marks.future || self.planned {
            Status::Planned
        } else if marks.ongoing || self.ongoing {
            Status::Ongoing
        } else {
            Status::Occurred
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

fn refusal_mode(event_type: EventType) -> Option<&'static str> {
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
