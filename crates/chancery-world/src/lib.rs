//! What is known beforehand, as of a date: countries, offices and their holders, organisations, armed groups, places.
//!
//! No grammar enters here.

/// What is known beforehand.
#[derive(Debug, Default)]
pub struct World;
