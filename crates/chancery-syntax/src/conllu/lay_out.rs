//! [`Block`]s → [`Document`]: the text is laid out from the words, as the raw files of the CoNLL-2018 task are.
//!
//! Sentences stand behind one another with a space, paragraphs are parted by a blank line.

use super::{Block, Row};
use crate::document::{Document, Name, NameKind, Word};
use chancery_text::{SourceText, Span};

/// The blocks of each document of a file, in order.
pub fn documents(blocks: &[Block]) -> Vec<&[Block]> {
    let mut rest = blocks;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let len = rest.iter().skip(1).take_while(|block| !block.new_document).count() + 1;
        let (document, after) = rest.split_at(len);
        found.push(document);
        rest = after;
    }
    found
}

/// A document with the annotation of these blocks. Trees are mended as [`Document::assemble`] says.
///
/// ```
/// use chancery_syntax::conllu;
/// let text = "1\tEnvoys\tenvoy\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_\n";
/// let document = conllu::document(&conllu::read(text, "envoys.conllu")?);
/// assert_eq!(document.text().as_str(), "Envoys met");
/// # Ok::<(), conllu::Error>(())
/// ```
pub fn document(blocks: &[Block]) -> Document {
    let mut text = String::new();
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut sentences = Vec::new();
    let mut names = Names::default();
    let mut gap = "";
    for block in blocks {
        if block.new_paragraph || paragraphs.is_empty() {
            text.push_str(if paragraphs.is_empty() { "" } else { "\n\n" });
            paragraphs.push(Span::new(text.len(), text.len()));
        } else {
            text.push_str(gap);
        }
        let mut words = Vec::with_capacity(block.rows.len());
        let mut at = 0;
        while at < block.rows.len() {
            let len = 1 + block.rows[at + 1..].iter().take_while(|row| row.joined).count();
            let token = &block.rows[at..at + len];
            push_token(&mut text, token, &mut words);
            gap = if token.last().is_some_and(|row| !row.space_after) { "" } else { " " };
            at += len;
            if at < block.rows.len() {
                text.push_str(gap);
            }
        }
        block.rows.iter().for_each(|row| names.push(&row.misc));
        names.end();
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.end = text.len() as u32;
        }
        sentences.push((paragraphs.len() - 1, words));
    }
    Document::assemble(SourceText::new(text), paragraphs, sentences, names.found, Vec::new())
}

/// Writes one surface token and cuts it into its words.
fn push_token(text: &mut String, rows: &[Row], words: &mut Vec<Word>) {
    let surface: String = match rows.first().and_then(|row| row.surface.as_deref()) {
        Some(surface) => surface.to_owned(),
        None => rows.iter().map(|row| row.form.as_str()).collect(),
    };
    let mut rest = surface.as_str();
    for (position, row) in rows.iter().enumerate() {
        // Where the words do not spell the token ("au" = "à le") each takes as many characters as it has.
        let len = match position + 1 == rows.len() {
            true => rest.len(),
            false => rest.char_indices().nth(row.form.chars().count()).map_or(rest.len(), |(byte, _)| byte),
        };
        let start = text.len();
        text.push_str(&rest[..len]);
        rest = &rest[len..];
        words.push(Word {
            span: Span::new(start, text.len()),
            joined: row.joined,
            upos: row.upos,
            xpos: row.xpos,
            feats: row.feats,
            lemma: row.lemma.clone(),
            head: row.head,
            deprel: row.deprel,
        });
    }
}

#[derive(Default)]
struct Names {
    found: Vec<Name>,
    open: Option<Name>,
    n_tokens: usize,
}

impl Names {
    fn push(&mut self, misc: &str) {
        let label = misc.split('|').find_map(|item| item.strip_prefix("Name="));
        let (begins, kind) = match label.and_then(|label| label.split_once('-')) {
            Some((prefix, kind)) => (prefix == "B", NameKind::from_label(kind)),
            None => (false, None),
        };
        match (&mut self.open, kind) {
            (Some(open), Some(kind)) if !begins && kind == open.kind => open.tokens.end = self.n_tokens + 1,
            (_, kind) => {
                self.end();
                self.open = kind.map(|kind| Name { kind, tokens: self.n_tokens..self.n_tokens + 1 });
            }
        }
        self.n_tokens += 1;
    }

    fn end(&mut self) {
        self.found.extend(self.open.take());
    }
}
