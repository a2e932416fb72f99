//! The words of time expressions, from `lexicon/time.tsv` and `lexicon/time-holiday.tsv`.

use super::expression::{Part, Reference, Unit};
use std::collections::HashMap;
use std::sync::OnceLock;

const WORDS: &str = include_str!("../../../lexicon/time.tsv");
const HOLIDAYS: &str = include_str!("../../../lexicon/time-holiday.tsv");

/// What a word may be in a time expression.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Senses {
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 (Monday) to 7; 11 to 17 for plurals.
    pub weekday: Option<u8>,
    /// An abbreviation of one of them.
    pub short: bool,
    /// A unit, and whether the form is a plural.
    pub unit: Option<(Unit, bool)>,
    /// A number word.
    pub number: Option<u64>,
    /// An ordinal.
    pub ordinal: Option<u8>,
    /// TIMEX3 code of a season.
    pub season: Option<&'static str>,
    /// A part of the day.
    pub part: Option<Part>,
    /// "noon", "midnight".
    pub clock: Option<u8>,
    /// A time zone.
    pub zone: bool,
    /// TIMEX3 value of a repeated time.
    pub set: Option<&'static str>,
    /// A vague time.
    pub reference: Option<Reference>,
    /// A function word.
    pub word: Option<&'static str>,
}

impl Senses {
    /// A word that means nothing here.
    pub(crate) const NONE: Senses = Senses {
        month: None,
        weekday: None,
        short: false,
        unit: None,
        number: None,
        ordinal: None,
        season: None,
        part: None,
        clock: None,
        zone: false,
        set: None,
        reference: None,
        word: None,
    };
}

/// The function words that the grammar asks for, each a value of sense `word` in the lexicon.
const FUNCTION_WORDS: &[&str] = &[
    "the",
    "a",
    "this",
    "that",
    "last",
    "past",
    "next",
    "coming",
    "following",
    "previous",
    "same",
    "current",
    "recent",
    "ago",
    "back",
    "earlier",
    "later",
    "before",
    "after",
    "from",
    "of",
    "in",
    "on",
    "at",
    "to",
    "by",
    "until",
    "through",
    "since",
    "during",
    "for",
    "within",
    "between",
    "around",
    "about",
    "nearly",
    "over",
    "more",
    "less",
    "than",
    "least",
    "up",
    "just",
    "early",
    "late",
    "mid",
    "start",
    "end",
    "every",
    "per",
    "once",
    "times",
    "half",
    "couple",
    "few",
    "several",
    "and",
    "or",
    "long",
    "old",
    "fiscal",
    "another",
    "filler",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "overnight",
    "clock",
    "time",
    "other",
    "bc",
    "ad",
    "suffix",
];

/// How a holiday is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HolidayRule {
    /// A day of the calendar.
    Fixed(u8, u8),
    /// Days after Western Easter.
    Easter(i32),
    /// Days after Orthodox Easter.
    Orthodox(i32),
    /// Month, weekday, which (−1: the last), days after it.
    Nth(u8, u8, i8, i32),
}

/// The words and holidays.
#[derive(Debug, Default)]
pub(crate) struct TimeLexicon {
    words: HashMap<&'static str, Senses>,
    /// Sorted by name, so that the longest name is found by trying.
    holidays: Vec<(&'static str, HolidayRule)>,
    holiday_of: HashMap<&'static str, u16>,
    holiday_starts: HashMap<&'static str, usize>,
}

impl TimeLexicon {
    /// The compiled-in lexicon.
    pub(crate) fn embedded() -> &'static TimeLexicon {
        static LEXICON: OnceLock<TimeLexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut lexicon = TimeLexicon::default();
            for (_, row) in rows(WORDS) {
                if let Some((form, sense, value)) = row {
                    let senses = lexicon.words.entry(form).or_default();
                    let _ = add_sense(senses, sense, value);
                }
            }
            for line in HOLIDAYS.lines().filter(|line| !line.starts_with('#')) {
                let Some((name, rule)) = line.split_once('\t') else { continue };
                let Some(rule) = holiday_rule(rule) else { continue };
                lexicon.holiday_of.insert(name, lexicon.holidays.len() as u16);
                lexicon.holidays.push((name, rule));
                let first = name.split(' ').next().unwrap_or(name);
                let longest = lexicon.holiday_starts.entry(first).or_default();
                *longest = (*longest).max(name.split(' ').count());
            }
            lexicon
        })
    }

    /// What a lower-case word may be.
    pub(crate) fn senses(&self, word: &str) -> Option<&Senses> {
        self.words.get(word)
    }

    /// The number of words of the longest holiday that begins with this word.
    pub(crate) fn holiday_words(&self, first: &str) -> usize {
        self.holiday_starts.get(first).copied().unwrap_or(0)
    }

    /// The holiday of this name.
    pub(crate) fn holiday(&self, name: &str) -> Option<u16> {
        self.holiday_of.get(name).copied()
    }

    /// How a holiday is reckoned.
    pub(crate) fn holiday_rule(&self, holiday: u16) -> Option<HolidayRule> {
        self.holidays.get(holiday as usize).map(|(_, rule)| *rule)
    }
}

fn rows(
    text: &'static str,
) -> impl Iterator<Item = (usize, Option<(&'static str, &'static str, &'static str)>)> {
    text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')).map(|(number, line)| {
        let mut columns = line.split('\t');
        let row = match (columns.next(), columns.next(), columns.next(), columns.next()) {
            (Some(form), Some(sense), Some(value), None) => Some((form, sense, value)),
            _ => None,
        };
        (number + 1, row)
    })
}

/// Adds one row's sense; `None` where the row is wrong.
fn add_sense(senses: &mut Senses, sense: &str, value: &'static str) -> Option<()> {
    match sense {
        "month" => senses.month = Some(value.parse().ok().filter(|month| (1..=12).contains(month))?),
        "weekday" => senses.weekday = Some(value.parse().ok().filter(|day| (1..=7).contains(&(day % 10)))?),
        "short" => senses.short = true,
        "unit" => {
            let name = value.trim_end_matches('+');
            senses.unit = Some((Unit::from_name(name)?, name != value));
        }
        "number" => senses.number = Some(value.parse().ok()?),
        "ordinal" => senses.ordinal = Some(value.parse().ok()?),
        "season" => senses.season = Some(["SP", "SU", "FA", "WI"].into_iter().find(|code| *code == value)?),
        "part" => senses.part = Some(Part::from_code(value)?),
        "clock" => senses.clock = Some(value.parse().ok().filter(|hour| *hour < 24)?),
        "zone" => senses.zone = true,
        "set" => senses.set = Some(value),
        "reference" => {
            senses.reference = Some(match value {
                "PAST" => Reference::Past,
                "PRESENT" => Reference::Present,
                "FUTURE" => Reference::Future,
                _ => return None,
            });
        }
        "word" => senses.word = Some(FUNCTION_WORDS.iter().find(|word| **word == value)?),
        _ => return None,
    }
    Some(())
}

fn holiday_rule(text: &str) -> Option<HolidayRule> {
    if let Some(days) = text.strip_prefix("easter") {
        return days.parse().ok().map(HolidayRule::Easter);
    }
    if let Some(days) = text.strip_prefix("orthodox") {
        return days.parse().ok().map(HolidayRule::Orthodox);
    }
    if let Some((month, day)) = text.split_once('-').filter(|_| !text.contains('/')) {
        return Some(HolidayRule::Fixed(month.parse().ok()?, day.parse().ok()?));
    }
    let mut fields = text.split('/');
    let (month, weekday, last) = (fields.next()?, fields.next()?, fields.next()?);
    let (nth, plus) = last.split_once('+').unwrap_or((last, "0"));
    Some(HolidayRule::Nth(month.parse().ok()?, weekday.parse().ok()?, nth.parse().ok()?, plus.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_lexicons_is_read() {
        for (number, row) in rows(WORDS) {
            let Some((form, sense, value)) = row else { panic!("time.tsv:{number}: three columns") };
            assert!(
                add_sense(&mut Senses::default(), sense, value).is_some(),
                "time.tsv:{number}: {form}: no sense `{sense}` with value `{value}`"
            );
            assert_eq!(form, form.to_lowercase(), "time.tsv:{number}: forms are lower case");
        }
        for (number, line) in HOLIDAYS.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let rule = line.split_once('\t').and_then(|(_, rule)| holiday_rule(rule));
            assert!(rule.is_some(), "time-holiday.tsv:{}: {line}", number + 1);
        }
    }

    #[test]
    fn every_function_word_is_in_the_lexicon() {
        for word in FUNCTION_WORDS {
            assert!(
                rows(WORDS).any(|(_, row)| row.is_some_and(|(_, s, v)| s == "word" && v == *word)),
                "{word}"
            );
        }
    }
}
