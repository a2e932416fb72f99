//! The plain lists: statements, events, positions, actors, stories, a page at a time.

use super::{Asked, JSON_AND_CSV, Page};
use crate::address::Address;
use crate::answer::{Answer, Form, csv, objects};
use crate::choice::{
    ACT, ACTOR, AFTER, ARTICLE, DIRECT, ISSUE, LIMIT, ORIGINALS, PLACE, QUAD, RECIPIENT, REPORTED, SINCE,
    SORT, SOURCE, STANCE, STATUS, TEXT, TYPE, UNTIL, filter,
};
use crate::entry::entries;
use crate::piece::{cut, next_page, nothing, number, options, published};
use crate::problem::Problem;
use chancery_store::{Archive, Error, Filter, Flat, PartyRow, StoryRow};
use maud::{Markup, html};

pub(crate) static STATEMENTS: Page = Page {
    path: "/statements",
    name: "Statements",
    about: "Who said what.",
    choices: &[
        &ACTOR, &RECIPIENT, &TEXT, &SINCE, &UNTIL, &ACT, &SOURCE, &REPORTED, &DIRECT, &ORIGINALS, &ARTICLE,
        &SORT, &LIMIT, &AFTER,
    ],
    twins: JSON_AND_CSV,
    posted: false,
    answer: |asked| list(asked, "Who said what", Archive::statements, entries),
};

pub(crate) static EVENTS: Page = Page {
    path: "/events",
    name: "Events",
    about: "Who did what to whom.",
    choices: &[
        &ACTOR, &RECIPIENT, &TYPE, &TEXT, &SINCE, &UNTIL, &PLACE, &QUAD, &STATUS, &SOURCE, &REPORTED,
        &DIRECT, &ORIGINALS, &ARTICLE, &SORT, &LIMIT, &AFTER,
    ],
    twins: JSON_AND_CSV,
    posted: false,
    answer: |asked| list(asked, "Who did what to whom", Archive::events, entries),
};

pub(crate) static POSITIONS: Page = Page {
    path: "/positions",
    name: "Positions",
    about: "Who wants what.",
    choices: &[
        &ACTOR, &RECIPIENT, &ISSUE, &STANCE, &TEXT, &SINCE, &UNTIL, &SOURCE, &ORIGINALS, &ARTICLE, &SORT,
        &LIMIT, &AFTER,
    ],
    twins: JSON_AND_CSV,
    posted: false,
    answer: |asked| list(asked, "Who wants what", Archive::positions, entries),
};

pub(crate) static ACTORS: Page = Page {
    path: "/actors",
    name: "Actors",
    about: "Who there is: people and bodies across articles, those in most articles first.",
    choices: &[&ACTOR, &TEXT, &SORT, &LIMIT, &AFTER],
    twins: JSON_AND_CSV,
    posted: false,
    answer: |asked| list(asked, "Who there is", Archive::parties, actors),
};

pub(crate) static STORIES: Page = Page {
    path: "/stories",
    name: "Stories",
    about: "Which articles tell the same in much the same words, those with most copies first.",
    choices: &[&TEXT, &SINCE, &UNTIL, &SOURCE, &SORT, &LIMIT, &AFTER],
    twins: JSON_AND_CSV,
    posted: false,
    answer: |asked| list(asked, "Stories that several articles tell", Archive::stories, stories),
};

/// The options that a list's form shows at once; those of the page that are among them.
const SHOWN: &[&str] = &["actor", "recipient", "type", "issue", "stance", "act", "text", "since", "until"];

fn list<T: Flat>(
    asked: &Asked<'_>,
    title: &str,
    page: impl Fn(&Archive, &Filter) -> Result<chancery_store::Page<T>, Error>,
    rows: impl Fn(&[T]) -> Markup,
) -> Result<Answer, Problem> {
    let filter = filter(&asked.query, asked.desk.options.basis.world)?;
    let found = page(asked.archive, &filter)?;
    Ok(match asked.form {
        Form::Csv => csv(&found.rows),
        Form::Json => {
            let next = found.next.map(|next| crate::piece::after(asked, next).form(Form::Json).to_string());
            Answer::Json(serde_json::json!({"rows": objects(&found.rows), "next": next}))
        }
        Form::Html | Form::Atom => {
            let mut unknown = Vec::new();
            for who in filter.actors.iter().chain(&filter.recipients) {
                if !asked.archive.knows(who)? {
                    unknown.push(who);
                }
            }
            Answer::Page(
                title.to_owned(),
                html! {
                    h1 { (title) }
                    (options(asked, SHOWN))
                    @for who in unknown { p.remark { "Nobody in the archive is called “" bdi { (cut(who, 80)) } "”." } }
                    (rows(&found.rows))
                    (nothing(found.rows.is_empty()))
                    (next_page(asked, &found))
                },
            )
        }
    })
}

fn actors(rows: &[PartyRow]) -> Markup {
    html! {
        @if !rows.is_empty() {
            div.wide { table {
                thead { tr {
                    th { "Name" } th { "Kind" } th { "Of" } th { "Sectors" }
                    th.n { "Articles" } th.n { "Statements" } th.n { "Events" }
                } }
                tbody { @for row in rows { tr {
                    td {
                        a.who href=(Address::actor(&row.id)) { bdi { (cut(&row.name, 100)) } }
                        @if let Some(office) = &row.office { " " small { bdi { (cut(office, 60)) } } }
                    }
                    td { (row.kind) }
                    td { (row.country.as_deref().or(row.organisation.as_deref()).unwrap_or_default()) }
                    td { (row.sectors.join(" ")) }
                    td.n { a href=(Address::actor(&row.id)) { (number(row.articles)) } }
                    td.n { (number(row.statements)) }
                    td.n { (number(row.events)) }
                } } }
            } }
        }
    }
}

fn stories(rows: &[StoryRow]) -> Markup {
    html! {
        @if !rows.is_empty() {
            div.wide { table {
                thead { tr { th { "Story" } th { "First told" } th { "By" } th.n { "Articles" } } }
                tbody { @for row in rows {
                    @let title = row.first.title.as_deref().unwrap_or(&row.first.id);
                    tr {
                        td { a.who href=(Address::story(&row.id)) { bdi { (cut(title, 120)) } } }
                        td { (published(row.first.published)) }
                        td { bdi { (row.first.source.as_deref().unwrap_or_default()) } }
                        td.n { a href=(Address::story(&row.id)) { (number(row.articles)) } }
                    }
                } }
            } }
        }
    }
}
