//! One article's characters, with conversion of offsets.

use crate::Span;
use std::ops::Range;

/// Bytes between two entries of the code-point index.
const STRIDE: usize = 256;

/// The text of one article: immutable, with byte offsets inside and code-point offsets outside.
///
/// Memory: the text itself and, if it is not pure ASCII, 4 bytes for every 256 of it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SourceText {
    text: String,
    /// Code points before byte `i * STRIDE` (counted by first bytes); empty for ASCII text.
    code_points_before: Vec<u32>,
}

impl SourceText {
    /// Takes ownership of a text. Offsets are 32 bits, so at most 4 GiB are kept: a longer text is cut
    /// at a character boundary.
    pub fn new(text: impl Into<String>) -> SourceText {
        let mut text = text.into();
        if text.len() > u32::MAX as usize {
            text.truncate(text.floor_char_boundary(u32::MAX as usize));
        }
        let mut code_points_before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0u32;
            for chunk in text.as_bytes().chunks(STRIDE) {
                code_points_before.push(count);
                count += first_bytes(chunk);
            }
        }
        SourceText { text, code_points_before }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is no character at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The characters of a span. A span that leaves the text or cuts a character is narrowed until it does not.
    pub fn slice(&self, span: Span) -> &str {
        let start = self.text.ceil_char_boundary((span.start as usize).min(self.text.len()));
        let end = self.text.floor_char_boundary((span.end as usize).min(self.text.len()));
        self.text.get(start..end).unwrap_or("")
    }

    /// The number of code points before a byte offset.
    pub fn code_point(&self, byte: usize) -> usize {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        match self
            .code_points_before
            .get((byte / STRIDE).min(self.code_points_before.len().saturating_sub(1)))
        {
            None => byte,
            Some(&before) => {
                let from = (byte / STRIDE).min(self.code_points_before.len() - 1) * STRIDE;
                before as usize + first_bytes(&self.text.as_bytes()[from..byte]) as usize
            }
        }
    }

    /// A span as half-open **code-point** offsets, the form in which every output gives it.
    pub fn code_points(&self, span: Span) -> Range<usize> {
        self.code_point(span.start as usize)..self.code_point(span.end as usize)
    }

    /// The byte offset of the code point with this number; the text's length if it has fewer.
    pub fn byte(&self, code_point: usize) -> usize {
        if self.code_points_before.is_empty() {
            return code_point.min(self.text.len());
        }
        let chunk = self
            .code_points_before
            .partition_point(|&before| before as usize <= code_point)
            .saturating_sub(1);
        let mut left = code_point - self.code_points_before[chunk] as usize;
        let bytes = self.text.as_bytes();
        let mut at = chunk * STRIDE;
        while at < bytes.len() {
            if is_first_byte(bytes[at]) {
                if left == 0 {
                    return at;
                }
                left -= 1;
            }
            at += 1;
        }
        bytes.len()
    }

    /// Code-point offsets, half open, as a span of bytes.
    pub fn span_of_code_points(&self, range: Range<usize>) -> Span {
        Span::new(self.byte(range.start), self.byte(range.end))
    }

    /// The number of code points in the text.
    pub fn code_point_len(&self) -> usize {
        self.code_point(self.text.len())
    }

    /// `span` without white space at its ends.
    pub fn trim(&self, span: Span) -> Span {
        let slice = self.slice(span);
        let start = span.start as usize + (slice.len() - slice.trim_start().len());
        Span::new(start, start + slice.trim().len())
    }
}

fn is_first_byte(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn first_bytes(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| is_first_byte(byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_span_that_cuts_a_character_is_narrowed() {
        let text = SourceText::new("é“x”");
        assert_eq!(text.slice(Span::new(1, 6)), "“x");
        assert_eq!(text.slice(Span::new(1, 4)), "");
        assert_eq!(text.slice(Span::new(90, 99)), "");
    }

    proptest! {
        #[test]
        fn offsets_agree_with_counting(text in "(?s).{0,700}") {
            let source = SourceText::new(text.clone());
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(source.code_point(byte), n);
                prop_assert_eq!(source.byte(n), byte);
            }
            prop_assert_eq!(source.code_point(text.len()), text.chars().count());
            prop_assert_eq!(source.byte(text.chars().count() + 5), text.len());
        }

        #[test]
        fn slicing_never_panics(text in "(?s).{0,40}", a in 0usize..200, b in 0usize..200) {
            let source = SourceText::new(text);
            let _ = source.slice(Span::new(a, b));
            let _ = source.trim(Span::new(a, b));
            let _ = source.code_points(Span::new(a, b));
        }
    }
}
