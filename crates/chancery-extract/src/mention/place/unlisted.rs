//! Places that the gazetteer does not list: "the village of Umm Zaytun", "Al-Noor Hospital", "Third Street".
//!
//! A reader wants to know that the clinic in Kasba Bonli was hit though nobody can say where on the map it lies. Such a
//! place has its name and no point, and a country only where one is named right behind it.

use super::spot::PlaceLexicon;
use super::{PlaceForm, PlaceMention};
use chancery_record::PlaceKind;
use chancery_syntax::{Deprel, Document, Name, NameKind};
use chancery_world::World;
use std::collections::BTreeSet;
use std::ops::Range;

/// The model's names of places, and names of sites, that overlap none of the `taken` mentions (in text order), nothing
/// that the world knows and no person of the article. Once in the article the words must say that a place is meant.
pub(super) fn unlisted(
    document: &Document,
    world: &World,
    surnames: &[&str],
    taken: &[PlaceMention],
) -> Vec<PlaceMention> {
    let free = |tokens: &Range<usize>| {
        let at = taken.partition_point(|mention| mention.tokens.end <= tokens.start);
        taken.get(at).is_none_or(|mention| mention.tokens.start >= tokens.end)
    };
    let names: Vec<(Range<usize>, bool)> = document
        .names()
        .iter()
        .filter_map(|name| extent(document, name))
        .filter(|(tokens, _)| free(tokens) && is_name(document, world, surnames, tokens))
        .collect();
    let surface = |tokens: &Range<usize>| document.text().slice(document.span_of(tokens.clone()));
    let told: BTreeSet<&str> =
        names.iter().filter(|(_, told)| *told).map(|(tokens, _)| surface(tokens)).collect();
    names
        .into_iter()
        .filter(|(tokens, _)| told.contains(surface(tokens)))
        .map(|(tokens, _)| PlaceMention { tokens, form: PlaceForm::Unlisted, spots: Vec::new() })
        .collect()
}

/// What an unlisted place is by the last word of its name: "Cuyahoga County" is a part of a country.
pub(crate) fn kind(document: &Document, tokens: &Range<usize>) -> PlaceKind {
    let lexicon = PlaceLexicon::embedded();
    let last = document.form(tokens.end - 1).to_lowercase();
    if lexicon.is(&last, "division") {
        PlaceKind::Region
    } else if is_settlement(document, tokens) {
        PlaceKind::City
    } else {
        PlaceKind::Other
    }
}

/// The tokens of a name that may be a place's, without its article, with the plain noun behind it ("Jabalia camp"); and
/// whether the words around it or its last word say that a place is meant.
fn extent(document: &Document, name: &Name) -> Option<(Range<usize>, bool)> {
    let lexicon = PlaceLexicon::embedded();
    let is_site = |token: usize| {
        let form = document.form(token).to_lowercase();
        lexicon.is(&form, "site") || lexicon.is(&form, "division")
    };
    let mut tokens = name.tokens.clone();
    if document.form(tokens.start).eq_ignore_ascii_case("the") {
        tokens.start += 1;
    }
    let sentence = document.sentence_of(name.tokens.start).tokens.clone();
    let behind = tokens.end;
    if behind < sentence.end && is_site(behind) && document.head(behind - 1) == Some(behind) {
        tokens.end += 1;
    }
    let ends_in_site = tokens.len() > 1 && is_site(tokens.end - 1);
    let is_where = is_where(document, &tokens);
    match name.kind {
        NameKind::Location => Some((tokens, ends_in_site || is_where)),
        // A hospital speaks, too: it is a place where something is in it, at it or near it.
        NameKind::Organisation if ends_in_site => Some((tokens, is_where)),
        _ => is_settlement(document, &tokens).then_some((tokens, true)),
    }
}

/// Whether some tokens are said to be where something is or goes: "in Kasba Bonli", "the village of Umm Zaytun".
fn is_where(document: &Document, tokens: &Range<usize>) -> bool {
    let is_where = |case: usize| {
        document.token(case).deprel == Deprel::Case
            && PlaceLexicon::embedded().is(&document.form(case).to_lowercase(), "where")
    };
    tokens.clone().any(|token| document.children(token).any(is_where)) || is_settlement(document, tokens)
}

/// Whether "village of" or the like stands before a name.
fn is_settlement(document: &Document, tokens: &Range<usize>) -> bool {
    tokens.start >= 2
        && document.form(tokens.start - 1) == "of"
        && PlaceLexicon::embedded().is(&document.form(tokens.start - 2).to_lowercase(), "settlement")
}

/// Whether some tokens are a name of their own: capitalised, no acronym, nobody of the article, nothing of the world.
fn is_name(document: &Document, world: &World, surnames: &[&str], tokens: &Range<usize>) -> bool {
    let text = document.text().slice(document.span_of(tokens.clone()));
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let lower = text.chars().any(char::is_lowercase);
    let capital = document.form(tokens.start).starts_with(char::is_uppercase);
    if letters < 4 || !lower || !capital || tokens.clone().any(|token| document.form(token) == "@") {
        return false;
    }
    let person = |token: usize| surnames.binary_search(&document.form(token)).is_ok();
    if tokens.len() == 1 && person(tokens.start) {
        return false;
    }
    let sentence = document.sentence_of(tokens.start).tokens.clone();
    let forms: Vec<&str> = sentence.clone().map(|token| document.form(token)).collect();
    !tokens.clone().any(|token| world.longest(&forms, token - sentence.start).is_some())
}
