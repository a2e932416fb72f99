//! The door of this crate: text → [`Document`].

use crate::document::{Document, Name, Word};
use crate::network::{Annotation, Model};
use crate::segment::{Segment, segment};
use crate::tokenize::unit::normal_form;
use chancery_text::SourceText;
use std::borrow::Cow;

/// Sentences that are annotated at a time: enough for the model to stack them, few enough to bound memory.
const BATCH: usize = 256;

/// Reads a text: paragraphs, sentences, words, tags, lemmas, trees and names. Cannot fail; what is odd about the text
/// stands in [`Document::diagnostics`]. The same text and model give the same document.
///
/// ```
/// use chancery_syntax::{Deprel, Model, parse};
/// use chancery_text::SourceText;
/// let document = parse(&SourceText::new("The envoys accused Sylvania."), Model::embedded());
/// let root = document.sentences()[0].tokens.clone().find(|&t| document.head(t).is_none()).unwrap();
/// assert_eq!(document.lemma(root), "accuse");
/// assert_eq!(document.child(root, Deprel::Nsubj).map(|subject| document.form(subject)), Some("envoys"));
/// ```
pub fn parse(text: &SourceText, model: &Model) -> Document {
    let cut = segment(text);
    let mut sentences = Vec::with_capacity(cut.sentences.len());
    let mut names = Vec::new();
    let mut n_tokens = 0;
    for batch in cut.sentences.chunks(BATCH) {
        let forms: Vec<Vec<Cow<'_, str>>> = batch.iter().map(|segment| forms(text, segment)).collect();
        let forms: Vec<Vec<&str>> =
            forms.iter().map(|words| words.iter().map(Cow::as_ref).collect()).collect();
        let forms: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
        for (segment, annotation) in batch.iter().zip(model.annotate(&forms)) {
            names.extend(annotation.names.iter().map(|(kind, words)| Name {
                kind: *kind,
                tokens: n_tokens + words.start..n_tokens + words.end,
            }));
            n_tokens += segment.words.len();
            sentences.push((segment.paragraph, words(segment, annotation)));
        }
    }
    Document::assemble(text.clone(), cut.paragraphs, sentences, names, cut.diagnostics)
}

fn forms<'t>(text: &'t SourceText, segment: &Segment) -> Vec<Cow<'t, str>> {
    segment.words.iter().map(|spot| normal_form(text.slice(spot.span))).collect()
}

fn words(segment: &Segment, annotation: Annotation) -> Vec<Word> {
    let pairs = segment.words.iter().zip(annotation.words);
    let word = |(spot, word): (&crate::segment::Spot, crate::network::WordAnnotation)| Word {
        span: spot.span,
        joined: spot.joined,
        upos: word.upos,
        xpos: word.xpos,
        feats: word.feats,
        lemma: word.lemma,
        head: word.head,
        deprel: word.deprel,
    };
    pairs.map(word).collect()
}
