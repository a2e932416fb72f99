//! Whether a time lies behind or ahead: read off the verb that governs it.

use crate::mention::TimeMention;
use crate::mention::time::{Bound, governor, top};
use chancery_syntax::{Deprel, Document, Upos};
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

/// What the lexicon says of a lemma; a word may be of several classes.
#[derive(Clone, Copy, Default)]
struct Classes {
    forward: bool,
    scheduled: bool,
    occasion: bool,
    open: bool,
}

fn classes_of(lemma: &str) -> Classes {
    static CLASSES: OnceLock<HashMap<&'static str, Classes>> = OnceLock::new();
    let all = CLASSES.get_or_init(|| {
        let mut all: HashMap<&'static str, Classes> = HashMap::new();
        for (lemma, class) in
            WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
        {
            let classes = all.entry(lemma).or_default();
            classes.forward |= class == "forward";
            classes.scheduled |= class == "scheduled";
            classes.occasion |= class == "occasion";
            classes.open |= class == "open";
        }
        all
    });
    all.get(lemma).copied().unwrap_or_default()
}

/// The outlook of the clause that a time stands in, and whether its verb tells it beyond doubt: a past verb, with no word
/// of plans or of occasions between it and the time.
pub(crate) fn outlook(document: &Document, time: &TimeMention) -> (Outlook, bool) {
    let found = look(document, time);
    (found, found == Outlook::Back && is_sure(document, time))
}

/// Whether nothing from the time up to the verb that tells its outlook is planned or held on a day set beforehand.
fn is_sure(document: &Document, time: &TimeMention) -> bool {
    let mut at = top(document, &time.tokens);
    for _ in 0..CLIMB {
        let Some(head) = document.head(at) else { return false };
        let classes = classes_of(document.lemma(head));
        if classes.forward || classes.scheduled || classes.occasion || classes.open {
            return false;
        }
        if matches!(document.token(head).upos, Upos::Verb | Upos::Aux) {
            return is_past(document, head);
        }
        at = head;
    }
    false
}

/// "bombed", "was signed", "had left".
fn is_past(document: &Document, verb: usize) -> bool {
    let mut auxiliaries = document
        .children(verb)
        .filter(|&child| document.token(child).deprel.universal() == Deprel::Aux)
        .map(|child| document.token(child).xpos)
        .peekable();
    match auxiliaries.peek() {
        None => document.token(verb).xpos == "VBD",
        Some(_) => auxiliaries.all(|xpos| matches!(xpos, "VBD" | "VBN")),
    }
}

fn look(document: &Document, time: &TimeMention) -> Outlook {
    if time.bound == Bound::Since {
        return Outlook::Back;
    }
    let unknown = if time.bound == Bound::Until { Outlook::Ahead } else { Outlook::Unknown };
    let Some(mut at) = governor(document, &time.tokens) else { return unknown };
    // "get around Wednesday's ruling": only what is held on a day set beforehand can lie ahead ("Friday's vote").
    let possessor = document.token(top(document, &time.tokens)).deprel == Deprel::NmodPoss;
    if possessor && !classes_of(document.lemma(at)).occasion {
        return Outlook::Back;
    }
    // "has until Friday to answer", "postponed until Friday".
    if time.bound == Bound::Until && classes_of(document.lemma(at)).forward {
        return Outlook::Ahead;
    }
    let mut beside = false;
    for _ in 0..CLIMB {
        match of_word(document, at) {
            // "which had demanded a truce, bombed the port on Sunday": what one verb asks for the next one does not.
            Some(Outlook::Ahead) if beside && is_past(document, at) => return Outlook::Back,
            Some(found) => return found,
            None => match document.head(at) {
                Some(head) => {
                    beside = document.token(at).deprel == Deprel::Conj;
                    at = head;
                }
                None => return unknown,
            },
        }
    }
    unknown
}

/// What a word above a time tells; `None`: look further up.
fn of_word(document: &Document, at: usize) -> Option<Outlook> {
    let token = document.token(at);
    let classes = classes_of(document.lemma(at));
    let mut past = token.xpos == "VBD";
    let mut future = false;
    let mut present = matches!(token.xpos, "VBZ" | "VBP");
    let mut infinitive = false;
    let mut unsure = false;
    for child in document.children(at) {
        let row = document.token(child);
        match row.deprel.universal() {
            Deprel::Aux | Deprel::Cop => match row.xpos {
                "MD" if matches!(document.lemma(child), "could" | "can" | "might") => unsure = true,
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
    if classes.forward && matches!(token.xpos, "VBN" | "JJ" | "NN" | "NNS" | "RB") {
        return Some(Outlook::Ahead);
    }
    if infinitive {
        // "agreed to meet on Friday" against "managed to flee on Friday".
        let head = document.head(at)?;
        if classes_of(document.lemma(head)).forward {
            return Some(Outlook::Ahead);
        }
        return of_word(document, head);
    }
    if unsure {
        return Some(Outlook::Unknown);
    }
    // "demanded that Sylvania withdraw by Friday": what is demanded in the bare form is still to come.
    let asked = token.deprel == Deprel::Ccomp && !past && matches!(token.xpos, "VB" | "VBP");
    if asked
        && let Some(head) = document.head(at)
        && (token.xpos == "VB" || classes_of(document.lemma(head)).forward)
    {
        return Some(Outlook::Ahead);
    }
    if past {
        return Some(Outlook::Back);
    }
    if present {
        // "is meeting", "begins on Friday"; "says" and "attacks" in a headline tell what happened.
        let coming = token.xpos == "VBG" || classes.scheduled;
        return Some(if coming { Outlook::Ahead } else { Outlook::Unknown });
    }
    None
}
