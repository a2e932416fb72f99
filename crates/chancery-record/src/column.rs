//! What the cells of a column hold: the schema that CSV readers, Parquet files and Arrow tables share.
//!
//! A column's name tells its kind, the same in every table. How a kind is stored is the writer's business.

use crate::Cell;

/// What the cells of a column hold. Every cell may be [`Null`](Cell::Null).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// [`Cell::Text`].
    Text,
    /// [`Cell::Integer`].
    Integer,
    /// [`Cell::Real`].
    Real,
    /// [`Cell::Text`], a day as ISO 8601: `2025-03-04`.
    Day,
}

impl ColumnKind {
    /// The kind of the column of this name.
    pub fn of(column: &str) -> ColumnKind {
        match column {
            "published" | "first_day" | "last_day" => ColumnKind::Day,
            "intensity" | "confidence" | "latitude" | "longitude" => ColumnKind::Real,
            "start" | "end" | "characters" | "articles" | "statements" | "events" | "positions"
            | "mentions" | "geonames" | "killed" | "wounded" | "detained" | "revision" | "count" => {
                ColumnKind::Integer
            }
            _ => ColumnKind::Text,
        }
    }

    /// Whether a column of this kind may hold the cell.
    pub fn holds(self, cell: &Cell) -> bool {
        match cell {
            Cell::Null => true,
            Cell::Text(text) => match self {
                ColumnKind::Text => true,
                ColumnKind::Day => crate::parse_day(text).is_some(),
                ColumnKind::Integer | ColumnKind::Real => false,
            },
            Cell::Integer(_) => self == ColumnKind::Integer,
            Cell::Real(_) => self == ColumnKind::Real,
        }
    }
}
