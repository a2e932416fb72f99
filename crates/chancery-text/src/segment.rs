//! A text cut into segments at every boundary of its annotations, so that nested and crossing spans can be shown.

use std::collections::BTreeSet;

/// Characters of a text that mean something.
#[derive(Clone, Debug)]
pub struct Mark<T> {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What they mean.
    pub of: T,
}

/// A stretch of text under the same marks.
#[derive(Debug)]
pub struct Segment<'a, T> {
    /// Its characters.
    pub text: &'a str,
    /// The marks over it, the widest first.
    pub marks: Vec<&'a Mark<T>>,
    /// Those of them that begin here.
    pub begins: Vec<&'a Mark<T>>,
}

/// More marks than these over one place are not shown: thousands of nested quotations would make a page of
/// quadratic size.
const DEEPEST: usize = 12;

/// Cuts `text` at every boundary of `marks`. Empty marks and those past the end are left out.
pub fn segments<'a, T>(text: &'a str, marks: &'a [Mark<T>]) -> Vec<Segment<'a, T>> {
    let mut starts: Vec<usize> = (0..marks.len()).filter(|&n| marks[n].start < marks[n].end).collect();
    starts.sort_by_key(|&n| (marks[n].start, std::cmp::Reverse(marks[n].end)));
    let mut cuts: Vec<usize> = starts.iter().flat_map(|&n| [marks[n].start, marks[n].end]).collect();
    cuts.sort_unstable();
    cuts.dedup();

    let mut segments = Vec::new();
    let mut open: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut next = starts.into_iter().peekable();
    let mut cuts = cuts.into_iter().peekable();
    let (mut byte, mut point) = (0, 0);
    while byte < text.len() {
        open.retain(|&(end, _)| end > point);
        let mut begins = Vec::new();
        while let Some(&n) = next.peek().filter(|&&n| marks[n].start <= point) {
            next.next();
            open.insert((marks[n].end, n));
            begins.push(&marks[n]);
        }
        while cuts.peek().is_some_and(|&cut| cut <= point) {
            cuts.next();
        }
        let n_points = cuts.peek().map_or(usize::MAX, |cut| cut - point);
        let rest = &text[byte..];
        let (len, taken) = match rest.char_indices().nth(n_points.min(rest.len())) {
            Some((len, _)) => (len, n_points),
            None => (rest.len(), rest.chars().count()),
        };
        // The marks that end soonest are the innermost.
        let mut over: Vec<&Mark<T>> = open.iter().take(DEEPEST).map(|&(_, n)| &marks[n]).collect();
        over.sort_by_key(|mark| std::cmp::Reverse(mark.end - mark.start));
        segments.push(Segment { text: &rest[..len], marks: over, begins });
        byte += len;
        point += taken;
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, of: &'static str) -> Mark<&'static str> {
        Mark { start, end, of }
    }

    fn shown(text: &str, marks: &[Mark<&str>]) -> Vec<String> {
        let entries = |marks: &[&Mark<&str>]| marks.iter().map(|mark| mark.of).collect::<String>();
        segments(text, marks)
            .iter()
            .map(|segment| {
                format!("{}:{}+{}", segment.text, entries(&segment.marks), entries(&segment.begins))
            })
            .collect()
    }

    #[test]
    fn nested_and_crossing_marks_are_cut_at_every_boundary() {
        let marks = [mark(1, 5, "a"), mark(2, 3, "b"), mark(4, 7, "c"), mark(9, 99, "d"), mark(3, 3, "e")];
        assert_eq!(
            shown("éx“yz w–v!?", &marks),
            ["é:+", "x:a+a", "“:ab+b", "y:a+", "z:ac+c", " w:c+", "–v:+", "!?:d+d"]
        );
        assert_eq!(shown("plain", &[]), ["plain:+"]);
        assert!(segments("", &[mark(0, 3, "a")]).is_empty());
    }

    #[test]
    fn thousands_of_nested_marks_stay_small() {
        let text = "x".repeat(20_000);
        let marks: Vec<Mark<&str>> = (0..5000).map(|n| mark(n, 20_000 - n, "q")).collect();
        let segments = segments(&text, &marks);
        assert_eq!(segments.iter().map(|segment| segment.text.len()).sum::<usize>(), 20_000);
        assert!(segments.iter().all(|segment| segment.marks.len() <= DEEPEST));
    }
}
