//! Tables as Arrow record batches: text as UTF-8, numbers as 64 bits, days as `Date32`. Every column may hold nulls.

use crate::Error;
use arrow_array::builder::{ArrayBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use chancery_record::{Cell, ColumnKind, Table, parse_day};
use jiff::civil::{Date, date};
use std::sync::Arc;

/// Arrow counts days from here.
const EPOCH: Date = date(1970, 1, 1);

/// The columns of a table as Arrow knows them.
pub fn arrow_schema(table: Table) -> SchemaRef {
    schema_of(&kinds(table.columns()))
}

fn schema_of(columns: &[(&str, ColumnKind)]) -> SchemaRef {
    let field = |(name, kind): &(&str, ColumnKind)| {
        let kind = match kind {
            ColumnKind::Text => DataType::Utf8,
            ColumnKind::Integer => DataType::Int64,
            ColumnKind::Real => DataType::Float64,
            ColumnKind::Day => DataType::Date32,
        };
        Field::new(*name, kind, true)
    };
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

fn kinds<'a>(names: &[&'a str]) -> Vec<(&'a str, ColumnKind)> {
    names.iter().map(|name| (*name, ColumnKind::of(name))).collect()
}

/// Gathers the rows of one table.
#[derive(Debug)]
pub struct TableBuilder {
    schema: SchemaRef,
    columns: Vec<Column>,
    n_rows: usize,
    n_bytes: usize,
}

#[derive(Debug)]
enum Column {
    Text(StringBuilder),
    Integer(Int64Builder),
    Real(Float64Builder),
    Day(Date32Builder),
}

impl TableBuilder {
    /// No rows yet, of these columns, whose names tell their kinds: those of a [`Table`] or of an archive's answer.
    pub fn new(columns: &[&str]) -> TableBuilder {
        TableBuilder::of_kinds(&kinds(columns))
    }

    /// No rows yet, of columns of these kinds.
    pub fn of_kinds(columns: &[(&str, ColumnKind)]) -> TableBuilder {
        let builder = |(_, kind): &(&str, ColumnKind)| match kind {
            ColumnKind::Text => Column::Text(StringBuilder::new()),
            ColumnKind::Integer => Column::Integer(Int64Builder::new()),
            ColumnKind::Real => Column::Real(Float64Builder::new()),
            ColumnKind::Day => Column::Day(Date32Builder::new()),
        };
        let (schema, columns) = (schema_of(columns), columns.iter().map(builder).collect());
        TableBuilder { schema, columns, n_rows: 0, n_bytes: 0 }
    }

    /// What the columns hold.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// Adds one row. A cell of another kind than its column's becomes null.
    pub fn push_row(&mut self, row: &[Cell]) {
        for (n, column) in self.columns.iter_mut().enumerate() {
            self.n_bytes += column.push(row.get(n).unwrap_or(&Cell::Null));
        }
        self.n_rows += 1;
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// About how much memory they take.
    pub fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    /// The rows as a batch; none are left.
    pub fn finish(&mut self) -> Result<RecordBatch, Error> {
        let arrays = self.columns.iter_mut().map(Column::finish).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(self.n_rows));
        (self.n_rows, self.n_bytes) = (0, 0);
        Ok(RecordBatch::try_new_with_options(self.schema(), arrays, &options)?)
    }
}

impl Column {
    /// Adds a cell and says how many bytes it takes.
    fn push(&mut self, cell: &Cell) -> usize {
        match (self, cell) {
            (Column::Text(builder), Cell::Text(text)) => {
                builder.append_value(text);
                return text.len() + 4;
            }
            (Column::Text(builder), _) => builder.append_null(),
            (Column::Integer(builder), Cell::Integer(number)) => builder.append_value(*number),
            (Column::Integer(builder), _) => builder.append_null(),
            (Column::Real(builder), Cell::Real(number)) => builder.append_value(*number),
            (Column::Real(builder), _) => builder.append_null(),
            (Column::Day(builder), Cell::Text(day)) => builder.append_option(days_since_epoch(day)),
            (Column::Day(builder), _) => builder.append_null(),
        }
        8
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Column::Text(builder) => ArrayBuilder::finish(builder),
            Column::Integer(builder) => ArrayBuilder::finish(builder),
            Column::Real(builder) => ArrayBuilder::finish(builder),
            Column::Day(builder) => ArrayBuilder::finish(builder),
        }
    }
}

fn days_since_epoch(day: &str) -> Option<i32> {
    Some(EPOCH.until(parse_day(day)?).ok()?.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (day, number) in
            [("1970-01-01", 0), ("1969-12-31", -1), ("2025-03-04", 20_151), ("0001-01-01", -719_162)]
        {
            assert_eq!(days_since_epoch(day), Some(number), "{day}");
        }
        assert_eq!(days_since_epoch("last May"), None);
    }

    #[test]
    fn a_cell_of_another_kind_becomes_null_and_a_short_row_is_filled() {
        let mut builder = TableBuilder::new(Table::Times.columns());
        builder.push_row(&[Cell::Integer(3), Cell::Text("x".to_owned())]);
        let batch = builder.finish().unwrap();
        assert_eq!((batch.num_rows(), batch.num_columns()), (1, Table::Times.columns().len()));
        assert!(batch.columns().iter().all(|column| column.is_null(0)));
        assert_eq!(builder.n_rows(), 0);
    }
}
