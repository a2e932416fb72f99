//! What a page answers with: a page, or its twin as JSON, CSV or Atom.

use chancery_export::{Separator, write_csv_row};
use chancery_record::Cell;
use chancery_store::Flat;
use maud::Markup;
use serde_json::Value;

/// The forms that an answer comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A page for people.
    Html,
    /// JSON.
    Json,
    /// Comma-separated values.
    Csv,
    /// An Atom feed.
    Atom,
}

impl Form {
    /// Every form.
    pub(crate) const ALL: [Form; 4] = [Form::Html, Form::Json, Form::Csv, Form::Atom];

    /// What the path ends in.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Json => "json",
            Form::Csv => "csv",
            Form::Atom => "atom",
        }
    }

    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Form::Html => "text/html; charset=utf-8",
            Form::Json => "application/json",
            Form::Csv => "text/csv; charset=utf-8; header=present",
            Form::Atom => "application/atom+xml",
        }
    }

    /// What goes before a form's ending, and the form, if there is one.
    pub(crate) fn split(path: &str) -> (&str, Option<Form>) {
        let parts = path.rsplit_once('.');
        let form = parts.and_then(|(_, end)| Form::ALL.into_iter().find(|form| form.ending() == end));
        match (parts, form) {
            (Some((before, _)), Some(form)) if !before.is_empty() => (before, Some(form)),
            _ => (path, None),
        }
    }
}

/// An answer in the form that was asked for.
pub(crate) enum Answer {
    /// A page: its title, and what stands below it.
    Page(String, Markup),
    Json(Value),
    Csv(String),
    Atom(String),
    /// Look there.
    See(String),
}

/// Rows as CSV, with a heading.
pub(crate) fn csv<T: Flat>(rows: &[T]) -> Answer {
    csv_of(&T::names(), rows.iter().map(Flat::values))
}

/// Any rows as CSV.
pub(crate) fn csv_of(names: &[&str], rows: impl Iterator<Item = Vec<Cell>>) -> Answer {
    let mut out = format!("{}\n", names.join(",")).into_bytes();
    for row in rows {
        // A vector takes everything.
        let _ = write_csv_row(&mut out, &row, Separator::Comma);
    }
    Answer::Csv(String::from_utf8(out).unwrap_or_default())
}

/// Rows as JSON.
pub(crate) fn objects<T: Flat>(rows: &[T]) -> Value {
    rows.iter().map(|row| Value::Object(row.object())).collect()
}
