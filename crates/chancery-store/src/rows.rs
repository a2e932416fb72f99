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
        let class = event.event_type as i64;
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
