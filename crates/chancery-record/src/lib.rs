//! The public vocabulary: the only versioned and serialised types.
//!
//! A [`Record`] is what is known from one [`Article`]: its actors, times, places, [`Statement`]s, [`Event`]s and
//! [`Position`]s, each citing the very characters that it rests on. Offsets are Unicode **code points**, half open,
//! and the quoted text goes with them: `text[start..end] == quote`, always.
//!
//! No parser, no SQL and no I/O enter here.

mod actor;
mod article;
mod cell;
mod citation;
mod codebook;
mod column;
mod days;
mod event;
mod explained;
mod issues;
mod labels;
mod place;
mod position;
mod record;
mod schema;
mod shard;
mod shift;
mod statement;
mod table;
mod when;

pub use actor::{Actor, ActorKind, ActorMention, MentionForm};
pub use article::{Article, ArticleInfo, PublishedFrom};
pub use cell::Cell;
pub use citation::{Citation, Participant};
pub use codebook::{Codebook, ModeEntry, TypeEntry, codebook, intensity};
pub use column::ColumnKind;
pub use days::{long_day, short_days};
pub use event::{Event, EventPlace, EventType, Quad, Size, Status};
pub use explained::{ExplainedRecord, Remark};
pub use issues::{Issue, IssueBook, IssueError, OTHER, Phrase, issues};
pub use place::{Place, PlaceKind};
pub use position::{Position, Stance};
pub use record::{Reader, Record, RecordDiagnostic, SCHEMA};
pub use schema::{article_schema, record_schema};
pub use shard::shard_of;
pub use shift::{Course, DatedStance, Step, steps};
pub use statement::{Act, Cue, Statement, StatementForm};
pub use table::Table;
pub use when::date::parse as parse_day;
pub use when::{Days, TimeType, When};
