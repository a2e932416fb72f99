//! The functions of `chancery._native`.

use crate::archive::PyArchive;
use crate::basis::{Given, PyIssues, PyLexicon, PyWorld};
use crate::columns::ArrowRows;
use crate::rows::{FIELDS, Failure, PyRows, incoming};
use crate::tables::{Gathered, failed};
use chancery::{Article, Basis, ColumnKind, ExplainedRecord, Outcome, ReadArticle, Record, Remark, Table};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;

type Fields = [Option<String>; FIELDS.len()];

/// One article as its record with explanations, as JSON.
#[pyfunction]
fn read(py: Python<'_>, fields: Fields, given: Given) -> PyResult<String> {
    let article = incoming("the article", fields).map_err(PyValueError::new_err)?;
    py.detach(|| {
        // One thread of the batch reader has the room on its stack that the deepest sentences need.
        match chancery::read_batch([Ok::<_, String>(article)], given.basis(), 1).next() {
            Some(Outcome::Read(read)) => to_json(&explained(*read)),
            Some(Outcome::Problem { message }) => Err(PyRuntimeError::new_err(message)),
            None => Err(PyRuntimeError::new_err("the article was lost (a bug; please report it)")),
        }
    })
}

/// Many articles of an iterator, as the tables of these names.
#[pyfunction]
fn read_rows(
    py: Python<'_>,
    rows: Py<PyAny>,
    tables: Vec<String>,
    threads: usize,
    given: Given,
) -> PyResult<Vec<(&'static str, PyTable)>> {
    let tables = tables_of(&tables)?;
    let failure = Failure::default();
    let rows = PyRows::new(rows, failure.clone());
    let gathered = py.detach(|| gather(rows, &tables, given.basis(), threads));
    let error = failure.lock().ok().and_then(|mut failure| failure.take());
    match error {
        Some(error) => Err(error),
        None => gathered?.finish(),
    }
}

/// Many articles of an Arrow table or stream, as the tables of these names.
#[pyfunction]
fn read_arrow(
    py: Python<'_>,
    data: AnyRecordBatch,
    columns: Fields,
    tables: Vec<String>,
    threads: usize,
    given: Given,
) -> PyResult<Vec<(&'static str, PyTable)>> {
    let tables = tables_of(&tables)?;
    let rows = ArrowRows::new(data.into_reader()?, &columns).map_err(PyValueError::new_err)?;
    py.detach(|| gather(rows, &tables, given.basis(), threads))?.finish()
}

fn gather(
    rows: impl Iterator<Item = Result<chancery::ingest::Incoming, String>>,
    tables: &[Table],
    basis: Basis<'_>,
    threads: usize,
) -> PyResult<Gathered> {
    let mut gathered = Gathered::new(tables);
    for (n, outcome) in chancery::read_batch(rows, basis, threads).enumerate() {
        gathered.push(&outcome).map_err(failed)?;
        if n % 64 == 0 {
            Python::attach(|py| py.check_signals())?;
        }
    }
    Ok(gathered)
}

/// The rows of one table from records as JSON, each with its text.
#[pyfunction]
fn flatten(py: Python<'_>, records: Vec<(String, String)>, table: &str) -> PyResult<PyTable> {
    let table = table_of(table)?;
    let gathered = py.detach(|| {
        let mut gathered = Gathered::new(&[table]);
        for (json, text) in &records {
            gathered.push_record(&record_of(json)?, text).map_err(failed)?;
        }
        Ok::<_, PyErr>(gathered)
    })?;
    let mut tables = gathered.finish()?;
    tables.pop().map(|(_, table)| table).ok_or_else(|| PyRuntimeError::new_err("no table"))
}

/// The names of the tables.
#[pyfunction]
fn tables() -> Vec<&'static str> {
    Table::ALL.iter().map(|table| table.name()).collect()
}

/// The columns of a table, each with the kind of its cells: `text`, `integer`, `real` or `day`.
#[pyfunction]
fn columns(table: &str) -> PyResult<Vec<(&'static str, &'static str)>> {
    let kind = |name: &&'static str| {
        let kind = match ColumnKind::of(name) {
            ColumnKind::Text => "text",
            ColumnKind::Integer => "integer",
            ColumnKind::Real => "real",
            ColumnKind::Day => "day",
        };
        (*name, kind)
    };
    Ok(table_of(table)?.columns().iter().map(kind).collect())
}

/// A record's entries as W3C Web Annotations, as JSON.
#[pyfunction]
fn annotations(text: String, record: &str) -> PyResult<String> {
    let record = record_of(record)?;
    let article = Article { url: record.article.url.clone(), ..Article::new(text) };
    to_json(&chancery_export::annotations(&article, &record))
}

/// The meanings of a term: its full name, what kind of term it is, and its definition.
#[pyfunction]
fn explain(term: &str) -> Vec<(String, String, String)> {
    let meanings = chancery::explain(term).into_iter();
    meanings.map(|meaning| (meaning.term, meaning.kind, meaning.definition)).collect()
}

fn explained(read: ReadArticle) -> ExplainedRecord {
    let explanations = read.reading.explanations.into_iter();
    let remarks = explanations.map(|why| Remark { about: why.about, text: why.text }).collect();
    ExplainedRecord { record: read.reading.record, explanations: remarks }
}

pub(crate) fn to_json(value: &impl serde::Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

fn record_of(json: &str) -> PyResult<Record> {
    serde_json::from_str(json).map_err(|error| PyValueError::new_err(format!("this is no record: {error}")))
}

fn tables_of(names: &[String]) -> PyResult<Vec<Table>> {
    names.iter().map(|name| table_of(name)).collect()
}

fn table_of(name: &str) -> PyResult<Table> {
    Table::ALL.iter().copied().find(|table| table.name() == name).ok_or_else(|| {
        let names: Vec<&str> = Table::ALL.iter().map(|table| table.name()).collect();
        PyValueError::new_err(format!("there is no table {name:?}; the tables are {}", names.join(", ")))
    })
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("FIELDS", FIELDS)?;
    module.add_class::<PyArchive>()?;
    module.add_class::<PyWorld>()?;
    module.add_class::<PyLexicon>()?;
    module.add_class::<PyIssues>()?;
    module.add_function(wrap_pyfunction!(read, module)?)?;
    module.add_function(wrap_pyfunction!(read_rows, module)?)?;
    module.add_function(wrap_pyfunction!(read_arrow, module)?)?;
    module.add_function(wrap_pyfunction!(flatten, module)?)?;
    module.add_function(wrap_pyfunction!(tables, module)?)?;
    module.add_function(wrap_pyfunction!(columns, module)?)?;
    module.add_function(wrap_pyfunction!(annotations, module)?)?;
    module.add_function(wrap_pyfunction!(explain, module)?)?;
    Ok(())
}
