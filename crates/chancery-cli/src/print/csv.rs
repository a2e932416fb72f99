//! One table as comma-separated values (RFC 4180, with a heading; lines end in a line feed).

use super::Printer;
use chancery::{Cell, ReadArticle, Table};
use std::io::{self, Write};

pub(crate) struct Csv {
    pub(crate) table: Table,
}

impl Printer for Csv {
    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.table.columns().join(","))
    }

    fn print(&mut self, out: &mut dyn Write, read: &ReadArticle) -> io::Result<()> {
        for row in self.table.rows(&read.reading.record) {
            for (n, cell) in row.iter().enumerate() {
                if n > 0 {
                    out.write_all(b",")?;
                }
                match cell {
                    Cell::Null => {}
                    Cell::Integer(number) => write!(out, "{number}")?,
                    Cell::Real(number) => write!(out, "{number}")?,
                    Cell::Text(text) if text.contains(['"', ',', '\n', '\r']) => {
                        write!(out, "\"{}\"", text.replace('"', "\"\""))?;
                    }
                    Cell::Text(text) => out.write_all(text.as_bytes())?,
                }
            }
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
