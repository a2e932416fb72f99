//! What the sieves say of their decisions: by what a mention was taken for somebody, who else was looked at, and why
//! it is not them. Numbers and fixed phrases only; `explain.rs` makes sentences of them.

use super::Chainer;

/// The most antecedents kept that one mention was not taken for.
const MOST: usize = 3;

/// Parties that a mention was not taken for, the nearest first, each with the reason.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passed(pub(crate) Vec<(usize, &'static str)>);

impl Passed {
    /// Notes that `party` is not meant.
    pub(super) fn over(&mut self, party: usize, why: &'static str) {
        if self.0.len() < MOST && self.0.iter().all(|&(known, _)| known != party) {
            self.0.push((party, why));
        }
    }
}

/// How one mention was taken.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// Number of the party.
    pub(crate) party: usize,
    /// What found whom it takes up; `None` where nobody was found.
    pub(crate) by: Option<&'static str>,
    /// Who it was not taken for.
    pub(crate) passed: Passed,
}

impl Chainer<'_> {
    /// Keeps a decision for those who ask.
    pub(super) fn note(&mut self, party: usize, by: Option<&'static str>, passed: Passed) {
        self.steps.push(Step { party, by, passed });
    }
}
