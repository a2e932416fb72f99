//! The annotated text: [`Document`], [`Sentence`], [`Token`], [`Name`].

use crate::labels::{Deprel, Upos};
use chancery_text::{Diagnostic, SourceText, Span};
use std::ops::Range;

/// One article's text with everything that syntax knows of it. Made complete by
/// [`parse`](crate::parse) and never changed; everything in it points into its own text.
///
/// Tokens are UD *syntactic words* ("don't" is two), numbered through the whole document: every `usize`
/// called a token here is such a number. Query methods are in the `tree` module.
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) text: SourceText,
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) names: Vec<Name>,
    /// Arena of lemmas; tokens hold offsets into it.
    pub(crate) lemmas: String,
    /// Children of each token, in text order: `children[child_starts[t]..child_starts[t + 1]]`.
    pub(crate) children: Vec<u32>,
    pub(crate) child_starts: Vec<u32>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// One syntactic word.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Its characters.
    pub span: Span,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag, one of [`crate::labels::XPOS`].
    pub xpos: &'static str,
    /// Relation to the head, subtype kept.
    pub deprel: Deprel,
    /// Head as a document-wide token number; the token itself if it is the root of its sentence.
    pub head: u32,
    /// Universal features as CoNLL-U prints them, `_` if none.
    pub feats: &'static str,
    /// Number of its sentence.
    pub sentence: u32,
    /// Whether it continues a surface token without a gap ("n't" in "don't").
    pub joined: bool,
    pub(crate) lemma: (u32, u32),
}

/// One sentence: a run of tokens under one root.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// From its first token's first byte to its last token's end.
    pub span: Span,
    /// Document-wide token numbers.
    pub tokens: Range<usize>,
    /// Number of its paragraph.
    pub paragraph: usize,
}

/// A paragraph: text between blank lines, or a line where the text has no blank lines.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Without white space at the ends.
    pub span: Span,
    /// Sentence numbers.
    pub sentences: Range<usize>,
}

/// What a [`Name`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place, states included.
    Location,
}

impl NameKind {
    /// The label used by CoNLL-style name files: `PER`, `ORG`, `LOC`.
    pub fn label(self) -> &'static str {
        match self {
            NameKind::Person => "PER",
            NameKind::Organisation => "ORG",
            NameKind::Location => "LOC",
        }
    }

    /// The kind that a label stands for.
    pub fn from_label(label: &str) -> Option<NameKind> {
        match label {
            "PER" => Some(NameKind::Person),
            "ORG" => Some(NameKind::Organisation),
            "LOC" => Some(NameKind::Location),
            _ => None,
        }
    }
}

/// A name as it stands in the text, not yet anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What kind of thing the model takes it for.
    pub kind: NameKind,
    /// Document-wide token numbers.
    pub tokens: Range<usize>,
}

/// A token's annotation before it is part of a document: what a model or a CoNLL-U file gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its characters.
    pub span: Span,
    /// Whether it continues a surface token.
    pub joined: bool,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: &'static str,
    /// Features, `_` if none.
    pub feats: &'static str,
    /// Dictionary form.
    pub lemma: String,
    /// Head **within the sentence**, counted from 1; 0 for the root.
    pub head: usize,
    /// Relation to the head.
    pub deprel: Deprel,
}

impl Document {
    /// Puts a document together. `sentences` holds each sentence's words in text order with its paragraph number;
    /// `paragraphs` their spans in order; `names` document-wide token ranges in order.
    ///
    /// Heads that would not make one tree per sentence are mended: the first root stays, a word on a cycle or with
    /// a head outside the sentence hangs on the root. So every `Document` holds trees, whatever made it.
    pub fn assemble(
        text: SourceText,
        paragraphs: Vec<Span>,
        sentences: Vec<(usize, Vec<Word>)>,
        names: Vec<Name>,
        diagnostics: Vec<Diagnostic>,
    ) -> Document {
        let mut document = Document {
            text,
            tokens: Vec::new(),
            sentences: Vec::new(),
            paragraphs: paragraphs.into_iter().map(|span| Paragraph { span, sentences: 0..0 }).collect(),
            names,
            lemmas: String::new(),
            children: Vec::new(),
            child_starts: Vec::new(),
            diagnostics,
        };
        for (paragraph, words) in sentences {
            document.push_sentence(paragraph, words);
        }
        let n_tokens = document.tokens.len();
        document.names.retain(|name| name.tokens.start < name.tokens.end && name.tokens.end <= n_tokens);
        document.index_children();
        document
    }

    fn push_sentence(&mut self, paragraph: usize, words: Vec<Word>) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let span = first.span.cover(last.span);
        let start = self.tokens.len();
        let number = self.sentences.len();
        let heads = crate::tree::mend(&words.iter().map(|word| word.head).collect::<Vec<_>>());
        for (position, (word, head)) in words.into_iter().zip(heads).enumerate() {
            let lemma = (self.lemmas.len() as u32, word.lemma.len() as u32);
            self.lemmas.push_str(&word.lemma);
            let is_root = head == 0;
            self.tokens.push(Token {
                span: word.span,
                upos: word.upos,
                xpos: word.xpos,
                deprel: match (is_root, word.deprel) {
                    (true, _) => Deprel::Root,
                    (false, Deprel::Root) => Deprel::Dep,
                    (false, deprel) => deprel,
                },
                head: (if is_root { start + position } else { start + head - 1 }) as u32,
                feats: word.feats,
                sentence: number as u32,
                joined: word.joined && position > 0,
                lemma,
            });
        }
        self.sentences.push(Sentence { span, tokens: start..self.tokens.len(), paragraph });
        if let Some(paragraph) = self.paragraphs.get_mut(paragraph) {
            if paragraph.sentences.is_empty() {
                paragraph.sentences = number..number;
            }
            paragraph.sentences.end = number + 1;
        }
    }

    fn index_children(&mut self) {
        let n_tokens = self.tokens.len();
        let mut starts = vec![0u32; n_tokens + 2];
        for (token_idx, token) in self.tokens.iter().enumerate() {
            if token.head as usize != token_idx {
                starts[token.head as usize + 2] += 1;
            }
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut children = vec![0u32; n_tokens];
        for (token_idx, token) in self.tokens.iter().enumerate() {
            if token.head as usize != token_idx {
                let slot = &mut starts[token.head as usize + 1];
                children[*slot as usize] = token_idx as u32;
                *slot += 1;
            }
        }
        starts.truncate(n_tokens + 1);
        self.children = children;
        self.child_starts = starts;
    }

    /// The text that everything here points into.
    pub fn text(&self) -> &SourceText {
        &self.text
    }

    /// All tokens in text order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences in text order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// All paragraphs in text order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// All names in text order, never overlapping.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// What was odd about the text.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// A token's characters.
    pub fn form(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| self.text.slice(t.span))
    }

    /// A token's dictionary form.
    pub fn lemma(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| {
            let (start, len) = (t.lemma.0 as usize, t.lemma.1 as usize);
            self.lemmas.get(start..start + len).unwrap_or("")
        })
    }

    /// The sentence that a token belongs to.
    pub fn sentence_of(&self, token: usize) -> &Sentence {
        &self.sentences[self.tokens[token].sentence as usize]
    }

    /// The span from the first to the last of some tokens.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The tokens that a span of characters touches.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    }
}
