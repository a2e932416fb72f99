//! The desk: web pages and an HTTP API over an archive.
//!
//! A [`Desk`] answers from one archive; [`router`] makes its addresses, [`serve`] listens. Pages are made on the server
//! and work without JavaScript and without a network; every page has twins as JSON and CSV, and every figure leads to
//! the records behind it. Nothing that is asked here changes the archive.
//!
//! What may be asked is one table, `PAGES` in `page`: the router, the navigation and `/openapi.json` are made from it.
//! Pages call typed functions of `chancery-store`: no SQL, and no linguistics, enter here.

mod activity;
mod address;
mod answer;
mod asset;
mod choice;
mod desk;
mod digest;
mod entry;
mod feed;
mod guard;
mod health;
mod kept;
mod outline;
mod page;
mod piece;
mod problem;
mod query;
mod router;
mod serve;
mod shell;
mod telling;

pub use desk::{Desk, Options};
pub use router::router;
pub use serve::{Error, serve};
