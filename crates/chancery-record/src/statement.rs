//! Who said what.

use crate::{Citation, Days, Participant};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something said, with who said it, in which words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// `s1`, `s2` … in text order.
    pub id: String,
    /// Quoted wholly, partly or not at all.
    pub form: StatementForm,
    /// What was done by saying it.
    pub act: Act,
    /// The statement that this one is quoted in.
    pub inside: Option<String>,
    /// Who said it; empty where nobody is named ("reportedly").
    pub speakers: Vec<Participant>,
    /// To whom.
    pub addressees: Vec<Participant>,
    /// The word that reports the saying; absent in transcripts and continued quotations.
    pub cue: Option<Cue>,
    /// What was said; several parts where the reporting words stand between.
    pub content: Vec<Citation>,
    /// When it was said.
    pub date: Option<Days>,
    /// Where the date comes from: `time-expression`, `clause`, `dateline` or `publication`.
    pub date_from: Option<String>,
    /// The rule that found it.
    pub rule: String,
}

/// The word or words that report a saying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cue {
    /// Its characters.
    #[serde(flatten)]
    pub citation: Citation,
    /// Dictionary form: `say`, `according to`.
    pub lemma: String,
}

/// How much of the content stands within quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatementForm {
    /// All of it.
    Direct,
    /// None.
    Indirect,
    /// A part.
    Mixed,
}

/// What was done by saying it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Stated as so.
    Assert,
    /// Stated as not so: the content is what is denied.
    Deny,
    /// Asked as a question.
    Ask,
    /// Asked or demanded of somebody.
    Request,
    /// Promised or offered.
    Promise,
    /// Threatened or warned.
    Threaten,
    /// Refused to say.
    Decline,
}
