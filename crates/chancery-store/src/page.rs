//! Answers come a page at a time; where a page ends is a word that the next one is asked for by.

use crate::Error;
use std::fmt;
use std::str::FromStr;

/// A page of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

/// A place in an answer, as a word that may stand in an address. What it is made of may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The rank (a day, a number of articles) comes first in the order, then the key.
    pub(crate) rank: i64,
    pub(crate) key: i64,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}.{:x}", self.rank, self.key)
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(word: &str) -> Result<Cursor, Error> {
        let number = |digits: &str| i64::from_str_radix(digits, 16).ok().filter(|number| *number >= 0);
        let parts = word.split_once('.').and_then(|(rank, key)| Some((number(rank)?, number(key)?)));
        let (rank, key) = parts.ok_or_else(|| Error::Cursor(word.to_owned()))?;
        Ok(Cursor { rank, key })
    }
}
