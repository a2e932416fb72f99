//! One article: its text with everything highlighted, its record, and why the record is so.

use super::{Asked, JSON_AND_CSV, Page};
use crate::address::Address;
use crate::answer::{Answer, Form, csv_of};
use crate::choice::{EXPLAIN, RECORD};
use crate::piece::published;
use crate::problem::Problem;
use chancery::Reading;
use chancery_export::{Sheet, sheet_layers};
use chancery_record::{Cell, Record};
use chancery_store::{Stored, lasting_ids, party_id};
use maud::html;
use std::collections::BTreeMap;

pub(crate) static ARTICLE: Page = Page {
    path: "/articles/{id}",
    name: "",
    about: "One article with everything that was read from it, and where it stands in the text.",
    choices: &[&RECORD, &EXPLAIN],
    twins: JSON_AND_CSV,
    posted: false,
    answer: article,
};

fn article(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let id = asked.part(0);
    let Some(stored) = asked.archive.article(id)? else { return Err(Problem::unknown("article", id)) };
    Ok(match asked.form {
        Form::Json => Answer::Json(serde_json::json!({"text": stored.article.text, "record": stored.record})),
        Form::Csv => csv_of(&COLUMNS, rows(&stored.record).into_iter()),
        Form::Html | Form::Atom => page(asked, &stored),
    })
}

fn page(asked: &Asked<'_>, stored: &Stored) -> Answer {
    let Stored { heading, article, record } = stored;
    let explains = asked.query.first("explain").is_some();
    let reading = explains.then(|| chancery::read(article, asked.desk.options.basis));
    let is_other = reading.as_ref().is_some_and(|reading| reading.record.reader != record.reader);
    let sheet = Sheet {
        text: &article.text,
        record,
        lit: asked.query.first("record"),
        reasons: reading.as_ref().map(reasons).unwrap_or_default(),
        prefix: "",
        meaning: &rule_meaning,
        page_of: &|actor| party_id(actor).map(|party| Address::actor(&party).to_string()),
        country: &|code| country_name(asked, code),
    };
    let title = heading.title.clone().unwrap_or_else(|| heading.id.clone());
    let url = heading.url.as_deref().filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    let body = html! {
        article {
            h1 { bdi { (title) } }
            p.facts {
                @if let Some(source) = &heading.source { bdi { (source) } " · " }
                @if heading.published.is_some() { (published(heading.published)) " · " }
                (heading.characters) " characters"
                @if let Some(url) = url { " · " a href=(url) rel="noreferrer nofollow" { "original" } }
                @if !heading.is_first { " · a copy: " a href=(Address::story(&heading.story)) { "its story" } }
                @if heading.revision > 1 { " · revision " (heading.revision) }
                @if let Some(why) = &heading.unread { " · not read: " (why) }
                " · "
                @if explains { a href=(asked.bare()) { "without reasons" } }
                @else { a href=(asked.bare().query(asked.query.clone()).with("explain", "yes")) rel="nofollow" { "read again, with all reasons" } }
            }
            @if is_other { p.remark { "Another reader made this record than the one that gives the reasons now." } }
            (sheet_layers())
            (sheet.markup())
        }
    };
    Answer::Page(title, body)
}

/// The reasons of a new reading, by the ids that the archive gives its entries.
pub(super) fn reasons(reading: &Reading) -> BTreeMap<String, Vec<String>> {
    let ids = lasting_ids(&reading.record);
    let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for why in &reading.explanations {
        let about = ids.get(&why.about).unwrap_or(&why.about).to_owned();
        reasons.entry(about).or_default().push(ids.in_words(&why.text));
    }
    reasons
}

/// What a rule finds, as its description says.
pub(super) fn rule_meaning(rule: &str) -> Option<String> {
    let mut meanings = chancery::explain(rule).into_iter();
    meanings.find(|meaning| meaning.kind == "rule").map(|meaning| meaning.definition)
}

/// What a country is called in the world that this desk reads with.
pub(super) fn country_name(asked: &Asked<'_>, code: &str) -> String {
    let world = asked.desk.options.basis.world;
    world.country(code).map_or(code, |country| country.name()).to_owned()
}

/// The columns of [`rows`].
pub(super) const COLUMNS: [&str; 9] = ["kind", "id", "day", "who", "what", "whom", "start", "end", "text"];

/// Every entry of a record in one table, each with the characters that it rests on.
pub(super) fn rows(record: &Record) -> Vec<Vec<Cell>> {
    let name = |id: &str| record.actor(id).map_or(id, |actor| actor.name.as_str()).to_owned();
    let names = |members: &[chancery_record::Participant]| {
        let names: Vec<String> = members.iter().map(|member| name(&member.id)).collect();
        Cell::list(names.iter().map(String::as_str))
    };
    let day = |days: Option<chancery_record::Days>| Cell::day(days.map(|days| days.from));
    let place =
        |start: usize, end: usize, text: &str| [Cell::count(start), Cell::count(end), Cell::text(text)];
    let mut rows = Vec::new();
    for one in &record.statements {
        let (Some(first), Some(last)) = (one.content.first(), one.content.last()) else { continue };
        let text = one.content.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" … ");
        let head = ["statement", &one.id].map(Cell::text);
        let what = [day(one.date), names(&one.speakers), Cell::text(one.act.label()), names(&one.addressees)];
        rows.push(head.into_iter().chain(what).chain(place(first.start, last.end, &text)).collect());
    }
    for one in &record.events {
        let head = ["event", &one.id].map(Cell::text);
        let what =
            [day(one.date), names(&one.actors), Cell::text(one.event_type.label()), names(&one.recipients)];
        let evidence = &one.evidence;
        rows.push(
            head.into_iter().chain(what).chain(place(evidence.start, evidence.end, &evidence.text)).collect(),
        );
    }
    for one in &record.positions {
        let head = ["position", &one.id].map(Cell::text);
        let what = [
            day(one.date),
            Cell::text(name(&one.holder.id)),
            Cell::text(format!("{} {}", one.stance, one.issue)),
            Cell::optional(one.target.as_ref().map(|target| name(&target.id))),
        ];
        let evidence = &one.evidence;
        rows.push(
            head.into_iter().chain(what).chain(place(evidence.start, evidence.end, &evidence.text)).collect(),
        );
    }
    rows
}
