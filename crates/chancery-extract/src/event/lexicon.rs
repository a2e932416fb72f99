//! The lexicon of predicates: `lexicon/events-*.tsv`, compiled in, checked and indexed by lemma once.
//!
//! An [`Entry`] says which word, with which particle, object or preposition, is an event of which type, and where actor
//! and recipient stand. A user's own file has the same columns and comes after the built-in ones; a line with a known id
//! takes that entry's place. Nothing of the tree is asked here.

use super::term::{Classes, Terms};
use chancery_record::{EventType, codebook};
use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

/// The built-in files with the names that messages give.
const FILES: &[(&str, &str)] = &[
    ("events-agree.tsv", include_str!("../../lexicon/events-agree.tsv")),
    ("events-consult.tsv", include_str!("../../lexicon/events-consult.tsv")),
    ("events-support.tsv", include_str!("../../lexicon/events-support.tsv")),
    ("events-concede.tsv", include_str!("../../lexicon/events-concede.tsv")),
    ("events-cooperate.tsv", include_str!("../../lexicon/events-cooperate.tsv")),
    ("events-aid.tsv", include_str!("../../lexicon/events-aid.tsv")),
    ("events-retreat.tsv", include_str!("../../lexicon/events-retreat.tsv")),
    ("events-request.tsv", include_str!("../../lexicon/events-request.tsv")),
    ("events-accuse.tsv", include_str!("../../lexicon/events-accuse.tsv")),
    ("events-reject.tsv", include_str!("../../lexicon/events-reject.tsv")),
    ("events-threaten.tsv", include_str!("../../lexicon/events-threaten.tsv")),
    ("events-protest.tsv", include_str!("../../lexicon/events-protest.tsv")),
    ("events-sanction.tsv", include_str!("../../lexicon/events-sanction.tsv")),
    ("events-mobilize.tsv", include_str!("../../lexicon/events-mobilize.tsv")),
    ("events-coerce.tsv", include_str!("../../lexicon/events-coerce.tsv")),
    ("events-assault.tsv", include_str!("../../lexicon/events-assault.tsv")),
];
const CLASSES: &str = include_str!("../../lexicon/events-classes.tsv");

/// The columns of an entry's line, in order.
pub const COLUMNS: [&str; 10] =
    ["id", "type", "mode", "kind", "words", "object", "actor", "recipient", "block", "contexts"];

/// What kind of pattern an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A verb, with particle or fixed words.
    Verb,
    /// A verb with an object of the entry's words.
    VerbObject,
    /// A verb with a prepositional phrase: "go on strike".
    VerbOblique,
    /// An event noun.
    Noun,
}

/// Where the recipient may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Direct object, or subject of a passive.
    Object,
    /// Indirect object.
    Indirect,
    /// Inside the object's phrase: possessor, nationality, "of …".
    Within,
    /// The subject of the complement clause.
    ClauseSubject,
    /// After a preposition.
    Preposition(&'static str),
}

/// One line of the lexicon.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub id: &'static str,
    pub event_type: EventType,
    pub mode: Option<&'static str>,
    pub kind: Kind,
    /// The words after the first: particle, fixed object, preposition.
    pub rest: Vec<&'static str>,
    /// What object (for `VerbOblique`: what nominal after `preposition`) is asked for.
    pub object: Option<Terms>,
    pub preposition: Option<&'static str>,
    /// Whether all parties are actors.
    pub reciprocal: bool,
    /// Class that the subject must have; `Some("actor")` is built in.
    pub subject: Option<Terms>,
    pub recipient: Vec<Place>,
    /// Blockers, each with the role that it looks at.
    pub block: Vec<(Scope, Terms)>,
    pub contexts: Vec<&'static str>,
}

/// Where a blocker is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Subject,
    Object,
    /// Subject, object and what hangs on the predicate and on them.
    Clause,
    /// The whole sentence.
    Sentence,
}

/// A line that cannot be read, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconError {
    /// File name.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column name, if one is at fault.
    pub column: Option<&'static str>,
    /// What is wrong, and what would be right.
    pub reason: String,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, "column {column}: ")?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for LexiconError {}

/// All entries, indexed.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pub(super) entries: Vec<Entry>,
    pub(super) classes: Classes,
    pub(super) verbs: HashMap<&'static str, Vec<u32>>,
    pub(super) nouns: HashMap<&'static str, Vec<u32>>,
}

impl Lexicon {
    /// The built-in lexicon.
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        // A test holds every built-in line to the schema; a bad line would be left out here.
        LEXICON.get_or_init(|| Lexicon::load(&[]).0)
    }

    /// The built-in entries and a user's files (name, text) after them.
    ///
    /// # Errors
    /// Every line that breaks the schema, with file, line, column and reason.
    pub fn with(files: &[(String, String)]) -> Result<Lexicon, Vec<LexiconError>> {
        let (lexicon, errors) = Lexicon::load(files);
        if errors.is_empty() { Ok(lexicon) } else { Err(errors) }
    }

    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn load(files: &[(String, String)]) -> (Lexicon, Vec<LexiconError>) {
        let mut errors = Vec::new();
        let mut lexicon = Lexicon {
            classes: Classes::read("events-classes.tsv", CLASSES, &mut errors),
            ..Lexicon::default()
        };
        let mut by_id: HashMap<&'static str, usize> = HashMap::new();
        let built_in = FILES.iter().map(|&(name, text)| (name, text));
        // A user's lexicon lives as long as the program: entries hold plain `'static` words.
        let own = files.iter().map(|(name, text)| (name.as_str(), &*text.clone().leak()));
        for (name, text) in built_in.chain(own) {
            let is_own = !FILES.iter().any(|&(built_in, _)| built_in == name);
            for (number, line) in data_lines(text) {
                let cells: Vec<&'static str> = line.split('\t').collect();
                match entry(&cells, &lexicon.classes) {
                    Ok(entry) => match by_id.get(entry.id) {
                        Some(&at) if is_own => lexicon.entries[at] = entry,
                        Some(_) => errors.push(LexiconError {
                            file: name.to_string(),
                            line: number,
                            column: Some("id"),
                            reason: format!("`{}` stands twice", entry.id),
                        }),
                        None => {
                            by_id.insert(entry.id, lexicon.entries.len());
                            lexicon.entries.push(entry);
                        }
                    },
                    Err((column, reason)) => {
                        errors.push(LexiconError { file: name.to_string(), line: number, column, reason });
                    }
                }
            }
        }
        lexicon.index();
        (lexicon, errors)
    }

    fn index(&mut self) {
        for (idx, entry) in self.entries.iter().enumerate() {
            let first = entry.rest.first().copied().unwrap_or("");
            match entry.kind {
                Kind::Noun => {
                    self.nouns.entry(first).or_default().push(idx as u32);
                    if let Some((_, last)) = first.rsplit_once('-') {
                        self.nouns.entry(last).or_default().push(idx as u32);
                    }
                }
                _ => self.verbs.entry(first).or_default().push(idx as u32),
            }
        }
    }
}

/// The lines of a TSV file that hold data, numbered from 1: no comments, no blank lines, no heading.
pub(super) fn data_lines(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    text.lines()
        .enumerate()
        .map(|(idx, line)| (idx + 1, line))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .skip(1)
}

type Fault = (Option<&'static str>, String);

/// `rest` of the finished entry holds all words, the first (the key) included.
fn entry(cells: &[&'static str], classes: &Classes) -> Result<Entry, Fault> {
    let &[id, event_type, mode, kind, words, object, actor, recipient, block, contexts] = cells else {
        return Err((
            None,
            format!("{} columns found, {} wanted: {}", cells.len(), COLUMNS.len(), COLUMNS.join(", ")),
        ));
    };
    let event_type = EventType::from_label(event_type)
        .ok_or_else(|| (Some("type"), format!("`{event_type}` is none of the sixteen event types")))?;
    let stem = id.split('.').next().unwrap_or("");
    if stem != event_type.label().to_lowercase() || id.len() < stem.len() + 2 {
        return Err((
            Some("id"),
            format!("`{id}` does not begin with `{}.`", event_type.label().to_lowercase()),
        ));
    }
    let mode = match mode {
        "-" => None,
        mode if codebook().event_type(event_type).mode(mode).is_some() => Some(mode),
        mode => return Err((Some("mode"), format!("{event_type} has no mode `{mode}` in the codebook"))),
    };
    let kind = match kind {
        "verb" => Kind::Verb,
        "verb+object" => Kind::VerbObject,
        "verb+oblique" => Kind::VerbOblique,
        "noun" => Kind::Noun,
        kind => {
            return Err((Some("kind"), format!("`{kind}` is none of verb, verb+object, verb+oblique, noun")));
        }
    };
    let rest: Vec<&'static str> = words.split(' ').collect();
    if rest.iter().any(|word| word.is_empty() || word.chars().any(char::is_uppercase)) {
        return Err((Some("words"), format!("`{words}` is no list of lower-case lemmas")));
    }
    let (preposition, object) = match kind {
        Kind::VerbOblique => match object.split_once(':') {
            Some((preposition, object)) => (Some(preposition), object),
            None => return Err((Some("object"), format!("`{object}` has no `preposition:` before it"))),
        },
        _ => (None, object),
    };
    let object = terms(object, "object", classes)?;
    if kind == Kind::VerbObject && object.is_none() {
        return Err((Some("object"), "a verb+object entry needs one".to_string()));
    }
    let (stand, subject) = actor.split_once(':').unwrap_or((actor, "-"));
    let reciprocal = match stand {
        "subj" | "own" => false,
        "subj+with" | "subj+obj" | "own+with" => true,
        _ => {
            return Err((
                Some("actor"),
                format!("`{actor}` is none of subj, subj+with, subj+obj, own, own+with"),
            ));
        }
    };
    let subject = terms_of(subject, "actor", classes)?;
    let recipient = match recipient {
        "-" => Vec::new(),
        list => list.split('|').filter(|place| *place != "-").map(place_of).collect(),
    };
    let mut blockers = Vec::new();
    for term in block.split('|').filter(|term| *term != "-") {
        let (name, scope) = match term {
            "@sport" | "@film" => (term, Scope::Sentence),
            _ => match term.rsplit_once('-') {
                Some((name, "subject")) => (name, Scope::Subject),
                Some((name, "object")) => (name, Scope::Object),
                _ => (term, Scope::Clause),
            },
        };
        if let Some(terms) = terms(name, "block", classes)? {
            blockers.push((scope, terms));
        }
    }
    let contexts: Vec<&'static str> =
        contexts.split('|').filter(|context| *context != "-" && !context.is_empty()).collect();
    if let Some(context) = contexts.iter().find(|&&context| !codebook().contexts.contains_key(context)) {
        return Err((Some("contexts"), format!("`{context}` is none of the codebook's contexts")));
    }
    Ok(Entry {
        id,
        event_type,
        mode,
        kind,
        rest,
        object,
        preposition,
        reciprocal,
        subject,
        recipient,
        block: blockers,
        contexts,
    })
}

fn place_of(place: &'static str) -> Place {
    match place {
        "obj" => Place::Object,
        "iobj" => Place::Indirect,
        "within" => Place::Within,
        "clause-subject" => Place::ClauseSubject,
        preposition => Place::Preposition(preposition),
    }
}

fn terms(cell: &'static str, column: &'static str, classes: &Classes) -> Result<Option<Terms>, Fault> {
    Terms::read(cell, classes).map_err(|reason| (Some(column), reason))
}

fn terms_of(class: &'static str, column: &'static str, classes: &Classes) -> Result<Option<Terms>, Fault> {
    if class == "-" {
        return Ok(None);
    }
    Terms::of_class(class, classes).map(Some).map_err(|reason| (Some(column), reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_line_is_valid() {
        let (lexicon, errors) = Lexicon::load(&[]);
        let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert!(messages.is_empty(), "{}", messages.join("\n"));
        assert!(lexicon.len() >= 1_500, "{} entries", lexicon.len());
        for event_type in EventType::ALL {
            assert!(lexicon.entries.iter().filter(|entry| entry.event_type == *event_type).count() >= 30);
        }
    }

    fn fault(line: &str) -> String {
        let text = format!("{}\n{line}\n", COLUMNS.join("\t"));
        let errors = Lexicon::with(&[("own.tsv".to_string(), text)]).unwrap_err();
        errors[0].to_string()
    }

    #[test]
    fn a_bad_line_is_told_with_its_place() {
        assert_eq!(
            fault("assault.zap\tASSAULT\tdance\tverb\tzap\t-\tsubj\tobj\t-\t-"),
            "own.tsv:2: column mode: ASSAULT has no mode `dance` in the codebook"
        );
        assert_eq!(
            fault("assault.zap\tASSAULT\t-\tverb\tzap\t@nonsense\tsubj\tobj\t-\t-"),
            "own.tsv:2: column object: no class `nonsense` in events-classes.tsv"
        );
        assert!(fault("assault.zap\tASSAULT\t-").starts_with("own.tsv:2: 3 columns found, 10 wanted"));
    }

    #[test]
    fn a_user_adds_and_overrides() {
        let line = "assault.attack\tASSAULT\tbeat\tverb\tattack\t-\tsubj\tobj\t-\t-\n\
                    aid.zap\tAID\t-\tverb\tzap\t-\tsubj\tobj\t-\t-";
        let text = format!("{}\n{line}\n", COLUMNS.join("\t"));
        let lexicon = Lexicon::with(&[("own.tsv".to_string(), text)]).unwrap();
        let attack = lexicon.entries.iter().find(|entry| entry.id == "assault.attack").unwrap();
        assert_eq!(attack.mode, Some("beat"));
        assert_eq!(lexicon.len(), Lexicon::embedded().len() + 1);
    }
}
