//! Who did what to whom, by token numbers.

use crate::mention::Mentions;
use crate::statement::StatementMention;
use chancery_record::{EventType, Size, Status};
use chancery_syntax::Document;
use chancery_world::World;
use std::ops::Range;

/// An event as it stands in the text: heads of noun phrases, not yet anybody.
#[derive(Clone, Debug)]
pub struct EventMention {
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// PLOVER contexts.
    pub contexts: Vec<&'static str>,
    /// Head tokens of who did it.
    pub actors: Vec<usize>,
    /// Head tokens of to whom.
    pub recipients: Vec<usize>,
    /// Whether it happened.
    pub status: Status,
    /// The statement (its number in the list) that it is known from.
    pub reported_by: Option<usize>,
    /// Head token of the word that names it.
    pub predicate: usize,
    /// The tokens of that word, particle or object included ("imposed sanctions").
    pub trigger: Range<usize>,
    /// The clause that it rests on.
    pub evidence: Range<usize>,
    /// The time expression of its clause (its number in [`Mentions::times`]).
    pub time: Option<usize>,
    /// The place of its clause (its number in [`Mentions::places`]).
    pub place: Option<usize>,
    /// Victims and arrests.
    pub size: Size,
    /// From 0 to 1.
    pub confidence: f64,
    /// Rule id of `rules/event.toml`, a slash, and the lexicon entry: `event-verb/assault.attack`.
    pub rule: String,
}

/// All events in order of their triggers.
pub fn events(
    _document: &Document,
    _mentions: &Mentions,
    _statements: &[StatementMention],
    _world: &World,
) -> Vec<EventMention> {
    Vec::new()
}
