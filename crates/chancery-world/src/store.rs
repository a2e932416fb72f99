//! One layer of the world as it lies in memory: a file of sections, read in place.
//!
//! A [`Store`] is either compiled in (`include_bytes!`) or made from a user's facts by [`crate::compile`]. Nothing is
//! parsed when it is opened. What the sections mean is the business of the modules that read them.
//!
//! Layout, all numbers little-endian: the magic, then offset and length of each [`Section`] as two `u32`, then the
//! sections.

use std::sync::Arc;

use fst::raw::{Fst, Node, Output};

use crate::fold;

pub(crate) const MAGIC: &[u8; 8] = b"CHWORLD1";

/// The sections of a store, in their order in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// The version, as text.
    Version,
    /// All strings, each as a `u16` length and its UTF-8.
    Strings,
    /// [`ENTITY_WORDS`] numbers an entity.
    Entities,
    /// [`HOLDING_WORDS`] numbers a holding of an office, sorted by owner, office and beginning.
    Holdings,
    /// Numbers of holdings, grouped by person.
    PersonHoldings,
    /// [`ROLE_WORDS`] numbers a role noun.
    Roles,
    /// [`PLACE_WORDS`] numbers a place.
    Places,
    /// Folded name → range of `NamePostings`.
    Names,
    /// Two numbers a posting: entity, sense and case.
    NamePostings,
    /// Code → entity.
    Codes,
    /// Folded surname → range of `SurnamePostings`.
    Surnames,
    /// Entities (persons).
    SurnamePostings,
    /// Folded role noun → role.
    RoleNames,
    /// Folded place name → range of `PlacePostings`.
    PlaceNames,
    /// Numbers of places, most populous first.
    PlacePostings,
}

pub(crate) const N_SECTIONS: usize = 15;
pub(crate) const ENTITY_WORDS: usize = 10;
pub(crate) const HOLDING_WORDS: usize = 7;
pub(crate) const ROLE_WORDS: usize = 6;
pub(crate) const PLACE_WORDS: usize = 8;

/// A part of the bytes of a layer, which all its parts share.
#[derive(Debug, Clone)]
pub(crate) struct Bytes {
    whole: Arc<[u8]>,
    from: usize,
    to: usize,
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        Bytes { from: 0, to: bytes.len(), whole: bytes.into() }
    }
}

impl Bytes {
    fn slice(&self, from: usize, to: usize) -> Bytes {
        Bytes { whole: Arc::clone(&self.whole), from, to: to.max(from) }
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        self.whole.get(self.from..self.to).unwrap_or(&[])
    }
}

/// One layer of the world.
#[derive(Clone)]
pub(crate) struct Store {
    sections: [Bytes; N_SECTIONS],
    names: Option<Fst<Bytes>>,
    codes: Option<Fst<Bytes>>,
    surnames: Option<Fst<Bytes>>,
    role_names: Option<Fst<Bytes>>,
    place_names: Option<Fst<Bytes>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store of {} entities", self.n_rows(Section::Entities, ENTITY_WORDS))
    }
}

impl Store {
    /// Opens a store. Bytes that are no store give an empty one.
    pub(crate) fn open(bytes: Bytes) -> Store {
        let whole = bytes.as_ref();
        let valid = whole.starts_with(MAGIC);
        let sections: [Bytes; N_SECTIONS] = std::array::from_fn(|i| {
            let at = MAGIC.len() + i * 8;
            match (number_at(whole, at), number_at(whole, at + 4)) {
                (Some(from), Some(length)) if valid => {
                    bytes.slice(from as usize, from as usize + length as usize)
                }
                _ => bytes.slice(0, 0),
            }
        });
        let automaton = |section: Section| {
            let bytes = sections[section as usize].clone();
            if bytes.as_ref().is_empty() { None } else { Fst::new(bytes).ok() }
        };
        Store {
            names: automaton(Section::Names),
            codes: automaton(Section::Codes),
            surnames: automaton(Section::Surnames),
            role_names: automaton(Section::RoleNames),
            place_names: automaton(Section::PlaceNames),
            sections,
        }
    }

    pub(crate) fn bytes(&self, section: Section) -> &[u8] {
        self.sections[section as usize].as_ref()
    }

    pub(crate) fn automaton(&self, section: Section) -> Option<&Fst<Bytes>> {
        match section {
            Section::Names => self.names.as_ref(),
            Section::Codes => self.codes.as_ref(),
            Section::Surnames => self.surnames.as_ref(),
            Section::RoleNames => self.role_names.as_ref(),
            Section::PlaceNames => self.place_names.as_ref(),
            _ => None,
        }
    }

    /// The number of rows of `words` numbers in `section`.
    pub(crate) fn n_rows(&self, section: Section, words: usize) -> usize {
        self.bytes(section).len() / (words * 4)
    }

    /// Number `word` of row `row`; 0 beyond the end.
    pub(crate) fn word(&self, section: Section, words: usize, row: usize, word: usize) -> u32 {
        number_at(self.bytes(section), (row * words + word) * 4).unwrap_or(0)
    }

    /// The string at `reference`; 0 is the empty one.
    pub(crate) fn string(&self, reference: u32) -> &str {
        let strings = self.bytes(Section::Strings);
        let at = reference as usize;
        let Some(length) = strings.get(at..at + 2) else { return "" };
        let length = usize::from(u16::from_le_bytes([length[0], length[1]]));
        let Some(bytes) = strings.get(at + 2..at + 2 + length) else { return "" };
        std::str::from_utf8(bytes).unwrap_or("")
    }

    /// The value of a whole key.
    pub(crate) fn get(&self, section: Section, key: &str) -> Option<u64> {
        Some(self.automaton(section)?.get(key.as_bytes())?.value())
    }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// A range of postings, packed into the value of an automaton: start and length.
pub(crate) fn unpack(value: u64) -> std::ops::Range<usize> {
    let start = (value >> 12) as usize;
    start..start + (value & 0xfff) as usize
}

pub(crate) fn pack(start: usize, length: usize) -> u64 {
    ((start as u64) << 12) | (length.min(0xfff) as u64)
}

/// The row that is packed into the value of an automaton itself, where a key has only one.
pub(crate) fn pack_single(row: u32) -> u64 {
    u64::from(row) << 12
}

impl Store {
    /// The rows behind a value: the one in it, or those of its range of postings.
    pub(crate) fn rows(&self, postings: Section, value: u64) -> impl Iterator<Item = usize> + use<'_> {
        let range = unpack(value);
        let single = if range.is_empty() { Some(range.start) } else { None };
        single.into_iter().chain(range.map(move |posting| self.word(postings, 1, posting, 0) as usize))
    }
}

/// Walks `automaton` along the folded `tokens` and calls `found` with the number of tokens read and the value, at each
/// end of a token where a key ends; the longest comes last.
pub(crate) fn walk(automaton: &Fst<Bytes>, tokens: &[&str], mut found: impl FnMut(usize, u64)) {
    let mut node: Node<'_> = automaton.root();
    let mut output = Output::zero();
    let mut pending = false;
    let mut started = false;
    for (read, token) in tokens.iter().enumerate() {
        let before = node.addr();
        let mut push = |byte: u8| {
            if !started && byte == b' ' {
                return true;
            }
            started = true;
            let Some(i) = node.find_input(byte) else { return false };
            let transition = node.transition(i);
            output = output.cat(transition.out);
            node = automaton.node(transition.addr);
            true
        };
        if !fold::feed(token, &mut pending, &mut push) {
            return;
        }
        if node.addr() == before && !token_is_gap(token) {
            return;
        }
        if !started {
            return;
        }
        pending = true;
        if node.is_final() && !token_is_gap(token) {
            found(read + 1, output.cat(node.final_output()).value());
        }
    }
}

/// Whether a token is a hyphen or an apostrophe only, which joins the parts of a name.
fn token_is_gap(token: &str) -> bool {
    token.chars().all(|c| matches!(c, '-' | '\'' | '’' | '‘' | '‐' | '‑' | '–' | '`'))
}
