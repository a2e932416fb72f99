//! Which paragraph a character stands in.

/// The paragraphs of a text: parts between blank lines, or lines where the text has no blank lines.
pub(crate) struct Paragraphs {
    /// Code point at which each begins.
    starts: Vec<usize>,
}

impl Paragraphs {
    pub(crate) fn of(text: &str) -> Paragraphs {
        let lines: Vec<&str> = text.split('\n').collect();
        let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
        let last = lines.iter().rposition(|line| !line.trim().is_empty()).unwrap_or(0);
        let has_blank =
            lines.get(first..=last).is_some_and(|inner| inner.iter().any(|line| line.trim().is_empty()));
        let (mut starts, mut at, mut after_gap) = (Vec::new(), 0, true);
        for line in lines {
            if line.trim().is_empty() {
                after_gap = true;
            } else {
                if after_gap || !has_blank {
                    starts.push(at);
                }
                after_gap = false;
            }
            at += line.chars().count() + 1;
        }
        Paragraphs { starts }
    }

    /// The number of the paragraph of a code point, counted from 1.
    pub(crate) fn number(&self, code_point: usize) -> usize {
        self.starts.partition_point(|&start| start <= code_point).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_parted_by_blank_lines_or_else_by_lines() {
        let numbers = |text: &str| {
            let paragraphs = Paragraphs::of(text);
            text.chars()
                .enumerate()
                .filter(|(_, c)| c.is_uppercase())
                .map(|(at, _)| paragraphs.number(at))
                .collect::<Vec<_>>()
        };
        assert_eq!(numbers("\n\nA. é\nB\n \nC\n\n\nD"), [1, 1, 2, 3]);
        assert_eq!(numbers("A\nB\nC\n"), [1, 2, 3]);
        assert_eq!(numbers("A\r\n\r\nB"), [1, 2]);
        assert_eq!(Paragraphs::of("").number(0), 1);
    }
}
