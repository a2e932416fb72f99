//! The outlines of countries (Natural Earth, 1:110 million, public domain), as `cargo xtask outlines` makes them: a line a
//! country, its ISO 3166-1 code and an SVG path in tenths of a degree, y downwards.

use std::sync::LazyLock;

const OUTLINES: &str = include_str!("../data/outlines.tsv");

/// A country.
#[derive(Debug)]
pub(crate) struct Outline {
    pub(crate) code: &'static str,
    pub(crate) path: &'static str,
    pub(crate) bounds: Bounds,
}

/// A part of the map, in tenths of a degree, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Bounds {
    /// Where people live.
    pub(crate) const WORLD: Bounds = Bounds { left: -1800.0, top: -840.0, right: 1800.0, bottom: 580.0 };

    pub(crate) fn point(x: f64, y: f64) -> Bounds {
        Bounds { left: x, top: y, right: x, bottom: y }
    }

    pub(crate) fn with(self, other: Bounds) -> Bounds {
        Bounds {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub(crate) fn meets(self, other: Bounds) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.top <= other.bottom
            && other.top <= self.bottom
    }
}

/// Every country that has an outline at this scale.
pub(crate) static ALL: LazyLock<Vec<Outline>> = LazyLock::new(|| {
    let lines = OUTLINES.lines().filter_map(|line| line.split_once('\t'));
    lines.filter_map(|(code, path)| Some(Outline { code, path, bounds: bounds(path)? })).collect()
});

/// How far a path goes: absolute starts (`M`), relative steps (`l`), `z`.
fn bounds(path: &str) -> Option<Bounds> {
    let mut all: Option<Bounds> = None;
    for ring in path.split('M').skip(1) {
        let (start, steps) = ring.trim_end_matches('z').split_once('l')?;
        let start = numbers(start);
        let [mut x, mut y] = start[..] else { return None };
        let mut meet = |x, y| {
            let point = Bounds::point(x, y);
            all = Some(all.map_or(point, |all| all.with(point)));
        };
        meet(x, y);
        for step in numbers(steps).chunks_exact(2) {
            x += step[0];
            y += step[1];
            meet(x, y);
        }
    }
    all
}

/// `12 -3-4 5` → 12, -3, -4, 5.
fn numbers(text: &str) -> Vec<f64> {
    let spaced = text.replace('-', " -");
    spaced.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outline_is_a_path_within_the_world() {
        assert!(ALL.len() > 170, "{}", ALL.len());
        for outline in ALL.iter() {
            let Bounds { left, top, right, bottom } = outline.bounds;
            assert!(-1801.0 <= left && right <= 1801.0 && -900.0 <= top && bottom <= 900.0, "{outline:?}");
            assert_eq!(outline.code.len(), 3);
            let plain = |c: char| c.is_ascii_digit() || matches!(c, 'M' | 'l' | 'z' | ' ' | '-');
            assert!(outline.path.chars().all(plain), "{}", outline.code);
        }
    }
}
