//! The map: deeds only, drawn as precisely as they are told. A country is shaded, never pinned; a town is a dot.

use super::{Asked, JSON_AND_CSV, Page};
use crate::address::Address;
use crate::answer::{Answer, Form, csv_of};
use crate::choice::{
    ACTOR, ORIGINALS, RECIPIENT, REPORTED, SINCE, SOURCE, STATUS, TEXT, TYPE, UNTIL, VIEW, filter,
};
use crate::outline::{ALL, Bounds};
use crate::piece::{counted, cut, number, options};
use crate::problem::Problem;
use chancery_record::{Cell, PlaceKind, Quad};
use chancery_store::{MOST_PLACED, PlaceShare};
use maud::{Markup, html};
use std::collections::BTreeMap;

pub(crate) static MAP: Page = Page {
    path: "/map",
    name: "Map",
    about: "Where deeds (material cooperation and conflict) were done, as precisely as it is told.",
    choices: &[
        &ACTOR, &RECIPIENT, &TYPE, &TEXT, &SINCE, &UNTIL, &STATUS, &SOURCE, &REPORTED, &ORIGINALS, &VIEW,
    ],
    twins: JSON_AND_CSV,
    posted: false,
    answer: map,
};

/// Only so much of the world is wide enough to know where one is (tenths of a degree).
const NARROWEST: f64 = 90.0;
/// So many places have their names on the map.
const NAMED: usize = 10;
/// The size of letters, in thousandths of the map's width.
const LETTER: f64 = 13.0;
/// The map is so much wider than high.
const SHAPE: f64 = 2.1;

fn map(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let mut filter = filter(&asked.query, asked.desk.options.basis.world)?;
    filter.quads = vec![Quad::MaterialCooperation, Quad::MaterialConflict];
    let places = asked.archive.places_of_events(&filter)?;
    Ok(match asked.form {
        Form::Json => {
            Answer::Json(serde_json::json!({"places": places.iter().map(json).collect::<Vec<_>>()}))
        }
        Form::Csv => {
            csv_of(&["place", "country", "kind", "latitude", "longitude", "events"], places.iter().map(row))
        }
        Form::Html | Form::Atom => page(asked, &places),
    })
}

/// What is drawn of a place.
enum Drawn {
    /// A country's outline.
    Shade(&'static str),
    /// A dot (a town) or a ring (something wide, at its middle), at x and y.
    Mark(f64, f64, bool),
}

fn drawn(place: &PlaceShare) -> Option<Drawn> {
    if place.kind == Some(PlaceKind::Country) {
        let code = place.country.as_deref()?;
        return ALL.iter().find(|outline| outline.code == code).map(|outline| Drawn::Shade(outline.code));
    }
    let (latitude, longitude) = place.at?;
    let is_town = place.kind == Some(PlaceKind::City);
    Some(Drawn::Mark(longitude * 10.0, -latitude * 10.0, is_town))
}

fn page(asked: &Asked<'_>, places: &[PlaceShare]) -> Answer {
    let events = |place: &PlaceShare| {
        let query = asked.query.clone().without("view");
        let list = Address::events()
            .query(query)
            .with("quad", Quad::MaterialCooperation)
            .with("quad", Quad::MaterialConflict);
        list.with("place", place.name.as_deref().unwrap_or("none"))
    };
    let (on, off): (Vec<&PlaceShare>, Vec<&PlaceShare>) =
        places.iter().partition(|place| drawn(place).is_some());
    let is_world = asked.query.first("view") == Some("world");
    let n_off: usize = off.iter().map(|place| place.n).sum();
    let body = html! {
        h1 { "Where deeds were done" }
        (options(asked, &["actor", "recipient", "type", "since", "until"]))
        @if places.iter().map(|place| place.n).sum::<usize>() >= MOST_PLACED {
            p.remark { "Only the newest " (number(MOST_PLACED)) " deeds are drawn; choose days or parties to see others." }
        }
        figure.map {
            (svg(&on, if is_world { Bounds::WORLD } else { view(&on) }, &events))
            figcaption {
                "A dot is a town, a ring something wide at its middle; a country is shaded where no more than the country is told. "
                @if is_world { a href=(asked.bare().query(asked.query.clone().without("view"))) { "Only where something happened" } }
                @else { a href=(asked.here().with("view", "world")) { "The whole world" } }
                " · Outlines: Natural Earth"
            }
        }
        (table("On the map", &on, &events))
        @if !off.is_empty() {
            (table(&format!("{} without a place on the map", counted(n_off, "event")), &off, &events))
        }
    };
    Answer::Page("Where deeds were done".to_owned(), body)
}

fn svg(on: &[&PlaceShare], view: Bounds, events: &impl Fn(&PlaceShare) -> Address) -> Markup {
    let most = on.iter().map(|place| place.n).max().unwrap_or(1);
    let mut shades: BTreeMap<&str, &PlaceShare> = BTreeMap::new();
    let mut marks = Vec::new();
    for place in on {
        match drawn(place) {
            Some(Drawn::Shade(code)) => {
                shades.entry(code).or_insert(place);
            }
            Some(Drawn::Mark(x, y, is_town)) => marks.push((place, x, y, is_town)),
            None => {}
        }
    }
    let (width, height) = (view.right - view.left, view.bottom - view.top);
    let unit = width / 1000.0;
    html! {
        svg viewBox={ (view.left) " " (view.top) " " (width) " " (height) } role="group" aria-label="Map of the places that the table below lists" {
            g.land {
                @for outline in ALL.iter().filter(|outline| outline.bounds.meets(view)) {
                    @match shades.get(outline.code) {
                        Some(place) => a href=(events(place)) {
                            path class={ "shade s" (step(place.n, most)) } d=(outline.path) { title { (label(place)) } }
                        },
                        None => path d=(outline.path) {},
                    }
                }
            }
            g.marks {
                // The largest first, so that smaller ones lie above.
                @for (place, x, y, is_town) in &marks {
                    a href=(events(place)) {
                        circle class=(if *is_town { "town" } else { "wide" }) cx=(x) cy=(y) r=(round(radius(place.n, most) * unit)) {
                            title { (label(place)) }
                        }
                    }
                }
                @for (name, x, y) in names(&marks, most, unit) {
                    text x=(round(x)) y=(round(y)) font-size=(round(LETTER * unit)) aria-hidden="true" { (name) }
                }
            }
        }
    }
}

/// The names of the largest marks with where they stand, as far as they do not cover each other. `unit` is a thousandth
/// of the map's width.
fn names(marks: &[(&&PlaceShare, f64, f64, bool)], most: usize, unit: f64) -> Vec<(String, f64, f64)> {
    let mut names: Vec<(String, f64, f64)> = Vec::new();
    let width = |name: &str| name.chars().count() as f64 * LETTER * 0.6 * unit;
    for (place, x, y, _) in marks {
        let name = cut(place.name.as_deref().unwrap_or_default(), 30);
        let (x, y) = (x + (radius(place.n, most) + 4.0) * unit, y + 4.0 * unit);
        let covers = |(other, at, below): &(String, f64, f64)| {
            (below - y).abs() < LETTER * unit && *at < x + width(&name) && x < at + width(other)
        };
        let hides = |(other, at, below, _): &(&&PlaceShare, f64, f64, bool)| {
            let reach = radius(other.n, most) * unit;
            (below - y + 4.0 * unit).abs() < reach + LETTER * unit / 2.0
                && *at + reach > x
                && *at - reach < x + width(&name)
        };
        if names.len() < NAMED && !names.iter().any(covers) && !marks.iter().any(hides) {
            names.push((name, x, y));
        }
    }
    names
}

/// What part of the world holds everything that is drawn.
fn view(on: &[&PlaceShare]) -> Bounds {
    let bounds = |place: &&PlaceShare| match drawn(place)? {
        Drawn::Shade(code) => ALL.iter().find(|outline| outline.code == code).map(|outline| outline.bounds),
        Drawn::Mark(x, y, _) => Some(Bounds::point(x, y)),
    };
    let Some(all) = on.iter().filter_map(bounds).reduce(Bounds::with) else { return Bounds::WORLD };
    let (x, y) = ((all.left + all.right) / 2.0, (all.top + all.bottom) / 2.0);
    let width = ((all.right - all.left) * 1.3).max((all.bottom - all.top) * 1.3 * SHAPE).max(NARROWEST);
    if width > (Bounds::WORLD.right - Bounds::WORLD.left) * 0.8 {
        return Bounds::WORLD;
    }
    let height = width / SHAPE;
    let (left, top) = (round(x - width / 2.0), round(y - height / 2.0));
    Bounds { left, top, right: left + round(width), bottom: top + round(height) }
}

/// As the root of the number: twice the area for twice as many.
fn radius(n: usize, most: usize) -> f64 {
    5.0 + 13.0 * (n as f64 / most.max(1) as f64).sqrt()
}

/// One of four shades.
fn step(n: usize, most: usize) -> usize {
    (n * 4).div_ceil(most.max(1)).clamp(1, 4)
}

fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

fn label(place: &PlaceShare) -> String {
    format!("{}: {}", place.name.as_deref().unwrap_or("no place"), counted(place.n, "event"))
}

fn table(title: &str, places: &[&PlaceShare], events: &impl Fn(&PlaceShare) -> Address) -> Markup {
    html! {
        section {
            h2 { (title) }
            @if places.is_empty() { (crate::piece::nothing(true)) }
            @else {
                div.wide { table {
                    thead { tr { th { "Place" } th { "Country" } th { "Kind" } th.n { "Events" } } }
                    tbody { @for place in places { tr {
                        td { @match &place.name {
                            Some(name) => bdi { (cut(name, 80)) },
                            None => span.nobody { "no place told" },
                        } }
                        td { (place.country.as_deref().unwrap_or_default()) }
                        td { @if let Some(kind) = place.kind { (kind) } }
                        td.n { a href=(events(place)) { (number(place.n)) } }
                    } } }
                } }
            }
        }
    }
}

fn json(place: &PlaceShare) -> serde_json::Value {
    let (latitude, longitude) = place.at.unzip();
    serde_json::json!({
        "place": place.name, "country": place.country, "kind": place.kind.map(PlaceKind::label),
        "latitude": latitude, "longitude": longitude, "events": place.n,
    })
}

fn row(place: &PlaceShare) -> Vec<Cell> {
    let (latitude, longitude) = place.at.unzip();
    vec![
        Cell::optional(place.name.as_deref()),
        Cell::optional(place.country.as_deref()),
        Cell::optional(place.kind.map(PlaceKind::label)),
        Cell::real(latitude),
        Cell::real(longitude),
        Cell::count(place.n),
    ]
}
