//! What is known beforehand, as of a date: countries, offices and their holders, organisations, armed groups, places,
//! and every usual name of each.
//!
//! A [`World`] is asked; nothing in it reads sentences. What a name means where it stands (a government or a city, a
//! person's office today) is decided by grammar and by the article, in `chancery-extract`.
//!
//! ```
//! use chancery_world::World;
//!
//! let world = World::embedded();
//! let latvian = world.names("Latvian")[0];
//! assert_eq!(world.entity(latvian.entity).code(), "LVA");
//! assert_eq!(world.office("Minister of External Affairs"), Some("foreign minister"));
//! ```
//!
//! # Facts
//!
//! The sources in `data/` of this crate and a user's own file have one form, see [`World::with_facts`]:
#![doc = include_str!("../data/FACTS.md")]
//!
//! What never enters: grammar, statements, events, the clock.

mod compile;
mod entity;
mod error;
mod facts;
mod fold;
mod fold_table;
mod interval;
mod office;
mod place;
mod plural;
mod role;
mod short;
mod sources;
mod store;
mod world;

pub use entity::{Entity, EntityId, EntityKind, Meaning, Sense};
pub use error::Error;
pub use fold::fold;
pub use interval::{Interval, Standing};
pub use office::Holding;
pub use place::{Place, PlaceKind};
pub use role::{Role, RoleKind};
pub use sources::{SOURCES, compile_sources, version};
pub use world::World;
