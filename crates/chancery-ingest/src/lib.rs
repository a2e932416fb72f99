//! Bytes → [`Article`](chancery_record::Article): files, folders and standard input.
//!
//! What a file holds is told by its content: JSON Lines articles (read line by line, so memory stays in proportion
//! to the longest line), a JSON document, or plain text in whatever encoding. [`articles`] never stops at a bad
//! input: each comes back as an [`Error`] that names file, line and the way out, and the next is read.
//!
//! Linguistics and SQL never enter here. HTML, feeds and WARC are recognised and refused for now.

mod encoding;
mod error;
mod files;
mod json;
mod kind;

pub use encoding::{Decoded, decode};
pub use error::Error;
pub use files::{Incoming, Options, articles, total_bytes};
pub use kind::{Kind, kind_of};
