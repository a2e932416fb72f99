//! Turns facts into a store: the one way for the compiled-in world, the gazetteer, and a user's own facts.
//!
//! The same facts give the same bytes. Checking them is the business of [`crate::facts`].

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::entity::{self, EntityKind, Sense};
use crate::error::{Error, Reason};
use crate::facts::{Fact, FactKind};
use crate::fold::{Case, fold};
use crate::interval::pack_date;
use crate::office;
use crate::place::PlaceKind;
use crate::plural::plural_of;
use crate::role::{self, RoleKind};
use crate::store::{
    ENTITY_WORDS, HOLDING_WORDS, MAGIC, N_SECTIONS, PLACE_WORDS, ROLE_WORDS, Section, pack, pack_single,
};

/// Sorts of roles of which a country or body has one holder at a time.
const SINGLE: [&str; 4] = ["head-of-state", "head-of-government", "minister", "chief"];

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

struct PendingHolding {
    of: String,
    office: String,
    from: u32,
    to: u32,
    as_of: u32,
    source: String,
    person: u32,
    /// Whether it only lets the office be found under a broader name, and is not shown with the person.
    shadow: bool,
}

/// A role noun in its two numbers.
struct RoleForm<'f> {
    singular: &'f str,
    plural: &'f str,
    kind: RoleKind,
    office: &'f str,
    sort: &'f str,
}

#[derive(Default)]
struct PendingPerson {
    name: String,
    code: String,
    of: String,
    surname: String,
    also: Vec<String>,
    rows: Vec<usize>,
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

    fn people(&mut self, people: &[(&str, &Fact)]) {
        // A row without a code belongs to the person of the same name and owner that has one.
        let mut coded: HashMap<(String, &str), &str> = HashMap::new();
        for (_, fact) in people.iter().filter(|(_, fact)| !fact.code().is_empty()) {
            for name in std::iter::once(fact.name()).chain(fact.list("also")) {
                coded.entry((fold(name), fact.of())).or_insert(fact.code());
            }
        }
        for (i, (_, fact)) in people.iter().enumerate() {
            let code = if fact.code().is_empty() {
                let mut names = std::iter::once(fact.name()).chain(fact.list("also"));
                names.find_map(|name| coded.get(&(fold(name), fact.of())).copied()).unwrap_or("")
            } else {
                fact.code()
            };
            let key = if code.is_empty() {
                format!("{} {}", fold(fact.name()), fact.of())
            } else {
                code.to_owned()
            };
            let person = self.persons.entry(key).or_default();
            if person.name.is_empty() {
                person.name = fact.name().to_owned();
                person.code = code.to_owned();
                person.of = fact.of().to_owned();
            } else if person.name != fact.name() && !person.also.iter().any(|known| known == fact.name()) {
                person.also.push(fact.name().to_owned());
            }
            if person.surname.is_empty() {
                person.surname = fact.field("surname").to_owned();
            }
            for name in fact.list("also") {
                if person.name != name && !person.also.iter().any(|known| known == name) {
                    person.also.push(name.to_owned());
                }
            }
            person.rows.push(i);
        }
        for (_, person) in std::mem::take(&mut self.persons) {
            let id = self.entities.len() as u32;
            let surname = if person.surname.is_empty() { last_name(&person.name) } else { &person.surname };
            let mut row = [0; ENTITY_WORDS];
            row[entity::Column::Kind as usize] = EntityKind::Person as u32;
            row[entity::Column::Name as usize] = self.string(&person.name);
            row[entity::Column::Code as usize] = self.string(&person.code);
            row[entity::Column::Of as usize] = self.string(&person.of);
            row[entity::Column::A as usize] = self.string(surname);
            row[entity::Column::D as usize] = self.string(&person.also.join("|"));
            self.entities.push(row);
            if !person.code.is_empty() {
                self.codes.entry(person.code.clone()).or_insert(u64::from(id));
            }
            let mut surnames = vec![fold(surname)];
            for name in std::iter::once(&person.name).chain(&person.also) {
                self.add_name(name, id, Sense::Name);
                let words = name.split_whitespace().count();
                surnames.push(fold(if words == 1 { name } else { last_name(name) }));
            }
            surnames.sort_unstable();
            surnames.dedup();
            for key in surnames.into_iter().filter(|key| !key.is_empty()) {
                self.surnames.entry(key).or_default().push(id);
            }
            for row in person.rows {
                let (source, fact) = people[row];
                let named = fact.field("source");
                let offices = self.offices(fact.field("office"));
                for (i, office) in offices.into_iter().enumerate() {
                    self.holdings.push(PendingHolding {
                        of: fact.of().to_owned(),
                        office,
                        from: pack_date(fact.interval.from),
                        to: pack_date(fact.interval.to),
                        as_of: pack_date(fact.interval.as_of),
                        source: if named.is_empty() { source } else { named }.to_owned(),
                        person: id,
                        shadow: i > 0,
                    });
                }
            }
        }
    }

    /// The usual spelling of an office, by the roles of this compilation, then by what is known; after it the broader
    /// offices that it also is (a foreign secretary is a foreign minister). Of a double portfolio ("foreign affairs and
    /// emigrants") the first counts.
    fn offices(&self, office: &str) -> Vec<String> {
        let plain = office.strip_prefix("Federal ").unwrap_or(office);
        let first = plain.split([',', ';']).next().unwrap_or(plain);
        let first = first.split(" and ").next().unwrap_or(first);
        for phrase in [plain, first] {
            let Some(&role) = self.role_names.get(&fold(phrase)) else { continue };
            let reference = self.roles[role as usize][role::Column::Office as usize];
            let offices: Vec<String> = entity::list(self.text(reference)).map(str::to_owned).collect();
            if !offices.is_empty() {
                return offices;
            }
        }
        vec![(self.known_office)(plain).unwrap_or_else(|| lower_first(plain))]
    }

    fn text(&self, reference: u32) -> &str {
        let at = reference as usize;
        let length = usize::from(u16::from_le_bytes([self.strings[at], self.strings[at + 1]]));
        std::str::from_utf8(&self.strings[at + 2..at + 2 + length]).unwrap_or("")
    }

    fn role_fact(&mut self, fact: &Fact) {
        let kind = RoleKind::ALL
            .iter()
            .find(|(_, name)| *name == fact.field("is"))
            .map_or(RoleKind::Person, |r| r.0);
        let plurals: Vec<&str> = fact.list("plural").collect();
        let singulars: Vec<&str> = std::iter::once(fact.name()).chain(fact.list("also")).collect();
        // Where the noun is its own plural (police, troops), so are its other forms.
        let only_plural = plurals.first() == Some(&fact.name());
        for (i, singular) in singulars.iter().enumerate() {
            let plural = match plurals.get(i) {
                Some(plural) => (*plural).to_owned(),
                None if only_plural => (*singular).to_owned(),
                None => plural_of(singular),
            };
            let form = RoleForm {
                singular,
                plural: &plural,
                kind,
                office: fact.field("office"),
                sort: fact.field("sort"),
            };
            self.role(fact, &form);
        }
    }

    fn role(&mut self, fact: &Fact, form: &RoleForm<'_>) {
        let single = u32::from(SINGLE.contains(&form.sort)) << 1;
        if single != 0 {
            self.single_offices.extend(entity::list(form.office).map(str::to_owned));
        }
        let mut row = [0; ROLE_WORDS];
        row[role::Column::Kind as usize] = form.kind as u32;
        row[role::Column::Name as usize] = self.string(form.singular);
        row[role::Column::Sectors as usize] = self.string(fact.field("sectors"));
        row[role::Column::Office as usize] = self.string(form.office);
        row[role::Column::Sort as usize] = self.string(form.sort);
        for (written, is_plural) in [(form.singular, false), (form.plural, true)] {
            let is_plural = u32::from(is_plural || form.singular == form.plural);
            row[role::Column::Plural as usize] = single | is_plural;
            let key = fold(written);
            if !key.is_empty() && !self.role_names.contains_key(&key) {
                self.role_names.insert(key, self.roles.len() as u64);
                self.roles.push(row);
            }
        }
    }

    /// The offices and ministries of one portfolio: `foreign` gives `foreign minister`, `minister of foreign affairs`,
    /// `foreign ministry`, `deputy foreign minister` and so on.
    fn portfolio(&mut self, fact: &Fact) {
        let name = fact.name();
        let minister = format!("{name} minister");
        let deputy = format!("deputy {name} minister");
        let ministry = format!("{name} ministry");
        let before: Vec<&str> = std::iter::once(name).chain(fact.list("adjective")).collect();
        let after: Vec<&str> = fact.list("also").collect();
        let mut add = |form: String, kind, office: &str, sort| {
            let form = RoleForm { singular: &form, plural: &plural_of(&form), kind, office, sort };
            self.role(fact, &form);
        };
        for words in before {
            for head in ["minister", "secretary"] {
                add(format!("{words} {head}"), RoleKind::Person, &minister, "minister");
            }
            add(format!("{words} ministry"), RoleKind::Organisation, &ministry, "ministry");
            for rank in ["deputy", "vice", "first deputy", "assistant", "junior"] {
                add(format!("{rank} {words} minister"), RoleKind::Person, &deputy, "deputy-minister");
            }
        }
        for words in after {
            for (head, link) in
                [("minister", "of"), ("minister", "for"), ("secretary", "of"), ("secretary", "for")]
            {
                add(format!("{head} {link} {words}"), RoleKind::Person, &minister, "minister");
                add(format!("{head} {link} the {words}"), RoleKind::Person, &minister, "minister");
            }
            add(format!("secretary of state for {words}"), RoleKind::Person, &minister, "minister");
            add(format!("minister of state for {words}"), RoleKind::Person, &deputy, "deputy-minister");
            for rank in ["deputy", "vice", "first deputy"] {
                for link in ["of", "for"] {
                    add(
                        format!("{rank} minister {link} {words}"),
                        RoleKind::Person,
                        &deputy,
                        "deputy-minister",
                    );
                }
            }
            for head in ["ministry of", "ministry for", "department of", "ministry of the", "department for"]
            {
                add(format!("{head} {words}"), RoleKind::Organisation, &ministry, "ministry");
            }
        }
    }

    fn place(&mut self, fact: &Fact) {
        let id = self.places.len() as u32;
        let kind = PlaceKind::from_name(fact.field("sort")).unwrap_or(PlaceKind::City);
        let degrees = |value: Option<f64>| (value.unwrap_or(0.0) * 10_000.0).round() as i32 as u32;
        let mut row = [0; PLACE_WORDS];
        row[crate::place::Column::Kind as usize] = kind as u32;
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

    /// Ends an open row of an office with one holder on the day when the next holder began.
    fn close_by_successors(&mut self) {
        let mut at = 0;
        while at < self.holdings.len() {
            let same = |other: &PendingHolding| {
                other.of == self.holdings[at].of && other.office == self.holdings[at].office
            };
            let end = at + self.holdings[at..].iter().take_while(|other| same(other)).count();
            if self.single_offices.contains(&self.holdings[at].office) {
                // From the last to the first, so that the next holder of another name is at hand.
                let mut next: Vec<(u32, u32)> = Vec::new();
                for holding in self.holdings[at..end].iter_mut().rev() {
                    let successor = next
                        .iter()
                        .rev()
                        .find(|(person, from)| *person != holding.person && *from > holding.from);
                    if let (0, Some(&(_, from))) = (holding.to, successor) {
                        holding.to = from;
                    }
                    next.push((holding.person, holding.from));
                    if next.len() > 8 {
                        next.remove(0);
                    }
                }
            }
            at = end;
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
                (std::cmp::Reverse(row[crate::place::Column::Population as usize]), id)
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

/// The last word of a name, with the particles before it where these are written small: `von der Leyen`.
fn last_name(name: &str) -> &str {
    let mut start = name.rfind(' ').map_or(0, |at| at + 1);
    while start > 1 {
        let before = &name[..start - 1];
        let word_start = before.rfind(' ').map_or(0, |at| at + 1);
        let word = &before[word_start..];
        if word_start == 0 || !word.chars().next().is_some_and(char::is_lowercase) {
            break;
        }
        start = word_start;
    }
    &name[start..]
}

/// An office that is not known, written small where it opens with a plain title word.
fn lower_first(office: &str) -> String {
    let mut characters = office.chars();
    match characters.next() {
        Some(first) if characters.clone().next().is_some_and(char::is_lowercase) => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => office.to_owned(),
    }
}
