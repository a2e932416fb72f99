//! Whose somebody is by the words of the phrase: "Freedonia's", "US and Freedonian", "of the Council", "in Sylvania".

use super::name::NameSpan;
use super::role::is_verb;
use super::{EntityMention, Scene, lexicon};
use chancery_syntax::{Deprel, NameKind, Upos};
use chancery_world::{EntityKind, Sense, World};

/// Fills in whose it is: what stands before the title ("Freedonia's", "US and Osterlich", "EU"), and what "of …" says.
pub(super) fn whose(scene: &Scene<'_>, mention: &mut EntityMention, anchor: usize) {
    let document = scene.document;
    let sentence = document.sentence_of(mention.head).tokens.start;
    // "President of Freedonia Jane Doe"
    let behind = mention.role.as_ref().map_or(anchor, |role| role.tokens.end);
    if mention.is_named() && behind < mention.name.start && scene.forms[behind] == "of" {
        for name in scene.names.within(behind..mention.name.start) {
            add_whose(scene.world, mention, name);
        }
        if !mention.countries.is_empty() || !mention.organisations.is_empty() {
            return;
        }
    }
    // Left of the title, as far as the phrase goes, and one step more where the parser has cut it short.
    let walked = left_of(scene, anchor, sentence, mention.plural);
    // "the FBI and Freedonian police": the FBI stands beside the noun, though the parser hangs it on it.
    let beside = (mention.tokens.start..walked.max(mention.tokens.start))
        .rfind(|&at| scene.forms[at] == "and" && at > sentence && mention.plural && !mention.is_named())
        .filter(|&and| scene.names.at(and + 1).is_some() && scene.names.at(and - 1).is_some());
    if let Some(and) = beside {
        mention.tokens.start = and + 1;
    }
    let left = walked.min(mention.tokens.start);
    for name in scene.names.within(left..anchor) {
        if name.tokens.end <= anchor && !is_only_backer(scene, name) && !name.thing {
            add_whose(scene.world, mention, name);
            if mention.tokens.start > name.tokens.start {
                mention.tokens.start = name.tokens.start;
            }
        }
    }
    nationality_in_name(scene, mention);
    home(scene, mention);
    let complements: Vec<usize> = document
        .children_by(mention.head, Deprel::Nmod)
        .filter(|&child| child > mention.head)
        .filter(|&child| match document.case_of(child).as_deref() {
            // "recalled its own envoy from Mossburg": he is not Mossburg's.
            Some("from") => document.child(mention.head, Deprel::NmodPoss).is_none(),
            Some("of" | "at") => true,
            // "the Defence Ministry in Mossburg"; an embassy there is another's.
            Some("in") => mention.role.as_ref().is_some_and(|role| {
                matches!(role.sort.as_str(), "ministry" | "government" | "parliament" | "armed-force")
            }),
            // "a spokesman for Freedonia" is its own, "the ambassador to Freedonia" another's.
            Some("for") => mention.role.as_ref().is_some_and(|role| role.sort == "spokesperson"),
            _ => false,
        })
        .collect();
    for complement in complements {
        if let Some(name) = scene.names.at(complement).map(|at| &scene.names.spans[at])
            && name.meanings.is_empty()
            && let Some(role) = &mut mention.role
        {
            role.elsewhere = true;
        }
        if mention.plural {
            let end = listed(scene, complement, mention);
            mention.tokens.end = mention.tokens.end.max(end);
        }
        for part in document.conjuncts(complement) {
            let Some(name) = scene.names.at(part).map(|at| &scene.names.spans[at]) else { continue };
            if part == complement || document.token(part).upos == Upos::Propn {
                add_whose(scene.world, mention, name);
            }
        }
    }
}

/// "Freedonian Workers' Party", "Sylvanian press bureau": a body of which the world knows nothing says whose it is by the
/// nationality word at the front of its name.
fn nationality_in_name(scene: &Scene<'_>, mention: &mut EntityMention) {
    let Some(span) = scene.names.at(mention.head).map(|at| &scene.names.spans[at]) else { return };
    let told = !mention.countries.is_empty() || !mention.organisations.is_empty();
    if told || span.kind != Some(NameKind::Organisation) || !span.meanings.is_empty() || span.tokens.len() < 2
    {
        return;
    }
    let start = span.tokens.start;
    // "South Freedonian …" before "Freedonian …".
    for length in [2, 1] {
        let front = scene.forms[start..(start + length).min(span.tokens.end)].join(" ");
        let country = scene.world.names(&front).into_iter().find(|meaning| {
            meaning.sense == Sense::Adjective
                && scene.world.entity(meaning.entity).kind() == EntityKind::Country
        });
        if let Some(meaning) = country {
            mention.countries.push(scene.world.entity(meaning.entity).code().to_string());
            return;
        }
    }
}

/// "rebels in Freedonia", "students throughout Sylvania": people of the country that they are in, unless they are soldiers
/// or the phrase says whose they are.
fn home(scene: &Scene<'_>, mention: &mut EntityMention) {
    let Some(role) = &mention.role else { return };
    let told = !mention.countries.is_empty() || !mention.organisations.is_empty();
    let abroad =
        role.sectors.iter().any(|sector| matches!(sector.as_str(), "MIL" | "IGO" | "JRN" | "REF" | "SOC"));
    let local = matches!(
        role.sort.as_str(),
        "fighter" | "civilian" | "armed-group" | "opposition" | "labour" | "education"
    ) || matches!(role.name.as_str(), "official" | "protester" | "authority");
    if told || abroad || !local || mention.is_named() {
        return;
    }
    let document = scene.document;
    let places: Vec<usize> = document
        .children_by(mention.head, Deprel::Nmod)
        .filter(|&child| child > mention.head)
        .filter(|&child| matches!(document.case_of(child).as_deref(), Some("in" | "across" | "throughout")))
        .collect();
    for place in places.into_iter().flat_map(|place| document.conjuncts(place)) {
        let name = scene.names.at(place).map(|at| &scene.names.spans[at]);
        if let Some(name) = name.filter(|name| !name.is_adjective()) {
            add_whose(scene.world, mention, name);
        }
    }
}

/// Adds the countries and bodies of a list ("of Freedonia, Sylvania and Osterlich"), as far as names follow one another;
/// gives the end of the list.
fn listed(scene: &Scene<'_>, first: usize, mention: &mut EntityMention) -> usize {
    let Some(mut name) = scene.names.at(first) else { return 0 };
    let mut end = 0;
    for _ in 0..16 {
        let span = &scene.names.spans[name];
        let next = scene.forms.get(span.tokens.end).copied();
        if span.meanings.is_empty()
            || span.is_adjective()
            || next.is_some_and(|form| matches!(form, "'s" | "’s"))
        {
            break;
        }
        add_whose(scene.world, mention, span);
        end = span.tokens.end;
        let mut at = end;
        while scene.forms.get(at).is_some_and(|form| matches!(*form, "," | "and" | "or" | "&" | "the"))
            && at < end + 3
        {
            at += 1;
        }
        match scene.names.at(at) {
            Some(next) if at > end && scene.names.spans[next].tokens.start == at => name = next,
            _ => break,
        }
    }
    end
}

/// The furthest token to the left that names or qualifiers of the phrase reach without a break.
fn left_of(scene: &Scene<'_>, anchor: usize, sentence: usize, plural: bool) -> usize {
    let mut start = anchor;
    let mut steps = 0;
    while start > sentence && steps < 10 {
        let before = start - 1;
        if let Some(name) = scene.names.at(before) {
            start = scene.names.spans[name].tokens.start;
        } else {
            let data = scene.document.token(before);
            let list = plural
                && before > sentence
                && matches!(scene.forms[before], "and" | "," | "-")
                && shares_noun(scene, before, sentence);
            if is_verb(scene, before) || matches!(data.xpos, "IN" | "WDT") {
                break;
            }
            let passes = list
                || data.xpos == "POS"
                || data.xpos == "HYPH"
                || data.upos == Upos::Adj
                || lexicon::modifier(&scene.forms[before].to_lowercase()).is_some();
            if !passes {
                break;
            }
            start = before;
        }
        steps += 1;
    }
    start
}

/// "US and Freedonian forces", "NATO and EU officials": the name before "and" says whose the noun is, too; not so "the FBI
/// and Freedonian police", "Hamas and Freedonian officials", where a body stands beside the noun.
fn shares_noun(scene: &Scene<'_>, and: usize, sentence: usize) -> bool {
    let (Some(first), Some(second)) = (scene.names.at(and - 1), scene.names.at(and + 1)) else {
        return false;
    };
    let (first, second) = (&scene.names.spans[first], &scene.names.spans[second]);
    let Some(meaning) = first.meanings.first() else { return false };
    if first.is_adjective() || meaning.sense != Sense::Name {
        return true;
    }
    let start = first.tokens.start;
    if start > sentence && scene.forms[start - 1].eq_ignore_ascii_case("the") {
        return false;
    }
    let entity = scene.world.entity(meaning.entity);
    let short = scene.forms[start].chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    match entity.kind() {
        EntityKind::Country => short || !second.is_adjective(),
        EntityKind::Organisation => scene.world.country(entity.of()).is_none() && !second.is_adjective(),
        _ => !second.is_adjective() && entity.kind() == EntityKind::Seat,
    }
}

/// "Russian" in "Russian-backed fighters", "pro-Russian fighters": not whose they are.
fn is_only_backer(scene: &Scene<'_>, name: &NameSpan) -> bool {
    let form = |at: usize| scene.forms.get(at).map(|form| form.to_lowercase()).unwrap_or_default();
    let hyphen = |at: usize| matches!(form(at).as_str(), "-" | "–" | "‑");
    let start = name.tokens.start;
    let against =
        start >= 2 && hyphen(start - 1) && matches!(form(start - 2).as_str(), "pro" | "anti" | "non");
    let backed = hyphen(name.tokens.end)
        && !matches!(
            form(name.tokens.end + 1).as_str(),
            "based" | "born" | "controlled" | "run" | "occupied" | ""
        );
    let backed = backed
        && scene.document.tokens().get(name.tokens.end + 1).is_some_and(|next| {
            matches!(next.upos, Upos::Verb | Upos::Adj) || next.xpos == "VBN" || next.xpos == "VBD"
        });
    against || backed
}

/// Adds the country or organisation that a name stands for.
pub(super) fn add_whose(world: &World, mention: &mut EntityMention, name: &NameSpan) {
    let Some(meaning) = name.meanings.first() else { return };
    let entity = world.entity(meaning.entity);
    if mention.name != name.tokens && !mention.belongs.contains(&entity.id()) {
        mention.belongs.push(entity.id());
    }
    let add = |list: &mut Vec<String>, code: &str| {
        if !code.is_empty() && !list.iter().any(|known| known == code) {
            list.push(code.to_string());
        }
    };
    match entity.kind() {
        EntityKind::Country => add(&mut mention.countries, entity.code()),
        EntityKind::Seat | EntityKind::Population | EntityKind::ArmedGroup if mention.name != name.tokens => {
            if let Some(country) = world.country(entity.of()) {
                add(&mut mention.countries, country.code());
            }
        }
        EntityKind::Organisation if mention.name != name.tokens => match world.country(entity.of()) {
            Some(country) => add(&mut mention.countries, country.code()),
            None => add(&mut mention.organisations, entity.code()),
        },
        _ => {}
    }
}
