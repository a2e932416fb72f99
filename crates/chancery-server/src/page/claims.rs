//! What somebody says was done: which deeds only one side reports, which both do, which are denied, and by whom.
//!
//! Tellings are laid together among a stretch of the newest deeds, so that a question takes as long over a large archive
//! as over a small one; the next pages go on with the deeds before them.

use super::{Asked, JSON_AND_CSV, Page};
use crate::address::Address;
use crate::answer::{Answer, Form, csv, objects};
use crate::choice::{
    ACTOR, AFTER, Choice, LIMIT, ORIGINALS, PLACE, QUAD, RECIPIENT, SINCE, SORT, SOURCE, TEXT, TYPE, Takes,
    UNTIL, any_of, filter,
};
use crate::piece::{bare_day, counted, cut, nothing, number, options, published, tag};
use crate::problem::Problem;
use chancery_ledger::{Claim, End, Names, Standing, Voice, claims_of, of_deeds, reports_of};
use chancery_store::{Cursor, EventRow, Filter, Sort, StatementRow};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) static CLAIMS: Page = Page {
    path: "/claims",
    name: "Claims",
    about: "Deeds that somebody reports or denies: who says so, who denies it, in how many independent stories.",
    choices: &[
        &ACTOR, &RECIPIENT, &STANDING, &TYPE, &SINCE, &UNTIL, &TEXT, &QUAD, &PLACE, &SOURCE, &ORIGINALS,
        &SORT, &LIMIT, &AFTER,
    ],
    twins: JSON_AND_CSV,
    posted: false,
    answer: page,
};

static STANDING: Choice = any_of(
    "standing",
    "Standing",
    Takes::OneOf(|| STANDINGS.iter().map(|(standing, _)| standing.label()).collect()),
    "How the sides stand to the deed: who says so and who denies it.",
);

/// Each standing with what it means.
const STANDINGS: [(Standing, &str); 6] = [
    (Standing::Disputed, "somebody says so, or an article tells it, and somebody denies it"),
    (Standing::Denied, "somebody denies it, and nothing tells who says so"),
    (Standing::OneVoice, "one voice says so, and nobody else"),
    (Standing::OneSide, "several voices say so, all from one end of the deed or from none"),
    (Standing::BothSides, "the actor's side and the recipient's side say so"),
    (Standing::Told, "an article tells it as its own, beside those who say so"),
];

/// Tellings are laid together among so many deeds at a time.
const MOST_DEEDS: usize = 2000;
/// So many voices, and so many tellings, of one claim stand on the page; the twins have all.
const MOST_VOICES: usize = 6;

/// The claims among a stretch of deeds, with the records that they rest on.
struct Found {
    claims: Vec<Claim>,
    events: Vec<EventRow>,
    statements: BTreeMap<String, StatementRow>,
    /// Where the stretch before goes on.
    next: Option<Cursor>,
}

/// Where a page begins: in which stretch of deeds, and after how many of its claims.
struct Place {
    stretch: Option<Cursor>,
    skipped: usize,
}

impl Place {
    /// As it stands in addresses: `50`, or `50@` and where the stretch begins.
    fn parse(word: Option<&str>) -> Result<Place, Problem> {
        let Some(word) = word else { return Ok(Place { stretch: None, skipped: 0 }) };
        let (skipped, stretch) = word.split_once('@').map_or((word, None), |(n, stretch)| (n, Some(stretch)));
        let wrong = || Problem::option("after", word, "take it from the page before, where it is `next`");
        Ok(Place {
            skipped: skipped.parse().map_err(|_| wrong())?,
            stretch: stretch.map(str::parse).transpose().map_err(|_| wrong())?,
        })
    }

    fn word(&self) -> String {
        self.stretch.map_or_else(|| self.skipped.to_string(), |stretch| format!("{}@{stretch}", self.skipped))
    }
}

fn page(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let place = Place::parse(asked.query.first("after"))?;
    let wanted = filter(&asked.query.clone().without("after"), asked.desk.options.basis.world)?;
    let found = found(asked, &wanted, place.stretch)?;
    let standings: Vec<&str> = asked.query.all("standing").collect();
    let is_wanted = |claim: &&Claim| {
        standings.is_empty() || standings.iter().any(|one| claim.standing.label().eq_ignore_ascii_case(one))
    };
    let mut fitting: Vec<&Claim> = found.claims.iter().filter(is_wanted).collect();
    if wanted.sort == Sort::Newest {
        fitting.reverse();
    }
    let end = place.skipped.saturating_add(wanted.limit);
    let next = match () {
        () if fitting.len() > end => Some(Place { skipped: end, ..place }),
        () => found.next.map(|next| Place { stretch: Some(next), skipped: 0 }),
    };
    let next =
        next.map(|next| asked.bare().query(asked.query.clone().without("after")).with("after", next.word()));
    let rows: Vec<Claim> = fitting.into_iter().skip(place.skipped).take(wanted.limit).cloned().collect();
    Ok(match asked.form {
        Form::Csv => csv(&rows),
        Form::Json => {
            let next = next.map(|next| next.form(Form::Json).to_string());
            Answer::Json(serde_json::json!({"rows": objects(&rows), "next": next}))
        }
        Form::Html | Form::Atom => {
            let body = html! {
                h1 { "Who says so, and who denies it" }
                (options(asked, &["actor", "recipient", "standing", "type", "since", "until"]))
                (standings_of(asked, &found))
                ol.entries { @for claim in &rows { (item(claim, &found)) } }
                @if rows.is_empty() && next.is_some() {
                    p.nothing { "Nothing among these deeds is so; there are earlier ones." }
                } @else { (nothing(rows.is_empty())) }
                nav.pages aria-label="Pages of this list" {
                    @if asked.query.first("after").is_some() {
                        a href=(asked.bare().query(asked.query.clone().without("after"))) { "From the beginning" }
                    }
                    @if let Some(next) = &next { a rel="next" href=(next) { "Next page" } }
                }
            };
            Answer::Page("Who says so, and who denies it".to_owned(), body)
        }
    })
}

fn found(asked: &Asked<'_>, wanted: &Filter, stretch: Option<Cursor>) -> Result<Found, Problem> {
    let filter = Filter { limit: MOST_DEEDS, after: stretch, ..of_deeds(wanted) };
    let page = asked.archive.events(&filter)?;
    let mut events = page.rows;
    if filter.sort == Sort::Newest {
        events.reverse();
    }
    let statements = reports_of(asked.archive, &events)?;
    let claims = claims_of(&events, &statements, Names::of_archive(asked.archive)?);
    Ok(Found { claims, events, statements, next: page.next })
}

/// How many claims stand how, each leading to those.
fn standings_of(asked: &Asked<'_>, found: &Found) -> Markup {
    let n_of = |standing| found.claims.iter().filter(|claim| claim.standing == standing).count();
    let query = asked.query.clone().without("standing").without("after");
    html! {
        @if !found.claims.is_empty() {
            div.wide { table {
                thead { tr { th { "Standing" } th.n { "Deeds" } th { "That is" } } }
                tbody { @for (standing, meaning) in STANDINGS {
                    @let n = n_of(standing);
                    @if n > 0 { tr {
                        th scope="row" { (standing.label().replace('-', " ")) }
                        td.n { a href=(asked.bare().query(query.clone()).with("standing", standing.label())) { (number(n)) } }
                        td { (meaning) }
                    } }
                } }
            } }
            @if found.next.is_some() || asked.query.first("after").is_some() {
                p.meta { "Laid together among " (counted(found.events.len(), "deed")) "; the next pages go on with others." }
            }
        }
    }
}

fn item(claim: &Claim, found: &Found) -> Markup {
    let tellings: Vec<&EventRow> =
        claim.ids.iter().filter_map(|id| found.events.iter().find(|event| event.id == *id)).collect();
    let first = tellings.first().copied();
    let means = STANDINGS.iter().find(|(standing, _)| *standing == claim.standing).map(|(_, means)| *means);
    html! {
        li class={ "entry event " @if let Some(first) = first { (first.quad) } } {
            (bare_day(claim.days))
            div {
                p.head {
                    b.type { (claim.event_type) } " "
                    bdi { @if claim.actors.is_empty() { span.nobody { "somebody" } } @else { b { (names(&claim.actors)) } } }
                    @if !claim.recipients.is_empty() { " → " bdi { b { (names(&claim.recipients)) } } }
                    " " span class={ "standing " (claim.standing.label()) } title=[means] { (claim.standing.label().replace('-', " ")) }
                }
                @if let Some(first) = first {
                    p.words { a href=(Address::record(&first.article.id, &first.id)) { bdi { (cut(&claim.evidence, 420)) } } }
                }
                (voices("Said by", claim, &claim.said_by, found))
                (voices("Denied by", claim, &claim.denied_by, found))
                @if claim.told > 0 {
                    p.voices { "Told as " @if claim.told == 1 { "its" } @else { "their" } " own by " (stories(claim.told)) }
                }
                p.meta {
                    @if let Some(place) = &claim.place { (tag(&format!("at {}", cut(place, 60)))) }
                    @for event in tellings.iter().take(MOST_VOICES) {
                        a.tag href=(Address::record(&event.article.id, &event.id)) {
                            bdi { (cut(event.article.source.as_deref().unwrap_or(&event.article.id), 60)) }
                            @if let Some(day) = event.article.published { ", " (published(Some(day))) }
                        }
                    }
                    @if tellings.len() > MOST_VOICES { "and " (tellings.len() - MOST_VOICES) " more" }
                }
            }
        }
    }
}

/// Who says or denies it, each leading to the words.
fn voices(lead: &str, claim: &Claim, voices: &[Voice], found: &Found) -> Markup {
    html! {
        @if !voices.is_empty() {
            p.voices {
                (lead) " "
                @for (n, voice) in voices.iter().take(MOST_VOICES).enumerate() {
                    @if n > 0 { "; " }
                    (voice_of(claim, voice, found))
                }
                @if voices.len() > MOST_VOICES { " and " (voices.len() - MOST_VOICES) " more" }
            }
        }
    }
}

fn voice_of(claim: &Claim, voice: &Voice, found: &Found) -> Markup {
    // What copies repeat stands once.
    let mut known = BTreeSet::new();
    let is_new = |one: &&StatementRow| known.insert((one.article.story.clone(), speakers(one)));
    let statements =
        voice.ids.iter().filter_map(|id| found.statements.get(id)).filter(is_new).take(MOST_VOICES);
    let side = match voice.end {
        End::Actor => Some("the actor's side"),
        End::Recipient if !claim.recipients.is_empty() => Some("the recipient's side"),
        End::Recipient | End::Other => None,
    };
    html! {
        b { bdi { @if voice.name.is_empty() { "unnamed voices" } @else { (cut(&voice.name, 80)) } } }
        @if let Some(side) = side { " (" (side) ")" }
        " in " (stories(voice.stories)) ": "
        @for (n, statement) in statements.enumerate() {
            @if n > 0 { ", " }
            a href=(Address::record(&statement.article.id, &statement.id)) { bdi { (speakers(statement)) } }
        }
    }
}

/// The very person who spoke, where there is one, with what was done by speaking.
fn speakers(statement: &StatementRow) -> String {
    let names: Vec<&str> = statement.speakers.iter().map(|member| member.name.as_str()).collect();
    let cue = statement.cue.as_ref().map_or(statement.act.label(), |cue| cue.citation.text.as_str());
    let names = names.join(", ");
    // `according to the navy`, not `the navy according to`.
    let is_before = cue.ends_with(" to") && !names.is_empty();
    cut(if is_before { format!("{cue} {names}") } else { format!("{names} {cue}") }.trim(), 80)
}

fn names(names: &[String]) -> String {
    cut(&names.join(", "), 160)
}

fn stories(n: usize) -> String {
    if n == 1 { "1 story".to_owned() } else { format!("{} stories", number(n)) }
}
