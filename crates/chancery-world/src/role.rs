//! Role nouns: what `foreign minister`, `spokesman`, `gunmen` and `protesters` say about an actor.

use crate::store::{ROLE_WORDS, Section, Store};

/// What a role noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleKind {
    /// One person: `minister`, `envoy`.
    Person,
    /// Many persons, even in the singular: `crowd`, `population`.
    Population,
    /// A body: `ministry`, `parliament`.
    Organisation,
    /// A body of fighters that is no state's: `militia`.
    ArmedGroup,
}

impl RoleKind {
    pub(crate) const ALL: [(RoleKind, &'static str); 4] = [
        (RoleKind::Person, "person"),
        (RoleKind::Population, "population"),
        (RoleKind::Organisation, "organisation"),
        (RoleKind::ArmedGroup, "armed-group"),
    ];
}

pub(crate) enum Column {
    Kind = 0,
    Name = 1,
    Sectors = 2,
    Office = 3,
    Sort = 4,
    Plural = 5,
}

/// A role noun.
#[derive(Clone, Copy)]
pub struct Role<'w> {
    pub(crate) store: &'w Store,
    pub(crate) row: usize,
}

impl std::fmt::Debug for Role<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?} {:?}", self.name(), self.kind(), self.sectors().collect::<Vec<_>>())
    }
}

impl<'w> Role<'w> {
    fn word(&self, column: Column) -> u32 {
        self.store.word(Section::Roles, ROLE_WORDS, self.row, column as usize)
    }

    fn text(&self, column: Column) -> &'w str {
        self.store.string(self.word(column))
    }

    /// The noun or phrase itself, in the singular: `minister of foreign affairs`.
    pub fn name(&self) -> &'w str {
        self.text(Column::Name)
    }

    /// What it names.
    pub fn kind(&self) -> RoleKind {
        RoleKind::ALL.get(self.word(Column::Kind) as usize).map_or(RoleKind::Person, |&(kind, _)| kind)
    }

    /// PLOVER sectors, the first one primary; none for a role that says nothing of a sector (`leader`).
    pub fn sectors(&self) -> impl Iterator<Item = &'w str> + use<'w> {
        self.text(Column::Sectors).split_ascii_whitespace()
    }

    /// The office in one spelling for all countries, if the phrase is one: `external affairs minister` is
    /// `foreign minister`.
    pub fn office(&self) -> Option<&'w str> {
        crate::entity::list(self.text(Column::Office)).next()
    }

    /// A finer word: `head-of-state`, `head-of-government`, `minister`, `ministry`, `diplomat`, `spokesperson`, `official`,
    /// `legislator`, `soldier`, `commander`, `fighter`, `police`, `civilian`, `journalist` …; empty for none.
    pub fn sort(&self) -> &'w str {
        self.text(Column::Sort)
    }

    /// Whether this form is a plural: `gunmen`.
    pub fn is_plural(&self) -> bool {
        self.word(Column::Plural) & 1 != 0
    }

    /// Whether at one time one person of a country or body holds it: `president`, not `member of parliament`.
    pub fn is_single(&self) -> bool {
        self.word(Column::Plural) & 2 != 0
    }

    /// Whether the holder speaks for whom or what they belong to rather than for themselves: `spokesperson`.
    pub fn is_voice(&self) -> bool {
        self.sort() == "spokesperson"
    }
}
