//! Rows in columns that fit the terminal: a heading, cells wrapped or cut, and below a row, if it has one, its words.

use super::layout::{DIM, HEADING, Line, PLAIN, run, wrap, write_columns, write_line};
use std::io::{self, Write};

/// How a column is set.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    pub(crate) head: &'static str,
    /// Columns of the terminal; 0 shares what is left.
    pub(crate) width: usize,
}

/// The widths of columns within a terminal.
pub(crate) fn widths(columns: &[Column], total: usize) -> Vec<usize> {
    let gaps = columns.len().saturating_sub(1) * 2;
    let fixed: usize = columns.iter().map(|column| column.width).sum();
    let n_open = columns.iter().filter(|column| column.width == 0).count().max(1);
    let open = (total.saturating_sub(fixed + gaps) / n_open).max(12);
    columns.iter().map(|column| if column.width == 0 { open } else { column.width }).collect()
}

pub(crate) fn print_heading(out: &mut dyn Write, columns: &[Column], total: usize) -> io::Result<()> {
    let heads: Vec<Vec<Line>> = columns.iter().map(|column| vec![vec![run(HEADING, column.head)]]).collect();
    print_lines(out, &heads, &widths(columns, total))
}

/// One row; `words` stand below it, from the second column on, and `note` after them.
pub(crate) fn print_row(
    out: &mut dyn Write,
    columns: &[Column],
    total: usize,
    cells: &[Line],
    words: &str,
    note: &str,
) -> io::Result<()> {
    let widths = widths(columns, total);
    let cells: Vec<Vec<Line>> =
        cells.iter().zip(&widths).map(|(cell, width)| wrap(cell, *width, 3)).collect();
    print_lines(out, &cells, &widths)?;
    let indent = widths.first().map_or(0, |width| width + 2);
    let mut runs = vec![run(PLAIN, words)];
    if !note.is_empty() {
        runs.push(run(DIM, format!(" ({note})")));
    }
    for line in wrap(&runs, total.saturating_sub(indent).max(20), 4) {
        if !line.is_empty() {
            write!(out, "{:indent$}", "")?;
            write_line(out, &line, 0)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn print_lines(out: &mut dyn Write, cells: &[Vec<Line>], widths: &[usize]) -> io::Result<()> {
    let columns: Vec<(usize, &[Line])> =
        cells.iter().zip(widths).map(|(cell, width)| (width + 2, cell.as_slice())).collect();
    write_columns(out, &columns)
}
