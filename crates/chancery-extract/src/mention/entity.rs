//! Noun phrases that may be actors: names, descriptions with a role or a nationality, pronouns.

use chancery_record::MentionForm;
use chancery_syntax::Document;
use chancery_world::World;
use std::ops::Range;

/// A noun phrase that may be an actor.
#[derive(Clone, Debug)]
pub struct EntityMention {
    /// Head token.
    pub head: usize,
    /// The tokens that are quoted for it: see [`phrase`](crate::phrase).
    pub tokens: Range<usize>,
    /// Name, description or pronoun.
    pub form: MentionForm,
}

/// All entity mentions in order of their first tokens.
pub fn entities(_document: &Document, _world: &World) -> Vec<EntityMention> {
    Vec::new()
}
