//! How the records that a filter wants fall into classes, and whom a party deals with.

use crate::kind::Kind;
use crate::query::Question;
use crate::rows::class;
use crate::{Archive, Error, Filter, Sort};
use rusqlite::params_from_iter;
use rusqlite::types::ValueRef;
use std::collections::BTreeMap;

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
pub const MOST_COUNTED: usize = 1000;
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

    /// The newest [`MOST_COUNTED`] events by several facets, looked at once.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn shares_of_events<const N: usize>(
        &self,
        filter: &Filter,
        by: [Facet; N],
    ) -> Result<[Vec<Share>; N], Error> {
        self.shares_by(Kind::Events, filter, by)
    }

    /// Positions by several facets, looked at once.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn shares_of_positions<const N: usize>(
        &self,
        filter: &Filter,
        by: [Facet; N],
    ) -> Result<[Vec<Share>; N], Error> {
        self.shares_by(Kind::Positions, filter, by)
    }

    fn shares(&self, kind: Kind, filter: &Filter, by: Facet) -> Result<Vec<Share>, Error> {
        let [shares] = self.shares_by(kind, filter, [by])?;
        Ok(shares)
    }

    fn shares_by<const N: usize>(
        &self,
        kind: Kind,
        filter: &Filter,
        by: [Facet; N],
    ) -> Result<[Vec<Share>; N], Error> {
        self.ours((|| {
            let Some(mut question) = Question::of(self.connection(), kind, filter)? else {
                return Ok([(); N].map(|()| Vec::new()));
            };
            let columns = by.map(|facet| column(&mut question, kind, facet));
            let select = columns.join(", ");
            let newest =
                question.sql(&select, &format!("ORDER BY {} DESC LIMIT {MOST_COUNTED}", question.key));
            let mut statement = self.connection().prepare_cached(&newest)?;
            let mut rows = statement.query(params_from_iter(question.values()))?;
            let mut counts = [(); N].map(|()| BTreeMap::<String, usize>::new());
            let classes = kind.class().1;
            while let Some(row) = rows.next()? {
                for (at, counts) in counts.iter_mut().enumerate() {
                    let of = match row.get_ref(at)? {
                        ValueRef::Null => continue,
                        ValueRef::Integer(number) => {
                            match usize::try_from(number).ok().and_then(|at| classes.get(at).copied()) {
                                Some(class) => class,
                                None => continue,
                            }
                        }
                        word => word.as_str()?,
                    };
                    match counts.get_mut(of) {
                        Some(n) => *n += 1,
                        None => {
                            counts.insert(of.to_owned(), 1);
                        }
                    }
                }
            }
            Ok(counts.map(|counts| {
                let mut shares: Vec<Share> = counts.into_iter().map(|(of, n)| Share { of, n }).collect();
                shares.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.of.cmp(&b.of)));
                shares
            }))
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

/// The expression that a facet counts by; nothing where records of this kind have no such class.
fn column(question: &mut Question, kind: Kind, by: Facet) -> String {
    let column = match (kind, by) {
        (Kind::Events, Facet::Type) => "r.type",
        (Kind::Events, Facet::Quad) => "r.quad",
        (Kind::Events, Facet::Status) => "r.status",
        (Kind::Statements, Facet::Act) => "r.act",
        (Kind::Positions, Facet::Issue) => "r.issue",
        (Kind::Positions, Facet::Stance) => "r.stance",
        (_, Facet::Source) => {
            question.with_article();
            return "(SELECT name FROM sources WHERE key = a.source)".to_owned();
        }
        _ => return "NULL".to_owned(),
    };
    // Where a party leads, the index knows the class by its number, and no row need be looked at.
    if let Some(class) = question.class.filter(|_| column == format!("r.{}", kind.class().0)) {
        return class::type_of(class);
    }
    question.with_row();
    column.to_owned()
}
