//! The three kinds of records: their tables, their words, the roles that parties play in them, their classes.

use crate::rows::role;
use chancery_record::{Act, EventType, Stance};

/// What is asked for: a table of records with its index of words and the roles that parties play in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Events,
    Statements,
    Positions,
}

impl Kind {
    pub(crate) fn table(self) -> &'static str {
        match self {
            Kind::Events => "events",
            Kind::Statements => "statements",
            Kind::Positions => "positions",
        }
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Kind::Events => "event_text",
            Kind::Statements => "statement_text",
            Kind::Positions => "position_text",
        }
    }

    /// Actor and recipient of an event, and whoever does as much in a statement or a position.
    pub(crate) fn roles(self) -> [i64; 2] {
        match self {
            Kind::Events => [role::ACTOR, role::RECIPIENT],
            Kind::Statements => [role::SPEAKER, role::ADDRESSEE],
            Kind::Positions => [role::HOLDER, role::TARGET],
        }
    }

    /// The column that says what class of record it is, with the words of the classes in the order of their numbers.
    pub(crate) fn class(self) -> (&'static str, Vec<&'static str>) {
        match self {
            Kind::Events => ("type", EventType::ALL.iter().map(|one| one.label()).collect()),
            Kind::Statements => ("act", Act::ALL.iter().map(|one| one.label()).collect()),
            Kind::Positions => ("stance", Stance::ALL.iter().map(|one| one.label()).collect()),
        }
    }
}
