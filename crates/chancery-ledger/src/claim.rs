//! Who says that something happened, and who denies it.

use crate::incident::shared;
use crate::{Incident, Names, Who, Whose, incidents_of};
use chancery_record::{Days, EventType, Quad, Status};
use chancery_store::{Archive, Error, EventRow, Filter, StatementRow};
use std::collections::{BTreeMap, BTreeSet};

/// A deed that somebody claims or denies.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The id of the event that tells it first.
    pub id: String,
    /// The type.
    pub event_type: EventType,
    /// When.
    pub days: Option<Days>,
    /// Who is said to have done it.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// How the sides stand to it.
    pub standing: Standing,
    /// Who says so; nobody in particular where the name is empty ("reportedly").
    pub said_by: Vec<Voice>,
    /// Who denies it.
    pub denied_by: Vec<Voice>,
    /// In how many independent stories an article tells it as its own.
    pub told: usize,
    /// In how many independent stories it is told or said at all.
    pub stories: usize,
    /// What it rests on, in the words of the first.
    pub evidence: String,
    /// The events that tell it, the earliest first.
    pub ids: Vec<String>,
    /// Why they are taken for one deed, as one line for each event after the first.
    pub reasons: Vec<String>,
}

/// Somebody who says or denies something.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// Who; `None` where nobody who could be met again is named.
    pub who: Option<Who>,
    /// What it is called.
    pub name: String,
    /// Which end of the deed it stands at.
    pub end: End,
    /// In how many independent stories.
    pub stories: usize,
    /// The statements.
    pub ids: Vec<String>,
}

/// Which end of a deed somebody stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// Is said to have done it.
    Actor,
    /// Is said to have had it done to them.
    Recipient,
    /// Neither.
    Other,
}

/// How the sides stand to a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Somebody says so and somebody denies it.
    Disputed,
    /// Somebody denies it, and no article tells who says so.
    Denied,
    /// Only one voice says so.
    OneVoice,
    /// Several voices say so, all at one end of the deed, or none of them at an end.
    OneSide,
    /// Both the actor's side and the recipient's say so.
    BothSides,
    /// An article tells it as its own beside those who say so.
    Told,
}

impl Standing {
    /// The word for it.
    pub fn label(self) -> &'static str {
        match self {
            Standing::Disputed => "disputed",
            Standing::Denied => "denied",
            Standing::OneVoice => "one-voice",
            Standing::OneSide => "one-side",
            Standing::BothSides => "both-sides",
            Standing::Told => "told",
        }
    }
}

impl End {
    /// The word for it.
    pub fn label(self) -> &'static str {
        match self {
            End::Actor => "actor",
            End::Recipient => "recipient",
            End::Other => "other",
        }
    }
}

/// The claims among the events that a filter wants: deeds (material quads), unless it names quads or types itself.
///
/// # Errors
/// The archive cannot be read.
pub fn claims(archive: &Archive, filter: &Filter) -> Result<Vec<Claim>, Error> {
    let events = archive.all_events(&of_deeds(filter))?;
    let statements = reports_of(archive, &events)?;
    Ok(claims_of(&events, &statements, Names::of_archive(archive)?))
}

/// A filter that wants deeds (material quads), unless it names quads or types itself.
pub fn of_deeds(filter: &Filter) -> Filter {
    let mut filter = filter.clone();
    if filter.quads.is_empty() && filter.types.is_empty() {
        filter.quads = vec![Quad::MaterialCooperation, Quad::MaterialConflict];
    }
    filter
}

/// The statements that events are known from, by their ids.
///
/// # Errors
/// The archive cannot be read.
pub fn reports_of(archive: &Archive, events: &[EventRow]) -> Result<BTreeMap<String, StatementRow>, Error> {
    let statements =
        archive.statements_called(events.iter().filter_map(|event| event.reported_by.as_deref()))?;
    Ok(statements.into_iter().map(|statement| (statement.id.clone(), statement)).collect())
}

/// The claims among these events, given the earliest first; `statements` are those that they are known from.
///
/// A deed that articles only tell by themselves is no claim. A denial is a deed that is told as not done, with who says
/// so; it is laid to an incident of the same type, actor and days, in the same story or else where there is only one,
/// and stands alone where that is not so.
pub fn claims_of(
    events: &[EventRow],
    statements: &BTreeMap<String, StatementRow>,
    mut names: Names,
) -> Vec<Claim> {
    for event in events {
        event.actors.iter().chain(&event.recipients).for_each(|member| names.meet(member, Whose::Side));
    }
    for statement in statements.values() {
        statement.speakers.iter().for_each(|member| names.meet(member, Whose::Side));
    }
    let incidents = incidents_of(events);
    let denials = denials_of(events, &incidents);
    let mut claims: Vec<Claim> = Vec::new();
    for (number, incident) in incidents.iter().enumerate() {
        let told: Vec<&EventRow> = incident.members.iter().map(|member| &events[member.event]).collect();
        let denied: Vec<&EventRow> =
            denials.iter().filter(|(_, of)| *of == Some(number)).map(|(at, _)| &events[*at]).collect();
        if denied.is_empty() && told.iter().all(|event| event.reported_by.is_none()) {
            continue;
        }
        let mut claim = claim(&told, &denied, statements, &names);
        claim.days = incident.days;
        claim.reasons = incident.members[1..].iter().map(|member| member.reasons.join(", ")).collect();
        claims.push(claim);
    }
    // A denial that copies repeat is one.
    let mut alone: BTreeMap<(&str, EventType, &str), Vec<&EventRow>> = BTreeMap::new();
    for event in denials.iter().filter(|(_, of)| of.is_none()).map(|(at, _)| &events[*at]) {
        let told = (event.article.story.as_str(), event.event_type, event.evidence.text.as_str());
        alone.entry(told).or_default().push(event);
    }
    for denied in alone.values() {
        let mut claim = claim(&[], denied, statements, &names);
        claim.days = days_of(denied[0]);
        claims.push(claim);
    }
    claims.sort_by_key(|claim| (claim.days.map(|days| days.from), claim.id.clone()));
    claims
}

fn claim(
    told: &[&EventRow],
    denied: &[&EventRow],
    statements: &BTreeMap<String, StatementRow>,
    names: &Names,
) -> Claim {
    let first = told.first().or(denied.first());
    let all = || told.iter().chain(denied.iter().filter(|_| told.is_empty()));
    let sides = |recipients: bool| -> BTreeSet<Who> {
        let members = all().flat_map(|event| if recipients { &event.recipients } else { &event.actors });
        members.filter_map(|member| Who::of(member, Whose::Side)).collect()
    };
    let called = |recipients: bool| -> Vec<String> {
        let mut called: Vec<String> = sides(recipients).iter().map(|who| names.of(who)).collect();
        if called.is_empty() {
            let members = all().flat_map(|event| if recipients { &event.recipients } else { &event.actors });
            called = members.map(|member| member.name.clone()).take(1).collect();
        }
        called
    };
    let ends = (sides(false), sides(true));
    let said_by = voices(told, statements, &ends, names);
    let denied_by = voices(denied, statements, &ends, names);
    let own: BTreeSet<&str> = told
        .iter()
        .filter(|event| event.reported_by.is_none())
        .map(|event| event.article.story.as_str())
        .collect();
    let stories: BTreeSet<&str> = told.iter().map(|event| event.article.story.as_str()).collect();
    let has = |end| said_by.iter().any(|voice| voice.end == end);
    let standing = match () {
        () if told.is_empty() => Standing::Denied,
        () if !denied.is_empty() => Standing::Disputed,
        () if !own.is_empty() => Standing::Told,
        () if said_by.len() == 1 => Standing::OneVoice,
        () if has(End::Actor) && has(End::Recipient) => Standing::BothSides,
        () => Standing::OneSide,
    };
    Claim {
        id: first.map_or(String::new(), |event| event.id.clone()),
        event_type: first.map_or(EventType::Assault, |event| event.event_type),
        days: None,
        actors: called(false),
        recipients: called(true),
        place: all().find_map(|event| event.place.as_ref().map(|place| place.name.clone())),
        standing,
        said_by,
        denied_by,
        told: own.len(),
        stories: stories.len(),
        evidence: first.map_or(String::new(), |event| event.evidence.text.clone()),
        ids: told.iter().chain(denied).map(|event| event.id.clone()).collect(),
        reasons: Vec::new(),
    }
}

/// Who says what these events tell, those in most stories first.
fn voices(
    events: &[&EventRow],
    statements: &BTreeMap<String, StatementRow>,
    (actors, recipients): &(BTreeSet<Who>, BTreeSet<Who>),
    names: &Names,
) -> Vec<Voice> {
    // Who, and what it is called → the stories and the statements.
    let mut heard: BTreeMap<(Option<Who>, String), [BTreeSet<&str>; 2]> = BTreeMap::new();
    for event in events {
        let Some(id) = event.reported_by.as_ref() else { continue };
        let speakers = statements.get(id).map_or(&[][..], |statement| &statement.speakers);
        let mut who: Vec<(Option<Who>, String)> = speakers
            .iter()
            .map(|member| {
                let who = Who::of(member, Whose::Side);
                let name = who.as_ref().map_or_else(|| member.name.clone(), |who| names.of(who));
                (who, name)
            })
            .collect();
        if who.is_empty() {
            who.push((None, String::new()));
        }
        for one in who {
            let [stories, ids] = heard.entry(one).or_default();
            stories.insert(&event.article.story);
            ids.insert(id);
        }
    }
    let mut voices: Vec<Voice> = heard
        .into_iter()
        .map(|((who, name), [stories, ids])| Voice {
            end: match &who {
                Some(who) if actors.contains(who) => End::Actor,
                Some(who) if recipients.contains(who) => End::Recipient,
                _ => End::Other,
            },
            who,
            name,
            stories: stories.len(),
            ids: ids.into_iter().map(str::to_owned).collect(),
        })
        .collect();
    voices.sort_by(|a, b| b.stories.cmp(&a.stories).then_with(|| a.name.cmp(&b.name)));
    voices
}

/// The denials, each with the incident that it denies, if that is known.
fn denials_of(events: &[EventRow], incidents: &[Incident]) -> Vec<(usize, Option<usize>)> {
    // Where each deed can be met: type and actor, in the order of days.
    let mut by_actor: BTreeMap<(EventType, Who), Vec<usize>> = BTreeMap::new();
    for (number, incident) in incidents.iter().enumerate() {
        let members = incident.members.iter().flat_map(|member| &events[member.event].actors);
        let actors: BTreeSet<Who> = members.filter_map(|member| Who::of(member, Whose::Side)).collect();
        for actor in actors {
            by_actor.entry((incident.event_type, actor)).or_default().push(number);
        }
    }
    let is_denial = |event: &EventRow| event.status == Status::Negated && event.reported_by.is_some();
    let denials = events.iter().enumerate().filter(|(_, event)| is_denial(event));
    denials
        .map(|(at, event)| {
            let days = days_of(event);
            let fits = |number: &&usize| {
                let incident = &incidents[**number];
                let overlap = incident.days.zip(days).is_some_and(|(one, two)| shared(one, two).is_some());
                let recipients = |event: &EventRow| -> BTreeSet<Who> {
                    let members = event.recipients.iter();
                    members.filter_map(|member| Who::of(member, Whose::Side)).collect()
                };
                let ours = recipients(event);
                overlap
                    && incident.members.iter().all(|member| {
                        let theirs = recipients(&events[member.event]);
                        ours.is_empty() || theirs.is_empty() || !ours.is_disjoint(&theirs)
                    })
            };
            let actors = event.actors.iter().filter_map(|member| Who::of(member, Whose::Side));
            let candidates: BTreeSet<usize> = actors
                .filter_map(|actor| by_actor.get(&(event.event_type, actor)))
                .flat_map(|numbers| numbers.iter().filter(fits).copied())
                .collect();
            let in_story = |number: &usize| {
                let story = &event.article.story;
                incidents[*number].members.iter().any(|member| events[member.event].article.story == *story)
            };
            let near: Vec<usize> = candidates.iter().copied().filter(in_story).collect();
            let only = |numbers: &[usize]| if let [one] = numbers { Some(*one) } else { None };
            let all: Vec<usize> = candidates.into_iter().collect();
            (at, if near.is_empty() { only(&all) } else { only(&near) })
        })
        .collect()
}

fn days_of(event: &EventRow) -> Option<Days> {
    event.date.or(event.article.published.map(Days::day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{event, statement};

    const F: &str = "Freedonia government FRD GOV";
    const S: &str = "Sylvania government SYL GOV";

    fn said(mut event: EventRow, statement: &str) -> EventRow {
        event.reported_by = Some(statement.to_owned());
        event
    }

    #[test]
    fn who_says_so_and_who_denies_it() {
        let mut denial = said(event("ASSAULT", S, F, "2031-02-08", "y-1"), "s-2");
        denial.status = Status::Negated;
        denial.id = "e-denial".into();
        denial.recipients.clear();
        let events = [
            said(event("ASSAULT", S, F, "2031-02-08", "y-1"), "s-1"),
            denial,
            event("ASSAULT", S, F, "2031-02-20", "y-2"),
            said(event("ASSAULT", F, S, "2031-02-22", "y-3"), "s-1"),
        ];
        let statements =
            [statement("s-1", "Jane Doe person FRD GOV"), statement("s-2", "Rufus Roe person SYL GOV")];
        let statements = statements.into_iter().map(|one| (one.id.clone(), one)).collect();
        let claims = claims_of(&events, &statements, Names::default());
        assert_eq!(claims.len(), 2, "what an article tells by itself is no claim");
        let first = &claims[0];
        assert_eq!(first.standing, Standing::Disputed);
        assert_eq!((first.said_by[0].name.as_str(), first.said_by[0].end), ("Freedonia", End::Recipient));
        assert_eq!((first.denied_by[0].name.as_str(), first.denied_by[0].end), ("Sylvania", End::Actor));
        assert_eq!(first.ids, [events[0].id.as_str(), "e-denial"]);
        assert_eq!((claims[1].standing, claims[1].said_by[0].end), (Standing::OneVoice, End::Actor));
    }

    #[test]
    fn a_denial_of_nothing_known_stands_alone() {
        let mut denial = said(event("ASSAULT", S, F, "2031-02-08", "y-1"), "s-2");
        denial.status = Status::Negated;
        let claims = claims_of(&[denial], &BTreeMap::new(), Names::default());
        assert_eq!((claims.len(), claims[0].standing), (1, Standing::Denied));
        assert_eq!((claims[0].stories, claims[0].denied_by[0].who.clone()), (0, None));
    }
}
