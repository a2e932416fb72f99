//! What a batch gives: the tables of records as Arrow, with bad rows among the diagnostics.

use arrow_array::RecordBatch;
use chancery::{Cell, Outcome, Record, Table};
use chancery_export::{Error, TableBuilder};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;

/// A batch of rows ends at about so many bytes: Arrow's text columns hold 2 GiB at most.
const PORTION: usize = 64 << 20;

/// The rows of one table, in portions.
pub(crate) struct Portions {
    builder: TableBuilder,
    batches: Vec<RecordBatch>,
}

impl Portions {
    pub(crate) fn new(builder: TableBuilder) -> Portions {
        Portions { builder, batches: Vec::new() }
    }

    pub(crate) fn push(&mut self, row: &[Cell]) -> Result<(), Error> {
        self.builder.push_row(row);
        if self.builder.n_bytes() >= PORTION {
            self.batches.push(self.builder.finish()?);
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> PyResult<PyTable> {
        let schema = self.builder.schema();
        if self.builder.n_rows() > 0 {
            self.batches.push(self.builder.finish().map_err(failed)?);
        }
        PyTable::try_new(self.batches, schema)
    }
}

/// Gathers tables from what became of each article.
pub(crate) struct Gathered {
    tables: Vec<(Table, Portions)>,
}

impl Gathered {
    /// No rows yet, of these tables.
    pub(crate) fn new(tables: &[Table]) -> Gathered {
        let empty = |&table: &Table| (table, Portions::new(TableBuilder::new(table.columns())));
        Gathered { tables: tables.iter().map(empty).collect() }
    }

    pub(crate) fn push(&mut self, outcome: &Outcome) -> Result<(), Error> {
        match outcome {
            Outcome::Read(read) => self.push_record(&read.reading.record, &read.article.text),
            Outcome::Problem { message } => {
                let text = |text: &str| Cell::Text(text.to_owned());
                let row =
                    [Cell::Null, text("error"), text("not-read"), text(message), Cell::Null, Cell::Null];
                let mut remarks = self.tables.iter_mut().filter(|(table, _)| *table == Table::Diagnostics);
                remarks.try_for_each(|(_, rows)| rows.push(&row))
            }
        }
    }

    pub(crate) fn push_record(&mut self, record: &Record, text: &str) -> Result<(), Error> {
        for (table, rows) in &mut self.tables {
            table.rows(record, text).iter().try_for_each(|row| rows.push(row))?;
        }
        Ok(())
    }

    /// The tables with their names.
    pub(crate) fn finish(self) -> PyResult<Vec<(&'static str, PyTable)>> {
        self.tables.into_iter().map(|(table, rows)| Ok((table.name(), rows.finish()?))).collect()
    }
}

pub(crate) fn failed(error: Error) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}
