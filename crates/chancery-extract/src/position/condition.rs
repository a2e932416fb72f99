//! What a stance depends on: "if the siege is lifted", "in return for guarantees", "unless its prisoners are freed".

use super::Finder;
use chancery_record::Stance;
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

/// Words that open a condition, the longer first.
const OPENERS: &[&[&str]] = &[
    &["on", "the", "condition"],
    &["on", "condition"],
    &["in", "return", "for"],
    &["in", "exchange", "for"],
    &["as", "long", "as"],
    &["so", "long", "as"],
    &["only", "if"],
    &["only", "when"],
    &["only", "after"],
    &["only", "once"],
    &["provided"],
    &["providing"],
    &["if"],
    &["unless"],
    &["until"],
    &["once"],
];

/// What makes "until" and "once" no condition of a yes: they only date it.
const DATING: &[&str] = &["until", "once"];

impl Finder<'_> {
    /// The condition in the sentence of a stance word, behind it or before it, that goes with its clause.
    pub(super) fn condition(&self, anchor: usize, is_refusal: bool) -> Option<Range<usize>> {
        let document = self.view.document;
        let sentence = document.sentence_of(anchor).tokens.clone();
        for start in sentence.clone() {
            let word_is =
                |at: usize, word: &str| at < sentence.end && document.form(at).eq_ignore_ascii_case(word);
            let Some(opener) = OPENERS
                .iter()
                .find(|opener| opener.iter().enumerate().all(|(n, word)| word_is(start + n, word)))
            else {
                continue;
            };
            let before = start.checked_sub(1).filter(|&before| before >= sentence.start);
            let is_no_condition = before.is_some_and(|before| {
                matches!(self.view.lemma(before), "even" | "as" | "ask" | "not") || word_is(before, "at")
            });
            if is_no_condition || DATING.contains(&opener[0]) && !is_refusal {
                continue;
            }
            if opener[0] == "provided" && document.token(start).xpos == "VBD" {
                continue;
            }
            if let Some(end) = self.condition_end(start, opener.len(), anchor, &sentence) {
                return Some(start..end);
            }
        }
        None
    }

    /// Where the clause or phrase that an opener begins ends, if it belongs to the stance word's clause.
    fn condition_end(
        &self,
        start: usize,
        n_words: usize,
        anchor: usize,
        sentence: &Range<usize>,
    ) -> Option<usize> {
        let document = self.view.document;
        let last = start + n_words - 1;
        // The head of what the opener opens: the clause that it marks, or what stands behind "for".
        let mut head = document.head(last).unwrap_or(last);
        if head < start {
            head = document.children(last).find(|&child| child > last).unwrap_or(last);
        }
        if !self.goes_with(head, anchor) {
            return None;
        }
        let reach = document.reach(head);
        let mut end = if reach.end > last + 1 && reach.start >= start.saturating_sub(1) {
            reach.end
        } else {
            (last + 1..sentence.end)
                .find(|&token| document.form(token) == "," || document.form(token) == ";")
                .unwrap_or(sentence.end)
        };
        while end > last + 1 && document.token(end - 1).upos == Upos::Punct {
            end -= 1;
        }
        // A stance word inside the condition does not depend on it.
        (end > last + 1 && !(start..end).contains(&anchor)).then_some(end)
    }

    /// Whether a clause or phrase hangs on a stance word's own clause: on it, over it, or on its content, but not on
    /// what is coordinated with it ("demanded talks and warned of war if …").
    fn goes_with(&self, head: usize, anchor: usize) -> bool {
        let document = self.view.document;
        let Some(governor) = document.head(head) else { return true };
        if document.is_below(anchor, governor) {
            return true;
        }
        let mut at = governor;
        loop {
            let beside = self.view.deprel(at) == Deprel::Conj && self.view.is_verb(at);
            match document.head(at) {
                Some(_) if beside => return false,
                Some(above) if above == anchor => return true,
                Some(above) => at = above,
                None => return false,
            }
        }
    }
}

/// What a condition makes of a stance.
pub(super) fn under_condition(stance: Stance) -> Stance {
    match stance {
        Stance::Support | Stance::Offer | Stance::Reject => Stance::Conditional,
        other => other,
    }
}
