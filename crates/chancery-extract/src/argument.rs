//! The noun phrase of a head token: what is quoted where somebody plays a role.

use chancery_syntax::{Deprel, Document, Upos};
use std::ops::Range;

/// The tokens that stand for a nominal `head` when it plays a role: determiner, adjectives, compounds, possessor,
/// title and name, with "of …" complements; without relative clauses, appositions behind a comma, coordinated
/// nominals and the head's own preposition.
///
/// "Freedonia's Foreign Minister Jane Doe" for *Minister* (or *Jane*), "the president of Sylvania" for *president*,
/// "several witnesses" for *witnesses* in "several witnesses, who fled,".
pub fn phrase(document: &Document, head: usize) -> Range<usize> {
    let mut start = head;
    let mut end = head;
    for child in document.children(head) {
        let token = document.token(child);
        let keep = match token.deprel.universal() {
            Deprel::Det
            | Deprel::Amod
            | Deprel::Compound
            | Deprel::Nummod
            | Deprel::Flat
            | Deprel::Fixed
            | Deprel::Goeswith => true,
            Deprel::Nmod if token.deprel == Deprel::NmodDesc || token.deprel == Deprel::NmodPoss => true,
            Deprel::Nmod => child > head && document.case_of(child).is_some_and(|case| case == "of"),
            Deprel::Case => child > head && token.xpos == "POS",
            Deprel::Appos => child == end + 1 && token.upos == Upos::Propn,
            Deprel::Punct => matches!(token.xpos, "HYPH"),
            Deprel::Advmod => child < head && document.children(child).next().is_none() && child + 1 >= start,
            _ => false,
        };
        if !keep {
            continue;
        }
        let reach = if child < head { document.reach(child) } else { phrase_reach(document, child) };
        if child < head {
            start = start.min(reach.start);
        } else {
            end = end.max(reach.end - 1);
        }
    }
    // A head inside its possessor's clitic ("Russia's" as a possessor) ends before the clitic.
    while end > head && document.token(end).xpos == "POS" {
        end -= 1;
    }
    start..end + 1
}

/// A complement's own phrase, with what it depends on by "of".
fn phrase_reach(document: &Document, child: usize) -> Range<usize> {
    let inner = phrase(document, child);
    let start = document.children(child).next().unwrap_or(child).min(inner.start);
    start..inner.end
}
