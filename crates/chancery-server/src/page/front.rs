//! The front page: what is new in the archive.

use super::{Asked, Page};
use crate::address::Address;
use crate::answer::{Answer, Form};
use crate::choice::{SINCE, filter};
use crate::entry::{Entry, entries};
use crate::piece::{number, options};
use crate::problem::Problem;
use chancery_store::{Filter, Totals};
use maud::{Markup, html};

pub(crate) static FRONT: Page = Page {
    path: "/",
    name: "New",
    about: "What is new since a day, and how much the archive holds.",
    choices: &[&SINCE],
    twins: &[Form::Json],
    posted: false,
    answer: front,
};

/// So many of each kind; the rest is a list away.
const NEWEST: usize = 8;

fn front(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let filter = Filter { limit: NEWEST, ..filter(&asked.query, asked.desk.options.basis.world)? };
    let archive = asked.archive;
    let totals = archive.totals()?;
    if asked.form == Form::Json {
        return Ok(Answer::Json(serde_json::json!({"totals": {
            "articles": totals.articles, "copies": totals.copies, "statements": totals.statements,
            "events": totals.events, "positions": totals.positions,
        }})));
    }
    let (statements, events, positions) =
        (archive.statements(&filter)?, archive.events(&filter)?, archive.positions(&filter)?);
    let since = |list: Address| match filter.since {
        Some(day) => list.with("since", day),
        None => list,
    };
    let body = html! {
        h1 { "What is new" }
        (facts(&totals))
        (options(asked, &["since"]))
        div.columns {
            (newest("Who said what", &since(Address::statements()), &statements.rows))
            (newest("Who did what to whom", &since(Address::events()), &events.rows))
        }
        (newest("Who wants what", &since(Address::positions()), &positions.rows))
    };
    Ok(Answer::Page("What is new".to_owned(), body))
}

fn facts(totals: &Totals) -> Markup {
    html! {
        p.facts {
            a href=(Address::search()) { (number(totals.articles)) " articles" }
            " (" (number(totals.copies)) " of them copies) · "
            a href=(Address::statements()) { (number(totals.statements)) " statements" } " · "
            a href=(Address::events()) { (number(totals.events)) " events" } " · "
            a href=(Address::positions()) { (number(totals.positions)) " positions" }
        }
    }
}

fn newest<T: Entry>(title: &str, list: &Address, rows: &[T]) -> Markup {
    html! {
        section {
            h2 { (title) a.more href=(list) { "all" } }
            (entries(rows))
            (crate::piece::nothing(rows.is_empty()))
        }
    }
}
