//! Events in the shapes of other event data: GDELT, ACLED, POLECAT. What each column holds is `docs/profiles.md`.
//!
//! These shapes have no place for doubt, so only what the article itself tells as done goes in: an event that is
//! planned, denied or conditional, or known only from what somebody said, stays in chancery's own tables. A cell is
//! empty where chancery honestly has nothing.

mod acled;
mod gdelt;
mod polecat;
mod translation;

use crate::{Separator, write_csv_row};
use chancery_record::{Actor, Cell, Event, EventType, Participant, Place, PlaceKind, Record, Status};
use chancery_text::fnv1a;
use jiff::civil::Date;
use std::io::{self, Write};

/// A shape of event data that users' scripts already read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// GDELT 2.0 events: 61 columns, tab-separated, without a heading, one row a pair of actors.
    Gdelt,
    /// ACLED: 31 columns, comma-separated, one row an event. Words are no events there.
    Acled,
    /// POLECAT: 40 columns, tab-separated, one row a pair of actors.
    Polecat,
}

impl Profile {
    /// Every profile.
    pub const ALL: &'static [Profile] = &[Profile::Gdelt, Profile::Acled, Profile::Polecat];

    /// Its name: `gdelt`.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Gdelt => "gdelt",
            Profile::Acled => "acled",
            Profile::Polecat => "polecat",
        }
    }

    /// The names of its columns.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Profile::Gdelt => gdelt::COLUMNS,
            Profile::Acled => acled::COLUMNS,
            Profile::Polecat => polecat::COLUMNS,
        }
    }

    /// A record's rows, each as long as [`columns`](Profile::columns).
    pub fn rows(self, record: &Record) -> Vec<Vec<Cell>> {
        let events = record.events.iter().filter(|event| is_told_as_done(event));
        match self {
            Profile::Gdelt => events.flat_map(|event| gdelt::rows(record, event)).collect(),
            Profile::Acled => events.filter_map(|event| acled::row(record, event)).collect(),
            Profile::Polecat => events.flat_map(|event| polecat::rows(record, event)).collect(),
        }
    }

    /// What stands between the cells in a file of this shape.
    pub fn separator(self) -> Separator {
        match self {
            Profile::Gdelt | Profile::Polecat => Separator::Tab,
            Profile::Acled => Separator::Comma,
        }
    }

    /// Writes the heading, where files of this shape have one.
    pub fn write_heading(self, out: &mut dyn Write) -> io::Result<()> {
        if self == Profile::Gdelt {
            return Ok(());
        }
        let names: Vec<Cell> = self.columns().iter().map(|&name| Cell::text(name)).collect();
        write_csv_row(out, &names, self.separator())
    }

    /// Writes a record's rows.
    pub fn write(self, out: &mut dyn Write, record: &Record) -> io::Result<()> {
        self.rows(record).iter().try_for_each(|row| write_csv_row(out, row, self.separator()))
    }
}

/// Whether the article itself tells the event, as over or going on.
fn is_told_as_done(event: &Event) -> bool {
    matches!(event.status, Status::Occurred | Status::Ongoing) && event.reported_by.is_none()
}

/// Who did it to whom, one row each: every actor with every recipient; where all are actors (a meeting), each with
/// each other; an actor or a recipient alone where there is no other.
fn dyads<'a>(record: &'a Record, event: &'a Event) -> Vec<(Option<Role<'a>>, Option<Role<'a>>)> {
    let roles = |members: &'a [Participant]| -> Vec<Role<'a>> {
        members
            .iter()
            .filter_map(|mention| Some(Role { actor: record.actor(&mention.id)?, mention }))
            .collect()
    };
    let (actors, recipients) = (roles(&event.actors), roles(&event.recipients));
    match (actors.as_slice(), recipients.as_slice()) {
        ([], []) => Vec::new(),
        ([], recipients) => recipients.iter().map(|&recipient| (None, Some(recipient))).collect(),
        ([actor], []) => vec![(Some(*actor), None)],
        (actors, []) if is_reciprocal(event.event_type) => {
            let others =
                |actor: Role<'a>| actors.iter().filter(move |other| other.actor.id != actor.actor.id);
            actors.iter().flat_map(|&one| others(one).map(move |&other| (Some(one), Some(other)))).collect()
        }
        (actors, []) => actors.iter().map(|&actor| (Some(actor), None)).collect(),
        (actors, recipients) => actors
            .iter()
            .flat_map(|&actor| recipients.iter().map(move |&recipient| (Some(actor), Some(recipient))))
            .collect(),
    }
}

/// Whether several actors without a recipient did it with each other.
fn is_reciprocal(event_type: EventType) -> bool {
    matches!(event_type, EventType::Agree | EventType::Consult | EventType::Cooperate)
}

/// An actor in a role of an event.
#[derive(Clone, Copy)]
struct Role<'a> {
    actor: &'a Actor,
    mention: &'a Participant,
}

/// A whole number that stands for these words, the same on every machine (FNV-1a without its sign bit).
fn number_of(parts: &[&str]) -> i64 {
    i64::try_from(fnv1a(parts.join("\u{1f}").bytes()) >> 1).unwrap_or(0)
}

/// The day on which the event began, where it is known.
fn first_day(event: &Event) -> Option<Date> {
    Some(event.date?.from)
}

/// The place of the event among the places of the article.
fn place<'a>(record: &'a Record, event: &Event) -> Option<&'a Place> {
    let wanted = event.place.as_ref()?;
    let is_it = |place: &&Place| match (wanted.geonames, place.geonames) {
        (Some(wanted), Some(place)) => wanted == place,
        _ => place.name == wanted.name && place.country == wanted.country,
    };
    record.places.iter().find(is_it)
}

fn is_kind(place: Option<&Place>, kind: PlaceKind) -> bool {
    place.is_some_and(|place| place.kind == kind)
}

/// In these shapes an empty word is no value.
fn optional(text: Option<&str>) -> Cell {
    Cell::optional(text.filter(|text| !text.is_empty()))
}

fn joined<'a>(parts: impl IntoIterator<Item = &'a str>, between: &str) -> Cell {
    optional(Some(&parts.into_iter().collect::<Vec<_>>().join(between)))
}
