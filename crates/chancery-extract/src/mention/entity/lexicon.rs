//! The word lists of actors, read once: given names, gender words, names that are no actors, words beside which a
//! capital stands for its government, nouns of groups.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Masculine or feminine, as far as words tell it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// He.
    Masculine,
    /// She.
    Feminine,
    /// It.
    Neuter,
    /// Not told.
    #[default]
    Unknown,
}

/// Where in a name a word makes it the name of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ThingPlace {
    /// "the Minsk agreements"
    Last,
    /// "Operation Dawn"
    First,
    /// "Monday"
    Whole,
    /// "Sadly", whatever the model takes it for
    Nobody,
}

/// Beside which use of a word the name of a capital stands for its government.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MetonymUse {
    pub(crate) subject: bool,
    pub(crate) object: bool,
    pub(crate) noun: bool,
    pub(crate) possessor: bool,
}

/// What a word before a role says about holding it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Modifier {
    Former,
    Acting,
    Deputy,
    Coming,
    Plain,
}

/// What the members of a group are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GroupOf {
    Persons,
    States,
    Any,
}

/// What a noun can take up ("the diplomat", "the alliance").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Generic {
    pub(crate) of: GenericOf,
    /// Sorts of role or organisation.
    pub(crate) sorts: Vec<&'static str>,
}

/// What sort of antecedent a noun takes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GenericOf {
    Person,
    Body,
    State,
}

/// A preposition of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlacePreposition {
    /// Always of place.
    Always,
    /// Not beside words of diplomacy.
    Unless,
}

struct Lexicon {
    first_names: HashMap<&'static str, Gender>,
    gender_words: HashMap<&'static str, Gender>,
    things: HashMap<&'static str, Vec<ThingPlace>>,
    modifiers: HashMap<&'static str, Modifier>,
    metonyms: HashMap<&'static str, MetonymUse>,
    groups: HashMap<&'static str, GroupOf>,
    prepositions: HashMap<&'static str, PlacePreposition>,
    complements: HashMap<&'static str, ()>,
    generics: HashMap<&'static str, Generic>,
    titles: HashMap<&'static str, &'static str>,
}

const FIRST_NAMES: &str = include_str!("../../../lexicon/actor-first-names.tsv");
const GENDER_WORDS: &str = include_str!("../../../lexicon/actor-gender-words.tsv");
const THINGS: &str = include_str!("../../../lexicon/actor-things.tsv");
const MODIFIERS: &str = include_str!("../../../lexicon/actor-modifiers.tsv");
const METONYM_WORDS: &str = include_str!("../../../lexicon/actor-metonym-words.tsv");
const GROUPS: &str = include_str!("../../../lexicon/actor-groups.tsv");
const PREPOSITIONS: &str = include_str!("../../../lexicon/actor-places-prepositions.tsv");
const COMPLEMENTS: &str = include_str!("../../../lexicon/actor-complements.tsv");

const TITLES: &str = include_str!("../../../lexicon/actor-titles.tsv");
const GENERICS: &str = include_str!("../../../lexicon/actor-generic.tsv");

/// The rows of the list of nouns that take up somebody named before.
fn generics() -> impl Iterator<Item = (&'static str, Generic)> {
    GENERICS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t').map(str::trim);
        let word = columns.next().unwrap_or("");
        let of = match columns.next() {
            Some("person") => GenericOf::Person,
            Some("state") => GenericOf::State,
            _ => GenericOf::Body,
        };
        (word, Generic { of, sorts: columns.next().unwrap_or("").split(' ').collect() })
    })
}

/// First and second column of each row that is no comment.
fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t').map(str::trim);
        (columns.next().unwrap_or(""), columns.next().unwrap_or(""))
    })
}

fn gender(column: &str) -> Gender {
    match column {
        "m" => Gender::Masculine,
        "f" => Gender::Feminine,
        _ => Gender::Unknown,
    }
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut things: HashMap<&str, Vec<ThingPlace>> = HashMap::new();
        for (word, place) in rows(THINGS) {
            let place = match place {
                "first" => ThingPlace::First,
                "whole" => ThingPlace::Whole,
                "nobody" => ThingPlace::Nobody,
                _ => ThingPlace::Last,
            };
            things.entry(word).or_default().push(place);
        }
        let mut metonyms: HashMap<&str, MetonymUse> = HashMap::new();
        for (word, how) in rows(METONYM_WORDS) {
            let used = metonyms.entry(word).or_default();
            used.subject |= matches!(how, "subject" | "both");
            used.object |= matches!(how, "object" | "both");
            used.noun |= how == "noun";
            used.possessor |= matches!(how, "noun" | "possessor");
        }
        let modifier = |column: &str| match column {
            "former" => Modifier::Former,
            "acting" => Modifier::Acting,
            "deputy" => Modifier::Deputy,
            "coming" => Modifier::Coming,
            _ => Modifier::Plain,
        };
        let group = |column: &str| match column {
            "person" => GroupOf::Persons,
            "state" => GroupOf::States,
            _ => GroupOf::Any,
        };
        let preposition = |column: &str| match column {
            "always" => PlacePreposition::Always,
            _ => PlacePreposition::Unless,
        };
        Lexicon {
            first_names: rows(FIRST_NAMES).map(|(word, column)| (word, gender(column))).collect(),
            gender_words: rows(GENDER_WORDS).map(|(word, column)| (word, gender(column))).collect(),
            things,
            modifiers: rows(MODIFIERS).map(|(word, column)| (word, modifier(column))).collect(),
            metonyms,
            groups: rows(GROUPS).map(|(word, column)| (word, group(column))).collect(),
            prepositions: rows(PREPOSITIONS).map(|(word, column)| (word, preposition(column))).collect(),
            generics: generics().collect(),
            titles: rows(TITLES).collect(),
            complements: rows(COMPLEMENTS).map(|(word, _)| (word, ())).collect(),
        }
    })
}

/// The gender that a given name tells.
pub(crate) fn gender_of_first_name(name: &str) -> Gender {
    let lower = name.to_lowercase();
    let known = |part: &str| lexicon().first_names.get(part).copied().unwrap_or_default();
    match known(&lower) {
        Gender::Unknown => lower.split('-').next().map_or(Gender::Unknown, known),
        gender => gender,
    }
}

/// The gender that a title or a noun for a person tells ("spokeswoman", "Mr."), lower case.
pub(crate) fn gender_of_word(lemma: &str) -> Gender {
    lexicon().gender_words.get(lemma.to_lowercase().as_str()).copied().unwrap_or_default()
}

/// Whether a word at that place makes a name the name of a thing; lower case.
pub(crate) fn names_a_thing(word: &str, place: ThingPlace) -> bool {
    lexicon().things.get(word).is_some_and(|places| places.contains(&place))
}

/// Whether a word is the name of a day or month.
pub(crate) fn is_time(form: &str) -> bool {
    names_a_thing(&form.to_lowercase(), ThingPlace::Whole)
}

/// Whether a word is the name of a day of the week.
pub(crate) fn is_weekday(form: &str) -> bool {
    form.ends_with("day") && is_time(form)
}

/// What a word between whose and the role says; lower case.
pub(crate) fn modifier(word: &str) -> Option<Modifier> {
    lexicon().modifiers.get(word).copied()
}

/// Beside which use of a lemma a capital stands for its government.
pub(crate) fn metonym_use(lemma: &str) -> MetonymUse {
    lexicon().metonyms.get(lemma).copied().unwrap_or_default()
}

/// What the members are, if a lemma can gather actors named before.
pub(crate) fn group_of(lemma: &str) -> Option<GroupOf> {
    lexicon().groups.get(lemma).copied()
}

/// The role that a short title before a name stands for ("Sen."), empty where it tells none ("Mr.").
pub(crate) fn short_title(form: &str) -> Option<&'static str> {
    let lower = form.trim_end_matches('.').to_lowercase();
    lexicon().titles.get(lower.as_str()).copied()
}

/// What a noun can take up, if it is one of the list.
pub(crate) fn generic(lemma: &str) -> Option<&'static Generic> {
    lexicon().generics.get(lemma)
}

/// Whether a preposition is one of place; lower case.
pub(crate) fn place_preposition(form: &str) -> Option<PlacePreposition> {
    lexicon().prepositions.get(form).copied()
}

/// Whether "for …", "to …", "at …" behind the noun belongs to the title.
pub(crate) fn takes_complement(lemma: &str) -> bool {
    lexicon().complements.contains_key(lemma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_columns_that_are_known() {
        let check = |name: &str, text: &'static str, known: &[&str]| {
            for (word, column) in rows(text) {
                assert!(
                    !word.is_empty() && word == word.to_lowercase(),
                    "{name}: `{word}` is not in lower case"
                );
                assert!(
                    known.is_empty() || known.contains(&column),
                    "{name}: `{word}` has `{column}`, not one of {known:?}"
                );
            }
        };
        check("first names", FIRST_NAMES, &["m", "f"]);
        check("gender words", GENDER_WORDS, &["m", "f"]);
        check("things", THINGS, &["first", "last", "whole", "nobody"]);
        check("modifiers", MODIFIERS, &["former", "acting", "deputy", "coming", "plain"]);
        check("metonym words", METONYM_WORDS, &["subject", "object", "both", "noun", "possessor"]);
        check("groups", GROUPS, &["person", "state", "any"]);
        check("prepositions", PREPOSITIONS, &["always", "unless"]);
        check("complements", COMPLEMENTS, &[]);
        check("titles", TITLES, &[]);
        check("generic nouns", GENERICS, &["person", "body", "state"]);
    }

    #[test]
    fn gender_is_told_only_where_it_is_known() {
        assert_eq!(gender_of_first_name("Jean-Pierre"), Gender::Masculine);
        assert_eq!(gender_of_first_name("Jane"), Gender::Feminine);
        assert_eq!(gender_of_first_name("Xoqu"), Gender::Unknown);
        assert_eq!(gender_of_word("spokeswoman"), Gender::Feminine);
    }
}
