//! An archive as Python asks it: a filter as a dict in, an Arrow table out.

use crate::tables::{Portions, failed};
use chancery::{Act, Cell, ColumnKind, EventType, Quad, Stance, StatementForm, Status, World, parse_day};
use chancery_export::TableBuilder;
use chancery_store::{Archive, Count, Error, Filter, Flat, Page, Period, Sort};
use pyo3::exceptions::{
    PyFileNotFoundError, PyKeyError, PyOSError, PyRuntimeError, PyTimeoutError, PyValueError,
};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

/// So many rows are fetched at a time.
const PAGE: usize = 500;

/// An archive opened for questions.
#[pyclass(frozen, module = "chancery._native", name = "Archive")]
pub(crate) struct PyArchive {
    archive: Mutex<Archive>,
    path: PathBuf,
}

/// What is asked, by the names of the command's options.
#[derive(FromPyObject)]
pub(crate) struct Asked {
    #[pyo3(item)]
    actor: Vec<String>,
    #[pyo3(item)]
    recipient: Vec<String>,
    #[pyo3(item("type"))]
    types: Vec<String>,
    #[pyo3(item)]
    quad: Vec<String>,
    #[pyo3(item)]
    status: Vec<String>,
    #[pyo3(item)]
    act: Vec<String>,
    #[pyo3(item)]
    issue: Vec<String>,
    #[pyo3(item)]
    stance: Vec<String>,
    #[pyo3(item)]
    reported: Option<bool>,
    #[pyo3(item)]
    since: Option<String>,
    #[pyo3(item)]
    until: Option<String>,
    #[pyo3(item)]
    source: Vec<String>,
    #[pyo3(item)]
    text: Option<String>,
    #[pyo3(item)]
    article: Option<String>,
    #[pyo3(item)]
    originals: bool,
    #[pyo3(item)]
    sort: String,
    #[pyo3(item)]
    limit: Option<usize>,
    #[pyo3(item)]
    count: Option<String>,
}

#[pymethods]
impl PyArchive {
    #[new]
    fn new(path: PathBuf) -> PyResult<PyArchive> {
        let archive = Archive::open(&path).map_err(refused)?;
        Ok(PyArchive { archive: Mutex::new(archive), path })
    }

    #[getter]
    fn path(&self) -> PathBuf {
        self.path.clone()
    }

    /// The rows of one kind that are asked for, and whom of those asked for nobody is called.
    fn ask(&self, py: Python<'_>, kind: &str, asked: Asked) -> PyResult<(PyTable, Vec<String>)> {
        let (mut filter, count) = (asked.filter()?, asked.period()?);
        let left = asked.limit.unwrap_or(usize::MAX);
        let (table, unknown) = py.detach(|| {
            let archive = self.lock()?;
            let unknown = match kind {
                "events" | "statements" | "positions" => {
                    resolve_names(&archive, &mut filter).map_err(refused)?
                }
                _ => {
                    filter.actors = filter.actors.iter().map(|who| code_of(who)).collect();
                    Vec::new()
                }
            };
            let table = match (kind, count) {
                ("events", None) => pages(filter, left, |filter| archive.events(filter)),
                ("statements", None) => pages(filter, left, |filter| archive.statements(filter)),
                ("positions", None) => pages(filter, left, |filter| archive.positions(filter)),
                ("actors", None) => pages(filter, left, |filter| archive.parties(filter)),
                ("stories", None) => pages(filter, left, |filter| archive.stories(filter)),
                ("articles", None) => pages(filter, left, |filter| archive.articles(filter)),
                ("events", Some(by)) => counts(archive.count_events(&filter, by), left),
                ("statements", Some(by)) => counts(archive.count_statements(&filter, by), left),
                ("positions", Some(by)) => counts(archive.count_positions(&filter, by), left),
                _ => Err(PyRuntimeError::new_err(format!("there is nothing called {kind} to ask for"))),
            };
            table.map(|table| (table, unknown))
        })?;
        Ok((table.finish()?, unknown))
    }

    /// What a question in SQL gives, with whether there would be more.
    fn sql(
        &self,
        py: Python<'_>,
        sql: &str,
        limit: Option<usize>,
        seconds: f64,
    ) -> PyResult<(PyTable, bool)> {
        let time = Duration::try_from_secs_f64(seconds)
            .map_err(|_| PyValueError::new_err("`seconds` is a number, 0 or more"))?;
        let (table, has_more) = py.detach(|| {
            let answer = self.lock()?.sql(sql, limit.unwrap_or(usize::MAX), time).map_err(refused)?;
            let columns: Vec<(&str, ColumnKind)> = answer
                .columns
                .iter()
                .enumerate()
                .map(|(at, name)| (name.as_str(), kind_of(answer.rows.iter().map(|row| &row[at]))))
                .collect();
            let mut table = Portions::new(TableBuilder::of_kinds(&columns));
            for row in answer.rows {
                let cells = row.into_iter().zip(&columns).map(|(cell, (_, kind))| fitted(cell, *kind));
                table.push(&cells.collect::<Vec<_>>()).map_err(failed)?;
            }
            Ok::<_, PyErr>((table, answer.has_more))
        })?;
        Ok((table.finish()?, has_more))
    }

    /// An article's record as JSON, and its text.
    fn record(&self, py: Python<'_>, id: &str) -> PyResult<(String, String)> {
        py.detach(|| {
            let stored = self.lock()?.article(id).map_err(refused)?;
            let Some(stored) = stored else {
                let path = self.path.display();
                return Err(PyKeyError::new_err(format!("no article in {path} has the id {id:?}")));
            };
            Ok((crate::module::to_json(&stored.record)?, stored.article.text))
        })
    }

    /// How many articles, statements, events, positions and copies there are.
    fn totals(&self, py: Python<'_>) -> PyResult<[usize; 5]> {
        let totals = py.detach(|| self.lock()?.totals().map_err(refused))?;
        Ok([totals.articles, totals.statements, totals.events, totals.positions, totals.copies])
    }
}

impl PyArchive {
    fn lock(&self) -> PyResult<MutexGuard<'_, Archive>> {
        self.archive
            .lock()
            .map_err(|_| PyRuntimeError::new_err("an earlier question failed; open the archive again"))
    }
}

/// `Russia` → `RUS`: a country's name stands for all that is of the country.
fn code_of(who: &str) -> String {
    World::embedded().country_named(who).map_or(who, |country| country.code()).to_owned()
}

/// Countries' names become codes; whom nobody in the archive is called is given back.
fn resolve_names(archive: &Archive, filter: &mut Filter) -> Result<Vec<String>, Error> {
    let mut unknown = Vec::new();
    for who in filter.actors.iter_mut().chain(&mut filter.recipients) {
        let code = code_of(who);
        if !archive.knows(&code)? {
            unknown.push(who.clone());
        }
        *who = code;
    }
    Ok(unknown)
}

fn pages<T: Flat>(
    mut filter: Filter,
    mut left: usize,
    page: impl Fn(&Filter) -> Result<Page<T>, Error>,
) -> PyResult<Portions> {
    let mut table = Portions::new(TableBuilder::new(&T::names()));
    loop {
        filter.limit = left.min(PAGE);
        let Page { rows, next } = page(&filter).map_err(refused)?;
        rows.iter().try_for_each(|row| table.push(&row.values())).map_err(failed)?;
        left -= rows.len();
        match next {
            Some(place) if left > 0 => filter.after = Some(place),
            _ => return Ok(table),
        }
        Python::attach(|py| py.check_signals())?;
    }
}

fn counts(counts: Result<Vec<Count>, Error>, most: usize) -> PyResult<Portions> {
    let mut table = Portions::new(TableBuilder::new(&Count::names()));
    let counts = counts.map_err(refused)?;
    counts.iter().take(most).try_for_each(|count| table.push(&count.values())).map_err(failed)?;
    Ok(table)
}

impl Asked {
    fn filter(&self) -> PyResult<Filter> {
        let forms: &[StatementForm] = match self.reported {
            Some(true) => &[StatementForm::Indirect, StatementForm::Mixed],
            Some(false) => &[StatementForm::Direct],
            None => &[],
        };
        let day = |option: &str, day: &Option<String>| {
            let refuse =
                |day| PyValueError::new_err(format!("`{option}` is {day:?}, no date like 2025-03-04"));
            day.as_deref().map(|day| parse_day(day).ok_or_else(|| refuse(day))).transpose()
        };
        Ok(Filter {
            actors: self.actor.clone(),
            recipients: self.recipient.clone(),
            types: labelled("type", &self.types, EventType::ALL, |one| one.label())?,
            quads: labelled("quad", &self.quad, Quad::ALL, |one| one.label())?,
            statuses: labelled("status", &self.status, Status::ALL, |one| one.label())?,
            forms: forms.to_vec(),
            acts: labelled("act", &self.act, Act::ALL, |one| one.label())?,
            issues: self.issue.clone(),
            stances: labelled("stance", &self.stance, Stance::ALL, |one| one.label())?,
            reported: self.reported,
            since: day("since", &self.since)?,
            until: day("until", &self.until)?,
            sources: self.source.clone(),
            text: self.text.clone(),
            article: self.article.clone(),
            originals: self.originals,
            sort: one_of("sort", &self.sort, &[Sort::Newest, Sort::Oldest], |sort| match sort {
                Sort::Newest => "newest",
                Sort::Oldest => "oldest",
            })?,
            ..Filter::default()
        })
    }

    fn period(&self) -> PyResult<Option<Period>> {
        let all = [Period::Day, Period::Week, Period::Month, Period::Year];
        let label = |period| match period {
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Year => "year",
        };
        self.count.as_deref().map(|word| one_of("count", word, &all, label)).transpose()
    }
}

fn labelled<T: Copy>(
    option: &str,
    words: &[String],
    all: &[T],
    label: impl Fn(T) -> &'static str + Copy,
) -> PyResult<Vec<T>> {
    words.iter().map(|word| one_of(option, word, all, label)).collect()
}

fn one_of<T: Copy>(option: &str, word: &str, all: &[T], label: impl Fn(T) -> &'static str) -> PyResult<T> {
    all.iter().copied().find(|one| label(*one).eq_ignore_ascii_case(word)).ok_or_else(|| {
        let labels: Vec<&str> = all.iter().map(|one| label(*one)).collect();
        PyValueError::new_err(format!("`{option}` is {word:?}; it may be {}", labels.join(", ")))
    })
}

/// The kind that all cells of a column have: text if they differ, or if there are none.
fn kind_of<'a>(cells: impl Iterator<Item = &'a Cell>) -> ColumnKind {
    let mut kind = None;
    for cell in cells {
        let own = match cell {
            Cell::Null => continue,
            Cell::Text(_) => ColumnKind::Text,
            Cell::Integer(_) => ColumnKind::Integer,
            Cell::Real(_) => ColumnKind::Real,
        };
        kind = match kind {
            None => Some(own),
            Some(kind) if kind == own => Some(kind),
            Some(ColumnKind::Integer | ColumnKind::Real) if own != ColumnKind::Text => Some(ColumnKind::Real),
            Some(_) => return ColumnKind::Text,
        };
    }
    kind.unwrap_or(ColumnKind::Text)
}

fn fitted(cell: Cell, kind: ColumnKind) -> Cell {
    match (cell, kind) {
        (Cell::Integer(number), ColumnKind::Real) => Cell::Real(number as f64),
        (Cell::Integer(number), ColumnKind::Text) => Cell::Text(number.to_string()),
        (Cell::Real(number), ColumnKind::Text) => Cell::Text(number.to_string()),
        (cell, _) => cell,
    }
}

fn refused(error: Error) -> PyErr {
    match error {
        Error::Missing(path) => {
            let path = path.display();
            PyFileNotFoundError::new_err(format!(
                "{path}: there is no such archive; `chancery add` makes one"
            ))
        }
        Error::Foreign(path) => {
            PyValueError::new_err(format!("{}: it is no archive of chancery", path.display()))
        }
        Error::TimeLimit => PyTimeoutError::new_err(error.to_string()),
        Error::Newer { .. } | Error::Older { .. } | Error::Sql(_) => PyValueError::new_err(error.to_string()),
        other => PyOSError::new_err(other.to_string()),
    }
}
