//! Rows of answers as machines take them: names, values, and in JSON whole lists. The command and the desk write the
//! same ones.

use crate::{ArticleRow, Count, EventRow, Member, PartyRow, PositionRow, StatementRow, StoryRow};
use chancery_record::{Cell, Table};
use serde_json::{Map, Value, json};

/// A row that is written as CSV or JSON.
pub trait Flat {
    /// The names of the values.
    fn names() -> Vec<&'static str>;
    /// The values, in the order of the names.
    fn values(&self) -> Vec<Cell>;
    /// What JSON has in place of a joined list.
    fn lists(&self) -> Vec<(&'static str, Value)> {
        Vec::new()
    }
    /// The row as a JSON object.
    fn object(&self) -> Map<String, Value> {
        let values = self.values();
        let mut object: Map<String, Value> =
            Self::names().into_iter().map(str::to_owned).zip(values.iter().map(Cell::json)).collect();
        for (name, list) in self.lists() {
            object.insert(name.to_owned(), list);
        }
        object
    }
}

impl Flat for EventRow {
    fn names() -> Vec<&'static str> {
        with_heading(Table::Events)
    }

    fn values(&self) -> Vec<Cell> {
        let [first_day, last_day] = Cell::days(self.date);
        let place = self.place.as_ref();
        let own = vec![
            Cell::text(&self.article.id),
            Cell::text(&self.id),
            Cell::text(self.event_type.label()),
            Cell::optional(self.mode.as_deref()),
            Cell::list(self.contexts.iter().map(String::as_str)),
            Cell::text(self.quad.label()),
            Cell::Real(self.intensity),
            ids(&self.actors),
            names(&self.actors),
            countries(&self.actors),
            ids(&self.recipients),
            names(&self.recipients),
            countries(&self.recipients),
            Cell::text(self.status.label()),
            Cell::optional(self.reported_by.as_deref()),
            first_day,
            last_day,
            Cell::optional(self.date_from.as_deref()),
            place.map_or(Cell::Null, |place| Cell::text(&place.name)),
            place.map_or(Cell::Null, |place| Cell::optional(place.country.as_deref())),
            Cell::integer(place.and_then(|place| place.geonames)),
            Cell::integer(self.size.killed),
            Cell::integer(self.size.wounded),
            Cell::integer(self.size.detained),
            Cell::text(&self.trigger.text),
            Cell::text(&self.evidence.text),
            Cell::count(self.evidence.start),
            Cell::count(self.evidence.end),
            Cell::Real(self.confidence),
            Cell::text(&self.rule),
        ];
        own.into_iter().chain(heading(&self.article)).collect()
    }

    fn lists(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("contexts", json!(self.contexts)),
            ("actors", members(&self.actors)),
            ("recipients", members(&self.recipients)),
        ]
    }
}

impl Flat for StatementRow {
    fn names() -> Vec<&'static str> {
        with_heading(Table::Statements)
    }

    fn values(&self) -> Vec<Cell> {
        let [first_day, last_day] = Cell::days(self.date);
        let own = vec![
            Cell::text(&self.article.id),
            Cell::text(&self.id),
            Cell::text(self.form.label()),
            Cell::text(self.act.label()),
            Cell::optional(self.inside.as_deref()),
            ids(&self.speakers),
            names(&self.speakers),
            countries(&self.speakers),
            ids(&self.addressees),
            names(&self.addressees),
            self.cue.as_ref().map_or(Cell::Null, |cue| Cell::text(&cue.citation.text)),
            self.cue.as_ref().map_or(Cell::Null, |cue| Cell::text(&cue.lemma)),
            Cell::text(&self.content),
            Cell::count(self.span.0),
            Cell::count(self.span.1),
            first_day,
            last_day,
            Cell::optional(self.date_from.as_deref()),
            Cell::text(&self.rule),
        ];
        own.into_iter().chain(heading(&self.article)).collect()
    }

    fn lists(&self) -> Vec<(&'static str, Value)> {
        vec![("speakers", members(&self.speakers)), ("addressees", members(&self.addressees))]
    }
}

impl Flat for PositionRow {
    fn names() -> Vec<&'static str> {
        with_heading(Table::Positions)
    }

    fn values(&self) -> Vec<Cell> {
        let target = self.target.as_slice();
        let [first_day, last_day] = Cell::days(self.date);
        let holder = std::slice::from_ref(&self.holder);
        let value = |name: &&str| match *name {
            "article" => Cell::text(&self.article.id),
            "id" => Cell::text(&self.id),
            "holder" => ids(holder),
            "holder_name" => names(holder),
            "holder_country" => countries(holder),
            "issue" => Cell::text(&self.issue),
            "stance" => Cell::text(self.stance.label()),
            "target" => ids(target),
            "target_name" => names(target),
            "target_country" => countries(target),
            "phrase" => self.phrase.as_ref().map_or(Cell::Null, |phrase| Cell::text(&phrase.text)),
            "condition" => {
                self.condition.as_ref().map_or(Cell::Null, |condition| Cell::text(&condition.text))
            }
            "from" => Cell::optional(self.from.as_deref()),
            "first_day" => first_day.clone(),
            "last_day" => last_day.clone(),
            "date_from" => Cell::optional(self.date_from.as_deref()),
            "evidence" => Cell::text(&self.evidence.text),
            "start" => Cell::count(self.evidence.start),
            "end" => Cell::count(self.evidence.end),
            "rule" => Cell::text(&self.rule),
            _ => Cell::Null,
        };
        Table::Positions.columns().iter().map(value).chain(heading(&self.article)).collect()
    }

    fn lists(&self) -> Vec<(&'static str, Value)> {
        vec![("holder", member(&self.holder)), ("target", self.target.as_ref().map_or(Value::Null, member))]
    }
}

impl Flat for PartyRow {
    fn names() -> Vec<&'static str> {
        vec![
            "id",
            "name",
            "kind",
            "country",
            "organisation",
            "sectors",
            "office",
            "world",
            "articles",
            "statements",
            "events",
        ]
    }

    fn values(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.id),
            Cell::text(&self.name),
            Cell::text(self.kind.label()),
            Cell::optional(self.country.as_deref()),
            Cell::optional(self.organisation.as_deref()),
            Cell::list(self.sectors.iter().map(String::as_str)),
            Cell::optional(self.office.as_deref()),
            Cell::optional(self.world.as_deref()),
            Cell::count(self.articles),
            Cell::count(self.statements),
            Cell::count(self.events),
        ]
    }

    fn lists(&self) -> Vec<(&'static str, Value)> {
        vec![("sectors", json!(self.sectors))]
    }
}

impl Flat for StoryRow {
    fn names() -> Vec<&'static str> {
        vec!["id", "articles", "first_article", "title", "source", "url", "published"]
    }

    fn values(&self) -> Vec<Cell> {
        let [title, source, url, published, _] = heading(&self.first);
        vec![
            Cell::text(&self.id),
            Cell::count(self.articles),
            Cell::text(&self.first.id),
            title,
            source,
            url,
            published,
        ]
    }
}

impl Flat for Count {
    fn names() -> Vec<&'static str> {
        vec!["first_day", "class", "count"]
    }

    fn values(&self) -> Vec<Cell> {
        let Count { from, class, n } = self;
        vec![Cell::day(*from), Cell::text(*class), Cell::count(*n)]
    }
}

impl Flat for ArticleRow {
    fn names() -> Vec<&'static str> {
        vec![
            "id",
            "title",
            "source",
            "url",
            "published",
            "language",
            "characters",
            "statements",
            "events",
            "positions",
            "unread",
            "revision",
            "story",
        ]
    }

    fn values(&self) -> Vec<Cell> {
        vec![
            Cell::text(&self.id),
            Cell::optional(self.title.as_deref()),
            Cell::optional(self.source.as_deref()),
            Cell::optional(self.url.as_deref()),
            Cell::day(self.published),
            Cell::optional(self.language.as_deref()),
            Cell::count(self.characters),
            Cell::count(self.statements),
            Cell::count(self.events),
            Cell::count(self.positions),
            Cell::optional(self.unread.as_deref()),
            Cell::Integer(self.revision.into()),
            Cell::text(&self.story),
        ]
    }
}

fn ids(members: &[Member]) -> Cell {
    Cell::list(members.iter().map(|member| member.id.as_str()))
}

fn names(members: &[Member]) -> Cell {
    Cell::list(members.iter().map(|member| member.name.as_str()))
}

fn countries(members: &[Member]) -> Cell {
    Cell::list(
        members.iter().filter_map(|member| member.country.as_deref().or(member.organisation.as_deref())),
    )
}

fn member(member: &Member) -> Value {
    json!({
        "id": member.id, "party": member.party, "name": member.name, "kind": member.kind, "country": member.country,
        "organisation": member.organisation, "sectors": member.sectors, "office": member.office,
        "start": member.mention.start, "end": member.mention.end, "text": member.mention.text,
    })
}

fn members(of: &[Member]) -> Value {
    of.iter().map(member).collect()
}

/// What every row says of its article, after its own columns.
const HEADING: [&str; 5] = ["title", "source", "url", "published", "story"];

fn heading(article: &ArticleRow) -> [Cell; 5] {
    [
        Cell::optional(article.title.as_deref()),
        Cell::optional(article.source.as_deref()),
        Cell::optional(article.url.as_deref()),
        Cell::day(article.published),
        Cell::text(&article.story),
    ]
}

fn with_heading(table: Table) -> Vec<&'static str> {
    table.columns().iter().copied().chain(HEADING).collect()
}
