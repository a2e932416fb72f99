//! The record of one article.

use crate::{Actor, ArticleInfo, Event, Place, Position, Statement, When};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and major version of the record's form.
pub const SCHEMA: &str = "chancery/1";

/// All that is read from one article. Keys are added over time, never renamed within a major version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Name and major version of this form: always `chancery/1`.
    pub schema: String,
    /// Which reader made it.
    pub reader: Reader,
    /// The article.
    pub article: ArticleInfo,
    /// Who.
    pub actors: Vec<Actor>,
    /// When.
    pub times: Vec<When>,
    /// Where.
    pub places: Vec<Place>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Who wants what.
    pub positions: Vec<Position>,
    /// What was odd.
    pub diagnostics: Vec<RecordDiagnostic>,
}

impl Record {
    /// The remark that says why the article was not read (another language), if it was not.
    pub fn refusal(&self) -> Option<&RecordDiagnostic> {
        self.diagnostics.iter().find(|remark| remark.severity == "error")
    }
}

/// The versions that made a record: same article and same versions, same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reader {
    /// Of the program.
    pub version: String,
    /// Of the language model.
    pub model: String,
    /// Of the world.
    pub world: String,
    /// A mark of the user's own lexicon of deeds, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lexicon: Option<String>,
    /// A mark of the user's own issues, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issues: Option<String>,
}

/// A remark of the reader, in the record's offsets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecordDiagnostic {
    /// `note`, `warning` or `error`.
    pub severity: String,
    /// Stable name; `chancery explain CODE` tells more.
    pub code: String,
    /// One sentence.
    pub message: String,
    /// First code point, 0 if it is about the whole article.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}
