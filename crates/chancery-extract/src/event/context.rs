//! What an event is about: PLOVER contexts, from `lexicon/events-contexts.tsv`.
//!
//! The words of the sentence decide; an entry's own contexts come first. At most four are given, in the order of how
//! many words speak for them.

use super::lexicon::{LexiconError, data_lines};
use chancery_record::codebook;
use std::collections::HashMap;
use std::sync::OnceLock;

const CONTEXTS: &str = include_str!("../../lexicon/events-contexts.tsv");
const MOST: usize = 4;

/// Contexts by lemma.
#[derive(Clone, Debug, Default)]
pub(super) struct Contexts {
    labels: Vec<&'static str>,
    by_word: HashMap<&'static str, Vec<u32>>,
}

impl Contexts {
    pub(super) fn embedded() -> &'static Contexts {
        static CONTEXTS: OnceLock<Contexts> = OnceLock::new();
        CONTEXTS.get_or_init(|| Contexts::load().0)
    }

    fn load() -> (Contexts, Vec<LexiconError>) {
        let mut contexts = Contexts::default();
        let mut errors = Vec::new();
        for (number, line) in data_lines(CONTEXTS) {
            let (label, words) = line.split_once('\t').unwrap_or((line, ""));
            if !codebook().contexts.contains_key(label) || words.is_empty() {
                errors.push(LexiconError {
                    file: "events-contexts.tsv".to_string(),
                    line: number,
                    column: Some("context"),
                    reason: format!("`{label}` is none of the codebook's contexts, or has no words"),
                });
                continue;
            }
            let idx = contexts.labels.len() as u32;
            contexts.labels.push(label);
            for word in words.split_whitespace() {
                contexts.by_word.entry(word).or_default().push(idx);
            }
        }
        (contexts, errors)
    }

    /// The contexts of a sentence, given its lemmas; an entry's own ones stand first.
    pub(super) fn of(&self, own: &[&'static str], lemmas: &[String]) -> Vec<&'static str> {
        let mut counts = vec![0u32; self.labels.len()];
        let mut count = |word: &str| {
            for &idx in self.by_word.get(word).into_iter().flatten() {
                counts[idx as usize] += 1;
            }
        };
        let mut pair = String::new();
        for (position, lemma) in lemmas.iter().enumerate() {
            count(lemma);
            if let Some(next) = lemmas.get(position + 1) {
                pair.clear();
                pair.push_str(lemma);
                pair.push('-');
                pair.push_str(next);
                count(&pair);
            }
        }
        let mut order: Vec<usize> = (0..counts.len()).filter(|&idx| counts[idx] > 0).collect();
        order.sort_by_key(|&idx| std::cmp::Reverse(counts[idx]));
        let mut found: Vec<&'static str> = own.to_vec();
        for idx in order {
            if found.len() < MOST && !found.contains(&self.labels[idx]) {
                found.push(self.labels[idx]);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_valid_and_every_context_has_words() {
        let (contexts, errors) = Contexts::load();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(contexts.labels.len(), codebook().contexts.len());
    }

    #[test]
    fn the_sentence_tells_the_context() {
        let lemmas: Vec<String> =
            "the foreign minister discuss the border".split(' ').map(str::to_string).collect();
        let found = Contexts::embedded().of(&["diplomatic"], &lemmas);
        assert_eq!(found[0], "diplomatic");
        assert!(found.contains(&"territory"));
    }
}
