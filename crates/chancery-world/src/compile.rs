//! Turns facts into a store: the one way for the compiled-in world, the gazetteer, and a user's own facts.
//!
//! The same facts give the same bytes. Checking them is the business of [`crate::facts`].

mod people;
mod roles;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::entity::{self, EntityKind, Sense};
use crate::error::{Error, Reason};
use crate::facts::{Fact, FactKind};
use crate::fold::{Case, fold};
use crate::office;
use crate::place::PlaceKind;
use crate::store::{
    ENTITY_WORDS, HOLDING_WORDS, MAGIC, N_SECTIONS, PLACE_WORDS, ROLE_WORDS, Section, pack, pack_single,
};

use people::{PendingHolding, PendingPerson};

/// Collects facts and writes them as a store.
pub(crate) struct Compiler<'k> {
    strings: Vec<u8>,
    references: HashMap<String, u32>,
    entities: Vec<[u32; ENTITY_WORDS]>,
    roles: Vec<[u32; ROLE_WORDS]>,
    places: Vec<[u32; PLACE_WORDS]>,
    holdings: Vec<PendingHolding>,
    persons: BTreeMap<String, PendingPerson>,
    codes: BTreeMap<String, u64>,
    names: BTreeMap<String, Vec<(u32, Sense, Case)>>,
    surnames: BTreeMap<String, Vec<u32>>,
    role_names: BTreeMap<String, u64>,
    place_names: BTreeMap<String, Vec<u32>>,
    single_offices: BTreeSet<String>,
    known_office: &'k dyn Fn(&str) -> Option<String>,
}

impl<'k> Compiler<'k> {
    /// A compiler that spells offices by its own role facts and, where these do not know one, by `known_office`.
    pub(crate) fn new(known_office: &'k dyn Fn(&str) -> Option<String>) -> Compiler<'k> {
        Compiler {
            strings: vec![0, 0],
            references: HashMap::from([(String::new(), 0)]),
            entities: Vec::new(),
            roles: Vec::new(),
            places: Vec::new(),
            holdings: Vec::new(),
            persons: BTreeMap::new(),
            codes: BTreeMap::new(),
            names: BTreeMap::new(),
            surnames: BTreeMap::new(),
            role_names: BTreeMap::new(),
            place_names: BTreeMap::new(),
            single_offices: BTreeSet::new(),
            known_office,
        }
    }

    /// Adds the facts of one file. `source` is the source of rows that name none.
    pub(crate) fn compile(mut self, files: &[(&str, &[Fact])], version: &str) -> Result<Vec<u8>, Error> {
        let all = || files.iter().flat_map(|(source, facts)| facts.iter().map(move |fact| (*source, fact)));
        for (_, fact) in all() {
            match fact.kind {
                FactKind::Role => self.role_fact(fact),
                FactKind::Portfolio => self.portfolio(fact),
                FactKind::Place => self.place(fact),
                FactKind::Person | FactKind::Alias => {}
                _ => self.entity_fact(fact),
            }
        }
        let people: Vec<(&str, &Fact)> = all().filter(|(_, fact)| fact.kind == FactKind::Person).collect();
        self.people(&people);
        for (_, fact) in all().filter(|(_, fact)| fact.kind == FactKind::Alias) {
            if let Some(&entity) = self.codes.get(fact.of()) {
                self.add_name(fact.name(), entity as u32, Sense::Name);
            }
        }
        self.write(version)
    }

    fn string(&mut self, text: &str) -> u32 {
        let text = &text[..text.floor_char_boundary(usize::from(u16::MAX))];
        if let Some(&reference) = self.references.get(text) {
            return reference;
        }
        let reference = self.strings.len() as u32;
        self.strings.extend((text.len() as u16).to_le_bytes());
        self.strings.extend(text.as_bytes());
        self.references.insert(text.to_owned(), reference);
        reference
    }

    fn add_name(&mut self, name: &str, entity: u32, sense: Sense) {
        let key = fold(name);
        if key.is_empty() {
            return;
        }
        for (key, case) in with_closed_apostrophes(name, key) {
            let postings = self.names.entry(key).or_default();
            // The same name may be written in two ways; the weaker demand for capitals then holds.
            match postings.iter_mut().find(|known| known.0 == entity && known.1 == sense) {
                Some(known) => known.2 = known.2.or(case),
                None => postings.push((entity, sense, case)),
            }
        }
    }

    fn entity_fact(&mut self, fact: &Fact) {
        let kind = match fact.kind {
            FactKind::Country => EntityKind::Country,
            FactKind::Organisation => EntityKind::Organisation,
            FactKind::ArmedGroup => EntityKind::ArmedGroup,
            FactKind::Population => EntityKind::Population,
            FactKind::Region => EntityKind::Region,
            FactKind::Seat => EntityKind::Seat,
            _ => EntityKind::Thing,
        };
        let id = self.entities.len() as u32;
        let fallback = match kind {
            EntityKind::Seat | EntityKind::Country => "GOV",
            EntityKind::ArmedGroup => "REB",
            _ => "",
        };
        let sectors = if fact.field("sectors").is_empty() { fallback } else { fact.field("sectors") };
        let mut row = [0; ENTITY_WORDS];
        row[entity::Column::Kind as usize] = kind as u32;
        row[entity::Column::Name as usize] = self.string(fact.name());
        row[entity::Column::Code as usize] = self.string(fact.code());
        row[entity::Column::Of as usize] = self.string(fact.of());
        row[entity::Column::Sectors as usize] = self.string(sectors);
        row[entity::Column::Sort as usize] = self.string(fact.field("sort"));
        row[entity::Column::A as usize] = self.string(fact.field("adjective"));
        row[entity::Column::B as usize] = self.string(fact.field("person"));
        row[entity::Column::C as usize] = self.string(fact.field("people"));
        let detail = match kind {
            EntityKind::Country => fact.list("capital").next().unwrap_or(""),
            _ => fact.field("members"),
        };
        row[entity::Column::D as usize] = self.string(detail);
        self.entities.push(row);
        if !fact.code().is_empty() {
            self.codes.entry(fact.code().to_owned()).or_insert(u64::from(id));
        }
        self.add_name(fact.name(), id, Sense::Name);
        for (column, sense) in [
            ("also", Sense::Name),
            ("adjective", Sense::Adjective),
            ("person", Sense::Person),
            ("people", Sense::People),
        ] {
            for name in fact.list(column) {
                self.add_name(name, id, sense);
            }
        }
        if kind == EntityKind::Country {
            self.capital(fact);
        }
    }

    /// A capital stands for its government: it becomes a seat of sort "place".
    fn capital(&mut self, fact: &Fact) {
        let mut names = fact.list("capital");
        let Some(first) = names.next() else { return };
        let id = self.entities.len() as u32;
        let mut row = [0; ENTITY_WORDS];
        row[entity::Column::Kind as usize] = EntityKind::Seat as u32;
        row[entity::Column::Name as usize] = self.string(first);
        row[entity::Column::Of as usize] = self.string(fact.code());
        row[entity::Column::Sectors as usize] = self.string("GOV");
        row[entity::Column::Sort as usize] = self.string("place");
        self.entities.push(row);
        for name in std::iter::once(first).chain(names) {
            self.add_name(name, id, Sense::Name);
        }
    }

    fn text(&self, reference: u32) -> &str {
        let at = reference as usize;
        let length = usize::from(u16::from_le_bytes([self.strings[at], self.strings[at + 1]]));
        std::str::from_utf8(&self.strings[at + 2..at + 2 + length]).unwrap_or("")
    }

    fn place(&mut self, fact: &Fact) {
        let id = self.places.len() as u32;
        let kind = PlaceKind::from_name(fact.field("sort")).unwrap_or(PlaceKind::City);
        let degrees = |value: Option<f64>| (value.unwrap_or(0.0) * 10_000.0).round() as i32 as u32;
        let mut row = [0; PLACE_WORDS];
        row[crate::place::Column::Kind as usize] =
            kind as u32 | (u32::from(fact.field("note") == "weak") << 8);
        row[crate::place::Column::Name as usize] = self.string(fact.name());
        row[crate::place::Column::Country as usize] = self.string(fact.of());
        row[crate::place::Column::Admin1 as usize] = self.string(fact.field("admin1"));
        row[crate::place::Column::Latitude as usize] = degrees(fact.latitude);
        row[crate::place::Column::Longitude as usize] = degrees(fact.longitude);
        row[crate::place::Column::Population as usize] = fact.population;
        row[crate::place::Column::Geonames as usize] = fact.geonames;
        self.places.push(row);
        for name in std::iter::once(fact.name()).chain(fact.list("also")) {
            let key = fold(name);
            for (key, _) in with_closed_apostrophes(name, key) {
                let postings = self.place_names.entry(key).or_default();
                if !postings.contains(&id) {
                    postings.push(id);
                }
            }
        }
    }

    fn write(mut self, version: &str) -> Result<Vec<u8>, Error> {
        self.holdings.sort_by(|a, b| {
            (&a.of, &a.office, a.from, a.person, a.to).cmp(&(&b.of, &b.office, b.from, b.person, b.to))
        });
        self.close_by_successors();
        let mut holdings = Vec::new();
        let mut by_person: Vec<(u32, u32, u32)> = Vec::new();
        for (row, holding) in std::mem::take(&mut self.holdings).into_iter().enumerate() {
            let mut words = [0; HOLDING_WORDS];
            words[office::Column::Of as usize] = self.string(&holding.of);
            words[office::Column::Office as usize] = self.string(&holding.office);
            words[office::Column::From as usize] = holding.from;
            words[office::Column::To as usize] = holding.to;
            words[office::Column::AsOf as usize] = holding.as_of;
            words[office::Column::Source as usize] = self.string(&holding.source);
            words[office::Column::Person as usize] = holding.person;
            holdings.extend(words);
            if !holding.shadow {
                by_person.push((holding.person, holding.from, row as u32));
            }
        }
        by_person.sort_unstable();
        for (i, &(person, ..)) in by_person.iter().enumerate() {
            let entity = &mut self.entities[person as usize];
            if entity[entity::Column::C as usize] == 0 {
                entity[entity::Column::B as usize] = i as u32;
            }
            entity[entity::Column::C as usize] += 1;
        }
        let mut name_postings = Vec::new();
        let mut names = Vec::new();
        for (key, mut postings) in std::mem::take(&mut self.names) {
            postings.sort_by_key(|&(entity, sense, _)| (entity, sense));
            names.push((key, pack(name_postings.len() / 2, postings.len())));
            name_postings.extend(
                postings
                    .iter()
                    .flat_map(|&(entity, sense, case)| [entity, u32::from(sense.code()) | case.pack()]),
            );
        }
        let mut surname_postings = Vec::new();
        let surnames = ranges(std::mem::take(&mut self.surnames), &mut surname_postings);
        for postings in self.place_names.values_mut() {
            postings.sort_by_key(|&id| {
                let row = &self.places[id as usize];
                let country = row[crate::place::Column::Kind as usize] & 0xff == PlaceKind::Country as u32;
                (!country, std::cmp::Reverse(row[crate::place::Column::Population as usize]), id)
            });
        }
        let mut place_postings = Vec::new();
        let place_names = ranges(std::mem::take(&mut self.place_names), &mut place_postings);

        let mut sections: [Vec<u8>; N_SECTIONS] = Default::default();
        sections[Section::Version as usize] = version.as_bytes().to_vec();
        sections[Section::Strings as usize] = std::mem::take(&mut self.strings);
        sections[Section::Entities as usize] = bytes_of(self.entities.concat());
        sections[Section::Holdings as usize] = bytes_of(holdings);
        sections[Section::PersonHoldings as usize] = bytes_of(by_person.iter().map(|held| held.2));
        sections[Section::Roles as usize] = bytes_of(self.roles.concat());
        sections[Section::Places as usize] = bytes_of(self.places.concat());
        sections[Section::NamePostings as usize] = bytes_of(name_postings);
        sections[Section::SurnamePostings as usize] = bytes_of(surname_postings);
        sections[Section::PlacePostings as usize] = bytes_of(place_postings);
        sections[Section::Names as usize] = automaton(names)?;
        sections[Section::Codes as usize] = automaton(self.codes)?;
        sections[Section::Surnames as usize] = automaton(surnames)?;
        sections[Section::RoleNames as usize] = automaton(self.role_names)?;
        sections[Section::PlaceNames as usize] = automaton(place_names)?;

        let mut bytes = MAGIC.to_vec();
        let mut at = MAGIC.len() + N_SECTIONS * 8;
        for section in &sections {
            bytes.extend((at as u32).to_le_bytes());
            bytes.extend((section.len() as u32).to_le_bytes());
            at += section.len();
        }
        bytes.extend(sections.concat());
        Ok(bytes)
    }
}

fn ranges(lists: BTreeMap<String, Vec<u32>>, postings: &mut Vec<u32>) -> Vec<(String, u64)> {
    let mut keys = Vec::with_capacity(lists.len());
    for (key, list) in lists {
        if let [row] = list[..] {
            keys.push((key, pack_single(row)));
            continue;
        }
        keys.push((key, pack(postings.len(), list.len())));
        postings.extend(list);
    }
    keys
}

fn automaton(keys: impl IntoIterator<Item = (String, u64)>) -> Result<Vec<u8>, Error> {
    let mut keys = keys.into_iter().peekable();
    if keys.peek().is_none() {
        return Ok(Vec::new());
    }
    let fail = |error: fst::Error| Error::new("facts", 0, Reason::Index(error.to_string()));
    let mut builder = fst::MapBuilder::memory();
    for (key, value) in keys {
        builder.insert(key, value).map_err(fail)?;
    }
    builder.into_inner().map_err(fail)
}

fn bytes_of(words: impl IntoIterator<Item = u32>) -> Vec<u8> {
    words.into_iter().flat_map(u32::to_le_bytes).collect()
}

/// A key with its demand, and where the name has an apostrophe within a word also the key without it: `sana a` and
/// `sanaa`.
fn with_closed_apostrophes(name: &str, key: String) -> Vec<(String, Case)> {
    let closed = name.replace(['\'', '’', '‘', 'ʼ', 'ʻ', '`'], "");
    let closed_key = fold(&closed);
    let mut keys = Vec::with_capacity(2);
    if closed_key != key && !closed_key.is_empty() {
        keys.push((closed_key, Case::of(&closed)));
    }
    keys.push((key, Case::of(name)));
    keys
}
