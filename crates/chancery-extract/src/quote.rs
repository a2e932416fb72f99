//! Quotation marks paired into quotations, over paragraphs, as news prints them.
//!
//! Whether a quotation is something said (or a title, a nickname, a scare quote) is not decided here.

use chancery_syntax::Document;
use chancery_text::Span;
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
}

/// All quotations, in order of their opening marks.
pub fn quotations(_document: &Document) -> Vec<Quotation> {
    Vec::new()
}
