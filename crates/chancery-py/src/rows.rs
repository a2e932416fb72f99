//! Articles from a Python iterator: each item is a tuple of what is known, made ready by `chancery._articles`.

use chancery::ingest::Incoming;
use chancery::text::{Diagnostic, Severity};
use chancery::{Article, parse_day};
use pyo3::prelude::*;
use std::sync::{Arc, Mutex};

/// What is known of one article, each as text, in the order of [`FIELDS`]; or else why it is none.
#[derive(FromPyObject)]
enum Row {
    Problem(String),
    Fields([Option<String>; FIELDS.len()]),
}

/// The fields of an article.
pub(crate) const FIELDS: [&str; 7] = ["text", "id", "published", "title", "source", "url", "language"];

/// An exception of the iterator, kept until the batch is done.
pub(crate) type Failure = Arc<Mutex<Option<PyErr>>>;

/// The articles of a Python iterator, taken one by one with the interpreter's lock.
pub(crate) struct PyRows {
    iterator: Py<PyAny>,
    n: usize,
    failure: Failure,
}

impl PyRows {
    pub(crate) fn new(iterator: Py<PyAny>, failure: Failure) -> PyRows {
        PyRows { iterator, n: 0, failure }
    }
}

impl Iterator for PyRows {
    type Item = Result<Incoming, String>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = Python::attach(|py| -> PyResult<Option<Row>> {
            py.check_signals()?;
            let iterator = self.iterator.bind(py).cast::<pyo3::types::PyIterator>()?;
            iterator.clone().next().transpose()?.map(|item| item.extract()).transpose()
        });
        self.n += 1;
        let name = format!("row {}", self.n);
        match next {
            Ok(None) => None,
            Ok(Some(Row::Fields(fields))) => Some(incoming(&name, fields)),
            Ok(Some(Row::Problem(reason))) => Some(Err(format!("{name}: {reason}"))),
            Err(error) => {
                if let Ok(mut failure) = self.failure.lock() {
                    failure.get_or_insert(error);
                }
                None
            }
        }
    }
}

/// An article of these fields.
pub(crate) fn incoming(name: &str, fields: [Option<String>; FIELDS.len()]) -> Result<Incoming, String> {
    let [text, id, published, title, source, url, language] = fields;
    let Some(text) = text else { return Err(format!("{name}: its text is null")) };
    let mut diagnostics = Vec::new();
    let day = published.filter(|day| !day.trim().is_empty()).and_then(|day| {
        let parsed = parse_day(&day);
        if parsed.is_none() {
            let message = format!("`published` is {day:?}, no date like 2025-03-04; it was left out");
            diagnostics.push(Diagnostic::new(Severity::Warning, "bad-date", message));
        }
        parsed
    });
    let bytes = text.len() as u64;
    let article = Article { id, text, title, published: day, source, url, language, ..Article::default() };
    Ok(Incoming { name: name.to_owned(), article, diagnostics, bytes })
}
