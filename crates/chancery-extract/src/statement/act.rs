//! Whether a saying is denied, refused or only supposed.

use super::text::Text;
use chancery_syntax::{Deprel, Upos};

/// Whether a verb is negated: "did not say", "never said", "no official said".
pub(super) fn is_negated(text: &Text, verb: usize) -> bool {
    let document = text.document;
    // "would not name them, or discuss it": the second verb is denied with the first.
    let first = (document.token(verb).xpos == "VB"
        && text.deprel(verb) == Deprel::Conj
        && !document.children(verb).any(|child| text.deprel(child).universal() == Deprel::Aux))
    .then(|| document.head(verb))
    .flatten()
    .unwrap_or(verb);
    text.document.children(first).any(|child| {
        child < first
            && matches!(text.deprel(child), Deprel::Advmod)
            && matches!(text.lower(child).as_str(), "not" | "n't" | "n’t" | "never")
    })
}

/// Whether it is told that somebody is not able or allowed to do something: "cannot defend it".
pub(super) fn is_unable(text: &Text, verb: usize) -> bool {
    is_negated(text, verb)
        && text.document.children(verb).any(|child| {
            child < verb
                && matches!(text.lower(child).as_str(), "can" | "ca" | "could" | "may" | "should" | "must")
        })
}

/// Whether a saying is only supposed: "if he says", "he would say", "should Roe say".
pub(super) fn is_hypothetical(text: &Text, verb: usize) -> bool {
    let document = text.document;
    let would_not = is_negated(text, verb);
    document.children(verb).any(|child| {
        child < verb
            && match text.deprel(child).universal() {
                Deprel::Mark => matches!(text.lower(child).as_str(), "if" | "unless" | "whether" | "lest"),
                // "would not say" is a refusal.
                Deprel::Aux => {
                    !would_not
                        && document.token(child).xpos == "MD"
                        && matches!(
                            text.lower(child).as_str(),
                            "will"
                                | "would"
                                | "should"
                                | "could"
                                | "might"
                                | "may"
                                | "must"
                                | "can"
                                | "'ll"
                                | "’ll"
                                | "shall"
                        )
                        && text.upos(child) == Upos::Aux
                }
                _ => false,
            }
    })
}
