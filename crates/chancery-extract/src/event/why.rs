//! Why nothing is coded where a word looks like a deed: for `--explain`.
//!
//! The coder's own steps are asked again, one word at a time, and give their reason. Costs nothing when not asked.

use super::lexicon::Lexicon;
use super::view::View;
use super::{EventMention, mention};
use crate::explain::Explanation;
use crate::mention::Mentions;
use crate::statement::StatementMention;
use chancery_syntax::{Deprel, Document, Upos};
use chancery_world::World;
use std::fmt;

/// How many words of one sentence are told of, and of one article.
const MOST_IN_SENTENCE: usize = 2;
const MOST: usize = 400;
/// How many words of the sentence are quoted.
const QUOTED: usize = 6;

/// Why a word that looks like a deed is coded as none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The lexicon has nothing with it.
    NoEntry,
    /// The entry's further words are missing: particle, preposition.
    Words(&'static str),
    /// The object or phrase that the entry asks for is missing.
    Object(&'static str),
    /// The subject is nobody who does that.
    Subject(&'static str),
    /// A blocker of the entry fires.
    Blocked { entry: &'static str, by: &'static str },
    /// A governing word takes it off the record.
    Dropped(&'static str),
    /// A noun that is only mentioned.
    Noun,
    /// Nobody is told who did it or bore it.
    Parties,
    /// It is done to oneself or one's own.
    Own,
}

impl Why {
    /// How near an entry came to fitting.
    pub(super) fn closeness(self) -> usize {
        match self {
            Why::NoEntry => 0,
            Why::Words(_) => 1,
            Why::Object(_) => 2,
            Why::Subject(_) => 3,
            _ => 4,
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::NoEntry => write!(f, "no deed is known by that word"),
            Why::Words(entry) => write!(f, "the words that {entry} asks for do not follow"),
            Why::Object(entry) => write!(f, "its object is none that {entry} asks for"),
            Why::Subject(entry) => write!(f, "its subject is nobody who can do it ({entry})"),
            Why::Blocked { entry, by } => write!(f, "{by} blocks {entry}"),
            Why::Dropped(why) => f.write_str(why),
            Why::Noun => write!(f, "the noun is only mentioned: it does not say who did it to whom"),
            Why::Parties => write!(f, "nobody is told who did it or bore it"),
            Why::Own => write!(f, "it is done to oneself or one's own"),
        }
    }
}

/// Remarks on the sentences without an event in which a word looks like one.
pub(crate) fn uncoded(
    document: &Document,
    mentions: &Mentions,
    statements: &[StatementMention],
    events: &[EventMention],
    world: &World,
    lexicon: &Lexicon,
) -> Vec<Explanation> {
    let view = View::new(document, mentions, world, lexicon);
    let mut has_event = vec![false; document.sentences().len()];
    for event in events {
        has_event[document.token(event.predicate).sentence as usize] = true;
    }
    let mut remarks = Vec::new();
    for (sentence, _) in document.sentences().iter().zip(&has_event).filter(|(_, has_event)| !**has_event) {
        let tokens = sentence.tokens.clone();
        let mut found: Vec<(usize, Why)> =
            tokens.clone().filter_map(|token| Some((token, view.why_not(token, statements)?))).collect();
        // What came closest to being coded is told first.
        found.sort_by_key(|&(token, why)| (std::cmp::Reverse(why.closeness()), token));
        let start = tokens.start..tokens.end.min(tokens.start + QUOTED);
        let more = if start.end < tokens.end { " …" } else { "" };
        let quoted = document.text().slice(document.span_of(start)).replace(char::is_whitespace, " ");
        for (token, why) in found.into_iter().take(MOST_IN_SENTENCE) {
            let text = format!("no event in “{quoted}{more}” at “{}”: {why}", document.form(token));
            remarks.push(Explanation { about: String::new(), text });
        }
        if remarks.len() >= MOST {
            break;
        }
    }
    remarks
}

impl View<'_> {
    /// Why a word that looks like a deed is none; `None` for other words.
    fn why_not(&self, token: usize, statements: &[StatementMention]) -> Option<Why> {
        let deed = if self.is_predicate(token) {
            match self.match_verb(token) {
                Ok(found) => self.verb_deed(token, &found),
                // Reporting and light verbs are no deeds to be missed.
                Err(why) if why.closeness() < 3 && !self.is_telling(token) => return None,
                Err(why) => return Some(why),
            }
        } else {
            let is_noun = self.document.token(token).upos == Upos::Noun
                && !matches!(self.deprel(token), Deprel::Compound | Deprel::Amod | Deprel::Flat)
                && self.lexicon.nouns.contains_key(self.lemma(token));
            if !is_noun {
                return None;
            }
            match self.noun_deed(token, &[]) {
                Some(deed) => deed,
                None => return Some(Why::Noun),
            }
        };
        match self.compose(&deed) {
            Ok(coded) => mention(self, &coded, statements).err(),
            Err(why) => Some(why),
        }
    }

    /// A verb by which somebody does something, other than saying, being and having.
    fn is_telling(&self, token: usize) -> bool {
        self.is_verb(token)
            && !self.speaks(token)
            && !self.class("light-verb", token)
            && self.operators.of(self.lemma(token)).next().is_none()
            && self.subject_of(token).is_some_and(|subject| self.is_actor(subject.head))
    }
}
