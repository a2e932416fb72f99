//! What names are once the whole article is in view: parties and courts of countries that it speaks of, persons by an
//! apposition or by their surname elsewhere, towns by "in" and "at".
//!
//! Where names begin and end in a sentence is `name.rs`.

use super::name::{NameSpan, Names, is_proper};
use super::{Scene, grammar, lexicon};
use chancery_syntax::{Deprel, Document, NameKind, Upos};
use chancery_world::{EntityKind, Meaning, RoleKind, World};
use std::collections::HashSet;

/// Settles what the names of an article can mean.
pub(super) fn settle(document: &Document, world: &World, forms: &[&str], found: &mut Names) {
    let own = countries(world, &found.spans);
    for span in &mut found.spans {
        if span.meanings.is_empty() {
            without_initial(world, forms, span);
        }
        let acronym = span.tokens.len() == 1
            && span.meanings.len() == 1
            && forms[span.tokens.start].chars().all(char::is_uppercase);
        span.meanings.retain(|meaning| fits_article(world, *meaning, &own, acronym));
    }
    persons_by_apposition(document, world, forms, found);
    towns_by_place(world, forms, found);
    surnames_untold(document, forms, found);
}

/// "Jane Q. Doe": whom the dated facts know as Jane Doe.
fn without_initial(world: &World, forms: &[&str], span: &mut NameSpan) {
    let words = &forms[span.tokens.clone()];
    let initial = |word: &str| word.len() <= 2 && word.starts_with(char::is_uppercase);
    if let [first, middle @ .., last] = words
        && !middle.is_empty()
        && middle.iter().all(|word| initial(word) || *word == ".")
    {
        let people = world.names(&format!("{first} {last}"));
        span.meanings = people
            .into_iter()
            .filter(|meaning| world.entity(meaning.entity).kind() == EntityKind::Person)
            .collect();
    }
}

/// "Freedonia's foreign minister, Isolde Kern,": a name in apposition to an office of one person is a person's, whatever
/// the model takes it for.
fn persons_by_apposition(document: &Document, world: &World, forms: &[&str], names: &mut Names) {
    let ends_title = |noun: usize| {
        let first = noun.saturating_sub(2).max(document.sentence_of(noun).tokens.start);
        (first..=noun).any(|start| {
            world.longest_role(&forms[..noun + 1], start).is_some_and(|(length, role)| {
                start + length == noun + 1 && role.kind() == RoleKind::Person && !role.is_plural()
            })
        })
    };
    // "Isolde Kern vetoed it. Kern …": a surname that is a person's elsewhere.
    let alone: HashSet<&str> = names
        .spans
        .iter()
        .filter(|span| span.tokens.len() == 1 && span.kind == Some(NameKind::Person))
        .map(|span| forms[span.tokens.start])
        .collect();
    for span in &mut names.spans {
        let start = span.tokens.start;
        let unknown = span.meanings.is_empty()
            && !span.thing
            && (2..=3).contains(&span.tokens.len())
            && !matches!(span.kind, Some(NameKind::Person));
        if !unknown || !span.tokens.clone().all(|token| is_proper(document, token)) {
            continue;
        }
        let sentence = document.sentence_of(start).tokens.start;
        // Back to the title, over "to Freedonia" and the like.
        let apposed = || {
            start > sentence + 1
                && forms[start - 1] == ","
                && forms.get(span.tokens.end).is_some_and(|form| *form == ",")
                && (sentence.max(start.saturating_sub(8))..start - 1)
                    .rev()
                    .take_while(|&token| forms[token] != "," && document.token(token).upos != Upos::Verb)
                    .any(ends_title)
        };
        if span.kind == Some(NameKind::Organisation) && alone.contains(forms[span.tokens.end - 1])
            || document.token(span.head).deprel == Deprel::Appos && apposed()
        {
            span.kind = Some(NameKind::Person);
        }
    }
}

/// The codes of the countries that an article names, by name, adjective or capital.
fn countries(world: &World, spans: &[NameSpan]) -> HashSet<String> {
    let mut own = HashSet::new();
    for meaning in spans.iter().filter_map(|span| span.meanings.first()) {
        let entity = world.entity(meaning.entity);
        let code = match entity.kind() {
            EntityKind::Country => entity.code(),
            EntityKind::Seat => entity.of(),
            _ => continue,
        };
        if !own.contains(code) {
            own.insert(code.to_string());
        }
    }
    own
}

/// Parliaments, parties and courts of different countries share names ("the Congress", "the Democratic Party"): one of a
/// country of which an article says nothing, while it speaks of others, is not meant.
///
/// Letters that one service alone has ("the FBI") are its own.
fn fits_article(world: &World, meaning: Meaning, own: &HashSet<String>, acronym: bool) -> bool {
    let entity = world.entity(meaning.entity);
    let shared = matches!(entity.sort(), "parliament" | "party" | "court" | "police")
        && !(acronym && entity.sort() == "police");
    own.is_empty()
        || !shared
        || entity.kind() != EntityKind::Organisation
        || own.contains(entity.of())
        || world.country(entity.of()).is_none()
}

/// The surnames of persons named in full.
fn surnames<'a>(forms: &[&'a str], spans: &[NameSpan]) -> HashSet<&'a str> {
    spans
        .iter()
        .filter(|span| span.tokens.len() > 1 && matches!(span.kind, Some(NameKind::Person)))
        .map(|span| forms[span.tokens.end - 1])
        .collect()
}

/// "in Marlow … rebels left Marlow": a word that stands behind "in" or "at" somewhere, or that a user's facts give as a
/// place, is no person where the gazetteer has it and nobody of the article is called so.
fn towns_by_place(world: &World, forms: &[&str], names: &mut Names) {
    let surnames = surnames(forms, &names.spans);
    let alone = |span: &NameSpan| {
        span.tokens.len() == 1
            && span.meanings.is_empty()
            && matches!(
                span.kind,
                None | Some(NameKind::Person | NameKind::Location | NameKind::Organisation)
            )
    };
    let is_place = |token: usize| {
        world
            .longest_place(&forms[..token + 1], token)
            .filter(|(_, places)| places.iter().any(|place| !place.is_weak()))
    };
    let mut towns: HashSet<&str> = HashSet::new();
    for span in names.spans.iter().filter(|span| alone(span)) {
        let token = span.tokens.start;
        let located = span.kind != Some(NameKind::Organisation)
            && token > 0
            && matches!(forms[token - 1], "in" | "at" | "near" | "outside" | "from");
        if (located || matches!(span.kind, Some(NameKind::Person | NameKind::Organisation)))
            && !towns.contains(forms[token])
            && let Some((_, places)) = is_place(token)
            && (located || places.iter().any(|place| place.geonames().is_none()))
        {
            towns.insert(forms[token]);
        }
    }
    for span in &mut names.spans {
        let form = forms[span.tokens.start];
        let titled = span.tokens.start > 0
            && (lexicon::short_title(forms[span.tokens.start - 1]).is_some()
                || world.longest_role(&forms[..span.tokens.start], span.tokens.start - 1).is_some());
        if alone(span) && towns.contains(form) && !surnames.contains(form) && !titled {
            span.kind = Some(NameKind::Location);
        }
    }
}

/// "Minister Jane May left. May, who …": the surname of somebody named in full is a name, whatever the tagger takes it for.
fn surnames_untold(document: &Document, forms: &[&str], names: &mut Names) {
    let surnames = surnames(forms, &names.spans);
    let mut more: Vec<NameSpan> = Vec::new();
    for (token, form) in forms.iter().enumerate() {
        if names.at(token).is_some() || !surnames.contains(form) || !form.starts_with(char::is_uppercase) {
            continue;
        }
        let opens = document.sentence_of(token).tokens.start == token;
        let next = document.tokens().get(token + 1).map_or("", |next| next.xpos);
        // "May he …", "In May": only where a subject stands.
        let subject =
            matches!(next, "," | "VBD" | "VBZ") && (opens || document.token(token).upos == Upos::Propn);
        if subject && !lexicon::is_weekday(form) {
            more.push(NameSpan {
                tokens: token..token + 1,
                head: token,
                kind: Some(NameKind::Person),
                meanings: Vec::new(),
                thing: false,
            });
        }
    }
    if more.is_empty() {
        return;
    }
    names.spans.extend(more);
    names.spans.sort_by_key(|span| span.tokens.start);
    for (number, span) in names.spans.iter().enumerate() {
        for token in span.tokens.clone() {
            names.at[token] = number as u32;
        }
    }
}

/// Before which name and paragraph a dateline stands.
const DATELINE: usize = 5;

/// The country that the dateline says the article comes from: "WELLINGTON, New Zealand (AP) --".
pub(crate) fn home_of(scene: &Scene<'_>) -> Option<String> {
    let of = |number: usize| {
        let entity = scene.world.entity(scene.names.spans.get(number)?.meanings.first()?.entity);
        let code = match entity.kind() {
            EntityKind::Country => entity.code(),
            EntityKind::Seat if entity.sort() == "place" => entity.of(),
            _ => return None,
        };
        scene.world.country(code).map(|_| code.to_string())
    };
    let number = scene.names.spans.iter().take(DATELINE).position(|span| {
        let paragraph = scene.document.sentence_of(span.head).paragraph;
        paragraph < DATELINE && grammar::is_dateline(scene.document, &span.tokens)
    })?;
    // "WELLINGTON, New Zealand (AP)"
    let end = scene.names.spans[number].tokens.end;
    let beside = scene.names.spans.get(number + 1).filter(|next| next.tokens.start == end + 1);
    beside.and_then(|_| of(number + 1)).or_else(|| of(number))
}
