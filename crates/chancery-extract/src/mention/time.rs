//! Time expressions, not yet anchored to a calendar.

use chancery_syntax::Document;
use chancery_text::Span;
use std::ops::Range;

/// A time expression in the text.
#[derive(Clone, Debug)]
pub struct TimeMention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its characters.
    pub span: Span,
}

/// All time expressions in text order.
pub fn times(_document: &Document) -> Vec<TimeMention> {
    Vec::new()
}
