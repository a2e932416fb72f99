//! The lexicon of predicates: `lexicon/events-*.tsv`, compiled in, checked and indexed by lemma once.
//!
//! An [`Entry`] says which word, with which particle, object or preposition, is an event of which type, and where actor
//! and recipient stand. A user's own file has the same columns and comes after the built-in ones; a line with a known id
//! takes that entry's place, one of the kind `off` takes it away. Nothing of the tree is asked here.

use super::entry::{COLUMNS, Entry, Kind, entry};
use super::term::Classes;
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
    mark: Option<String>,
}

impl Lexicon {
    /// The built-in lexicon.
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        // A test holds every built-in line to the schema; a bad line would be left out here.
        LEXICON.get_or_init(|| Lexicon::load(&[]).0)
    }

    /// The built-in entries and a user's files (name, text) after them: `docs/lexicon.md` has their form.
    ///
    /// # Errors
    /// Every line that breaks the schema, with file, line, column and reason.
    pub fn with(files: &[(String, String)]) -> Result<Lexicon, Vec<LexiconError>> {
        let (lexicon, errors) = Lexicon::load(files);
        if errors.is_empty() { Ok(lexicon) } else { Err(errors) }
    }

    /// What tells this lexicon from the built-in one in a record: a hash of the user's files, if there are any.
    pub fn mark(&self) -> Option<&str> {
        self.mark.as_deref()
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
            mark: mark(files),
            ..Lexicon::default()
        };
        let mut slots = Slots::default();
        for &(name, text) in FILES {
            lexicon.read(name, text, &mut slots, &mut errors);
        }
        for (name, text) in files {
            // A user's lexicon lives as long as the program: entries hold plain `'static` words.
            lexicon.read(name, text.clone().leak(), &mut slots, &mut errors);
        }
        lexicon.entries = slots.entries.into_iter().flatten().collect();
        lexicon.index();
        (lexicon, errors)
    }

    /// Adds the entries of one file, over those of earlier files.
    fn read(&self, file: &str, text: &'static str, slots: &mut Slots, errors: &mut Vec<LexiconError>) {
        let mut lines: HashMap<&'static str, usize> = HashMap::new();
        let mut fault = |line: usize, column: Option<&'static str>, reason: String| {
            errors.push(LexiconError { file: file.to_string(), line, column, reason });
        };
        for (nth, (number, line)) in written_lines(text).enumerate() {
            let cells: Vec<&'static str> = line.split('\t').map(str::trim).collect();
            if nth == 0 {
                if cells != COLUMNS {
                    fault(
                        number,
                        None,
                        format!("the heading is wanted first, tab-separated: {}", COLUMNS.join(" ")),
                    );
                    return;
                }
                continue;
            }
            if let Some(first) = lines.insert(cells[0], number) {
                fault(number, Some("id"), format!("`{}` stands in line {first} already", cells[0]));
                continue;
            }
            if cells.get(3) == Some(&"off") {
                if slots.put(cells[0], None).is_none() {
                    fault(number, Some("id"), format!("no entry `{}` is known that could be off", cells[0]));
                }
                continue;
            }
            match entry(&cells, &self.classes) {
                Ok(entry) => {
                    slots.put(entry.id, Some(entry));
                }
                Err((column, reason)) => fault(number, column, reason),
            }
        }
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

/// Entries in the order in which their ids first came.
#[derive(Default)]
struct Slots {
    entries: Vec<Option<Entry>>,
    by_id: HashMap<&'static str, usize>,
}

impl Slots {
    /// Puts an entry, or none, in the place of the entry of that id, and gives what stood there.
    fn put(&mut self, id: &'static str, entry: Option<Entry>) -> Option<Entry> {
        let at = *self.by_id.entry(id).or_insert(self.entries.len());
        if at == self.entries.len() {
            self.entries.push(entry);
            return None;
        }
        std::mem::replace(&mut self.entries[at], entry)
    }
}

/// The lines of a TSV file that are no comments and not blank, numbered from 1; the heading comes first.
fn written_lines(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    text.trim_start_matches('\u{feff}')
        .lines()
        .enumerate()
        .map(|(idx, line)| (idx + 1, line))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

/// The lines of a built-in table that hold data.
pub(crate) fn data_lines(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    written_lines(text).skip(1)
}

/// FNV-1a over the user's files.
fn mark(files: &[(String, String)]) -> Option<String> {
    let bytes = files.iter().flat_map(|(_, text)| text.bytes().chain([0]));
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (!files.is_empty()).then(|| format!("{hash:08x}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_record::EventType;

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
        assert_eq!(
            fault("assault.zap\tASSAULT\t-\tverb\tzap\t-\tsubj\tobjekt\t-\t-"),
            "own.tsv:2: column recipient: `objekt` is none of obj, iobj, within, clause-subject, and no preposition"
        );
        assert_eq!(
            fault("assault.zap\t-\t-\toff\t-\t-\t-\t-\t-\t-"),
            "own.tsv:2: column id: no entry `assault.zap` is known that could be off"
        );
        let headless = [("own.tsv".to_string(), "assault.zap\tASSAULT".to_string())];
        let errors = Lexicon::with(&headless).unwrap_err();
        assert!(errors[0].to_string().starts_with("own.tsv:1: the heading is wanted first"));
    }

    #[test]
    fn a_user_adds_overrides_and_takes_away() {
        let line = "assault.attack\tASSAULT\tbeat\tverb\tattack\t-\tsubj\tobj\t-\t-\n\
                    aid.zap\tAID\t-\tverb\tzap\t-\tsubj\tobj\t-\t-\n\
                    assault.maul\t-\t-\toff\t-\t-\t-\t-\t-\t-";
        let text = format!("{}\n{line}\n", COLUMNS.join("\t"));
        let lexicon = Lexicon::with(&[("own.tsv".to_string(), text)]).unwrap();
        let attack = lexicon.entries.iter().find(|entry| entry.id == "assault.attack").unwrap();
        assert_eq!(attack.mode, Some("beat"));
        assert!(lexicon.entries.iter().all(|entry| entry.id != "assault.maul"));
        assert_eq!(lexicon.len(), Lexicon::embedded().len());
        assert!(lexicon.mark().is_some() && Lexicon::embedded().mark().is_none());
    }
}
