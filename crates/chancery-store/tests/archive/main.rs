//! The archive as its users meet it: what goes in comes out, is found, stays, and survives what files survive.
//!
//! Records are made here by a reader of toys; what is found in real articles is tested elsewhere.

mod adding;
mod asking;
mod faults;
mod folder;
mod forms;
mod toy;
