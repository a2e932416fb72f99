//! The desk as programs and browsers meet it, without a network: questions go into the router, answers come out.
//!
//! The archive is the sample that comes with the program, read once, with one article more that is full of what might
//! break a page.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod browser;
mod claims;
mod guard;
mod harness;
mod hostile;
mod pages;
