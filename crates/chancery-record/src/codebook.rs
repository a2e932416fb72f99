//! What the codes mean: `data/codebook.toml`, compiled in and parsed once.
//!
//! Everything that names a code (the lexicons, the printers, `chancery explain`) asks here. Only meanings live here;
//! how a text is coded is the business of the extract crate.

use crate::{EventType, Quad};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const SOURCE: &str = include_str!("../data/codebook.toml");

static CODEBOOK: LazyLock<Codebook> =
    LazyLock::new(|| toml::from_str(SOURCE).expect("the compiled-in codebook is checked by a test"));

/// The codebook that was compiled in.
///
/// ```
/// use chancery_record::{EventType, codebook};
/// assert_eq!(codebook().event_type(EventType::Assault).mode("aerial").unwrap().intensity, -9.5);
/// ```
pub fn codebook() -> &'static Codebook {
    &CODEBOOK
}

/// The base intensity of a type, or its mode's where a mode is given that the type has.
///
/// ```
/// use chancery_record::{EventType, intensity};
/// assert_eq!(intensity(EventType::Consult, Some("phone")), 1.5);
/// assert_eq!(intensity(EventType::Consult, None), 2.5);
/// ```
pub fn intensity(event_type: EventType, mode: Option<&str>) -> f64 {
    let entry = codebook().event_type(event_type);
    mode.and_then(|mode| entry.mode(mode)).map_or(entry.intensity, |mode| mode.intensity)
}

/// Event types and the closed lists, each code with its definition.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Codebook {
    #[serde(rename = "event-type")]
    event_types: Vec<TypeEntry>,
    /// PLOVER contexts: what an event is about.
    pub contexts: BTreeMap<String, String>,
    /// PLOVER sectors: what an actor is in society.
    pub sectors: BTreeMap<String, String>,
    /// PLOVER quads.
    pub quads: BTreeMap<String, String>,
    /// Statuses of events.
    pub statuses: BTreeMap<String, String>,
    /// Forms of statements.
    pub forms: BTreeMap<String, String>,
    /// Acts of statements.
    pub acts: BTreeMap<String, String>,
    /// Stances of positions.
    pub stances: BTreeMap<String, String>,
    /// Kinds of actors.
    pub actor_kinds: BTreeMap<String, String>,
    /// Forms of mentions.
    pub mention_forms: BTreeMap<String, String>,
    /// TIMEX3 types.
    pub time_types: BTreeMap<String, String>,
    /// Kinds of places.
    pub place_kinds: BTreeMap<String, String>,
    /// Severities of diagnostics.
    pub severities: BTreeMap<String, String>,
    /// Codes of diagnostics: what each means, and what to do about it.
    pub diagnostics: BTreeMap<String, String>,
}

/// One event type.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TypeEntry {
    /// `ASSAULT`.
    pub label: EventType,
    /// Its quad.
    pub quad: Quad,
    /// Intensity where no mode is known, from -10 to 10.
    pub intensity: f64,
    /// Whether an event of this type is none without somebody to whom it is done.
    pub needs_recipient: bool,
    /// What it is, and where it ends.
    pub definition: String,
    /// A sentence that is coded so.
    pub example: String,
    /// A sentence that looks like it and is not.
    pub counter: String,
    /// Why not.
    pub counter_why: String,
    /// How it may be done.
    pub modes: Vec<ModeEntry>,
}

/// One mode of an event type.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ModeEntry {
    /// `aerial`.
    pub label: String,
    /// From -10 to 10.
    pub intensity: f64,
    /// What it is.
    pub definition: String,
}

impl Codebook {
    /// The sixteen types, verbal cooperation first, assault last.
    pub fn event_types(&self) -> &[TypeEntry] {
        &self.event_types
    }

    /// One type's entry.
    pub fn event_type(&self, event_type: EventType) -> &TypeEntry {
        // The entries stand in the order of the enum; a test holds them to it.
        &self.event_types[event_type as usize]
    }

    /// Every closed list with the name of what it lists, for `explain` and for completeness checks.
    pub fn lists(&self) -> [(&'static str, &BTreeMap<String, String>); 13] {
        [
            ("context", &self.contexts),
            ("sector", &self.sectors),
            ("quad", &self.quads),
            ("status", &self.statuses),
            ("statement form", &self.forms),
            ("act", &self.acts),
            ("stance", &self.stances),
            ("kind of actor", &self.actor_kinds),
            ("form of mention", &self.mention_forms),
            ("time type", &self.time_types),
            ("kind of place", &self.place_kinds),
            ("severity", &self.severities),
            ("diagnostic", &self.diagnostics),
        ]
    }
}

impl TypeEntry {
    /// The mode of this name, if the type has it.
    pub fn mode(&self, label: &str) -> Option<&ModeEntry> {
        self.modes.iter().find(|mode| mode.label == label)
    }
}

impl EventType {
    /// The quad that it belongs to.
    pub fn quad(self) -> Quad {
        codebook().event_type(self).quad
    }

    /// Whether an event of this type is none without somebody to whom it is done.
    pub fn needs_recipient(self) -> bool {
        codebook().event_type(self).needs_recipient
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Act, ActorKind, MentionForm, PlaceKind, Stance, StatementForm, Status, TimeType};

    #[test]
    fn every_type_has_its_entry_and_every_entry_is_whole() {
        let labels: Vec<EventType> = codebook().event_types().iter().map(|entry| entry.label).collect();
        assert_eq!(labels, EventType::ALL);
        for entry in codebook().event_types() {
            for text in [&entry.definition, &entry.example, &entry.counter, &entry.counter_why] {
                assert!(text.len() > 20 && text.ends_with(['.', '!', '?']), "{}: {text}", entry.label);
            }
            assert!((-10.0..=10.0).contains(&entry.intensity));
            for mode in &entry.modes {
                assert!((-10.0..=10.0).contains(&mode.intensity), "{} {}", entry.label, mode.label);
                assert!(!mode.definition.is_empty());
                assert_eq!(
                    entry.modes.iter().filter(|other| other.label == mode.label).count(),
                    1,
                    "{} has the mode {} twice",
                    entry.label,
                    mode.label
                );
            }
        }
        let n_modes: usize = codebook().event_types().iter().map(|entry| entry.modes.len()).sum();
        assert_eq!((codebook().contexts.len(), codebook().sectors.len(), n_modes), (37, 25, 67));
    }

    #[test]
    fn every_value_of_a_closed_list_is_defined() {
        fn check(list: &BTreeMap<String, String>, mut labels: Vec<&str>) {
            labels.sort_unstable();
            assert_eq!(list.keys().map(String::as_str).collect::<Vec<_>>(), labels);
        }
        let book = codebook();
        check(&book.quads, Quad::ALL.iter().map(|value| value.label()).collect());
        check(&book.statuses, Status::ALL.iter().map(|value| value.label()).collect());
        check(&book.forms, StatementForm::ALL.iter().map(|value| value.label()).collect());
        check(&book.acts, Act::ALL.iter().map(|value| value.label()).collect());
        check(&book.stances, Stance::ALL.iter().map(|value| value.label()).collect());
        check(&book.actor_kinds, ActorKind::ALL.iter().map(|value| value.label()).collect());
        check(&book.mention_forms, MentionForm::ALL.iter().map(|value| value.label()).collect());
        check(&book.time_types, TimeType::ALL.iter().map(|value| value.label()).collect());
        check(&book.place_kinds, PlaceKind::ALL.iter().map(|value| value.label()).collect());
        use chancery_text::Severity;
        let severities = [Severity::Note, Severity::Warning, Severity::Error];
        check(&book.severities, severities.iter().map(|value| value.name()).collect());
        for (_, list) in book.lists() {
            assert!(list.values().all(|definition| !definition.is_empty()));
        }
    }

    #[test]
    fn an_unknown_mode_has_the_type_s_intensity() {
        assert_eq!(intensity(EventType::Accuse, Some("phone")), -3.0);
    }
}
