//! Parquet files → articles, row by row. Pages are unpacked one after the other, so memory stays in proportion to a page
//! and a row, whatever the file's size. Only the columns that hold fields of an article are read.

use crate::encoding::{Decoded, decode_or_refuse};
use crate::error::{Error, Reason};
use crate::files::{Incoming, Part};
use crate::json;
use crate::lines::too_long;
use crate::source::MAX_ARTICLE;
use crate::table::Columns;
use ::parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::reader::RowIter;
use ::parquet::record::{Field, Row};
use ::parquet::schema::types::Type;
use chancery_record::Article;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// The rows of a Parquet file.
pub(crate) struct Rows {
    name: String,
    /// `None` after the rows cannot be read further.
    rows: Option<RowIter<'static>>,
    /// Which field stands in which column, and what numbers in it are.
    columns: Vec<(&'static str, String, Numbers)>,
    n_rows: u64,
    n_bytes: u64,
    number: u64,
}

/// What the numbers of a column are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Plain,
    /// Nanoseconds since 1970, which rows give as plain numbers.
    Nanoseconds,
}

impl Rows {
    /// Opens the file. It is read from its end, so it must be one.
    pub(crate) fn open(name: String, path: Option<&Path>, asked: &Columns) -> Result<Rows, Error> {
        let fail = |reason: Reason| Error::new(name.clone(), reason);
        let Some(path) = path else {
            return Err(fail(Reason::refused("Parquet is read from its end: save it, and name the file")));
        };
        let file = File::open(path).map_err(|error| fail(error.into()))?;
        let n_bytes = file.metadata().map_err(|error| fail(error.into()))?.len();
        let opened = soundly(|| {
            let reader = SerializedFileReader::new(file)?;
            let about = reader.metadata().file_metadata();
            let (schema, n_rows) = (about.schema_descr().root_schema_ptr(), about.num_rows());
            Ok((reader, schema, n_rows))
        });
        let (reader, schema, n_rows) = opened.map_err(fail)?;
        let heading: Vec<String> = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
        let mut wanted = Vec::new();
        let mut columns = Vec::new();
        for (field, at) in asked.places(&heading).map_err(fail)? {
            let column = &schema.get_fields()[at];
            let is_words = is_value(column) && matches!(column.get_physical_type(), Physical::BYTE_ARRAY);
            if field == "text" && !is_words {
                let what = if is_value(column) {
                    column.get_physical_type().to_string()
                } else {
                    "nested".to_owned()
                };
                let why = format!(
                    "its column `{}` is {what}, no text (say which is: --text-column NAME)",
                    column.name()
                );
                return Err(fail(Reason::refused(why)));
            }
            if is_value(column) {
                wanted.push(Arc::clone(column));
                columns.push((field, column.name().to_owned(), numbers_of(column)));
            }
        }
        let rows = soundly(|| {
            let projection = Type::group_type_builder(schema.name()).with_fields(wanted).build()?;
            RowIter::from_file_into(Box::new(reader)).project(Some(projection))
        });
        let rows = Some(rows.map_err(fail)?);
        Ok(Rows { name, rows, columns, n_rows: u64::try_from(n_rows).unwrap_or(0), n_bytes, number: 0 })
    }

    fn article(&self, row: &Row) -> Result<json::Parsed, Reason> {
        let mut article = Article::default();
        let mut diagnostics = Vec::new();
        let mut fields = Map::new();
        for (field, column, numbers) in &self.columns {
            let Some((_, value)) = row.get_column_iter().find(|(name, _)| *name == column) else { continue };
            let Decoded { text, diagnostics: remarks } = match value {
                Field::Str(text) if text.len() as u64 > MAX_ARTICLE => return Err(too_long("row")),
                Field::Bytes(bytes) if bytes.len() as u64 > MAX_ARTICLE => return Err(too_long("row")),
                Field::Bytes(bytes) => decode_or_refuse(bytes.data().to_vec())?,
                other => Decoded { text: written(other, *numbers), diagnostics: Vec::new() },
            };
            if *field == "text" {
                (article.text, diagnostics) = (text, remarks);
            } else if !text.trim().is_empty() {
                fields.insert((*field).to_owned(), Value::String(text.trim().to_owned()));
            }
        }
        if article.text.trim().is_empty() {
            return Err(Reason::refused("the row has no text"));
        }
        json::heading(&mut article, fields, &mut diagnostics);
        Ok((article, diagnostics))
    }

    /// The file's bytes, shared out among its rows.
    fn bytes_until(&self, number: u64) -> u64 {
        let share = u128::from(self.n_bytes) * u128::from(number) / u128::from(self.n_rows.max(1));
        u64::try_from(share).unwrap_or(0)
    }
}

impl Iterator for Rows {
    type Item = Result<Part, Error>;

    fn next(&mut self) -> Option<Result<Part, Error>> {
        let rows = self.rows.as_mut()?;
        let row = soundly(|| rows.next().transpose());
        let name = format!("{}[{}]", self.name, self.number);
        let row = match row {
            Ok(row) => row?,
            Err(reason) => {
                self.rows = None;
                return Some(Err(Error::new(name, reason)));
            }
        };
        let bytes = self.bytes_until(self.number + 1) - self.bytes_until(self.number);
        self.number += 1;
        Some(match self.article(&row) {
            Ok((article, diagnostics)) => Ok(Part::Article(Incoming { name, article, diagnostics, bytes })),
            Err(reason) => Err(Error::new(name, reason)),
        })
    }
}

/// A damaged file may say anything; the library's answer to some of it is a panic, which ends here.
fn soundly<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, Reason> {
    let damaged = |why: String| Reason::refused(format!("it is damaged or no Parquet file: {why}"));
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(|error| damaged(error.to_string())),
        Err(_) => Err(damaged("what it says of itself does not hold".to_owned())),
    }
}

fn is_value(column: &Type) -> bool {
    column.is_primitive() && column.get_basic_info().repetition() != Repetition::REPEATED
}

fn numbers_of(column: &Type) -> Numbers {
    match column.get_basic_info().logical_type_ref() {
        Some(LogicalType::Timestamp(kind)) if matches!(kind.unit, TimeUnit::NANOS) => Numbers::Nanoseconds,
        _ => Numbers::Plain,
    }
}

/// A value as text; of a moment its day in UTC.
fn written(value: &Field, numbers: Numbers) -> String {
    let day = |moment: Result<Timestamp, jiff::Error>| {
        moment.map_or(String::new(), |moment| moment.to_zoned(TimeZone::UTC).date().to_string())
    };
    match value {
        Field::Str(text) => text.clone(),
        Field::Long(number) if numbers == Numbers::Nanoseconds => {
            day(Timestamp::from_nanosecond(i128::from(*number)))
        }
        Field::TimestampMillis(number) => day(Timestamp::from_millisecond(*number)),
        Field::TimestampMicros(number) => day(Timestamp::from_microsecond(*number)),
        Field::Date(days) => {
            const EPOCH: Date = date(1970, 1, 1);
            let span = 0.days().try_days(i64::from(*days));
            span.and_then(|span| EPOCH.checked_add(span)).map_or(String::new(), |day| day.to_string())
        }
        Field::Byte(_) | Field::Short(_) | Field::Int(_) | Field::Long(_) => value.to_string(),
        Field::UByte(_) | Field::UShort(_) | Field::UInt(_) | Field::ULong(_) => value.to_string(),
        _ => String::new(),
    }
}
