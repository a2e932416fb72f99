//! Negation, modality, condition and aspect of a clause, as far as its own words tell them.

use super::view::View;
use chancery_syntax::{Deprel, Upos};

/// How many coordinated verbs share their marks.
const CLIMB: usize = 6;

/// What the words around a predicate say of whether it happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// "not", "never", "no …", "without".
    pub negated: bool,
    /// "will", "is to", "is going to".
    pub future: bool,
    /// "would": a future told in the past, or a condition.
    pub would: bool,
    /// "may", "might", "could", "can"; a possible thing.
    pub possible: bool,
    /// "must", "should", "has to".
    pub obligation: bool,
    /// Below "if", "unless", "whether"; a question.
    pub conditional: bool,
    /// A bare infinitive with "to".
    pub infinitive: bool,
    /// "is attacking", "has been attacking".
    pub ongoing: bool,
}

impl Marks {
    /// Whether nothing makes it unreal or to come.
    pub(crate) fn is_plain(self) -> bool {
        !(self.negated
            || self.future
            || self.would
            || self.possible
            || self.obligation
            || self.conditional
            || self.infinitive)
    }

    /// Both: what one clause says and what the other does.
    pub(crate) fn and(self, other: Marks) -> Marks {
        Marks {
            negated: self.negated != other.negated,
            future: self.future || other.future,
            would: self.would || other.would,
            possible: self.possible || other.possible,
            obligation: self.obligation || other.obligation,
            conditional: self.conditional || other.conditional,
            infinitive: self.infinitive,
            ongoing: self.ongoing || other.ongoing,
        }
    }
}

impl View<'_> {
    /// The marks of a predicate, verbal, adjectival or nominal.
    pub(crate) fn marks(&self, token: usize) -> Marks {
        let mut marks = self.marks_without_condition(token);
        if self.is_conditional(token) {
            marks.conditional = true;
        }
        marks
    }

    /// As [`View::marks`], without asking for the clauses over it.
    pub(super) fn marks_without_condition(&self, token: usize) -> Marks {
        let mut marks = self.own_marks(token);
        // "will meet and discuss": a conjunct without auxiliary and subject shares those of the first.
        let mut at = token;
        for _ in 0..CLIMB {
            let shares = self.deprel(at) == Deprel::Conj
                && self.is_verb(at)
                && !self.document.children(at).any(|child| {
                    matches!(self.deprel(child), Deprel::Nsubj | Deprel::Aux) || self.lemma(child) == "to"
                });
            let Some(first) = self.goes_on_from(at).filter(|_| shares) else { break };
            let shared = self.own_marks(first);
            marks = Marks {
                negated: marks.negated || shared.negated && self.joined_by_or(token),
                ..marks.and(shared)
            };
            at = first;
        }
        marks
    }

    fn joined_by_or(&self, token: usize) -> bool {
        self.document.children(token).any(|child| matches!(self.lemma(child), "or" | "nor"))
    }

    fn own_marks(&self, token: usize) -> Marks {
        let document = self.document;
        let mut marks = Marks::default();
        let mut be_present = false;
        let mut been = false;
        for child in document.children(token) {
            let lemma = self.lemma(child);
            let form = document.form(child);
            match self.deprel(child) {
                Deprel::Aux | Deprel::Cop => {
                    let form = form.to_lowercase();
                    match form.as_str() {
                        "will" | "shall" | "'ll" | "’ll" | "wo" | "gonna" => marks.future = true,
                        "would" => marks.would = true,
                        "may" | "might" | "could" | "can" | "ca" => marks.possible = true,
                        "must" | "should" | "ought" => marks.obligation = true,
                        "'d" | "’d" if document.token(token).xpos == "VB" => marks.would = true,
                        "is" | "are" | "am" | "'s" | "'re" | "’s" | "’re" => be_present = true,
                        "been" => been = true,
                        _ => {}
                    }
                }
                Deprel::Mark => match lemma {
                    "to" => marks.infinitive = true,
                    "without" | "instead" => marks.negated = true,
                    // "far from attacking", "short of attacking, it …"
                    "from" | "of" if self.is_far_from(child) => marks.negated = true,
                    // "was due to meet", with "due to" read as one preposition
                    "due" if document.token(token).xpos == "VB" => marks.future = true,
                    _ => {}
                },
                Deprel::Case if lemma == "without" => marks.negated = true,
                Deprel::Advmod if self.class("negation", child) => marks.negated = true,
                // "no longer", "yet to"
                Deprel::Advmod if lemma == "long" && child > 0 && self.lemma(child - 1) == "no" => {
                    marks.negated = true;
                }
                Deprel::Advmod if self.class("possible-adverb", child) => marks.possible = true,
                Deprel::Det if matches!(lemma, "no" | "neither") => marks.negated = true,
                // "rather than attack"
                Deprel::Cc
                    if matches!(lemma, "nor" | "neither")
                        || lemma == "rather" && self.deprel(token) == Deprel::Conj =>
                {
                    marks.negated = true;
                }
                // "under the deal Sylvania releases", "in Doe's account"
                Deprel::Obl if self.is_by_agreement(token, child) => marks.future = true,
                Deprel::Obl if self.is_by_account(child) => marks.possible = true,
                // "if Doe is to be believed"
                Deprel::Advcl
                    if lemma == "believe"
                        && document.children(child).any(|mark| self.lemma(mark) == "if") =>
                {
                    marks.possible = true;
                }
                Deprel::Nsubj | Deprel::Obj => {
                    let bare = document.children(child).any(|det| {
                        matches!(self.deprel(det), Deprel::Det | Deprel::Cc)
                            && matches!(self.lemma(det), "no" | "neither")
                    });
                    if bare || matches!(lemma, "nobody" | "none" | "neither" | "nothing") {
                        marks.negated = true;
                    }
                }
                Deprel::Amod => {
                    if self.class("possible-adjective", child) {
                        marks.possible = true;
                    }
                    if self.class("planned-adjective", child) {
                        marks.future = true;
                    }
                    if self.class("foiled-adjective", child) {
                        marks.negated = true;
                    }
                }
                _ => {}
            }
        }
        let is_gerund = document.token(token).xpos == "VBG";
        // "rather than attacking"
        if is_gerund && token > 1 && self.lemma(token - 1) == "than" && self.lemma(token - 2) == "rather" {
            marks.negated = true;
        }
        if is_gerund && (be_present || been) {
            marks.ongoing = true;
        }
        // "is to visit", "are to be expelled": the surface tells, parsers differ.
        if marks.infinitive && self.is_be_to(token) {
            marks.future = true;
            marks.infinitive = false;
        }
        // "has yet to", "has to"
        if marks.infinitive
            && let Some(to) = self.document.children(token).find(|&child| self.lemma(child) == "to")
            && to > 0
        {
            match self.lemma(to - 1) {
                "yet" => marks.negated = true,
                "have" => marks.obligation = true,
                "need" => marks.obligation = true,
                _ => {}
            }
        }
        marks
    }

    fn is_far_from(&self, mark: usize) -> bool {
        let Some(before) = mark.checked_sub(1) else { return false };
        match self.lemma(before) {
            "far" => true,
            "short" => before == self.document.sentence_of(mark).tokens.start,
            _ => false,
        }
    }

    /// "under the deal Sylvania releases ten prisoners", "a deal under which it releases them": what it binds to.
    fn is_by_agreement(&self, verb: usize, nominal: usize) -> bool {
        let document = self.document;
        if !self.case_is(nominal, "under") || !matches!(document.token(verb).xpos, "VBZ" | "VBP") {
            return false;
        }
        let binds = |noun: usize| self.class("agreement", noun) || self.lemma(noun) == "plan";
        let relative = document.token(nominal).xpos == "WDT";
        binds(nominal) || relative && document.head(verb).is_some_and(binds)
    }

    /// "in Doe's account", "by her own telling".
    fn is_by_account(&self, nominal: usize) -> bool {
        self.class("account-noun", nominal)
            && (self.case_is(nominal, "in") || self.case_is(nominal, "by"))
            && self.document.child(nominal, Deprel::NmodPoss).is_some()
    }

    fn is_be_to(&self, verb: usize) -> bool {
        let start = self.document.sentence_of(verb).tokens.start;
        let Some(to) = self.document.children(verb).find(|&child| self.lemma(child) == "to") else {
            return false;
        };
        let mut before = to;
        while before > start && to - before < 3 {
            before -= 1;
            if self.lemma(before) == "be" {
                // "is ready to" has an adjective between, "is to" has an adverb at most.
                return (before + 1..to).all(|between| self.document.token(between).upos == Upos::Adv)
                    && !self.document.form(before).eq_ignore_ascii_case("being");
            }
        }
        false
    }
}
