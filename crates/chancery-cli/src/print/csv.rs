//! One table as comma-separated values, with a heading.

use super::Printer;
use chancery::{ReadArticle, Table};
use chancery_export::{Separator, write_csv_row};
use std::io::{self, Write};

pub(crate) struct Csv {
    pub(crate) table: Table,
}

impl Printer for Csv {
    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.table.columns().join(","))
    }

    fn print(&mut self, out: &mut dyn Write, read: &ReadArticle) -> io::Result<()> {
        let rows = self.table.rows(&read.reading.record, &read.article.text);
        rows.iter().try_for_each(|row| write_csv_row(out, row, Separator::Comma))
    }
}
