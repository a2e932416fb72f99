//! The answers as rows that machines take, the same for the command and for the desk.

use crate::series::day_of;
use crate::{Claim, Ledger, Matrix, MatrixCell, MatrixRow, OpenEntry, SeriesCell, Shift, StanceCount, Voice};
use chancery_record::{Cell, Course, Days, Quad};
use chancery_store::{EventRow, Flat, Member};
use serde_json::{Value, json};

impl Flat for Shift {
    fn names() -> Vec<&'static str> {
        vec![
            "holder",
            "holder_name",
            "issue",
            "course",
            "before",
            "before_stance",
            "before_first_day",
            "before_last_day",
            "before_evidence",
            "before_source",
            "before_article",
            "after",
            "after_stance",
            "after_first_day",
            "after_last_day",
            "after_evidence",
            "after_source",
            "after_article",
        ]
    }

    fn values(&self) -> Vec<Cell> {
        let mut values = vec![
            Cell::text(self.holder.key()),
            Cell::text(&self.name),
            Cell::text(&self.issue),
            Cell::text(course(self.course)),
        ];
        for (position, days) in [(&self.before, self.before_days), (&self.after, self.after_days)] {
            let [first, last] = Cell::days(Some(days));
            values.extend([
                Cell::text(&position.id),
                Cell::text(position.stance.label()),
                first,
                last,
                Cell::text(&position.evidence.text),
                Cell::optional(position.article.source.as_deref()),
                Cell::text(&position.article.id),
            ]);
        }
        values
    }
}

/// The word for what became of a stance.
pub fn course(course: Course) -> &'static str {
    match course {
        Course::Turned => "turned",
        Course::Moved => "moved",
        Course::Same => "same",
    }
}

/// One stance of one holder on one issue, as a row.
#[derive(Clone, Debug)]
pub struct MatrixEntry<'a> {
    /// Whose.
    pub row: &'a MatrixRow,
    /// On what.
    pub issue: &'a str,
    /// The cell that it stands in.
    pub cell: &'a MatrixCell,
    /// The stance.
    pub stance: &'a StanceCount,
}

impl Matrix {
    /// Every stance of the first so many holders, row after row.
    pub fn entries(&self, n_rows: usize) -> Vec<MatrixEntry<'_>> {
        let mut entries = Vec::new();
        for row in self.rows.iter().take(n_rows) {
            for (issue, cell) in self.issues.iter().zip(&row.cells) {
                let Some(cell) = cell else { continue };
                entries.extend(cell.stances.iter().map(|stance| MatrixEntry { row, issue, cell, stance }));
            }
        }
        entries
    }
}

impl Flat for MatrixEntry<'_> {
    fn names() -> Vec<&'static str> {
        vec!["holder", "holder_name", "issue", "stance", "stories", "latest", "moved", "positions"]
    }

    fn values(&self) -> Vec<Cell> {
        vec![
            Cell::text(self.row.holder.key()),
            Cell::text(&self.row.name),
            Cell::text(self.issue),
            Cell::text(self.stance.stance.label()),
            Cell::count(self.stance.stories),
            Cell::optional(self.cell.latest.map(|stance| stance.label())),
            Cell::text(if self.cell.moved { "true" } else { "false" }),
            Cell::list(self.stance.ids.iter().map(String::as_str)),
        ]
    }

    fn lists(&self) -> Vec<(&'static str, Value)> {
        vec![("positions", json!(self.stance.ids)), ("moved", json!(self.cell.moved))]
    }
}

/// One cell of a ledger, as a row.
#[derive(Clone, Debug)]
pub struct LedgerEntry<'a> {
    /// Who acts; `None` is anybody.
    pub from: Option<&'a str>,
    /// Toward whom; `None` is anybody.
    pub to: Option<&'a str>,
    /// The period.
    pub days: Days,
    /// The quad.
    pub quad: Quad,
    /// What is in it.
    pub cell: &'a SeriesCell,
    /// Whether the level of the series changes with this period.
    pub changes: bool,
    /// The gap between words and deeds in this period and direction.
    pub gap: Option<f64>,
}

impl Ledger {
    /// The cells in which there is something, or with which a level changes, by period, direction and quad.
    pub fn entries(&self) -> Vec<LedgerEntry<'_>> {
        let mut entries = Vec::new();
        for (at, days) in self.periods.iter().enumerate() {
            for direction in &self.directions {
                for series in &direction.series {
                    let cell = &series.cells[at];
                    let changes = series.changes.iter().any(|change| change.at == at);
                    if cell.count > 0 || cell.claimed > 0 || changes {
                        entries.push(LedgerEntry {
                            from: direction.from.as_deref(),
                            to: direction.to.as_deref(),
                            days: *days,
                            quad: series.quad,
                            cell,
                            changes,
                            gap: direction.gap[at],
                        });
                    }
                }
            }
        }
        entries
    }
}

impl Flat for LedgerEntry<'_> {
    fn names() -> Vec<&'static str> {
        vec![
            "from",
            "to",
            "first_day",
            "last_day",
            "quad",
            "count",
            "claimed",
            "intensity",
            "changes",
            "gap",
            "events",
            "claimed_events",
        ]
    }

    fn values(&self) -> Vec<Cell> {
        let [first, last] = Cell::days(Some(self.days));
        vec![
            Cell::optional(self.from),
            Cell::optional(self.to),
            first,
            last,
            Cell::text(self.quad.label()),
            Cell::count(self.cell.count),
            Cell::count(self.cell.claimed),
            Cell::Real(self.cell.intensity),
            Cell::text(if self.changes { "true" } else { "false" }),
            Cell::real(self.gap),
            Cell::list(self.cell.ids.iter().map(String::as_str)),
            Cell::list(self.cell.claimed_ids.iter().map(String::as_str)),
        ]
    }

    fn lists(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("changes", json!(self.changes)),
            ("events", json!(self.cell.ids)),
            ("claimed_events", json!(self.cell.claimed_ids)),
        ]
    }
}

impl Flat for Claim {
    fn names() -> Vec<&'static str> {
        vec![
            "id",
            "type",
            "first_day",
            "last_day",
            "actors",
            "recipients",
            "place",
            "standing",
            "stories",
            "told",
            "said_by",
            "denied_by",
            "evidence",
            "events",
            "reasons",
        ]
    }

    fn values(&self) -> Vec<Cell> {
        let [first, last] = Cell::days(self.days);
        let strings = |list: &[String]| Cell::list(list.iter().map(String::as_str));
        let voices = |voices: &[Voice]| strings(&voices.iter().map(voice_in_words).collect::<Vec<_>>());
        vec![
            Cell::text(&self.id),
            Cell::text(self.event_type.label()),
            first,
            last,
            strings(&self.actors),
            strings(&self.recipients),
            Cell::optional(self.place.as_deref()),
            Cell::text(self.standing.label()),
            Cell::count(self.stories),
            Cell::count(self.told),
            voices(&self.said_by),
            voices(&self.denied_by),
            Cell::text(&self.evidence),
            strings(&self.ids),
            strings(&self.reasons),
        ]
    }

    fn lists(&self) -> Vec<(&'static str, Value)> {
        let voice = |voice: &Voice| {
            json!({
                "who": voice.who.as_ref().map(|who| who.key()), "name": voice.name, "end": voice.end.label(),
                "stories": voice.stories, "statements": voice.ids,
            })
        };
        let voices = |voices: &[Voice]| voices.iter().map(voice).collect::<Value>();
        vec![
            ("actors", json!(self.actors)),
            ("recipients", json!(self.recipients)),
            ("said_by", voices(&self.said_by)),
            ("denied_by", voices(&self.denied_by)),
            ("events", json!(self.ids)),
            ("reasons", json!(self.reasons)),
        ]
    }
}

/// `Freedonia (recipient, 2 stories)`.
pub fn voice_in_words(voice: &Voice) -> String {
    let name = if voice.name.is_empty() { "unnamed voices" } else { &voice.name };
    let stories =
        if voice.stories == 1 { "1 story".to_owned() } else { format!("{} stories", voice.stories) };
    match voice.end {
        crate::End::Other => format!("{name} ({stories})"),
        end => format!("{name} ({}, {stories})", end.label()),
    }
}

impl Flat for OpenEntry {
    fn names() -> Vec<&'static str> {
        vec![
            "id",
            "type",
            "day",
            "actors",
            "recipients",
            "status",
            "evidence",
            "followed_by",
            "denied",
            "article",
            "source",
        ]
    }

    fn values(&self) -> Vec<Cell> {
        let names = |members: &[Member]| Cell::list(members.iter().map(|member| member.name.as_str()));
        let ids = |events: &[EventRow]| Cell::list(events.iter().map(|event| event.id.as_str()));
        let entry = &self.entry;
        vec![
            Cell::text(&entry.id),
            Cell::text(entry.event_type.label()),
            Cell::day(day_of(entry)),
            names(&entry.actors),
            names(&entry.recipients),
            Cell::text(entry.status.label()),
            Cell::text(&entry.evidence.text),
            ids(&self.followed_by),
            ids(&self.denied),
            Cell::text(&entry.article.id),
            Cell::optional(entry.article.source.as_deref()),
        ]
    }

    fn lists(&self) -> Vec<(&'static str, Value)> {
        let events = |events: &[EventRow]| -> Value {
            let event = |event: &EventRow| {
                json!({
                    "id": event.id, "type": event.event_type.label(), "day": day_of(event).map(|day| day.to_string()),
                    "evidence": event.evidence.text,
                })
            };
            events.iter().map(event).collect()
        };
        let names = |members: &[Member]| members.iter().map(|member| member.name.as_str()).collect::<Value>();
        vec![
            ("actors", names(&self.entry.actors)),
            ("recipients", names(&self.entry.recipients)),
            ("followed_by", events(&self.followed_by)),
            ("denied", events(&self.denied)),
        ]
    }
}
