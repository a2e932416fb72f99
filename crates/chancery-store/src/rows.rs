//! A record → what the tables hold beside its own rows: keys, the terms that its parties are found by, who is who.
//!
//! The same record always gives the same, so what was put in can be taken out again.

use crate::key::{MOST_RECORDS, record_key};
use crate::{Error, id};
use chancery_record::{Actor, ActorKind, Days, MentionForm, Participant, Record};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many actors, mentions or places an article may have.
const MOST_PARTS: usize = 1 << 20;

/// What a record comes to.
pub(crate) struct Laid {
    pub(crate) statements: Vec<i64>,
    pub(crate) events: Vec<i64>,
    pub(crate) positions: Vec<i64>,
    pub(crate) postings: BTreeSet<Posting>,
    pub(crate) parties: BTreeMap<String, Presence>,
    /// The party of each actor, if it is somebody.
    pub(crate) party_of: Vec<Option<String>>,
}

/// A party in one article: the actor that it is, and how often it speaks and plays a part.
pub(crate) struct Presence {
    pub(crate) actor: usize,
    pub(crate) statements: i64,
    pub(crate) events: i64,
}

/// One entry of the index of parties.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Posting {
    pub(crate) facet: &'static str,
    pub(crate) value: String,
    pub(crate) role: i64,
    pub(crate) record: i64,
    pub(crate) class: i64,
}

/// The roles of the index, as the schema numbers them.
pub(crate) mod role {
    pub(crate) const ACTOR: i64 = 0;
    pub(crate) const RECIPIENT: i64 = 1;
    pub(crate) const SPEAKER: i64 = 2;
    pub(crate) const ADDRESSEE: i64 = 3;
    pub(crate) const HOLDER: i64 = 4;
    pub(crate) const TARGET: i64 = 5;
}

/// What the index tells of an event with one number, as the schema says: type, status, whether it is only claimed,
/// intensity.
pub(crate) mod class {
    use chancery_record::{Event, EventType, Status};

    const TYPES: i64 = 0xff;
    const STATUS: u32 = 8;
    const STATUSES: i64 = 0xf;
    const CLAIM: u32 = 12;
    const INTENSITY: u32 = 16;
    /// In tenths; what is beyond it counts as it.
    const LEAST: f64 = -128.0;
    const MOST: f64 = 127.0;

    pub(crate) fn of(event: &Event) -> i64 {
        let tenths = (event.intensity * 10.0).round().clamp(LEAST, MOST) - LEAST;
        event.event_type as i64
            | (event.status as i64) << STATUS
            | i64::from(event.reported_by.is_some()) << CLAIM
            | (tenths as i64) << INTENSITY
    }

    /// The expression that gives the type (or a statement's act, a position's stance) of a class.
    pub(crate) fn type_of(class: &str) -> String {
        format!("({class} & {TYPES})")
    }

    /// The expression that gives the number of the status.
    pub(crate) fn status_of(class: &str) -> String {
        format!("(({class} >> {STATUS}) & {STATUSES})")
    }

    /// The expression that gives 1 for what is only known from what somebody said.
    pub(crate) fn claim_of(class: &str) -> String {
        format!("(({class} >> {CLAIM}) & 1)")
    }

    /// Type, status, whether it is a claim, and intensity.
    pub(crate) fn told(class: i64) -> Option<(EventType, Status, bool, f64)> {
        let event_type = *EventType::ALL.get(usize::try_from(class & TYPES).ok()?)?;
        let status = *Status::ALL.get(usize::try_from(class >> STATUS & STATUSES).ok()?)?;
        let tenths = (class >> INTENSITY) as f64 + LEAST;
        Some((event_type, status, class >> CLAIM & 1 == 1, tenths / 10.0))
    }
}

/// Lays out the record (ids as in the archive) of the article of this key.
pub(crate) fn lay_out(article: i64, record: &Record) -> Result<Laid, Error> {
    let refuse = |most| Err(Error::TooMany(record.article.id.clone(), most));
    if [record.statements.len(), record.events.len(), record.positions.len()]
        .iter()
        .any(|n| *n > MOST_RECORDS)
    {
        return refuse(MOST_RECORDS);
    }
    let n_mentions = record.actors.iter().map(|actor| actor.mentions.len()).sum::<usize>();
    if record.actors.len().max(n_mentions).max(record.places.len()) > MOST_PARTS {
        return refuse(MOST_PARTS);
    }
    let actors: HashMap<&str, usize> =
        record.actors.iter().enumerate().map(|(number, actor)| (actor.id.as_str(), number)).collect();
    let mut laid = Laid {
        statements: Vec::new(),
        events: Vec::new(),
        positions: Vec::new(),
        postings: BTreeSet::new(),
        parties: BTreeMap::new(),
        party_of: record.actors.iter().map(party_id).collect(),
    };
    for (number, party) in laid.party_of.iter().enumerate() {
        if let Some(party) = party {
            let presence = Presence { actor: number, statements: 0, events: 0 };
            laid.parties.entry(party.clone()).or_insert(presence);
        }
    }
    let key = |days: Option<Days>, number| {
        record_key(days.map(|days| days.from).or(record.article.published), article, number)
    };
    for (number, statement) in record.statements.iter().enumerate() {
        let key = key(statement.date, number);
        laid.statements.push(key);
        let class = statement.act as i64;
        laid.post(record, &actors, &statement.speakers, role::SPEAKER, key, class);
        laid.post(record, &actors, &statement.addressees, role::ADDRESSEE, key, class);
        for party in laid.parties_among(&actors, statement.speakers.iter()) {
            laid.parties.entry(party).and_modify(|presence| presence.statements += 1);
        }
    }
    for (number, event) in record.events.iter().enumerate() {
        let key = key(event.date, number);
        laid.events.push(key);
        let class = class::of(event);
        laid.post(record, &actors, &event.actors, role::ACTOR, key, class);
        // Who meets, meets each other: every party of a meeting is also at its other end.
        let is_mutual = event.recipients.is_empty() && event.actors.len() > 1;
        let recipients = if is_mutual { &event.actors } else { &event.recipients };
        laid.post(record, &actors, recipients, role::RECIPIENT, key, class);
        for party in laid.parties_among(&actors, event.actors.iter().chain(&event.recipients)) {
            laid.parties.entry(party).and_modify(|presence| presence.events += 1);
        }
    }
    for (number, position) in record.positions.iter().enumerate() {
        let key = key(position.date, number);
        laid.positions.push(key);
        let class = position.stance as i64;
        laid.post(record, &actors, std::slice::from_ref(&position.holder), role::HOLDER, key, class);
        laid.post(record, &actors, position.target.as_slice(), role::TARGET, key, class);
    }
    Ok(laid)
}

impl Laid {
    fn post(
        &mut self,
        record: &Record,
        actors: &HashMap<&str, usize>,
        members: &[Participant],
        role: i64,
        key: i64,
        class: i64,
    ) {
        for number in members.iter().filter_map(|member| actors.get(member.id.as_str())) {
            for (facet, value) in terms(&record.actors[*number]) {
                self.postings.insert(Posting { facet, value, role, record: key, class });
            }
        }
    }

    fn parties_among<'a>(
        &self,
        actors: &HashMap<&str, usize>,
        members: impl Iterator<Item = &'a Participant>,
    ) -> BTreeSet<String> {
        let numbers = members.filter_map(|member| actors.get(member.id.as_str()));
        numbers.filter_map(|number| self.party_of[*number].clone()).collect()
    }
}

/// What an actor can be asked for by.
fn terms(actor: &Actor) -> Vec<(&'static str, String)> {
    let mut terms = vec![("name", actor.name.chars().take(200).collect())];
    if let Some(country) = &actor.country {
        terms.push(("country", country.clone()));
    }
    if let Some(organisation) = &actor.organisation {
        terms.push(("organisation", organisation.clone()));
    }
    for sector in &actor.sectors {
        terms.push(("sector", sector.clone()));
        if let Some(of) = actor.country.as_ref().or(actor.organisation.as_ref()) {
            terms.push(("member", format!("{of}/{sector}")));
        }
    }
    if let Some(world) = &actor.world {
        terms.push(("world", world.clone()));
    }
    terms
}

/// Who an actor is across articles: its id in the world, or else its name with what it belongs to. "Officials" of
/// nowhere are nobody that could be met again.
pub fn party_id(actor: &Actor) -> Option<String> {
    if let Some(world) = &actor.world {
        return Some(id::named('w', &[b"world", world.as_bytes()]));
    }
    let is_named = actor.mentions.iter().any(|mention| mention.form == MentionForm::Name);
    let belongs = actor.country.as_ref().or(actor.organisation.as_ref());
    if !(is_named || belongs.is_some() && actor.kind != ActorKind::Person) {
        return None;
    }
    let name = actor.name.to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let of = belongs.map_or("", String::as_str);
    Some(id::named('w', &[b"name", name.as_bytes(), of.as_bytes(), actor.kind.label().as_bytes()]))
}
