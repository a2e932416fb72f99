//! What the network sees of a word: its form, beginnings and endings, shape and character n-grams, as hash keys.
//!
//! The twin of `training/chancery_training/features.py`: both must give the same for every string, since the model
//! holds only hashes. `tests/features.tsv` is made there and checked here.

/// Characters of a word that are looked at: its first and last twenty.
pub(super) const LONGEST: usize = 40;
pub(super) const GRAMS: usize = 20;
const AFFIXES: usize = 4;
const SHAPE: usize = 8;

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// FNV-1a, 64 bits.
#[derive(Clone, Copy)]
pub(super) struct Hash(pub(super) u64);

impl Hash {
    pub(super) fn of(kind: u8) -> Hash {
        Hash(BASIS).byte(kind)
    }

    pub(super) fn byte(self, byte: u8) -> Hash {
        Hash((self.0 ^ u64::from(byte)).wrapping_mul(PRIME))
    }

    pub(super) fn text(self, text: &str) -> Hash {
        text.bytes().fold(self, Hash::byte)
    }
}

/// One kind of quotation mark, apostrophe and dash; at most [`LONGEST`] characters.
pub(super) fn clean(form: &str, out: &mut String) {
    out.clear();
    if form.len() > LONGEST && form.chars().nth(LONGEST).is_some() {
        let head = form.char_indices().nth(LONGEST / 2).map_or(form.len(), |(at, _)| at);
        let tail = form.char_indices().rev().nth(LONGEST / 2 - 1).map_or(0, |(at, _)| at);
        form[..head].chars().for_each(|c| push_clean(c, out));
        form[tail..].chars().for_each(|c| push_clean(c, out));
    } else if form.is_ascii() && !form.contains('`') {
        out.push_str(form);
    } else {
        form.chars().for_each(|c| push_clean(c, out));
    }
    match out.as_str() {
        "''" => *out = "\"".to_owned(),
        "--" | "---" => *out = "–".to_owned(),
        _ => {}
    }
}

fn push_clean(c: char, out: &mut String) {
    out.push(match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        '‒' | '—' | '―' | '−' => '–',
        '…' => return out.push_str("..."),
        other => other,
    });
}

/// Lower case, every ASCII digit as 0.
pub(super) fn norm(cleaned: &str, out: &mut String) {
    out.clear();
    if cleaned.is_ascii() {
        out.extend(cleaned.chars().map(|c| if c.is_ascii_digit() { '0' } else { c.to_ascii_lowercase() }));
    } else {
        for c in cleaned.chars() {
            match c {
                '0'..='9' => out.push('0'),
                _ => out.extend(c.to_lowercase()),
            }
        }
    }
}

/// Key of the shape: X, x, d and punctuation, runs cut to two, at most eight characters.
pub(super) fn shape(cleaned: &str) -> u64 {
    let mut hash = Hash::of(b'h');
    let (mut last, mut run, mut length) = ('\0', 0, 0);
    for c in cleaned.chars() {
        let kind = match c {
            'a'..='z' => 'x',
            'A'..='Z' => 'X',
            '0'..='9' => 'd',
            _ if c.is_ascii() => c,
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ => '~',
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run > 2 {
            continue;
        }
        hash = hash.byte(kind as u8);
        length += 1;
        if length == SHAPE {
            break;
        }
    }
    hash.0
}

/// Keys of the form (first), the prefixes and suffixes, then the character n-grams of ^norm$, shorter ones first.
/// `each(key, is_gram)`; n-grams may repeat.
pub(super) fn parts(norm: &str, mut each: impl FnMut(u64, bool)) {
    let mut buffer = [0usize; LONGEST * 3 + 3];
    let mut starts = 0;
    for (at, _) in norm.char_indices().take(buffer.len() - 1) {
        buffer[starts] = at;
        starts += 1;
    }
    buffer[starts] = norm.len();
    let bounds = &buffer[..=starts];
    for length in 1..=AFFIXES.min(starts) {
        each(Hash::of(b'p').text(&norm[..bounds[length]]).0, false);
        each(Hash::of(b's').text(&norm[bounds[starts - length]..]).0, false);
    }
    // Positions count the marks ^ and $ as characters.
    for length in 3..=5 {
        for first in 0..(starts + 3).saturating_sub(length) {
            let last = first + length; // one past, in marked positions
            let mut hash = Hash::of(b'g');
            if first == 0 {
                hash = hash.byte(b'^');
            }
            hash = hash.text(&norm[bounds[first.saturating_sub(1)]..bounds[(last - 1).min(starts)]]);
            if last == starts + 2 {
                hash = hash.byte(b'$');
            }
            each(hash.0, true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_look_the_same_here_and_in_training() {
        let mut lines = include_str!("tests/features.tsv").lines();
        assert!(lines.next().is_some_and(|l| l.starts_with('#')));
        let (mut cleaned, mut normed) = (String::new(), String::new());
        for line in lines {
            let field: Vec<&str> = line.split('\t').collect();
            clean(field[0], &mut cleaned);
            norm(&cleaned, &mut normed);
            assert_eq!((cleaned.as_str(), normed.as_str()), (field[1], field[2]), "{line}");
            assert_eq!(format!("{:016x}", shape(&cleaned)), field[3], "{line}");
            let mut keys = Vec::new();
            parts(&normed, |key, gram| {
                if !gram || !keys.contains(&key) {
                    keys.push(key);
                }
            });
            let sum = keys
                .iter()
                .enumerate()
                .fold(0u64, |sum, (i, key)| sum.wrapping_add(key.wrapping_mul(2 * i as u64 + 1)));
            assert_eq!(format!("{sum:016x}"), field[4], "{line}");
        }
    }
}
