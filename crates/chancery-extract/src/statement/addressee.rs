//! To whom it is said: objects of verbs that take a hearer, and "to …".

use super::cue::{Cue, Takes};
use super::speaker::is_thing;
use super::text::Text;
use chancery_syntax::Deprel;

/// To whom it is said: objects of verbs that take a hearer, and "to …".
pub(super) fn addressees(text: &Text, cue: &Cue) -> Vec<usize> {
    let document = text.document;
    let takes_whom = cue.entry.act(Takes::Whom).is_some() || cue.entry.act(Takes::ObjTo).is_some();
    let mut heads = Vec::new();
    for child in document.children(cue.head) {
        let is_hearer = match text.deprel(child) {
            // "say" and "note" have no hearer without "to".
            Deprel::Iobj => {
                cue.entry.act(Takes::Pred).is_none() && (takes_whom || cue.entry.act(Takes::That).is_none())
            }
            Deprel::Obj => takes_whom,
            Deprel::NsubjPass => takes_whom,
            Deprel::Obl => {
                document.case_of(child).as_deref() == Some("to")
                    && cue.entry.act(Takes::That).is_some()
                    && may_hear(text, child)
            }
            _ => false,
        };
        if is_hearer
            && text.same_level(child, cue.head)
            && document.is_nominal(child)
            && may_hear(text, child)
        {
            heads.extend(document.conjuncts(child).into_iter().filter(|&one| document.is_nominal(one)));
        }
    }
    heads
}

/// Whether a nominal may be somebody: not a time, a text or a relative pronoun's content.
fn may_hear(text: &Text, nominal: usize) -> bool {
    !text.is_time(nominal)
        && !matches!(text.document.token(nominal).xpos, "WDT" | "WP" | "DT")
        && !is_thing(text, nominal)
        && !matches!(
            text.document.lemma(nominal),
            "it" | "this" | "that" | "itself" | "lie" | "truth" | "story" | "question"
        )
}
