//! Where: places named in the article.

use crate::Citation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place named in the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Its characters.
    #[serde(flatten)]
    pub citation: Citation,
    /// Usual name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// City, region, country …
    pub kind: PlaceKind,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// How it was chosen. `place-nationality` (a Syrian town) and `place-in-name` (University of Aleppo) mark places that
    /// are named and nothing more: leave them out for a map of where things happened.
    pub rule: String,
}

/// What kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// City, town or village.
    City,
    /// Province, state or other part of a country.
    Region,
    /// Country or territory.
    Country,
    /// Continent or a part of the world of several countries.
    Area,
    /// Sea, strait, gulf or ocean.
    Sea,
    /// River.
    River,
    /// Lake.
    Lake,
    /// Anything else: mountain, base, building.
    Other,
}
