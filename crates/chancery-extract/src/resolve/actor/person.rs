//! Persons: the title in the text first, then the dated facts of office.

use super::{Case, Resolved};
use crate::mention::entity::lexicon;
use crate::mention::entity::{EntityMention, RoleInText};
use chancery_record::ActorKind;
use chancery_world::{Entity, EntityKind, Holding, Standing};

/// A title that the text gives a person, with whose it is.
struct Title<'a> {
    role: &'a RoleInText,
    mention: &'a EntityMention,
}

pub(super) fn resolve(case: &Case<'_>) -> Resolved {
    let titles: Vec<Title<'_>> = case
        .mentions()
        .filter(|mention| mention.is_named() || !fits_anybody(case, mention))
        .filter_map(|mention| mention.role.as_ref().map(|role| Title { role, mention }))
        .collect();
    let best = best_title(&titles);
    let (known, rejected) = identity(case, &titles);
    let held = known.and_then(|person| office_of(case, person));
    let mut resolved = Resolved {
        name: case.fullest(),
        kind: ActorKind::Person,
        country: None,
        organisation: None,
        sectors: Vec::new(),
        office: None,
        world: known.map(|person| person.key()),
        rule: "actor-unresolved",
        why: String::new(),
    };
    let mut why = Vec::new();
    if let Some(title) = best {
        let role = title.role;
        resolved.country = whose_country(case, title.mention, &titles);
        // "the foreign minister of Freedonia, a member of the Council": the Council is Freedonia's.
        let of_best = title.mention.organisations.first().cloned();
        resolved.organisation = of_best.or_else(|| {
            let open = resolved.country.is_none();
            titles.iter().filter(|_| open).find_map(|title| title.mention.organisations.first().cloned())
        });
        if resolved.organisation.is_some() && title.mention.countries.is_empty() {
            resolved.country = None;
        }
        let elsewhere = role.elsewhere && resolved.country.is_none() && resolved.organisation.is_none();
        // Of two offices the one before the name: "State Councillor and Foreign Minister Jane Doe".
        let before_name = titles
            .iter()
            .find(|title| title.mention.is_named() && !title.role.former && title.role.single)
            .and_then(|title| title.role.office.clone())
            .filter(|_| role.single && !title.mention.is_named());
        resolved.office =
            if role.former || elsewhere { None } else { before_name.or_else(|| role.office.clone()) };
        resolved.sectors = sectors_of(case, title, resolved.country.is_some());
        resolved.rule = match (title.mention.is_named(), &resolved.country, &resolved.organisation) {
            (_, None, None) => "actor-role",
            (false, ..) if !case.mentions().any(EntityMention::is_named) => "actor-nationality-and-role",
            _ => "actor-title-in-text",
        };
        why.push(format!("“{}” says so", case.text(role.tokens.start..role.tokens.end)));
    }
    if let Some(person) = known {
        why.push(format!("{} of the dated facts", person.name()));
        if best.is_none() {
            resolved.rule = "actor-known-person";
        }
        if !case.mentions().any(EntityMention::is_named) {
            resolved.name = person.name().to_string();
            resolved.rule = "actor-office-holder";
        } else if !resolved.name.contains(' ') {
            resolved.name = person.name().to_string();
        }
    }
    if let Some((holding, standing)) = &held {
        why.push(format!(
            "{} of {} on the day{}",
            holding.office(),
            holding.of(),
            if *standing == Standing::Presumed { " as far as known" } else { "" }
        ));
        fill_from_office(case, &mut resolved, holding);
    } else if let Some(person) = known
        && resolved.country.is_none()
        && resolved.organisation.is_none()
    {
        // Out of office: the country stays, the office does not.
        if let Some(last) = person.holdings().last() {
            why.push(format!("once {} of {}", last.office(), last.of()));
            place_under(case, &mut resolved, last.of());
            let before =
                case.published.is_some_and(|day| last.interval().from.is_none_or(|from| from <= day));
            if resolved.sectors.is_empty() && before {
                resolved.sectors = vec!["ELI".to_string()];
            }
        }
    }
    let named = case.mentions().any(EntityMention::is_named);
    if let (Some(share), Some(title), None, false) = (&case.draft.share, best, known, named) {
        let whose = case.scene.world.by_code(share).map_or(share.as_str(), |entity| entity.name());
        resolved.name = format!("{} of {whose}", title.role.name);
    }
    if best.is_none() && known.is_none() {
        let named = case.mentions().any(EntityMention::is_named);
        resolved.rule = if named { "actor-name" } else { "actor-unresolved" };
        why.push(if named {
            "a name of which nothing is known".into()
        } else {
            "nobody named it could be".into()
        });
        let people: Vec<&EntityMention> =
            case.mentions().filter(|mention| !mention.countries.is_empty()).collect();
        if let Some(mention) = people.first() {
            resolved.country = mention.countries.first().cloned();
            resolved.rule = "actor-nationality-and-role";
        }
    }
    why.extend(rejected);
    resolved.why = why.join("; ");
    resolved
}

/// Whether a description says nothing of whom it takes up ("the woman").
fn fits_anybody(case: &Case<'_>, mention: &EntityMention) -> bool {
    let named = case.mentions().any(EntityMention::is_named);
    let generic = lexicon::generic(case.scene.document.lemma(mention.head));
    named && generic.is_some_and(|generic| generic.sorts.contains(&"any"))
}

/// The title that says most: an office held now with whose it is, before one without, before any role noun.
fn best_title<'t, 'a>(titles: &'t [Title<'a>]) -> Option<&'t Title<'a>> {
    let mut best: Option<(u8, &Title<'_>)> = None;
    for title in titles {
        let whose = !title.mention.countries.is_empty() || !title.mention.organisations.is_empty();
        let rank = u8::from(!title.role.former) * 4
            + u8::from(title.role.office.is_some()) * 3
            + u8::from(whose) * 2
            + u8::from(!title.role.sectors.is_empty());
        if best.is_none_or(|(known, _)| rank > known) {
            best = Some((rank, title));
        }
    }
    best.map(|(_, title)| title)
}

/// The country of the title, of the holder's own people, or of another title of the same person.
fn whose_country(case: &Case<'_>, mention: &EntityMention, titles: &[Title<'_>]) -> Option<String> {
    let own = case.draft.share.clone().or_else(|| mention.countries.first().cloned());
    let lasting = || titles.iter().filter(|title| !title.role.former);
    own.or_else(|| lasting().find_map(|title| title.mention.countries.first().cloned()))
        .filter(|code| case.scene.world.country(code).is_some())
}

/// Sectors of a title; those of whom it is a title of where it says none itself ("a Hamas spokesman").
fn sectors_of(case: &Case<'_>, title: &Title<'_>, of_country: bool) -> Vec<String> {
    if title.role.former && !title.role.coming {
        return vec!["ELI".to_string()];
    }
    let mut sectors = title.role.sectors.clone();
    // "director of the Doe Foundation": no government's director.
    if title.role.elsewhere
        && matches!(title.role.sort.as_str(), "chief" | "official" | "director" | "leader")
    {
        sectors.clear();
    }
    sectors = group_sectors(case, title.mention).unwrap_or(sectors);
    if sectors.is_empty() {
        for &entity in &title.mention.belongs {
            let entity = case.scene.world.entity(entity);
            sectors = entity.sectors().map(str::to_string).collect();
            if sectors.is_empty() && entity.kind() == EntityKind::Country && title.role.office.is_some() {
                sectors = vec!["GOV".to_string()];
            }
            if !sectors.is_empty() {
                break;
            }
        }
    }
    if sectors.is_empty() && of_country && title.role.sort == "leader" {
        sectors = vec!["GOV".to_string()];
    }
    sectors
}

/// "the commander of the Hill People's Front", "gunmen of the Front": of the group's sector, whatever the noun says.
pub(super) fn group_sectors(case: &Case<'_>, mention: &EntityMention) -> Option<Vec<String>> {
    let mut belongs = mention.belongs.iter().map(|&entity| case.scene.world.entity(entity));
    let group = belongs.find(|entity| entity.kind() == EntityKind::ArmedGroup)?;
    let sectors: Vec<String> = group.sectors().map(str::to_string).collect();
    (!sectors.is_empty()).then_some(sectors)
}

/// Who of the dated facts a person is, and why others are not: by full name, by surname and title, by title alone.
fn identity<'w>(case: &Case<'w>, titles: &[Title<'_>]) -> (Option<Entity<'w>>, Vec<String>) {
    let world = case.scene.world;
    let mut rejected = Vec::new();
    let mut candidates: Vec<Entity<'_>> = case
        .draft
        .entities
        .iter()
        .map(|&id| world.entity(id))
        .filter(|entity| entity.kind() == EntityKind::Person)
        .collect();
    let named = case.mentions().find(|mention| mention.is_named());
    let by_full_name = !candidates.is_empty();
    if !by_full_name && let Some(named) = named {
        let full = case.mentions().any(|mention| mention.name.len() > 1);
        if !full && !titles.is_empty() {
            let surname = case.text(named.name.clone());
            candidates = world.people_by_surname(&surname);
        }
        if candidates.is_empty() {
            return (None, rejected);
        }
    }
    if named.is_none() {
        let holder = holder(case, titles, &mut rejected);
        return (holder, rejected);
    }
    candidates.retain(|person| {
        let verdict = contradiction(case, *person, titles, by_full_name);
        if let Some(reason) = &verdict
            && rejected.len() < 3
        {
            rejected.push(format!("not {}: {reason}", person.name()));
        }
        verdict.is_none()
    });
    if candidates.len() > 1 {
        let in_office: Vec<Entity<'_>> =
            candidates.iter().copied().filter(|&person| office_of(case, person).is_some()).collect();
        if in_office.len() == 1 {
            candidates = in_office;
        }
    }
    match candidates.as_slice() {
        [only] => (Some(*only), rejected),
        [] => (None, rejected),
        several => {
            rejected.push(format!("{} persons of that name fit", several.len()));
            (None, rejected)
        }
    }
}

/// Why a person of the facts is not the one meant, if the title in the text says so.
fn contradiction(
    case: &Case<'_>,
    person: Entity<'_>,
    titles: &[Title<'_>],
    by_full_name: bool,
) -> Option<String> {
    for title in titles {
        let countries = &title.mention.countries;
        let here = |holding: &Holding<'_>| {
            countries.iter().chain(&title.mention.organisations).any(|code| code == holding.of())
        };
        let whose = !countries.is_empty();
        if whose && !person.holdings().any(|holding| here(&holding)) && title.role.office.is_some() {
            return Some(format!("the text says {}", countries.join(", ")));
        }
    }
    if by_full_name {
        return None;
    }
    // By surname alone: the office of the title must be held on the day.
    let office =
        titles.iter().filter(|title| !title.role.former).find_map(|title| title.role.office.as_deref());
    let Some(office) = office else { return Some("a surname alone is not enough".into()) };
    let whose: Vec<&String> = titles
        .iter()
        .flat_map(|title| title.mention.countries.iter().chain(&title.mention.organisations))
        .collect();
    let holds = person.holdings().any(|holding| {
        let standing = case.published.map_or(Standing::Presumed, |day| holding.interval().on(day));
        standing != Standing::Outside
            && holding.office() == office
            && (whose.is_empty() || whose.iter().any(|code| code.as_str() == holding.of()))
    });
    (!holds).then(|| format!("not {office} then"))
}

/// Who held the office on the day, where the text gives office and whose but no name.
fn holder<'w>(case: &Case<'w>, titles: &[Title<'_>], rejected: &mut Vec<String>) -> Option<Entity<'w>> {
    let day = case.published?;
    let share = case.draft.share.as_ref();
    titles.iter().filter(|title| !title.role.former && title.role.single).find_map(|title| {
        let first = case.scene.forms.get(title.mention.tokens.start).map(|form| form.to_lowercase());
        let nobody = matches!(
            first.as_deref(),
            Some("a" | "an" | "any" | "every" | "each" | "no" | "another" | "some" | "one" | "future")
        );
        if nobody {
            return None;
        }
        let office = title.role.office.as_deref()?;
        let of = share.or(title.mention.countries.first()).or(title.mention.organisations.first())?;
        match case.scene.world.holders(of, office, day).as_slice() {
            [(holding, Standing::Within), rest @ ..]
                if rest.iter().all(|(other, standing)| {
                    *standing != Standing::Within || other.person().id() == holding.person().id()
                }) =>
            {
                Some(holding.person())
            }
            others => {
                for (other, standing) in others.iter().take(3) {
                    rejected.push(match standing {
                        Standing::Presumed => {
                            format!(
                                "not {}: {office} for sure only until an earlier day",
                                other.person().name()
                            )
                        }
                        _ => {
                            format!("not {}: another held the office on that day too", other.person().name())
                        }
                    });
                }
                None
            }
        }
    })
}

/// The office that a person held on the day, the surest and latest.
fn office_of<'w>(case: &Case<'_>, person: Entity<'w>) -> Option<(Holding<'w>, Standing)> {
    let day = case.published?;
    person
        .holdings()
        .map(|holding| (holding, holding.interval().on(day)))
        .filter(|(_, standing)| *standing != Standing::Outside)
        .max_by_key(|(holding, standing)| (*standing, holding.interval().from))
}

/// Fills what the text left open from an office of the facts.
fn fill_from_office(case: &Case<'_>, resolved: &mut Resolved, holding: &Holding<'_>) {
    if resolved.country.is_none() && resolved.organisation.is_none() {
        place_under(case, resolved, holding.of());
    }
    let same = resolved.country.as_deref() == Some(holding.of())
        || resolved.organisation.as_deref() == Some(holding.of());
    if resolved.office.is_none() && same && !resolved.sectors.iter().any(|sector| sector == "ELI") {
        resolved.office = Some(holding.office().to_string());
    }
    if resolved.sectors.is_empty() && same {
        resolved.sectors = match case.scene.world.role(holding.office()) {
            Some(role) => role.sectors().map(str::to_string).collect(),
            None => vec!["GOV".to_string()],
        };
    }
}

/// Puts a person under a country or organisation.
fn place_under(case: &Case<'_>, resolved: &mut Resolved, code: &str) {
    if case.scene.world.country(code).is_some() {
        resolved.country = Some(code.to_string());
    } else if let Some(organisation) = case.scene.world.by_code(code) {
        match case.scene.world.country(organisation.of()) {
            Some(country) => resolved.country = Some(country.code().to_string()),
            None => resolved.organisation = Some(code.to_string()),
        }
    }
}
