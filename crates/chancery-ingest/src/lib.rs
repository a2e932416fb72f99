//! Bytes → [`Article`](chancery_record::Article): files, folders, addresses of the web and standard input.
//!
//! What an input holds is told by its content: plain text in whatever encoding, web pages, articles as JSON Lines or
//! JSON, tables (with the feature `parquet` also Parquet files), feeds, news agencies' items, web archives, each also packed with gzip. All are read as streams:
//! memory stays in proportion to the largest article. [`articles`] never stops at a bad input: each comes back as an
//! [`Error`] that names place, reason and the way out, and the next is read.
//!
//! With the feature `net`, addresses of the web are inputs like files, and [`Feed`] and [`Fetcher`] ask for feeds and their
//! pages again and again.
//!
//! Linguistics, SQL and the clock never enter here.

mod date;
mod encoding;
mod error;
mod feed;
mod files;
mod html;
mod json;
mod kind;
mod lines;
#[cfg(feature = "net")]
mod net;
mod newsml;
#[cfg(feature = "parquet")]
mod parquet;
mod source;
mod table;
mod warc;

pub use encoding::{Decoded, decode};
pub use error::Error;
pub use files::{Incoming, Options, articles, total_bytes};
pub use kind::{Kind, kind_of};
#[cfg(feature = "net")]
pub use net::{Feed, FetchOptions, Fetcher, Poll};
pub use table::Columns;
