//! JSON Lines: one record a line.

use super::Printer;
use chancery::{ExplainedRecord, ReadArticle, Remark};
use std::io::{self, Write};

pub(crate) struct JsonLines {
    /// Whether explanations go with each record.
    pub(crate) explain: bool,
}

impl Printer for JsonLines {
    fn print(&mut self, out: &mut dyn Write, read: &ReadArticle) -> io::Result<()> {
        let reading = &read.reading;
        if self.explain {
            let explanations = reading.explanations.iter();
            let remark =
                |why: &chancery::Explanation| Remark { about: why.about.clone(), text: why.text.clone() };
            let record = reading.record.clone();
            serde_json::to_writer(
                &mut *out,
                &ExplainedRecord { record, explanations: explanations.map(remark).collect() },
            )?;
        } else {
            serde_json::to_writer(&mut *out, &reading.record)?;
        }
        out.write_all(b"\n")
    }
}
