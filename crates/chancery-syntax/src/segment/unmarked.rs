//! Sentences that end without a mark ("Thanks Jane | Please call"): a small learned scorer over the gaps where the
//! rules see no end. It only adds ends, and is cautious: in edited news it finds next to none.
//!
//! `cargo xtask train-sentences` makes `model/sentences.weights` from the training parts of the treebanks.

use crate::tokenize::{Kind, Piece};
use std::ops::Range;
use std::sync::OnceLock;

/// Features of one gap.
pub(crate) const N_FEATURES: usize = 14;
/// Rows of the table of weights: features are hashed into it.
pub(crate) const N_WEIGHTS: usize = 1 << 15;
/// What stands before the weights: the least score that ends a sentence, in units of the weights.
const HEADER: usize = 4;

/// The numbers of a gap's features.
pub type Features = [u16; N_FEATURES];

/// Word and shape of a piece, hashed; zeros stand for what lies outside the paragraph.
#[derive(Clone, Copy, Default)]
struct Seen {
    word: u32,
    shape: u32,
    /// The shape's first character alone.
    kind: u32,
}

struct Weights {
    least: i32,
    table: &'static [u8],
}

fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let file = include_bytes!("../../model/sentences.weights");
        match file.split_first_chunk::<HEADER>() {
            Some((header, table)) if table.len() == N_WEIGHTS => {
                Weights { least: i32::from_le_bytes(*header), table }
            }
            // Before the first training the file is empty and nothing is added.
            _ => Weights { least: i32::MAX, table: &[] },
        }
    })
}

/// Adds the ends that the scorer sees to those of the rules, in order.
pub(super) fn add(text: &str, pieces: &[Piece], rule_ends: &[usize]) -> Vec<usize> {
    let weights = weights();
    if weights.table.is_empty() {
        return rule_ends.to_vec();
    }
    let mut found = Vec::with_capacity(rule_ends.len());
    let mut rules = rule_ends.iter().copied().peekable();
    gaps(text, pieces, rule_ends, |behind, features| {
        found.extend(std::iter::from_fn(|| rules.next_if(|&end| end < behind)));
        let score: i32 = features.iter().map(|&row| i32::from(weights.table[usize::from(row)] as i8)).sum();
        if score >= weights.least {
            found.push(behind);
        }
    });
    found.extend(rules);
    found
}

/// Calls `found` for every gap that the scorer may judge: the number of the piece behind it, and its features.
pub(super) fn gaps(
    text: &str,
    pieces: &[Piece],
    rule_ends: &[usize],
    mut found: impl FnMut(usize, Features),
) {
    let seen: Vec<Seen> = pieces.iter().map(|piece| see(&text[piece.span.range()])).collect();
    let at = |position: usize, offset: isize| {
        position.checked_add_signed(offset).and_then(|at| seen.get(at)).copied().unwrap_or_default()
    };
    let mut start = 0;
    for &end in rule_ends {
        for behind in start + 1..end {
            if !is_open(text, pieces, behind) {
                continue;
            }
            let place = place(behind, start..end);
            let [before, last, next, second, third] = [-2, -1, 0, 1, 2].map(|offset| at(behind, offset));
            let spaced = u32::from(pieces[behind].spaced);
            let features = [
                mix(0, &[spaced]),
                mix(1, &[last.word, spaced]),
                mix(2, &[next.word, spaced]),
                mix(3, &[last.shape, next.shape, spaced]),
                mix(4, &[last.shape, next.word]),
                mix(5, &[last.word, next.shape]),
                mix(6, &[before.shape, last.shape, next.shape]),
                mix(7, &[last.shape, next.shape, second.shape]),
                mix(8, &[before.word, next.shape]),
                mix(9, &[second.word, next.shape]),
                mix(10, &[place, last.kind, next.kind]),
                mix(11, &[next.shape, second.shape, third.shape]),
                mix(12, &[next.word, second.word]),
                mix(13, &[last.word, next.word]),
            ];
            found(behind, features);
        }
        start = end;
    }
}

/// Whether a sentence could begin with this piece at all.
fn is_open(text: &str, pieces: &[Piece], behind: usize) -> bool {
    let (last, next) = (&pieces[behind - 1], &pieces[behind]);
    let begins = !matches!(next.kind, Kind::Terminal | Kind::Ellipsis | Kind::Closing)
        && !matches!(next.first, ',' | ';' | ':' | '%');
    // "GRANDPORT (Agency) -- The envoys": a dateline belongs to its sentence.
    let dateline = last.kind == Kind::Other
        && crate::tokenize::unit::is_dash(last.first)
        && behind >= 2
        && pieces[behind - 2].kind == Kind::Closing;
    // "PM" ends the head of a mail behind a time, and names a prime minister elsewhere.
    let minister = matches!(&text[last.span.range()], "PM" | "AM")
        && !(behind >= 2 && text[pieces[behind - 2].span.range()].contains(':'));
    begins && !next.joined && last.kind != Kind::Opening && !dateline && !minister
}

/// How far the gap is from the ends around it, roughly.
fn place(behind: usize, around: Range<usize>) -> u32 {
    let rough = |distance: usize| match distance {
        0..=2 => 0,
        3..=5 => 1,
        6..=10 => 2,
        11..=20 => 3,
        _ => 4,
    };
    rough(behind - around.start) * 5 + rough(around.end - behind)
}

fn see(form: &str) -> Seen {
    const BASIS: u32 = 0x811C_9DC5;
    let push = |hash: u32, value: u32| (hash ^ value).wrapping_mul(0x0100_0193);
    let (mut word, mut shape, mut kind) = (BASIS, BASIS, 0);
    let (mut run, mut before) = (0, '\0');
    for (position, ch) in form.chars().take(16).enumerate() {
        word = ch.to_lowercase().fold(word, |hash, ch| push(hash, u32::from(ch)));
        if position >= 8 {
            continue;
        }
        let class = match ch {
            _ if ch.is_uppercase() => 'X',
            _ if ch.is_lowercase() => 'x',
            _ if ch.is_numeric() => '9',
            _ => ch,
        };
        run = if class == before { run + 1 } else { 1 };
        before = class;
        if run <= 2 {
            shape = push(shape, u32::from(class));
        }
        if position == 0 {
            kind = u32::from(class);
        }
    }
    Seen { word, shape, kind }
}

/// A feature's row.
fn mix(template: u32, parts: &[u32]) -> u16 {
    let mut hash = 0x9E37_79B9u32.wrapping_mul(template + 1);
    for &part in parts {
        hash = (hash ^ part).wrapping_mul(0x85EB_CA6B);
        hash ^= hash >> 15;
    }
    hash = hash.wrapping_mul(0xC2B2_AE35);
    ((hash >> 16) as usize % N_WEIGHTS) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_whole() {
        assert_eq!(weights().table.len(), N_WEIGHTS);
    }
}
