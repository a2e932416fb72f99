//! Tables as Parquet files. They are written beside the output stream, to the path that `--output` names.

use super::Printer;
use crate::args::{Shard, TableArg};
use chancery::{ReadArticle, Table};
use chancery_export::{Error, ParquetFile, ParquetFolder};
use std::io::{self, Write};
use std::path::Path;

/// A printer into a file of one table (a name ending in `.parquet`) or a folder of all tables (any other).
pub(crate) fn printer(
    output: Option<&Path>,
    table: Option<TableArg>,
    shard: Option<Shard>,
) -> anyhow::Result<Box<dyn Printer>> {
    let Some(output) = output else {
        anyhow::bail!("Parquet cannot be printed; name a file or a folder: --output events.parquet");
    };
    if output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet")) {
        let table = table.map_or(Table::Events, |table| table.0);
        return Ok(Box::new(OneTable(Some(ParquetFile::create(output, table)?))));
    }
    if table.is_some() {
        anyhow::bail!("--table goes with a file, and a folder has all tables: --output events.parquet");
    }
    let run = shard.map_or("all".to_owned(), |shard| format!("shard-{}-of-{}", shard.part, shard.of));
    Ok(Box::new(AllTables(Some(ParquetFolder::create(output, &run)?))))
}

struct OneTable(Option<ParquetFile>);

impl Printer for OneTable {
    fn print(&mut self, _out: &mut dyn Write, read: &ReadArticle) -> io::Result<()> {
        self.0
            .as_mut()
            .map_or(Ok(()), |file| file.push(&read.reading.record, &read.article.text))
            .map_err(as_io)
    }

    fn close(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        self.0.take().map_or(Ok(()), ParquetFile::finish).map_err(as_io)
    }
}

struct AllTables(Option<ParquetFolder>);

impl Printer for AllTables {
    fn print(&mut self, _out: &mut dyn Write, read: &ReadArticle) -> io::Result<()> {
        self.0
            .as_mut()
            .map_or(Ok(()), |folder| folder.push(&read.reading.record, &read.article.text))
            .map_err(as_io)
    }

    fn close(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        self.0.take().map_or(Ok(()), ParquetFolder::finish).map_err(as_io)
    }
}

fn as_io(error: Error) -> io::Error {
    io::Error::other(error)
}
