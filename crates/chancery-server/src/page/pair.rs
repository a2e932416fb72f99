//! Two side by side: what they say to each other beside what they do, as a mirrored picture with the table beneath it.

use super::{Asked, JSON_AND_CSV, Page};
use crate::address::Address;
use crate::answer::{Answer, Form, csv, objects};
use crate::choice::{ACTOR, Choice, RECIPIENT, SINCE, SOURCE, TEXT, TYPE, Takes, UNTIL, filter};
use crate::entry::{Entry, entries};
use crate::piece::{nothing, number, options};
use crate::problem::Problem;
use chancery_ledger::{Counting, Direction, Ledger, LedgerEntry, Terms, ledger, open_entries, svg_part};
use chancery_record::{Quad, long_day};
use chancery_store::{EventRow, Filter, Period};
use maud::{Markup, PreEscaped, html};

pub(crate) static PAIRS: Page = Page {
    path: "/pairs",
    name: "Pairs",
    about: "Which two: leads to what they say to each other beside what they do.",
    choices: &[&ACTOR, &RECIPIENT],
    twins: &[],
    posted: false,
    answer: ask,
};

pub(crate) static PAIR: Page = Page {
    path: "/pairs/{a}/{b}",
    name: "",
    about: "What two say to each other beside what they do, by stretches of time; b is `all` for everybody.",
    choices: &[&BY, &COUNT, &CLAIMS, &SINCE, &UNTIL, &TYPE, &SOURCE, &TEXT],
    twins: JSON_AND_CSV,
    posted: false,
    answer: pair,
};

static BY: Choice = Choice {
    name: "by",
    label: "By (else week)",
    about: "The stretch of time that is counted by.",
    takes: Takes::OneOf(|| vec!["week", "day", "month", "year"]),
    many: false,
};

static COUNT: Choice = Choice {
    name: "count",
    label: "Counts once (else story)",
    about: "A story with all its copies, every mention, or a deed whatever stories tell it.",
    takes: Takes::OneOf(|| vec!["story", "mention", "incident"]),
    many: false,
};

static CLAIMS: Choice = Choice {
    name: "claims",
    label: "Claims counted",
    about: "Count also what is only known from what somebody said, which is otherwise told apart.",
    takes: Takes::OneOf(|| vec!["yes", "no"]),
    many: false,
};

/// So many open entries, and so many rows, stand on the page; the twins have all.
const MOST_OPEN: usize = 20;
const MOST_ROWS: usize = 120;
/// Anybody.
const ALL: &str = "all";

fn ask(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let wanted = filter(&asked.query, asked.desk.options.basis.world)?;
    let named = |who: &[String]| who.iter().find(|who| !who.is_empty()).cloned();
    if let Some(a) = named(&wanted.actors) {
        let b = named(&wanted.recipients).unwrap_or_else(|| ALL.to_owned());
        return Ok(Answer::See(Address::of(PAIR.path, &[&a, &b]).to_string()));
    }
    Ok(Answer::Page(
        "Two side by side".to_owned(),
        html! {
            h1 { "Two side by side" }
            p { "What two say to each other beside what they do. Without the second: the first toward everybody, and \
                 everybody toward it." }
            (options(asked, &["actor", "recipient"]))
        },
    ))
}

fn pair(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let world = asked.desk.options.basis.world;
    let code = |who: &str| world.country_named(who).map_or(who, |country| country.code()).to_owned();
    let (a, b) = (code(asked.part(0)), code(asked.part(1)));
    let b = Some(b).filter(|b| b != ALL);
    let terms = terms(asked)?;
    let found = ledger(asked.archive, &a, b.as_deref(), &terms)?;
    let rows = found.entries();
    match asked.form {
        Form::Csv => return Ok(csv(&rows)),
        Form::Json => return Ok(Answer::Json(serde_json::json!({"rows": objects(&rows), "next": null}))),
        Form::Html | Form::Atom => {}
    }
    let open = open_entries(asked.archive, &a, b.as_deref(), &terms)?;
    let title = format!("{a} and {}", b.as_deref().unwrap_or("everybody"));
    let shown = &rows[rows.len().saturating_sub(MOST_ROWS)..];
    let body = html! {
        h1 { bdi { (title) } ": words beside deeds" }
        (options(asked, &["by", "count", "claims", "since", "until"]))
        p.facts {
            "Who reports what of the other, and who denies it: "
            a href=(between(super::claims::CLAIMS.path, &a, b.as_deref())) { "the claims" }
        }
        @if found.periods.is_empty() { (nothing(true)) } @else {
            figure.chart tabindex="0" {
                (PreEscaped(svg_part(&found, &format!("{title}, what is for above and what is against below"))))
            }
            div.columns { @for direction in &found.directions { (summary(&found, direction, terms.by)) } }
            section {
                h2 { "The table" @if shown.len() < rows.len() { small { "the latest " (number(shown.len())) " of " (number(rows.len())) } } }
                (table(shown, &terms.filter))
            }
        }
        @if !open.is_empty() {
            section {
                h2 { "Threats, promises and demands" }
                p.meta { "Below each what followed between the two within 60 days: later, not therefore." }
                @for one in open.iter().rev().take(MOST_OPEN) {
                    (entries(std::slice::from_ref(&one.entry)))
                    (after("followed by", &one.followed_by))
                    (after("denied", &one.denied))
                }
            }
        }
    };
    Ok(Answer::Page(title.clone(), body))
}

fn terms(asked: &Asked<'_>) -> Result<Terms, Problem> {
    let query = &asked.query;
    let is =
        |name: &str, value: &str| query.first(name).is_some_and(|given| given.eq_ignore_ascii_case(value));
    let wanted = filter(query, asked.desk.options.basis.world)?;
    Ok(Terms {
        filter: Filter { actors: Vec::new(), recipients: Vec::new(), ..wanted },
        by: match () {
            () if is("by", "day") => Period::Day,
            () if is("by", "month") => Period::Month,
            () if is("by", "year") => Period::Year,
            () => Period::Week,
        },
        counting: match () {
            () if is("count", "mention") => Counting::Mention,
            () if is("count", "incident") => Counting::Incident,
            () => Counting::Story,
        },
        claims: is("claims", "yes"),
    })
}

fn summary(ledger: &Ledger, direction: &Direction, by: Period) -> Markup {
    let period = match by {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Year => "year",
    };
    let gaps: Vec<f64> = direction.gap.iter().flatten().copied().collect();
    let name = |who: &Option<String>| who.clone().unwrap_or_else(|| "everybody".to_owned());
    html! {
        section {
            h2 { bdi { (name(&direction.from)) } " → " bdi { (name(&direction.to)) } }
            table {
                thead { tr { th { "What" } th.n { "Number" } th.n { "Claimed" } th.n { "Intensity" } } }
                tbody { @for series in &direction.series { tr {
                    th scope="row" { (words(series.quad)) }
                    td.n { (number(series.cells.iter().map(|cell| cell.count).sum())) }
                    td.n { (number(series.cells.iter().map(|cell| cell.claimed).sum())) }
                    td.n { (format!("{:.1}", series.cells.iter().map(|cell| cell.intensity).sum::<f64>())) }
                } } }
            }
            @for series in &direction.series { @for change in &series.changes { p {
                (words(series.quad)) @if change.after > change.before { " rose" } @else { " fell" }
                (format!(" from {:.1} to {:.1} a {period}", change.before, change.after))
                @if let Some(days) = ledger.periods.get(change.at) { ", from " (long_day(days.from)) }
            } } }
            @if !gaps.is_empty() {
                p { "Gap " (format!("{:+.1}", gaps.iter().sum::<f64>() / gaps.len() as f64)) ": how much friendlier words were than \
                     deeds, from −2 to 2 (" (number(gaps.len())) " " (period) @if gaps.len() != 1 { "s" } " with both)." }
            }
        }
    }
}

fn words(quad: Quad) -> &'static str {
    match quad {
        Quad::VerbalCooperation => "words for",
        Quad::MaterialCooperation => "deeds for",
        Quad::VerbalConflict => "words against",
        Quad::MaterialConflict => "deeds against",
    }
}

/// What one does to the other, on another page.
fn between(path: &str, a: &str, b: Option<&str>) -> Address {
    let list = Address::of(path, &[]).with("actor", a);
    b.map_or(list.clone(), |b| list.with("recipient", b))
}

/// The cells, the latest first; each number leads to its records.
fn table(rows: &[LedgerEntry<'_>], filter: &Filter) -> Markup {
    let records = |row: &LedgerEntry<'_>| {
        let mut list = Address::events();
        if let Some(from) = row.from {
            list = list.with("actor", from);
        }
        if let Some(to) = row.to {
            list = list.with("recipient", to);
        }
        for one in &filter.types {
            list = list.with("type", one);
        }
        list.with("quad", row.quad)
            .with("status", "occurred")
            .with("status", "ongoing")
            .with("since", row.days.from)
            .with("until", row.days.to)
            .with("sort", "oldest")
    };
    html! {
        div.wide { table {
            thead { tr { th { "From" } th { "Who" } th { "What" } th.n { "Number" } th.n { "Claimed" } th.n { "Intensity" } th { "Records" } } }
            tbody { @for row in rows.iter().rev() { tr {
                td { time datetime=(row.days.from) { (long_day(row.days.from)) } }
                td { bdi { (row.from.unwrap_or("everybody")) } " → " bdi { (row.to.unwrap_or("everybody")) } }
                td { (words(row.quad)) @if row.changes { " " b title="the level changes here" { "!" } } }
                td.n { (number(row.cell.count)) }
                td.n { (number(row.cell.claimed)) }
                td.n { (format!("{:.1}", row.cell.intensity)) }
                td { a href=(records(row)) { "show" } }
            } } }
        } }
    }
}

fn after(lead: &str, events: &[EventRow]) -> Markup {
    html! {
        @if !events.is_empty() {
            div.after { p.meta { (lead) @if events.len() > 5 { " (the first 5 of " (number(events.len())) ")" } }
                ol.entries { @for event in events.iter().take(5) { (event.item()) } } }
        }
    }
}
