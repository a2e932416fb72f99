//! Place names.

use chancery_syntax::Document;
use chancery_world::World;
use std::ops::Range;

/// A place name in the text.
#[derive(Clone, Debug)]
pub struct PlaceMention {
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// All place names in text order.
pub fn places(_document: &Document, _world: &World) -> Vec<PlaceMention> {
    Vec::new()
}
