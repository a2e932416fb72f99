//! Whether a saying is denied, refused or only supposed.

use super::text::Text;
use chancery_syntax::{Deprel, Upos};

/// Whether a verb is negated: "did not say", "never said", "no official said".
pub(super) fn is_negated(text: &Text, verb: usize) -> bool {
    text.document.children(verb).any(|child| {
        child < verb
            && matches!(text.deprel(child), Deprel::Advmod)
            && matches!(text.lower(child).as_str(), "not" | "n't" | "n’t" | "never")
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
