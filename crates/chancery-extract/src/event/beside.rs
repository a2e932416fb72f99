//! What clauses beside an event tell of it: the demand of a protest, the condition of a threat, the peace that troops keep.

use super::compose::Coded;
use super::view::View;
use chancery_syntax::Deprel;

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
                if let Some(subject) = subject.filter(|&subject| conditional && !self.is_pronoun(subject)) {
                    return self.actors_at(subject);
                }
            }
        }
        Vec::new()
    }

    /// Whether the troops that are moved keep a peace.
    pub(super) fn is_peacekeeping(&self, coded: &Coded) -> bool {
        let evidence = self.evidence(coded);
        evidence.into_iter().any(|token| self.class("peacekeep", token))
    }
}
