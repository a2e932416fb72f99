//! Reading English: text → [`Document`] of tokens, sentences, tags, lemmas, dependency trees and names.
//!
//! Annotation follows Universal Dependencies (UPOS, Penn XPOS, UD relations). [`Document`]s are made complete
//! in one step and never changed.
//!
//! Politics, people and news do not enter here: this crate knows English, not the world.

pub mod conllu;
mod document;
mod labels;
mod network;
mod parse;
mod segment;
mod tokenize;
mod tree;

pub use document::{Document, Name, NameKind, Paragraph, Sentence, Token, Word};
pub use labels::{Deprel, Upos, XPOS, feats, known_feats, known_xpos};
pub use network::{Annotation, Model, ModelError, WordAnnotation};
pub use parse::parse;
#[doc(hidden)]
pub use segment::{Features, unmarked_gaps};
pub use segment::{Segment, Segmentation, Spot, segment};
pub use tokenize::unit::{is_gap, normal_form};
