//! The archive: one SQLite file that articles and their records go into and questions are asked of.
//!
//! A [`Writer`] adds articles; an [`Archive`] answers. There is one writer at a time and any number of readers, and what
//! is added to the archive, article, records and index entries, lands together or not at all. A [`Filter`] says which
//! records are wanted; answers come as typed rows, a [`Page`] at a time, in the order of days.
//!
//! Ids are stable: a hash of article, kind and evidence ([`archived`]). Offsets are code points of the article's text.
//!
//! No linguistics and no HTTP enter here. SQL leaves only as what a user wrote for [`Archive::sql`].

mod add;
mod all;
mod brief;
mod check;
mod count;
mod digest;
mod error;
mod facet;
mod filter;
mod flat;
mod headings;
mod health;
mod id;
mod key;
mod kind;
mod limit;
mod load;
mod open;
mod packed;
mod page;
mod parties;
mod party;
mod put;
mod query;
mod read;
mod row;
mod rows;
mod sql;
mod story;
mod take;
mod version;
mod whereabouts;
mod words;

pub use add::{Added, Changes, Writer};
pub use brief::{EventBrief, PositionBrief};
pub use check::{Finding, Findings};
pub use count::{Count, Period};
pub use digest::{PairCount, RoleRow, Snippet, SourceRow};
pub use error::Error;
pub use facet::{Counterpart, Facet, MOST_COUNTED, MOST_EVENTS, Share};
pub use filter::{Filter, Sort};
pub use flat::Flat;
pub use health::{Health, ReaderRow};
pub use id::{LastingIds, archived, lasting_ids, story_id};
pub use page::{Cursor, Page};
pub use read::{Archive, Found, Stored, Totals};
pub use row::{ArticleRow, EventRow, Member, PartyRow, PositionRow, StatementRow, StoryRow};
pub use rows::party_id;
pub use sql::Answer;
pub use whereabouts::{MOST_PLACED, PlaceShare};
