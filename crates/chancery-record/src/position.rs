//! Who wants what.

use crate::{Citation, Participant};
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
    /// Of whom it is wanted.
    pub target: Option<Participant>,
    /// The statement or event that it is read from.
    pub from: String,
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
