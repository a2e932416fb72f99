//! Lemmas: a script for each word (casing, cut, append), from exceptions first and rules by ending then.
//!
//! The twin of `training/chancery_training/lemmas.py`, which makes the tables.

use super::features::Hash;
use super::packed::{ModelError, Packed, Table};
use std::collections::HashMap;

/// Characters of the longest ending that has a rule.
const LONGEST: usize = 7;
const SEPARATOR: u8 = 0x1f;

#[derive(Debug)]
pub(super) struct Lemmas {
    scripts: Vec<Script>,
    exceptions: Table,
    endings: Table,
    known: Table,
    /// Forms of `data/base_forms.tsv`, by class.
    irregular: HashMap<(u8, &'static str), &'static str>,
    /// What is tried where no ending has a script: names as they stand, other words in lower case.
    plain: (Script, Script),
}

#[derive(Clone, Debug)]
struct Script {
    casing: Casing,
    cut: usize,
    append: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Casing {
    Keep,
    Lower,
    Title,
}

/// A regular way to undo an ending: the ending, whether the letter before it must be doubled, what is cut and put.
type Undo = (&'static str, bool, usize, &'static str);

const ED: &[Undo] =
    &[("ed", false, 2, ""), ("ed", false, 1, ""), ("ed", true, 3, ""), ("ied", false, 3, "y")];
const ING: &[Undo] = &[("ing", false, 3, ""), ("ing", false, 3, "e"), ("ing", true, 4, "")];
const S: &[Undo] = &[("s", false, 1, ""), ("es", false, 2, ""), ("ies", false, 3, "y")];
const ER: &[Undo] =
    &[("er", false, 2, ""), ("er", false, 1, ""), ("er", true, 3, ""), ("ier", false, 3, "y")];
const EST: &[Undo] =
    &[("est", false, 3, ""), ("est", false, 2, ""), ("est", true, 4, ""), ("iest", false, 4, "y")];

fn regular(xpos: &str) -> Option<&'static [Undo]> {
    match xpos {
        "VBD" | "VBN" => Some(ED),
        "VBG" => Some(ING),
        "VBZ" | "NNS" => Some(S),
        "JJR" | "RBR" => Some(ER),
        "JJS" | "RBS" => Some(EST),
        _ => None,
    }
}

fn lower(form: &str) -> String {
    form.chars().flat_map(char::to_lowercase).collect()
}

impl Script {
    fn parse(line: &str) -> Option<Script> {
        let mut fields = line.split('\t');
        let casing = match fields.next()? {
            "k" => Casing::Keep,
            "l" => Casing::Lower,
            "t" => Casing::Title,
            _ => return None,
        };
        Some(Script { casing, cut: fields.next()?.parse().ok()?, append: fields.next()?.to_owned() })
    }

    fn apply(&self, form: &str) -> String {
        let mut out = match self.casing {
            Casing::Keep => form.to_owned(),
            Casing::Lower => lower(form),
            Casing::Title => {
                let mut chars = form.chars();
                chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
            }
        };
        undo(&mut out, self.cut, &self.append);
        out
    }
}

/// Cuts characters from the end (all of it, if there are fewer) and appends.
fn undo(word: &mut String, cut: usize, append: &str) {
    let end = match cut {
        0 => word.len(),
        _ => word.char_indices().rev().nth(cut - 1).map_or(0, |(at, _)| at),
    };
    word.truncate(end);
    word.push_str(append);
}

/// Class, base form and irregular forms of the words that the project adds to what training met.
fn base_forms() -> impl Iterator<Item = (u8, &'static str, &'static str)> {
    include_str!("../../data/base_forms.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some((fields.next()?.bytes().next()?, fields.next()?, fields.next()?))
        })
}

fn known_key(class: u8, lemma: &str) -> u64 {
    Hash::of(b'l').byte(class).text(lemma).0
}

impl Lemmas {
    pub(super) fn read(packed: &Packed<'_>) -> Result<Lemmas, ModelError> {
        let scripts: Vec<Script> = packed
            .lines("lemma.scripts")?
            .iter()
            .map(|line| Script::parse(line).ok_or_else(|| ModelError::Label("lemma", (*line).to_owned())))
            .collect::<Result<_, _>>()?;
        let table = |name: &str| {
            let keyed = packed.keyed_u16(name)?;
            match keyed.values.iter().all(|&script| usize::from(script) < scripts.len()) {
                true => Ok(Table::new(keyed.keys.into_iter().zip(keyed.values.into_iter().map(u32::from)))),
                false => Err(ModelError::Shape("lemma scripts")),
            }
        };
        let (exceptions, endings) = (table("lemma.exceptions")?, table("lemma.suffixes")?);
        let mut known: Vec<u64> = packed.keys("lemma.known")?;
        known.extend(base_forms().map(|(class, lemma, _)| known_key(class, lemma)));
        let known = Table::new(known.into_iter().map(|key| (key, 0)));
        let irregular = base_forms()
            .flat_map(|(class, lemma, forms)| forms.split(' ').map(move |form| ((class, form), lemma)))
            .collect();
        let plain = |casing| Script { casing, cut: 0, append: String::new() };
        let plain = (plain(Casing::Keep), plain(Casing::Lower));
        Ok(Lemmas { scripts, exceptions, endings, known, irregular, plain })
    }

    /// The lemma of a word, given as it stands, cleaned, and as norm.
    pub(super) fn lemma(&self, form: &str, cleaned: &str, norm: &str, xpos: &str) -> String {
        if form.len() > super::features::LONGEST && form.chars().nth(super::features::LONGEST).is_some() {
            return form.to_owned();
        }
        if norm.starts_with('0') && norm.chars().all(|c| matches!(c, '0' | ',' | '.')) {
            return cleaned.replace(',', "");
        }
        if let Some(class) = xpos.bytes().next().filter(|_| !xpos.starts_with("NNP"))
            && let Some(&lemma) = self.irregular.get(&(class, norm))
        {
            return lemma.to_owned();
        }
        let key = Hash::of(b'e').text(xpos).byte(SEPARATOR).text(norm).0;
        if let Some(script) = self.exceptions.get(key) {
            return self.scripts[script as usize].apply(cleaned);
        }
        if let (Some(regular), Some(class)) = (regular(xpos), xpos.bytes().next()) {
            for class in [class, b'*'] {
                for script in self.chain(norm, xpos) {
                    let lemma = script.apply(cleaned);
                    if self.knows(class, &lemma) {
                        return lemma;
                    }
                }
                for &(ending, doubled, cut, append) in regular {
                    let Some(stem) = norm.strip_suffix(ending) else { continue };
                    let mut last = stem.chars().rev();
                    let (a, b) = (last.next(), last.next());
                    if b.is_some() && (!doubled || a == b) {
                        let mut lemma = lower(cleaned);
                        undo(&mut lemma, cut, append);
                        if self.knows(class, &lemma) {
                            return lemma;
                        }
                    }
                }
            }
        }
        let script = self.chain(norm, xpos).next().unwrap_or(&self.plain.1);
        script.apply(cleaned)
    }

    fn knows(&self, class: u8, lemma: &str) -> bool {
        self.known.get(known_key(class, lemma)).is_some()
    }

    /// The scripts of the word's endings that have one, longest first.
    fn chain<'a>(&'a self, norm: &'a str, xpos: &'a str) -> impl Iterator<Item = &'a Script> {
        let n_chars = norm.chars().count();
        norm.char_indices()
            .map(|(at, _)| at)
            .chain([norm.len()])
            .skip(n_chars.saturating_sub(LONGEST))
            .filter_map(move |at| {
                let key = Hash::of(b'r').text(xpos).byte(SEPARATOR).text(&norm[at..]).0;
                self.endings.get(key).map(|script| &self.scripts[script as usize])
            })
            .chain([if xpos.starts_with("NNP") { &self.plain.0 } else { &self.plain.1 }])
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Model, features};

    #[test]
    fn lemmas_are_the_same_here_and_in_training() {
        let lemmas = &Model::embedded().lemmas;
        let (mut cleaned, mut norm) = (String::new(), String::new());
        for line in include_str!("tests/lemmas.tsv").lines().skip(1) {
            let field: Vec<&str> = line.split('\t').collect();
            features::clean(field[0], &mut cleaned);
            features::norm(&cleaned, &mut norm);
            assert_eq!(lemmas.lemma(field[0], &cleaned, &norm, field[1]), field[2], "{line}");
        }
    }

    #[test]
    fn words_of_the_field_have_their_base_form() {
        let lemmas = &Model::embedded().lemmas;
        for (form, xpos, lemma) in [
            ("freed", "VBD", "free"),
            ("Rebuked", "VBN", "rebuke"),
            ("emphasising", "VBG", "emphasise"),
            ("quelled", "VBD", "quell"),
            ("repelling", "VBG", "repel"),
            ("supplies", "NNS", "supply"),
            ("aides", "NNS", "aide"),
            ("bases", "NNS", "base"),
            ("aids", "NNS", "aid"),
        ] {
            assert_eq!(lemmas.lemma(form, form, &form.to_lowercase(), xpos), lemma, "{form}");
        }
        // Those whose endings alone do not tell that an e was dropped.
        for (_, lemma, _) in super::base_forms().filter(|&(class, ..)| class == b'V') {
            let Some(stem) = lemma.strip_suffix('e').filter(|stem| !stem.ends_with('e')) else { continue };
            for (form, xpos) in [(format!("{stem}ing"), "VBG"), (format!("{stem}ed"), "VBD")] {
                assert_eq!(lemmas.lemma(&form, &form, &form, xpos), lemma, "{form}");
            }
        }
    }
}
