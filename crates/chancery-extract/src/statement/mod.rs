//! Who said what, by token numbers.
//!
//! First quotations with a cue beside them, then what verbs, nouns and phrases report, then quotations that go on
//! from a statement before them; last, which statement stands inside which.

// Content is a list of ranges, often of one.
#![allow(clippy::single_range_in_vec_init)]

mod act;
mod addressee;
mod clause;
mod cue;
mod direct;
mod draft;
mod free;
mod gap;
mod label;
mod merge;
mod noun;
mod object;
mod outer;
mod reach;
mod source;
mod speaker;
mod text;
mod verb;

use crate::mention::Mentions;
use chancery_record::{Act, StatementForm};
use chancery_syntax::Document;
use chancery_text::Span;
use chancery_world::World;
use std::ops::Range;
use text::Text;

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
pub(crate) fn statements(document: &Document, mentions: &Mentions, _world: &World) -> Vec<StatementMention> {
    let text = Text::new(document, mentions);
    let cues = cue::cues(document);
    let mut direct = direct::find(&text, &cues);
    let mut drafts = std::mem::take(&mut direct.drafts);
    drafts.extend(verb::find(&text, &cues, &direct.used));
    drafts.extend(noun::find(&text, &cues));
    let mut taken: Vec<usize> =
        drafts.iter().filter_map(|draft| draft.cue.as_ref().map(|cue| cue.tokens.start)).collect();
    taken.sort_unstable();
    drafts.extend(source::find(&text, |token| taken.binary_search(&token).is_ok()));
    drafts.extend(source::unnamed(&text));
    drafts.extend(label::find(&text, &direct.draft_of));
    free::find(&text, &mut drafts, &mut direct.draft_of);
    merge::finish(&text, drafts)
}
