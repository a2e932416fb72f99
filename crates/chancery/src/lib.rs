//! the front door
