//! Datelines: "GENEVA (Agency) —" before a report's first words is a sentence of its own.
//!
//! The treebanks hold next to none, and a parser that meets one takes the place for the subject of what follows.

use crate::tokenize::unit::is_dash;
use crate::tokenize::{Kind, Piece};

/// Pieces that a dateline has at most, its dash included.
const LONGEST: usize = 18;

/// The number of the piece behind a dateline's dash, where a paragraph opens with one: a place in capitals, or in
/// any letters if an agency follows in brackets; perhaps a region or a date behind a comma; a dash with room around it.
pub(super) fn end(text: &str, pieces: &[Piece]) -> Option<usize> {
    let opening = &pieces[..pieces.len().min(LONGEST)];
    let form = |at: usize| opening.get(at).map_or("", |piece| &text[piece.span.range()]);
    let is_word = |at: usize| opening.get(at).is_some_and(|piece| piece.first.is_alphanumeric());
    let is_capitalised = |at: usize| opening.get(at).is_some_and(|piece| piece.first.is_uppercase());
    let place =
        (0..5).take_while(|&at| is_capitalised(at) || (at > 0 && matches!(form(at), "-" | "'s"))).count();
    if place == 0 {
        return None;
    }
    let in_capitals = (0..place).all(|at| !form(at).chars().any(char::is_lowercase))
        && (0..place).any(|at| form(at).chars().count() > 2);
    let mut at = place;
    for _ in 0..2 {
        if form(at) == "," {
            let more = (at + 1..at + 5)
                .take_while(|&next| is_capitalised(next) || is_word(next) && opening[next].first.is_numeric())
                .count();
            if more == 0 {
                return None;
            }
            at += 1 + more;
        }
    }
    let mut has_agency = false;
    if opening.get(at).is_some_and(|piece| piece.kind == Kind::Opening) {
        let close = (at + 1..at + 8).find(|&next| form(next) == ")")?;
        has_agency = is_capitalised(at + 1);
        at = close + 1;
    }
    let dash = *opening.get(at)?;
    let next = *pieces.get(at + 1)?;
    let is_parted =
        (dash.spaced || has_agency || form(at).starts_with('—')) && (next.spaced || form(at) != "-");
    let goes_on = text[next.span.range()].chars().any(char::is_lowercase)
        || pieces.get(at + 2).is_some_and(|piece| text[piece.span.range()].chars().any(char::is_lowercase));
    let is_dashed = !form(at).is_empty() && form(at).chars().all(|ch| is_dash(ch) || ch == '_');
    (is_dashed && is_parted && goes_on && (in_capitals || has_agency)).then_some(at + 1)
}
