//! Rows of the archive: as a table for people, as JSON Lines, as CSV. What each kind of row is made of stands here once.

use super::layout::{BOLD, DIM, Line, PLAIN, run};
use super::table::{Column, print_heading, print_row};
use crate::archive_args::RowFormat;
use chancery::{Cell, Days, Status, Table};
use chancery_export::{Separator, write_csv_row};
use chancery_store::{
    Answer, ArticleRow, Count, EventRow, Member, PartyRow, PositionRow, StatementRow, StoryRow,
};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Something that is printed a row at a time.
pub(crate) trait Shown {
    /// The names of the values, for CSV and JSON.
    fn names() -> Vec<&'static str>;
    /// The values, in the order of the names.
    fn values(&self) -> Vec<Cell>;
    /// What JSON has in place of a joined list.
    fn lists(&self) -> Vec<(&'static str, Value)> {
        Vec::new()
    }
    /// The columns for people.
    fn columns() -> Vec<Column>;
    /// A row for people: its cells, the words below it, a note on them.
    fn row(&self) -> (Vec<Line>, String, String);
}

pub(crate) fn print_rows<T: Shown>(
    out: &mut dyn Write,
    format: RowFormat,
    rows: &[T],
    width: usize,
    with_heading: bool,
) -> io::Result<()> {
    match format {
        RowFormat::Csv => {
            if with_heading {
                writeln!(out, "{}", T::names().join(","))?;
            }
            rows.iter().try_for_each(|row| write_csv_row(out, &row.values(), Separator::Comma))
        }
        RowFormat::Jsonl => rows.iter().try_for_each(|row| {
            let mut object: Map<String, Value> =
                T::names().into_iter().map(str::to_owned).zip(row.values().iter().map(plain)).collect();
            for (name, list) in row.lists() {
                object.insert(name.to_owned(), list);
            }
            serde_json::to_writer(&mut *out, &object)?;
            out.write_all(b"\n")
        }),
        RowFormat::Table => {
            let columns = T::columns();
            if with_heading && !rows.is_empty() {
                print_heading(out, &columns, width)?;
            }
            rows.iter().try_for_each(|row| {
                let (cells, words, note) = row.row();
                print_row(out, &columns, width, &cells, &words, &note)
            })
        }
    }
}

/// What an SQL question gave.
pub(crate) fn print_answer(
    out: &mut dyn Write,
    format: RowFormat,
    answer: &Answer,
    width: usize,
) -> io::Result<()> {
    match format {
        RowFormat::Csv => {
            let heads: Vec<Cell> = answer.columns.iter().cloned().map(Cell::Text).collect();
            write_csv_row(out, &heads, Separator::Comma)?;
            answer.rows.iter().try_for_each(|row| write_csv_row(out, row, Separator::Comma))
        }
        RowFormat::Jsonl => answer.rows.iter().try_for_each(|row| {
            let object: Map<String, Value> =
                answer.columns.iter().cloned().zip(row.iter().map(plain)).collect();
            serde_json::to_writer(&mut *out, &object)?;
            out.write_all(b"\n")
        }),
        RowFormat::Table => {
            let text = |cell: &Cell| match plain(cell) {
                Value::String(text) => text,
                Value::Null => String::new(),
                other => other.to_string(),
            };
            let cells: Vec<Vec<String>> = std::iter::once(answer.columns.clone())
                .chain(answer.rows.iter().map(|row| row.iter().map(text).collect()))
                .collect();
            let widths = fitted(&cells, width);
            for (number, row) in cells.iter().enumerate() {
                let style = if number == 0 { BOLD } else { PLAIN };
                let lines: Vec<Vec<Line>> = row
                    .iter()
                    .zip(&widths)
                    .map(|(cell, width)| super::layout::wrap(&[run(style, cell)], *width, 3))
                    .collect();
                let columns: Vec<(usize, &[Line])> =
                    lines.iter().zip(&widths).map(|(lines, width)| (width + 2, lines.as_slice())).collect();
                super::layout::write_columns(out, &columns)?;
            }
            Ok(())
        }
    }
}

/// Widths that let every column have what it needs, and share what is left among those that need more.
fn fitted(rows: &[Vec<String>], total: usize) -> Vec<usize> {
    let n = rows.first().map_or(0, Vec::len);
    let need = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.map(|cell| unicode_width::UnicodeWidthStr::width(cell.as_str())).max().unwrap_or(1).max(1)
    };
    let needs: Vec<usize> = (0..n).map(need).collect();
    let mut left = total.saturating_sub(2 * n.saturating_sub(1));
    let mut widths = vec![0; n];
    // The modest first: what they leave is shared among the others.
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&at| needs[at]);
    for (done, &at) in order.iter().enumerate() {
        widths[at] = needs[at].min((left / (n - done)).max(4));
        left = left.saturating_sub(widths[at]);
    }
    widths
}

fn plain(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Integer(number) => json!(number),
        Cell::Real(number) => json!(number),
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

fn day(date: Option<Days>, article: &ArticleRow) -> Line {
    match date {
        Some(days) => vec![run(PLAIN, days.from.to_string())],
        // Not known of the record; the article is of this day.
        None => vec![run(DIM, article.published.map_or("no day".to_owned(), |day| format!("by {day}")))],
    }
}

fn who(members: &[Member], nobody: &str) -> String {
    match members {
        [] => nobody.to_owned(),
        [one] => one.name.clone(),
        [one, other] => format!("{} and {}", one.name, other.name),
        [one, rest @ ..] => format!("{} and {} others", one.name, rest.len()),
    }
}

fn origin(article: &ArticleRow) -> String {
    article.source.clone().or_else(|| article.title.clone()).unwrap_or_else(|| article.id.clone())
}

const fn column(head: &'static str, width: usize) -> Column {
    Column { head, width }
}

impl Shown for EventRow {
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

    fn columns() -> Vec<Column> {
        vec![column("DAY", 13), column("EVENT", 22), column("WHO", 0), column("TO WHOM", 0), column("ID", 18)]
    }

    fn row(&self) -> (Vec<Line>, String, String) {
        let mut event = vec![run(BOLD, self.event_type.label())];
        event.extend(self.mode.as_ref().map(|mode| run(PLAIN, format!(" {mode}"))));
        let mut notes = Vec::new();
        if self.status != Status::Occurred {
            notes.push(self.status.label().to_owned());
        }
        if self.reported_by.is_some() {
            notes.push("reported".to_owned());
        }
        notes.push(origin(&self.article));
        let cells = vec![
            day(self.date, &self.article),
            event,
            vec![run(PLAIN, who(&self.actors, "–"))],
            vec![run(PLAIN, who(&self.recipients, ""))],
            vec![run(DIM, &self.id)],
        ];
        (cells, self.evidence.text.clone(), notes.join(" · "))
    }
}

impl Shown for StatementRow {
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

    fn columns() -> Vec<Column> {
        vec![column("DAY", 13), column("WHO", 0), column("", 14), column("ACT", 9), column("ID", 18)]
    }

    fn row(&self) -> (Vec<Line>, String, String) {
        let cue = self.cue.as_ref().map_or("", |cue| cue.citation.text.as_str());
        let mut speaker = vec![run(BOLD, who(&self.speakers, "unattributed"))];
        if let [one] = &self.speakers[..] {
            let of = one.country.as_ref().or(one.organisation.as_ref());
            let what: Vec<&str> =
                [one.office.as_deref(), of.map(String::as_str)].into_iter().flatten().collect();
            if !what.is_empty() {
                speaker.push(run(DIM, format!(" {}", what.join(", "))));
            }
        }
        if !self.addressees.is_empty() {
            speaker.push(run(PLAIN, format!(" to {}", who(&self.addressees, ""))));
        }
        let cells = vec![
            day(self.date, &self.article),
            speaker,
            vec![run(PLAIN, cue)],
            vec![run(PLAIN, self.act.label())],
            vec![run(DIM, &self.id)],
        ];
        (cells, self.content.clone(), origin(&self.article))
    }
}

impl Shown for PositionRow {
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

    fn columns() -> Vec<Column> {
        vec![column("DAY", 13), column("WHO", 0), column("STANCE", 11), column("ISSUE", 0), column("ID", 18)]
    }

    fn row(&self) -> (Vec<Line>, String, String) {
        let target = self.target.as_ref().map_or(String::new(), |target| format!(" of {}", target.name));
        let cells = vec![
            day(self.date, &self.article),
            vec![run(BOLD, &self.holder.name), run(PLAIN, target)],
            vec![run(PLAIN, self.stance.label())],
            vec![run(PLAIN, &self.issue)],
            vec![run(DIM, &self.id)],
        ];
        (cells, self.evidence.text.clone(), origin(&self.article))
    }
}

impl Shown for PartyRow {
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

    fn columns() -> Vec<Column> {
        vec![
            column("ARTICLES", 8),
            column("WHO", 0),
            column("OF", 8),
            column("SECTORS", 12),
            column("STATEMENTS", 10),
            column("EVENTS", 6),
            column("ID", 18),
        ]
    }

    fn row(&self) -> (Vec<Line>, String, String) {
        let mut name = vec![run(BOLD, &self.name)];
        name.extend(self.office.as_ref().map(|office| run(DIM, format!(" {office}"))));
        let of = self.country.as_ref().or(self.organisation.as_ref()).map_or("", String::as_str);
        let cells = vec![
            vec![run(PLAIN, format!("{:>8}", self.articles))],
            name,
            vec![run(PLAIN, of)],
            vec![run(PLAIN, self.sectors.join(" "))],
            vec![run(PLAIN, self.statements.to_string())],
            vec![run(PLAIN, self.events.to_string())],
            vec![run(DIM, &self.id)],
        ];
        (cells, String::new(), String::new())
    }
}

impl Shown for StoryRow {
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

    fn columns() -> Vec<Column> {
        vec![column("ARTICLES", 8), column("FIRST", 10), column("STORY", 0), column("ID", 18)]
    }

    fn row(&self) -> (Vec<Line>, String, String) {
        let first = &self.first;
        let mut title = vec![run(PLAIN, first.title.as_deref().unwrap_or(&first.id))];
        title.extend(first.source.as_ref().map(|source| run(DIM, format!("  {source}"))));
        let cells = vec![
            vec![run(PLAIN, self.articles.to_string())],
            vec![run(PLAIN, first.published.map_or(String::new(), |day| day.to_string()))],
            title,
            vec![run(DIM, &self.id)],
        ];
        (cells, String::new(), String::new())
    }
}

/// A count as a row.
#[derive(Clone)]
pub(crate) struct Counted(pub(crate) Count);

impl Shown for Counted {
    fn names() -> Vec<&'static str> {
        vec!["from", "class", "count"]
    }

    fn values(&self) -> Vec<Cell> {
        let Count { from, class, n } = &self.0;
        vec![Cell::day(*from), Cell::text(*class), Cell::count(*n)]
    }

    fn columns() -> Vec<Column> {
        vec![column("FROM", 10), column("", 12), column("COUNT", 8)]
    }

    fn row(&self) -> (Vec<Line>, String, String) {
        let Count { from, class, n } = &self.0;
        let from = from.map_or("no day".to_owned(), |day| day.to_string());
        let cells =
            vec![vec![run(PLAIN, from)], vec![run(PLAIN, *class)], vec![run(PLAIN, format!("{n:>5}"))]];
        (cells, String::new(), String::new())
    }
}
