//! Word classes of the event lexicon and tests for membership: `@prisoner`, `hostage|captive`, `@actor`.

use super::lexicon::{LexiconError, data_lines};
use std::collections::{HashMap, HashSet};

/// Named sets of lemmas, from `events-classes.tsv`.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    by_name: HashMap<&'static str, usize>,
    sets: Vec<HashSet<&'static str>>,
    /// Whether the class takes in whoever can act.
    actor: Vec<bool>,
}

/// What a nominal must be, one of several.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// Plain words; a hyphen also stands for a compound.
    words: HashSet<&'static str>,
    classes: Vec<usize>,
    /// Anybody who can act.
    pub actor: bool,
    /// A place name or a kind of place.
    pub place: bool,
    /// A complement clause.
    pub clause: bool,
    /// An infinitive: "agreed to".
    pub infinitive: bool,
    /// Anything at all.
    pub any: bool,
    /// No person by name, no "it".
    strict: bool,
    /// No pronoun: the word alone is too little ("they fired").
    pub noun: bool,
    /// A person's name fits without a title.
    pub person: bool,
    /// It may also be said of the object: "called him a liar".
    pub predicative: bool,
}

impl Classes {
    pub(super) fn read(file: &str, text: &'static str, errors: &mut Vec<LexiconError>) -> Classes {
        let mut classes = Classes::default();
        let mut lines: Vec<(usize, Vec<&'static str>)> = Vec::new();
        for (number, line) in data_lines(text) {
            let Some((name, words)) = line.split_once('\t') else {
                errors.push(LexiconError {
                    file: file.to_string(),
                    line: number,
                    column: None,
                    reason: "two columns wanted: class, words".to_string(),
                });
                continue;
            };
            if classes.by_name.insert(name, lines.len()).is_some() {
                errors.push(LexiconError {
                    file: file.to_string(),
                    line: number,
                    column: Some("class"),
                    reason: format!("`{name}` stands twice"),
                });
            }
            lines.push((number, words.split_whitespace().collect()));
        }
        classes.sets = vec![HashSet::new(); lines.len()];
        classes.actor = vec![false; lines.len()];
        for idx in 0..lines.len() {
            let mut open = vec![idx];
            let mut seen = HashSet::new();
            while let Some(at) = open.pop() {
                if !seen.insert(at) {
                    continue;
                }
                for &word in &lines[at].1 {
                    match word.strip_prefix('@') {
                        Some("actor") => classes.actor[idx] = true,
                        Some(other) => match classes.by_name.get(other) {
                            Some(&other) => open.push(other),
                            None => errors.push(LexiconError {
                                file: file.to_string(),
                                line: lines[at].0,
                                column: Some("words"),
                                reason: format!("no class `{other}`"),
                            }),
                        },
                        None => {
                            classes.sets[idx].insert(word);
                        }
                    }
                }
            }
        }
        classes
    }

    /// Whether a lemma is in the class of that name.
    pub(super) fn has(&self, class: &str, lemma: &str) -> bool {
        self.by_name.get(class).is_some_and(|&idx| self.sets[idx].contains(lemma))
    }
}

impl Terms {
    /// A cell like `@prisoner|hostage`; `None` for `-`.
    pub(super) fn read(cell: &'static str, classes: &Classes) -> Result<Option<Terms>, String> {
        if cell == "-" {
            return Ok(None);
        }
        let mut terms = Terms::default();
        for term in cell.split('|') {
            match term.strip_prefix('@') {
                Some(class) => terms.add(class, classes)?,
                None if term.is_empty() || term.contains(char::is_uppercase) => {
                    return Err(format!("`{term}` is no lower-case lemma"));
                }
                None => {
                    terms.words.insert(term);
                }
            }
        }
        Ok(Some(terms))
    }

    /// One class by its name.
    pub(super) fn of_class(class: &'static str, classes: &Classes) -> Result<Terms, String> {
        let mut terms = Terms::default();
        terms.add(class, classes)?;
        Ok(terms)
    }

    fn add(&mut self, class: &str, classes: &Classes) -> Result<(), String> {
        match class {
            "actor" => self.actor = true,
            "place" => self.place = true,
            "clause" => self.clause = true,
            "infinitive" => self.infinitive = true,
            "any" => self.any = true,
            "place-or-actor" => {
                self.actor = true;
                self.place = true;
            }
            _ => match classes.by_name.get(class) {
                Some(&idx) => {
                    self.person |= classes.sets[idx].contains("president");
                    self.predicative |= class == "insult";
                    self.strict |= matches!(class, "forces" | "peacekeeper-subj" | "protester-subj");
                    self.noun |= class == "shooter";
                    self.actor |= classes.actor[idx];
                    self.classes.push(idx);
                }
                None => return Err(format!("no class `{class}` in events-classes.tsv")),
            },
        }
        Ok(())
    }

    /// Whether only the words themselves fit, and no person's name: forces.
    pub(super) fn is_strict(&self) -> bool {
        self.strict
    }

    /// Whether a lemma, or a compound written with a hyphen, is one of the words or in one of the classes.
    pub(super) fn has(&self, lemma: &str, classes: &Classes) -> bool {
        self.words.contains(lemma) || self.classes.iter().any(|&class| classes.sets[class].contains(lemma))
    }
}
