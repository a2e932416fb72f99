//! Where the place names lie.

use crate::mention::Mentions;
use chancery_record::Place;
use chancery_syntax::Document;
use chancery_world::World;

/// One entry for each of [`Mentions::places`], `None` where the name is no place after all or cannot be told.
pub fn places(_document: &Document, mentions: &Mentions, _world: &World) -> Vec<Option<Place>> {
    mentions.places.iter().map(|_| None).collect()
}
