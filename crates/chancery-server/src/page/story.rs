//! One event as the press tells it: the articles of a story by time, who was first and who repeats, which others tell the
//! same deeds, who says and denies them, and who tells them otherwise.

use super::{Asked, JSON_AND_CSV, Page};
use crate::address::Address;
use crate::answer::{Answer, Form, csv_of};
use crate::entry::{Entry, entries};
use crate::piece::{counted, cut, number, published};
use crate::problem::Problem;
use crate::telling::{Deed, deeds_of};
use chancery_record::{Cell, Quad};
use chancery_store::{ArticleRow, EventRow, Filter, Found};
use maud::{Markup, html};
use std::collections::BTreeSet;

pub(crate) static STORY: Page = Page {
    path: "/stories/{id}",
    name: "",
    about: "One story: its articles by time, who was first, who repeats, who tells its deeds otherwise.",
    choices: &[],
    twins: JSON_AND_CSV,
    posted: false,
    answer: story,
};

const MOST_DEEDS: usize = 40;
/// Deeds are looked for in so many of its articles: copies tell what the first tells.
const MOST_READ: usize = 24;
/// So many of its statements stand on the page.
const MOST_SAID: usize = 5;

fn story(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let id = asked.part(0);
    let articles = match asked.archive.find(id)? {
        Some(Found::Story(_)) => asked.archive.story_articles(id)?,
        _ => return Err(Problem::unknown("story", id)),
    };
    let mut articles = articles;
    articles.sort_by(|a, b| (a.published, !a.is_first, &a.id).cmp(&(b.published, !b.is_first, &b.id)));
    let row = |article: &ArticleRow| {
        vec![
            Cell::text(&article.id),
            Cell::day(article.published),
            Cell::optional(article.source.as_deref()),
            Cell::optional(article.title.as_deref()),
            Cell::optional(article.url.as_deref()),
            Cell::text(if article.is_first { "first" } else { "copy" }),
            Cell::count(article.statements),
            Cell::count(article.events),
        ]
    };
    if asked.form == Form::Csv {
        return Ok(csv_of(&NAMES, articles.iter().map(row)));
    }
    let ids: Vec<&str> = articles.iter().take(MOST_READ).map(|one| one.id.as_str()).collect();
    let deeds = deeds_of(asked.archive, id, &ids, MOST_DEEDS)?;
    if asked.form == Form::Json {
        let object = |article: &ArticleRow| -> serde_json::Value {
            let names = NAMES.iter().map(|name| (*name).to_owned());
            names.zip(row(article).iter().map(Cell::json)).collect::<serde_json::Map<_, _>>().into()
        };
        let rows: serde_json::Value = articles.iter().map(object).collect();
        let deeds: serde_json::Value = deeds.iter().map(as_json).collect();
        return Ok(Answer::Json(serde_json::json!({"rows": rows, "deeds": deeds, "next": null})));
    }
    let title = articles.iter().find_map(|article| article.title.clone()).unwrap_or_else(|| id.to_owned());
    let first = articles.iter().find(|article| article.is_first).or(articles.first());
    let of_first =
        Filter { article: first.map(|first| first.id.clone()), limit: MOST_SAID, ..Filter::default() };
    let said = asked.archive.statements(&of_first)?;
    let body = html! {
        h1 { bdi { (cut(&title, 200)) } }
        (lead(&articles, first, &deeds))
        section {
            h2 { @if articles.len() == 1 { "The report" } @else { "The " (number(articles.len())) " reports, by time" } }
            div.wide { table {
                thead { tr { th { "Published" } th { "Publication" } th { "Headline" } th { "Role" } th.n { "Statements" } th.n { "Events" } } }
                tbody { @for article in &articles { tr {
                    td { @if article.published.is_some() { (published(article.published)) } @else { "no day" } }
                    td { (publication(article)) }
                    td { a href=(Address::article(&article.id)) { bdi { (cut(article.title.as_deref().unwrap_or(&article.id), 120)) } } }
                    td { @if article.is_first { "first" } @else { "repeats it" } @if let Some(later) = later(first, article) { small { " " (later) } } }
                    td.n { (number(article.statements)) }
                    td.n { (number(article.events)) }
                } } }
            } }
        }
        section {
            h2 { @if deeds.iter().all(|deed| is_word(&deed.event)) { "What happens in it, and who tells it" } @else { "Its deeds, and who tells them" } }
            @if deeds.is_empty() {
                p.nothing { "It tells of nothing that anybody did: " @if said.rows.is_empty() { "nothing was read from it." } @else { "only of what is said, planned or denied." } }
            } @else if deeds.iter().all(|deed| is_word(&deed.event)) {
                p.meta { "No deeds: what is done in it is done with words." }
            }
            @for deed in &deeds { (told(id, deed)) }
        }
        @if let (Some(first), false) = (first, said.rows.is_empty()) {
            section {
                h2 { "Who says what in it" a.more href=(Address::statements().with("article", &first.id)) { "all" } }
                (entries(&said.rows))
            }
        }
    };
    Ok(Answer::Page(title.clone(), body))
}

/// The columns of its articles.
const NAMES: [&str; 8] = ["id", "published", "source", "title", "url", "role", "statements", "events"];

/// Who told it first, who repeats it, who else tells it, and whether all agree.
fn lead(articles: &[ArticleRow], first: Option<&ArticleRow>, deeds: &[Deed]) -> Markup {
    let n_copies = articles.iter().filter(|article| !article.is_first).count();
    let others: BTreeSet<&str> = deeds.iter().flat_map(Deed::other_stories).collect();
    let n_otherwise = deeds.iter().map(|deed| deed.otherwise.len()).sum::<usize>();
    html! {
        p.lead {
            @if let Some(first) = first {
                "First told by " (publication(first))
                @if first.published.is_some() { " on " (published(first.published)) }
                @match n_copies {
                    0 => "; nobody in the archive repeats it. ",
                    1 => "; one other repeats it. ",
                    n => { "; " (number(n)) " others repeat it. " },
                }
            }
            @match others.len() {
                0 if deeds.is_empty() => {},
                0 if n_otherwise > 0 => "No other story tells it the same way. ",
                0 => "No other story tells what happens in it. ",
                1 => "One other story tells some of it, too. ",
                n => { (number(n)) " other stories tell some of it, too. " },
            }
            @if n_otherwise > 0 { (counted(n_otherwise, "telling")) " disagree" @if n_otherwise == 1 { "s" } " on a toll, an actor, a day or whether it happened." }
            @else if !others.is_empty() { "All agree on tolls, actors and days." }
        }
    }
}

fn publication(article: &ArticleRow) -> Markup {
    html! { @match &article.source { Some(source) => bdi { (source) }, None => span.nobody { "a publication that is not named" } } }
}

/// `2 days later`.
fn later(first: Option<&ArticleRow>, article: &ArticleRow) -> Option<String> {
    let (first, this) = (first?.published?, article.published?);
    let n = usize::try_from(first.until(this).ok()?.get_days()).ok().filter(|n| *n > 0)?;
    Some(format!("{} later", counted(n, "day")))
}

fn told(story: &str, deed: &Deed) -> Markup {
    let n_others = deed.other_stories().len();
    html! {
        div.deed {
            ol.entries { (deed.event.item()) }
            @if n_others > 0 {
                p.meta { "Told, too, by " @if n_others == 1 { "another story" } @else { (number(n_others)) " other stories" } ":" }
                ul { @for (event, telling) in deed.also.iter().filter(|(event, _)| event.article.story != story) { li {
                    a href=(Address::record(&event.article.id, &event.id)) { (publication(&event.article)) ", " (published(event.article.published)) }
                    @if !telling.reasons.is_empty() { span.meta { " (shares " (telling.reasons.join(", ")) ")" } }
                    " " a.tag href=(Address::story(&event.article.story)) { "its story" }
                } } }
            }
            @if !deed.otherwise.is_empty() {
                p.meta { "Told otherwise:" }
                ul { @for (event, how) in &deed.otherwise { li {
                    b { bdi { (how.join("; ")) } } ": "
                    a href=(Address::record(&event.article.id, &event.id)) { bdi { (cut(&event.evidence.text, 160)) } }
                    " " span.meta { (publication(&event.article)) }
                } } }
            }
        }
    }
}

fn as_json(deed: &Deed) -> serde_json::Value {
    let telling = |event: &EventRow| {
        serde_json::json!({
            "event": event.id, "article": event.article.id, "story": event.article.story,
            "source": event.article.source, "published": event.article.published.map(|day| day.to_string()),
        })
    };
    let with = |event: &EventRow, name: &str, why: &[String]| {
        let mut object = telling(event);
        object[name] = why.into();
        object
    };
    serde_json::json!({
        "event": deed.event.id, "type": deed.event.event_type.label(), "article": deed.event.article.id,
        "also": deed.also.iter().map(|(event, telling)| with(event, "shares", &telling.reasons)).collect::<Vec<_>>(),
        "otherwise": deed.otherwise.iter().map(|(event, how)| with(event, "differs", how)).collect::<Vec<_>>(),
    })
}

fn is_word(event: &EventRow) -> bool {
    matches!(event.quad, Quad::VerbalCooperation | Quad::VerbalConflict)
}
