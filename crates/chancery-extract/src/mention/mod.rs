//! Spans that may be somebody, somewhere or some time; not yet anybody.

pub(crate) mod entity;
pub(crate) mod place;
pub(crate) mod time;

pub use entity::{EntityMention, Gender, Person, Reading, RoleInText};
pub use place::PlaceMention;
pub use time::TimeMention;

use crate::argument;
use crate::quote::Quotation;
use chancery_syntax::Document;

/// No mention at a token.
const NONE: u32 = u32::MAX;

/// All mentions of a document, each list in text order.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// What stands within quotation marks.
    pub quotations: Vec<Quotation>,
    /// Who may be meant.
    pub entities: Vec<EntityMention>,
    /// Time expressions.
    pub times: Vec<TimeMention>,
    /// Place names.
    pub places: Vec<PlaceMention>,
    /// For each token the entity mention whose head it is, or whose title or later part of the name it is.
    entity_at_head: Vec<u32>,
    /// For each token the innermost quotation that it stands in.
    quotation_at: Vec<u32>,
}

impl Mentions {
    /// Puts the lists together and indexes them by token.
    pub fn new(
        document: &Document,
        quotations: Vec<Quotation>,
        entities: Vec<EntityMention>,
        times: Vec<TimeMention>,
        places: Vec<PlaceMention>,
    ) -> Mentions {
        let n_tokens = document.tokens().len();
        let mut entity_at_head = vec![NONE; n_tokens];
        for (idx, mention) in entities.iter().enumerate() {
            if let Some(slot) = entity_at_head.get_mut(mention.head) {
                *slot = idx as u32;
            }
        }
        // "Minister" and "Doe" lead to the mention that "Jane" is the head of.
        for (idx, mention) in entities.iter().enumerate() {
            let slots = entity_at_head.iter_mut().enumerate();
            for (token, slot) in slots.take(mention.tokens.end).skip(mention.tokens.start) {
                if *slot == NONE && argument::phrase_head(document, token) == mention.head {
                    *slot = idx as u32;
                }
            }
        }
        let mut quotation_at = vec![NONE; n_tokens];
        let mut by_depth: Vec<usize> =
            (0..quotations.len()).filter(|&idx| quotations[idx].depth <= 2).collect();
        by_depth.sort_by_key(|&idx| quotations[idx].depth);
        for idx in by_depth {
            if let Some(slots) = quotation_at.get_mut(quotations[idx].tokens.clone()) {
                slots.fill(idx as u32);
            }
        }
        Mentions { quotations, entities, times, places, entity_at_head, quotation_at }
    }

    /// The entity mention with this head token, a title before the name and later parts of the name included.
    pub fn entity_at(&self, head: usize) -> Option<usize> {
        self.entity_at_head.get(head).filter(|&&idx| idx != NONE).map(|&idx| idx as usize)
    }

    /// The innermost quotation that a token stands in (looked for to a depth of three).
    pub fn quotation_at(&self, token: usize) -> Option<usize> {
        self.quotation_at.get(token).filter(|&&idx| idx != NONE).map(|&idx| idx as usize)
    }
}
