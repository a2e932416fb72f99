//! The word lists behind the tokeniser, read once from the data files of this crate.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// When an abbreviation keeps its full stop, and whether it may end a sentence. See `data/abbreviations.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    Title,
    Mid,
    Number,
    Date,
    State,
    Any,
}

/// All the lists. Keys are lower case.
pub(crate) struct Lexicon {
    pub(crate) abbreviations: HashMap<&'static str, Abbreviation>,
    pub(crate) openers: HashSet<&'static str>,
    /// Form → lengths in characters of its words.
    pub(crate) contractions: HashMap<&'static str, Vec<usize>>,
    pub(crate) prefixes: HashSet<&'static str>,
    pub(crate) entities: HashMap<&'static str, char>,
    pub(crate) units: HashSet<&'static str>,
    pub(crate) domains: HashSet<&'static str>,
    pub(crate) emoticons: HashSet<&'static str>,
    pub(crate) reporting_verbs: HashSet<&'static str>,
}

/// The lists, read at the first call.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon {
        abbreviations: pairs(include_str!("../../data/abbreviations.tsv"))
            .filter_map(|(form, class)| Some((form, abbreviation(class)?)))
            .collect(),
        openers: lines(include_str!("../../data/openers.txt")).collect(),
        contractions: pairs(include_str!("../../data/contractions.tsv"))
            .map(|(form, words)| (form, words.split(' ').map(|word| word.chars().count()).collect()))
            .collect(),
        prefixes: lines(include_str!("../../data/prefixes.txt")).collect(),
        entities: pairs(include_str!("../../data/entities.tsv"))
            .filter_map(|(name, code)| Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?)))
            .collect(),
        units: lines(include_str!("../../data/units.txt")).collect(),
        domains: lines(include_str!("../../data/domains.txt")).collect(),
        emoticons: lines(include_str!("../../data/emoticons.txt")).collect(),
        reporting_verbs: lines(include_str!("../../data/reporting_verbs.txt")).collect(),
    })
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn pairs(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(file).filter_map(|line| line.split_once('\t'))
}

fn abbreviation(class: &str) -> Option<Abbreviation> {
    Some(match class {
        "title" => Abbreviation::Title,
        "mid" => Abbreviation::Mid,
        "number" => Abbreviation::Number,
        "date" => Abbreviation::Date,
        "state" => Abbreviation::State,
        "any" => Abbreviation::Any,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        let lexicon = lexicon();
        let rows = |file: &'static str| lines(file).count();
        assert_eq!(lexicon.abbreviations.len(), rows(include_str!("../../data/abbreviations.tsv")));
        assert_eq!(lexicon.contractions.len(), rows(include_str!("../../data/contractions.tsv")));
        assert_eq!(lexicon.entities.len(), rows(include_str!("../../data/entities.tsv")));
        for (form, words) in pairs(include_str!("../../data/contractions.tsv")) {
            assert_eq!(form, words.replace(' ', ""));
        }
    }
}
