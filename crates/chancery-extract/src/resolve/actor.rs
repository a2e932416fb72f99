//! Who the mentions are: mentions chained through the article, and each chain resolved against the world.

use crate::explain::Explanation;
use crate::mention::Mentions;
use crate::{Found, argument};
use chancery_record::{ActorKind, MentionForm};
use chancery_syntax::Document;
use chancery_world::World;
use jiff::civil::Date;
use std::collections::HashMap;
use std::ops::Range;

/// One actor of the article: its mentions, and what is known of it.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The fullest name or description.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Short name of an international organisation.
    pub organisation: Option<String>,
    /// PLOVER sectors, the weightiest first.
    pub sectors: Vec<String>,
    /// Office held.
    pub office: Option<String>,
    /// Stable id in the world.
    pub world: Option<String>,
    /// Tokens and form of each mention, in text order.
    pub mentions: Vec<(Range<usize>, MentionForm)>,
    /// Id of the rule of `rules/actor.toml` that resolved it.
    pub rule: &'static str,
}

/// The actors of an article, in order of first mention.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    /// One for each actor.
    pub chains: Vec<Chain>,
    /// How each was resolved, and what was rejected.
    pub explanations: Vec<Explanation>,
    of_head: HashMap<usize, usize>,
}

impl Actors {
    /// The chain that a head token belongs to.
    pub fn of_head(&self, head: usize) -> Option<usize> {
        self.of_head.get(&head).copied()
    }
}

/// Chains the entity mentions, and every head that plays a role in what was found, into actors.
pub fn actors(
    document: &Document,
    _mentions: &Mentions,
    found: &Found,
    _world: &World,
    _published: Option<Date>,
) -> Actors {
    let mut actors = Actors::default();
    let roles =
        found.statements.iter().flat_map(|statement| statement.speakers.iter().chain(&statement.addressees));
    let roles =
        roles.chain(found.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients)));
    let mut heads: Vec<usize> = roles.copied().collect();
    heads.sort_unstable();
    heads.dedup();
    for head in heads {
        let tokens = argument::phrase(document, head);
        actors.of_head.insert(head, actors.chains.len());
        actors.chains.push(Chain {
            name: document.text().slice(document.span_of(tokens.clone())).to_string(),
            kind: ActorKind::Unknown,
            country: None,
            organisation: None,
            sectors: Vec::new(),
            office: None,
            world: None,
            mentions: vec![(tokens, MentionForm::Description)],
            rule: "actor-unresolved",
        });
    }
    actors
}
