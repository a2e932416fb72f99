//! English text to a `Document`
