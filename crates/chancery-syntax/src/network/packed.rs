//! The packed model file: a magic number, a format number, then named sections.
//!
//! ```text
//! "CHANCERY", u32 format = 1, then per section: u8 length + name, u32 length + bytes (all little-endian)
//! text sections     lines of UTF-8
//! vector.*          f32 values
//! matrix.*          u32 rows, u32 columns, f32 scale per row, i8 weights row by row
//! keyed sections    u32 count, u64 hashes in rising order, then a u32 or u16 value for each
//! ```
//! `training/chancery_training/pack.py` writes it. Every length is checked here; nothing else trusts the file.

use super::math::Matrix;
use std::collections::HashMap;

const MAGIC: &[u8] = b"CHANCERY";
const FORMAT: u32 = 1;

/// Why a model file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// Not a model file at all.
    #[error("this is no chancery model file")]
    Magic,
    /// Written for another version of the program.
    #[error("the model file has format {0}; this program reads format {FORMAT}")]
    Format(u32),
    /// Cut short, or a length in it is wrong.
    #[error("the model file is damaged in or before section “{0}”")]
    Damaged(String),
    /// A section is not there.
    #[error("the model file has no section “{0}”")]
    Missing(String),
    /// Sections that do not fit each other.
    #[error("the model file's parts do not fit each other ({0})")]
    Shape(&'static str),
    /// A label that this program does not know.
    #[error("the model file has an unknown {0} label “{1}”")]
    Label(&'static str, String),
}

/// The sections of a file, found but not yet decoded.
pub(super) struct Packed<'a> {
    sections: HashMap<&'a str, &'a [u8]>,
}

/// Hashes with values, as the file holds them.
pub(super) struct Keyed<V> {
    pub(super) keys: Vec<u64>,
    pub(super) values: Vec<V>,
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(taken)
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    take(rest, 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

impl<'a> Packed<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Packed<'a>, ModelError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Magic)?;
        match number(&mut rest) {
            Some(FORMAT) => {}
            Some(other) => return Err(ModelError::Format(other)),
            None => return Err(ModelError::Magic),
        }
        let mut sections = HashMap::new();
        let mut last = "";
        while !rest.is_empty() {
            let mut section = || -> Option<(&'a str, &'a [u8])> {
                let length = usize::from(*take(&mut rest, 1)?.first()?);
                let name = std::str::from_utf8(take(&mut rest, length)?).ok()?;
                let length = number(&mut rest)? as usize;
                Some((name, take(&mut rest, length)?))
            };
            let (name, content) = section().ok_or_else(|| ModelError::Damaged(last.to_owned()))?;
            sections.insert(name, content);
            last = name;
        }
        Ok(Packed { sections })
    }

    fn section(&self, name: &str) -> Result<&'a [u8], ModelError> {
        self.sections.get(name).copied().ok_or_else(|| ModelError::Missing(name.to_owned()))
    }

    pub(super) fn text(&self, name: &str) -> Result<&'a str, ModelError> {
        std::str::from_utf8(self.section(name)?).map_err(|_| ModelError::Damaged(name.to_owned()))
    }

    pub(super) fn lines(&self, name: &str) -> Result<Vec<&'a str>, ModelError> {
        Ok(self.text(name)?.split('\n').collect())
    }

    /// A number from the section of sizes.
    pub(super) fn size(&self, name: &str) -> Result<usize, ModelError> {
        self.text("sizes")?
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
            .ok_or_else(|| ModelError::Missing(format!("sizes: {name}")))
    }

    pub(super) fn vector(&self, name: &str) -> Result<Vec<f32>, ModelError> {
        Ok(floats(self.section(&format!("vector.{name}"))?))
    }

    /// A quantised matrix as scale per row and weights, with its numbers of rows and columns.
    #[expect(clippy::type_complexity, reason = "taken apart at once where it is used")]
    pub(super) fn quantised(&self, name: &str) -> Result<(usize, usize, Vec<f32>, &'a [u8]), ModelError> {
        let full = format!("matrix.{name}");
        let mut rest = self.section(&full)?;
        let mut parts = || -> Option<_> {
            let (rows, columns) = (number(&mut rest)? as usize, number(&mut rest)? as usize);
            let scales = floats(take(&mut rest, rows.checked_mul(4)?)?);
            let weights = take(&mut rest, rows.checked_mul(columns)?)?;
            rest.is_empty().then_some((rows, columns, scales, weights))
        };
        let (rows, columns, scales, weights) = parts().ok_or(ModelError::Damaged(full))?;
        Ok((rows, columns, scales, weights))
    }

    pub(super) fn matrix(&self, name: &str) -> Result<Matrix, ModelError> {
        let (rows, columns, scales, weights) = self.quantised(name)?;
        let values = scales
            .iter()
            .zip(weights.chunks_exact(columns.max(1)))
            .flat_map(|(scale, row)| row.iter().map(move |&w| scale * f32::from(w.cast_signed())))
            .collect();
        Ok(Matrix { rows, columns, values })
    }

    pub(super) fn keyed_u16(&self, name: &str) -> Result<Keyed<u16>, ModelError> {
        self.keyed(name, 2, |b| u16::from_le_bytes([b[0], b[1]]))
    }

    pub(super) fn keyed_u32(&self, name: &str) -> Result<Keyed<u32>, ModelError> {
        self.keyed(name, 4, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn keyed<V>(&self, name: &str, width: usize, value: fn(&[u8]) -> V) -> Result<Keyed<V>, ModelError> {
        let mut rest = self.section(name)?;
        let mut parts = || -> Option<Keyed<V>> {
            let count = number(&mut rest)? as usize;
            let keys = take(&mut rest, count.checked_mul(8)?)?;
            let values = take(&mut rest, count.checked_mul(width)?)?;
            Some(Keyed {
                keys: keys
                    .chunks_exact(8)
                    .map(|b| u64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]))
                    .collect(),
                values: values.chunks_exact(width).map(value).collect(),
            })
        };
        parts().ok_or_else(|| ModelError::Damaged(name.to_owned()))
    }

    /// Bare hashes.
    pub(super) fn keys(&self, name: &str) -> Result<Vec<u64>, ModelError> {
        let mut rest = self.section(name)?;
        let keys = number(&mut rest).and_then(|count| take(&mut rest, (count as usize).checked_mul(8)?));
        let keys = keys.ok_or_else(|| ModelError::Damaged(name.to_owned()))?;
        Ok(keys
            .chunks_exact(8)
            .map(|b| u64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]))
            .collect())
    }
}

/// Hashes to values, for look-up only: open addressing in a table at most half full.
#[derive(Debug)]
pub(super) struct Table {
    slots: Vec<(u64, u32)>,
    mask: usize,
}

const EMPTY: u32 = u32::MAX;

impl Table {
    pub(super) fn new(entries: impl ExactSizeIterator<Item = (u64, u32)>) -> Table {
        let size = (entries.len() * 2).next_power_of_two().max(8);
        let mut table = Table { slots: vec![(0, EMPTY); size], mask: size - 1 };
        for (key, value) in entries {
            let mut at = Table::start(key) & table.mask;
            while table.slots[at].1 != EMPTY && table.slots[at].0 != key {
                at = (at + 1) & table.mask;
            }
            table.slots[at] = (key, value);
        }
        table
    }

    fn start(key: u64) -> usize {
        (key ^ (key >> 29)) as usize
    }

    pub(super) fn get(&self, key: u64) -> Option<u32> {
        let mut at = Table::start(key) & self.mask;
        loop {
            match self.slots[at] {
                (_, EMPTY) => return None,
                (found, value) if found == key => return Some(value),
                _ => at = (at + 1) & self.mask,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_files_are_refused_not_read() {
        assert!(matches!(Packed::read(b"hello"), Err(ModelError::Magic)));
        assert!(matches!(Packed::read(b"CHANCERY\x09\0\0\0"), Err(ModelError::Format(9))));
        let cut = b"CHANCERY\x01\0\0\0\x04name\xff\0\0\0short";
        assert!(matches!(Packed::read(cut), Err(ModelError::Damaged(_))));
        let lying = b"CHANCERY\x01\0\0\0\x08matrix.a\x08\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff";
        let lying = Packed::read(lying).expect("sections are whole");
        assert!(matches!(lying.matrix("a"), Err(ModelError::Damaged(_))));
        assert!(matches!(lying.vector("b"), Err(ModelError::Missing(_))));
    }

    #[test]
    fn a_table_finds_what_was_put_in() {
        let table = Table::new((0..1000u32).map(|k| (u64::from(k) << 40, k)));
        assert!((0..1000u32).all(|k| table.get(u64::from(k) << 40) == Some(k)));
        assert_eq!(table.get(7), None);
    }
}
