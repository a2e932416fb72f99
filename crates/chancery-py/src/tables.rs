//! What a batch gives: the tables of records as Arrow, with bad rows among the diagnostics.

use arrow_array::RecordBatch;
use chancery::{Cell, Outcome, Record, Table};
use chancery_export::{Error, TableBuilder, arrow_schema};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;

/// A batch of rows ends at about so many bytes: Arrow's text columns hold 2 GiB at most.
const PORTION: usize = 64 << 20;

/// Gathers tables from what became of each article.
pub(crate) struct Gathered {
    tables: Vec<(Table, TableBuilder, Vec<RecordBatch>)>,
}

impl Gathered {
    /// No rows yet, of these tables.
    pub(crate) fn new(tables: &[Table]) -> Gathered {
        let tables = tables.iter().map(|&table| (table, TableBuilder::new(table), Vec::new())).collect();
        Gathered { tables }
    }

    pub(crate) fn push(&mut self, outcome: &Outcome) -> Result<(), Error> {
        match outcome {
            Outcome::Read(read) => self.push_record(&read.reading.record),
            Outcome::Problem { message } => {
                let text = |text: &str| Cell::Text(text.to_owned());
                let row =
                    [Cell::Null, text("error"), text("not-read"), text(message), Cell::Null, Cell::Null];
                for (table, builder, _) in &mut self.tables {
                    if *table == Table::Diagnostics {
                        builder.push_row(&row);
                    }
                }
                Ok(())
            }
        }
    }

    pub(crate) fn push_record(&mut self, record: &Record) -> Result<(), Error> {
        for (_, builder, batches) in &mut self.tables {
            builder.push(record);
            if builder.n_bytes() >= PORTION {
                batches.push(builder.finish()?);
            }
        }
        Ok(())
    }

    /// The tables with their names.
    pub(crate) fn finish(self) -> PyResult<Vec<(&'static str, PyTable)>> {
        let mut finished = Vec::new();
        for (table, mut builder, mut batches) in self.tables {
            if builder.n_rows() > 0 {
                batches.push(builder.finish().map_err(failed)?);
            }
            finished.push((table.name(), PyTable::try_new(batches, arrow_schema(table))?));
        }
        Ok(finished)
    }
}

pub(crate) fn failed(error: Error) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}
