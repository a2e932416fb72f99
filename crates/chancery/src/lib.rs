//! The front door of chancery: an [`Article`] in, its [`Record`] out.
//!
//! [`read`] reads one article, [`read_batch`] many over all cores, [`explain`] says what the words of a record mean.
//! The types of a record are `chancery-record`'s, re-exported here.

mod batch;
mod explain;
mod language;
mod read;

pub use batch::{Outcome, READER_THREAD, ReadArticle, read_batch};
pub use chancery_extract::{Explanation, Issues, Lexicon, LexiconError};
pub use chancery_ingest as ingest;
pub use chancery_record::*;
pub use chancery_syntax::Model;
pub use chancery_text as text;
pub use chancery_world::World;
pub use explain::{Meaning, Part, explain, similar_terms, terms};
pub use read::{Basis, Reading, read, read_remarked};
