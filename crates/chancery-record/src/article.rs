//! What comes in: an article's text and where it is from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An article as it comes in. Only `text` is required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// Given id; without one the record's article id is a hash of the content.
    pub id: Option<String>,
    /// The text, title excluded unless it is the text's first line.
    pub text: String,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication, as ISO 8601 (a time of day after the date is dropped).
    #[serde(with = "crate::when::optional_date", skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The publication: "Example Wire".
    pub source: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// ISO 639-1 code, if known.
    pub language: Option<String>,
}

/// What a record keeps of its article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleInfo {
    /// The given id, or `h-` and 16 hexadecimal digits of a hash of the content.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// The publication.
    pub source: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// Day of publication.
    #[serde(with = "crate::when::optional_date")]
    pub published: Option<Date>,
    /// ISO 639-1 code, given or detected.
    pub language: Option<String>,
    /// Length of the text in code points.
    pub characters: usize,
}
