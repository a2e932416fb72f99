//! POLECAT: 40 columns, one row a pair of actors.

use super::{Role, dyads, first_day, is_kind, joined, optional, place};
use chancery_record::{ActorKind, Cell, Event, PlaceKind, Quad, Record};

#[rustfmt::skip]
pub(super) const COLUMNS: &[&str] = &[
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date",
    "Story People", "Story Organizations", "Story Locations", "Language", "Version",
];

pub(super) fn rows(record: &Record, event: &Event) -> Vec<Vec<Cell>> {
    let pairs = dyads(record, event).into_iter().enumerate();
    pairs.map(|(n, (actor, recipient))| row(record, event, n + 1, actor, recipient)).collect()
}

fn row(
    record: &Record,
    event: &Event,
    n: usize,
    actor: Option<Role<'_>>,
    recipient: Option<Role<'_>>,
) -> Vec<Cell> {
    let article = &record.article;
    let quad = match event.quad {
        Quad::VerbalCooperation => "VERBAL COOPERATION",
        Quad::MaterialCooperation => "MATERIAL COOPERATION",
        Quad::VerbalConflict => "VERBAL CONFLICT",
        Quad::MaterialConflict => "MATERIAL CONFLICT",
    };
    let mut cells = vec![
        Cell::text(format!("{}:{}:{n}", article.id, event.id)),
        Cell::day(first_day(event)),
        Cell::text(event.event_type.label()),
        optional(event.mode.as_deref()),
        Cell::Real(event.intensity),
        Cell::text(quad),
        joined(event.contexts.iter().map(String::as_str), ";"),
    ];
    cells.extend(actor_cells(actor));
    cells.extend(actor_cells(recipient));

    let named = event.place.as_ref();
    let place = place(record, event);
    let name = |kind| optional(named.filter(|_| is_kind(place, kind)).map(|place| place.name.as_str()));
    let stories = |kinds: &[ActorKind]| {
        let names = record.actors.iter().filter(|actor| kinds.contains(&actor.kind));
        joined(names.map(|actor| actor.name.as_str()), ";")
    };
    let mut locations: Vec<&str> = record.places.iter().map(|place| place.name.as_str()).collect();
    locations.sort_unstable();
    locations.dedup();
    cells.extend([
        optional(named.map(|place| place.name.as_str())),
        name(PlaceKind::City),
        Cell::Null,
        name(PlaceKind::Region),
        optional(named.and_then(|place| place.country.as_deref())),
        Cell::real(place.and_then(|place| place.latitude)),
        Cell::real(place.and_then(|place| place.longitude)),
        named.and_then(|place| place.geonames).map_or(Cell::Null, |number| Cell::Integer(number.into())),
        optional(place.map(|place| place.citation.text.as_str())),
        optional(place.map(|place| place.kind.label())),
        optional(article.source.as_deref()),
        Cell::day(article.published),
        stories(&[ActorKind::Person]),
        stories(&[ActorKind::Organisation, ActorKind::ArmedGroup, ActorKind::Media]),
        joined(locations, ";"),
        optional(article.language.as_deref()),
        Cell::text(format!("chancery {}", record.reader.version)),
    ]);
    cells
}

/// Name, country, COW number, sectors, title, name as written and Wikipedia page.
fn actor_cells(role: Option<Role<'_>>) -> [Cell; 8] {
    let Some(Role { actor, mention }) = role else { return std::array::from_fn(|_| Cell::Null) };
    [
        Cell::text(&actor.name),
        optional(actor.country.as_deref().or(actor.organisation.as_deref())),
        Cell::Null,
        optional(actor.sectors.first().map(String::as_str)),
        joined(actor.sectors.iter().map(String::as_str), ";"),
        optional(actor.office.as_deref()),
        Cell::text(&mention.mention.text),
        Cell::Null,
    ]
}
