//! Records flattened into tables: the same columns for CSV, Parquet and SQL.
//!
//! Rows are keyed by the article's id and, within it, the record's. Lists within a cell are joined by `; `.
//! How a cell is written (quoting, column types) is the writer's business.

use crate::{Actor, Citation, Days, Participant, Place, Record, RecordDiagnostic, When};

/// One value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Not known.
    Null,
    /// Characters.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
}

/// The tables that a record is flattened into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// One row an article.
    Articles,
    /// One row an actor of an article.
    Actors,
    /// One row a mention of an actor.
    Mentions,
    /// One row a statement.
    Statements,
    /// One row an event.
    Events,
    /// One row an actor or recipient of an event.
    EventActors,
    /// One row a position.
    Positions,
    /// One row a time expression.
    Times,
    /// One row a place named.
    Places,
    /// One row a remark of the reader.
    Diagnostics,
}

impl Table {
    /// Every table.
    pub const ALL: &'static [Table] = &[
        Table::Articles,
        Table::Actors,
        Table::Mentions,
        Table::Statements,
        Table::Events,
        Table::EventActors,
        Table::Positions,
        Table::Times,
        Table::Places,
        Table::Diagnostics,
    ];

    /// Its name: `event_actors`.
    pub fn name(self) -> &'static str {
        match self {
            Table::Articles => "articles",
            Table::Actors => "actors",
            Table::Mentions => "mentions",
            Table::Statements => "statements",
            Table::Events => "events",
            Table::EventActors => "event_actors",
            Table::Positions => "positions",
            Table::Times => "times",
            Table::Places => "places",
            Table::Diagnostics => "diagnostics",
        }
    }

    /// The names of its columns.
    #[rustfmt::skip]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Table::Articles => &[
                "id", "title", "source", "url", "published", "language", "characters",
                "statements", "events", "positions", "reader_version", "model", "world",
            ],
            Table::Actors => &[
                "article", "id", "name", "kind", "country", "organisation", "sectors", "office", "world",
                "mentions", "rule",
            ],
            Table::Mentions => &["article", "actor", "start", "end", "text", "form"],
            Table::Statements => &[
                "article", "id", "form", "act", "inside", "speakers", "speaker_names", "speaker_countries",
                "addressees", "addressee_names", "cue", "cue_lemma", "content", "start", "end",
                "first_day", "last_day", "date_from", "rule",
            ],
            Table::Events => &[
                "article", "id", "type", "mode", "contexts", "quad", "intensity",
                "actors", "actor_names", "actor_countries", "recipients", "recipient_names", "recipient_countries",
                "status", "reported_by", "first_day", "last_day", "date_from",
                "place", "place_country", "geonames", "killed", "wounded", "detained",
                "trigger", "evidence", "start", "end", "confidence", "rule",
            ],
            Table::EventActors => &[
                "article", "event", "role", "actor", "name", "kind", "country", "organisation", "sectors",
                "start", "end", "text",
            ],
            Table::Positions => &[
                "article", "id", "holder", "holder_name", "holder_country", "issue", "stance", "phrase",
                "target", "target_name", "condition", "from", "first_day", "last_day", "date_from",
                "evidence", "start", "end", "rule",
            ],
            Table::Times => &["article", "start", "end", "text", "type", "value", "first_day", "last_day"],
            Table::Places => &[
                "article", "start", "end", "text", "name", "country", "latitude", "longitude", "kind",
                "geonames", "rule",
            ],
            Table::Diagnostics => &["article", "severity", "code", "message", "start", "end"],
        }
    }

    /// A record's rows of this table, each as long as [`columns`](Table::columns).
    pub fn rows(self, record: &Record) -> Vec<Vec<Cell>> {
        match self {
            Table::Articles => vec![article_row(record)],
            Table::Actors => actor_rows(record),
            Table::Mentions => mention_rows(record),
            Table::Statements => statement_rows(record),
            Table::Events => event_rows(record),
            Table::EventActors => event_actor_rows(record),
            Table::Positions => position_rows(record),
            Table::Times => record.times.iter().map(|time| time_row(record, time)).collect(),
            Table::Places => record.places.iter().map(|place| place_row(record, place)).collect(),
            Table::Diagnostics => {
                record.diagnostics.iter().map(|remark| diagnostic_row(record, remark)).collect()
            }
        }
    }
}

impl Record {
    /// The actor of this id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        // Actors are numbered in order, so the first guess is nearly always right; a long article has many.
        let number = id.strip_prefix('a').and_then(|number| number.parse::<usize>().ok());
        let guess = number.and_then(|number| self.actors.get(number.wrapping_sub(1)));
        guess.filter(|actor| actor.id == id).or_else(|| self.actors.iter().find(|actor| actor.id == id))
    }
}

fn article_row(record: &Record) -> Vec<Cell> {
    let article = &record.article;
    vec![
        text(&article.id),
        optional(&article.title),
        optional(&article.source),
        optional(&article.url),
        article.published.map_or(Cell::Null, |day| Cell::Text(day.to_string())),
        optional(&article.language),
        count(article.characters),
        count(record.statements.len()),
        count(record.events.len()),
        count(record.positions.len()),
        text(&record.reader.version),
        text(&record.reader.model),
        text(&record.reader.world),
    ]
}

fn actor_rows(record: &Record) -> Vec<Vec<Cell>> {
    let row = |actor: &Actor| {
        vec![
            text(&record.article.id),
            text(&actor.id),
            text(&actor.name),
            text(actor.kind.label()),
            optional(&actor.country),
            optional(&actor.organisation),
            list(actor.sectors.iter().map(String::as_str)),
            optional(&actor.office),
            optional(&actor.world),
            count(actor.mentions.len()),
            text(&actor.rule),
        ]
    };
    record.actors.iter().map(row).collect()
}

fn mention_rows(record: &Record) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for actor in &record.actors {
        for mention in &actor.mentions {
            let Citation { start, end, text: words } = &mention.citation;
            rows.push(vec![
                text(&record.article.id),
                text(&actor.id),
                count(*start),
                count(*end),
                text(words),
                text(mention.form.label()),
            ]);
        }
    }
    rows
}

fn statement_rows(record: &Record) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for statement in &record.statements {
        let [speakers, speaker_names, speaker_countries] = members(record, &statement.speakers);
        let [addressees, addressee_names, _] = members(record, &statement.addressees);
        let [first_day, last_day] = day_cells(statement.date);
        rows.push(vec![
            text(&record.article.id),
            text(&statement.id),
            text(statement.form.label()),
            text(statement.act.label()),
            optional(&statement.inside),
            speakers,
            speaker_names,
            speaker_countries,
            addressees,
            addressee_names,
            statement.cue.as_ref().map_or(Cell::Null, |cue| text(&cue.citation.text)),
            statement.cue.as_ref().map_or(Cell::Null, |cue| text(&cue.lemma)),
            Cell::Text(
                statement.content.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" … "),
            ),
            statement.content.first().map_or(Cell::Null, |part| count(part.start)),
            statement.content.last().map_or(Cell::Null, |part| count(part.end)),
            first_day,
            last_day,
            optional(&statement.date_from),
            text(&statement.rule),
        ]);
    }
    rows
}

fn event_rows(record: &Record) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for event in &record.events {
        let [actors, actor_names, actor_countries] = members(record, &event.actors);
        let [recipients, recipient_names, recipient_countries] = members(record, &event.recipients);
        let [first_day, last_day] = day_cells(event.date);
        let place = event.place.as_ref();
        let number = |number: Option<u32>| number.map_or(Cell::Null, |number| Cell::Integer(number.into()));
        rows.push(vec![
            text(&record.article.id),
            text(&event.id),
            text(event.event_type.label()),
            optional(&event.mode),
            list(event.contexts.iter().map(String::as_str)),
            text(event.quad.label()),
            Cell::Real(event.intensity),
            actors,
            actor_names,
            actor_countries,
            recipients,
            recipient_names,
            recipient_countries,
            text(event.status.label()),
            optional(&event.reported_by),
            first_day,
            last_day,
            optional(&event.date_from),
            place.map_or(Cell::Null, |place| text(&place.name)),
            place.map_or(Cell::Null, |place| optional(&place.country)),
            number(place.and_then(|place| place.geonames)),
            number(event.size.killed),
            number(event.size.wounded),
            number(event.size.detained),
            text(&event.trigger.text),
            text(&event.evidence.text),
            count(event.evidence.start),
            count(event.evidence.end),
            Cell::Real(event.confidence),
            text(&event.rule),
        ]);
    }
    rows
}

fn event_actor_rows(record: &Record) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for event in &record.events {
        let actors = event.actors.iter().map(|member| ("actor", member));
        let recipients = event.recipients.iter().map(|member| ("recipient", member));
        for (role, member) in actors.chain(recipients) {
            let actor = record.actor(&member.id);
            rows.push(vec![
                text(&record.article.id),
                text(&event.id),
                text(role),
                text(&member.id),
                actor.map_or(Cell::Null, |actor| text(&actor.name)),
                actor.map_or(Cell::Null, |actor| text(actor.kind.label())),
                actor.map_or(Cell::Null, |actor| optional(&actor.country)),
                actor.map_or(Cell::Null, |actor| optional(&actor.organisation)),
                actor.map_or(Cell::Null, |actor| list(actor.sectors.iter().map(String::as_str))),
                count(member.mention.start),
                count(member.mention.end),
                text(&member.mention.text),
            ]);
        }
    }
    rows
}

fn position_rows(record: &Record) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for position in &record.positions {
        let [holder, holder_name, holder_country] = members(record, std::slice::from_ref(&position.holder));
        let [target, target_name, _] = members(record, position.target.as_slice());
        let [first_day, last_day] = day_cells(position.date);
        let cited =
            |cited: &Option<Citation>| cited.as_ref().map_or(Cell::Null, |citation| text(&citation.text));
        rows.push(vec![
            text(&record.article.id),
            text(&position.id),
            holder,
            holder_name,
            holder_country,
            text(&position.issue),
            text(position.stance.label()),
            cited(&position.phrase),
            target,
            target_name,
            cited(&position.condition),
            optional(&position.from),
            first_day,
            last_day,
            optional(&position.date_from),
            text(&position.evidence.text),
            count(position.evidence.start),
            count(position.evidence.end),
            text(&position.rule),
        ]);
    }
    rows
}

fn time_row(record: &Record, time: &When) -> Vec<Cell> {
    let [first_day, last_day] = day_cells(time.days);
    vec![
        text(&record.article.id),
        count(time.citation.start),
        count(time.citation.end),
        text(&time.citation.text),
        text(time.kind.label()),
        optional(&time.value),
        first_day,
        last_day,
    ]
}

fn place_row(record: &Record, place: &Place) -> Vec<Cell> {
    let degrees = |degrees: Option<f64>| degrees.map_or(Cell::Null, Cell::Real);
    vec![
        text(&record.article.id),
        count(place.citation.start),
        count(place.citation.end),
        text(&place.citation.text),
        text(&place.name),
        optional(&place.country),
        degrees(place.latitude),
        degrees(place.longitude),
        text(place.kind.label()),
        place.geonames.map_or(Cell::Null, |number| Cell::Integer(number.into())),
        text(&place.rule),
    ]
}

fn diagnostic_row(record: &Record, remark: &RecordDiagnostic) -> Vec<Cell> {
    vec![
        text(&record.article.id),
        text(&remark.severity),
        text(&remark.code),
        text(&remark.message),
        count(remark.start),
        count(remark.end),
    ]
}

/// Ids, names and countries (or organisations) of those who play a role.
fn members(record: &Record, members: &[Participant]) -> [Cell; 3] {
    let actors = || members.iter().filter_map(|member| record.actor(&member.id));
    [
        list(members.iter().map(|member| member.id.as_str())),
        list(actors().map(|actor| actor.name.as_str())),
        list(actors().filter_map(|actor| actor.country.as_deref().or(actor.organisation.as_deref()))),
    ]
}

fn day_cells(days: Option<Days>) -> [Cell; 2] {
    match days {
        Some(days) => [Cell::Text(days.from.to_string()), Cell::Text(days.to.to_string())],
        None => [Cell::Null, Cell::Null],
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn optional(text: &Option<String>) -> Cell {
    text.clone().map_or(Cell::Null, Cell::Text)
}

fn count(count: usize) -> Cell {
    Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

fn list<'a>(parts: impl Iterator<Item = &'a str>) -> Cell {
    let joined = parts.collect::<Vec<_>>().join("; ");
    if joined.is_empty() { Cell::Null } else { Cell::Text(joined) }
}
