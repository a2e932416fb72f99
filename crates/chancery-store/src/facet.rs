//! How the records that a filter wants fall into classes, and whom a party deals with.

use crate::query::{Kind, Question};
use crate::rows::class;
use crate::{Archive, Error, Filter, Sort};
use rusqlite::params_from_iter;
use rusqlite::types::ValueRef;

/// What records are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Type of events.
    Type,
    /// Quad of events.
    Quad,
    /// Status of events.
    Status,
    /// Act of statements.
    Act,
    /// Issue of positions.
    Issue,
    /// Stance of positions.
    Stance,
    /// Publication, of any records.
    Source,
}

/// How many records are of one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The class: `ASSAULT`, `ceasefire`, `Example Wire`.
    pub of: String,
    /// How many.
    pub n: usize,
}

/// Somebody at the other end of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterpart {
    /// The party's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its id in the world.
    pub world: Option<String>,
    /// In how many of the events.
    pub n: usize,
}

/// Shares are counted over the newest so many records: where they add up to it, there are more.
pub const MOST_COUNTED: usize = 2000;
/// So many events are looked at for those at their other end.
pub const MOST_EVENTS: usize = 1000;
/// So many of those are given.
const MOST_PARTIES: usize = 24;

impl Archive {
    /// The newest [`MOST_COUNTED`] events by a facet, the largest share first; order and page of the filter do not apply.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn share_events(&self, filter: &Filter, by: Facet) -> Result<Vec<Share>, Error> {
        self.shares(Kind::Events, filter, by)
    }

    /// Statements by a facet.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn share_statements(&self, filter: &Filter, by: Facet) -> Result<Vec<Share>, Error> {
        self.shares(Kind::Statements, filter, by)
    }

    /// Positions by a facet.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn share_positions(&self, filter: &Filter, by: Facet) -> Result<Vec<Share>, Error> {
        self.shares(Kind::Positions, filter, by)
    }

    fn shares(&self, kind: Kind, filter: &Filter, by: Facet) -> Result<Vec<Share>, Error> {
        let column = match (kind, by) {
            (Kind::Events, Facet::Type) => "r.type",
            (Kind::Events, Facet::Quad) => "r.quad",
            (Kind::Events, Facet::Status) => "r.status",
            (Kind::Statements, Facet::Act) => "r.act",
            (Kind::Positions, Facet::Issue) => "r.issue",
            (Kind::Positions, Facet::Stance) => "r.stance",
            (_, Facet::Source) => "(SELECT name FROM sources WHERE key = a.source)",
            // Records of this kind have no such class.
            _ => return Ok(Vec::new()),
        };
        self.ours((|| {
            let Some(mut question) = Question::of(self.connection(), kind, filter)? else {
                return Ok(Vec::new());
            };
            // Where a party leads, the index knows the class by its number, and no row need be looked at.
            let is_class = column == format!("r.{}", kind.class().0);
            let column = match question.class.filter(|_| is_class) {
                Some(class) => class::type_of(class),
                None if by == Facet::Source => {
                    question.with_article();
                    column.to_owned()
                }
                None => {
                    question.with_row();
                    column.to_owned()
                }
            };
            let newest = question.sql(
                &format!("{column} AS class"),
                &format!("ORDER BY {} DESC LIMIT {MOST_COUNTED}", question.key),
            );
            let sql = format!("SELECT class, count(*) FROM ({newest}) GROUP BY 1 ORDER BY 2 DESC, 1");
            let mut statement = self.connection().prepare_cached(&sql)?;
            let shares = statement.query_map(params_from_iter(question.values()), |row| {
                let class = match row.get_ref(0)? {
                    ValueRef::Integer(number) => {
                        let label =
                            usize::try_from(number).ok().and_then(|at| kind.class().1.get(at).copied());
                        label.map(str::to_owned)
                    }
                    ValueRef::Null => None,
                    word => Some(word.as_str()?.to_owned()),
                };
                Ok((class, crate::load::size(row, 1)?))
            })?;
            let shares = shares.collect::<Result<Vec<_>, _>>()?;
            Ok(shares.into_iter().filter_map(|(of, n)| Some(Share { of: of?, n })).collect())
        })())
    }

    /// Who is the recipient (or, with `as_actor`, the actor) of the latest events that a filter wants, the most frequent
    /// first. Those who meet are each other's recipients; `but` itself is left out.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn counterparts(
        &self,
        filter: &Filter,
        as_actor: bool,
        but: &str,
    ) -> Result<Vec<Counterpart>, Error> {
        let newest = Filter { sort: Sort::Newest, limit: MOST_EVENTS, after: None, ..filter.clone() };
        let role = if as_actor {
            "m.role = 'actor'"
        } else {
            "(m.role = 'recipient' OR NOT EXISTS (SELECT 1 FROM event_actors o WHERE o.event = m.event AND o.role = 'recipient'))"
        };
        self.ours((|| {
            let Some(question) = Question::of(self.connection(), Kind::Events, &newest)? else {
                return Ok(Vec::new());
            };
            let keys = question.sql(question.key, &format!("ORDER BY 1 DESC LIMIT {MOST_EVENTS}"));
            let sql = format!(
                "WITH k(key) AS ({keys})
                 SELECT p.id, p.name, p.world, count(DISTINCT m.event) FROM k CROSS JOIN event_actors m ON m.event = k.key AND {role}
                 JOIN actors x ON x.key = m.actor JOIN parties p ON p.key = x.party
                 WHERE p.id != ? GROUP BY p.key ORDER BY 4 DESC, p.key LIMIT {MOST_PARTIES}"
            );
            let mut statement = self.connection().prepare_cached(&sql)?;
            let but = rusqlite::types::Value::Text(but.to_owned());
            let values = question.values().iter().chain([&but]);
            let rows = statement.query_map(params_from_iter(values), |row| {
                Ok(Counterpart {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    world: row.get(2)?,
                    n: crate::load::size(row, 3)?,
                })
            })?;
            rows.collect()
        })())
    }
}
