//! Finds who said and did what in a [`Document`], and resolves it into a [`Record`](chancery_record::Record).
//!
//! Three steps, each a function: [`mentions`] (spans that may be somebody, somewhere, some time, or a quotation),
//! [`find`] (statements and events as mentions: token numbers, nobody yet), [`resolve`] (the only step from
//! mention to record). Lexicons and cue lists are data in `lexicon/`; every rule is described in `rules/`.
//!
//! No SQL, no JSON, no clock and no network enter here.

mod argument;
mod coref;
mod event;
mod explain;
mod mention;
mod position;
mod quote;
mod resolve;
mod rule;
mod statement;

pub use argument::phrase;
pub use event::{COLUMNS, EventMention, Lexicon, LexiconError};
pub use explain::Explanation;
pub use mention::{EntityMention, Gender, Mentions, Person, PlaceMention, Reading, RoleInText, TimeMention};
pub use position::{Issues, PositionMention};
pub use quote::Quotation;
pub use resolve::resolve;
pub use rule::{Rule, rules};
pub use statement::{CueMention, StatementMention};

use chancery_syntax::Document;
use chancery_world::World;
use event::view::View;

/// What [`find`] found: statements, events and positions of one document, in text order, not yet anybody's.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Who said what, by token numbers.
    pub statements: Vec<StatementMention>,
    /// Who did what to whom, by token numbers.
    pub events: Vec<EventMention>,
    /// Who wants what, by token numbers.
    pub positions: Vec<PositionMention>,
}

/// Who, where, when and what is quoted: spans of the document, not yet anybody.
pub fn mentions(document: &Document, world: &World) -> Mentions {
    let quotations = quote::quotations(document);
    let entities = mention::entity::entities(document, world);
    let times = mention::time::times(document);
    let places = mention::place::places(document, world);
    Mentions::new(document, quotations, entities, times, places)
}

/// Statements, events and positions as mentions. Events that stand inside a statement's content name it in
/// [`EventMention::reported_by`].
pub fn find(
    document: &Document,
    mentions: &Mentions,
    world: &World,
    lexicon: &Lexicon,
    issues: &Issues,
) -> Found {
    let statements = statement::statements(document, mentions, world);
    let view = View::new(document, mentions, world, lexicon);
    let events = event::events(&view, &statements);
    let positions = position::positions(&view, &statements, &events, issues);
    Found { statements, events, positions }
}

/// Why nothing is coded in sentences where a word looks like a deed: a remark for the closest misses of each, bounded.
pub fn explain_uncoded(
    document: &Document,
    mentions: &Mentions,
    found: &Found,
    world: &World,
    lexicon: &Lexicon,
) -> Vec<Explanation> {
    event::uncoded(document, mentions, &found.statements, &found.events, world, lexicon)
}
