//! Words that report a saying, from `lexicon/cues.tsv`, and where they stand in a document.
//!
//! What they report is found elsewhere.

use chancery_record::Act;
use chancery_syntax::{Deprel, Document, Upos};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

/// How a reporting word takes what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// A finite clause.
    That,
    /// A quotation.
    Quote,
    /// A question clause.
    Wh,
    /// Its own infinitive.
    To,
    /// Whom, and an infinitive.
    ObjTo,
    /// An object is whom it is said to.
    Whom,
    /// "on" whom, and an infinitive.
    OnTo,
    /// A noun phrase.
    Obj,
    /// A noun phrase and "of".
    ObjOf,
    /// A noun phrase and "for".
    ObjFor,
    /// A noun phrase and "as".
    ObjAs,
    /// A noun phrase and "with".
    ObjWith,
    /// A noun phrase and a predicate.
    Pred,
    /// What stands behind a preposition.
    For,
    /// See [`Takes::For`].
    Of,
    /// See [`Takes::For`].
    About,
    /// See [`Takes::For`].
    At,
    /// See [`Takes::For`].
    Against,
    /// See [`Takes::For`].
    On,
    /// What stands behind "to".
    ToObj,
    /// Nothing; a refusal where it is negated.
    Comment,
    /// A quotation, and nothing without one.
    NeedsQuote,
    /// Any of its other ways, but only where what it takes holds a quotation.
    Marked,
    /// A finite clause where a text or an inquiry is the subject.
    ArtefactThat,
    /// A noun's speaker behind "by".
    By,
    /// A phrase with its speaker behind it.
    Source,
    /// An adverb that names nobody.
    Nobody,
}

const TAKES: &[(&str, Takes)] = &[
    ("that", Takes::That),
    ("quote", Takes::Quote),
    ("wh", Takes::Wh),
    ("to", Takes::To),
    ("obj-to", Takes::ObjTo),
    ("whom", Takes::Whom),
    ("on-to", Takes::OnTo),
    ("obj", Takes::Obj),
    ("obj-of", Takes::ObjOf),
    ("obj-for", Takes::ObjFor),
    ("obj-as", Takes::ObjAs),
    ("obj-with", Takes::ObjWith),
    ("pred", Takes::Pred),
    ("for", Takes::For),
    ("of", Takes::Of),
    ("about", Takes::About),
    ("at", Takes::At),
    ("against", Takes::Against),
    ("on", Takes::On),
    ("to-obj", Takes::ToObj),
    ("comment", Takes::Comment),
    ("needs-quote", Takes::NeedsQuote),
    ("marked", Takes::Marked),
    ("artefact-that", Takes::ArtefactThat),
    ("by", Takes::By),
    ("source", Takes::Source),
    ("nobody", Takes::Nobody),
];

/// What kind of word a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Verb,
    Noun,
    Phrase,
    Adverb,
}

const KINDS: &[(&str, Kind)] =
    &[("verb", Kind::Verb), ("noun", Kind::Noun), ("phrase", Kind::Phrase), ("adverb", Kind::Adverb)];

/// One reporting word: the act for each way in which it takes what is said.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    takes: Vec<(Takes, Act)>,
}

impl Entry {
    /// The act performed where the word takes its content in this way; `None` where it does not.
    pub(super) fn act(&self, takes: Takes) -> Option<Act> {
        self.takes.iter().find(|(way, _)| *way == takes).map(|&(_, act)| act)
    }

    /// Whether something is said by it, in whatever way, without a quotation beside it.
    pub(super) fn tells(&self) -> bool {
        self.act(Takes::Marked).is_none()
            && self.takes.iter().any(|(way, _)| {
                !matches!(way, Takes::Comment | Takes::NeedsQuote | Takes::ArtefactThat | Takes::Whom)
            })
    }

    /// Whether its clause is something said, whatever the clause holds.
    pub(super) fn reports(&self) -> bool {
        self.act(Takes::Marked).is_none()
            && (self.act(Takes::Quote).is_some() || self.act(Takes::That).is_some())
    }

    /// Whether it takes a quotation.
    pub(super) fn quotes(&self) -> Option<Act> {
        self.act(Takes::Quote).or(self.act(Takes::NeedsQuote))
    }
}

/// All reporting words.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// One map for each kind, in the order of [`KINDS`].
    entries: [HashMap<String, Entry>; 4],
}

impl Lexicon {
    /// The lexicon compiled in.
    pub(super) fn get() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| read(include_str!("../../lexicon/cues.tsv")).0)
    }

    /// The entry of a word.
    pub(super) fn entry(&self, kind: Kind, lemma: &str) -> Option<&Entry> {
        self.entries[kind as usize].get(lemma)
    }
}

/// Whether a lemma is that of a verb that takes quotations.
pub(super) fn quotes(lemma: &str) -> bool {
    Lexicon::get().entry(Kind::Verb, lemma).is_some_and(|entry| entry.quotes().is_some())
}

/// Reads the table; what is wrong with it comes as messages, for the test.
fn read(table: &str) -> (Lexicon, Vec<String>) {
    let mut lexicon = Lexicon::default();
    let mut faults = Vec::new();
    for (number, line) in table.lines().enumerate() {
        if line.starts_with('#') || line.starts_with("lemma\t") || line.is_empty() {
            continue;
        }
        let mut fault = |message: &str| faults.push(format!("cues.tsv:{}: {message}: {line}", number + 1));
        let mut columns = line.split('\t');
        let (Some(lemma), Some(kind), Some(act), Some(takes), None) =
            (columns.next(), columns.next(), columns.next(), columns.next(), columns.next())
        else {
            fault("not four columns");
            continue;
        };
        let kind = KINDS.iter().find(|(label, _)| *label == kind).map(|&(_, kind)| kind);
        let (Some(kind), Some(act)) = (kind, Act::from_label(act)) else {
            fault("unknown kind or act");
            continue;
        };
        let entry = lexicon.entries[kind as usize].entry(lemma.to_string()).or_default();
        for label in takes.split(',') {
            match TAKES.iter().find(|(name, _)| *name == label) {
                None => fault("unknown way of taking content"),
                Some(&(_, way)) if entry.act(way).is_some() => fault("the same way twice"),
                Some(&(_, way)) => entry.takes.push((way, act)),
            }
        }
    }
    (lexicon, faults)
}

/// A class of `lexicon/statement-words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A text that somebody publishes.
    Published,
    /// A text or an inquiry that itself may speak.
    Artefact,
    /// What may stand behind "according to" without saying anything.
    NoSource,
    /// A verb that reports no saying even beside a quotation.
    NoShape,
    /// A verb that makes the saying behind it a refusal.
    Refraining,
    /// What stands before a colon without being a speaker.
    Headline,
    /// A verb with an infinitive that tells only how the saying came ("went on to say").
    Real,
    /// A verb of wishing or planning: what is said behind it is not said yet.
    Unreal,
    /// A verb by which a demand or claim is given up.
    Ends,
}

const CLASSES: &[(&str, Class)] = &[
    ("published", Class::Published),
    ("artefact", Class::Artefact),
    ("no-source", Class::NoSource),
    ("no-shape", Class::NoShape),
    ("refraining", Class::Refraining),
    ("headline", Class::Headline),
    ("real", Class::Real),
    ("unreal", Class::Unreal),
    ("ends", Class::Ends),
];

/// Whether a lemma is of a class.
pub(super) fn is(class: Class, lemma: &str) -> bool {
    static WORDS: OnceLock<[HashSet<&'static str>; 9]> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let mut words: [HashSet<&'static str>; 9] = Default::default();
        for (class, list) in classes() {
            if let Some(class) = class {
                words[class as usize].extend(list.split(',').map(str::trim));
            }
        }
        words
    });
    words[class as usize].contains(lemma)
}

/// The rows of the table of classes; `None` where the class is not known.
fn classes() -> impl Iterator<Item = (Option<Class>, &'static str)> {
    include_str!("../../lexicon/statement-words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("class\t"))
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
        .map(|(label, list)| (CLASSES.iter().find(|(name, _)| *name == label).map(|&(_, class)| class), list))
}

/// A reporting verb or noun where it stands.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// Its head token.
    pub(super) head: usize,
    /// Its tokens, particle included.
    pub(super) tokens: Range<usize>,
    pub(super) lemma: String,
    pub(super) kind: Kind,
    pub(super) entry: &'static Entry,
}

/// Every reporting verb and noun of a document in text order.
pub(super) fn cues(document: &Document) -> Vec<Cue> {
    let lexicon = Lexicon::get();
    let mut cues = Vec::new();
    let mut lemma = String::new();
    for (head, token) in document.tokens().iter().enumerate() {
        let kind = match token.upos {
            // "a written statement", but “…,” mused commentator Rufus Roe
            Upos::Verb
                if token.deprel == Deprel::Amod
                    && head > 0
                    && document.token(head - 1).upos != Upos::Punct =>
            {
                continue;
            }
            Upos::Verb => Kind::Verb,
            Upos::Noun => Kind::Noun,
            // Headlines and forms that a tagger takes for something else: "Says Roe".
            _ if token.xpos.starts_with("VB") && token.upos != Upos::Aux => Kind::Verb,
            _ => continue,
        };
        lemma.clear();
        lemma.extend(document.lemma(head).chars().flat_map(char::to_lowercase));
        let alone = lexicon.entry(kind, &lemma);
        let with_particle = (kind == Kind::Verb)
            .then(|| particle(document, head))
            .flatten()
            .map(|particle| (format!("{lemma} {}", document.form(particle).to_lowercase()), particle))
            .and_then(|(lemma, particle)| Some((lexicon.entry(kind, &lemma)?, lemma, particle)));
        if let Some((entry, lemma, particle)) = with_particle {
            let tokens = head..if particle <= head + 2 { particle + 1 } else { head + 1 };
            cues.push(Cue { head, tokens, lemma, kind, entry });
        } else if let Some(entry) = alone {
            cues.push(Cue { head, tokens: head..head + 1, lemma: lemma.clone(), kind, entry });
        }
    }
    cues
}

/// The particle of a verb: the next word, or the one behind a short object ("called him out").
fn particle(document: &Document, verb: usize) -> Option<usize> {
    let next = verb + 1;
    let token = document.tokens().get(next)?;
    let fits = token.sentence == document.token(verb).sentence
        && matches!(token.upos, Upos::Adp | Upos::Adv | Upos::Part | Upos::Adj | Upos::Verb | Upos::Pron)
        && !document.tokens().get(next + 1).is_some_and(|after| {
            // "went on Monday", "goes on leave" are no "went on".
            token.upos == Upos::Adp && matches!(after.upos, Upos::Propn | Upos::Noun | Upos::Det | Upos::Num)
        });
    fits.then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cue_lexicon_is_read_whole() {
        let (lexicon, faults) = read(include_str!("../../lexicon/cues.tsv"));
        assert!(faults.is_empty(), "{faults:#?}");
        let say = lexicon.entry(Kind::Verb, "say").unwrap();
        assert_eq!(say.act(Takes::That), Some(Act::Assert));
        let ask = lexicon.entry(Kind::Verb, "ask").unwrap();
        assert_eq!((ask.act(Takes::Quote), ask.act(Takes::ObjTo)), (Some(Act::Ask), Some(Act::Request)));
    }

    #[test]
    fn every_class_of_words_is_known() {
        assert_eq!(
            classes().filter(|(class, list)| class.is_some() && !list.is_empty()).count(),
            CLASSES.len()
        );
        assert!(is(Class::Published, "statement") && !is(Class::Published, "envoy"));
    }

    #[test]
    fn a_fault_in_the_lexicon_is_named_with_its_line() {
        let faults = read("say\tverb\tassert\tthat,sing\nsay\tverb\nask\tverb\tsing\tthat").1;
        assert_eq!(faults.len(), 3);
        assert!(faults[1].starts_with("cues.tsv:2: not four columns"));
    }
}
