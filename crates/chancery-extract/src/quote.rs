//! Quotation marks paired into quotations, over paragraphs, as news prints them.
//!
//! Whether a quotation is something said (or a title, a nickname, a scare quote) is not decided here.

mod mark;

use chancery_syntax::Document;
use chancery_text::Span;
use mark::{Family, Mark, Shape};
use std::ops::Range;

/// A stretch of text within quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// The tokens within the marks.
    pub tokens: Range<usize>,
    /// The number of the quotation that it goes on from, where a quotation is left open at a paragraph's end and
    /// opened again in the next.
    pub continues: Option<usize>,
    /// Whether a closing mark was found before its paragraph's end.
    pub closed: bool,
    /// How many quotations it stands within.
    pub depth: usize,
    /// Whether its marks are single ones (‘ ’ or ' ').
    pub single: bool,
}

/// All quotations, in order of their opening marks.
///
/// Linear in the length of the text, however the marks are nested.
pub(crate) fn quotations(document: &Document) -> Vec<Quotation> {
    let text = document.text();
    let paragraphs: Vec<(&str, usize)> = document
        .paragraphs()
        .iter()
        .map(|paragraph| text.trim(paragraph.span))
        .map(|span| (text.slice(span), span.start as usize))
        .collect();
    let mut found = pair(&paragraphs);
    for quotation in &mut found {
        quotation.inner = text.trim(quotation.inner);
        quotation.tokens = document.tokens_in(quotation.inner);
    }
    without(found, |quotation| quotation.tokens.is_empty())
}

/// The quotations of some paragraphs (each with its offset), their tokens not yet filled in.
fn pair(paragraphs: &[(&str, usize)]) -> Vec<Quotation> {
    let mut pairing = Pairing::default();
    for &(text, offset) in paragraphs {
        pairing.paragraph(text, offset);
    }
    without(pairing.found, |quotation| quotation.inner.is_empty())
}

/// Leaves some out and renumbers the continuations.
fn without(mut found: Vec<Quotation>, unwanted: impl Fn(&Quotation) -> bool) -> Vec<Quotation> {
    let mut numbers = Vec::with_capacity(found.len());
    let mut kept = 0;
    for quotation in &found {
        let keep = !unwanted(quotation);
        numbers.push(keep.then_some(kept));
        kept += usize::from(keep);
    }
    found.retain(|quotation| !unwanted(quotation));
    for quotation in &mut found {
        quotation.continues = quotation.continues.and_then(|before| numbers.get(before).copied().flatten());
    }
    found
}

/// The marks of one text, paired paragraph by paragraph.
#[derive(Default)]
struct Pairing {
    found: Vec<Quotation>,
    /// The family of each of `found`.
    families: Vec<Family>,
    /// Those that wait for a closing mark (numbers in `found`), outermost first.
    stack: Vec<usize>,
    /// How many double marks are open.
    doubles: usize,
    /// The outermost quotation left open at the last paragraph's end.
    left_open: Option<usize>,
}

impl Pairing {
    fn paragraph(&mut self, text: &str, offset: usize) {
        let end = offset + text.len();
        let carried = self.left_open.take();
        for (nth, mark) in mark::marks(text).iter().enumerate() {
            let opens = match mark.shape {
                Shape::Opens => true,
                Shape::Closes => false,
                Shape::Either => self.doubles == 0,
            };
            let start = offset + mark.start;
            if opens {
                let goes_on =
                    carried.filter(|&before| mark.start == 0 && self.families[before] == mark.family);
                self.push(mark.family, start, Span::new(start + mark.len, end), goes_on);
                continue;
            }
            // A line break within a quotation, which is closed here without having been opened again.
            if let Some(before) = carried
                && nth == 0
                && self.families[before].is_closed_by(mark.family)
            {
                self.push(self.families[before], offset, Span::new(offset, end), Some(before));
            }
            self.close(mark, start);
        }
        self.end_paragraph(end);
    }

    fn push(&mut self, family: Family, start: usize, inner: Span, continues: Option<usize>) {
        self.found.push(Quotation {
            span: Span::new(start, inner.end as usize),
            inner,
            tokens: 0..0,
            continues,
            closed: false,
            depth: self.stack.len(),
            single: family == Family::Single,
        });
        self.families.push(family);
        self.stack.push(self.found.len() - 1);
        self.doubles += usize::from(family == Family::Double);
    }

    /// Ends the innermost quotation that the mark can close, and whatever was left open within it.
    fn close(&mut self, mark: &Mark, at: usize) {
        let closes = |family: Family| family.is_closed_by(mark.family);
        let innermost = self.stack.last().map(|&number| self.families[number]);
        let is_open = match mark.family {
            // A single mark closes nothing across a double one.
            Family::Single => innermost.is_some_and(closes),
            Family::Double if self.doubles > 0 => true,
            _ => self.stack.iter().rev().take(8).any(|&number| closes(self.families[number])),
        };
        if !is_open {
            return;
        }
        while let Some(number) = self.stack.pop() {
            let family = self.families[number];
            self.doubles -= usize::from(family == Family::Double);
            if closes(family) {
                self.end(number, at, at + mark.len);
                self.found[number].closed = true;
                return;
            }
            self.leave_unclosed(number, at);
        }
    }

    /// What is still open reaches to the paragraph's end, or to the next opening mark of its family: where a closing
    /// mark was forgotten, the next quotation does not stand within the one before.
    fn end_paragraph(&mut self, end: usize) {
        let Some(&outermost) = self.stack.first() else { return };
        let still = std::mem::take(&mut self.stack);
        self.doubles = 0;
        for &number in &still {
            self.leave_unclosed(number, end);
        }
        let mut still = still.into_iter().peekable();
        let mut open: Option<usize> = None;
        let mut lifted = 0;
        for number in outermost..self.found.len() {
            let is_open = still.next_if_eq(&number).is_some() && self.families[number] != Family::Single;
            if let Some(before) = open
                && self.families[before] == self.families[number]
            {
                let cut = self.found[number].span.start as usize;
                self.end(before, cut, cut);
                lifted += 1;
                open = None;
            }
            let depth = &mut self.found[number].depth;
            *depth = depth.saturating_sub(lifted);
            if is_open && open.is_none() {
                open = Some(number);
            }
        }
        self.left_open = open;
    }

    /// A double mark without its end reaches to `end`; a single one was an apostrophe.
    fn leave_unclosed(&mut self, number: usize, end: usize) {
        if self.families[number] == Family::Single {
            let start = self.found[number].span.start as usize;
            self.end(number, start, start);
        } else {
            self.end(number, end, end);
        }
    }

    fn end(&mut self, number: usize, inner_end: usize, end: usize) {
        let quotation = &mut self.found[number];
        let start = quotation.inner.start as usize;
        quotation.inner = Span::new(start.min(inner_end), inner_end);
        quotation.span = Span::new(quotation.span.start as usize, end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_text::SourceText;

    /// The quotations of paragraphs parted by `¶`: depth, what is within the marks, `+` where it goes on from
    /// another, `…` where it is not closed.
    fn found(text: &str) -> Vec<String> {
        let mut offset = 0;
        let mut paragraphs = Vec::new();
        for part in text.split('¶') {
            paragraphs.push((part, offset));
            offset += part.len() + '¶'.len_utf8();
        }
        let source = SourceText::new(text);
        pair(&paragraphs)
            .iter()
            .map(|quotation| {
                let goes_on = if quotation.continues.is_some() { "+" } else { "" };
                let open = if quotation.closed { "" } else { "…" };
                format!("{}{goes_on} {}{open}", quotation.depth, source.slice(quotation.inner))
            })
            .collect()
    }

    #[test]
    fn every_kind_of_mark_is_paired() {
        assert_eq!(found(r#""No," she said. "Never.""#), ["0 No,", "0 Never."]);
        assert_eq!(found("“No,” she said. “Never.”"), ["0 No,", "0 Never."]);
        assert_eq!(found("``No,'' she said. ''Never.''"), ["0 No,", "0 Never."]);
        assert_eq!(found("«No», she said. „Never.“"), ["0 No", "0 Never."]);
        assert_eq!(found("'No,' she said. ‘Never.’"), ["0 No,", "0 Never."]);
        assert_eq!(found("”No,” she said. “Never.“"), ["0 No,", "0 Never."]);
        assert_eq!(found("“No,\" she said."), ["0 No,"]);
    }

    #[test]
    fn quotations_stand_within_quotations() {
        assert_eq!(
            found("“He said ‘no’ to the envoys’ plan,” she said."),
            ["0 He said ‘no’ to the envoys’ plan,", "1 no"]
        );
        assert_eq!(found(r#""'No,' he said," she said."#), ["0 'No,' he said,", "1 No,"]);
        assert_eq!(found("''He said 'no,''' she said."), ["0 He said 'no,'", "1 no,"]);
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        assert_eq!(
            found("“One.¶“Two.¶“Three,” she said. “Four.”"),
            ["0 One.…", "0+ Two.…", "0+ Three,", "0 Four."]
        );
        assert_eq!(found("\"One.¶Two,\" she said."), ["0 One.…", "0+ Two,"]);
        assert_eq!(found("“One.”¶“Two.”"), ["0 One.", "0 Two."]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_marks() {
        assert!(found("The workers' union and the '90s; rock 'n' roll, 'tis Roe's.").is_empty());
        assert_eq!(found(r#""He is 6'2" tall," she said."#), [r#"0 He is 6'2" tall,"#]);
        assert!(found(r#"A 12" gun and a 3' wall."#).is_empty());
        assert_eq!(found("‘The workers’ union is ‘out’."), ["0 The workers", "0 out"]);
        assert_eq!(found("'The workers' union is out,' she said."), ["0 The workers' union is out,"]);
    }

    #[test]
    fn a_forgotten_closing_mark_does_not_swallow_the_next_quotation() {
        assert_eq!(found("“One, she said. “Two.” And “three”."), ["0 One, she said. …", "0 Two.", "0 three"]);
        assert_eq!(found("One,” she said."), Vec::<String>::new());
        assert_eq!(found("“One¶Nothing more.¶“Two”"), ["0 One…", "0 Two"]);
    }

    #[test]
    fn thousands_of_nested_marks_take_linear_time() {
        for text in ["“".repeat(200_000), "“ ‘".repeat(100_000), "\"".repeat(200_000), "'".repeat(200_000)]
        {
            let _ = found(&text);
        }
        let nested = format!("{}x{}", "“a ".repeat(50_000), "b” ".repeat(50_000));
        assert_eq!(pair(&[(&nested, 0)]).len(), 50_000);
    }
}
