//! Who said what, by token numbers.

use crate::mention::Mentions;
use chancery_record::{Act, StatementForm};
use chancery_syntax::Document;
use chancery_text::Span;
use chancery_world::World;
use std::ops::Range;

/// A statement as it stands in the text: heads of noun phrases, not yet anybody.
#[derive(Clone, Debug)]
pub struct StatementMention {
    /// How much of the content is quoted.
    pub form: StatementForm,
    /// What was done by saying it.
    pub act: Act,
    /// The statement (its number in the list) that this one stands in.
    pub inside: Option<usize>,
    /// Head tokens of who said it; coordinated speakers one by one; empty where nobody is named.
    pub speakers: Vec<usize>,
    /// Head tokens of whom it was said to.
    pub addressees: Vec<usize>,
    /// The reporting word.
    pub cue: Option<CueMention>,
    /// What was said, in text order, without the reporting words, marks included.
    pub content: Vec<Span>,
    /// Id of the rule that found it: one of `rules/statement.toml`.
    pub rule: &'static str,
}

/// A reporting word in the text.
#[derive(Clone, Debug)]
pub struct CueMention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Dictionary form.
    pub lemma: String,
}

/// All statements, in text order of their first characters (content or cue).
pub fn statements(_document: &Document, _mentions: &Mentions, _world: &World) -> Vec<StatementMention> {
    Vec::new()
}
