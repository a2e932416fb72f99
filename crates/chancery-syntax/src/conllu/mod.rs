//! CoNLL-U, the exchange form of treebanks: read into [`Block`]s, made into a [`Document`](crate::Document), written again.
//!
//! Names travel in the last column as `Name=B-PER` and `Name=I-PER`. Files are opened by the caller.

mod lay_out;
mod read;
mod write;

pub use lay_out::{document, documents};
pub use read::{Error, read};
pub use write::write;

use crate::labels::{Deprel, Upos};

/// One sentence as a CoNLL-U file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// `# sent_id`.
    pub id: String,
    /// `# text`.
    pub text: String,
    /// Whether a document begins here (`# newdoc`).
    pub new_document: bool,
    /// Whether a paragraph begins here (`# newpar`, `# newdoc`).
    pub new_paragraph: bool,
    /// Its syntactic words.
    pub rows: Vec<Row>,
}

/// One syntactic word as a CoNLL-U file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The word.
    pub form: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Universal part of speech; [`Upos::X`] where the file has none.
    pub upos: Upos,
    /// Penn Treebank tag; `XX` where the file has none or one that the treebanks do not know.
    pub xpos: &'static str,
    /// Features; `_` where the file has none or some that the treebanks do not know.
    pub feats: &'static str,
    /// Head within the sentence, counted from 1; 0 for the root.
    pub head: usize,
    /// Relation to the head.
    pub deprel: Deprel,
    /// Last column.
    pub misc: String,
    /// Whether it continues a multiword token.
    pub joined: bool,
    /// The multiword token that begins here, where it is not simply its words in a row.
    pub surface: Option<String>,
    /// Whether white space follows.
    pub space_after: bool,
}
