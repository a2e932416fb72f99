//! What a place name can mean: the world's gazetteer, and the abbreviations of `lexicon/place-abbreviation.tsv`.

use chancery_record::PlaceKind;
use chancery_world::{EntityId, EntityKind, Place, PlaceKind as Known, Sense, World, fold};
use std::collections::HashMap;
use std::sync::OnceLock;

const ABBREVIATIONS: &str = include_str!("../../../lexicon/place-abbreviation.tsv");
const WORDS: &str = include_str!("../../../lexicon/place-word.tsv");

/// The most places of one name that are looked at.
const MOST: usize = 24;

/// Inhabitants from which a region is a part of the world and no landscape.
const PART_OF_THE_WORLD: u32 = 20_000_000;

/// One place that a name can mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    /// Usual name.
    pub(crate) name: String,
    /// ISO 3166-1 alpha-3; empty where it has none.
    pub(crate) country: String,
    /// Province that it lies in; empty where not known.
    pub(crate) admin1: String,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    pub(crate) kind: PlaceKind,
    pub(crate) geonames: Option<u32>,
    /// Inhabitants; 0 where not known.
    pub(crate) population: u64,
    /// Whether the name in the text is its usual name.
    pub(crate) usual: bool,
    /// Whether the name is a common word or a person's as well.
    pub(crate) weak: bool,
}

impl Spot {
    /// Whether a user's own facts name the town: every one of the gazetteer has its number.
    pub(crate) fn is_of_the_user(&self) -> bool {
        self.kind == PlaceKind::City && self.geonames.is_none()
    }
}

/// The lists of this room.
#[derive(Debug, Default)]
pub(crate) struct PlaceLexicon {
    /// Full name and country of an abbreviated province.
    abbreviations: HashMap<&'static str, (&'static str, &'static str)>,
    words: HashMap<&'static str, Vec<&'static str>>,
}

impl PlaceLexicon {
    /// The compiled-in lists.
    pub(crate) fn embedded() -> &'static PlaceLexicon {
        static LEXICON: OnceLock<PlaceLexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut lexicon = PlaceLexicon::default();
            for row in rows(ABBREVIATIONS) {
                if let [form, full, country] = row[..] {
                    lexicon.abbreviations.insert(form, (full, country));
                }
            }
            for row in rows(WORDS) {
                if let [word, class] = row[..] {
                    lexicon.words.entry(word).or_default().push(class);
                }
            }
            lexicon
        })
    }

    /// Whether a word beside a place name is of a class.
    pub(crate) fn is(&self, word: &str, class: &str) -> bool {
        self.words.get(word).is_some_and(|classes| classes.contains(&class))
    }

    /// Whether a form is an abbreviated province.
    pub(crate) fn is_abbreviation(&self, form: &str) -> bool {
        self.abbreviations.contains_key(form)
    }
}

/// Everything that a name as a whole can mean.
pub(crate) fn spots(world: &World, surface: &str) -> Vec<Spot> {
    let key = fold(surface);
    if let Some((full, country)) = PlaceLexicon::embedded().abbreviations.get(surface) {
        let provinces = world.places(full).into_iter().filter(|place| place.country() == *country);
        let found = provinces.filter(|place| place.kind() == Known::Province).max_by_key(Place::population);
        return found.map(|place| spot(&place, &fold(place.name()))).into_iter().collect();
    }
    let mut found: Vec<Spot> = Vec::new();
    for place in world.places(surface).into_iter().take(MOST) {
        // What a country holds of a disputed area is not what its name means.
        if place.kind() == Known::Disputed && found.iter().any(|spot| spot.kind == PlaceKind::Country) {
            continue;
        }
        found.push(spot(&place, &key));
    }
    // A user's own town is meant, whatever else has its name.
    if found.iter().any(Spot::is_of_the_user) {
        found.retain(Spot::is_of_the_user);
    }
    if found.is_empty() {
        let named = world.names(surface).into_iter().find(|meaning| {
            meaning.sense == Sense::Name && world.entity(meaning.entity).kind() == EntityKind::Region
        });
        found.extend(named.and_then(|meaning| of_entity(world, meaning.entity)));
    }
    found
}

fn spot(place: &Place<'_>, key: &str) -> Spot {
    let kind = match place.kind() {
        Known::City => PlaceKind::City,
        Known::Country => PlaceKind::Country,
        Known::Province | Known::Disputed | Known::Island => PlaceKind::Region,
        Known::Region if place.population() >= PART_OF_THE_WORLD => PlaceKind::Area,
        Known::Region => PlaceKind::Region,
        Known::Sea => PlaceKind::Sea,
        Known::River => PlaceKind::River,
        Known::Lake => PlaceKind::Lake,
    };
    Spot {
        name: place.name().to_string(),
        country: place.country().to_string(),
        admin1: place.admin1().to_string(),
        latitude: place.latitude(),
        longitude: place.longitude(),
        kind,
        geonames: place.geonames(),
        population: u64::from(place.population()),
        usual: fold(place.name()) == key,
        weak: place.is_weak(),
    }
}

/// The country or area of a nationality word: "Syrian", "European".
pub(crate) fn nationality(world: &World, surface: &str) -> Option<Spot> {
    let meaning = world.names(surface).into_iter().find(|meaning| meaning.sense == Sense::Adjective)?;
    of_entity(world, meaning.entity)
}

/// The country or area that an entity of the world is.
pub(crate) fn of_entity(world: &World, id: EntityId) -> Option<Spot> {
    let entity = world.entity(id);
    let key = fold(entity.name());
    let mut places = world.places(entity.name()).into_iter();
    match entity.kind() {
        EntityKind::Country => places
            .find(|place| place.kind() == Known::Country && place.country() == entity.code())
            .map(|place| spot(&place, &key)),
        EntityKind::Region => {
            places.find(|place| place.kind() != Known::City).map(|place| spot(&place, &key))
        }
        _ => None,
    }
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_place_lexicons_is_read() {
        for row in rows(ABBREVIATIONS) {
            assert_eq!(row.len(), 3, "place-abbreviation.tsv: {row:?}");
            assert!(!spots(World::embedded(), row[0]).is_empty(), "place-abbreviation.tsv: {row:?}");
        }
        for row in rows(WORDS) {
            let known =
                ["thing", "of", "before", "division", "common", "body", "site", "settlement", "where"];
            assert!(row.len() == 2 && known.contains(&row[1]), "place-word.tsv: {row:?}");
        }
    }

    #[test]
    fn provinces_areas_and_nationalities_have_points() {
        let world = World::embedded();
        assert!(spots(world, "Texas").iter().any(|spot| spot.geonames == Some(4736286)));
        assert_eq!(spots(world, "N.J.")[0].name, "New Jersey");
        assert_eq!(spots(world, "Middle East")[0].kind, PlaceKind::Area);
        assert_eq!(nationality(world, "Latvian").map(|spot| spot.country), Some("LVA".to_string()));
        assert_eq!(nationality(world, "Latvia"), None);
    }
}
