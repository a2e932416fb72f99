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
/// let document = parse(&SourceText::new("The envoys met the president on Monday."), Model::embedded());
/// let root = document.sentences()[0].tokens.clone().find(|&t| document.head(t).is_none()).unwrap();
/// assert_eq!(document.lemma(root), "meet");
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;
    use proptest::prelude::*;

    /// What every document promises, whatever its text.
    fn assert_whole(text: &str) {
        let source = SourceText::new(text);
        let document = parse(&source, Model::embedded());
        assert_eq!(conllu::write(&document), conllu::write(&parse(&source, Model::embedded())));
        let mut end = 0;
        for sentence in document.sentences() {
            assert!(document.paragraphs()[sentence.paragraph].span.contains(sentence.span));
            assert_eq!(sentence.tokens.clone().filter(|&token| document.head(token).is_none()).count(), 1);
            for token in sentence.tokens.clone() {
                let span = document.token(token).span;
                assert!(end <= span.start && span.start < span.end);
                assert!(document.head(token).is_none_or(|head| sentence.tokens.contains(&head)));
                end = span.end;
            }
        }
        let mut end = 0;
        for name in document.names() {
            assert!(end <= name.tokens.start && name.tokens.end <= document.tokens().len());
            let first = document.sentence_of(name.tokens.start);
            assert!(name.tokens.end <= first.tokens.end, "a name leaves its sentence");
            end = name.tokens.end;
        }
    }

    #[test]
    fn odd_texts_give_whole_documents() {
        let quotes = "“".repeat(2000) + &"”".repeat(2000);
        let word = "x".repeat(50_000);
        for text in
            ["", " \n\n ", "\0\0", "\u{202e}שלום עולם.", "…", &quotes, &word, "no end ".repeat(400).as_str()]
        {
            assert_whole(text);
        }
    }

    #[test]
    fn entities_and_invisible_characters_do_not_reach_the_model() {
        let document = parse(&SourceText::new("Roe &amp; Doe co\u{ad}operate."), Model::embedded());
        assert_eq!((document.form(1), document.lemma(1)), ("&amp;", "&"));
        assert_eq!((document.form(3), document.lemma(3)), ("co\u{ad}operate", "cooperate"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn any_text_gives_a_whole_document(text in "(?s).{0,60}|([A-Z]?[a-z]{1,6}|U\\.S\\.|n't|[ \n]|[.,?!\"“”'’()—-]){0,40}") {
            assert_whole(&text);
        }
    }
}
