//! Where the events are that a filter wants.

use crate::kind::Kind;
use crate::query::Question;
use crate::{Archive, Error, Filter};
use chancery_record::PlaceKind;
use rusqlite::params_from_iter;

/// A place, and how many events are said to have been there.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceShare {
    /// Its name; absent for events without a place.
    pub name: Option<String>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// What kind of place, as far as articles say it.
    pub kind: Option<PlaceKind>,
    /// Latitude and longitude, if they are known.
    pub at: Option<(f64, f64)>,
    /// How many events.
    pub n: usize,
}

/// Places are counted over the newest so many events: where they add up to it, there are more.
pub const MOST_PLACED: usize = 5000;

impl Archive {
    /// The newest [`MOST_PLACED`] events that a filter wants by their places, those with most events first; order and
    /// page do not apply.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn places_of_events(&self, filter: &Filter) -> Result<Vec<PlaceShare>, Error> {
        self.ours((|| {
            let Some(mut question) = Question::of(self.connection(), Kind::Events, filter)? else {
                return Ok(Vec::new());
            };
            question.with_row();
            let newest = question.sql(
                "r.place AS name, r.place_country AS country, r.geonames AS geonames, r.article AS article",
                &format!("ORDER BY {} DESC LIMIT {MOST_PLACED}", question.key),
            );
            // What kind of place it is and where it lies is looked up once, in one article that names it: a place of an
            // article stands within the article's stretch of keys.
            let sql = format!(
                "WITH f AS (SELECT name, country, geonames, min(article) AS article, count(*) AS n FROM ({newest}) GROUP BY 1, 2, 3)
                 SELECT f.name, f.country, p.kind, p.latitude, p.longitude, f.n FROM f
                 LEFT JOIN places p ON p.key = (SELECT q.key FROM places q
                   WHERE q.key BETWEEN (f.article << 20) AND (f.article << 20) + 1048575
                     AND q.name = f.name AND q.country IS f.country AND q.geonames IS f.geonames
                   ORDER BY q.latitude IS NULL, q.key LIMIT 1)
                 ORDER BY 6 DESC, 1, 2"
            );
            let mut statement = self.connection().prepare_cached(&sql)?;
            let rows = statement.query_map(params_from_iter(question.values()), |row| {
                let kind: Option<String> = row.get(2)?;
                let (latitude, longitude): (Option<f64>, Option<f64>) = (row.get(3)?, row.get(4)?);
                Ok(PlaceShare {
                    name: row.get(0)?,
                    country: row.get(1)?,
                    kind: kind.and_then(|kind| PlaceKind::from_label(&kind)),
                    at: latitude.zip(longitude),
                    n: crate::load::size(row, 5)?,
                })
            })?;
            rows.collect()
        })())
    }
}
