//! Who did what to whom: PLOVER events.

use crate::{Citation, Days, Participant};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something done, or planned, denied, conditional (`status`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `e1`, `e2` … in text order of the triggers.
    pub id: String,
    /// PLOVER event type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// PLOVER mode: `visit`, `aerial`.
    pub mode: Option<String>,
    /// PLOVER contexts: `diplomatic`, `military`.
    pub contexts: Vec<String>,
    /// PLOVER quad.
    pub quad: Quad,
    /// From -10 (most hostile) to 10, by type and mode.
    pub intensity: f64,
    /// Who did it; all parties where it is reciprocal.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// Whether it happened.
    pub status: Status,
    /// The statement that it is known from; absent where the article itself tells it.
    pub reported_by: Option<String>,
    /// When.
    pub date: Option<Days>,
    /// Where the date comes from: `time-expression`, `clause`, `dateline` or `publication`.
    pub date_from: Option<String>,
    /// Where.
    pub place: Option<EventPlace>,
    /// Victims and arrests, as the clause gives them.
    pub size: Size,
    /// The word that names the event.
    pub trigger: Citation,
    /// The clause that it rests on.
    pub evidence: Citation,
    /// The same deed told elsewhere in the article.
    pub also: Vec<Citation>,
    /// From 0 to 1.
    pub confidence: f64,
    /// The lexicon entry or rule that found it.
    pub rule: String,
}

/// Where an event was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventPlace {
    /// Usual name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// GeoNames id.
    pub geonames: Option<u32>,
}

/// Victims and arrests; absent where not told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Size {
    /// Dead.
    pub killed: Option<u32>,
    /// Injured.
    pub wounded: Option<u32>,
    /// Arrested or taken.
    pub detained: Option<u32>,
}

/// Whether an event happened, as the article tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It is over or was done.
    Occurred,
    /// It goes on.
    Ongoing,
    /// It is to come.
    Planned,
    /// It depends on something, or is only thought of.
    Hypothetical,
    /// It did not happen.
    Negated,
}

/// PLOVER's four quads: words and deeds, cooperation and conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Quad {
    /// Friendly words.
    VerbalCooperation,
    /// Friendly deeds.
    MaterialCooperation,
    /// Hostile words.
    VerbalConflict,
    /// Hostile deeds.
    MaterialConflict,
}

/// The sixteen PLOVER event types. Their definitions, modes and intensities are in the codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the codebook defines each type")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}
