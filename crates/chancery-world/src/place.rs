//! The gazetteer: cities, regions, countries, seas and rivers with their coordinates.
//!
//! Which of several places of one name an article means is resolved elsewhere, by the article's own context.

use crate::store::{PLACE_WORDS, Section, Store};

/// What sort of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A city, town or village.
    City,
    /// A country.
    Country,
    /// A first-order division of a country: province, state, oblast.
    Province,
    /// A region of land without borders of its own: mountains, desert, peninsula, plain.
    Region,
    /// A sea, gulf, strait or ocean.
    Sea,
    /// A river.
    River,
    /// A lake or reservoir.
    Lake,
    /// An island or group of islands.
    Island,
    /// Land that more than one country claims or holds.
    Disputed,
}

impl PlaceKind {
    pub(crate) const ALL: [(PlaceKind, &'static str); 9] = [
        (PlaceKind::City, "city"),
        (PlaceKind::Country, "country"),
        (PlaceKind::Province, "province"),
        (PlaceKind::Region, "region"),
        (PlaceKind::Sea, "sea"),
        (PlaceKind::River, "river"),
        (PlaceKind::Lake, "lake"),
        (PlaceKind::Island, "island"),
        (PlaceKind::Disputed, "disputed"),
    ];

    /// The kind as records write it.
    pub fn as_str(self) -> &'static str {
        PlaceKind::ALL.get(self as usize).map_or("region", |&(_, name)| name)
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<PlaceKind> {
        PlaceKind::ALL.iter().find(|&&(_, known)| known == name).map(|&(kind, _)| kind)
    }
}

pub(crate) enum Column {
    Kind = 0,
    Name = 1,
    Country = 2,
    Admin1 = 3,
    Latitude = 4,
    Longitude = 5,
    Population = 6,
    Geonames = 7,
}

/// A place of the gazetteer.
#[derive(Clone, Copy)]
pub struct Place<'w> {
    pub(crate) store: &'w Store,
    pub(crate) row: usize,
}

impl std::fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}, {}, {})", self.name(), self.kind().as_str(), self.admin1(), self.country())
    }
}

impl<'w> Place<'w> {
    fn word(&self, column: Column) -> u32 {
        self.store.word(Section::Places, PLACE_WORDS, self.row, column as usize)
    }

    fn text(&self, column: Column) -> &'w str {
        self.store.string(self.word(column))
    }

    /// The usual name.
    pub fn name(&self) -> &'w str {
        self.text(Column::Name)
    }

    /// What sort of place it is.
    pub fn kind(&self) -> PlaceKind {
        PlaceKind::ALL
            .get((self.word(Column::Kind) & 0xff) as usize)
            .map_or(PlaceKind::Region, |&(kind, _)| kind)
    }

    /// Whether its name is as well a common word, a first name or a surname (Nice, Reading, Clinton), so that a capital
    /// letter alone does not make it a place.
    pub fn is_weak(&self) -> bool {
        self.word(Column::Kind) >> 8 != 0
    }

    /// The country's code; empty for a sea, or where it is contested.
    pub fn country(&self) -> &'w str {
        self.text(Column::Country)
    }

    /// The province or state that it lies in; empty where not known.
    pub fn admin1(&self) -> &'w str {
        self.text(Column::Admin1)
    }

    /// Degrees north.
    pub fn latitude(&self) -> f64 {
        f64::from(self.word(Column::Latitude) as i32) / 10_000.0
    }

    /// Degrees east.
    pub fn longitude(&self) -> f64 {
        f64::from(self.word(Column::Longitude) as i32) / 10_000.0
    }

    /// Inhabitants; 0 where not known.
    pub fn population(&self) -> u32 {
        self.word(Column::Population)
    }

    /// The number in GeoNames, where it has one.
    pub fn geonames(&self) -> Option<u32> {
        Some(self.word(Column::Geonames)).filter(|&number| number != 0)
    }
}
