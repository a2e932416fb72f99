//! One person or body across articles: roles, what it said and on which issues, what it did and had done to it, whom it
//! deals with.

use super::{Asked, JSON_AND_CSV, Page};
use crate::activity::{PERIODS, section};
use crate::address::Address;
use crate::answer::{Answer, Form, csv_of, objects};
use crate::choice::{Choice, Takes, choice};
use crate::entry::{Entry, entries};
use crate::piece::{counted, cut, number, published};
use crate::problem::Problem;
use chancery_ledger::{Activity, Stretch, activity, events_in};
use chancery_record::{ActorKind, Cell};
use chancery_store::{
    Counterpart, Facet, Filter, Flat, Found, MOST_COUNTED, MOST_EVENTS, PartyRow, RoleRow, Share,
};
use maud::{Markup, html};

pub(crate) static ACTOR: Page = Page {
    path: "/actors/{id}",
    name: "",
    about: "One person or body: its roles, what it said, wants and did over time, what was done to it, whom it deals with.",
    choices: &[&BY],
    twins: JSON_AND_CSV,
    posted: false,
    answer: actor,
};

static BY: Choice = choice(
    "by",
    "By",
    Takes::OneOf(|| PERIODS.map(|(_, word)| word).to_vec()),
    "The stretch of time that activity is counted by; else one that fits.",
);

/// So many stretches of time stand on the page, the latest; the twins have all.
const MOST_STRETCHES: usize = 60;
/// So many records of each kind; the rest is a list away.
const NEWEST: usize = 6;

fn actor(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let id = asked.part(0);
    let archive = asked.archive;
    let row = match archive.find(id)? {
        Some(Found::Party(row)) => *row,
        // An actor of one article is a part of that article.
        Some(Found::Actor { article, actor }) => {
            return Ok(Answer::See(Address::record(&article.id, &actor.id).to_string()));
        }
        _ => return Err(Problem::unknown("actor", id)),
    };
    let who = word_of(row.world.as_deref(), &row.name);
    let by = Filter { actors: vec![who.clone()], limit: NEWEST, ..Filter::default() };
    let to = Filter { recipients: vec![who.clone()], limit: NEWEST, ..Filter::default() };
    // Countries and bodies hold no offices.
    let roles = if row.kind == ActorKind::Person { archive.roles(id)? } else { Vec::new() };
    let issues = archive.share_positions(&by, Facet::Issue)?;
    let done = archive.share_events(&by, Facet::Type)?;
    let had = archive.share_events(&to, Facet::Type)?;
    let (toward, from) = (archive.counterparts(&by, false, id)?, archive.counterparts(&to, true, id)?);
    let by_time = over_time(asked, &who)?;
    match asked.form {
        Form::Json => {
            let mut object = row.object();
            let shares = |shares: &[Share]| -> serde_json::Value {
                shares.iter().map(|share| serde_json::json!({"of": share.of, "n": share.n})).collect()
            };
            let others = |others: &[Counterpart]| -> serde_json::Value {
                others
                    .iter()
                    .map(|one| serde_json::json!({"id": one.id, "name": one.name, "n": one.n}))
                    .collect()
            };
            object.insert("roles".to_owned(), roles.iter().map(role).collect());
            object.insert("over_time".to_owned(), objects(&by_time.stretches));
            object.insert("issues".to_owned(), shares(&issues));
            object.insert("did".to_owned(), shares(&done));
            object.insert("had_done_to_it".to_owned(), shares(&had));
            object.insert("acted_toward".to_owned(), others(&toward));
            object.insert("acted_upon_by".to_owned(), others(&from));
            object.insert("statements_newest".to_owned(), objects(&archive.statements(&by)?.rows));
            return Ok(Answer::Json(object.into()));
        }
        Form::Csv => {
            let rows = |what: &'static str, shares: Vec<Share>| {
                shares
                    .into_iter()
                    .map(move |share| vec![Cell::text(what), Cell::text(share.of), Cell::count(share.n)])
            };
            let others = |what: &'static str, others: Vec<Counterpart>| {
                others
                    .into_iter()
                    .map(move |one| vec![Cell::text(what), Cell::text(one.name), Cell::count(one.n)])
            };
            let stretches = |what: &'static str, n: fn(&Stretch) -> usize| {
                let all = by_time.stretches.iter();
                all.map(move |one| {
                    vec![Cell::text(what), Cell::text(one.days.from.to_string()), Cell::count(n(one))]
                })
            };
            let all = rows("issue", issues)
                .chain(rows("did", done))
                .chain(rows("had-done-to-it", had))
                .chain(others("acted-toward", toward))
                .chain(others("acted-upon-by", from))
                .chain(stretches("said-from", |one| one.said))
                .chain(stretches("did-from", |one| events_in(&one.did)))
                .chain(stretches("had-done-to-it-from", |one| events_in(&one.had)));
            return Ok(csv_of(&["what", "of", "n"], all));
        }
        Form::Html | Form::Atom => {}
    }
    let (statements, positions) = (archive.statements(&by)?, archive.positions(&by)?);
    let (deeds, suffered) = (archive.events(&by)?, archive.events(&to)?);
    let said = |address: Address| address.with("actor", &who);
    let say = Say::of(row.kind);
    let body = html! {
        h1 { bdi { (cut(&row.name, 160)) } @if let Some(office) = &row.office { " " small { bdi { (cut(office, 80)) } } } }
        (facts(&row, &who))
        @if roles.len() > 1 || roles.iter().any(|role| role.office.is_some()) { (roles_table(&roles)) }
        (section(&by_time, &who, [&say.said, &say.did, &say.had], |word| asked.bare().with("by", word)))
        div.columns {
            (bars("On which issues", &issues, |of| said(Address::positions()).with("issue", of)))
            (bars(&say.did, &done, |of| said(Address::events()).with("type", of)))
            (bars(&say.had, &had, |of| Address::events().with("recipient", &who).with("type", of)))
        }
        div.columns {
            (dealings(&say.toward, &toward, n_of(&done), |other| said(Address::events()).with("recipient", other)))
            (dealings(&say.from, &from, n_of(&had), |other| Address::events().with("recipient", &who).with("actor", other)))
        }
        (newest(&say.said, &said(Address::statements()), &statements.rows))
        (newest(&say.wants, &said(Address::positions()), &positions.rows))
        (newest(&say.did, &said(Address::events()), &deeds.rows))
        (newest(&say.had, &Address::events().with("recipient", &who), &suffered.rows))
    };
    Ok(Answer::Page(row.name.clone(), body))
}

fn over_time(asked: &Asked<'_>, who: &str) -> Result<Activity, Problem> {
    let wanted = asked.query.first("by");
    let by =
        PERIODS.into_iter().find(|(_, word)| wanted.is_some_and(|wanted| wanted.eq_ignore_ascii_case(word)));
    let most = if asked.form == Form::Html { MOST_STRETCHES } else { usize::MAX };
    Ok(activity(asked.archive, who, by.map(|(period, _)| period), most)?)
}

/// The headings: a person is no it.
struct Say {
    said: String,
    wants: String,
    did: String,
    had: String,
    toward: String,
    from: String,
}

impl Say {
    fn of(kind: ActorKind) -> Say {
        let (it, wants, to) =
            if kind == ActorKind::Person { ("they", "want", "them") } else { ("it", "wants", "it") };
        Say {
            said: format!("What {it} said"),
            wants: format!("What {it} {wants}"),
            did: format!("What {it} did"),
            had: format!("What was done to {to}"),
            toward: format!("Toward whom {it} acted"),
            from: format!("Who acted toward {to}"),
        }
    }
}

/// What the options ask for a party by: its id in the world, or else its name as one phrase.
pub(crate) fn word_of(world: Option<&str>, name: &str) -> String {
    world.map_or_else(|| format!("\"{}\"", name.replace('"', " ")), str::to_owned)
}

fn facts(row: &PartyRow, who: &str) -> Markup {
    let of = row.country.as_ref().or(row.organisation.as_ref());
    html! {
        p.facts {
            (row.kind)
            @if let Some(of) = of { " · " a href=(Address::of("/actors", &[]).with("actor", of)) { (of) } }
            @for sector in &row.sectors { " · " (sector) }
            " · in " (counted(row.articles, "article"))
            " · " a href=(Address::pair(who, "all")) { "words beside deeds" }
            " · " a href=(Address::of(super::claims::CLAIMS.path, &[]).with("actor", who)) { "claims of what it did" }
        }
    }
}

fn role(role: &RoleRow) -> serde_json::Value {
    let (first, last) = role.days.unzip();
    serde_json::json!({
        "office": role.office, "of": role.of, "articles": role.articles,
        "first": first.map(|day| day.to_string()), "last": last.map(|day| day.to_string()),
    })
}

fn roles_table(roles: &[RoleRow]) -> Markup {
    html! {
        section {
            h2 { "As whom" }
            div.wide tabindex="0" { table {
                thead { tr { th { "Office" } th { "Of" } th { "First" } th { "Last" } th.n { "Articles" } } }
                tbody { @for role in roles { tr {
                    td { bdi { (role.office.as_deref().unwrap_or("–")) } }
                    td { (role.of.as_deref().unwrap_or_default()) }
                    td { (published(role.days.map(|days| days.0))) }
                    td { (published(role.days.map(|days| days.1))) }
                    td.n { (number(role.articles)) }
                } } }
            } }
        }
    }
}

/// Shares as a table whose numbers lead to the records.
pub(crate) fn bars(title: &str, shares: &[Share], to: impl Fn(&str) -> Address) -> Markup {
    let most = shares.iter().map(|share| share.n).max().unwrap_or(1);
    let is_cut = n_of(shares) >= MOST_COUNTED;
    html! {
        @if !shares.is_empty() {
            section {
                h2 { (title) @if is_cut { small { "of the newest " (number(MOST_COUNTED)) } } }
                table.bars { tbody { @for share in shares.iter().take(12) { tr {
                    th scope="row" { a href=(to(&share.of)) { bdi { (share.of.replace('-', " ")) } } }
                    td { (bar(share.n, most)) }
                    td.n { a href=(to(&share.of)) { (number(share.n)) } }
                } } } }
            }
        }
    }
}

fn n_of(shares: &[Share]) -> usize {
    shares.iter().map(|share| share.n).sum()
}

fn dealings(title: &str, others: &[Counterpart], n_events: usize, to: impl Fn(&str) -> Address) -> Markup {
    let most = others.first().map_or(1, |one| one.n);
    html! {
        @if !others.is_empty() {
            section {
                h2 { (title) @if n_events >= MOST_EVENTS { small { "in the newest " (number(MOST_EVENTS)) " events" } } }
                table.bars { tbody { @for one in others.iter().take(12) { tr {
                    th scope="row" { a href=(Address::actor(&one.id)) { bdi { (cut(&one.name, 60)) } } }
                    td { (bar(one.n, most)) }
                    td.n { a href=(to(&word_of(one.world.as_deref(), &one.name))) { (number(one.n)) } }
                } } } }
            }
        }
    }
}

/// A bar as long as its share of the longest.
pub(crate) fn bar(n: usize, most: usize) -> Markup {
    let width = (n * 100).div_ceil(most.max(1));
    html! {
        svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
            rect width=(width) height="8" rx="1" {}
        }
    }
}

fn newest<T: Entry>(title: &str, list: &Address, rows: &[T]) -> Markup {
    html! {
        @if !rows.is_empty() {
            section { h2 { (title) a.more href=(list) { "all" } } (entries(rows)) }
        }
    }
}
