//! Records flattened into tables: the same columns for CSV, Parquet and SQL.
//!
//! Rows are keyed by the article's id and, within it, the record's. Lists within a cell are joined by `; `.

use crate::{Actor, Cell, Citation, Participant, Place, Record, RecordDiagnostic, When};
use chancery_text::signature;

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
                "statements", "events", "positions", "reader_version", "model", "world", "bands",
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

    /// The rows of this table from a record and the text that it was read from, each as long as
    /// [`columns`](Table::columns).
    pub fn rows(self, record: &Record, text: &str) -> Vec<Vec<Cell>> {
        match self {
            Table::Articles => vec![article_row(record, text)],
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

fn article_row(record: &Record, text: &str) -> Vec<Cell> {
    let article = &record.article;
    let bands = signature(text).map(|signature| signature.band_words()).unwrap_or_default();
    vec![
        Cell::text(&article.id),
        Cell::optional(article.title.as_deref()),
        Cell::optional(article.source.as_deref()),
        Cell::optional(article.url.as_deref()),
        Cell::day(article.published),
        Cell::optional(article.language.as_deref()),
        Cell::count(article.characters),
        Cell::count(record.statements.len()),
        Cell::count(record.events.len()),
        Cell::count(record.positions.len()),
        Cell::text(&record.reader.version),
        Cell::text(&record.reader.model),
        Cell::text(&record.reader.world),
        Cell::list(bands.iter().map(String::as_str)),
    ]
}

fn actor_rows(record: &Record) -> Vec<Vec<Cell>> {
    let row = |actor: &Actor| {
        vec![
            Cell::text(&record.article.id),
            Cell::text(&actor.id),
            Cell::text(&actor.name),
            Cell::text(actor.kind.label()),
            Cell::optional(actor.country.as_deref()),
            Cell::optional(actor.organisation.as_deref()),
            Cell::list(actor.sectors.iter().map(String::as_str)),
            Cell::optional(actor.office.as_deref()),
            Cell::optional(actor.world.as_deref()),
            Cell::count(actor.mentions.len()),
            Cell::text(&actor.rule),
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
                Cell::text(&record.article.id),
                Cell::text(&actor.id),
                Cell::count(*start),
                Cell::count(*end),
                Cell::text(words),
                Cell::text(mention.form.label()),
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
        let [first_day, last_day] = Cell::days(statement.date);
        rows.push(vec![
            Cell::text(&record.article.id),
            Cell::text(&statement.id),
            Cell::text(statement.form.label()),
            Cell::text(statement.act.label()),
            Cell::optional(statement.inside.as_deref()),
            speakers,
            speaker_names,
            speaker_countries,
            addressees,
            addressee_names,
            statement.cue.as_ref().map_or(Cell::Null, |cue| Cell::text(&cue.citation.text)),
            statement.cue.as_ref().map_or(Cell::Null, |cue| Cell::text(&cue.lemma)),
            Cell::Text(
                statement.content.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" … "),
            ),
            statement.content.first().map_or(Cell::Null, |part| Cell::count(part.start)),
            statement.content.last().map_or(Cell::Null, |part| Cell::count(part.end)),
            first_day,
            last_day,
            Cell::optional(statement.date_from.as_deref()),
            Cell::text(&statement.rule),
        ]);
    }
    rows
}

fn event_rows(record: &Record) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for event in &record.events {
        let [actors, actor_names, actor_countries] = members(record, &event.actors);
        let [recipients, recipient_names, recipient_countries] = members(record, &event.recipients);
        let [first_day, last_day] = Cell::days(event.date);
        let place = event.place.as_ref();
        rows.push(vec![
            Cell::text(&record.article.id),
            Cell::text(&event.id),
            Cell::text(event.event_type.label()),
            Cell::optional(event.mode.as_deref()),
            Cell::list(event.contexts.iter().map(String::as_str)),
            Cell::text(event.quad.label()),
            Cell::Real(event.intensity),
            actors,
            actor_names,
            actor_countries,
            recipients,
            recipient_names,
            recipient_countries,
            Cell::text(event.status.label()),
            Cell::optional(event.reported_by.as_deref()),
            first_day,
            last_day,
            Cell::optional(event.date_from.as_deref()),
            place.map_or(Cell::Null, |place| Cell::text(&place.name)),
            place.map_or(Cell::Null, |place| Cell::optional(place.country.as_deref())),
            Cell::integer(place.and_then(|place| place.geonames)),
            Cell::integer(event.size.killed),
            Cell::integer(event.size.wounded),
            Cell::integer(event.size.detained),
            Cell::text(&event.trigger.text),
            Cell::text(&event.evidence.text),
            Cell::count(event.evidence.start),
            Cell::count(event.evidence.end),
            Cell::Real(event.confidence),
            Cell::text(&event.rule),
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
                Cell::text(&record.article.id),
                Cell::text(&event.id),
                Cell::text(role),
                Cell::text(&member.id),
                actor.map_or(Cell::Null, |actor| Cell::text(&actor.name)),
                actor.map_or(Cell::Null, |actor| Cell::text(actor.kind.label())),
                actor.map_or(Cell::Null, |actor| Cell::optional(actor.country.as_deref())),
                actor.map_or(Cell::Null, |actor| Cell::optional(actor.organisation.as_deref())),
                actor.map_or(Cell::Null, |actor| Cell::list(actor.sectors.iter().map(String::as_str))),
                Cell::count(member.mention.start),
                Cell::count(member.mention.end),
                Cell::text(&member.mention.text),
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
        let [first_day, last_day] = Cell::days(position.date);
        let cited = |cited: &Option<Citation>| {
            cited.as_ref().map_or(Cell::Null, |citation| Cell::text(&citation.text))
        };
        rows.push(vec![
            Cell::text(&record.article.id),
            Cell::text(&position.id),
            holder,
            holder_name,
            holder_country,
            Cell::text(&position.issue),
            Cell::text(position.stance.label()),
            cited(&position.phrase),
            target,
            target_name,
            cited(&position.condition),
            Cell::optional(position.from.as_deref()),
            first_day,
            last_day,
            Cell::optional(position.date_from.as_deref()),
            Cell::text(&position.evidence.text),
            Cell::count(position.evidence.start),
            Cell::count(position.evidence.end),
            Cell::text(&position.rule),
        ]);
    }
    rows
}

fn time_row(record: &Record, time: &When) -> Vec<Cell> {
    let [first_day, last_day] = Cell::days(time.days);
    vec![
        Cell::text(&record.article.id),
        Cell::count(time.citation.start),
        Cell::count(time.citation.end),
        Cell::text(&time.citation.text),
        Cell::text(time.kind.label()),
        Cell::optional(time.value.as_deref()),
        first_day,
        last_day,
    ]
}

fn place_row(record: &Record, place: &Place) -> Vec<Cell> {
    vec![
        Cell::text(&record.article.id),
        Cell::count(place.citation.start),
        Cell::count(place.citation.end),
        Cell::text(&place.citation.text),
        Cell::text(&place.name),
        Cell::optional(place.country.as_deref()),
        Cell::real(place.latitude),
        Cell::real(place.longitude),
        Cell::text(place.kind.label()),
        Cell::integer(place.geonames),
        Cell::text(&place.rule),
    ]
}

fn diagnostic_row(record: &Record, remark: &RecordDiagnostic) -> Vec<Cell> {
    vec![
        Cell::text(&record.article.id),
        Cell::text(&remark.severity),
        Cell::text(&remark.code),
        Cell::text(&remark.message),
        Cell::count(remark.start),
        Cell::count(remark.end),
    ]
}

/// Ids, names and countries (or organisations) of those who play a role.
fn members(record: &Record, members: &[Participant]) -> [Cell; 3] {
    let actors = || members.iter().filter_map(|member| record.actor(&member.id));
    [
        Cell::list(members.iter().map(|member| member.id.as_str())),
        Cell::list(actors().map(|actor| actor.name.as_str())),
        Cell::list(actors().filter_map(|actor| actor.country.as_deref().or(actor.organisation.as_deref()))),
    ]
}
