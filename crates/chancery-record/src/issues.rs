//! What positions are about: the issue codebook `data/issues.toml`, compiled in, and a user's own file on top of it.
//!
//! Ids, meanings and phrases live here; finding a phrase in a sentence is the business of the extract crate.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;
use toml::Spanned;

const SOURCE: &str = include_str!("../data/issues.toml");

/// The issue of a position whose phrase fits none of the codebook.
pub const OTHER: &str = "other";

static ISSUES: LazyLock<IssueBook> = LazyLock::new(|| IssueBook {
    issues: parse(SOURCE, "issues.toml").expect("the compiled-in issues are checked by a test"),
    mark: None,
});

/// The issue codebook that was compiled in.
///
/// ```
/// use chancery_record::issues;
/// assert_eq!(issues().get("ceasefire").unwrap().name, "Ceasefire");
/// ```
pub fn issues() -> &'static IssueBook {
    &ISSUES
}

/// The issues that positions are sorted into.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IssueBook {
    issues: Vec<Issue>,
    mark: Option<String>,
}

/// One issue of the codebook.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// `ceasefire`: lower case, hyphens.
    pub id: String,
    /// For people.
    pub name: String,
    /// What it is.
    pub definition: String,
    /// A sentence with a position on it.
    pub example: String,
    /// Where it ends and another begins.
    pub not: String,
    /// The issue that is meant where somebody wants an end of this one.
    pub ending: Option<String>,
    /// Phrases that name it.
    pub words: Vec<Phrase>,
    /// Phrases that name it only where nothing else in the words names an issue.
    pub weak: Vec<Phrase>,
    /// Phrases that name its contrary: a stance on that is turned round.
    pub contrary: Vec<Phrase>,
    /// Phrases that hold one of its words and are about something else.
    pub but_not: Vec<Phrase>,
}

/// A phrase of dictionary forms. Parts stand within a few words of each other in any order; the words of a part stand
/// next to each other; of a word's alternatives any may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The parts, each a run of words, each word with its alternatives.
    pub parts: Vec<Vec<Vec<String>>>,
}

impl fmt::Display for Phrase {
    /// As the codebook writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, part) in self.parts.iter().enumerate() {
            let words: Vec<String> = part.iter().map(|alternatives| alternatives.join("|")).collect();
            write!(f, "{}{}", if n > 0 { " + " } else { "" }, words.join(" "))?;
        }
        Ok(())
    }
}

impl Phrase {
    /// How many words it has: a longer phrase says more than a shorter one.
    pub fn n_words(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    fn parse(text: &str) -> Result<Phrase, String> {
        let mut parts = Vec::new();
        for part in text.split('+') {
            let mut words = Vec::new();
            for word in part.split_whitespace() {
                let alternatives: Vec<String> = word.split('|').map(str::to_lowercase).collect();
                if alternatives.iter().any(String::is_empty) {
                    return Err(format!("`{word}` has an empty alternative"));
                }
                words.push(alternatives);
            }
            if words.is_empty() {
                return Err(format!("`{text}` has a part without words"));
            }
            parts.push(words);
        }
        Ok(Phrase { parts })
    }
}

/// What is wrong with a file of issues, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueError {
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for IssueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

impl std::error::Error for IssueError {}

impl IssueBook {
    /// Every issue, in the order of the codebook.
    pub fn all(&self) -> &[Issue] {
        &self.issues
    }

    /// The issue with this id.
    pub fn get(&self, id: &str) -> Option<&Issue> {
        self.issues.iter().find(|issue| issue.id == id)
    }

    /// What tells these issues from the built-in ones in a record: a hash of the user's files, if there are any.
    pub fn mark(&self) -> Option<&str> {
        self.mark.as_deref()
    }

    /// These issues with a user's own on top: an issue with a known id takes that issue's place, others come behind.
    ///
    /// ```
    /// use chancery_record::issues;
    /// let own = "[[issue]]\nid = 'fisheries'\nname = 'Fisheries'\ndefinition = 'Who may fish.'\nwords = ['fishing']";
    /// assert!(issues().with_file(own, "own.toml").unwrap().get("fisheries").is_some());
    /// let wrong = issues().with_file("[[issue]]\nid = 'A b'", "own.toml").unwrap_err();
    /// assert_eq!(wrong.line, 1);
    /// ```
    pub fn with_file(&self, text: &str, file: &str) -> Result<IssueBook, IssueError> {
        let mut issues = self.issues.clone();
        for own in parse(text, file)? {
            match issues.iter_mut().find(|issue| issue.id == own.id) {
                Some(known) => *known = own,
                None => issues.push(own),
            }
        }
        // FNV-1a over the files, one after the other.
        let before = self.mark.as_deref().unwrap_or_default();
        let hash = before
            .bytes()
            .chain(text.bytes())
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        Ok(IssueBook { issues, mark: Some(format!("{hash:08x}")) })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    issue: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    name: String,
    definition: String,
    #[serde(default)]
    example: String,
    #[serde(default)]
    not: String,
    ending: Option<Spanned<String>>,
    words: Vec<Spanned<String>>,
    #[serde(default)]
    weak: Vec<Spanned<String>>,
    #[serde(default)]
    contrary: Vec<Spanned<String>>,
    #[serde(default)]
    but_not: Vec<Spanned<String>>,
}

fn parse(text: &str, file: &str) -> Result<Vec<Issue>, IssueError> {
    let error = |at: usize, reason: String| IssueError {
        file: file.to_owned(),
        line: text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count() + 1,
        reason,
    };
    let parsed: File = toml::from_str(text)
        .map_err(|wrong| error(wrong.span().map_or(0, |span| span.start), wrong.message().to_owned()))?;
    let mut issues = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in parsed.issue {
        let at = entry.id.span().start;
        let id = entry.id.into_inner();
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            return Err(error(at, format!("the id `{id}` is not of lower-case letters, digits and hyphens")));
        }
        if id == OTHER {
            return Err(error(at, format!("`{OTHER}` stands for what fits no issue")));
        }
        if !seen.insert(id.clone()) {
            return Err(error(at, format!("the id `{id}` stands twice")));
        }
        if entry.words.is_empty() {
            return Err(error(at, format!("`{id}` has no words, so nothing can be about it")));
        }
        let phrases = |phrases: Vec<Spanned<String>>| {
            let parse = |phrase: Spanned<String>| {
                Phrase::parse(phrase.get_ref()).map_err(|reason| error(phrase.span().start, reason))
            };
            phrases.into_iter().map(parse).collect::<Result<Vec<_>, _>>()
        };
        issues.push(Issue {
            id,
            name: entry.name,
            definition: entry.definition,
            example: entry.example,
            not: entry.not,
            ending: entry.ending.map(Spanned::into_inner),
            words: phrases(entry.words)?,
            weak: phrases(entry.weak)?,
            contrary: phrases(entry.contrary)?,
            but_not: phrases(entry.but_not)?,
        });
    }
    Ok(issues)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_issue_is_whole_and_leads_to_issues_that_are_there() {
        let book = issues();
        assert!(book.all().len() >= 40);
        for issue in book.all() {
            for text in [&issue.definition, &issue.example, &issue.not] {
                assert!(text.len() > 12 && text.ends_with(['.', '”', '"']), "{}: {text}", issue.id);
            }
            assert!(issue.ending.iter().all(|ending| book.get(ending).is_some()), "{}", issue.id);
            for (at, part) in issue.not.split('`').enumerate() {
                assert!(at % 2 == 0 || book.get(part).is_some(), "{}: no issue `{part}`", issue.id);
            }
        }
    }

    #[test]
    fn an_own_file_adds_and_replaces() {
        let own = "[[issue]]\nid = 'water'\nname = 'Wells'\ndefinition = 'Wells only.'\nwords = ['well']\n";
        let book = issues().with_file(own, "own.toml").unwrap();
        assert_eq!(book.all().len(), issues().all().len());
        assert_eq!(book.get("water").unwrap().name, "Wells");
    }

    #[test]
    fn a_wrong_file_is_told_with_its_line() {
        let wrong = |text: &str| issues().with_file(text, "own.toml").unwrap_err().to_string();
        let head = "# mine\n[[issue]]\nname = 'X'\ndefinition = 'X.'\n";
        assert_eq!(
            wrong(&format!("{head}id = 'x'\nwords = []")),
            "own.toml:5: `x` has no words, so nothing can be about it"
        );
        assert_eq!(
            wrong(&format!("{head}id = 'x'\nwords = ['a', 'b |c']")),
            "own.toml:6: `|c` has an empty alternative"
        );
        assert!(wrong(&format!("{head}id = 'Big'\nwords = ['a']")).starts_with("own.toml:5: the id `Big`"));
        assert!(wrong("[[issue]]\nid = 'x'\ncolour = 1").contains("unknown field `colour`"));
        assert!(wrong("issue =").starts_with("own.toml:1: "));
    }
}
