//! The words that take a stance, from `lexicon/positions.tsv`; `lexicon/positions.md` describes the columns.

use crate::event::data_lines;
use chancery_record::Stance;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

const STANCES: &str = include_str!("../../lexicon/positions.tsv");
const WORDS: &str = include_str!("../../lexicon/positions-words.tsv");

/// What an entry's word is in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The holder is its subject.
    Verb,
    /// The holder owns it, or is the subject of the verb that carries it.
    Noun,
    /// The holder is its subject.
    Adjective,
    /// A document is its subject.
    Plan,
    /// Its subject is the content; who says so holds it.
    Judgement,
}

/// Where the issue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Object,
    Clause,
    Infinitive,
    Gerund,
    Whether,
    Subject,
    /// An object that is itself a demand.
    Demand,
    Preposition(&'static str),
}

/// Of whom it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Object,
    Indirect,
    ClauseSubject,
    Preposition(&'static str),
}

/// One line of the lexicon.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub id: &'static str,
    pub stance: Stance,
    pub negated: Option<Stance>,
    pub kind: Kind,
    pub words: Vec<&'static str>,
    pub content: Vec<Place>,
    pub target: Vec<Target>,
    /// Whether a content that fits no issue is kept with its words.
    pub other: bool,
}

/// All stance words, and the word classes beside them.
#[derive(Clone, Debug, Default)]
pub(super) struct Stances {
    entries: Vec<Entry>,
    /// By the first word; judgements by the last, which is the predicate.
    by_word: HashMap<&'static str, Vec<u32>>,
    classes: HashMap<&'static str, HashSet<&'static str>>,
}

impl Stances {
    /// The built-in lexicon. A test holds every line to its form; a bad one would be left out here.
    pub(super) fn embedded() -> &'static Stances {
        static LEXICON: OnceLock<Stances> = OnceLock::new();
        LEXICON.get_or_init(|| Stances::load().0)
    }

    /// The entries of a lemma, those with more words first.
    pub(super) fn of(&self, lemma: &str) -> impl Iterator<Item = &Entry> {
        self.by_word.get(lemma).into_iter().flatten().map(|&idx| &self.entries[idx as usize])
    }

    /// Whether a lemma is of a class.
    pub(super) fn has(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(lemma))
    }

    fn load() -> (Stances, Vec<String>) {
        let mut lexicon = Stances::default();
        let mut errors = Vec::new();
        for (line, text) in data_lines(STANCES) {
            match entry(text) {
                Ok(entry) => lexicon.entries.push(entry),
                Err(reason) => errors.push(format!("positions.tsv:{line}: {reason}")),
            }
        }
        // Those with more words first, then those that want a certain object.
        let rank = |entry: &Entry| (usize::MAX - entry.words.len(), !entry.content.contains(&Place::Demand));
        lexicon.entries.sort_by(|a, b| rank(a).cmp(&rank(b)).then(a.id.cmp(b.id)));
        for (idx, entry) in lexicon.entries.iter().enumerate() {
            let word = match entry.kind {
                Kind::Judgement => entry.words.last(),
                _ => entry.words.first(),
            };
            lexicon.by_word.entry(word.copied().unwrap_or("")).or_default().push(idx as u32);
        }
        for (line, text) in data_lines(WORDS) {
            match text.split_once('\t') {
                Some((class, words)) => {
                    lexicon.classes.entry(class).or_default().extend(words.split_whitespace());
                }
                None => errors.push(format!("positions-words.tsv:{line}: no tab")),
            }
        }
        (lexicon, errors)
    }
}

fn entry(line: &'static str) -> Result<Entry, String> {
    let cells: Vec<&'static str> = line.split('\t').collect();
    let &[id, stance, negated, kind, words, content, target, other] = cells.as_slice() else {
        return Err(format!("{} columns, not 8", cells.len()));
    };
    let stance_of =
        |label: &str| Stance::from_label(label).ok_or_else(|| format!("no stance is called `{label}`"));
    Ok(Entry {
        id,
        stance: stance_of(stance)?,
        negated: if negated == "-" { None } else { Some(stance_of(negated)?) },
        kind: match kind {
            "verb" => Kind::Verb,
            "noun" => Kind::Noun,
            "adjective" => Kind::Adjective,
            "plan" => Kind::Plan,
            "judgement" => Kind::Judgement,
            other => return Err(format!("no kind is called `{other}`")),
        },
        words: words.split(' ').collect(),
        content: content.split('|').map(place).collect(),
        target: target.split('|').filter(|&target| target != "-").map(target_of).collect(),
        other: other == "yes",
    })
}

fn place(name: &'static str) -> Place {
    match name {
        "obj" => Place::Object,
        "clause" => Place::Clause,
        "inf" => Place::Infinitive,
        "ing" => Place::Gerund,
        "whether" => Place::Whether,
        "subject" => Place::Subject,
        "demand" => Place::Demand,
        preposition => Place::Preposition(preposition),
    }
}

fn target_of(name: &'static str) -> Target {
    match name {
        "obj" => Target::Object,
        "iobj" => Target::Indirect,
        "clause" => Target::ClauseSubject,
        preposition => Target::Preposition(preposition),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_valid_and_ids_are_unique() {
        let (lexicon, errors) = Stances::load();
        assert!(errors.is_empty(), "{errors:?}");
        let mut ids = HashSet::new();
        assert!(lexicon.entries.iter().all(|entry| ids.insert(entry.id)));
        assert!(lexicon.entries.len() > 300);
        assert!(lexicon.has("turn", "refusal"));
    }
}
