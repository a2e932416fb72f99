//! The text itself: what every other crate points into.
//!
//! A [`SourceText`] owns the characters of one article and never changes. A [`Span`] is a byte range of
//! it on character boundaries. Outside the program offsets are Unicode code points; [`SourceText`] converts.
//! A [`Diagnostic`] says what was odd about a text, and where. A [`Signature`] is what a text is worded like.
//!
//! No linguistics, no I/O and no serialisation enter here.
//!
//! ```
//! use chancery_text::{SourceText, Span};
//! let text = SourceText::new("“Enough,” said the envoy.");
//! let enough = Span::new(3, 9);
//! assert_eq!(text.slice(enough), "Enough");
//! assert_eq!(text.code_points(enough), 1..7);
//! ```

mod diagnostic;
mod excerpt;
mod hash;
mod minhash;
mod segment;
mod source_text;
mod span;

pub use diagnostic::{Diagnostic, Severity};
pub use excerpt::excerpt;
pub use hash::fnv1a;
pub use minhash::{Signature, signature};
pub use segment::{Mark, Segment, segments};
pub use source_text::SourceText;
pub use span::Span;
