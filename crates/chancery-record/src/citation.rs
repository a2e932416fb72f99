//! The characters that an entry rests on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Characters of the article, quoted: `text[start..end] == text`, counted in code points, half open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The characters themselves.
    pub text: String,
}

/// An actor in a role (speaker, actor, recipient, holder), with the very mention that plays it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// The actor's id within the record: `a1`.
    pub id: String,
    /// The mention that plays the role.
    #[serde(flatten)]
    pub mention: Citation,
}
