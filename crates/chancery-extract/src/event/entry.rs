//! One line of the lexicon: what an entry holds, and what a line must be to be one.
//!
//! Files, overriding and the index are [`super::lexicon`]'s.

use super::term::{Classes, Terms};
use chancery_record::{EventType, codebook};

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
    pub block: Vec<Block>,
    pub contexts: Vec<&'static str>,
}

/// What keeps an entry from firing.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub scope: Scope,
    pub terms: Terms,
    /// As it stands in the file: `@sport`.
    pub label: &'static str,
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

/// The column at fault, and what is wrong with it.
pub(super) type Fault = (Option<&'static str>, String);

/// `rest` of the finished entry holds all words, the first (the key) included.
pub(super) fn entry(cells: &[&'static str], classes: &Classes) -> Result<Entry, Fault> {
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
        list => {
            let places = list.split('|').filter(|place| *place != "-");
            places.map(|place| place_of(place, classes)).collect::<Result<_, _>>()?
        }
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
            blockers.push(Block { scope, terms, label: term });
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

fn place_of(place: &'static str, classes: &Classes) -> Result<Place, Fault> {
    Ok(match place {
        "obj" => Place::Object,
        "iobj" => Place::Indirect,
        "within" => Place::Within,
        "clause-subject" => Place::ClauseSubject,
        preposition if classes.has("preposition", preposition) => Place::Preposition(preposition),
        _ => {
            let reason =
                format!("`{place}` is none of obj, iobj, within, clause-subject, and no preposition");
            return Err((Some("recipient"), reason));
        }
    })
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
