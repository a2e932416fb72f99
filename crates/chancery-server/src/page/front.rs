//! The front page: what is new since a day, who is louder than usual, who has moved; the sources and health of the
//! archive.

use super::{Asked, JSON_AND_CSV, Page};
use crate::address::Address;
use crate::answer::{Answer, Form, csv_of, objects};
use crate::choice::{SINCE, filter};
use crate::digest::{Digest, Louder, digest};
use crate::entry::{Entry, entries};
use crate::health::health;
use crate::piece::{counted, nothing, number, options, published};
use crate::problem::Problem;
use chancery_ledger::Shift;
use chancery_record::{Cell, long_day};
use chancery_store::{EventRow, Filter, PositionRow, SourceRow, StatementRow};
use jiff::civil::Date;
use maud::{Markup, html};
use serde_json::json;

pub(crate) static FRONT: Page = Page {
    path: "/",
    name: "New",
    about: "What is new since a day, pairs that are louder than usual, who has moved, and the sources of the archive.",
    choices: &[&SINCE],
    twins: JSON_AND_CSV,
    posted: false,
    answer: front,
};

/// So many of each kind; the rest is a list away.
const NEWEST: usize = 6;

fn front(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let asked_for = filter(&asked.query, asked.desk.options.basis.world)?;
    let archive = asked.archive;
    let (digest, is_fresh) = digest(asked.desk, archive, asked.state, asked_for.since)?;
    asked.is_lasting.set(is_fresh);
    // What is planned for some day to come is not news of that day.
    let newest = Filter { limit: NEWEST, since: asked_for.since, until: digest.latest, ..asked_for };
    let statements = archive.statements(&newest)?.rows;
    let events = archive.events(&newest)?.rows;
    let positions = archive.positions(&newest)?.rows;
    Ok(match asked.form {
        Form::Json => Answer::Json(json(&digest, &statements, &events, &positions)),
        Form::Csv => {
            let row = |one: &SourceRow| {
                let (first, last) = one.days.unzip();
                vec![
                    Cell::optional(one.name.as_deref()),
                    Cell::count(one.articles),
                    Cell::count(one.copies),
                    Cell::count(one.unread),
                    Cell::day(first),
                    Cell::day(last),
                ]
            };
            csv_of(
                &["source", "articles", "copies", "unread", "first", "last"],
                digest.sources.iter().map(row),
            )
        }
        Form::Html | Form::Atom => {
            let between = |list: Address| {
                let list = asked_for.since.map_or(list.clone(), |day| list.with("since", day));
                digest.latest.map_or(list.clone(), |day| list.with("until", day))
            };
            let body = html! {
                h1 { "What is new" @if let Some(day) = digest.latest { " " small { "up to " (long_day(day)) } } }
                (facts(&digest))
                (options(asked, &["since"]))
                div.columns {
                    (louder(asked, &digest))
                    (moved(&digest))
                }
                div.columns {
                    (newest_of("Who said what", &between(Address::statements()), &statements))
                    (newest_of("Who did what to whom", &between(Address::events()), &events))
                }
                (newest_of("Who wants what", &between(Address::positions()), &positions))
                (sources(&digest.sources))
                (health(&digest))
            };
            Answer::Page("What is new".to_owned(), body)
        }
    })
}

fn facts(digest: &Digest) -> Markup {
    let totals = &digest.totals;
    html! {
        @if let (Some(new), Some(since)) = (digest.new, digest.since) {
            p.lead {
                "Since " (long_day(since)) ": " (counted(new.articles, "article"))
                @for (n, what, list) in [
                    (new.statements, "statement", Address::statements()),
                    (new.events, "event", Address::events()),
                    (new.positions, "position", Address::positions()),
                ] {
                    ", " a href=(of_days(list, digest)) { (counted(n, what)) }
                }
                "."
            }
        }
        p.facts {
            "In all: " a href=(Address::search()) { (counted(totals.articles, "article")) }
            @if totals.copies > 0 { " (" a href=(Address::stories()) { (number(totals.copies)) " copies" } " among them)" }
            " · " a href=(Address::statements()) { (counted(totals.statements, "statement")) }
            " · " a href=(Address::events()) { (counted(totals.events, "event")) }
            " · " a href=(Address::positions()) { (counted(totals.positions, "position")) }
        }
    }
}

/// A list from the day on from which things are new.
fn of_days(list: Address, digest: &Digest) -> Address {
    let with = |list: Address, name: &str, day: Option<Date>| match day {
        Some(day) => list.with(name, day),
        None => list,
    };
    with(with(list, "since", digest.since), "until", digest.latest)
}

fn louder(asked: &Asked<'_>, digest: &Digest) -> Markup {
    let world = asked.desk.options.basis.world;
    html! {
        section {
            h2 { "Louder than usual" @if let Some(since) = digest.since { small { "since " (long_day(since)) } } }
            @if digest.louder.is_empty() { p.nothing { "Nobody." } }
            @else {
                table {
                    thead { tr { th { "Who → to whom" } th.n { "Events" } th.n { "Usual" } } }
                    tbody { @for one in &digest.louder { tr {
                        td { a href=(Address::pair(&one.pair.actor, &one.pair.recipient)) { bdi { (digest.name(world, &one.pair.actor)) } " → " bdi { (digest.name(world, &one.pair.recipient)) } } }
                        td.n { a href=(pair(one, digest)) { (number(one.pair.n)) } }
                        td.n { (format!("{:.1}", one.usual)) }
                    } } }
                }
                p.meta { "Usual is the average of the five stretches of as many days before. Copies are not counted." }
            }
        }
    }
}

fn pair(one: &Louder, digest: &Digest) -> Address {
    let list = Address::events().with("actor", &one.pair.actor).with("recipient", &one.pair.recipient);
    of_days(list, digest).with("originals", "yes")
}

fn moved(digest: &Digest) -> Markup {
    html! {
        section {
            h2 { "Who has moved" }
            @if digest.shifts.is_empty() { p.nothing { "Nobody, as far as the archive tells." } }
            @else {
                table {
                    thead { tr { th { "Who" } th { "On" } th { "Before" } th { "Now" } } }
                    tbody { @for shift in &digest.shifts { tr {
                        td { bdi { (shift.name) } }
                        td { a href=(Address::positions().with("actor", crate::piece::asked_by(&shift.holder, &shift.name)).with("issue", &shift.issue)) { (shift.issue.replace('-', " ")) } }
                        td { (stance(&shift.before)) }
                        td { (stance(&shift.after)) " " small { (published(Some(shift.after_days.from))) } }
                    } } }
                }
            }
        }
    }
}

fn stance(row: &PositionRow) -> Markup {
    html! { a.stance href=(Address::record(&row.article.id, &row.id)) { (row.stance) } }
}

fn sources(sources: &[SourceRow]) -> Markup {
    html! {
        section {
            h2 { "Sources" }
            div.wide { table {
                thead { tr {
                    th { "Source" } th.n { "Articles" } th.n { "Copies" } th.n { "Not read" } th { "First" } th { "Last" }
                } }
                tbody { @for one in sources.iter().take(40) {
                    @let name = one.name.as_deref();
                    tr {
                        td { @match name { Some(name) => bdi { (name) }, None => span.nobody { "not told" } } }
                        td.n { @match name {
                            Some(name) => a href=(Address::search().with("source", name)) { (number(one.articles)) },
                            None => (number(one.articles)),
                        } }
                        td.n { (number(one.copies)) }
                        td.n { (number(one.unread)) }
                        td { (published(one.days.map(|days| days.0))) }
                        td { (published(one.days.map(|days| days.1))) }
                    }
                } }
            } }
            @if sources.len() > 40 { p.meta { "and " (sources.len() - 40) " more in the JSON of this page" } }
        }
    }
}

fn newest_of<T: Entry>(title: &str, list: &Address, rows: &[T]) -> Markup {
    html! {
        section {
            h2 { (title) a.more href=(list) { "all" } }
            (entries(rows))
            (nothing(rows.is_empty()))
        }
    }
}

fn json(
    digest: &Digest,
    statements: &[StatementRow],
    events: &[EventRow],
    positions: &[PositionRow],
) -> serde_json::Value {
    let totals = &digest.totals;
    let source = |one: &SourceRow| {
        let (first, last) = one.days.unzip();
        json!({
            "name": one.name, "articles": one.articles, "copies": one.copies, "unread": one.unread,
            "first": first.map(|day| day.to_string()), "last": last.map(|day| day.to_string()),
        })
    };
    let louder = |one: &Louder| json!({"actor": one.pair.actor, "recipient": one.pair.recipient, "events": one.pair.n, "usual": one.usual});
    let shift = |one: &Shift| {
        json!({
            "holder": one.holder.key(), "name": one.name, "issue": one.issue,
            "before": one.before.id, "before_stance": one.before.stance.label(),
            "after": one.after.id, "after_stance": one.after.stance.label(),
            "day": one.after_days.from.to_string(),
        })
    };
    json!({
        "totals": {
            "articles": totals.articles, "copies": totals.copies, "statements": totals.statements,
            "events": totals.events, "positions": totals.positions,
        },
        "new": digest.new.map(|new| json!({
            "articles": new.articles, "copies": new.copies, "statements": new.statements, "events": new.events,
            "positions": new.positions,
        })),
        "health": crate::health::json(digest),
        "since": digest.since.map(|day| day.to_string()), "latest": digest.latest.map(|day| day.to_string()),
        "sources": digest.sources.iter().map(source).collect::<Vec<_>>(),
        "louder": digest.louder.iter().map(louder).collect::<Vec<_>>(),
        "shifts": digest.shifts.iter().map(shift).collect::<Vec<_>>(),
        "statements": objects(statements), "events": objects(events), "positions": objects(positions),
    })
}
