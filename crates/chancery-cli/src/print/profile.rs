//! Records in the shapes of other tools: event data, and annotations as JSON Lines.

use super::Printer;
use chancery::ReadArticle;
use chancery_export::{Profile, annotations};
use std::io::{self, Write};

/// Events as rows of a profile.
pub(crate) struct Rows(pub(crate) Profile);

impl Printer for Rows {
    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.0.write_heading(out)
    }

    fn print(&mut self, out: &mut dyn Write, read: &ReadArticle) -> io::Result<()> {
        self.0.write(out, &read.reading.record)
    }
}

/// Every entry as a W3C Web Annotation.
pub(crate) struct Annotations;

impl Printer for Annotations {
    fn print(&mut self, out: &mut dyn Write, read: &ReadArticle) -> io::Result<()> {
        for annotation in annotations(&read.article, &read.reading.record) {
            writeln!(out, "{annotation}")?;
        }
        Ok(())
    }
}
