//! Search: one question asked of articles, statements, events and positions at once, with how the answers fall into
//! classes. A search that is worth keeping is an Atom feed.

use super::{Asked, Page};
use crate::address::Address;
use crate::answer::{Answer, Form, csv, objects};
use crate::choice::{ACTOR, AFTER, LIMIT, ORIGINALS, RECIPIENT, SINCE, SOURCE, TEXT, UNTIL, filter};
use crate::entry::{Entry, entries};
use crate::feed::feed;
use crate::page::actor::bars;
use crate::piece::{counted, next_page, nothing, options, published};
use crate::problem::Problem;
use chancery_store::{Facet, Filter, Flat, Share, Snippet};
use maud::{Markup, html};
use serde_json::{Value, json};

pub(crate) static SEARCH: Page = Page {
    path: "/search",
    name: "Search",
    about: "Articles by their words, with what was read from them: statements, events and positions by their classes. As \
            a feed (.atom), the newest statements, events and positions that the search finds.",
    choices: &[&TEXT, &ACTOR, &RECIPIENT, &SINCE, &UNTIL, &SOURCE, &ORIGINALS, &LIMIT, &AFTER],
    twins: &[Form::Json, Form::Csv, Form::Atom],
    posted: false,
    answer: search,
};

/// So many records of each kind; the rest is a list away.
const NEWEST: usize = 5;
/// So many articles on a page where nobody said how many: the words around what was found take time.
const ARTICLES: usize = 20;
/// So many in a feed.
const FED: usize = 40;

fn search(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let mut filter = filter(&asked.query, asked.desk.options.basis.world)?;
    if asked.query.first("limit").is_none() {
        filter.limit = ARTICLES;
    }
    let archive = asked.archive;
    let few =
        Filter { limit: if asked.form == Form::Atom { FED } else { NEWEST }, after: None, ..filter.clone() };
    let records = || -> Result<_, Problem> {
        Ok((archive.statements(&few)?.rows, archive.events(&few)?.rows, archive.positions(&few)?.rows))
    };
    if asked.form == Form::Atom {
        let (statements, events, positions) = records()?;
        return Ok(Answer::Atom(feed(asked, &statements, &events, &positions)));
    }
    // Articles have no parties of their own: who is looked for is looked for among their records.
    let is_of_parties = !filter.actors.is_empty() || !filter.recipients.is_empty();
    let articles = if is_of_parties { None } else { Some(archive.snippets(&filter)?) };
    if asked.form == Form::Csv {
        let rows: Vec<_> = articles.into_iter().flat_map(|page| page.rows).map(|one| one.article).collect();
        return Ok(csv(&rows));
    }
    let [by_type, by_source] = archive.shares_of_events(&few, [Facet::Type, Facet::Source])?;
    let [by_issue, by_stance] = archive.shares_of_positions(&few, [Facet::Issue, Facet::Stance])?;
    let by_act = archive.share_statements(&few, Facet::Act)?;
    let shares = [
        ("Events by type", "type", Address::events(), by_type),
        ("Statements by act", "act", Address::statements(), by_act),
        ("Positions by issue", "issue", Address::positions(), by_issue),
        ("Positions by stance", "stance", Address::positions(), by_stance),
        ("Events by source", "source", Address::events(), by_source),
    ];
    let (statements, events, positions) = records()?;
    if asked.form == Form::Json {
        let next = articles.as_ref().and_then(|page| page.next);
        let next = next.map(|next| crate::piece::after(asked, next).form(Form::Json).to_string());
        let found: Vec<Value> =
            articles.into_iter().flat_map(|page| page.rows).map(|one| snippet_json(&one)).collect();
        let by: serde_json::Map<String, Value> = shares
            .iter()
            .map(|(title, _, _, shares)| (title.to_lowercase().replace(' ', "_"), shares_json(shares)))
            .collect();
        return Ok(Answer::Json(json!({
            "articles": found, "next": next, "shares": by,
            "statements": objects(&statements), "events": objects(&events), "positions": objects(&positions),
        })));
    }
    let narrowed = |list: &Address, name: &str, of: &str| {
        list.clone().query(asked.query.clone().without("limit").without("after").without(name)).with(name, of)
    };
    let all = |list: Address| list.query(asked.query.clone().without("limit").without("after"));
    let body = html! {
        h1 { "Search" }
        (options(asked, &["text", "actor", "recipient", "since", "until"]))
        @if asked.query.is_empty() {
            p.facts { "Words, people, countries, days; all that is given must hold together." }
        } @else {
            p.facts { "Worth keeping? " a href=(asked.here().form(Form::Atom)) { "This search as a feed" } }
        }
        div.columns { @for (title, name, list, shares) in &shares {
            (bars(title, shares, |of| narrowed(list, name, of)))
        } }
        (newest("Statements", &all(Address::statements()), &statements))
        (newest("Events", &all(Address::events()), &events))
        (newest("Positions", &all(Address::positions()), &positions))
        @if let Some(page) = &articles {
            section {
                h2 { "Articles" }
                ol.entries { @for one in &page.rows { (snippet(one)) } }
                (nothing(page.rows.is_empty()))
                (next_page(asked, page))
            }
        } @else if statements.is_empty() && events.is_empty() && positions.is_empty() { (nothing(true)) }
    };
    Ok(Answer::Page("Search".to_owned(), body))
}

fn newest<T: Entry>(title: &str, list: &Address, rows: &[T]) -> Markup {
    html! {
        @if !rows.is_empty() {
            section { h2 { (title) a.more href=(list) { "all" } } (entries(rows)) }
        }
    }
}

fn snippet(one: &Snippet) -> Markup {
    let article = &one.article;
    html! {
        li.entry {
            span.day { (published(article.published)) }
            div {
                p.head { a.who href=(Address::article(&article.id)) { bdi { (article.title.as_deref().unwrap_or(&article.id)) } } }
                p.words { bdi { @for (words, is_found) in &one.parts {
                    @if *is_found { mark { (words) } } @else { (words) }
                } } }
                p.meta {
                    @if let Some(source) = &article.source { bdi { (source) } " · " }
                    (counted(article.statements, "statement")) " · " (counted(article.events, "event")) " · " (counted(article.positions, "position"))
                }
            }
        }
    }
}

fn snippet_json(one: &Snippet) -> Value {
    let mut object = one.article.object();
    let words: String = one.parts.iter().map(|(words, _)| words.as_str()).collect();
    object.insert("snippet".to_owned(), words.into());
    object.into()
}

pub(super) fn shares_json(shares: &[Share]) -> Value {
    shares.iter().map(|share| json!({"of": share.of, "n": share.n})).collect()
}
