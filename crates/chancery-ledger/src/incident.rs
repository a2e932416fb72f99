//! Incidents: the same deed told by different articles, linked where enough agrees and nothing disagrees.
//!
//! A wrong merge is worse than two that stay apart. Two tellings are of one incident when the type is the same and mode,
//! actors, recipients, days, place and numbers do not contradict each other; and when, beyond that, they share a party
//! and something that tells this deed from others like it: the place, a number, the very persons, or (in copies of one
//! story) the very words. Every mention stays as it is; an incident only lists them, with the reasons.

use crate::series::has_happened;
use crate::{Who, Whose};
use chancery_record::{ActorKind, Days, EventType, PlaceKind};
use chancery_store::{EventRow, Member};
use std::collections::{BTreeMap, BTreeSet};

/// An event that is spread over more days than this could be anywhere in them.
const MOST_DAYS: i32 = 3;
/// So many incidents that share a detail are looked at; beyond them an event stays apart.
const MOST_CANDIDATES: usize = 32;
/// One or two are killed in many attacks: a number from this on tells one deed from another.
const TELLING: u32 = 3;

/// A deed, with the events that tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// The id of the event that tells it first.
    pub id: String,
    /// The type.
    pub event_type: EventType,
    /// The days that all tellings agree on; `None` where the day is not known.
    pub days: Option<Days>,
    /// The tellings, the earliest first.
    pub members: Vec<Telling>,
}

/// One event of an incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// Its place among the events that were given.
    pub event: usize,
    /// What it shares with those before it: `place Marshbridge`, `2 killed`, `actor FRD`. Empty for the first.
    pub reasons: Vec<String>,
}

/// The incidents that these events tell, given the earliest first; each event that is told as done is in exactly one.
///
/// Its cost grows with the number of events, not with its square: only what shares a detail is compared.
pub fn incidents_of(events: &[EventRow]) -> Vec<Incident> {
    let mut profiles: Vec<Profile> = Vec::new();
    let mut incidents: Vec<Incident> = Vec::new();
    let mut by_detail: BTreeMap<(EventType, Detail), Vec<usize>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate().filter(|(_, event)| has_happened(event)) {
        let profile = Profile::of(event);
        let details = profile.details(event);
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        for detail in &details {
            let known = by_detail.get(&(event.event_type, detail.clone()));
            candidates.extend(known.into_iter().flatten().rev().take(MOST_CANDIDATES));
        }
        let found = candidates
            .into_iter()
            .find_map(|incident| profiles[incident].agrees_with(&profile).map(|reasons| (incident, reasons)));
        let incident = match found {
            Some((incident, reasons)) => {
                profiles[incident].join(&profile);
                incidents[incident].days = profiles[incident].days;
                incidents[incident].members.push(Telling { event: at, reasons });
                incident
            }
            None => {
                incidents.push(Incident {
                    id: event.id.clone(),
                    event_type: event.event_type,
                    days: profile.days,
                    members: vec![Telling { event: at, reasons: Vec::new() }],
                });
                profiles.push(profile);
                incidents.len() - 1
            }
        };
        for detail in details {
            let known = by_detail.entry((event.event_type, detail)).or_default();
            if known.last() != Some(&incident) {
                known.push(incident);
            }
        }
    }
    incidents
}

/// Something that tells a deed from others like it, on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    Place(String, Days),
    Number(&'static str, u32, Days),
    Persons(BTreeSet<String>, Days),
    Words(String, String),
}

/// What is known of an incident, from all its tellings.
struct Profile {
    mode: Option<String>,
    days: Option<Days>,
    actors: BTreeSet<Who>,
    recipients: BTreeSet<Who>,
    /// The persons that are named on either side.
    persons: BTreeSet<String>,
    place: Option<(String, String)>,
    country: Option<String>,
    numbers: [(&'static str, Option<u32>); 3],
    articles: BTreeSet<String>,
    words: BTreeSet<(String, String)>,
}

impl Profile {
    fn of(event: &EventRow) -> Profile {
        let days = event.date.or(event.article.published.map(Days::day));
        // Only a town says where; within a country or a sea there is room for many deeds.
        let is_town = event.place_kind == Some(PlaceKind::City);
        let place = event.place.as_ref().filter(|_| is_town).map(|place| {
            let key = place.geonames.map_or_else(|| place.name.to_lowercase(), |number| number.to_string());
            (key, place.name.clone())
        });
        let sides = |members: &[Member]| members.iter().filter_map(|one| Who::of(one, Whose::Side)).collect();
        let persons = event.actors.iter().chain(&event.recipients);
        Profile {
            mode: event.mode.clone(),
            days,
            actors: sides(&event.actors),
            recipients: sides(&event.recipients),
            persons: persons
                .filter(|member| member.kind == ActorKind::Person)
                .filter_map(|member| member.party.clone())
                .collect(),
            place,
            country: event.place.as_ref().and_then(|place| place.country.clone()),
            numbers: [
                ("killed", event.size.killed),
                ("wounded", event.size.wounded),
                ("detained", event.size.detained),
            ],
            articles: BTreeSet::from([event.article.id.clone()]),
            words: BTreeSet::from([(event.article.story.clone(), event.evidence.text.clone())]),
        }
    }

    /// What the incident may be met by: on each of its days, if they are few.
    fn details(&self, event: &EventRow) -> Vec<Detail> {
        let mut details = vec![Detail::Words(event.article.story.clone(), event.evidence.text.clone())];
        let Some(days) = self.days.filter(|days| n_days(*days) <= MOST_DAYS) else { return details };
        let mut day = days.from;
        loop {
            let on = Days::day(day);
            details.extend(self.place.iter().map(|(key, _)| Detail::Place(key.clone(), on)));
            for (what, number) in &self.numbers {
                let telling = number.filter(|number| *number >= TELLING);
                details.extend(telling.map(|number| Detail::Number(what, number, on)));
            }
            if self.persons.len() > 1 {
                details.push(Detail::Persons(self.persons.clone(), on));
            }
            match day.tomorrow() {
                Ok(next) if next <= days.to => day = next,
                _ => return details,
            }
        }
    }

    /// Why a telling is of this incident; `None` where it is not known to be.
    fn agrees_with(&self, other: &Profile) -> Option<Vec<String>> {
        let mut reasons = Vec::new();
        let mut n_details = 0;
        // Within one article the reader has already put together what is one.
        if self.articles.intersection(&other.articles).next().is_some() {
            return None;
        }
        if both(&self.mode, &other.mode).is_some_and(|(one, two)| one != two) {
            return None;
        }
        if both(&self.country, &other.country).is_some_and(|(one, two)| one != two) {
            return None;
        }
        if let Some((one, two)) = both(&self.place, &other.place) {
            if one.0 != two.0 {
                return None;
            }
            n_details += 1;
            reasons.push(format!("place {}", one.1));
        }
        for ((what, one), (_, two)) in self.numbers.iter().zip(&other.numbers) {
            if let Some((one, two)) = both(one, two) {
                if one != two {
                    return None;
                }
                n_details += usize::from(*one >= TELLING);
                reasons.push(format!("{one} {what}"));
            }
        }
        let mut n_parties = 0;
        for (side, one, two) in
            [("actor", &self.actors, &other.actors), ("recipient", &self.recipients, &other.recipients)]
        {
            if one.is_empty() || two.is_empty() {
                continue;
            }
            if !(one.is_subset(two) || two.is_subset(one)) {
                return None;
            }
            for who in one.intersection(two) {
                n_parties += 1;
                reasons.push(format!("{side} {}", who.key()));
            }
        }
        let days = both(&self.days, &other.days).map(|(one, two)| shared(*one, *two));
        if days == Some(None) {
            return None;
        }
        let is_copy = self.words.intersection(&other.words).next().is_some();
        if is_copy {
            n_details += 1;
            reasons.push("the same words in a copy".to_owned());
        }
        let short = |days: Option<Days>| days.is_some_and(|days| n_days(days) <= MOST_DAYS);
        let same_day = short(self.days) && short(other.days);
        let same_persons = self.persons.len() > 1 && self.persons == other.persons;
        if same_persons {
            reasons.push("the same persons".to_owned());
        }
        // A party and a detail; where no party is known on any side in common, two details.
        let is_one = is_copy
            || same_day && n_parties > 0 && (n_details > 0 || same_persons)
            || same_day && n_details > 1 && (self.is_open() || other.is_open());
        is_one.then_some(reasons)
    }

    /// Whether a side of it is unknown.
    fn is_open(&self) -> bool {
        self.actors.is_empty() || self.recipients.is_empty()
    }

    fn join(&mut self, other: &Profile) {
        self.mode = self.mode.take().or_else(|| other.mode.clone());
        self.place = self.place.take().or_else(|| other.place.clone());
        self.country = self.country.take().or_else(|| other.country.clone());
        for ((_, one), (_, two)) in self.numbers.iter_mut().zip(&other.numbers) {
            *one = one.or(*two);
        }
        self.days = match both(&self.days, &other.days) {
            Some((one, two)) => shared(*one, *two),
            None => self.days.or(other.days),
        };
        self.actors.extend(other.actors.iter().cloned());
        self.recipients.extend(other.recipients.iter().cloned());
        self.persons.extend(other.persons.iter().cloned());
        self.articles.extend(other.articles.iter().cloned());
        self.words.extend(other.words.iter().cloned());
    }
}

fn both<'a, T>(one: &'a Option<T>, two: &'a Option<T>) -> Option<(&'a T, &'a T)> {
    one.as_ref().zip(two.as_ref())
}

/// The days that two stretches share.
pub(crate) fn shared(one: Days, two: Days) -> Option<Days> {
    let (from, to) = (one.from.max(two.from), one.to.min(two.to));
    (from <= to).then_some(Days { from, to })
}

fn n_days(days: Days) -> i32 {
    days.from.until(days.to).map_or(i32::MAX, |span| span.get_days().saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::event;
    use chancery_record::{EventPlace, Size, Status};

    const F: &str = "Freedonia government FRD GOV";
    const S: &str = "Sylvania government SYL GOV";

    fn shelling(day: &str, story: &str, place: Option<&str>, killed: Option<u32>) -> EventRow {
        let mut event = event("ASSAULT", S, F, day, story);
        event.place_kind = place.map(|_| PlaceKind::City);
        event.place = place.map(|name| EventPlace { name: name.into(), country: None, geonames: None });
        event.size = Size { killed, ..Size::default() };
        event.evidence.text = format!("{story}: the village was shelled");
        event
    }

    fn groups(events: &[EventRow]) -> Vec<Vec<usize>> {
        let members = |one: &Incident| one.members.iter().map(|member| member.event).collect();
        incidents_of(events).iter().map(members).collect()
    }

    #[test]
    fn the_same_place_or_number_on_the_same_day_is_one_deed() {
        let events = [
            shelling("2031-02-08", "y-1", Some("Saltmarsh"), Some(6)),
            shelling("2031-02-08", "y-2", Some("Saltmarsh"), None),
            shelling("2031-02-08", "y-3", None, Some(6)),
        ];
        let incidents = incidents_of(&events);
        assert_eq!(incidents.len(), 1);
        assert_eq!(incidents[0].id, events[0].id);
        assert_eq!(incidents[0].members[1].reasons, ["place Saltmarsh", "actor SYL", "recipient FRD"]);
        assert_eq!(incidents[0].members[2].reasons, ["6 killed", "actor SYL", "recipient FRD"]);
    }

    #[test]
    fn what_disagrees_stays_apart() {
        let first = || shelling("2031-02-08", "y-1", Some("Saltmarsh"), Some(6));
        let mut mode = shelling("2031-02-08", "y-2", Some("Saltmarsh"), Some(6));
        mode.mode = Some("aerial".into());
        let with_mode = EventRow { mode: Some("artillery".into()), ..first() };
        let mut other_type = shelling("2031-02-08", "y-2", Some("Saltmarsh"), Some(6));
        other_type.event_type = EventType::Coerce;
        let mut other_side = event("ASSAULT", F, S, "2031-02-08", "y-2");
        other_side.place = first().place;
        other_side.place_kind = first().place_kind;
        let in_country = || {
            let mut event = shelling("2031-02-08", "y-1", Some("Freedonia"), Some(2));
            event.place_kind = Some(PlaceKind::Country);
            event
        };
        let mut also_in_country = in_country();
        also_in_country.article.id = "other".into();
        also_in_country.evidence.text = "another clause".into();
        for (one, two, why) in [
            (first(), shelling("2031-02-09", "y-2", Some("Saltmarsh"), Some(6)), "another day"),
            (first(), shelling("2031-02-08", "y-2", Some("Port Heron"), Some(6)), "another place"),
            (first(), shelling("2031-02-08", "y-2", Some("Saltmarsh"), Some(8)), "another number"),
            (first(), shelling("2031-02-08", "y-2", None, None), "nothing but the day and the parties"),
            (first(), other_type, "another type"),
            (first(), other_side, "the other way round"),
            (with_mode, mode, "another mode"),
            (first(), first(), "the same article"),
            (in_country(), also_in_country, "a whole country and a small number"),
            (
                shelling("2031-02-08", "y-1", None, Some(6)),
                shelling("2031-02-08", "y-1", None, Some(7)),
                "the same article",
            ),
        ] {
            assert_eq!(groups(&[one, two]).len(), 2, "{why}");
        }
    }

    #[test]
    fn one_that_contradicts_a_member_does_not_come_in_by_another() {
        let events = [
            shelling("2031-02-08", "y-1", Some("Saltmarsh"), Some(6)),
            shelling("2031-02-08", "y-2", None, Some(6)),
            shelling("2031-02-08", "y-3", Some("Port Heron"), Some(6)),
        ];
        assert_eq!(groups(&events), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn copies_tell_the_same_in_the_same_words_and_what_did_not_happen_is_no_deed() {
        let mut copy = shelling("2031-02-08", "y-1", None, None);
        copy.article.id = "copy".into();
        let mut planned = shelling("2031-02-08", "y-4", Some("Saltmarsh"), Some(6));
        planned.status = Status::Planned;
        assert_eq!(groups(&[shelling("2031-02-08", "y-1", None, None), copy, planned]), [vec![0, 1]]);
    }

    #[test]
    fn many_like_events_take_no_square_of_time() {
        let events: Vec<EventRow> = (0..20_000)
            .map(|n| shelling("2031-02-08", &format!("y-{n}"), Some("Saltmarsh"), Some(n)))
            .collect();
        assert_eq!(incidents_of(&events).len(), 20_000);
    }
}
