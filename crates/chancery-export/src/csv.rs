//! Rows as separated values: RFC 4180 with commas, or the bare tabs that GDELT uses. Lines end in a line feed.

use chancery_record::Cell;
use std::io::{self, Write};

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// A comma; cells are quoted where they must be (RFC 4180).
    Comma,
    /// A tab; nothing is ever quoted, and tabs and line ends within a cell become spaces.
    Tab,
}

/// Writes one row.
///
/// ```
/// use chancery_export::{Separator, write_csv_row};
/// use chancery_record::Cell;
///
/// let row = [Cell::Text("Roe, Rufus".to_owned()), Cell::Null, Cell::Real(-2.5)];
/// let mut line = Vec::new();
/// write_csv_row(&mut line, &row, Separator::Comma)?;
/// assert_eq!(line, b"\"Roe, Rufus\",,-2.5\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write_csv_row(out: &mut dyn Write, cells: &[Cell], separator: Separator) -> io::Result<()> {
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            out.write_all(if separator == Separator::Comma { b"," } else { b"\t" })?;
        }
        match cell {
            Cell::Null => {}
            Cell::Integer(number) => write!(out, "{number}")?,
            Cell::Real(number) => write!(out, "{number}")?,
            Cell::Text(text) => match separator {
                Separator::Comma if text.contains(['"', ',', '\n', '\r']) => {
                    write!(out, "\"{}\"", text.replace('"', "\"\""))?;
                }
                Separator::Tab if text.contains(['\t', '\n', '\r']) => {
                    out.write_all(text.replace(['\t', '\n', '\r'], " ").as_bytes())?;
                }
                Separator::Comma | Separator::Tab => out.write_all(text.as_bytes())?,
            },
        }
    }
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_with_commas_and_kept_on_one_line_with_tabs() {
        let row = [Cell::Text("a\tb\n\"c\"".to_owned()), Cell::Integer(7), Cell::Null];
        let written = |separator| {
            let mut line = Vec::new();
            write_csv_row(&mut line, &row, separator).unwrap();
            String::from_utf8(line).unwrap()
        };
        assert_eq!(written(Separator::Comma), "\"a\tb\n\"\"c\"\"\",7,\n");
        assert_eq!(written(Separator::Tab), "a b \"c\"\t7\t\n");
    }
}
