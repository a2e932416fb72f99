//! The pages, one file each. A page is an entry of [`PAGES`]: adding one is a file and a line.

mod actor;
mod api;
mod article;
mod claims;
mod front;
mod issues;
mod list;
mod map;
mod pair;
mod paste;
mod search;
mod story;

use crate::address::Address;
use crate::answer::{Answer, Form};
use crate::choice::Choice;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::query::Query;
use chancery_store::Archive;
use std::cell::Cell;

/// Every page, in the order of the navigation.
pub(crate) static PAGES: &[&Page] = &[
    &front::FRONT,
    &search::SEARCH,
    &list::STATEMENTS,
    &list::EVENTS,
    &list::POSITIONS,
    &list::ACTORS,
    &list::STORIES,
    &issues::ISSUES,
    &pair::PAIRS,
    &claims::CLAIMS,
    &map::MAP,
    &paste::PASTE,
    &api::API,
    &article::ARTICLE,
    &pair::PAIR,
    &story::STORY,
    &actor::ACTOR,
];

/// A page with its twins.
pub(crate) struct Page {
    /// Its path, with what is variable in braces: `/actors/{id}`.
    pub(crate) path: &'static str,
    /// What it is called in the navigation; nothing where it is reached from others only.
    pub(crate) name: &'static str,
    /// What it answers.
    pub(crate) about: &'static str,
    /// Its options.
    pub(crate) choices: &'static [&'static Choice],
    /// Its twins.
    pub(crate) twins: &'static [Form],
    /// Whether it is (also) asked by POST, with its options in the body.
    pub(crate) posted: bool,
    /// The answer in the form that is asked for. It may block.
    pub(crate) answer: fn(&Asked<'_>) -> Result<Answer, Problem>,
}

/// The twins that most pages have.
pub(crate) const JSON_AND_CSV: &[Form] = &[Form::Json, Form::Csv];

/// A question on its way to a page.
pub(crate) struct Asked<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) archive: &'a Archive,
    /// The state of the archive when it was asked; it may be newer by now.
    pub(crate) state: u64,
    pub(crate) page: &'static Page,
    pub(crate) form: Form,
    /// What the braces of the path stand for.
    pub(crate) parts: Vec<String>,
    pub(crate) query: Query,
    /// Whether the same question gives the same answer until the archive changes.
    pub(crate) is_lasting: Cell<bool>,
}

impl Asked<'_> {
    /// What the nth braces of the path stand for.
    pub(crate) fn part(&self, n: usize) -> &str {
        self.parts.get(n).map_or("", String::as_str)
    }

    /// This very page, without options.
    pub(crate) fn bare(&self) -> Address {
        let parts: Vec<&str> = self.parts.iter().map(String::as_str).collect();
        Address::of(self.page.path, &parts)
    }

    /// This very page.
    pub(crate) fn here(&self) -> Address {
        self.bare().query(self.query.clone())
    }
}
