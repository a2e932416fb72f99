//! The command as its users meet it: the binary is started, and its output, messages and exit codes are looked at.
//!
//! What is found in an article is the extract crate's business and tested there; here records are only looked at for
//! their form.

mod bad_input;
mod desk;
mod documented;
mod explain;
mod exporting;
mod following;
mod harness;
mod keeping;
mod killed;
mod reading;
mod readme;
mod together;
