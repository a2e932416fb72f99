//! Whether a clause tells what must come before something else can: "until Germany withdraws", "once", "provided that",
//! "had it attacked".
//!
//! A clause of time is a condition only where what it goes with is itself to come; "after Germany withdrew, Poland …" is not.

use super::view::View;
use chancery_syntax::{Deprel, Upos};

/// How many clauses are climbed.
const CLIMB: usize = 6;
/// How many words before a clause are looked at for what opens it.
const OPENING: usize = 4;

/// What opens a clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// "once", "until", "as soon as", "provided that": a condition in any tense, where what it goes with is to come.
    Strict,
    /// "when", "before": in the present tense alone.
    Time,
    /// "after": in the plain present alone, beside a plain future.
    After,
}

impl View<'_> {
    /// Whether the predicate stands below "if", "unless" or "whether", below another condition, or in a question.
    pub(super) fn is_conditional(&self, token: usize) -> bool {
        let mut at = token;
        for _ in 0..CLIMB {
            let marked = self.document.children(at).any(|child| {
                matches!(self.deprel(child), Deprel::Mark | Deprel::Advmod | Deprel::Case)
                    && matches!(self.lemma(child), "if" | "unless" | "whether" | "lest")
                    && !self.is_even_so(child)
            });
            if marked || self.is_inverted(at) || self.waits_for(at) {
                return true;
            }
            let Some(head) = self.document.head(at) else { break };
            if self.deprel(at) == Deprel::Parataxis || self.is_told_aside(at) {
                break;
            }
            at = head;
        }
        let sentence = self.document.sentence_of(token).tokens.clone();
        sentence.end > sentence.start && self.document.form(sentence.end - 1) == "?"
    }

    fn is_even_so(&self, mark: usize) -> bool {
        // "if anything", "if only"
        matches!(self.lemma(mark + 1), "anything" | "only")
    }

    /// ", which attacked Mali on Monday,": a past told beside, whatever it stands in.
    fn is_told_aside(&self, verb: usize) -> bool {
        let document = self.document;
        let is_relative = document.token(verb).deprel == Deprel::AclRelcl
            || document.children(verb).any(|child| {
                matches!(document.token(child).xpos, "WDT" | "WP")
                    || document.children(child).any(|owner| document.token(owner).xpos == "WP$")
            });
        is_relative && document.token(verb).xpos == "VBD"
    }

    /// "**Had** Germany attacked, Poland would …": an auxiliary opens the sentence, which is no question.
    pub(super) fn is_inverted(&self, token: usize) -> bool {
        let document = self.document;
        let sentence = document.sentence_of(token).tokens.clone();
        let opens = matches!(document.form(sentence.start), "Had" | "Were" | "Should")
            && sentence.len() > 2
            && document.is_nominal(sentence.start + 1);
        opens
            && sentence
                .clone()
                .take(20)
                .take_while(|&before| before < token)
                .all(|before| document.form(before) != ",")
            && token < sentence.start + 20
            && sentence.clone().skip(token - sentence.start).any(|behind| document.form(behind) == ",")
    }

    /// Whether a clause is what something to come waits for.
    fn waits_for(&self, verb: usize) -> bool {
        let is_clause = matches!(self.deprel(verb), Deprel::Advcl | Deprel::Acl | Deprel::Ccomp);
        if !is_clause && self.mended(verb).is_none() {
            return false;
        }
        let Some(opening) = self.opening_of(verb) else { return false };
        let mut over = verb;
        let governor = loop {
            let Some(head) = self.document.head(over) else { return false };
            let is_predicate = self.is_verb(head) || self.document.child(head, Deprel::Cop).is_some();
            // "for talks until …" hangs on the noun: its verb decides.
            if is_predicate || self.document.token(head).upos == Upos::Aux {
                break head;
            }
            over = head;
        };
        let above = self.marks_without_condition(governor);
        let has = |forms: &[&str]| {
            self.document.children(verb).any(|child| {
                self.deprel(child) == Deprel::Aux
                    && forms.iter().any(|form| self.document.form(child).eq_ignore_ascii_case(form))
            })
        };
        let present = match self.document.token(verb).xpos {
            "VBZ" | "VBP" => true,
            "VBN" | "VBG" => has(&["has", "have", "is", "are"]),
            _ => false,
        };
        let to_come = above.future || above.would || above.obligation || above.possible;
        let unreal = to_come
            || above.infinitive
            || self.is_imperative(governor)
            || self.document.token(governor).upos == Upos::Adj && self.class("possible-adjective", governor);
        match opening {
            Opening::After => {
                matches!(self.document.token(verb).xpos, "VBZ" | "VBP") && (above.future || above.obligation)
            }
            Opening::Time => present && unreal,
            Opening::Strict if present => unreal,
            // "agreed to lift it once Germany released them", "would fight until …"
            Opening::Strict => self.document.token(verb).xpos == "VBD" && (above.would || above.infinitive),
        }
    }

    fn is_imperative(&self, verb: usize) -> bool {
        let document = self.document;
        document.token(verb).xpos == "VB"
            && document.head(verb).is_none()
            && !document.children(verb).any(|child| matches!(self.deprel(child), Deprel::Nsubj | Deprel::Aux))
    }

    /// What opens a clause: the words between its beginning, or a few before it, and its subject.
    fn opening_of(&self, verb: usize) -> Option<Opening> {
        let document = self.document;
        let sentence = document.sentence_of(verb).tokens.start;
        let own = document.children(verb).find(|&child| child < verb && self.deprel(child) == Deprel::Nsubj);
        let subject = own.or_else(|| self.mended(verb)?.0)?;
        let end = document.reach(subject).start.min(subject);
        let start = end.saturating_sub(OPENING).max(sentence);
        let words: Vec<&str> = (start..end).map(|token| self.lemma(token)).collect();
        let ends = |phrase: &[&str]| words.ends_with(phrase);
        const STRICT: &[&[&str]] = &[
            &["once"],
            &["until"],
            &["till"],
            &["soon", "as"],
            &["long", "as"],
            &["in", "case"],
            &["event", "that"],
            &["condition", "that"],
            &["moment"],
            &["provide"],
            &["provide", "that"],
            &["provided"],
            &["provided", "that"],
            &["assuming"],
        ];
        if STRICT.iter().any(|phrase| ends(phrase)) {
            return Some(Opening::Strict);
        }
        if ends(&["when"]) || ends(&["before"]) {
            return Some(Opening::Time);
        }
        ends(&["after"]).then_some(Opening::After)
    }
}
