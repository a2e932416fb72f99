//! Which records are wanted, as plain data: the command's options and the desk's query strings become one of these.

use crate::Cursor;
use chancery_record::{Act, EventType, Quad, Stance, StatementForm, Status};
use jiff::civil::Date;

/// Which records are wanted. What is empty or absent asks for nothing; everything else must hold together, and of a
/// list any one.
///
/// What does not apply to a kind of record (the quad of a statement) is passed over.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// Who acts, speaks or holds: a country (`RUS`), an organisation (`NATO`), a sector (`MIL`), both (`RUS/MIL`), an id
    /// of the world, or words of a name.
    pub actors: Vec<String>,
    /// To whom it is done or said, or of whom it is wanted. Those who meet are each other's recipients.
    pub recipients: Vec<String>,
    /// Types of events.
    pub types: Vec<EventType>,
    /// Quads of events.
    pub quads: Vec<Quad>,
    /// Statuses of events.
    pub statuses: Vec<Status>,
    /// Where events were: names of places, or codes of countries; `none` for those without a place.
    pub places: Vec<String>,
    /// Forms of statements.
    pub forms: Vec<StatementForm>,
    /// Acts of statements.
    pub acts: Vec<Act>,
    /// Issues of positions.
    pub issues: Vec<String>,
    /// Stances of positions.
    pub stances: Vec<Stance>,
    /// Events that are known only from what somebody said (true), or that the article itself tells (false).
    pub reported: Option<bool>,
    /// The first day. A record's day is the first of its date or else the day of publication.
    pub since: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// Publications, by their names, in capitals or not.
    pub sources: Vec<String>,
    /// Words of the record itself (of statements the content, of the others the evidence): all must occur; `"two words"`
    /// together, `begin*`, `-not`, `this OR that`.
    pub text: Option<String>,
    /// An article, by its id.
    pub article: Option<String>,
    /// Leave out copies: of each story only what its first article gives.
    pub originals: bool,
    /// The order.
    pub sort: Sort,
    /// How many on a page.
    pub limit: usize,
    /// Where the page before ended.
    pub after: Option<Cursor>,
}

/// The order of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The latest day first; of parties and stories those with most articles.
    #[default]
    Newest,
    /// The earliest day first; of parties and stories those with fewest articles.
    Oldest,
}

impl Default for Filter {
    fn default() -> Filter {
        Filter {
            actors: Vec::new(),
            recipients: Vec::new(),
            types: Vec::new(),
            quads: Vec::new(),
            statuses: Vec::new(),
            places: Vec::new(),
            forms: Vec::new(),
            acts: Vec::new(),
            issues: Vec::new(),
            stances: Vec::new(),
            reported: None,
            since: None,
            until: None,
            sources: Vec::new(),
            text: None,
            article: None,
            originals: false,
            sort: Sort::Newest,
            limit: 50,
            after: None,
        }
    }
}
