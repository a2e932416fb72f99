//! Lists of names known when the model was trained, as bits of a word: whether it begins or goes on with a match.
//!
//! The model file holds hashes of the entries with a set of classes; which classes there are only training knows.

use super::features::Hash;
use super::packed::{ModelError, Packed, Table};

/// Words of the longest entry.
const LONGEST: usize = 6;
const CLASSES: usize = 16;
const SEPARATOR: u8 = 0x1f;

#[derive(Debug)]
pub(super) struct Gazetteer {
    entries: Table,
    /// Hashes of the entries cut short after each word but the last: where to stop looking.
    begun: Table,
}

impl Gazetteer {
    pub(super) fn read(packed: &Packed<'_>) -> Result<Gazetteer, ModelError> {
        let entries = packed.keyed_u16("gazetteer.entries")?;
        let begun = packed.keys("gazetteer.begun")?;
        Ok(Gazetteer {
            entries: Table::new(entries.keys.into_iter().zip(entries.values.into_iter().map(u32::from))),
            begun: Table::new(begun.into_iter().map(|key| (key, 0))),
        })
    }

    /// A set of bits for each word: 2k where it begins the longest match of class k, 2k + 1 where it goes on with one.
    pub(super) fn mark(&self, words: &[Seen<'_>], bits: &mut Vec<u32>) {
        bits.clear();
        bits.resize(words.len(), 0);
        let mut free_from = [0usize; CLASSES];
        for first in 0..words.len() {
            if !words[first].upper {
                continue;
            }
            let mut hash = Hash::of(b'z');
            let mut masks = [0u32; LONGEST];
            for (mask, word) in masks.iter_mut().zip(&words[first..]) {
                hash = hash.text(word.norm).byte(SEPARATOR);
                *mask = self.entries.get(hash.0).unwrap_or(0);
                if self.begun.get(hash.0).is_none() {
                    break;
                }
            }
            for (position, &mask) in masks.iter().enumerate().rev().filter(|(_, mask)| **mask != 0) {
                for (class, free) in free_from.iter_mut().enumerate() {
                    if mask >> class & 1 == 1 && *free <= first {
                        *free = first + position + 1;
                        bits[first] |= 1 << (2 * class);
                        for set in &mut bits[first + 1..first + position + 1] {
                            *set |= 2 << (2 * class);
                        }
                    }
                }
            }
        }
    }
}

/// A word as the lists see it.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) norm: &'a str,
    /// Whether its first character is a capital.
    pub(super) upper: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_match_of_a_class_wins() {
        let key = |words: &[&str]| words.iter().fold(Hash::of(b'z'), |h, w| h.text(w).byte(SEPARATOR)).0;
        let gazetteer = Gazetteer {
            entries: Table::new(
                [(key(&["new", "sylvania"]), 1), (key(&["sylvania"]), 3), (key(&["new"]), 1)].into_iter(),
            ),
            begun: Table::new([(key(&["new"]), 0)].into_iter()),
        };
        let seen = |norm, upper| Seen { norm, upper };
        let mut bits = Vec::new();
        gazetteer.mark(&[seen("new", true), seen("sylvania", true), seen("sylvania", false)], &mut bits);
        assert_eq!(bits, [0b01, 0b110, 0]);
    }
}
