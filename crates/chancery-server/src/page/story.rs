//! One event as the press tells it: the articles of a story by time, who was first and who repeats, which others tell the
//! same deeds, who says and denies them, and who tells them otherwise.

use super::{Asked, JSON_AND_CSV, Page};
use crate::address::Address;
use crate::answer::{Answer, Form, csv_of};
use crate::entry::{Entry, event_type};
use crate::piece::{counted, cut, members, nothing, number, published};
use crate::problem::Problem;
use chancery_export::size_in_words;
use chancery_ledger::{Incident, Who, Whose, incidents_of};
use chancery_record::{Cell, Days, Quad, Status};
use chancery_store::{ArticleRow, EventRow, Filter, Found, Member};
use jiff::ToSpan;
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

/// Other stories are looked at from so many days before the first of its deeds to as many after the last.
const AROUND: i64 = 1;
const MOST_DEEDS: usize = 40;
const MOST_OTHERS: usize = 20;

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
            Cell::count(article.events),
        ]
    };
    const NAMES: [&str; 7] = ["id", "published", "source", "title", "url", "role", "events"];
    match asked.form {
        Form::Csv => return Ok(csv_of(&NAMES, articles.iter().map(row))),
        Form::Json => {
            let object = |article: &ArticleRow| -> serde_json::Value {
                NAMES
                    .iter()
                    .map(|name| (*name).to_owned())
                    .zip(row(article).iter().map(Cell::json))
                    .collect::<serde_json::Map<_, _>>()
                    .into()
            };
            let rows: serde_json::Value = articles.iter().map(object).collect();
            return Ok(Answer::Json(serde_json::json!({"rows": rows, "next": null})));
        }
        Form::Html | Form::Atom => {}
    }
    let deeds = around(asked, &articles)?;
    let incidents = incidents_of(&deeds);
    let ours: Vec<&Incident> = incidents
        .iter()
        .filter(|incident| incident.members.iter().any(|member| deeds[member.event].article.story == id))
        .take(MOST_DEEDS)
        .collect();
    let title = articles.iter().find_map(|article| article.title.clone()).unwrap_or_else(|| id.to_owned());
    let body = html! {
        h1 { bdi { (cut(&title, 200)) } }
        section {
            h2 { (counted(articles.len(), "article")) }
            div.wide { table {
                thead { tr { th { "Published" } th { "Publication" } th { "Headline" } th { "Role" } th.n { "Events" } } }
                tbody { @for article in &articles { tr {
                    td { (published(article.published)) }
                    td { bdi { (article.source.as_deref().unwrap_or_default()) } }
                    td { a href=(Address::article(&article.id)) { bdi { (cut(article.title.as_deref().unwrap_or(&article.id), 120)) } } }
                    td { @if article.is_first { "first" } @else { "repeats it" } }
                    td.n { (number(article.events)) }
                } } }
            } }
        }
        section {
            h2 { "Its deeds, and who tells them" }
            (nothing(ours.is_empty()))
            @for incident in ours { (deed(id, incident, &deeds)) }
        }
    };
    Ok(Answer::Page(title.clone(), body))
}

/// The deeds of the archive in the days of the story's own.
fn around(asked: &Asked<'_>, articles: &[ArticleRow]) -> Result<Vec<EventRow>, Problem> {
    let quads = vec![Quad::MaterialCooperation, Quad::MaterialConflict];
    let mut days: Option<Days> = None;
    for article in articles {
        let own = Filter { article: Some(article.id.clone()), quads: quads.clone(), ..Filter::default() };
        for event in asked.archive.all_events(&own)? {
            let Some(on) = days_of(&event) else { continue };
            days =
                Some(days.map_or(on, |days| Days { from: days.from.min(on.from), to: days.to.max(on.from) }));
        }
    }
    let Some(days) = days else { return Ok(Vec::new()) };
    let (since, until) = (days.from.checked_sub(AROUND.days()).ok(), days.to.checked_add(AROUND.days()).ok());
    Ok(asked.archive.all_events(&Filter { since, until, quads, ..Filter::default() })?)
}

fn deed(story: &str, incident: &Incident, deeds: &[EventRow]) -> Markup {
    let tellings: Vec<&EventRow> = incident.members.iter().map(|member| &deeds[member.event]).collect();
    let told: BTreeSet<&str> = tellings.iter().map(|event| event.article.story.as_str()).collect();
    let first = tellings.iter().find(|event| event.article.story == story).or(tellings.first());
    let otherwise: Vec<(&EventRow, String)> = deeds
        .iter()
        .filter(|other| !tellings.iter().any(|event| event.id == other.id))
        .filter_map(|other| Some((other, first.and_then(|event| differs(event, other))?)))
        .take(MOST_OTHERS)
        .collect();
    html! {
        @if let Some(event) = first { ol.entries { (event.item()) } }
        @if told.len() > 1 {
            p.meta { "Told in " (counted(told.len(), "independent story").replace("storys", "stories")) ":" }
            ul { @for (member, event) in incident.members.iter().zip(&tellings).filter(|(_, event)| event.article.story != story) { li {
                a href=(Address::record(&event.article.id, &event.id)) { bdi { (event.article.source.as_deref().unwrap_or(&event.article.id)) } ", " (published(event.article.published)) }
                @if !member.reasons.is_empty() { span.meta { " (shares " (member.reasons.join(", ")) ")" } }
            } } }
        }
        @if !otherwise.is_empty() {
            p.meta { "Told otherwise:" }
            ul { @for (event, how) in &otherwise { li {
                b { (how) } ": " (event_type(event)) " " (members(&event.actors, "somebody"))
                @if !event.recipients.is_empty() { " → " (members(&event.recipients, "")) }
                @if let Some(size) = size_in_words(&event.size) { ", " (size) }
                ", " a href=(Address::record(&event.article.id, &event.id)) { bdi { (cut(&event.evidence.text, 160)) } }
                " " span.meta { bdi { (event.article.source.as_deref().unwrap_or_default()) } }
            } } }
        }
    }
}

/// How another telling differs from this one, if both may be of one deed: the type and the town are the same, or the
/// parties on both sides, and the days touch. A denial may leave a side open, and stand in the same story.
fn differs(event: &EventRow, other: &EventRow) -> Option<String> {
    let sides = |members: &[Member]| -> BTreeSet<Who> {
        members.iter().filter_map(|member| Who::of(member, Whose::Side)).collect()
    };
    let (actors, others) = (sides(&event.actors), sides(&other.actors));
    let (recipients, theirs) = (sides(&event.recipients), sides(&other.recipients));
    let place = |event: &EventRow| event.place.as_ref().map(|place| place.name.clone());
    let same_place = place(event).is_some() && place(event) == place(other);
    let denies = other.status == Status::Negated && event.status != Status::Negated;
    let open = |a: &BTreeSet<Who>, b: &BTreeSet<Who>| denies && (a.is_empty() || b.is_empty());
    let may_be = event.event_type == other.event_type
        && (denies || event.article.story != other.article.story)
        && (same_place
            || !actors.is_disjoint(&others)
                && (!recipients.is_disjoint(&theirs) || open(&recipients, &theirs)));
    let (one, two) = days_of(event).zip(days_of(other))?;
    if !may_be
        || one.from > two.to.checked_add(AROUND.days()).ok()?
        || two.from > one.to.checked_add(AROUND.days()).ok()?
    {
        return None;
    }
    let numbers = |event: &EventRow| [event.size.killed, event.size.wounded, event.size.detained];
    let toll = numbers(event)
        .into_iter()
        .zip(numbers(other))
        .any(|(one, two)| one.zip(two).is_some_and(|(one, two)| one != two));
    let actor = !actors.is_empty() && !others.is_empty() && actors.is_disjoint(&others);
    let status = event.status != other.status;
    let parts: Vec<&str> = [
        toll.then_some("another toll"),
        actor.then_some("another actor"),
        (one.from > two.to || two.from > one.to).then_some("another day"),
        denies.then_some("denied"),
        (status && !denies).then(|| other.status.label()),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn days_of(event: &EventRow) -> Option<Days> {
    event.date.or(event.article.published.map(Days::day))
}
