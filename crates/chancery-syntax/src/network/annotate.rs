//! Sentences in, annotation out: grouping, windows over long sentences, and reading off every head.

use super::Model;
use super::arcs::{Prepared, tree};
use super::encoder::{Input, Workspace};
use super::features::{clean, norm};
use super::gazetteer::Seen;
use super::math::{Linear, best, leaky};
use super::mend;
use crate::document::NameKind;
use crate::labels::{Deprel, Upos};
use std::ops::Range;

/// What the model says of one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordAnnotation {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: &'static str,
    /// Universal features, `_` if none.
    pub feats: &'static str,
    /// Dictionary form.
    pub lemma: String,
    /// Head, counted from 1; 0 for the root.
    pub head: usize,
    /// Relation to the head.
    pub deprel: Deprel,
}

/// What the model says of one sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// One for each word.
    pub words: Vec<WordAnnotation>,
    /// Names in text order: kind and word positions from 0. They never overlap.
    pub names: Vec<(NameKind, Range<usize>)>,
}

/// Words that go through the network together: enough for the products to be fast, few enough for the caches.
const GROUP: usize = 480;
/// Arcs cost the square of a sentence's length, so a longer "sentence" is read in pieces of this many words.
const WINDOW: usize = 192;

/// Tag and features of a name in the singular.
const NAME: (&str, &str) = ("NNP", "Number=Sing");

impl Model {
    /// Annotates sentences of words. Sentences do not influence each other.
    pub fn annotate(&self, sentences: &[&[&str]]) -> Vec<Annotation> {
        let mut out = vec![Annotation::default(); sentences.len()];
        let mut work = Workspace::default();
        let mut group: Vec<Piece> = Vec::new();
        let mut n_words = 0;
        for (sentence, words) in sentences.iter().enumerate() {
            for words in pieces(words) {
                if n_words + words.len() > GROUP && !group.is_empty() {
                    self.annotate_group(sentences, &group, &mut work, &mut out);
                    group.clear();
                    n_words = 0;
                }
                n_words += words.len();
                group.push(Piece { sentence, words });
            }
        }
        self.annotate_group(sentences, &group, &mut work, &mut out);
        out
    }

    fn annotate_group(
        &self,
        sentences: &[&[&str]],
        group: &[Piece],
        work: &mut Workspace,
        out: &mut [Annotation],
    ) {
        let forms: Vec<&str> =
            group.iter().flat_map(|piece| &sentences[piece.sentence][piece.words.clone()]).copied().collect();
        if forms.is_empty() {
            return;
        }
        let lengths: Vec<usize> = group.iter().map(|piece| piece.words.len()).collect();
        let scores = self.score(&forms, &lengths, work);
        for (piece, range) in group.iter().zip(&scores.ranges) {
            self.read_off(&forms, &scores, range.clone(), &mut out[piece.sentence]);
        }
    }

    /// The network's scores for sentences of these lengths, whose words are all in `forms`.
    pub(super) fn score(&self, forms: &[&str], lengths: &[usize], work: &mut Workspace) -> Scores {
        let mut ranges = Vec::with_capacity(lengths.len());
        let mut start = 0;
        for length in lengths {
            ranges.push(start..start + length);
            start += length;
        }
        let spellings: Vec<Spelling> = forms
            .iter()
            .map(|form| {
                let mut spelling = Spelling::default();
                clean(form, &mut spelling.cleaned);
                norm(&spelling.cleaned, &mut spelling.norm);
                spelling
            })
            .collect();
        let seen: Vec<Seen<'_>> = spellings
            .iter()
            .map(|word| Seen {
                norm: &word.norm,
                upper: word.cleaned.chars().next().is_some_and(char::is_uppercase),
            })
            .collect();
        let mut inputs = Vec::with_capacity(forms.len());
        let mut bits = Vec::new();
        for range in &ranges {
            self.gazetteer.mark(&seen[range.clone()], &mut bits);
            let words = spellings[range.clone()].iter().zip(&bits);
            inputs.extend(words.map(|(word, &gazetteer)| Input {
                cleaned: &word.cleaned,
                norm: &word.norm,
                gazetteer,
            }));
        }
        let mut vectors = Vec::new();
        self.encoder.encode(&inputs, &ranges, work, &mut vectors);
        let apply = |layer: &Linear, x: &[f32]| {
            let mut out = Vec::new();
            layer.apply(x, &mut out);
            out
        };
        let heads = &self.heads;
        let mut hidden = apply(&heads.names_hidden, &vectors);
        leaky(&mut hidden);
        Scores {
            upos: apply(&heads.upos, &vectors),
            xpos: apply(&heads.xpos, &vectors),
            feats: apply(&heads.feats, &vectors),
            names: apply(&heads.names, &hidden),
            arcs: heads.arcs.prepare(&vectors),
            ranges,
            spellings,
        }
    }

    /// Adds to `to` what the scores of one piece of its sentence say.
    fn read_off(&self, forms: &[&str], scores: &Scores, range: Range<usize>, to: &mut Annotation) {
        let arcs = &self.heads.arcs;
        let heads = tree(&arcs.scores(&scores.arcs, range.start, range.len()));
        let labels = arcs.label_scores(&scores.arcs, range.start, &heads);
        let n_relations = self.relations.len();
        let offset = to.words.len();
        for (position, &head) in heads.iter().enumerate() {
            let word = range.start + position;
            let pick = |scores: &[f32], n: usize| best(&scores[word * n..(word + 1) * n]);
            let xpos = self.xpos[pick(&scores.xpos, self.xpos.len())];
            let relation = self.relations[best(&labels[position * n_relations..][..n_relations])];
            let Spelling { cleaned, norm } = &scores.spellings[word];
            let upos = self.upos[pick(&scores.upos, self.upos.len())];
            let feats = self.feats[pick(&scores.feats, self.feats.len())];
            // English has a few hundred pronouns, determiners and the like, and training met them all: what looks like
            // a new one with a capital ("Osterlich urged …") is a name.
            let is_new = || cleaned.starts_with(char::is_uppercase) && !self.encoder.has_form(norm);
            let (upos, xpos, feats) = match upos {
                Upos::Adp | Upos::Aux | Upos::Cconj | Upos::Det | Upos::Part | Upos::Pron | Upos::Sconj
                    if is_new() =>
                {
                    (Upos::Propn, NAME.0, NAME.1)
                }
                _ => (upos, xpos, feats),
            };
            // The root of a later piece of a long sentence hangs on the root of the first.
            let (head, deprel) = match (head, offset) {
                (0, 0) => (0, Deprel::Root),
                (0, _) => (1 + root(&to.words), Deprel::Parataxis),
                (_, _) if relation == Deprel::Root => (offset + head, Deprel::Dep),
                (_, _) => (offset + head, relation),
            };
            let lemma = self.lemmas.lemma(forms[word], cleaned, norm, xpos);
            let (xpos, feats) = match xpos {
                "VBD" if lemma == *norm && !norm.ends_with(['t', 'd']) => mend::bare(deprel),
                _ => (xpos, feats),
            };
            to.words.push(WordAnnotation { upos, xpos, feats, lemma, head, deprel });
        }
        if range.len() == to.words.len() {
            mend::second_subjects(&mut to.words, &forms[range.clone()]);
        }
        let n_tags = self.names.len();
        let found = self.names.decode(&scores.names[range.start * n_tags..range.end * n_tags]);
        to.names.extend(found.into_iter().map(|(kind, r)| (kind, offset + r.start..offset + r.end)));
    }
}

/// What the network gives for a group of sentences: rows of scores for each word.
pub(super) struct Scores {
    pub(super) ranges: Vec<Range<usize>>,
    spellings: Vec<Spelling>,
    pub(super) upos: Vec<f32>,
    pub(super) xpos: Vec<f32>,
    pub(super) feats: Vec<f32>,
    pub(super) names: Vec<f32>,
    pub(super) arcs: Prepared,
}

#[derive(Default)]
struct Spelling {
    cleaned: String,
    norm: String,
}

/// A sentence, or a window of a long one.
struct Piece {
    sentence: usize,
    words: Range<usize>,
}

fn root(words: &[WordAnnotation]) -> usize {
    words.iter().position(|word| word.head == 0).unwrap_or(0)
}

/// The windows of a sentence: all of it, or runs that end after punctuation where there is some in their last half.
fn pieces(words: &[&str]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &words[start..];
        if rest.is_empty() {
            return None;
        }
        let length = match rest.len() {
            n if n <= WINDOW => n,
            _ => {
                let stop = |word: &&str| matches!(*word, "." | ";" | "!" | "?" | ":" | ",");
                let half = &rest[WINDOW / 2..WINDOW];
                half.iter().rposition(stop).map_or(WINDOW, |at| WINDOW / 2 + at + 1)
            }
        };
        start += length;
        Some(start - length..start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotate(text: &str) -> Annotation {
        let words: Vec<&str> = text.split(' ').collect();
        Model::embedded().annotate(&[&words]).remove(0)
    }

    #[test]
    fn a_plain_sentence_is_read() {
        let read = annotate(
            "Jane Doe , the foreign minister of Freedonia , accused Sylvania of shelling its islands .",
        );
        let word = &read.words;
        assert_eq!(word[9].lemma, "accuse");
        assert_eq!((word[9].head, word[9].deprel, word[9].upos), (0, Deprel::Root, Upos::Verb));
        assert_eq!((word[0].head, word[0].deprel), (10, Deprel::Nsubj));
        assert_eq!((word[10].head, word[10].deprel), (10, Deprel::Obj));
        assert_eq!(word[14].lemma, "island");
        assert!(read.names.contains(&(NameKind::Person, 0..2)), "{:?}", read.names);
    }

    #[test]
    fn a_new_word_with_a_capital_is_no_pronoun() {
        for sentence in ["Osterlich urged both sides to show restraint .", "Zubrowka offered to mediate ."] {
            let read = annotate(sentence);
            assert_eq!((read.words[0].upos, read.words[0].xpos), (Upos::Propn, "NNP"), "{sentence}");
        }
        assert_eq!(annotate("They urged both sides to show restraint .").words[0].upos, Upos::Pron);
    }

    #[test]
    fn a_verb_at_the_end_has_one_subject() {
        let read = annotate("Sylvanian gunboats fired on the ferry near Marshbridge , the navy said .");
        let word = &read.words;
        assert_eq!((word[2].xpos, word[2].head, word[2].deprel), ("VBD", 12, Deprel::Ccomp));
        assert_eq!((word[1].head, word[1].deprel), (3, Deprel::Nsubj));
        let read = annotate("The gunboats fired on in the strait were old , and the navy said nothing .");
        assert_eq!(read.words[2].xpos, "VBN");
    }

    #[test]
    fn sentences_do_not_influence_each_other() {
        let text = ["The envoys met .", "Rufus Roe left Grandport on Monday .", "Who knows ?"];
        let words: Vec<Vec<&str>> = text.iter().map(|t| t.split(' ').collect()).collect();
        let together = Model::embedded().annotate(&words.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let alone: Vec<Annotation> = text.iter().map(|t| annotate(t)).collect();
        assert_eq!(together, alone);
    }

    /// `tests/logits.tsv` is what training's network gives with the packed weights.
    #[test]
    fn scores_are_the_same_here_and_in_training() {
        let model = Model::embedded();
        let mut lines = include_str!("tests/logits.tsv").lines().skip(1).peekable();
        while let Some(sentence) = lines.next() {
            let forms: Vec<&str> = sentence.split(' ').collect();
            let scores = model.score(&forms, &[forms.len()], &mut Workspace::default());
            let arcs = &model.heads.arcs;
            let of_arcs = arcs.scores(&scores.arcs, 0, forms.len());
            let heads = tree(&of_arcs);
            let labels = arcs.label_scores(&scores.arcs, 0, &heads);
            let heads: Vec<f32> = heads.iter().map(|&head| head as f32).collect();
            while let Some((name, values)) = lines.peek().and_then(|line| line.split_once('\t')) {
                let got = match name {
                    "upos" => &scores.upos,
                    "xpos" => &scores.xpos,
                    "feats" => &scores.feats,
                    "names" => &scores.names,
                    "arcs" => &of_arcs.values,
                    "heads" => &heads,
                    _ => &labels,
                };
                let want: Vec<f32> =
                    values.split(' ').map(|value| value.parse().expect("a number")).collect();
                assert_eq!(got.len(), want.len(), "{name}");
                for (got, want) in got.iter().zip(want) {
                    assert!((got - want).abs() < 1e-4 * want.abs().max(1.0), "{name}: {got} {want}");
                }
                lines.next();
            }
        }
    }

    #[test]
    fn odd_sentences_are_trees_too() {
        assert_eq!(Model::embedded().annotate(&[]), []);
        assert_eq!(Model::embedded().annotate(&[&[]]), [Annotation::default()]);
        let long = vec!["word"; 1000];
        let strange = ["", "\u{0}", "\u{feff}", "日本", "ß", "İ", "…", "''"].repeat(60);
        let million = "x".repeat(1_000_000);
        for words in [&long[..], &strange, &[&million]] {
            let read = Model::embedded().annotate(&[words]).remove(0);
            assert_eq!(read.words.len(), words.len());
            assert_eq!(read.words.iter().filter(|word| word.head == 0).count(), 1);
            for start in 0..words.len() {
                let (mut at, mut steps) = (start, 0);
                while read.words[at].head != 0 {
                    at = read.words[at].head - 1;
                    steps += 1;
                    assert!(steps <= words.len());
                }
            }
        }
    }
}
