//! Who held which office of what, from when to when, and by which source.

use crate::entity::{Entity, EntityId};
use crate::interval::{Interval, unpack_date};
use crate::store::{HOLDING_WORDS, Section, Store};

/// Names one holding within one world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HoldingId {
    pub(crate) layer: usize,
    pub(crate) row: usize,
}

/// One person in one office for one time.
#[derive(Clone, Copy)]
pub struct Holding<'w> {
    pub(crate) store: &'w Store,
    pub(crate) id: HoldingId,
}

pub(crate) enum Column {
    Of = 0,
    Office = 1,
    From = 2,
    To = 3,
    AsOf = 4,
    Source = 5,
    Person = 6,
}

impl std::fmt::Debug for Holding<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Interval { from, to, as_of } = self.interval();
        write!(
            f,
            "{}: {} of {}, {from:?}..{to:?} as of {as_of:?}",
            self.person().name(),
            self.office(),
            self.of()
        )
    }
}

impl<'w> Holding<'w> {
    fn word(&self, column: Column) -> u32 {
        self.store.word(Section::Holdings, HOLDING_WORDS, self.id.row, column as usize)
    }

    /// Who.
    pub fn person(&self) -> Entity<'w> {
        Entity { store: self.store, id: EntityId::new(self.id.layer, self.word(Column::Person)) }
    }

    /// The office, in one spelling for all countries: `foreign minister`, `prime minister`, `spokesperson`.
    pub fn office(&self) -> &'w str {
        self.store.string(self.word(Column::Office))
    }

    /// Of what: the code of a country or organisation.
    pub fn of(&self) -> &'w str {
        self.store.string(self.word(Column::Of))
    }

    /// From when to when.
    pub fn interval(&self) -> Interval {
        Interval {
            from: unpack_date(self.word(Column::From)),
            to: unpack_date(self.word(Column::To)),
            as_of: unpack_date(self.word(Column::AsOf)),
        }
    }

    /// Where this is known from: `wikidata`, `factbook`, `officials`, or the name of a user's file.
    pub fn source(&self) -> &'w str {
        self.store.string(self.word(Column::Source))
    }
}
