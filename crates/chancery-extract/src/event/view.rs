//! The document as the event coder looks at it: lower-case lemmas, word classes, and who may be an actor.

use super::lexicon::{Lexicon, data_lines};
use super::mend::Mended;
use super::operator::{Operators, Word};
use super::term::Terms;
use crate::mention::{Mentions, Reading};
use chancery_record::ActorKind;
use chancery_syntax::{Deprel, Document, Upos};
use chancery_world::{Sense, World};
use std::collections::HashMap;
use std::sync::OnceLock;

/// What every step of the coder asks.
pub(crate) struct View<'a> {
    pub document: &'a Document,
    pub mentions: &'a Mentions,
    pub world: &'a World,
    pub lexicon: &'a Lexicon,
    pub(super) operators: &'static Operators,
    /// Lower-case lemma of each token.
    pub lemmas: Vec<String>,
    /// Whether a time expression covers the token.
    in_time: Vec<bool>,
    pub(super) mended: Mended,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        document: &'a Document,
        mentions: &'a Mentions,
        world: &'a World,
        lexicon: &'a Lexicon,
    ) -> View<'a> {
        let n_tokens = document.tokens().len();
        let operators = Operators::embedded();
        let is_known = |lemma: &str| {
            lexicon.verbs.contains_key(lemma) || operators.of(lemma).any(|line| line.word == Word::Verb)
        };
        let mut lemmas: Vec<String> = (0..n_tokens).map(|token| lemma(document, token, is_known)).collect();
        let mended = Mended::find(document, lexicon, &mut lemmas);
        let mut in_time = vec![false; n_tokens];
        for time in &mentions.times {
            if let Some(slots) = in_time.get_mut(time.tokens.clone()) {
                slots.fill(true);
            }
        }
        View { document, mentions, world, lexicon, operators, lemmas, in_time, mended }
    }

    pub(crate) fn lemma(&self, token: usize) -> &str {
        self.lemmas.get(token).map_or("", String::as_str)
    }

    pub(crate) fn deprel(&self, token: usize) -> Deprel {
        self.document.token(token).deprel.universal()
    }

    pub(crate) fn class(&self, class: &str, token: usize) -> bool {
        self.lexicon.classes.has(class, self.lemma(token))
    }

    pub(crate) fn is_verb(&self, token: usize) -> bool {
        let data = self.document.token(token);
        if self.mended.attributes.contains_key(&token) {
            return false;
        }
        data.upos == Upos::Verb
            || data.xpos.starts_with("VB") && data.upos != Upos::Aux
            || self.mended.verbs.contains_key(&token)
    }

    /// Whether the token is written with a capital where no sentence begins.
    pub(crate) fn is_capital(&self, token: usize) -> bool {
        let first = self.document.sentence_of(token).tokens.start;
        let capital = self.document.form(token).chars().next().is_some_and(char::is_uppercase);
        capital
            && (token > first || self.document.token(token).upos == Upos::Propn || self.is_nationality(token))
    }

    /// Whether the world knows the word as a nationality or a country's people.
    pub(crate) fn is_nationality(&self, token: usize) -> bool {
        let form = self.document.form(token);
        form.chars().next().is_some_and(char::is_uppercase)
            && self
                .world
                .names(form)
                .iter()
                .any(|meaning| matches!(meaning.sense, Sense::Adjective | Sense::Person | Sense::People))
    }

    /// Whether a word begins with a capital or a figure, as names do.
    fn is_written_large(&self, token: usize) -> bool {
        self.document.form(token).chars().any(|c| c.is_uppercase() || c.is_numeric())
    }

    /// "says **it** will withdraw its troops", "says it is ready to": somebody, where the parser takes "it" for an expletive.
    pub(super) fn is_referring_it(&self, token: usize) -> bool {
        if self.lemma(token) != "it" || self.document.token(token).deprel != Deprel::Expl {
            return false;
        }
        let Some(verb) = self.document.head(token) else { return false };
        let has_clause = self
            .document
            .children(verb)
            .any(|child| matches!(self.deprel(child), Deprel::Csubj | Deprel::Ccomp));
        self.class("offer-verb", verb)
            || self.is_verb(verb) && self.document.child(verb, Deprel::Obj).is_some() && !has_clause
    }

    /// A day or month by its word, where it is nobody's name ("Jan Kern").
    pub(super) fn is_time_word(&self, token: usize) -> bool {
        self.class("time-word", token) && !self.is_person(token)
    }

    /// Whether a nominal may be somebody: a name, a person or a body by its noun, a personal pronoun.
    pub(crate) fn is_actor(&self, head: usize) -> bool {
        let data = self.document.token(head);
        if self.in_time[head] || self.is_time_word(head) {
            return false;
        }
        if let Some(mention) = self.mentions.entity_at(head) {
            let mention = &self.mentions.entities[mention];
            if mention.reading == Reading::Thing {
                return false;
            }
            if mention.kind != ActorKind::Unknown || mention.is_named() && self.is_written_large(head) {
                return true;
            }
        }
        match data.upos {
            Upos::Propn if self.is_written_large(head) => !self.class("unnamed", head),
            Upos::Pron => {
                data.xpos == "PRP"
                    && (data.deprel != Deprel::Expl || self.is_referring_it(head))
                    && self.lemma(head) != "you"
                    || matches!(
                        self.lemma(head),
                        "who" | "everyone" | "everybody" | "someone" | "somebody" | "other"
                    )
            }
            Upos::Noun | Upos::Adj | Upos::Propn => {
                self.class("person", head)
                    || self.class("body", head)
                    || self.class("troops", head)
                    || self.class("police", head)
                    || data.upos == Upos::Propn && self.class("armed", head)
                    || data.upos != Upos::Adj && has_person_ending(self.lemma(head))
                    || self.is_capital(head) && head > self.document.sentence_of(head).tokens.start
            }
            Upos::Num => matches!(data.deprel.universal(), Deprel::Nsubj | Deprel::Obj | Deprel::Conj),
            _ => false,
        }
    }

    /// Whether a nominal is of one of the terms: by its lemma, as a compound, or inside a noun like "series of".
    pub(super) fn is_of(&self, head: usize, terms: &Terms) -> bool {
        if terms.any {
            return true;
        }
        if terms.actor && self.is_actor(head) || terms.place && self.is_place(head) {
            return true;
        }
        if self.word_is(head, terms) || terms.person && self.is_person(head) {
            return true;
        }
        let classes = &self.lexicon.classes;
        // "captured Marlow"
        if terms.has("town", classes) && terms.has("territory", classes) && self.is_named_place(head) {
            return true;
        }
        // "President Jane Doe": the title tells what the name does not.
        let titled = self.document.token(head).upos == Upos::Propn
            && self.document.children(head).any(|child| {
                (self.document.token(child).deprel == Deprel::NmodDesc || self.deprel(child) == Deprel::Appos)
                    && self.word_is(child, terms)
            });
        if titled {
            return true;
        }
        // "a military aid program", "several rounds of talks", "dozens of activists": the container stands for what it holds.
        let holds = classes.has("container", self.lemma(head))
            || classes.has("measure", self.lemma(head))
            || matches!(self.document.token(head).upos, Upos::Num | Upos::Sym);
        holds
            && self.document.children(head).any(|child| {
                let inside = match self.deprel(child) {
                    Deprel::Compound | Deprel::Amod => true,
                    Deprel::Nmod => self.case_is(child, "of") || self.case_is(child, "in"),
                    _ => false,
                };
                inside && (self.word_is(child, terms) || terms.actor && child > head && self.is_actor(child))
            })
    }

    /// Whether a person is named there.
    pub(crate) fn is_person(&self, head: usize) -> bool {
        self.document.token(head).upos == Upos::Propn
            && self
                .mentions
                .entity_at(head)
                .is_some_and(|mention| self.mentions.entities[mention].kind == ActorKind::Person)
    }

    fn word_is(&self, head: usize, terms: &Terms) -> bool {
        let classes = &self.lexicon.classes;
        if terms.has(self.lemma(head), classes) {
            return true;
        }
        let first = self.document.sentence_of(head).tokens.start;
        let mut pair = String::new();
        let mut compound = |modifier: usize| {
            pair.clear();
            pair.push_str(self.lemma(modifier));
            pair.push('-');
            pair.push_str(self.lemma(head));
            terms.has(&pair, classes)
        };
        if head > first && compound(head - 1) {
            return true;
        }
        if head > first + 1 && self.document.form(head - 1) == "-" && compound(head - 2) {
            return true;
        }
        self.document.children(head).any(|child| {
            child + 1 < head
                && matches!(self.deprel(child), Deprel::Compound | Deprel::Amod)
                && compound(child)
        })
    }

    /// Whether a nominal is a place name or a kind of place.
    pub(crate) fn is_place(&self, head: usize) -> bool {
        self.document.token(head).upos == Upos::Propn && !self.class("time-word", head) && !self.in_time[head]
            || self.class("target", head)
            || self.class("territory", head)
    }

    /// Whether the text knows the name as a place, and as no person's or body's.
    pub(super) fn is_named_place(&self, head: usize) -> bool {
        let known = self.mentions.entity_at(head).map(|mention| self.mentions.entities[mention].kind);
        self.document.token(head).upos == Upos::Propn
            && known.is_none_or(|kind| matches!(kind, ActorKind::Unknown | ActorKind::Government))
            && self.mentions.places.iter().any(|place| place.tokens.contains(&head))
    }

    pub(crate) fn case_is(&self, nominal: usize, word: &str) -> bool {
        self.document.children(nominal).any(|child| {
            self.deprel(child) == Deprel::Case && self.document.form(child).eq_ignore_ascii_case(word)
        })
    }

    /// "held a summit **in Osterlich**": where it was, and no party to it.
    pub(super) fn is_where(&self, nominal: usize) -> bool {
        ["in", "at", "near", "on"].iter().any(|word| self.case_is(nominal, word))
    }

    /// Whether `words` follow the token in order, the first directly or as its child, all within a few tokens.
    pub(crate) fn followed_by(&self, token: usize, words: &[&str]) -> Option<usize> {
        let end = self.document.sentence_of(token).tokens.end;
        let mut at = token;
        for (idx, word) in words.iter().enumerate() {
            let reach = if idx == 0 { token + 6 } else { at + 3 };
            let next = (at + 1..reach.min(end)).find(|&next| {
                (self.lemma(next) == *word || self.document.form(next).eq_ignore_ascii_case(word))
                    && (next == at + 1 || self.belongs(next, token))
            })?;
            at = next;
        }
        Some(at)
    }

    /// Whether a word hangs on the verb, or on a nominal that hangs on it.
    fn belongs(&self, word: usize, verb: usize) -> bool {
        let Some(head) = self.document.head(word) else { return false };
        head == verb
            && matches!(
                self.deprel(word),
                Deprel::Compound | Deprel::Advmod | Deprel::Obj | Deprel::Obl | Deprel::Case | Deprel::Xcomp
            )
            || self.document.head(head) == Some(verb)
                && self.deprel(word) == Deprel::Case
                && matches!(self.deprel(head), Deprel::Obl | Deprel::Obj | Deprel::Advmod | Deprel::Advcl)
    }
}

/// Irregular verb forms by the form.
fn irregular() -> &'static HashMap<&'static str, &'static str> {
    static FORMS: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    FORMS.get_or_init(|| {
        data_lines(include_str!("../../lexicon/events-irregular.tsv"))
            .filter_map(|(_, line)| line.split_once('\t'))
            .collect()
    })
}

/// Nouns for persons that no list holds: "sharpshooter", "separatist".
fn has_person_ending(lemma: &str) -> bool {
    lemma.len() > 6
        && ["ist", "man", "woman", "crat", "shooter", "monger", "goer", "smith"]
            .iter()
            .any(|ending| lemma.ends_with(ending))
}

fn lemma(document: &Document, token: usize, is_known: impl Fn(&str) -> bool) -> String {
    let lemma = document.lemma(token);
    if lemma.is_empty() || lemma == "_" {
        return document.form(token).to_lowercase();
    }
    let lemma = lemma.to_lowercase();
    let data = document.token(token);
    if data.xpos == "NNS" {
        let form = document.form(token).to_lowercase();
        return irregular().get(form.as_str()).map_or(lemma, |known| known.to_string());
    }
    if !data.xpos.starts_with("VB") || data.upos == Upos::Aux {
        return lemma;
    }
    if let Some(known) = irregular().get(lemma.as_str()) {
        return known.to_string();
    }
    if is_known(&lemma) {
        return lemma;
    }
    // "freed" of "fre", "blockaded" of "blockad": the form tells better, where it leads to a verb that the lexicon has.
    stems(&document.form(token).to_lowercase()).into_iter().find(|stem| is_known(stem)).unwrap_or(lemma)
}

/// What a regular verb form may be of: "freed" of "free", "stopped" of "stop", "carries" of "carry".
pub(super) fn stems(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (ending, takes_e) in [("ed", true), ("ing", true), ("es", true), ("s", false)] {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
        if takes_e {
            found.push(format!("{stem}e"));
        }
        if let Some(stem) = stem.strip_suffix('i').filter(|_| ending != "ing") {
            found.push(format!("{stem}y"));
        }
        let mut last = stem.chars().rev();
        if let (Some(one), true) = (last.next(), stem.is_ascii())
            && last.next() == Some(one)
        {
            found.push(stem[..stem.len() - 1].to_string());
        }
        found.push(stem.to_string());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::stems;

    #[test]
    fn a_form_leads_to_its_verb() {
        for (form, verb) in
            [("freed", "free"), ("blockading", "blockade"), ("stopped", "stop"), ("carries", "carry")]
        {
            assert!(stems(form).iter().any(|stem| stem == verb), "{form}");
        }
        assert!(stems("went").is_empty());
        assert!(stems("ed").is_empty());
    }
}
