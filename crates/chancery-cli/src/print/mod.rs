//! How records look: for people, as lines, as a table, as a page.

pub(crate) mod csv;
pub(crate) mod days;
pub(crate) mod explain;
pub(crate) mod highlight;
pub(crate) mod html;
pub(crate) mod jsonl;
pub(crate) mod layout;
pub(crate) mod paragraph;
pub(crate) mod pretty;
#[cfg(test)]
mod sample;

use chancery::ReadArticle;
use std::io::{self, Write};

/// A form of output: opened, given one article after the other, closed.
pub(crate) trait Printer {
    /// What comes before the first article.
    fn open(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// One article.
    fn print(&mut self, out: &mut dyn Write, read: &ReadArticle) -> io::Result<()>;

    /// What comes after the last.
    fn close(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
