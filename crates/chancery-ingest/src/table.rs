//! Comma-, semicolon- or tab-separated values with a heading → articles, row by row.

use crate::encoding::{Decoded, decode_or_refuse};
use crate::error::{Error, Reason};
use crate::files::{Incoming, Part};
use crate::json;
use crate::lines::too_long;
use crate::source::{MAX_ARTICLE, START, Source};
use chancery_record::Article;
use csv::ByteRecord;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Which column of a table holds what, where its heading does not say it in words that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(BTreeMap<String, String>);

impl Columns {
    /// The fields that a column may hold.
    pub const FIELDS: &'static [&'static str] =
        &["text", "title", "published", "source", "url", "language", "id"];

    /// This field stands in the column of this name.
    #[must_use]
    pub fn with(mut self, field: &str, column: &str) -> Columns {
        self.0.insert(field.to_owned(), column.to_owned());
        self
    }

    /// Which column of a heading holds which field.
    pub(crate) fn places(&self, heading: &[String]) -> Result<Vec<(&'static str, usize)>, Reason> {
        let place = |wanted: &str| heading.iter().position(|cell| fold(cell) == fold(wanted));
        let mut columns: Vec<(&'static str, usize)> = Vec::new();
        for field in Columns::FIELDS {
            let found = match self.0.get(*field) {
                Some(column) => {
                    let found = place(column);
                    if found.is_none() {
                        return Err(no_column(&format!("no column `{column}`"), heading));
                    }
                    found
                }
                None => names_of(field).find_map(place),
            };
            if let Some(at) = found.filter(|at| columns.iter().all(|(_, taken)| taken != at)) {
                columns.push((field, at));
            }
        }
        if columns.iter().any(|(field, _)| *field == "text") {
            return Ok(columns);
        }
        Err(no_column("no column for the text (say which: --text-column NAME)", heading))
    }
}

/// What columns are called, field by field; the first that a table has is taken.
const NAMES: &str = include_str!("../data/columns.tsv");

fn names_of(field: &str) -> impl Iterator<Item = &'static str> {
    let row = NAMES.lines().filter_map(|line| line.split_once('\t')).find(move |(name, _)| *name == field);
    row.into_iter().flat_map(|(_, names)| names.split(' '))
}

fn fold(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_")
}

/// Whether the first line is a table's heading: short cells, two or more of them known, one of these for the text.
pub(crate) fn is_heading(start: &[u8]) -> bool {
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let Ok(line) = std::str::from_utf8(line) else { return false };
    if line.len() > 4096 {
        return false;
    }
    let cells: Vec<String> = line
        .split(char::from(delimiter(line.as_bytes())))
        .map(|cell| fold(cell.trim().trim_matches('"')))
        .collect();
    let is_known =
        |cell: &String| Columns::FIELDS.iter().any(|field| names_of(field).any(|name| name == cell));
    let is_text = |cell: &String| names_of("text").any(|name| name == cell);
    let is_short = |cell: &String| cell.len() <= 40 && !cell.contains(['.', '!', '?']);
    cells.len() >= 2
        && cells.iter().all(is_short)
        && cells.iter().any(is_text)
        && cells.iter().filter(|cell| is_known(cell)).count() >= 2
}

/// The commonest of the three in the heading.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| line.iter().filter(|&&byte| byte == mark).count();
    let mut marks = [b'\t', b';', b','];
    marks.sort_by_key(|&mark| count(mark));
    marks[2]
}

/// The rows of a table.
pub(crate) struct Table {
    name: String,
    reader: csv::Reader<Bounded>,
    /// The column of each field; empty until the heading was read.
    columns: Vec<(&'static str, usize)>,
    asked: Columns,
    is_over: bool,
    read: Arc<AtomicU64>,
    told: u64,
}

impl Table {
    pub(crate) fn new(name: String, mut source: Source, asked: Columns) -> Result<Table, Error> {
        let delimiter = match source.peek(START) {
            Ok(start) => delimiter(start),
            Err(error) => return Err(Error::new(name, error)),
        };
        let left = Arc::new(AtomicU64::new(MAX_ARTICLE));
        let read = Arc::new(AtomicU64::new(0));
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            // Carriage returns are trimmed here: where they end rows, the crate counts lines too late.
            .terminator(csv::Terminator::Any(b'\n'))
            .flexible(true)
            .has_headers(false)
            .from_reader(Bounded { source, left, read: Arc::clone(&read) });
        Ok(Table { name, reader, columns: Vec::new(), asked, is_over: false, read, told: 0 })
    }

    /// The next row, if there is one.
    fn row(&mut self) -> Result<Option<ByteRecord>, Reason> {
        self.reader.get_ref().left.store(MAX_ARTICLE, Ordering::Relaxed);
        let mut row = ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(true) => Ok(Some(row)),
            Ok(false) => Ok(None),
            Err(error) => Err(match error.into_kind() {
                csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                    Reason::refused(format!(
                        "the row is longer than {} MB (a quotation mark that is not closed?); the rest was not read",
                        MAX_ARTICLE >> 20
                    ))
                }
                csv::ErrorKind::Io(error) => error.into(),
                other => Reason::refused(format!("it is no table: {other:?}")),
            }),
        }
    }

    fn read_heading(&mut self) -> Result<(), Reason> {
        let Some(row) = self.row()? else { return Err(Reason::refused("the table is empty")) };
        let heading: Vec<String> = row
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).trim_start_matches('\u{feff}').trim().to_owned())
            .collect();
        self.columns = self.asked.places(&heading)?;
        Ok(())
    }

    fn article(&self, row: &ByteRecord) -> Result<json::Parsed, Reason> {
        let cell = |at: usize| decode_or_refuse(row.get(at).unwrap_or_default().to_vec());
        let mut article = Article::default();
        let mut diagnostics = Vec::new();
        let mut fields = Map::new();
        for &(field, at) in &self.columns {
            let Decoded { text, diagnostics: remarks } = cell(at)?;
            if field == "text" {
                article.text = text.trim_end_matches('\r').to_owned();
                diagnostics = remarks;
            } else if !text.trim().is_empty() {
                fields.insert(field.to_owned(), Value::String(text.trim().to_owned()));
            }
        }
        if article.text.trim().is_empty() {
            return Err(Reason::refused("the row has no text"));
        }
        json::heading(&mut article, fields, &mut diagnostics);
        Ok((article, diagnostics))
    }
}

fn no_column(what: &str, heading: &[String]) -> Reason {
    let names: Vec<&str> = heading.iter().take(40).map(String::as_str).collect();
    let more = if heading.len() > 40 { ", …" } else { "" };
    let mut names = names.join(", ");
    names.truncate(names.floor_char_boundary(400));
    Reason::refused(format!("the table has {what}; its columns are: {names}{more}"))
}

impl Iterator for Table {
    type Item = Result<Part, Error>;

    fn next(&mut self) -> Option<Result<Part, Error>> {
        if self.is_over {
            return None;
        }
        if self.columns.is_empty()
            && let Err(reason) = self.read_heading()
        {
            self.is_over = true;
            return Some(Err(Error::new(&self.name, reason)));
        }
        let row = match self.row() {
            Ok(Some(row)) => row,
            Ok(None) => return None,
            Err(reason) => {
                self.is_over = true;
                let line = self.reader.position().line() as usize;
                return Some(Err(Error::new(&self.name, reason).at_line(line)));
            }
        };
        let line = row.position().map_or(0, csv::Position::line) as usize;
        let n_cells: usize = row.iter().map(<[u8]>::len).sum();
        let article = if n_cells as u64 > MAX_ARTICLE { Err(too_long("row")) } else { self.article(&row) };
        Some(match article {
            Ok((article, diagnostics)) => {
                let read = self.read.load(Ordering::Relaxed);
                let bytes = read - std::mem::replace(&mut self.told, read);
                Ok(Part::Article(Incoming {
                    name: format!("{}:{line}", self.name),
                    article,
                    diagnostics,
                    bytes,
                }))
            }
            Err(reason) => Err(Error::new(&self.name, reason).at_line(line)),
        })
    }
}

/// A reader that stops where one row takes too much.
struct Bounded {
    source: Source,
    left: Arc<AtomicU64>,
    read: Arc<AtomicU64>,
}

impl Read for Bounded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(out)?;
        self.read.fetch_add(self.source.progress(), Ordering::Relaxed);
        let left = self.left.load(Ordering::Relaxed);
        if (n as u64) > left {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.left.store(left - n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &[u8], columns: Columns) -> Vec<Result<Incoming, String>> {
        let source = Source::new(io::Cursor::new(table.to_vec())).unwrap();
        Table::new("t.csv".to_owned(), source, columns)
            .unwrap()
            .map(|part| match part {
                Ok(Part::Article(incoming)) => Ok(incoming),
                Ok(Part::Page(_)) => panic!("a table holds no pages"),
                Err(error) => Err(error.to_string()),
            })
            .collect()
    }

    #[test]
    fn columns_are_found_by_their_names_whatever_parts_them() {
        for table in [
            "\u{feff}ID,Headline,Body,Date,Outlet\n7,Talks fail,\"The envoy, who\nleft, said no.\",2025-03-04,Example Wire\n",
            "id;headline;body;date;outlet\r\n7;Talks fail;\"The envoy, who\nleft, said no.\";2025-03-04;Example Wire\r\n",
            "id\theadline\tbody\tdate\toutlet\n7\tTalks fail\t\"The envoy, who\nleft, said no.\"\t2025-03-04\tExample Wire",
        ] {
            let rows = rows(table.as_bytes(), Columns::default());
            let incoming = rows[0].as_ref().unwrap();
            let article = &incoming.article;
            assert_eq!((rows.len(), incoming.name.as_str()), (1, "t.csv:2"));
            assert_eq!(article.text, "The envoy, who\nleft, said no.");
            assert_eq!((article.id.as_deref(), article.title.as_deref()), (Some("7"), Some("Talks fail")));
            assert_eq!(article.published.map(|day| day.to_string()).as_deref(), Some("2025-03-04"));
            assert_eq!(article.source.as_deref(), Some("Example Wire"));
        }
    }

    #[test]
    fn a_column_that_is_not_there_is_named_with_those_that_are() {
        let table = b"id,notes\n1,The envoy left.\n";
        let said = |columns| rows(table, columns).remove(0).unwrap_err();
        assert_eq!(
            said(Columns::default()),
            "t.csv: the table has no column for the text (say which: --text-column NAME); its columns are: id, notes"
        );
        assert_eq!(
            said(Columns::default().with("text", "story")),
            "t.csv: the table has no column `story`; its columns are: id, notes"
        );
        let rows = rows(table, Columns::default().with("text", "Notes"));
        assert_eq!(rows[0].as_ref().unwrap().article.text, "The envoy left.");
    }

    #[test]
    fn bad_rows_are_numbered_and_the_rest_is_read() {
        let rows = rows(
            b"text,date\nOne.,2025-03-04\n,2025-03-05\nThree.\nFour.,soon,more\nCaf\xe9.,\n",
            Columns::default(),
        );
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[1].as_ref().unwrap_err(), "t.csv:3: the row has no text");
        assert_eq!(rows[3].as_ref().unwrap().diagnostics[0].code, "bad-date");
        assert_eq!(rows[4].as_ref().unwrap().article.text, "Café.");
    }

    #[test]
    fn a_quotation_mark_that_never_closes_does_not_fill_the_memory() {
        let endless = io::Cursor::new(b"text,id\n\"".to_vec()).chain(io::repeat(b'x').take(200 << 20));
        let mut table =
            Table::new("t.csv".to_owned(), Source::new(endless).unwrap(), Columns::default()).unwrap();
        let error = table.next().unwrap().err().unwrap().to_string();
        assert!(error.contains("longer than 32 MB"), "{error}");
        assert!(table.next().is_none());
    }
}
