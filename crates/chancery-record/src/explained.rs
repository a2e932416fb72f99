//! A record with its explanations, as `chancery read --explain` writes it.

use crate::Record;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A record with remarks on why it is as it is: one more key beside those of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExplainedRecord {
    /// The record.
    #[serde(flatten)]
    pub record: Record,
    /// Remarks, entry by entry.
    pub explanations: Vec<Remark>,
}

/// How an entry came to be, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Remark {
    /// The entry's id within the record (`s1`, `e2`, `a3`); `t1` and `pl1`: the first of `times`, of `places`; empty for
    /// what was not recorded.
    pub about: String,
    /// One sentence or clause.
    pub text: String,
}
