//! Articles from Arrow: a stream of record batches whose columns are named by the caller.

use crate::rows::{FIELDS, incoming};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader};
use arrow_cast::{can_cast_types, cast};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use chancery::ingest::Incoming;

/// The articles of a stream of record batches.
pub(crate) struct ArrowRows {
    reader: Box<dyn RecordBatchReader + Send>,
    columns: [Option<usize>; FIELDS.len()],
    /// The batch at hand, its columns as text, and the next row of it.
    batch: Option<([Option<ArrayRef>; FIELDS.len()], usize, usize)>,
    n: usize,
}

impl ArrowRows {
    /// Articles whose fields stand in the columns of these names.
    ///
    /// A name that is `None` stands for the field's own name, and the column may be missing; the text may not.
    pub(crate) fn new(
        reader: Box<dyn RecordBatchReader + Send>,
        names: &[Option<String>; FIELDS.len()],
    ) -> Result<ArrowRows, String> {
        let schema = reader.schema();
        let mut columns = [None; FIELDS.len()];
        for (n, field) in FIELDS.iter().enumerate() {
            let name = names[n].as_deref().unwrap_or(field);
            columns[n] = column(&schema, name, names[n].is_some() || *field == "text")?;
        }
        Ok(ArrowRows { reader, columns, batch: None, n: 0 })
    }

    fn text_columns(&self, batch: &RecordBatch) -> Result<[Option<ArrayRef>; FIELDS.len()], ArrowError> {
        let mut arrays: [Option<ArrayRef>; FIELDS.len()] = Default::default();
        for (array, at) in arrays.iter_mut().zip(self.columns) {
            *array = at.map(|at| cast(batch.column(at), &DataType::LargeUtf8)).transpose()?;
        }
        Ok(arrays)
    }
}

/// The place of the column, if there is one whose cells can be read as text.
fn column(schema: &SchemaRef, name: &str, is_needed: bool) -> Result<Option<usize>, String> {
    let Some((at, field)) = schema.column_with_name(name) else {
        if !is_needed {
            return Ok(None);
        }
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        return Err(format!("there is no column {name:?}; the columns are {}", names.join(", ")));
    };
    let kind = field.data_type();
    if kind.is_nested() || !can_cast_types(kind, &DataType::LargeUtf8) {
        return Err(format!("the column {name:?} is {kind}; text, numbers or dates are read"));
    }
    Ok(Some(at))
}

impl Iterator for ArrowRows {
    type Item = Result<Incoming, String>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((columns, n_rows, row)) = &mut self.batch
                && *row < *n_rows
            {
                let fields = std::array::from_fn(|n| {
                    let array = columns[n].as_ref()?.as_string::<i64>();
                    (!array.is_null(*row)).then(|| array.value(*row).to_owned())
                });
                *row += 1;
                self.n += 1;
                return Some(incoming(&format!("row {}", self.n), fields));
            }
            let next = self.reader.next()?;
            match next.and_then(|batch| Ok((self.text_columns(&batch)?, batch.num_rows()))) {
                Ok((columns, n_rows)) => self.batch = Some((columns, n_rows, 0)),
                Err(error) => {
                    self.batch = None;
                    return Some(Err(format!("after row {}: a batch cannot be read: {error}", self.n)));
                }
            }
        }
    }
}
