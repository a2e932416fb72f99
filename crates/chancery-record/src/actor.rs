//! Who: the people, governments, organisations and groups of one article.

use crate::Citation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Somebody or some body that speaks, acts or is acted upon in the article, with every mention of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// `a1`, `a2` … in order of first mention.
    pub id: String,
    /// The fullest name or description that the article or the world gives.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 code of the country that it belongs to.
    pub country: Option<String>,
    /// Short name of the international organisation that it belongs to or is: `NATO`, `EU`, `UN`.
    pub organisation: Option<String>,
    /// PLOVER sector codes: `GOV`, `MIL`, `REB` …, the weightiest first.
    pub sectors: Vec<String>,
    /// Office held, lower case: `foreign minister`.
    pub office: Option<String>,
    /// Stable id in the world (a Wikidata QID where there is one).
    pub world: Option<String>,
    /// Every mention in text order.
    pub mentions: Vec<ActorMention>,
    /// How it was resolved, rule id first: `resolve-title-in-text`.
    pub rule: String,
}

/// One mention of an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ActorMention {
    /// Its characters.
    #[serde(flatten)]
    pub citation: Citation,
    /// Name, description or pronoun.
    pub form: MentionForm,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MentionForm {
    /// "Jane Doe", "Freedonia's Foreign Minister Jane Doe", "the Kremlin".
    Name,
    /// "the minister", "Iranian officials".
    Description,
    /// "she", "they", "I".
    Pronoun,
}

/// What kind of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// One human being.
    Person,
    /// A state or its government, or a part of it.
    Government,
    /// Any other body: international, party, company.
    Organisation,
    /// An armed group that is no state's.
    ArmedGroup,
    /// People in the plural: "protesters", "Iranian officials".
    Population,
    /// A newspaper, agency or broadcaster.
    Media,
    /// None of these is known.
    Unknown,
}
