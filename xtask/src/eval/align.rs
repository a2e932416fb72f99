//! Scores of the CoNLL-2018 shared task (`conll18_ud_eval`), its definitions ported: tokens and sentences by their
//! characters, words aligned by characters and inside multiword tokens by their longest common subsequence.

use chancery_syntax::Document;
use std::ops::Range;

/// Counts behind one figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Score {
    pub(crate) correct: usize,
    pub(crate) gold: usize,
    pub(crate) system: usize,
}

impl Score {
    pub(crate) fn f1(self) -> f64 {
        200.0 * self.correct as f64 / ((self.gold + self.system) as f64).max(1.0)
    }

    pub(crate) fn precision(self) -> f64 {
        100.0 * self.correct as f64 / (self.system as f64).max(1.0)
    }

    pub(crate) fn recall(self) -> f64 {
        100.0 * self.correct as f64 / (self.gold as f64).max(1.0)
    }
}

/// All figures for one pair of documents.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scores {
    pub(crate) tokens: Score,
    pub(crate) sentences: Score,
    pub(crate) words: Score,
    pub(crate) upos: Score,
    pub(crate) xpos: Score,
    pub(crate) feats: Score,
    pub(crate) lemmas: Score,
    pub(crate) uas: Score,
    /// On universal relations, as the shared task has it.
    pub(crate) las: Score,
    /// With subtypes.
    pub(crate) las_full: Score,
}

/// Compares two documents over the same text.
pub(crate) fn score(gold: &Document, system: &Document) -> Scores {
    assert_eq!(gold.text(), system.text(), "only documents over the same text can be compared");
    let places = places(gold.text().as_str());
    let (gold_words, system_words) = (words(gold, &places), words(system, &places));
    let pairs = align(gold, &gold_words, system, &system_words);
    let mut system_of = vec![usize::MAX; gold_words.len()];
    for &(g, s) in &pairs {
        system_of[g] = s;
    }
    let n = (gold_words.len(), system_words.len());
    let count = |same: &dyn Fn(usize, usize) -> bool| Score {
        correct: pairs.iter().filter(|&&(g, s)| same(g, s)).count(),
        gold: n.0,
        system: n.1,
    };
    let (gold_tokens, system_tokens) = (gold.tokens(), system.tokens());
    let same_head = |g: usize, s: usize| match (gold.head(g), system.head(s)) {
        (None, None) => true,
        (Some(g), Some(s)) => system_of[g] == s,
        _ => false,
    };
    let same_relation =
        |g: usize, s: usize| gold_tokens[g].deprel.universal() == system_tokens[s].deprel.universal();
    Scores {
        tokens: spans(&surface_spans(&gold_words), &surface_spans(&system_words)),
        sentences: spans(&sentence_spans(gold, &gold_words), &sentence_spans(system, &system_words)),
        words: count(&|_, _| true),
        upos: count(&|g, s| gold_tokens[g].upos == system_tokens[s].upos),
        xpos: count(&|g, s| gold_tokens[g].xpos == system_tokens[s].xpos),
        feats: count(&|g, s| gold_tokens[g].feats == system_tokens[s].feats),
        lemmas: count(&|g, s| gold.lemma(g) == "_" || gold.lemma(g) == system.lemma(s)),
        uas: count(&same_head),
        las: count(&|g, s| same_head(g, s) && same_relation(g, s)),
        las_full: count(&|g, s| same_head(g, s) && gold_tokens[g].deprel == system_tokens[s].deprel),
    }
}

/// The spans of surface tokens that the two do not share: only in gold, only in system, as byte ranges of the text.
pub(crate) fn differences(gold: &Document, system: &Document) -> Vec<(bool, Range<usize>)> {
    let surface = |document: &Document| {
        let tokens = document.tokens();
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for token in tokens {
            match spans.last_mut() {
                Some(last) if token.joined => last.1 = token.span.end as usize,
                _ => spans.push((token.span.start as usize, token.span.end as usize)),
            }
        }
        spans
    };
    let (gold, system) = (surface(gold), surface(system));
    let only = |these: &[(usize, usize)], those: &[(usize, usize)], side: bool| {
        let keep = |span: &&(usize, usize)| those.binary_search(span).is_err();
        these.iter().filter(keep).map(|&(start, end)| (side, start..end)).collect::<Vec<_>>()
    };
    let mut all = only(&gold, &system, true);
    all.extend(only(&system, &gold, false));
    all.sort_by_key(|(side, range)| (range.start, !side));
    all
}

/// A word with its place in the text, white space not counted.
struct Place {
    span: (u32, u32),
    /// The surface token that it is a part of, if that has more than one word.
    multiword: Option<(u32, u32)>,
}

/// Characters that are no white space before each byte.
fn places(text: &str) -> Vec<u32> {
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut count = 0;
    for ch in text.chars() {
        places.extend(std::iter::repeat_n(count, ch.len_utf8()));
        count += u32::from(!ch.is_whitespace());
    }
    places.push(count);
    places
}

fn words(document: &Document, places: &[u32]) -> Vec<Place> {
    let tokens = document.tokens();
    let place = |t: usize| (places[tokens[t].span.start as usize], places[tokens[t].span.end as usize]);
    let mut words: Vec<Place> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let len = 1 + tokens[at + 1..].iter().take_while(|token| token.joined).count();
        let multiword = (len > 1).then(|| (place(at).0, place(at + len - 1).1));
        words.extend((at..at + len).map(|t| Place { span: place(t), multiword }));
        at += len;
    }
    words
}

fn surface_spans(words: &[Place]) -> Vec<(u32, u32)> {
    let mut spans: Vec<_> = words.iter().map(|word| word.multiword.unwrap_or(word.span)).collect();
    spans.dedup();
    spans
}

fn sentence_spans(document: &Document, words: &[Place]) -> Vec<(u32, u32)> {
    let sentences = document.sentences().iter();
    sentences
        .map(|sentence| (words[sentence.tokens.start].span.0, words[sentence.tokens.end - 1].span.1))
        .collect()
}

fn spans(gold: &[(u32, u32)], system: &[(u32, u32)]) -> Score {
    let correct = gold.iter().filter(|span| system.binary_search(span).is_ok()).count();
    Score { correct, gold: gold.len(), system: system.len() }
}

/// Pairs of words that are the same word.
fn align(gold: &Document, g: &[Place], system: &Document, s: &[Place]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut gi, mut si) = (0, 0);
    while gi < g.len() && si < s.len() {
        if g[gi].multiword.is_none() && s[si].multiword.is_none() {
            if g[gi].span == s[si].span {
                pairs.push((gi, si));
                (gi, si) = (gi + 1, si + 1);
            } else if g[gi].span.0 <= s[si].span.0 {
                gi += 1;
            } else {
                si += 1;
            }
            continue;
        }
        let (gold_range, system_range) = region(g, gi, s, si);
        (gi, si) = (gold_range.end, system_range.end);
        common(gold, gold_range, system, system_range, &mut pairs);
    }
    pairs
}

/// The words of both sides that overlapping multiword tokens cover.
fn region(g: &[Place], mut gi: usize, s: &[Place], mut si: usize) -> (Range<usize>, Range<usize>) {
    let start = |word: &Place| word.multiword.unwrap_or(word.span).0;
    let mut end = match (g[gi].multiword, s[si].multiword) {
        (Some(token), _) => {
            if s[si].multiword.is_none() && s[si].span.0 < token.0 {
                si += 1;
            }
            token.1
        }
        (None, Some(token)) => {
            if g[gi].span.0 < token.0 {
                gi += 1;
            }
            token.1
        }
        (None, None) => 0,
    };
    let beyond = |words: &[Place], at: usize, end: u32| match words.get(at) {
        None => true,
        Some(word) => match word.multiword {
            Some(token) => token.0 >= end,
            None => word.span.1 > end,
        },
    };
    let (from_g, from_s) = (gi, si);
    while !beyond(g, gi, end) || !beyond(s, si, end) {
        let take_gold = gi < g.len() && (si >= s.len() || start(&g[gi]) <= start(&s[si]));
        let word = if take_gold { &g[gi] } else { &s[si] };
        if let Some(token) = word.multiword {
            end = end.max(token.1);
        }
        if take_gold { gi += 1 } else { si += 1 }
    }
    (from_g..gi, from_s..si)
}

/// Pairs of a longest common subsequence of two runs of words, by their forms in lower case.
fn common(
    gold: &Document,
    g: Range<usize>,
    system: &Document,
    s: Range<usize>,
    pairs: &mut Vec<(usize, usize)>,
) {
    let same = |gi: usize, si: usize| gold.form(gi).to_lowercase() == system.form(si).to_lowercase();
    let width = s.len() + 1;
    let mut lengths = vec![0u32; (g.len() + 1) * width];
    for i in (0..g.len()).rev() {
        for j in (0..s.len()).rev() {
            lengths[i * width + j] = match same(g.start + i, s.start + j) {
                true => lengths[(i + 1) * width + j + 1] + 1,
                false => lengths[(i + 1) * width + j].max(lengths[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < g.len() && j < s.len() {
        if same(g.start + i, s.start + j) {
            pairs.push((g.start + i, s.start + j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_syntax::{Deprel, Upos, Word};
    use chancery_text::{SourceText, Span};

    fn document(text: &str, sentences: &[&[(usize, usize, bool, usize)]]) -> Document {
        let words = |sentence: &&[(usize, usize, bool, usize)]| {
            let word = |&(start, end, joined, head)| Word {
                span: Span::new(start, end),
                joined,
                upos: Upos::X,
                xpos: "XX",
                feats: "_",
                lemma: "_".to_owned(),
                head,
                deprel: Deprel::Dep,
            };
            (0, sentence.iter().map(word).collect())
        };
        let paragraphs = vec![Span::new(0, text.len())];
        let sentences = sentences.iter().map(words).collect();
        Document::assemble(SourceText::new(text), paragraphs, sentences, Vec::new(), Vec::new())
    }

    #[test]
    fn a_wrong_split_costs_what_the_shared_task_says() {
        let text = "we can't go.";
        let gold = document(
            text,
            &[&[(0, 2, false, 4), (3, 5, false, 4), (5, 8, true, 4), (9, 11, false, 0), (11, 12, false, 4)]],
        );
        let same = score(&gold, &gold);
        assert_eq!((same.tokens.f1(), same.words.f1(), same.las.f1()), (100.0, 100.0, 100.0));
        let system = document(
            text,
            &[&[(0, 2, false, 3), (3, 8, false, 3), (9, 11, false, 0)], &[(11, 12, false, 0)]],
        );
        let found = score(&gold, &system);
        assert_eq!(found.tokens, Score { correct: 4, gold: 4, system: 4 });
        assert_eq!(found.words, Score { correct: 3, gold: 5, system: 4 });
        assert_eq!(found.sentences, Score { correct: 0, gold: 1, system: 2 });
        assert_eq!(found.uas.correct, 2);
    }
}
