//! ACLED: 31 columns, one row an event. Violence, protest and moves that prepare them; words are no events there.

use super::{first_day, number_of, optional, place, translation};
use chancery_record::{Actor, ActorKind, Cell, Event, Participant, PlaceKind, Record};

#[rustfmt::skip]
pub(super) const COLUMNS: &[&str] = &[
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction",
    "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location",
    "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
];

pub(super) fn row(record: &Record, event: &Event) -> Option<Vec<Cell>> {
    let actors = members(record, &event.actors);
    let recipients = members(record, &event.recipients);
    let is_against_civilians = recipients.iter().any(|actor| translation::is_civilian(actor));
    let [disorder, event_type, sub_event_type] = translation::acled(event, is_against_civilians)?;
    let article = &record.article;
    let day = first_day(event);
    let [actor_1, associates_1, inter_1] = side(&actors, event_type);
    let [actor_2, associates_2, inter_2] = side(&recipients, event_type);
    let interaction = match (&inter_1, &inter_2) {
        (Cell::Text(one), Cell::Text(other)) => Cell::text(format!("{one}-{other}")),
        (Cell::Text(one), _) => Cell::text(format!("{one} only")),
        _ => Cell::Null,
    };
    let named = event.place.as_ref();
    let place = place(record, event);
    let country_code = named.and_then(|place| place.country.as_deref());
    let country = country_code.and_then(translation::country);
    let is_targeting = is_against_civilians && disorder == "Political violence";
    let number = number_of(&[&article.id, &event.id]);
    Some(vec![
        Cell::text(format!("{}{number}", country_code.unwrap_or("XXX"))),
        Cell::day(day),
        day.map_or(Cell::Null, |day| Cell::Integer(day.year().into())),
        time_precision(event),
        Cell::text(disorder),
        Cell::text(event_type),
        Cell::text(sub_event_type),
        actor_1,
        associates_1,
        inter_1,
        actor_2,
        associates_2,
        inter_2,
        interaction,
        if is_targeting { Cell::text("Civilian targeting") } else { Cell::Null },
        country.and_then(|country| country.numeric).map_or(Cell::Null, Cell::Integer),
        optional(country.map(|country| country.region)),
        optional(country.map(|country| country.name)),
        Cell::Null,
        Cell::Null,
        Cell::Null,
        optional(named.map(|place| place.name.as_str())),
        Cell::real(place.and_then(|place| place.latitude)),
        Cell::real(place.and_then(|place| place.longitude)),
        geo_precision(place.map(|place| place.kind)),
        optional(article.source.as_deref()),
        Cell::Null,
        Cell::text(&event.evidence.text),
        event.size.killed.map_or(Cell::Null, |killed| Cell::Integer(killed.into())),
        Cell::Null,
        Cell::Null,
    ])
}

fn members<'a>(record: &'a Record, members: &[Participant]) -> Vec<&'a Actor> {
    members.iter().filter_map(|member| record.actor(&member.id)).collect()
}

/// The first of a side, the others, and what kind of actor the first is.
fn side(actors: &[&Actor], event_type: &str) -> [Cell; 3] {
    let Some((first, others)) = actors.split_first() else { return [Cell::Null, Cell::Null, Cell::Null] };
    let others: Vec<&str> = others.iter().map(|actor| actor.name.as_str()).collect();
    [Cell::text(&first.name), optional(Some(&others.join("; "))), optional(inter(first, event_type))]
}

fn inter(actor: &Actor, event_type: &str) -> Option<&'static str> {
    let by_sector = translation::sectors(actor).next().map(|sector| sector.inter);
    let is_crowd =
        matches!(by_sector, Some("Civilians" | "Protesters")) || actor.kind == ActorKind::Population;
    match event_type {
        "Protests" if is_crowd => return Some("Protesters"),
        "Riots" if is_crowd => return Some("Rioters"),
        _ => {}
    }
    by_sector.or(match actor.kind {
        ActorKind::Government => Some("State forces"),
        ActorKind::ArmedGroup => Some("Rebel group"),
        ActorKind::Population | ActorKind::Media => Some("Civilians"),
        ActorKind::Organisation if actor.country.is_none() => Some("External/Other forces"),
        ActorKind::Person | ActorKind::Organisation | ActorKind::Unknown => None,
    })
}

/// 1: the day is known; 2: the week; 3: the month or less.
fn time_precision(event: &Event) -> Cell {
    let Some(days) = event.date else { return Cell::Null };
    let n_days = days.from.until(days.to).map_or(i32::MAX, |span| span.get_days());
    Cell::Integer(match n_days {
        0 => 1,
        1..=6 => 2,
        _ => 3,
    })
}

/// 1: the town is known; 2: the region; 3: no more than the country.
fn geo_precision(kind: Option<PlaceKind>) -> Cell {
    match kind {
        Some(PlaceKind::City) => Cell::Integer(1),
        Some(PlaceKind::Country | PlaceKind::Area) => Cell::Integer(3),
        Some(_) => Cell::Integer(2),
        None => Cell::Null,
    }
}
