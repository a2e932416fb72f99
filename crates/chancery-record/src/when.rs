//! When: TIMEX3 expressions and the days that they cover.

use crate::Citation;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A time expression of the article (TIMEX3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct When {
    /// Its characters.
    #[serde(flatten)]
    pub citation: Citation,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// TIMEX3 value: `2025-03-03TNI`, `P2W`, `PAST_REF`; absent where it could not be resolved.
    pub value: Option<String>,
    /// The days covered, where they are known.
    #[serde(flatten)]
    pub days: Option<Days>,
}

/// TIMEX3 type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeType {
    /// A calendar day or a longer stretch of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A repeated time.
    Set,
}

/// First and last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Days {
    /// First day.
    #[serde(with = "date")]
    #[schemars(with = "String")]
    pub from: Date,
    /// Last day.
    #[serde(with = "date")]
    #[schemars(with = "String")]
    pub to: Date,
}

impl Days {
    /// One day.
    pub fn day(day: Date) -> Days {
        Days { from: day, to: day }
    }
}

pub(crate) mod date {
    //! A day as ISO 8601.
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is no date; write it as 2025-03-04")))
    }

    /// Reads `2025-03-04`, also where a time of day follows (`2025-03-04T21:00:00Z`).
    pub fn parse(text: &str) -> Option<Date> {
        let text = text.trim();
        let day = text.get(..10).filter(|_| matches!(text.as_bytes().get(10), None | Some(b'T' | b' ')))?;
        day.parse().ok()
    }
}

pub(crate) mod optional_date {
    //! A day as ISO 8601, or null.
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => serializer.collect_str(date),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        match Option::<String>::deserialize(deserializer)? {
            None => Ok(None),
            Some(text) => super::date::parse(&text)
                .map(Some)
                .ok_or_else(|| D::Error::custom(format!("`{text}` is no date; write it as 2025-03-04"))),
        }
    }
}
