//! The deeds of a story, and how the archive's other stories tell them: alike, or otherwise.

use chancery_export::size_in_words;
use chancery_ledger::{Incident, Telling, Who, Whose, incidents_of};
use chancery_record::{Days, EventType, PlaceKind, Quad, Status, short_days};
use chancery_store::{Archive, Error, EventRow, Filter, Member};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Other stories are looked at from so many days before each of the deeds to as many after it.
const AROUND: i64 = 1;
/// So many stretches of days, and so many events of all of them for each of actors, recipients and places: as many as
/// may be looked at while somebody waits.
const MOST_STRETCHES: usize = 20;
const MOST_EVENTS: usize = 160;
/// So many sides, and so many places, are asked for.
const MOST_ASKED: usize = 8;
const MOST_OTHERS: usize = 20;

/// A deed of a story.
pub(crate) struct Deed {
    /// As the story tells it.
    pub(crate) event: EventRow,
    /// The other articles that tell it, each with what it shares with those before it.
    pub(crate) also: Vec<(EventRow, Telling)>,
    /// Who tells it otherwise, and how.
    pub(crate) otherwise: Vec<(EventRow, Vec<String>)>,
}

impl Deed {
    /// The stories that tell it beside this one.
    pub(crate) fn other_stories(&self) -> BTreeSet<&str> {
        let told = self.also.iter().map(|(event, _)| event.article.story.as_str());
        told.filter(|story| *story != self.event.article.story).collect()
    }
}

/// The deeds that the articles of a story tell: the material ones, or else what was done with words.
pub(crate) fn deeds_of(
    archive: &Archive,
    story: &str,
    articles: &[&str],
    most: usize,
) -> Result<Vec<Deed>, Error> {
    let mut own = Vec::new();
    for article in articles {
        own.extend(
            archive.all_events(&Filter { article: Some((*article).to_owned()), ..Filter::default() })?,
        );
    }
    let is_material =
        |event: &EventRow| matches!(event.quad, Quad::MaterialCooperation | Quad::MaterialConflict);
    if own.iter().any(|event| is_material(event) && is_done(event)) {
        own.retain(is_material);
    }
    let towns = towns_of(archive, articles.first().copied())?;
    let mut stretches = stretches_of(&own);
    stretches.truncate(MOST_STRETCHES);
    let limit = MOST_EVENTS / stretches.len().max(1);
    let mut known: BTreeSet<String> = own.iter().map(|event| event.id.clone()).collect();
    let mut all = own.clone();
    for (since, until) in stretches {
        let is_within =
            |event: &&EventRow| days_of(event).is_some_and(|days| since <= days.from && days.from <= until);
        let deeds: Vec<&EventRow> = own.iter().filter(is_within).collect();
        let days = Filter { since: Some(since), until: Some(until), limit, ..Filter::default() };
        let near = near(archive, &deeds, &towns, &days)?;
        all.extend(near.into_iter().filter(|event| known.insert(event.id.clone())));
    }
    all.sort_by(|a, b| {
        (days_of(a).map(|days| days.from), &a.id).cmp(&(days_of(b).map(|days| days.from), &b.id))
    });
    let incidents = incidents_of(&all);
    let is_ours =
        |incident: &&Incident| incident.members.iter().any(|one| all[one.event].article.story == story);
    Ok(incidents.iter().filter(is_ours).take(most).map(|incident| deed(story, incident, &all)).collect())
}

/// The towns that an article names.
fn towns_of(archive: &Archive, article: Option<&str>) -> Result<BTreeSet<String>, Error> {
    let Some(stored) = article.map(|id| archive.article(id)).transpose()?.flatten() else {
        return Ok(BTreeSet::new());
    };
    let places = stored.record.places.into_iter().filter(|place| place.kind != PlaceKind::Country);
    Ok(places.map(|place| place.name).collect())
}

/// The events of the same types and of these days that the same sides take part in, or that are at the same places.
fn near(
    archive: &Archive,
    deeds: &[&EventRow],
    towns: &BTreeSet<String>,
    days: &Filter,
) -> Result<Vec<EventRow>, Error> {
    let types: BTreeSet<EventType> = deeds.iter().map(|event| event.event_type).collect();
    let members = deeds.iter().flat_map(|event| event.actors.iter().chain(&event.recipients));
    let sides = members.filter_map(|member| member.country.clone().or_else(|| member.organisation.clone()));
    let sides: BTreeSet<String> = sides.collect();
    let places = deeds.iter().filter_map(|event| Some(event.place.as_ref()?.name.clone()));
    // What was shelled is told in the words, where it is no place of the deed.
    let is_told = |town: &&String| deeds.iter().any(|event| event.evidence.text.contains(town.as_str()));
    let places: BTreeSet<String> = places.chain(towns.iter().filter(is_told).cloned()).collect();
    let some = |words: BTreeSet<String>| -> Vec<String> { words.into_iter().take(MOST_ASKED).collect() };
    let (sides, places) = (some(sides), some(places));
    let days = Filter { types: types.into_iter().collect(), ..days.clone() };
    let mut near = Vec::new();
    if !sides.is_empty() {
        near.extend(archive.events(&Filter { actors: sides.clone(), ..days.clone() })?.rows);
        near.extend(archive.events(&Filter { recipients: sides, ..days.clone() })?.rows);
    }
    if !places.is_empty() {
        near.extend(archive.events(&Filter { places, ..days })?.rows);
    }
    Ok(near)
}

/// The days around deeds, without overlap, the earliest first.
fn stretches_of(deeds: &[EventRow]) -> Vec<(Date, Date)> {
    let around = |days: Days| {
        Some((days.from.checked_sub(AROUND.days()).ok()?, days.from.checked_add(AROUND.days()).ok()?))
    };
    let single: BTreeSet<(Date, Date)> = deeds.iter().filter_map(days_of).filter_map(around).collect();
    let mut joined: Vec<(Date, Date)> = Vec::new();
    for (since, until) in single {
        match joined.last_mut() {
            Some(last) if since <= last.1 => last.1 = last.1.max(until),
            _ => joined.push((since, until)),
        }
    }
    joined
}

fn deed(story: &str, incident: &Incident, all: &[EventRow]) -> Deed {
    let is_own = |one: &&Telling| all[one.event].article.story == story;
    let own = incident.members.iter().find(is_own).unwrap_or(&incident.members[0]);
    let event = &all[own.event];
    let others = incident.members.iter().filter(|one| one.event != own.event);
    let told: BTreeSet<usize> = incident.members.iter().map(|one| one.event).collect();
    // What copies repeat stands once.
    let mut known = BTreeSet::new();
    let otherwise = (0..all.len()).filter(|at| !told.contains(at)).filter_map(|at| {
        let how = differs(event, &all[at])?;
        known.insert((all[at].article.story.as_str(), how.clone())).then(|| (all[at].clone(), how))
    });
    Deed {
        event: event.clone(),
        also: others.map(|one| (all[one.event].clone(), one.clone())).collect(),
        otherwise: otherwise.take(MOST_OTHERS).collect(),
    }
}

/// How another telling differs from this one, if both may be of one deed: the type and the town are the same, or the
/// parties on both sides, and the days touch. A denial may leave a side open, and stand in the same story.
fn differs(event: &EventRow, other: &EventRow) -> Option<Vec<String>> {
    let sides = |members: &[Member]| -> BTreeSet<Who> {
        members.iter().filter_map(|member| Who::of(member, Whose::Side)).collect()
    };
    let (actors, others) = (sides(&event.actors), sides(&other.actors));
    let (recipients, theirs) = (sides(&event.recipients), sides(&other.recipients));
    let same_place = told_at(event, other) || told_at(other, event);
    let denies = other.status == Status::Negated && event.status != Status::Negated;
    let open = |a: &BTreeSet<Who>, b: &BTreeSet<Who>| denies && (a.is_empty() || b.is_empty());
    let is_word = matches!(event.quad, Quad::VerbalCooperation | Quad::VerbalConflict);
    let may_be = event.event_type == other.event_type
        // What was said twice was said twice.
        && !is_word
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
    let mut how = Vec::new();
    let numbers = |event: &EventRow| [event.size.killed, event.size.wounded, event.size.detained];
    let differ = |(one, two): (Option<u32>, Option<u32>)| one.zip(two).is_some_and(|(one, two)| one != two);
    if numbers(event).into_iter().zip(numbers(other)).any(differ) {
        let toll = |event: &EventRow| size_in_words(&event.size).unwrap_or_default();
        how.push(format!("another toll: {}, here {}", toll(other), toll(event)));
    }
    if !actors.is_empty() && !others.is_empty() && actors.is_disjoint(&others) {
        let names = |event: &EventRow| {
            let names: Vec<&str> = event.actors.iter().map(|member| member.name.as_str()).collect();
            names.join(", ")
        };
        how.push(format!("another actor: {}, here {}", names(other), names(event)));
    }
    let is_told = |event: &EventRow| event.date_from.as_deref().is_some_and(|from| from != "publication");
    if is_told(event) && is_told(other) && (one.from > two.to || two.from > one.to) {
        how.push(format!("another day: {}, here {}", short_days(two, None), short_days(one, None)));
    }
    match event.status == other.status {
        true => {}
        false if denies => how.push("denied".to_owned()),
        false => how.push(other.status.label().to_owned()),
    }
    (!how.is_empty()).then_some(how)
}

/// Whether the other one's words name the place of this one.
fn told_at(event: &EventRow, other: &EventRow) -> bool {
    let Some(place) = &event.place else { return false };
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let words = other.evidence.text.as_str();
    other.place.as_ref().map_or_else(
        || {
            words.match_indices(place.name.as_str()).any(|(at, found)| {
                let (before, after) = (&words[..at], &words[at + found.len()..]);
                !is_letter(before.chars().next_back()) && !is_letter(after.chars().next())
            })
        },
        |theirs| theirs.name == place.name,
    )
}

fn is_done(event: &EventRow) -> bool {
    matches!(event.status, Status::Occurred | Status::Ongoing)
}

fn days_of(event: &EventRow) -> Option<Days> {
    event.date.or(event.article.published.map(Days::day))
}
