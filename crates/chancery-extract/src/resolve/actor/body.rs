//! Governments, bodies, groups and people in the plural: names of the world, metonyms, nationality and role noun.

use super::person::group_sectors;
use super::{Case, Resolved};
use crate::mention::entity::{EntityMention, Reading, grammar, kind_of_body};
use chancery_record::{ActorKind, MentionForm};
use chancery_world::{Entity, EntityKind, Sense};

pub(super) fn resolve(case: &Case<'_>) -> Resolved {
    let mut resolved = Resolved {
        name: case.fullest(),
        kind: case.draft.kind,
        country: None,
        organisation: None,
        sectors: Vec::new(),
        office: None,
        world: None,
        rule: "actor-unresolved",
        why: String::new(),
    };
    if let Some(code) = &case.draft.state {
        state(case, &mut resolved, code);
        return resolved;
    }
    let known = case.mentions().find_map(|mention| {
        let meaning = mention.meanings.first()?;
        Some((case.scene.world.entity(meaning.entity), meaning.sense, mention.reading))
    });
    let taken_up =
        case.draft.entities.first().map(|&id| (case.scene.world.entity(id), Sense::Name, Reading::Actor));
    match known.or(taken_up) {
        Some((entity, sense, reading)) => {
            named(case, &mut resolved, entity, sense, reading);
            let others = case.other_meanings(entity);
            resolved.why.push_str(&others);
        }
        None => described(case, &mut resolved),
    }
    resolved
}

/// The government of a country, by whatever of its names.
fn state(case: &Case<'_>, resolved: &mut Resolved, code: &str) {
    let world = case.scene.world;
    let Some(country) = world.country(code) else { return };
    resolved.name = country.name().to_string();
    resolved.kind = ActorKind::Government;
    resolved.country = Some(code.to_string());
    resolved.sectors = vec!["GOV".to_string()];
    resolved.world = Some(country.key());
    let first = case.mentions().find(|mention| mention.form == MentionForm::Name).or(case.mentions().next());
    let meaning = first.and_then(|mention| mention.meanings.first());
    let surface = first.map(|mention| case.text(mention.tokens.clone())).unwrap_or_default();
    (resolved.rule, resolved.why) = match meaning
        .map(|meaning| (world.entity(meaning.entity).kind(), meaning.sense))
    {
        Some((EntityKind::Seat, _)) => {
            let why = first.map(|mention| grammar::stands_as(case.scene.document, mention.head));
            let why = why.unwrap_or_default();
            ("actor-metonym", format!("“{surface}” stands for the government of {}: {why}", country.name()))
        }
        Some((_, Sense::Adjective)) => {
            ("actor-adjective", format!("“{surface}” is the adjective of {}", country.name()))
        }
        Some(_) => ("actor-country", format!("“{surface}” is a name of {}", country.name())),
        None => {
            ("actor-nationality-and-role", format!("“{surface}” is the government of {}", country.name()))
        }
    };
}

/// Something that the world knows by name.
fn named(case: &Case<'_>, resolved: &mut Resolved, entity: Entity<'_>, sense: Sense, reading: Reading) {
    let world = case.scene.world;
    let own_country = if entity.kind() == EntityKind::Country { entity.code() } else { entity.of() };
    if world.country(own_country).is_some() {
        resolved.country = Some(own_country.to_string());
    }
    resolved.why = format!("{} of the world", entity.name());
    match (entity.kind(), sense) {
        (EntityKind::Seat, _) if reading == Reading::Place => {
            resolved.kind = ActorKind::Unknown;
            resolved.rule = "actor-place";
            let place =
                case.mentions().next().map(|mention| grammar::stands_as(case.scene.document, mention.head));
            resolved.why =
                format!("a town of {own_country}, not its government: {}", place.unwrap_or_default());
        }
        (_, Sense::People | Sense::Person) => {
            let ethnic = case.mentions().any(|mention| {
                mention.tokens.clone().any(|token| case.scene.forms[token].eq_ignore_ascii_case("ethnic"))
            });
            if ethnic {
                resolved.country = None;
            }
            resolved.kind = if sense == Sense::Person { ActorKind::Person } else { ActorKind::Population };
            resolved.sectors =
                case.mentions().find_map(role_sectors).unwrap_or_else(|| vec!["CVL".to_string()]);
            resolved.rule = "actor-people";
        }
        (EntityKind::Region, _) => {
            resolved.rule = "actor-region";
            resolved.name = entity.name().to_string();
            resolved.world = Some(entity.key());
        }
        _ => {
            if resolved.kind == ActorKind::Unknown {
                resolved.kind = match entity.kind() {
                    EntityKind::ArmedGroup => ActorKind::ArmedGroup,
                    _ => kind_of_body(
                        entity.sort(),
                        entity.sectors().next().unwrap_or(""),
                        world.country(entity.of()).is_some(),
                    ),
                };
            }
            resolved.name = entity.name().to_string();
            resolved.sectors = entity.sectors().map(str::to_string).collect();
            resolved.world = Some(entity.key());
            resolved.rule =
                if entity.kind() == EntityKind::Seat { "actor-metonym" } else { "actor-known-body" };
            let international = entity.kind() == EntityKind::Organisation && resolved.country.is_none();
            if international && !entity.code().is_empty() {
                resolved.organisation = Some(entity.code().to_string());
            }
        }
    }
}

fn role_sectors(mention: &EntityMention) -> Option<Vec<String>> {
    mention.role.as_ref().map(|role| role.sectors.clone()).filter(|sectors| !sectors.is_empty())
}

/// What only has a description, or a name that the world does not know.
fn described(case: &Case<'_>, resolved: &mut Resolved) {
    let world = case.scene.world;
    let share = case.draft.share.as_deref();
    match share {
        Some(code) if world.country(code).is_some() => resolved.country = Some(code.to_string()),
        Some(code) => resolved.organisation = Some(code.to_string()),
        None => resolved.country = case.mentions().find_map(|mention| mention.countries.first().cloned()),
    }
    if let Some(code) = share
        && let Some(whose) = world.by_code(code)
        && let Some(role) = case.mentions().find_map(|mention| mention.role.as_ref())
    {
        resolved.name = format!("{} of {}", case.text(role.tokens.clone()), whose.name());
    }
    if resolved.country.is_none() && resolved.organisation.is_none() {
        resolved.organisation = case.mentions().find_map(|mention| mention.organisations.first().cloned());
    }
    let of_group = case.mentions().find_map(|mention| group_sectors(case, mention));
    resolved.sectors = of_group.or_else(|| case.mentions().find_map(role_sectors)).unwrap_or_default();
    if resolved.sectors.is_empty() {
        let belongs = case.mentions().flat_map(|mention| mention.belongs.iter());
        let sectors = belongs.map(|&entity| world.entity(entity)).find_map(|entity| {
            let sectors: Vec<String> = entity.sectors().map(str::to_string).collect();
            (!sectors.is_empty()).then_some(sectors)
        });
        let has_role = case.mentions().any(|mention| mention.role.is_some());
        resolved.sectors = sectors.filter(|_| has_role).unwrap_or_default();
    }
    let role = case.mentions().find_map(|mention| mention.role.as_ref());
    let named = case.mentions().any(EntityMention::is_named);
    let whose = resolved.country.clone().or(resolved.organisation.clone());
    (resolved.rule, resolved.why) = match (role, whose) {
        (Some(role), Some(whose)) => ("actor-nationality-and-role", format!("{} of {whose}", role.name)),
        (Some(role), None) => ("actor-role", format!("a role noun: {}", role.name)),
        (None, Some(whose)) => ("actor-nationality", format!("the phrase names {whose}")),
        (None, None) if named => place_or_name(case, resolved),
        (None, None) => ("actor-unresolved", "no name, role or country".to_string()),
    };
}

/// A name that is no actor's in the world: a town of the gazetteer that something was done to, or unknown.
fn place_or_name(case: &Case<'_>, resolved: &mut Resolved) -> (&'static str, String) {
    let first = case.mentions().find(|mention| mention.is_named());
    if let Some(mention) = first
        && resolved.kind == ActorKind::Unknown
        && mention.role.is_none()
        && let Some((length, places)) =
            case.scene.world.longest_place(&case.scene.forms[..mention.name.end], mention.name.start)
        && length == mention.name.len()
        && let Some(place) = places.first()
    {
        resolved.country = Some(place.country().to_string()).filter(|code| !code.is_empty());
        return ("actor-place", format!("a place: {}", place.name()));
    }
    ("actor-name", "a name of which nothing is known".to_string())
}
