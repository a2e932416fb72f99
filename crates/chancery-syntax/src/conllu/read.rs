//! CoNLL-U text → [`Block`]s, with errors that name file and line.

use super::{Block, Row};
use crate::labels::{Deprel, Upos, known_feats, known_xpos};
use std::fmt;

/// A line that is no CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    name: String,
    line: usize,
    message: String,
}

impl Error {
    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.name, self.line, self.message)
    }
}

impl std::error::Error for Error {}

/// Reads every sentence of a CoNLL-U text. `name` stands in errors; empty nodes (`8.1`) are left out.
///
/// # Errors
/// At the first line that has not ten columns, whose number is out of order or whose head is no number.
///
/// ```
/// let text = "1\tEnvoys\tenvoy\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_\n";
/// let blocks = chancery_syntax::conllu::read(text, "envoys.conllu")?;
/// assert_eq!(blocks[0].rows[1].lemma, "meet");
/// # Ok::<(), chancery_syntax::conllu::Error>(())
/// ```
pub fn read(text: &str, name: &str) -> Result<Vec<Block>, Error> {
    let mut blocks = Vec::new();
    let mut reader = Reader::default();
    for (number, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        let fault = |message: String| Error { name: name.to_owned(), line: number + 1, message };
        if line.trim().is_empty() {
            blocks.extend(reader.end_block());
        } else if let Some(comment) = line.strip_prefix('#') {
            reader.comment(comment.trim());
        } else {
            reader.row(line).map_err(fault)?;
        }
    }
    blocks.extend(reader.end_block());
    Ok(blocks)
}

/// A multiword token that is being read.
struct Range {
    surface: String,
    first: usize,
    last: usize,
    space_after: bool,
}

#[derive(Default)]
struct Reader {
    block: Block,
    range: Option<Range>,
}

impl Reader {
    fn comment(&mut self, comment: &str) {
        let (key, value) = match comment.split_once('=') {
            Some((key, value)) => (key.trim(), value.trim()),
            None => (comment.split(' ').next().unwrap_or(comment), ""),
        };
        match key {
            "sent_id" => self.block.id = value.to_owned(),
            "text" => self.block.text = value.to_owned(),
            "newdoc" | "newdoc id" => {
                self.block.new_document = true;
                self.block.new_paragraph = true;
            }
            "newpar" | "newpar id" => self.block.new_paragraph = true,
            _ => {}
        }
    }

    fn row(&mut self, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, feats, head, deprel, _, misc] = columns.as_slice() else {
            return Err(format!("a word line has 10 columns parted by tabs, not {}", columns.len()));
        };
        let space_after = !misc.split('|').any(|item| item == "SpaceAfter=No");
        if id.contains('.') {
            return Ok(());
        }
        let expected = self.block.rows.len() + 1;
        if let Some((first, last)) = id.split_once('-') {
            let (first, last) = (number(first)?, number(last)?);
            if first != expected || last < first {
                return Err(format!("the words {first} to {last} cannot follow word {}", expected - 1));
            }
            self.range = Some(Range { surface: form.to_owned(), first, last, space_after });
            return Ok(());
        }
        if number(id)? != expected {
            return Err(format!("word {id} stands where word {expected} should"));
        }
        let in_range = self.range.as_ref().filter(|range| expected <= range.last);
        let row = Row {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: Upos::from_label(upos).unwrap_or(Upos::X),
            xpos: known_xpos(xpos).unwrap_or("XX"),
            feats: known_feats(feats),
            head: if head == "_" { expected - 1 } else { number(head)? },
            deprel: Deprel::from_any_label(deprel),
            misc: misc.to_owned(),
            joined: in_range.is_some_and(|range| expected > range.first),
            surface: None,
            space_after: in_range.map_or(space_after, |range| expected == range.last && range.space_after),
        };
        self.block.rows.push(row);
        if self.range.as_ref().is_some_and(|range| range.last == expected) {
            self.end_range();
        }
        Ok(())
    }

    /// Keeps the surface form of a multiword token only where its words do not spell it.
    fn end_range(&mut self) {
        let Some(range) = self.range.take() else { return };
        let rows = self.block.rows.get_mut(range.first - 1..).unwrap_or(&mut []);
        if rows.iter().map(|row| row.form.as_str()).collect::<String>() != range.surface
            && let Some(first) = rows.first_mut()
        {
            first.surface = Some(range.surface);
        }
    }

    fn end_block(&mut self) -> Option<Block> {
        self.end_range();
        let block = std::mem::take(&mut self.block);
        if block.rows.is_empty() {
            // Comments before a blank line still hold for the next sentence.
            self.block = block;
            return None;
        }
        Some(block)
    }
}

fn number(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| format!("`{text}` is not a word's number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_file_and_line() {
        let error = read("# text = x\n1\tx\tx\n", "bad.conllu").unwrap_err();
        assert_eq!(error.to_string(), "bad.conllu:2: a word line has 10 columns parted by tabs, not 3");
        let error = read("2\tx\t_\t_\t_\t_\t_\t_\t_\t_\n", "bad.conllu").unwrap_err();
        assert_eq!(error.to_string(), "bad.conllu:1: word 2 stands where word 1 should");
        let error = read("1\tx\t_\t_\t_\t_\thead\t_\t_\t_\n", "bad.conllu").unwrap_err();
        assert_eq!(error.to_string(), "bad.conllu:1: `head` is not a word's number");
    }

    #[test]
    fn multiword_tokens_join_their_words() {
        let rows = "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
                    1\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n\
                    2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n\
                    2.1\tgone\t_\t_\t_\t_\t_\t_\t_\t_\n\
                    3\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_\n";
        let blocks = read(rows, "x").unwrap();
        let rows = &blocks[0].rows;
        assert_eq!(rows.iter().map(|row| row.joined).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(rows.iter().map(|row| row.space_after).collect::<Vec<_>>(), [false, false, true]);
        assert_eq!(rows[0].surface, None);
    }
}
