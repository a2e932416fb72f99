//! The noun phrase of a head token: what is quoted where somebody plays a role.
//!
//! Who it is does not enter here.

use chancery_syntax::{Deprel, Document, Upos};
use std::ops::Range;

/// The furthest that a phrase reaches on either side of its head.
const FURTHEST: usize = 40;

/// The token that the phrase of `token` hangs on: the name for a title before it and for the later parts of a name
/// ("Doe" and "Minister" give "Jane" in "Foreign Minister Jane Doe").
pub(crate) fn phrase_head(document: &Document, token: usize) -> usize {
    let mut at = token;
    for _ in 0..4 {
        let Some(head) = document.head(at) else { break };
        match document.token(at).deprel {
            Deprel::NmodDesc | Deprel::Flat | Deprel::Goeswith if document.is_nominal(head) => at = head,
            _ => break,
        }
    }
    at
}

/// The tokens that stand for a nominal `head` when it plays a role: determiner, adjectives, compounds, possessor,
/// title and name, with "of …" complements; without relative clauses, appositions behind a comma, coordinated
/// nominals and the head's own preposition.
///
/// "Freedonia's Foreign Minister Jane Doe" for *Minister* (or *Jane*), "the president of Sylvania" for *president*,
/// "several witnesses" for *witnesses* in "several witnesses, who fled,".
pub fn phrase(document: &Document, head: usize) -> Range<usize> {
    let head = phrase_head(document, head);
    let start = left_edge(document, head);
    let mut end = right_edge(document, head, true);
    // A head inside its possessor's clitic ("Russia's" as a possessor) ends before the clitic.
    let loose = |token: usize| {
        matches!(document.token(token).xpos, "POS" | "," | ":" | "." | "-RRB-" | "''")
            || crate::mention::entity::lexicon::is_time(document.form(token))
    };
    while end > head + 1 && loose(end - 1) {
        end -= 1;
    }
    start..end
}

/// The first token of the phrase: what hangs on the head before it, as far as it stands in one piece.
fn left_edge(document: &Document, head: usize) -> usize {
    let mut start = head;
    let mut complete = false;
    for child in document.children(head).rev().filter(|&child| child < head) {
        let token = document.token(child);
        let keep = match token.deprel {
            Deprel::NmodPoss | Deprel::NmodDesc | Deprel::NmodUnmarked | Deprel::Nmod => true,
            Deprel::CcPreconj => false,
            // "wounding at least twenty, Freedonian officials said": the number is another phrase's.
            Deprel::Nummod => !has_comma_after(document, child),
            Deprel::Appos => !has_comma_after(document, child),
            deprel => matches!(
                deprel.universal(),
                Deprel::Det
                    | Deprel::Amod
                    | Deprel::Compound
                    | Deprel::Nummod
                    | Deprel::Flat
                    | Deprel::Fixed
                    | Deprel::Goeswith
            ),
        };
        if !keep {
            continue;
        }
        // Before a determiner stands only another one ("all the") or nothing of the phrase.
        if complete && !matches!(token.deprel, Deprel::DetPredet) {
            break;
        }
        complete |= token.deprel == Deprel::Det;
        let reach = document.reach(child);
        if reach.end > head || head - reach.start > FURTHEST || !is_bridge(document, reach.end..start) {
            break;
        }
        start = reach.start;
    }
    // "the" and a possessor may hang elsewhere after an error of the parser: a determiner that stands right before.
    let sentence = document.sentence_of(head).tokens.start;
    if start > sentence && start == head {
        let before = document.token(start - 1);
        if matches!(before.xpos, "DT" | "PRP$") && before.upos != Upos::Pron || before.xpos == "PRP$" {
            start -= 1;
        }
    }
    // What joins the phrase to others may hang on its title: "According to Foreign Minister Jane Doe".
    let joins = |token: usize| {
        let data = document.token(token);
        matches!(data.upos, Upos::Punct | Upos::Adp | Upos::Cconj | Upos::Sconj)
            || data.deprel == Deprel::Case
    };
    while start < head && joins(start) {
        start += 1;
    }
    start
}

/// One past the last token of the phrase. `with_complement`: "of …" is taken along.
fn right_edge(document: &Document, head: usize, with_complement: bool) -> usize {
    let mut end = head + 1;
    for child in document.children(head).filter(|&child| child > head) {
        let token = document.token(child);
        let keep = match token.deprel {
            Deprel::Appos => {
                child == end && token.upos == Upos::Propn && document.token(head).upos == Upos::Noun
            }
            Deprel::Nmod => with_complement && is_complement(document, head, child),
            deprel => match deprel.universal() {
                Deprel::Flat | Deprel::Compound | Deprel::Goeswith | Deprel::Fixed => {
                    !crate::mention::entity::lexicon::is_time(document.form(child))
                }
                Deprel::Nummod => child == end,
                Deprel::Case => token.xpos == "POS",
                _ => false,
            },
        };
        if !keep {
            continue;
        }
        let first = document.reach(child).start;
        if first > end && !is_bridge(document, end..first) || child - head > FURTHEST {
            break;
        }
        end = end.max(complement_edge(document, child));
    }
    end
}

/// The end of a complement's own phrase, with what is coordinated in it where that is a bare name
/// ("of Germany, France and Poland").
fn complement_edge(document: &Document, child: usize) -> usize {
    let mut end = right_edge(document, child, true);
    if document.token(child).deprel != Deprel::Nmod {
        return end;
    }
    // "to Freedonia, Jane Doe," is no list: one has its "and".
    let is_list = document
        .children_by(child, Deprel::Conj)
        .any(|conjunct| document.child(conjunct, Deprel::Cc).is_some());
    for conjunct in document.children_by(child, Deprel::Conj).filter(|_| is_list) {
        if conjunct < child || document.token(conjunct).upos != Upos::Propn || conjunct - child > FURTHEST {
            continue;
        }
        end = end.max(right_edge(document, conjunct, true));
    }
    end
}

/// Whether a nominal modifier belongs to the phrase: "of …", and "for …", "to …" of a spokesman, envoy, ambassador.
fn is_complement(document: &Document, head: usize, child: usize) -> bool {
    let Some(case) = document.child(child, Deprel::Case) else { return false };
    match document.form(case).to_ascii_lowercase().as_str() {
        "of" => true,
        "for" | "to" | "at" => crate::mention::entity::lexicon::takes_complement(document.lemma(head)),
        _ => false,
    }
}

/// Whether nothing but hyphens, quotation marks and the like stands between two parts of a phrase.
fn is_bridge(document: &Document, between: Range<usize>) -> bool {
    between.len() <= 4
        && between.into_iter().all(|token| {
            matches!(
                document.token(token).xpos,
                "HYPH" | "``" | "''" | "," | "CC" | "POS" | "IN" | "RB" | "DT"
            ) || document.token(token).upos == Upos::Punct && document.form(token) != ";"
        })
}

fn has_comma_after(document: &Document, token: usize) -> bool {
    let end = document.reach(token).end;
    document.tokens().get(end).is_some_and(|next| next.xpos == ",")
}
