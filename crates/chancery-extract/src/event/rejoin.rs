//! Clauses that the parser hung elsewhere: the verb that a coordinated one goes on from, subjects that stand right before a
//! verb and hang on another.
//!
//! Single words that were read as others are found in `mend`.

use super::mend::chunk_head;
use super::operator::Operator;
use super::view::View;
use chancery_syntax::{Deprel, Upos};

/// How many words are climbed in search of the verb that a coordinated one goes on from.
const CLIMB: usize = 6;

impl View<'_> {
    /// The verb that a coordinated one goes on from: the parser's, or the nearest before it that has its form.
    pub(super) fn goes_on_from(&self, verb: usize) -> Option<usize> {
        let head = self.document.head(verb)?;
        let mended = self.infinitive_before(verb, head).or_else(|| self.relative_before(verb, head));
        Some(mended.or_else(|| self.finite_before(verb, head)).unwrap_or(head))
    }

    /// "urged both sides to talk **and promised** help": a finite verb goes on from a finite verb.
    fn finite_before(&self, verb: usize, head: usize) -> Option<usize> {
        let document = self.document;
        let plain = |token: usize| {
            document.form(token).to_lowercase() != self.lemma(token)
                && !document.children(token).any(|child| self.deprel(child) == Deprel::Aux)
        };
        let past = matches!(document.token(verb).xpos, "VBD" | "VBN") && plain(verb);
        let infinitive = |token: usize| {
            document.token(token).xpos == "VB"
                && document.children(token).any(|child| self.document.token(child).xpos == "TO")
        };
        if !past || !infinitive(head) {
            return None;
        }
        let mut at = head;
        for _ in 0..CLIMB {
            at = document.head(at)?;
            if document.token(at).xpos == "VBD" && plain(at) {
                return Some(at);
            }
        }
        None
    }

    /// "was to visit the guards who survived **and meet** the mayor": a bare infinitive goes on from an infinitive.
    pub(super) fn infinitive_before(&self, verb: usize, head: usize) -> Option<usize> {
        let document = self.document;
        let is_bare = document.token(verb).xpos == "VB"
            && !document
                .children(verb)
                .any(|child| matches!(self.deprel(child), Deprel::Aux | Deprel::Mark | Deprel::Nsubj));
        if !is_bare || document.token(head).xpos == "VB" {
            return None;
        }
        let mut over = head;
        for _ in 0..CLIMB {
            if over < verb && document.token(over).xpos == "VB" {
                return Some(over);
            }
            let below = document.children(over).rfind(|&child| {
                child > over
                    && child < verb
                    && document.token(child).xpos == "VB"
                    && matches!(
                        self.deprel(child),
                        Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Conj
                    )
            });
            if below.is_some() {
                return below;
            }
            over = document.head(over)?;
        }
        None
    }

    /// "was wounded in the raid, which killed two, **destroyed** the bridge and …": a list that a relative clause began
    /// goes on with it, not with the passive before it.
    fn relative_before(&self, verb: usize, head: usize) -> Option<usize> {
        let document = self.document;
        let finite = |token: usize| matches!(document.token(token).xpos, "VBD" | "VBZ" | "VBP");
        let begins = document.child(verb, Deprel::Cc).is_some_and(|cc| cc < verb);
        if !finite(verb) || begins || verb == 0 || document.form(verb - 1) != "," || !self.is_passive(head) {
            return None;
        }
        (head + 1..verb).rev().find(|&token| {
            document.token(token).deprel == Deprel::AclRelcl
                && document.token(token).xpos == document.token(verb).xpos
                && document.is_below(token, head)
        })
    }

    /// "said **taking** the ridge would stop the raids": a gerund behind a reporting verb, with the clause that it is the
    /// subject of hung beside it.
    pub(super) fn is_subject_of_what_is_said(&self, gerund: usize, verb: usize) -> bool {
        let document = self.document;
        document.token(gerund).xpos == "VBG"
            && self.speaks(verb)
            && document.children(verb).chain(document.children(gerund)).any(|child| {
                child > gerund
                    && self.deprel(child) == Deprel::Ccomp
                    && self.document.child(child, Deprel::Aux).is_some()
            })
    }

    /// "as Ruritania and Sylvania **support** the rebels", with the two hung elsewhere as an adverbial: a finite verb's
    /// subject stands right before it.
    pub(super) fn stray_subject(&self, verb: usize) -> Option<usize> {
        let document = self.document;
        if !matches!(document.token(verb).xpos, "VBZ" | "VBP" | "VBD") {
            return None;
        }
        let first = document.children(verb).next().unwrap_or(verb).min(verb);
        let sentence = document.sentence_of(verb).tokens.start;
        let last = first.checked_sub(1).filter(|&last| last >= sentence && document.is_nominal(last))?;
        let nominal = chunk_head(document, last, verb);
        let subordinate = document.children(nominal).any(|child| {
            self.deprel(child) == Deprel::Case
                && matches!(self.lemma(child), "as" | "before" | "after" | "until" | "since" | "while")
        });
        let oblique = matches!(self.deprel(nominal), Deprel::Obl | Deprel::Nmod);
        (subordinate && oblique && self.is_actor(nominal)).then_some(nominal)
    }

    /// "resulted in Freedonia **condemning** Sylvania", "the risk of Freedonia **attacking**": the gerund's own subject
    /// stands right before it, behind a preposition of the word that governs both.
    pub(super) fn gerund_subject(&self, gerund: usize) -> Option<usize> {
        let document = self.document;
        let over = document.head(gerund).filter(|_| document.token(gerund).xpos == "VBG")?;
        let mut nominal = gerund.checked_sub(1)?;
        // "despite two ministers **now** opposing it"
        while nominal > over && document.token(nominal).upos == Upos::Adv {
            nominal -= 1;
        }
        if nominal <= over || !document.is_nominal(nominal) {
            return None;
        }
        for _ in 0..CLIMB {
            match document.head(nominal).filter(|&head| head != over && head > over && head < gerund) {
                Some(head) => nominal = head,
                None => break,
            }
        }
        let hung = document.head(nominal) == Some(over)
            && matches!(self.deprel(nominal), Deprel::Obl | Deprel::Nmod);
        let prepositions: &[&str] = if self.is_verb(over) {
            let thinks = || {
                matches!(
                    self.operator_at(over, gerund),
                    Some(Operator::Request | Operator::Refuse | Operator::Accuse | Operator::Consider)
                )
            };
            if self.class("outcome-verb", over) || thinks() {
                &["in", "to", "on", "against", "about", "despite", "without", "amid"]
            } else {
                &["despite", "without", "amid"]
            }
        } else {
            &["of"]
        };
        let goes_with = prepositions.iter().any(|word| self.case_is(nominal, word));
        (hung && goes_with && self.is_actor(nominal)).then_some(nominal)
    }
}
