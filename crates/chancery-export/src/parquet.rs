//! Tables as Parquet files, compressed with zstd: one file of one table, or a folder of all tables cut by month.

use crate::{Error, TableBuilder, arrow_schema};
use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use arrow_array::RecordBatch;
use chancery_record::{Record, SCHEMA, Table};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Rows are handed to a file's writer in portions of about so many bytes.
const PORTION: usize = 16 << 20;
/// A folder's rows are written when they take about so much memory.
const HELD: usize = 128 << 20;
/// What Hive, Spark, DuckDB and Arrow take for null in the name of a folder.
const NO_VALUE: &str = "__HIVE_DEFAULT_PARTITION__";

/// One table in one file. It appears under its name when it is whole.
pub struct ParquetFile {
    path: PathBuf,
    unfinished: PathBuf,
    table: Table,
    builder: TableBuilder,
    writer: ArrowWriter<File>,
}

impl ParquetFile {
    /// Begins a file.
    pub fn create(path: &Path, table: Table) -> Result<ParquetFile, Error> {
        let mut name = path.file_name().unwrap_or_default().to_os_string();
        name.push(".unfinished");
        let unfinished = path.with_file_name(name);
        let failed = |error| Error::Io { path: path.to_owned(), error };
        let file = File::create(&unfinished).map_err(failed)?;
        let writer = ArrowWriter::try_new(file, arrow_schema(table), Some(properties()))
            .map_err(|error| Error::Parquet { path: path.to_owned(), error })?;
        let builder = TableBuilder::new(table.columns());
        Ok(ParquetFile { path: path.to_owned(), unfinished, table, builder, writer })
    }

    /// Adds the rows of a record and the text that it was read from.
    pub fn push(&mut self, record: &Record, text: &str) -> Result<(), Error> {
        self.table.rows(record, text).iter().for_each(|row| self.builder.push_row(row));
        if self.builder.n_bytes() >= PORTION { self.write_portion() } else { Ok(()) }
    }

    /// Ends the file and gives it its name.
    pub fn finish(mut self) -> Result<(), Error> {
        self.write_portion()?;
        let ParquetFile { path, unfinished, writer, .. } = self;
        let file = writer.into_inner().map_err(|error| Error::Parquet { path: path.clone(), error })?;
        drop(file);
        fs::rename(&unfinished, &path).map_err(|error| Error::Io { path, error })
    }

    fn write_portion(&mut self) -> Result<(), Error> {
        let batch = self.builder.finish()?;
        self.write(&batch)
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        self.writer.write(batch).map_err(|error| Error::Parquet { path: self.path.clone(), error })
    }
}

fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(format!("chancery {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(vec![KeyValue::new("schema".to_owned(), SCHEMA.to_owned())]))
        .build()
}

/// All tables under one folder: `events/year=2025/month=03/all-00000.parquet`, by the article's month of publication.
///
/// Several runs may share a folder when each has a name of its own (`shard-3-of-16`); files of an earlier run of the
/// same name are taken away first. Memory stays bounded: what is held is written as one more file for each month.
pub struct ParquetFolder {
    root: PathBuf,
    run: String,
    held: BTreeMap<(Table, Option<(i16, i8)>), TableBuilder>,
    n_bytes: usize,
    n_written: usize,
}

impl ParquetFolder {
    /// Begins a run of this name in a folder, which is made where it is missing.
    pub fn create(root: &Path, run: &str) -> Result<ParquetFolder, Error> {
        fs::create_dir_all(root).map_err(|error| Error::Io { path: root.to_owned(), error })?;
        for table in Table::ALL {
            remove_run(&root.join(table.name()), &format!("{run}-"), 2)?;
        }
        let (root, run) = (root.to_owned(), run.to_owned());
        Ok(ParquetFolder { root, run, held: BTreeMap::new(), n_bytes: 0, n_written: 0 })
    }

    /// Adds the rows of a record and the text that it was read from to all tables.
    pub fn push(&mut self, record: &Record, text: &str) -> Result<(), Error> {
        let month = record.article.published.map(|day| (day.year(), day.month()));
        for &table in Table::ALL {
            let rows = table.rows(record, text);
            if !rows.is_empty() {
                let place = self.held.entry((table, month));
                let builder = place.or_insert_with(|| TableBuilder::new(table.columns()));
                self.n_bytes -= builder.n_bytes();
                rows.iter().for_each(|row| builder.push_row(row));
                self.n_bytes += builder.n_bytes();
            }
        }
        if self.n_bytes >= HELD { self.write_held() } else { Ok(()) }
    }

    /// Writes what is held.
    pub fn finish(mut self) -> Result<(), Error> {
        self.write_held()
    }

    fn write_held(&mut self) -> Result<(), Error> {
        let name = format!("{}-{:05}.parquet", self.run, self.n_written);
        for ((table, month), mut builder) in std::mem::take(&mut self.held) {
            let (year, month) = match month {
                Some((year, month)) => (format!("{year:04}"), format!("{month:02}")),
                None => (NO_VALUE.to_owned(), NO_VALUE.to_owned()),
            };
            let folder =
                self.root.join(table.name()).join(format!("year={year}")).join(format!("month={month}"));
            fs::create_dir_all(&folder).map_err(|error| Error::Io { path: folder.clone(), error })?;
            let mut file = ParquetFile::create(&folder.join(&name), table)?;
            file.write(&builder.finish()?)?;
            file.finish()?;
        }
        self.n_written += 1;
        self.n_bytes = 0;
        Ok(())
    }
}

/// Removes a run's files from `folder` and the folders `depth` levels below it.
fn remove_run(folder: &Path, prefix: &str, depth: usize) -> Result<(), Error> {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if depth > 0 {
                remove_run(&path, prefix, depth - 1)?;
            }
            continue;
        }
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(prefix)?.strip_suffix(".parquet"));
        if number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
            fs::remove_file(&path).map_err(|error| Error::Io { path, error })?;
        }
    }
    Ok(())
}
