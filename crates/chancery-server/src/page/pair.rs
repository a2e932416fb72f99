//! Two side by side: what they say to each other beside what they do, as a mirrored picture with the table beneath it.

use super::{Asked, JSON_AND_CSV, Page};
use crate::address::Address;
use crate::answer::{Answer, Form, csv, objects};
use crate::choice::{
    ACTOR, Choice, RECIPIENT, SINCE, SOURCE, TEXT, TYPE, Takes, UNTIL, choice, day, filter, flag,
};
use crate::digest::digest;
use crate::entry::{Entry, entries};
use crate::piece::{nothing, number, options};
use crate::problem::Problem;
use chancery_ledger::{
    Brush, Counting, Direction, Ledger, LedgerEntry, Names, Terms, Who, between as events_between, ledger,
    open_entries, svg_part,
};
use chancery_record::{Days, Quad, long_day};
use chancery_store::{EventRow, Filter, Period};
use jiff::civil::Date;
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
    choices: &[&BY, &COUNT, &CLAIMS, &SINCE, &UNTIL, &FROM, &TO, &TYPE, &SOURCE, &TEXT],
    twins: JSON_AND_CSV,
    posted: false,
    answer: pair,
};

static BY: Choice = Choice {
    usual: "week",
    ..choice(
        "by",
        "By",
        Takes::OneOf(|| vec!["day", "week", "month", "year"]),
        "The stretch of time that is counted by.",
    )
};

static COUNT: Choice = Choice {
    usual: "story",
    ..choice(
        "count",
        "Counts once",
        Takes::OneOf(|| vec!["story", "mention", "incident"]),
        "A story with all its copies, every mention, or a deed whatever stories tell it.",
    )
};

static CLAIMS: Choice = choice(
    "claims",
    "Claims counted",
    Takes::Flag,
    "Count also what is only known from what somebody said, which is otherwise told apart.",
);

static FROM: Choice =
    choice("from", "Table from", Takes::Day, "Only the table beneath the picture: from this day on.");
static TO: Choice =
    choice("to", "Table to", Takes::Day, "Only the table beneath the picture: up to this day.");

/// So many open entries, and so many rows, stand on the page; the twins have all.
const MOST_OPEN: usize = 20;
const MOST_ROWS: usize = 120;
/// So many events of each direction are counted for the page, the newest; the twins count all.
const MOST_COUNTED: usize = 10_000;
/// So many where it is told which are the same deed: every one is looked at whole.
const MOST_COMPARED: usize = 2_000;
/// So many periods fit into the picture.
const MOST_PERIODS: usize = 260;
/// Anybody.
const ALL: &str = "all";

fn ask(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let wanted = filter(&asked.query, asked.desk.options.basis.world)?;
    let named = |who: &[String]| who.iter().find(|who| !who.is_empty()).cloned();
    if let Some(a) = named(&wanted.actors) {
        let b = named(&wanted.recipients).unwrap_or_else(|| ALL.to_owned());
        return Ok(Answer::See(Address::of(PAIR.path, &[&a, &b]).to_string()));
    }
    let (digest, is_fresh) = digest(asked.desk, asked.archive, asked.state, None)?;
    asked.is_lasting.set(is_fresh);
    let world = asked.desk.options.basis.world;
    Ok(Answer::Page(
        "Two side by side".to_owned(),
        html! {
            h1 { "Two side by side" }
            p { "What two say to each other beside what they do. Without the second: the first toward everybody, and \
                 everybody toward it." }
            (options(asked, &["actor", "recipient"]))
            @if !digest.busiest.is_empty() { section {
                h2 { "Between whom there was most" @if let Some(since) = digest.since { small { "since " (long_day(since)) } } }
                div.wide { table {
                    thead { tr { th { "Who → to whom" } th.n { "Events" } } }
                    tbody { @for pair in &digest.busiest { tr {
                        td { a href=(Address::pair(&pair.actor, &pair.recipient)) { bdi { (digest.name(world, &pair.actor)) } " → " bdi { (digest.name(world, &pair.recipient)) } } }
                        td.n { (number(pair.n)) }
                    } } }
                } }
            } }
        },
    ))
}

fn pair(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let world = asked.desk.options.basis.world;
    let code = |who: &str| world.country_named(who).map_or(who, |country| country.code()).to_owned();
    let (a, b) = (code(asked.part(0)), code(asked.part(1)));
    let b = Some(b).filter(|b| b != ALL);
    let terms = terms(asked)?;
    let all = events_between(asked.archive, &a, b.as_deref(), &terms)?;
    let found = ledger(asked.archive, &a, b.as_deref(), &terms, Some(&all))?;
    let chosen = chosen(asked)?;
    let mut rows = found.entries();
    rows.retain(|row| chosen.is_none_or(|days| row.days.from <= days.to && days.from <= row.days.to));
    match asked.form {
        Form::Csv => return Ok(csv(&rows)),
        Form::Json => return Ok(Answer::Json(serde_json::json!({"rows": objects(&rows), "next": null}))),
        Form::Html | Form::Atom => {}
    }
    let open = open_entries(asked.archive, &all, b.is_none(), terms.filter.until, MOST_OPEN)?;
    let names =
        [name_of(asked, &a)?, b.as_deref().map_or(Ok("everybody".to_owned()), |b| name_of(asked, b))?];
    let title = format!("{} and {}", names[0], names[1]);
    let shown = &rows[rows.len().saturating_sub(MOST_ROWS)..];
    let body = html! {
        h1 { bdi { (title) } ": words beside deeds" }
        (options(asked, &["by", "count", "since", "until"]))
        p.facts {
            "Who reports what of the other, and who denies it: "
            a href=(between(super::claims::CLAIMS.path, &a, b.as_deref())) { "the claims" }
        }
        @if let Some(since) = found.since {
            p.remark { "Counted from " (long_day(since)) " on: before there is more than a page counts. Choose days to see others." }
        }
        @if found.periods.is_empty() { (nothing(true)) } @else {
            figure.chart #chart tabindex="0" {
                (PreEscaped(picture(asked, &found, &names, chosen)))
                figcaption { "A stretch of time leads to its records in the table beneath; drag over several to see them together." }
            }
            section #table {
                h2 {
                    "The table"
                    @if let Some(days) = chosen { small { (within(days)) } }
                    @if shown.len() < rows.len() { small { "the latest " (number(shown.len())) " of " (number(rows.len())) } }
                    @if chosen.is_some() { a.more href=(whole(asked)) { "all days" } }
                }
                (nothing(shown.is_empty()))
                @if !shown.is_empty() { (table(asked, shown, &a, &names, terms.claims)) }
            }
            div.columns { @for (n, direction) in found.directions.iter().enumerate() { (summary(&found, direction, [&names[n], &names[1 - n]], terms.by)) } }
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
    let is_page = asked.form == Form::Html;
    let counting = match () {
        () if is("count", "mention") => Counting::Mention,
        () if is("count", "incident") => Counting::Incident,
        () => Counting::Story,
    };
    Ok(Terms {
        filter: Filter { actors: Vec::new(), recipients: Vec::new(), ..wanted },
        by: match () {
            () if is("by", "day") => Period::Day,
            () if is("by", "month") => Period::Month,
            () if is("by", "year") => Period::Year,
            () => Period::Week,
        },
        counting,
        claims: query.first("claims").map_or(Ok(false), |value| flag("claims", value))?,
        ids: !is_page,
        most: match counting {
            _ if !is_page => usize::MAX,
            Counting::Incident => MOST_COMPARED,
            Counting::Mention | Counting::Story => MOST_COUNTED,
        },
        periods: if is_page { MOST_PERIODS } else { usize::MAX },
    })
}

/// The days that the table is narrowed to.
fn chosen(asked: &Asked<'_>) -> Result<Option<Days>, Problem> {
    let given = |name: &str| asked.query.first(name).map(|value| day(name, value)).transpose();
    Ok(match (given("from")?, given("to")?) {
        (None, None) => None,
        (from, to) => Some(Days { from: from.unwrap_or(Date::MIN), to: to.unwrap_or(Date::MAX) }),
    })
}

fn within(days: Days) -> String {
    match (days.from == Date::MIN, days.to == Date::MAX) {
        (true, _) => format!("up to {}", long_day(days.to)),
        (_, true) => format!("from {}", long_day(days.from)),
        _ => format!("{} to {}", long_day(days.from), long_day(days.to)),
    }
}

/// The same with the whole table.
fn whole(asked: &Asked<'_>) -> Address {
    asked.bare().query(asked.query.clone().without("from").without("to")).place("chart")
}

/// The mirrored series, by the names of the two; each stretch of time leads to its part of the table.
fn picture(asked: &Asked<'_>, ledger: &Ledger, names: &[String; 2], chosen: Option<Days>) -> String {
    let mut named = ledger.clone();
    for (n, direction) in named.directions.iter_mut().enumerate() {
        direction.from = Some(names[n].clone());
        direction.to = Some(names[1 - n].clone());
    }
    let link = |days: Days| whole(asked).with("from", days.from).with("to", days.to).to_string();
    let title = format!("{} and {}, what is for above and what is against below", names[0], names[1]);
    svg_part(&named, &title, Brush { link: &link, chosen })
}

/// What somebody who is asked for by a word is called: `SYL/MIL` → `Sylvania, MIL`.
fn name_of(asked: &Asked<'_>, word: &str) -> Result<String, Problem> {
    let mut names = Vec::new();
    for part in word.trim_matches('"').split('/') {
        let world = asked.desk.options.basis.world;
        let known = world.country(part).or_else(|| world.organisation(part)).map(|one| one.name().to_owned());
        names.push(match known {
            Some(name) => name,
            None => Names::of_archive(asked.archive)?.of(&Who::Country(part.to_owned())),
        });
    }
    Ok(names.join(", "))
}

fn summary(ledger: &Ledger, direction: &Direction, [from, to]: [&str; 2], by: Period) -> Markup {
    let period = match by {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Year => "year",
    };
    let gaps: Vec<f64> = direction.gap.iter().flatten().copied().collect();
    html! {
        section {
            h2 { bdi { (from) } " → " bdi { (to) } }
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
fn table(
    asked: &Asked<'_>,
    rows: &[LedgerEntry<'_>],
    a: &str,
    names: &[String; 2],
    with_claims: bool,
) -> Markup {
    let records = |row: &LedgerEntry<'_>| {
        let mut list = Address::events();
        for (name, who) in [("actor", row.from), ("recipient", row.to)] {
            list = who.map_or(list.clone(), |who| list.with(name, who));
        }
        for name in [&TYPE, &SOURCE, &TEXT].map(|choice| choice.name) {
            list = asked.query.all(name).fold(list, |list, value| list.with(name, value));
        }
        list.with("quad", row.quad)
            .with("status", "occurred")
            .with("status", "ongoing")
            .with("since", row.days.from)
            .with("until", row.days.to)
            .with("sort", "oldest")
    };
    let told = |row: &LedgerEntry<'_>| match with_claims {
        true => records(row),
        false => records(row).with("direct", "yes"),
    };
    // The one who acts, and the other.
    let ends = |row: &LedgerEntry<'_>| {
        if row.from == Some(a) { [&names[0], &names[1]] } else { [&names[1], &names[0]] }
    };
    html! {
        div.wide { table {
            thead { tr { th { "From" } th { "Who" } th { "What" } th.n { "Number" } th.n { "Claimed" } th.n { "Intensity" } } }
            tbody { @for row in rows.iter().rev() { tr {
                td { time datetime=(row.days.from) { (long_day(row.days.from)) } }
                td { bdi { (ends(row)[0]) } " → " bdi { (ends(row)[1]) } }
                td { span class={ "key " (row.quad) } {} (words(row.quad)) @if row.changes { " " b title="the level changes here" { "!" } } }
                td.n { (counted_at(row.cell.count, &told(row))) }
                td.n { (counted_at(row.cell.claimed, &records(row).with("reported", "yes"))) }
                td.n { (format!("{:.1}", row.cell.intensity)) }
            } } }
        } }
    }
}

/// A number that leads to what it counts.
fn counted_at(n: usize, list: &Address) -> Markup {
    html! { @if n > 0 { a href=(list) { (number(n)) } } @else { "0" } }
}

fn after(lead: &str, events: &[EventRow]) -> Markup {
    html! {
        @if !events.is_empty() {
            div.after { p.meta { (lead) @if events.len() > 5 { " (the first 5 of " (number(events.len())) ")" } }
                ol.entries { @for event in events.iter().take(5) { (event.item()) } } }
        }
    }
}
