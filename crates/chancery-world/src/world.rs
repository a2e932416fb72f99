//! [`World`]: the one value through which everything known beforehand is asked.
//!
//! A world is a pile of layers: the gazetteer, the compiled-in facts, and above them a user's own. A question is put to
//! all of them, the user's first.

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::compile::Compiler;
use crate::entity::{Column, Entity, EntityId, EntityKind, Meaning, Sense};
use crate::error::Error;
use crate::facts::{self, Known};
use crate::fold::{Case, fold, is_capitalised};
use crate::interval::Standing;
use crate::office::{self, Holding, HoldingId};
use crate::place::Place;
use crate::role::Role;
use crate::store::{ENTITY_WORDS, HOLDING_WORDS, Section, Store, unpack, walk};

static GAZETTEER: &[u8] = include_bytes!("../data/gazetteer.bin.zst");
static FACTS: &[u8] = include_bytes!("../data/world.bin.zst");

/// A layer that is compiled in. That it unpacks is held by `tests/embedded.rs`.
fn unpacked(packed: &[u8]) -> Store {
    Store::open(zstd::stream::decode_all(packed).unwrap_or_default().into())
}

/// The most layers that a world can have.
const MOST_LAYERS: usize = 15;

/// What is known beforehand.
///
/// ```
/// use chancery_world::World;
///
/// let world = World::embedded();
/// let (length, meanings) = world.longest(&["the", "White", "House", "said"], 1).unwrap();
/// assert_eq!(length, 2);
/// assert_eq!(world.entity(meanings[0].entity).of(), "USA");
/// assert!(world.longest(&["a", "white", "house"], 1).is_none());
/// ```
#[derive(Debug, Clone)]
pub struct World {
    /// From the bottom up.
    layers: Vec<Store>,
    version: String,
}

impl Default for World {
    /// A world that knows nothing, to lay facts upon.
    fn default() -> World {
        World { layers: Vec::new(), version: "empty".to_owned() }
    }
}

impl World {
    /// The world that is compiled in. Opening it unpacks its 9 MB, once in a process, and parses nothing.
    pub fn embedded() -> &'static World {
        static EMBEDDED: OnceLock<World> = OnceLock::new();
        EMBEDDED.get_or_init(|| World::of_layers([GAZETTEER, FACTS].map(unpacked).into()))
    }

    fn of_layers(layers: Vec<Store>) -> World {
        let version = layers
            .last()
            .map_or("", |layer| std::str::from_utf8(layer.bytes(Section::Version)).unwrap_or(""));
        World { version: version.to_owned(), layers }
    }

    /// The version that records name: `2026-11`, and with a user's facts a mark of these: `2026-11+5f2c91aa`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// This world with the facts of `tsv` laid over it; the form is described in [`crate::facts`](crate#facts).
    ///
    /// ```
    /// use chancery_world::World;
    ///
    /// let facts = "kind\tname\tcode\tof\toffice\tfrom\tadjective\n\
    ///              country\tFreedonia\tFRD\t\t\t\tFreedonian\n\
    ///              person\tJane Doe\t\tFRD\tforeign minister\t2021-06-01\n";
    /// let world = World::embedded().with_facts(facts, "freedonia.tsv")?;
    /// let day = "2025-03-04".parse().unwrap();
    /// assert_eq!(world.holder("FRD", "minister of foreign affairs", day).unwrap().person().name(), "Jane Doe");
    ///
    /// let short = World::embedded().with_facts("Rufus Roe = defence minister of France, 1921-01..1922", "a case")?;
    /// assert_eq!(short.people("Rufus Roe")[0].of(), "FRA");
    ///
    /// let wrong = "kind\tname\tof\toffice\tfrom\nperson\tJane Doe\tUSA\tpresident\t2021-02-30\n";
    /// let error = World::embedded().with_facts(wrong, "wrong.tsv").unwrap_err();
    /// assert!(error.to_string().starts_with("wrong.tsv:2: `2021-02-30` is not a date that exists"));
    /// # Ok::<(), chancery_world::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a column is unknown, missing or doubled, a date does not exist or an interval runs backwards, two persons
    /// hold one office at once, or a code is unknown or taken. Nothing is loaded then.
    pub fn with_facts(&self, tsv: &str, source_name: &str) -> Result<World, Error> {
        let mut facts = facts::parse(tsv, source_name)?;
        facts::name_owners(&mut facts, &|name| self.owner_code(name));
        let known = Known {
            code: &|code| self.by_code(code).map(|entity| format!("the code of {}", entity.name())),
            office: &|office| match self.role(office) {
                Some(role) => (role.office().unwrap_or(role.name()).to_owned(), role.is_single()),
                None => (office.to_owned(), false),
            },
        };
        facts::check(&facts, &known, source_name)?;
        if self.layers.len() >= MOST_LAYERS {
            let reason = crate::error::Reason::Line(format!("more than {MOST_LAYERS} layers of facts"));
            return Err(Error::new(source_name, 0, reason));
        }
        let places = facts::places_of_countries(&facts);
        facts.extend(places);
        let office = |phrase: &str| self.office(phrase).map(str::to_owned);
        let bytes = Compiler::new(&office).compile(&[(source_name, facts.as_slice())], "")?;
        let mut layers = self.layers.clone();
        layers.push(Store::open(bytes.into()));
        Ok(World { layers, version: format!("{}+{:08x}", self.version, hash(tsv)) })
    }

    /// The code of the country or organisation of that name, unless `name` is itself a code.
    fn owner_code(&self, name: &str) -> Option<String> {
        if name.is_empty() || self.by_code(name).is_some() {
            return None;
        }
        let owner =
            self.names(name).into_iter().map(|meaning| self.entity(meaning.entity)).find(|entity| {
                matches!(
                    entity.kind(),
                    EntityKind::Country | EntityKind::Organisation | EntityKind::ArmedGroup
                )
            })?;
        Some(owner.code().to_owned())
    }

    /// Layers with their numbers, a user's first.
    fn layers_from_top(&self) -> impl Iterator<Item = (usize, &Store)> {
        self.layers.iter().enumerate().rev()
    }

    /// The entity behind a meaning of this world.
    ///
    /// # Panics
    ///
    /// Never; an id of another world gives an entity without a name.
    pub fn entity(&self, id: EntityId) -> Entity<'_> {
        static NOTHING: OnceLock<Store> = OnceLock::new();
        let store = self
            .layers
            .get(id.layer())
            .unwrap_or_else(|| NOTHING.get_or_init(|| Store::open(Vec::new().into())));
        Entity { store, id }
    }

    /// The country, organisation, armed group or person with this code: `UKR`, `NATO`, `Q3874799`.
    pub fn by_code(&self, code: &str) -> Option<Entity<'_>> {
        self.layers_from_top().find_map(|(layer, store)| {
            let index = store.get(Section::Codes, code)?;
            Some(Entity { store, id: EntityId::new(layer, index as u32) })
        })
    }

    /// The country with this ISO 3166-1 alpha-3 code.
    pub fn country(&self, code: &str) -> Option<Entity<'_>> {
        self.by_code(code).filter(|entity| entity.kind() == EntityKind::Country)
    }

    /// The organisation with this short name.
    pub fn organisation(&self, code: &str) -> Option<Entity<'_>> {
        self.by_code(code).filter(|entity| entity.kind() == EntityKind::Organisation)
    }

    /// The country that this is the name of: `Russia`, and no other meaning of a word.
    pub fn country_named(&self, name: &str) -> Option<Entity<'_>> {
        let meanings = self.names(name).into_iter().filter(|meaning| meaning.sense == Sense::Name);
        meanings
            .map(|meaning| self.entity(meaning.entity))
            .find(|entity| entity.kind() == EntityKind::Country)
    }

    /// All entities, the lowest layer first, in the order of the sources; persons come last in each layer.
    pub fn entities(&self) -> impl Iterator<Item = Entity<'_>> {
        self.layers.iter().enumerate().flat_map(|(layer, store)| {
            (0..store.n_rows(Section::Entities, ENTITY_WORDS))
                .map(move |i| Entity { store, id: EntityId::new(layer, i as u32) })
        })
    }

    /// Everything that `surface` as a whole can mean, as it is written; a leading "the" may stand or not.
    pub fn names(&self, surface: &str) -> Vec<Meaning> {
        let tokens: Vec<&str> = surface.split_whitespace().collect();
        let whole = |tokens: &[&str]| {
            self.longest(tokens, 0)
                .filter(|&(length, _)| length == tokens.len())
                .map(|(_, meanings)| meanings)
        };
        match whole(&tokens) {
            Some(meanings) => meanings,
            None if tokens.first().is_some_and(|first| first.eq_ignore_ascii_case("the")) => {
                whole(&tokens[1..]).unwrap_or_default()
            }
            None => Vec::new(),
        }
    }

    /// The longest name that begins at token `at`, with the number of its tokens and everything that it can mean: the
    /// most specific layer first, then in the order of the sources (countries, organisations, armed groups, seats …,
    /// persons last).
    ///
    /// Articles are no part of names, unless they are always written ("The Hague").
    pub fn longest(&self, tokens: &[&str], at: usize) -> Option<(usize, Vec<Meaning>)> {
        let tokens = tokens.get(at..)?;
        let mut ends: Vec<(usize, usize, u64)> = Vec::new();
        for (layer, store) in self.layers_from_top() {
            if let Some(automaton) = store.automaton(Section::Names) {
                walk(automaton, tokens, |length, value| ends.push((length, layer, value)));
            }
        }
        // Lengths differ within a layer, so the order is by length, then by layer.
        ends.sort_unstable_by_key(|&(length, layer, _)| std::cmp::Reverse((length, layer)));
        let mut meanings = Vec::new();
        let mut longest = 0;
        for (length, layer, value) in ends {
            if length < longest {
                break;
            }
            for posting in unpack(value) {
                let store = &self.layers[layer];
                let how = store.word(Section::NamePostings, 2, posting, 1);
                if Case::unpack(how).fits(&tokens[..length]) {
                    longest = length;
                    let index = store.word(Section::NamePostings, 2, posting, 0);
                    meanings.push(Meaning {
                        entity: EntityId::new(layer, index),
                        sense: Sense::from_code(how as u8),
                    });
                }
            }
        }
        if meanings.is_empty() { None } else { Some((longest, meanings)) }
    }

    /// The role that `phrase` as a whole names, in any case: `Foreign Minister`, `gunmen`.
    pub fn role(&self, phrase: &str) -> Option<Role<'_>> {
        let key = fold(phrase);
        self.layers_from_top().find_map(|(_, store)| {
            let row = store.get(Section::RoleNames, &key)?;
            Some(Role { store, row: row as usize })
        })
    }

    /// The longest role noun or phrase that begins at token `at`, with the number of its tokens.
    pub fn longest_role(&self, tokens: &[&str], at: usize) -> Option<(usize, Role<'_>)> {
        let tokens = tokens.get(at..)?;
        let mut best: Option<(usize, Role<'_>)> = None;
        for (_, store) in self.layers_from_top() {
            let Some(automaton) = store.automaton(Section::RoleNames) else { continue };
            walk(automaton, tokens, |length, value| {
                if best.is_none_or(|(longest, _)| length > longest) {
                    best = Some((length, Role { store, row: value as usize }));
                }
            });
        }
        best
    }

    /// The usual spelling of an office: `minister of external affairs` gives `foreign minister`. None if the phrase is no
    /// known office.
    pub fn office(&self, phrase: &str) -> Option<&str> {
        self.role(phrase)?.office()
    }

    /// The persons with this full name, as written.
    pub fn people(&self, full_name: &str) -> Vec<Entity<'_>> {
        let meanings = self.names(full_name).into_iter();
        meanings
            .map(|meaning| self.entity(meaning.entity))
            .filter(|entity| entity.kind() == EntityKind::Person)
            .collect()
    }

    /// The persons with this surname. Good only beside a title or a country: `Foreign Minister Doe`.
    pub fn people_by_surname(&self, surname: &str) -> Vec<Entity<'_>> {
        let key = fold(surname);
        let mut people = Vec::new();
        for (layer, store) in self.layers_from_top() {
            let Some(value) = store.get(Section::Surnames, &key) else { continue };
            people.extend(
                store
                    .rows(Section::SurnamePostings, value)
                    .map(|index| Entity { store, id: EntityId::new(layer, index as u32) }),
            );
        }
        people
    }

    /// Who held `office` of the country or organisation `of` on `day`, the surest first: within the dates of office
    /// before presumed (open, but `day` is after the as-of date), a user's facts before the compiled-in ones, the
    /// latest beginning first. Whom a user's facts give an office that one person holds at a time, nobody compiled in
    /// holds beside. `office` may be any known spelling.
    pub fn holders(&self, of: &str, office: &str, day: Date) -> Vec<(Holding<'_>, Standing)> {
        let office = self.office(office).unwrap_or(office);
        let single = self.role(office).is_some_and(|role| role.is_single());
        let mut holders: Vec<(Holding<'_>, Standing)> = Vec::new();
        for (layer, store) in self.layers_from_top() {
            let n = store.n_rows(Section::Holdings, HOLDING_WORDS);
            let key = |row: usize| {
                let text = |column: office::Column| {
                    store.string(store.word(Section::Holdings, HOLDING_WORDS, row, column as usize))
                };
                (text(office::Column::Of), text(office::Column::Office))
            };
            let first = partition_point(n, |row| key(row) < (of, office));
            let here = (first..n)
                .take_while(|&row| key(row) == (of, office))
                .map(|row| Holding { store, id: HoldingId { layer, row } })
                .map(|holding| (holding, holding.interval().on(day)))
                .filter(|&(_, standing)| standing != Standing::Outside);
            holders.extend(here);
            if single && holders.iter().any(|(_, standing)| *standing == Standing::Within) {
                break;
            }
        }
        holders.sort_by_key(|(holding, standing)| {
            std::cmp::Reverse((*standing, holding.id.layer, holding.interval().from))
        });
        holders
    }

    /// The surest of [`World::holders`].
    pub fn holder(&self, of: &str, office: &str, day: Date) -> Option<Holding<'_>> {
        self.holders(of, office, day).first().map(|&(holding, _)| holding)
    }

    /// The places that `surface` as a whole can name, countries first, then the most populous. It must be capitalised.
    pub fn places(&self, surface: &str) -> Vec<Place<'_>> {
        let tokens: Vec<&str> = surface.split_whitespace().collect();
        match self.longest_place(&tokens, 0) {
            Some((length, places)) if length == tokens.len() => places,
            _ => Vec::new(),
        }
    }

    /// The longest place name that begins at token `at`, with the number of its tokens and the places of that name:
    /// countries first, then the most populous.
    pub fn longest_place(&self, tokens: &[&str], at: usize) -> Option<(usize, Vec<Place<'_>>)> {
        let tokens = tokens.get(at..)?;
        if !tokens.first()?.chars().any(char::is_uppercase) {
            return None;
        }
        let mut longest = 0;
        let mut places = Vec::new();
        for (_, store) in self.layers_from_top() {
            let Some(automaton) = store.automaton(Section::PlaceNames) else { continue };
            walk(automaton, tokens, |length, value| {
                if length < longest || !is_capitalised(&tokens[..length]) {
                    return;
                }
                if length > longest {
                    places.clear();
                    longest = length;
                }
                places.extend(store.rows(Section::PlacePostings, value).map(|row| Place { store, row }));
            });
        }
        if places.is_empty() { None } else { Some((longest, places)) }
    }

    /// How many entities have a row of each kind, for reports.
    pub fn count(&self, kind: EntityKind) -> usize {
        self.layers
            .iter()
            .map(|store| {
                (0..store.n_rows(Section::Entities, ENTITY_WORDS))
                    .filter(|&row| {
                        store.word(Section::Entities, ENTITY_WORDS, row, Column::Kind as usize) == kind as u32
                    })
                    .count()
            })
            .sum()
    }
}

/// The first number below `n` for which `before` is false; it is true for all numbers before that.
fn partition_point(n: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low.midpoint(high);
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// FNV-1a, to tell one user's facts from another's in the version.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
