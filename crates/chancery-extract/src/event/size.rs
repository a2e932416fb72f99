//! How many were killed, wounded or detained, from numbers in the clause: "at least nine", "10 to 12", "dozens".
//!
//! A range or "at least" gives its lower bound; "dozens" and "scores" give nothing.

use super::compose::Coded;
use super::view::View;
use chancery_record::{EventType, Size};
use chancery_syntax::{Deprel, Document, Upos};

const UNITS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number word or figure as a number: "12", "1,200", "twelve", "twenty-one".
pub(super) fn number(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        if word.contains('.') {
            return None;
        }
        let digits: String = word.chars().filter(|c| *c != ',').collect();
        return digits.parse().ok();
    }
    if let Some(unit) = UNITS.iter().position(|&unit| unit == word) {
        return Some(unit as u32);
    }
    if let Some(ten) = TENS.iter().position(|&ten| ten == word) {
        return Some(ten as u32 * 10 + 20);
    }
    let (ten, unit) = word.split_once('-')?;
    let ten = TENS.iter().position(|&known| known == ten)? as u32 * 10 + 20;
    let unit = UNITS.iter().position(|&known| known == unit)? as u32;
    (unit < 10).then_some(ten + unit)
}

fn scale(word: &str) -> Option<u32> {
    match word {
        "hundred" => Some(100),
        "thousand" => Some(1_000),
        "million" => Some(1_000_000),
        "dozen" => Some(12),
        _ => None,
    }
}

/// How many a nominal says there are: "12 civilians", "two dozen", "a soldier"; `None` where it does not say.
pub(super) fn count(document: &Document, nominal: usize) -> Option<u32> {
    let own = number_at(document, nominal);
    if own.is_some() && matches!(document.token(nominal).upos, Upos::Num) {
        return own;
    }
    for child in document.children(nominal) {
        if document.token(child).deprel == Deprel::Nummod || document.token(child).upos == Upos::Num {
            if child > nominal {
                continue;
            }
            if let Some(number) = number_at(document, child) {
                return Some(number);
            }
        }
    }
    // "scores of", "dozens of", "a group of 12": the number of what follows "of".
    for child in document.children_by(nominal, Deprel::Nmod) {
        if child > nominal && document.case_of(child).is_some_and(|case| case == "of") {
            let found = count_plain(document, child);
            if found.is_some() && !matches!(document.lemma(nominal), "one" | "some" | "member" | "part") {
                return found;
            }
        }
    }
    let singular = document.token(nominal).xpos == "NN"
        && document.children(nominal).any(|child| {
            document.token(child).deprel == Deprel::Det
                && matches!(document.lemma(child), "a" | "an" | "another")
        });
    let of_kind = document.children_by(nominal, Deprel::Nmod).any(|child| child > nominal)
        && matches!(
            document.lemma(nominal),
            "number" | "group" | "lot" | "dozen" | "score" | "handful" | "couple"
        );
    (singular && !of_kind).then_some(1)
}

fn count_plain(document: &Document, nominal: usize) -> Option<u32> {
    document
        .children(nominal)
        .filter(|&child| child < nominal && document.token(child).upos == Upos::Num)
        .find_map(|child| number_at(document, child))
}

/// The number that a numeral token heads, with what it is multiplied by: "two dozen", "12 hundred", "10 to 12".
fn number_at(document: &Document, token: usize) -> Option<u32> {
    let sentence = document.sentence_of(token).tokens.clone();
    let form = document.form(token).to_lowercase();
    let before = |at: usize| at.checked_sub(1).filter(|at| sentence.contains(at));
    let mut value = match scale(&form) {
        Some(scale) => {
            let times = before(token).and_then(|at| number(document.form(at))).unwrap_or(1);
            times.checked_mul(scale)?
        }
        None => {
            let plain = number(&form)?;
            match scale(&document.form(token + 1).to_lowercase()) {
                Some(scale) if sentence.contains(&(token + 1)) => plain.checked_mul(scale)?,
                _ => plain,
            }
        }
    };
    // "twenty-one" in three tokens.
    if let Some(hyphen) = before(token).filter(|&at| document.form(at) == "-")
        && let Some(tens) = before(hyphen).and_then(|at| number(document.form(at)))
        && (20..100).contains(&tens)
        && tens % 10 == 0
        && value < 10
        && document.token(token).span.start == document.token(hyphen).span.end
    {
        return Some(tens + value);
    }
    // "10 to 12", "between 10 and 12", "10-12": the lower bound.
    if let Some(middle) = before(token) {
        let joins = matches!(document.form(middle), "to" | "and" | "or" | "-" | "–");
        if joins && let Some(low) = before(middle).and_then(|at| number(document.form(at))) {
            value = value.min(low);
        }
    }
    Some(value)
}

impl View<'_> {
    /// Victims and arrests of an event: its own object's number, and those of verbs that go with it ("killing nine and
    /// wounding four", "in which 12 people died").
    pub(super) fn size_of(&self, coded: &Coded) -> Size {
        let mut size = Size::default();
        if !matches!(coded.event_type, EventType::Assault | EventType::Coerce | EventType::Protest) {
            return size;
        }
        let verb = coded.deed.carrier.unwrap_or(coded.deed.token);
        let mut verbs = vec![verb];
        if let Some(over) = self.document.head(verb) {
            // "An attack killed 12": the noun's verb.
            if coded.deed.is_noun && self.deprel(verb) == Deprel::Nsubj {
                verbs.push(over);
            }
        }
        for at in verbs.clone() {
            for child in self.document.children(at) {
                if matches!(
                    self.deprel(child),
                    Deprel::Advcl | Deprel::Conj | Deprel::Acl | Deprel::Parataxis
                ) && self.is_verb(child)
                {
                    verbs.push(child);
                    verbs.extend(
                        self.document.children_by(child, Deprel::Conj).filter(|&conj| self.is_verb(conj)),
                    );
                }
            }
        }
        verbs.dedup();
        for at in verbs {
            // "seized the trawler and arrested its crew": the arrest is a deed of its own, with its own number.
            let apart = at != verb && self.class("arrest-verb", at) && coded.event_type != EventType::Protest;
            if !apart {
                self.count_victims(at, &mut size);
            }
        }
        size
    }

    fn count_victims(&self, verb: usize, size: &mut Size) {
        let kills = self.class("kill-verb", verb);
        let wounds = self.class("wound-verb", verb);
        let arrests = self.class("arrest-verb", verb);
        let dies = self.class("die-verb", verb);
        if !(kills || wounds || arrests || dies) {
            return;
        }
        let victims = match self.subject_of(verb) {
            Some(subject) if subject.passive || dies => Some(subject.head),
            _ => self.object_of(verb, None),
        };
        let Some(victims) = victims else { return };
        // "Six were killed and 58 injured": a conjunct that shares the subject has its own number before it, or none.
        let shared =
            self.deprel(verb) == Deprel::Conj && victims < verb && self.document.head(victims) != Some(verb);
        let number = if shared {
            (verb.saturating_sub(3)..verb).rev().find_map(|token| {
                (self.document.token(token).upos == Upos::Num)
                    .then(|| number(self.document.form(token)))
                    .flatten()
            })
        } else {
            count(self.document, victims)
        };
        let Some(number) = number else { return };
        if arrests && (!self.is_actor(victims) || self.class("property", victims)) {
            return;
        }
        let slot = if kills || dies {
            &mut size.killed
        } else if wounds {
            &mut size.wounded
        } else {
            &mut size.detained
        };
        slot.get_or_insert(number);
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn words_and_figures_are_numbers() {
        for (word, value) in [("12", 12), ("1,200", 1_200), ("nine", 9), ("twenty-one", 21), ("Forty", 40)] {
            assert_eq!(number(word), Some(value), "{word}");
        }
        for word in ["dozens", "2.5", "several", "twenty-eleven"] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
