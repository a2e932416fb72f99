//! GDELT 2.0 events: 61 columns, one row a pair of actors. GDELT's files have no heading.

use super::{Role, dyads, first_day, is_kind, number_of, optional, place, translation};
use chancery_record::{Cell, Event, Place, PlaceKind, Quad, Record};
use jiff::civil::Date;

#[rustfmt::skip]
pub(super) const COLUMNS: &[&str] = &[
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    "Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor1KnownGroupCode", "Actor1EthnicCode",
    "Actor1Religion1Code", "Actor1Religion2Code", "Actor1Type1Code", "Actor1Type2Code", "Actor1Type3Code",
    "Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2KnownGroupCode", "Actor2EthnicCode",
    "Actor2Religion1Code", "Actor2Religion2Code", "Actor2Type1Code", "Actor2Type2Code", "Actor2Type3Code",
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    "Actor1Geo_Type", "Actor1Geo_Fullname", "Actor1Geo_CountryCode", "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code", "Actor1Geo_Lat", "Actor1Geo_Long", "Actor1Geo_FeatureID",
    "Actor2Geo_Type", "Actor2Geo_Fullname", "Actor2Geo_CountryCode", "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code", "Actor2Geo_Lat", "Actor2Geo_Long", "Actor2Geo_FeatureID",
    "ActionGeo_Type", "ActionGeo_Fullname", "ActionGeo_CountryCode", "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code", "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID",
    "DATEADDED", "SOURCEURL",
];

pub(super) fn rows(record: &Record, event: &Event) -> Vec<Vec<Cell>> {
    let Some((code, goldstein)) = translation::cameo(event) else { return Vec::new() };
    let pairs = dyads(record, event).into_iter();
    pairs.map(|(actor, recipient)| row(record, event, code, goldstein, actor, recipient)).collect()
}

fn row(
    record: &Record,
    event: &Event,
    code: &str,
    goldstein: f64,
    actor: Option<Role<'_>>,
    recipient: Option<Role<'_>>,
) -> Vec<Cell> {
    let article = &record.article;
    let id = |role: Option<Role<'_>>| role.map_or("", |role| role.actor.id.as_str()).to_owned();
    let number = number_of(&[&article.id, &event.id, &id(actor), &id(recipient)]);
    let mut cells = vec![Cell::Integer(number)];
    cells.extend(days(first_day(event)));
    cells.extend(actor_cells(actor));
    cells.extend(actor_cells(recipient));
    let n_mentions = i64::try_from(event.also.len()).unwrap_or(0) + 1;
    let quad = match event.quad {
        Quad::VerbalCooperation => 1,
        Quad::MaterialCooperation => 2,
        Quad::VerbalConflict => 3,
        Quad::MaterialConflict => 4,
    };
    cells.extend([
        Cell::Null,
        Cell::text(code),
        Cell::text(code.get(..3).unwrap_or(code)),
        Cell::text(code.get(..2).unwrap_or(code)),
        Cell::Integer(quad),
        Cell::Real(goldstein),
        Cell::Integer(n_mentions),
        Cell::Integer(1),
        Cell::Integer(1),
        Cell::Null,
    ]);
    // Where the actors are is not the same as where it happened, and chancery does not guess it.
    cells.extend(std::iter::repeat_n(Cell::Null, 16));
    cells.extend(geography(event, place(record, event)));
    cells.push(article.published.map_or(Cell::Null, |day| Cell::Integer(compact(day) * 1_000_000)));
    cells.push(Cell::text(article.url.as_deref().unwrap_or(&article.id)));
    cells
}

/// `20250304`.
fn compact(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// Day, month, year and GDELT's fraction of the year: (month × 30 + day) / 365.
fn days(day: Option<Date>) -> [Cell; 4] {
    let Some(day) = day else { return [Cell::Null, Cell::Null, Cell::Null, Cell::Null] };
    let (year, month, day_of_month) = (i64::from(day.year()), i64::from(day.month()), i64::from(day.day()));
    let fraction = ((month * 30 + day_of_month) * 10_000 / 365).min(9_999);
    [
        Cell::Integer(compact(day)),
        Cell::Integer(year * 100 + month),
        Cell::Integer(year),
        Cell::Text(format!("{year}.{fraction:04}")),
    ]
}

/// Code, name, country, five codes that chancery does not give, and three types.
fn actor_cells(role: Option<Role<'_>>) -> Vec<Cell> {
    let Some(Role { actor, .. }) = role else { return vec![Cell::Null; 10] };
    let is_international = actor.country.is_none() && actor.organisation.is_some();
    let mut types: Vec<&str> = if is_international { vec!["IGO"] } else { Vec::new() };
    types.extend(translation::sectors(actor).map(|sector| sector.cameo));
    types.dedup();
    types.truncate(3);
    let country = actor.country.as_deref().unwrap_or("");
    let code = format!("{country}{}", types.concat());
    let mut cells =
        vec![optional(Some(&code)), Cell::text(actor.name.to_uppercase()), optional(Some(country))];
    cells.extend(std::iter::repeat_n(Cell::Null, 4));
    cells.extend((0..3).map(|n| optional(types.get(n).copied())));
    cells
}

/// Type, name, country, two administrative codes, latitude, longitude and feature.
fn geography(event: &Event, place: Option<&Place>) -> [Cell; 8] {
    let Some(named) = &event.place else { return std::array::from_fn(|_| Cell::Null) };
    let code = named.country.as_deref().unwrap_or("");
    let country = translation::country(code);
    let is_country = is_kind(place, PlaceKind::Country);
    let kind = match (place.map(|place| place.kind), code) {
        (Some(PlaceKind::Country), _) => Some(1),
        (Some(PlaceKind::Region), "USA") => Some(2),
        (Some(PlaceKind::City), "USA") => Some(3),
        (Some(PlaceKind::City), _) => Some(4),
        (Some(PlaceKind::Region), _) => Some(5),
        _ => None,
    };
    let full_name = match country {
        Some(country) if !is_country => format!("{}, {}", named.name, country.name),
        _ => named.name.clone(),
    };
    [
        kind.map_or(Cell::Null, Cell::Integer),
        Cell::text(&full_name),
        optional(country.map(|country| country.fips)),
        Cell::Null,
        Cell::Null,
        Cell::real(place.and_then(|place| place.latitude)),
        Cell::real(place.and_then(|place| place.longitude)),
        optional(country.filter(|_| is_country).map(|country| country.fips)),
    ]
}
