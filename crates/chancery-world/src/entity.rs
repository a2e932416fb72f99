//! The things that the world knows by name: countries, organisations, armed groups, seats, persons and the rest.
//!
//! An [`Entity`] is a view into the world; it copies nothing. What a name means in a sentence is grammar, and not
//! decided here.

use crate::office::{Holding, HoldingId};
use crate::store::{ENTITY_WORDS, Section, Store};

/// Names one entity within one [`World`](crate::World). Not stable across versions: what is stable is
/// [`Entity::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub(crate) u32);

impl EntityId {
    pub(crate) fn new(layer: usize, index: u32) -> EntityId {
        EntityId(((layer as u32) << 28) | (index & 0x0fff_ffff))
    }

    pub(crate) fn layer(self) -> usize {
        (self.0 >> 28) as usize
    }

    pub(crate) fn index(self) -> usize {
        (self.0 & 0x0fff_ffff) as usize
    }
}

/// What sort of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A country or territory with a code of its own.
    Country,
    /// An international organisation, a ministry, a parliament, an army, a party, a news agency …; see
    /// [`Entity::sort`].
    Organisation,
    /// An armed group that is no state's.
    ArmedGroup,
    /// A people or group of people within or across countries: Kurds, Rohingya.
    Population,
    /// A region that is no country: the Middle East, Crimea, the West.
    Region,
    /// A place or building that stands for a government, parliament or ministry: the Kremlin, Moscow.
    Seat,
    /// A thing named like an actor or place that is none: the Minsk agreements, the Oslo accords.
    Thing,
    /// A person who holds or held an office.
    Person,
}

impl EntityKind {
    pub(crate) const ALL: [EntityKind; 8] = [
        EntityKind::Country,
        EntityKind::Organisation,
        EntityKind::ArmedGroup,
        EntityKind::Population,
        EntityKind::Region,
        EntityKind::Seat,
        EntityKind::Thing,
        EntityKind::Person,
    ];

    /// The kind as the files of facts write it.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Country => "country",
            EntityKind::Organisation => "organisation",
            EntityKind::ArmedGroup => "armed-group",
            EntityKind::Population => "population",
            EntityKind::Region => "region",
            EntityKind::Seat => "seat",
            EntityKind::Thing => "thing",
            EntityKind::Person => "person",
        }
    }
}

/// How a surface names an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// By name or acronym: `Syria`, `NATO`.
    Name,
    /// By the adjective: `Syrian`.
    Adjective,
    /// As one of its people: `a Syrian`.
    Person,
    /// As its people: `Syrians`.
    People,
}

impl Sense {
    pub(crate) fn code(self) -> u8 {
        self as u8
    }

    pub(crate) fn from_code(code: u8) -> Sense {
        match code {
            1 => Sense::Adjective,
            2 => Sense::Person,
            3 => Sense::People,
            _ => Sense::Name,
        }
    }
}

/// One thing that a surface can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Meaning {
    /// What.
    pub entity: EntityId,
    /// How it is named.
    pub sense: Sense,
}

/// A thing that the world knows by name.
#[derive(Clone, Copy)]
pub struct Entity<'w> {
    pub(crate) store: &'w Store,
    pub(crate) id: EntityId,
}

impl std::fmt::Debug for Entity<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({})", self.kind().as_str(), self.name(), self.code())
    }
}

/// The columns of an entity in the store.
pub(crate) enum Column {
    Kind = 0,
    Name = 1,
    Code = 2,
    Of = 3,
    Sectors = 4,
    Sort = 5,
    /// Adjectives of a country or region; surname of a person.
    A = 6,
    /// One of its people; first number in the person's holdings.
    B = 7,
    /// Its people; number of the person's holdings.
    C = 8,
    /// Capital of a country; members of an organisation; other names of a person.
    D = 9,
}

impl<'w> Entity<'w> {
    fn word(&self, column: Column) -> u32 {
        self.store.word(Section::Entities, ENTITY_WORDS, self.id.index(), column as usize)
    }

    fn text(&self, column: Column) -> &'w str {
        self.store.string(self.word(column))
    }

    fn text_if(&self, wanted: bool, column: Column) -> &'w str {
        if wanted { self.text(column) } else { "" }
    }

    /// Its handle in this world.
    pub fn id(&self) -> EntityId {
        self.id
    }

    /// What sort of thing it is.
    pub fn kind(&self) -> EntityKind {
        EntityKind::ALL.get(self.word(Column::Kind) as usize).copied().unwrap_or(EntityKind::Thing)
    }

    /// The name that records write: `Syria`, `United Nations`, `Volodymyr Zelenskyy`.
    pub fn name(&self) -> &'w str {
        self.text(Column::Name)
    }

    /// The code: ISO 3166-1 alpha-3 of a country, short name of an organisation or armed group (`NATO`, `ISIS`),
    /// Wikidata number of a person (`Q3874799`); empty where there is none.
    pub fn code(&self) -> &'w str {
        self.text(Column::Code)
    }

    /// What it belongs to: the code of a country or organisation; empty for none. Of a country itself: its own code.
    pub fn of(&self) -> &'w str {
        if self.kind() == EntityKind::Country { self.code() } else { self.text(Column::Of) }
    }

    /// PLOVER sectors, the first one primary: `["GOV"]`, `["MIL", "SPY"]`.
    pub fn sectors(&self) -> impl Iterator<Item = &'w str> + use<'w> {
        self.text(Column::Sectors).split_ascii_whitespace()
    }

    /// A finer word on what it is; the words are listed in `data/FACTS.md` of this crate: `igo`, `bloc`, `ministry`,
    /// `parliament`, `armed-force`, `intelligence`, `party`, `media` … of organisations; `seat` (nearly always means
    /// the institution) or `place` (a city that often means the government) of seats; `disputed` of regions and
    /// territories; `agreement`, `war`, `operation` … of things.
    pub fn sort(&self) -> &'w str {
        self.text(Column::Sort)
    }

    /// Adjectives of a country, region or people: `Syrian`.
    pub fn adjectives(&self) -> impl Iterator<Item = &'w str> + use<'w> {
        list(self.text_if(self.kind() != EntityKind::Person, Column::A))
    }

    /// What one of its people is called: `Briton`, `Frenchman`.
    pub fn person_words(&self) -> impl Iterator<Item = &'w str> + use<'w> {
        list(self.text_if(self.kind() != EntityKind::Person, Column::B))
    }

    /// What its people are called: `Britons`, `British`.
    pub fn people_words(&self) -> impl Iterator<Item = &'w str> + use<'w> {
        list(self.text_if(self.kind() != EntityKind::Person, Column::C))
    }

    /// The capital of a country; empty where there is none.
    pub fn capital(&self) -> &'w str {
        self.text_if(self.kind() == EntityKind::Country, Column::D)
    }

    /// The codes of the countries that belong to an organisation.
    pub fn members(&self) -> impl Iterator<Item = &'w str> + use<'w> {
        self.text_if(
            matches!(self.kind(), EntityKind::Organisation | EntityKind::Region | EntityKind::ArmedGroup),
            Column::D,
        )
        .split_ascii_whitespace()
    }

    /// The surname of a person, as news uses it alone: `Zelenskyy`, `Xi`.
    pub fn surname(&self) -> &'w str {
        self.text_if(self.kind() == EntityKind::Person, Column::A)
    }

    /// Other spellings of a person's name.
    pub fn other_names(&self) -> impl Iterator<Item = &'w str> + use<'w> {
        list(self.text_if(self.kind() == EntityKind::Person, Column::D))
    }

    /// The offices that a person held or holds, earliest first.
    pub fn holdings(&self) -> impl Iterator<Item = Holding<'w>> + use<'w> {
        let is_person = self.kind() == EntityKind::Person;
        let first = self.word(Column::B) as usize;
        let count = if is_person { self.word(Column::C) as usize } else { 0 };
        let (store, layer) = (self.store, self.id.layer());
        (first..first + count).map(move |i| {
            let row = store.word(Section::PersonHoldings, 1, i, 0);
            Holding { store, id: HoldingId { layer, row: row as usize } }
        })
    }

    /// What names it in records and stays the same from version to version: `country:UKR`, `person:Q3874799`,
    /// `organisation:NATO`.
    pub fn key(&self) -> String {
        let code = self.code();
        let name = if code.is_empty() { self.name() } else { code };
        format!("{}:{}", self.kind().as_str(), name)
    }
}

/// The parts of a list in one field.
pub(crate) fn list(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').map(str::trim).filter(|part| !part.is_empty())
}
