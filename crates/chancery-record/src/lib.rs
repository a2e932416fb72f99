//! the public vocabulary
