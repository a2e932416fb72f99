//! Who wants what.

use crate::{Citation, Days, Participant};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A party's stance on an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// `p1`, `p2` … in text order.
    pub id: String,
    /// Whose it is.
    pub holder: Participant,
    /// Issue of the issue codebook, or `other`.
    pub issue: String,
    /// For, against, or what is wanted.
    pub stance: Stance,
    /// The words that name the issue; of `other` all that is known.
    pub phrase: Option<Citation>,
    /// Of whom it is wanted.
    pub target: Option<Participant>,
    /// What it depends on: "if the siege is lifted".
    pub condition: Option<Citation>,
    /// The statement or event that it is read from; absent where the article tells it by itself.
    pub from: Option<String>,
    /// The days on which it was taken, as far as known.
    pub date: Option<Days>,
    /// Where the date comes from: the time expression of its clause (`clause`), `statement`, `event`, `dateline` or `publication`.
    pub date_from: Option<String>,
    /// The characters that it rests on.
    pub evidence: Citation,
    /// The rule that found it.
    pub rule: String,
}

/// For, against, or what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// For it.
    Support,
    /// Against it.
    Oppose,
    /// Wants it of somebody.
    Demand,
    /// Would give it.
    Offer,
    /// Says no to what somebody wants.
    Reject,
    /// Yes, if.
    Conditional,
    /// Neither, or both.
    Undecided,
}
