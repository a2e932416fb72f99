//! Rows of the archive: as a table for people, as JSON Lines, as CSV. What each kind of
//! row looks like to people stands here once; what it is to machines is [`chancery_store::Flat`].

use super::layout::{BOLD, DIM, Line, PLAIN, run};
use super::table::{Column, print_heading, print_row};
use crate::archive_args::RowFormat;
use chancery::{Cell, Days, Status};
use chancery_export::{Separator, write_csv_row};
use chancery_store::{
    Answer, ArticleRow, Count, EventRow, Flat, Member, PartyRow, PositionRow, StatementRow, StoryRow,
};
use serde_json::{Map, Value};
use std::io::{self, Write};

/// Something that is printed a row at a time.
pub(crate) trait Shown: Flat {
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
        RowFormat::Csv | RowFormat::Jsonl => print_flat(out, format, rows, with_heading),
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

/// Rows for machines: CSV, or JSON Lines.
pub(crate) fn print_flat<T: Flat>(
    out: &mut dyn Write,
    format: RowFormat,
    rows: &[T],
    with_heading: bool,
) -> io::Result<()> {
    if format == RowFormat::Csv {
        if with_heading {
            writeln!(out, "{}", T::names().join(","))?;
        }
        return rows.iter().try_for_each(|row| write_csv_row(out, &row.values(), Separator::Comma));
    }
    rows.iter().try_for_each(|row| {
        serde_json::to_writer(&mut *out, &row.object())?;
        out.write_all(b"\n")
    })
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
                answer.columns.iter().cloned().zip(row.iter().map(Cell::json)).collect();
            serde_json::to_writer(&mut *out, &object)?;
            out.write_all(b"\n")
        }),
        RowFormat::Table => {
            let text = |cell: &Cell| match cell.json() {
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

pub(crate) const fn column(head: &'static str, width: usize) -> Column {
    Column { head, width }
}

impl Shown for EventRow {
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

impl Shown for Count {
    fn columns() -> Vec<Column> {
        vec![column("FROM", 10), column("", 12), column("COUNT", 8)]
    }

    fn row(&self) -> (Vec<Line>, String, String) {
        let Count { from, class, n } = self;
        let from = from.map_or("no day".to_owned(), |day| day.to_string());
        let cells =
            vec![vec![run(PLAIN, from)], vec![run(PLAIN, *class)], vec![run(PLAIN, format!("{n:>5}"))]];
        (cells, String::new(), String::new())
    }
}
