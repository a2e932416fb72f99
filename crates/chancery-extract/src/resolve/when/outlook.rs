//! Whether a time lies behind or ahead: read off the verb that governs it.

use crate::mention::TimeMention;
use crate::mention::time::{Bound, governor};
use chancery_syntax::{Deprel, Document};
use std::collections::HashMap;
use std::sync::OnceLock;

const WORDS: &str = include_str!("../../../lexicon/time-outlook.tsv");

/// How far up the tree a verb is looked for.
const CLIMB: usize = 8;

/// Where a time lies, seen from the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outlook {
    /// Told as past.
    Back,
    /// Told as still to come.
    Ahead,
    /// Not told.
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Forward,
    Scheduled,
}

fn class_of(lemma: &str) -> Option<Class> {
    static CLASSES: OnceLock<HashMap<&'static str, Class>> = OnceLock::new();
    let classes = CLASSES.get_or_init(|| {
        let rows =
            WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        rows.filter_map(|(lemma, class)| match class {
            "forward" => Some((lemma, Class::Forward)),
            "scheduled" => Some((lemma, Class::Scheduled)),
            _ => None,
        })
        .collect()
    });
    classes.get(lemma).copied()
}

/// The outlook of the clause that a time stands in.
pub(crate) fn outlook(document: &Document, time: &TimeMention) -> Outlook {
    if time.bound == Bound::Since {
        return Outlook::Back;
    }
    let unknown = if time.bound == Bound::Until { Outlook::Ahead } else { Outlook::Unknown };
    let Some(mut at) = governor(document, &time.tokens) else { return unknown };
    for _ in 0..CLIMB {
        match of_word(document, at) {
            Some(found) => return found,
            None => match document.head(at) {
                Some(head) => at = head,
                None => return unknown,
            },
        }
    }
    unknown
}

/// What a word above a time tells; `None`: look further up.
fn of_word(document: &Document, at: usize) -> Option<Outlook> {
    let token = document.token(at);
    let class = class_of(document.lemma(at));
    let mut past = token.xpos == "VBD";
    let mut future = false;
    let mut present = matches!(token.xpos, "VBZ" | "VBP");
    let mut infinitive = false;
    for child in document.children(at) {
        let row = document.token(child);
        match row.deprel.universal() {
            Deprel::Aux | Deprel::Cop => match row.xpos {
                "MD" => future = true,
                "VBD" => past = true,
                "VBZ" | "VBP" if document.lemma(child) == "have" => past = true,
                "VBZ" | "VBP" => present = true,
                _ => {}
            },
            Deprel::Mark => infinitive |= row.xpos == "TO",
            _ => {}
        }
    }
    if future {
        return Some(Outlook::Ahead);
    }
    // "is scheduled for Friday", "was due on Friday", "talks planned for Friday", "the deadline on Friday".
    if class == Some(Class::Forward) && matches!(token.xpos, "VBN" | "JJ" | "NN" | "NNS" | "RB") {
        return Some(Outlook::Ahead);
    }
    if infinitive {
        // "agreed to meet on Friday" against "managed to flee on Friday".
        let head = document.head(at)?;
        return match class_of(document.lemma(head)) {
            Some(Class::Forward) => Some(Outlook::Ahead),
            _ => of_word(document, head).filter(|_| head != at),
        };
    }
    if past {
        return Some(Outlook::Back);
    }
    if present {
        // "is meeting", "begins on Friday"; "says" and "attacks" in a headline tell what happened.
        let coming = token.xpos == "VBG" || matches!(class, Some(Class::Scheduled));
        return Some(if coming { Outlook::Ahead } else { Outlook::Unknown });
    }
    None
}
