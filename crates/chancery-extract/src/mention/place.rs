//! Place names.

use super::Mentions;
use super::time::{nearest_in_clause, top};
use chancery_syntax::{Deprel, Document};
use chancery_world::World;
use std::ops::Range;

/// A place name in the text.
#[derive(Clone, Debug)]
pub struct PlaceMention {
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// All place names in text order.
pub(crate) fn places(_document: &Document, _world: &World) -> Vec<PlaceMention> {
    Vec::new()
}

/// The number in [`Mentions::places`] of the place where a predicate's event was, read off its own clause: "in
/// Grandport" beside the verb, "the strike on Grandport". Subjects and possessors are no places of an event.
pub(crate) fn place_of(document: &Document, mentions: &Mentions, predicate: usize) -> Option<usize> {
    let sentence =
        document.tokens().get(predicate).map(|_| document.sentence_of(predicate).tokens.clone())?;
    let places = &mentions.places;
    let first = places.partition_point(|place| place.tokens.start < sentence.start);
    let candidates = places
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, place)| place.tokens.start < sentence.end)
        .filter(|(_, place)| is_oblique(document, top(document, &place.tokens)))
        .map(|(number, place)| (number, place.tokens.clone()));
    nearest_in_clause(document, candidates, predicate).map(|(number, _)| number)
}

/// Whether a nominal stands where a place stands: after a preposition of place.
fn is_oblique(document: &Document, nominal: usize) -> bool {
    matches!(document.token(nominal).deprel.universal(), Deprel::Obl | Deprel::Nmod)
        && document.case_of(nominal).is_some_and(|case| {
            ["in", "at", "near", "on", "outside", "inside", "across", "around", "over", "off"]
                .contains(&case.as_str())
        })
}
