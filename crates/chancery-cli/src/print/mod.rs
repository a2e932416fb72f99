//! How records look: for people, as lines, as a table, as a page.

pub(crate) mod csv;
pub(crate) mod explain;
pub(crate) mod html;
pub(crate) mod jsonl;
pub(crate) mod layout;
pub(crate) mod ledger;
pub(crate) mod paragraph;
pub(crate) mod parquet;
pub(crate) mod pretty;
pub(crate) mod profile;
pub(crate) mod rows;
#[cfg(test)]
mod sample;
pub(crate) mod show;
pub(crate) mod table;

use chancery::ReadArticle;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What is explained, by the entry that it is about.
pub(crate) type Reasons<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// The explanations of an article by entry; none where nobody asks.
pub(crate) fn reasons(read: &ReadArticle, explain: bool) -> Reasons<'_> {
    let mut reasons = Reasons::new();
    for remark in read.reading.explanations.iter().filter(|_| explain) {
        reasons.entry(remark.about.as_str()).or_default().push(&remark.text);
    }
    reasons
}

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
