//! Feeds and pages over HTTP: polite, bounded, and never on the local network unasked.

mod address;
mod fetch;
mod follow;
mod given;
mod robots;

pub use fetch::{FetchOptions, Fetcher};
pub use follow::{Feed, Poll};
pub(crate) use given::{SharedFetcher, open};
