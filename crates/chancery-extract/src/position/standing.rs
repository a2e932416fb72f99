//! Whether a stance word is told as a stance that somebody has: negation, hypotheticals, questions, history, denials.

use super::Finder;
use chancery_record::Act;
use chancery_syntax::{Deprel, Upos};

/// How many governing words are looked at.
const CLIMB: usize = 4;

/// What the words around a stance word make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// As its entry says.
    Plain,
    /// "does not", "never", "has no".
    Negated,
    /// "no longer".
    NoLonger,
}

impl Finder<'_> {
    /// `None` where nobody has the stance: it is asked, supposed, possible, past, denied or somebody's duty.
    pub(super) fn standing(&self, token: usize) -> Option<Standing> {
        let view = self.view;
        let document = view.document;
        let marks = view.marks(token);
        if marks.conditional || marks.possible || marks.obligation || self.is_past(token) {
            return None;
        }
        if self.is_denied(token) {
            return None;
        }
        let mut negated = marks.negated;
        let mut at = token;
        for _ in 0..CLIMB {
            let Some(governor) = document.head(at) else { break };
            let relation = view.deprel(at);
            let is_of_what =
                relation == Deprel::Advcl && document.token(at).xpos == "VBG" && !marks.infinitive;
            let is_under = matches!(relation, Deprel::Xcomp)
                || is_of_what && self.stances.has("doubt", view.lemma(governor))
                || matches!(relation, Deprel::Acl | Deprel::Ccomp) && marks.infinitive;
            if !is_under && relation != Deprel::Conj {
                break;
            }
            if is_under {
                let lemma = view.lemma(governor);
                if lemma == "use" || self.stances.has("doubt", lemma) || self.is_past(governor) {
                    return None;
                }
                let above = view.marks(governor);
                if above.conditional || above.possible || above.obligation {
                    return None;
                }
                negated |= above.negated;
            }
            at = governor;
        }
        let no_longer = document.children(token).any(|child| {
            view.deprel(child) == Deprel::Advmod
                && (view.lemma(child) == "anymore"
                    || view.lemma(child) == "long" && child > 0 && view.lemma(child - 1) == "no")
        });
        Some(match (no_longer, negated) {
            (true, _) => Standing::NoLonger,
            (false, true) => Standing::Negated,
            (false, false) => Standing::Plain,
        })
    }

    /// "once demanded", "used to demand".
    fn is_past(&self, token: usize) -> bool {
        self.view.document.children(token).any(|child| {
            let lemma = self.view.lemma(child);
            self.view.deprel(child) == Deprel::Advmod && self.stances.has("past", lemma)
                || self.view.deprel(child) == Deprel::Aux && lemma == "use"
        })
    }

    /// Whether it stands in what somebody denies, asks or declines to say.
    fn is_denied(&self, token: usize) -> bool {
        let mut at = self.said_in(token);
        for _ in 0..CLIMB {
            let Some(statement) = at.map(|number| &self.statements[number]) else { return false };
            if matches!(statement.act, Act::Deny | Act::Ask | Act::Decline) {
                return true;
            }
            at = statement.inside;
        }
        false
    }

    /// Whether a word or one between it and `above` is negated by itself: "not to send", "no talks".
    pub(super) fn is_negated_word(&self, token: usize) -> bool {
        let view = self.view;
        view.document.children(token).any(|child| {
            matches!(view.deprel(child), Deprel::Advmod | Deprel::Det | Deprel::Cc)
                && matches!(view.lemma(child), "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor")
                && !matches!(view.document.token(child).upos, Upos::Punct)
        })
    }
}
