//! One value of a table. How it is written (quoting, column types) is the writer's business.

use crate::Days;
use jiff::civil::Date;

/// One value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Not known.
    Null,
    /// Characters.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
}

impl Cell {
    /// Characters.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// Characters, where there are any.
    pub fn optional(text: Option<impl Into<String>>) -> Cell {
        text.map_or(Cell::Null, Cell::text)
    }

    /// How many, or an offset.
    pub fn count(count: usize) -> Cell {
        Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A whole number, where it is known.
    pub fn integer(number: Option<u32>) -> Cell {
        number.map_or(Cell::Null, |number| Cell::Integer(number.into()))
    }

    /// A number, where it is known.
    pub fn real(number: Option<f64>) -> Cell {
        number.map_or(Cell::Null, Cell::Real)
    }

    /// A day as ISO 8601, where it is known.
    pub fn day(day: Option<Date>) -> Cell {
        Cell::optional(day.map(|day| day.to_string()))
    }

    /// The first and the last of some days.
    pub fn days(days: Option<Days>) -> [Cell; 2] {
        [Cell::day(days.map(|days| days.from)), Cell::day(days.map(|days| days.to))]
    }

    /// The value in JSON.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Cell::Null => serde_json::Value::Null,
            Cell::Text(text) => text.as_str().into(),
            Cell::Integer(number) => (*number).into(),
            Cell::Real(number) => (*number).into(),
        }
    }

    /// A list within a cell, joined by `; `; of nothing no value.
    ///
    /// ```
    /// use chancery_record::Cell;
    /// assert_eq!(Cell::list(["GOV", "MIL"]), Cell::text("GOV; MIL"));
    /// assert_eq!(Cell::list([]), Cell::Null);
    /// ```
    pub fn list<'a>(parts: impl IntoIterator<Item = &'a str>) -> Cell {
        let joined = parts.into_iter().collect::<Vec<_>>().join("; ");
        if joined.is_empty() { Cell::Null } else { Cell::Text(joined) }
    }
}
