//! Which issue some words are about: phrases of the issue codebook, found among tokens.
//!
//! Who holds what on it does not enter here.

use crate::event::view::View;
use chancery_record::{IssueBook, IssueError, Phrase, issues};
use std::collections::HashMap;
use std::sync::OnceLock;

/// How far apart the parts of a phrase may stand, in words.
const WINDOW: usize = 7;

/// The issues of a codebook with their phrases ready to be found.
#[derive(Clone, Debug, Default)]
pub struct Issues {
    book: IssueBook,
    phrases: Vec<Sought>,
    /// Phrases by each word that their first part may begin with.
    by_word: HashMap<String, Vec<u32>>,
}

/// A phrase and what finding it tells.
#[derive(Clone, Debug)]
struct Sought {
    issue: usize,
    force: Force,
    phrase: Phrase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Force {
    /// Names the issue.
    Names,
    /// Names it where nothing else names one.
    Weak,
    /// Names its contrary.
    Contrary,
    /// Tells that another thing is meant.
    Not,
}

/// An issue found among tokens.
#[derive(Clone, Debug)]
pub(super) struct Matter {
    /// Its number in the codebook.
    pub issue: usize,
    /// The tokens that name it, in text order.
    pub tokens: Vec<usize>,
    /// Whether it only names the issue where nothing else does.
    pub weak: bool,
    /// Whether it names the contrary of the issue.
    pub contrary: bool,
}

/// How far from the head of the content an issue may be named in the tree, by a phrase and by a weak one.
const FURTHEST: usize = 5;
const FURTHEST_WEAK: usize = 2;

impl Issues {
    /// The built-in codebook.
    pub fn embedded() -> &'static Issues {
        static ISSUES: OnceLock<Issues> = OnceLock::new();
        ISSUES.get_or_init(|| Issues::new(issues().clone()))
    }

    /// The built-in codebook with the user's files (name, content) on top, one after the other.
    ///
    /// # Errors
    /// The first line that is wrong, with its file.
    pub fn with(files: &[(String, String)]) -> Result<Issues, IssueError> {
        let mut book = issues().clone();
        for (name, text) in files {
            book = book.with_file(text, name)?;
        }
        Ok(Issues::new(book))
    }

    /// A codebook of the caller's.
    pub fn new(book: IssueBook) -> Issues {
        let mut found = Issues::default();
        for (number, issue) in book.all().iter().enumerate() {
            for (force, phrases) in [
                (Force::Names, &issue.words),
                (Force::Weak, &issue.weak),
                (Force::Contrary, &issue.contrary),
                (Force::Not, &issue.but_not),
            ] {
                for phrase in phrases {
                    let idx = found.phrases.len() as u32;
                    for word in phrase.parts.first().and_then(|part| part.first()).into_iter().flatten() {
                        found.by_word.entry(word.clone()).or_default().push(idx);
                    }
                    found.phrases.push(Sought { issue: number, force, phrase: phrase.clone() });
                }
            }
        }
        found.book = book;
        found
    }

    /// What tells these issues from the built-in ones in a record, if they differ.
    pub fn mark(&self) -> Option<&str> {
        self.book.mark()
    }

    /// The id of an issue by its number.
    pub(super) fn id(&self, issue: usize) -> &str {
        self.book.all().get(issue).map_or("", |issue| issue.id.as_str())
    }

    /// The number of the issue that is meant where an end of this one is wanted.
    pub(super) fn ending(&self, issue: usize) -> Option<usize> {
        let ending = self.book.all().get(issue)?.ending.as_deref()?;
        self.book.all().iter().position(|issue| issue.id == ending)
    }

    /// As [`Issues::ending`], by ids.
    pub(super) fn ending_of(&self, id: &str) -> Option<&str> {
        self.book.get(id)?.ending.as_deref()
    }

    /// What some tokens, in text order, are about; the nearest to `head` in the tree where there are several.
    pub(super) fn of(&self, view: &View<'_>, tokens: &[usize], head: usize) -> Option<Matter> {
        let mut found: Vec<(Matter, Force, usize)> = Vec::new();
        for at in 0..tokens.len() {
            let token = tokens[at];
            let form = view.document.form(token).to_lowercase();
            let lemma = view.lemma(token);
            let singular = lemma.strip_suffix('s').and_then(|word| self.by_word.get(word));
            let by_form = if form == lemma { None } else { self.by_word.get(&form) };
            let candidates = self.by_word.get(lemma).into_iter().chain(by_form).chain(singular).flatten();
            for &idx in candidates {
                let sought = &self.phrases[idx as usize];
                if let Some(places) = place(view, tokens, at, &sought.phrase) {
                    let words = sought.phrase.n_words();
                    let tokens = places.into_iter().map(|place| tokens[place]).collect();
                    let weak = sought.force == Force::Weak;
                    // A weak phrase is a thing: "dealt with" is no deal.
                    if weak && view.is_verb(token) {
                        continue;
                    }
                    let contrary = sought.force == Force::Contrary;
                    found.push((Matter { issue: sought.issue, tokens, weak, contrary }, sought.force, words));
                }
            }
        }
        let is_another = |matter: &Matter| {
            found.iter().any(|(not, force, _)| {
                *force == Force::Not
                    && not.issue == matter.issue
                    && matter.tokens.iter().any(|token| not.tokens.contains(token))
            })
        };
        let distance = |matter: &Matter| {
            matter.tokens.iter().map(|&token| steps(view, token, head)).min().unwrap_or(FURTHEST + 1)
        };
        found
            .iter()
            .filter(|(matter, force, _)| *force != Force::Not && !is_another(matter))
            .map(|(matter, _, words)| (matter, *words, distance(matter)))
            .filter(|(matter, _, distance)| *distance <= if matter.weak { FURTHEST_WEAK } else { FURTHEST })
            .max_by_key(|(matter, words, distance)| {
                let near = if *distance == 0 { 3 } else { 0 };
                let score = 2 * (*words).min(3) as isize + near - *distance as isize;
                let first = matter.tokens.first().map_or(0, |&token| token);
                (!matter.weak, score, std::cmp::Reverse((first, matter.issue)))
            })
            .map(|(matter, _, _)| matter.clone())
    }
}

/// Where among `tokens` a phrase stands whose first word is at `at`.
fn place(view: &View<'_>, tokens: &[usize], at: usize, phrase: &Phrase) -> Option<Vec<usize>> {
    let (first, others) = phrase.parts.split_first()?;
    let mut places = run(view, tokens, at, first)?;
    for part in others {
        let start = places.first().map_or(0, |&place| place.saturating_sub(WINDOW));
        let end = places.last().map_or(0, |&place| place + WINDOW).min(tokens.len().saturating_sub(1));
        let found = (start..=end)
            .filter(|place| !places.contains(place))
            .find_map(|place| run(view, tokens, place, part))
            .filter(|found| found.iter().all(|place| !places.contains(place)))?;
        places.extend(found);
        places.sort_unstable();
    }
    Some(places)
}

/// The words of a part one after the other from `at`; hyphens, determiners and possessors between them do not count.
fn run(view: &View<'_>, tokens: &[usize], at: usize, words: &[Vec<String>]) -> Option<Vec<usize>> {
    let mut places = Vec::with_capacity(words.len());
    let mut place = at;
    for (number, alternatives) in words.iter().enumerate() {
        loop {
            let &token = tokens.get(place)?;
            let form = view.document.form(token);
            let is_it =
                alternatives.iter().any(|word| word == view.lemma(token) || form.eq_ignore_ascii_case(word));
            if is_it {
                places.push(place);
                place += 1;
                break;
            }
            let data = view.document.token(token);
            if number == 0 || !matches!(data.xpos, "HYPH" | "DT" | "PRP$" | "POS") || place > at + WINDOW {
                return None;
            }
            place += 1;
        }
    }
    Some(places)
}

/// How many heads lie between a token and one above it; nine where it does not stand below it.
pub(super) fn steps(view: &View<'_>, token: usize, above: usize) -> usize {
    let mut at = token;
    for n in 0..9 {
        if at == above {
            return n;
        }
        match view.document.head(at) {
            Some(head) => at = head,
            None => break,
        }
    }
    9
}
