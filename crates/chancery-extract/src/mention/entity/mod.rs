//! Noun phrases that may be actors: names, descriptions with a role or a nationality, pronouns.
//!
//! Each says what its own words say of who is meant; the article and the dated facts are asked later.

mod article;
mod describe;
pub(crate) mod grammar;
pub(crate) mod lexicon;
pub(crate) mod name;
mod role;
mod whose;

pub use describe::{Person, Reading, RoleInText};
pub use lexicon::Gender;

pub(crate) use article::home_of;
pub(crate) use describe::{describe, kind_of_body};

use crate::argument;
use chancery_record::{ActorKind, MentionForm};
use chancery_syntax::{Deprel, Document, Upos};
use chancery_world::{EntityId, Meaning, RoleKind, World};
use name::Names;
use std::ops::Range;

/// A noun phrase that may be an actor.
#[derive(Clone, Debug)]
pub struct EntityMention {
    /// Head token.
    pub head: usize,
    /// The tokens that are quoted for it: see [`phrase`](crate::phrase).
    pub tokens: Range<usize>,
    /// Name, description or pronoun.
    pub form: MentionForm,
    /// What kind of actor its words make it; [`ActorKind::Unknown`] where they do not tell.
    pub kind: ActorKind,
    /// Whether an actor is meant where it stands, or a place, a modifier or a thing.
    pub reading: Reading,
    /// Whether more than one is meant.
    pub plural: bool,
    /// He, she or it, as far as title, given name or pronoun tell.
    pub gender: Gender,
    /// The tokens of the name, without title; empty where there is none.
    pub name: Range<usize>,
    /// The title or role noun.
    pub role: Option<RoleInText>,
    /// ISO 3166-1 alpha-3 codes of the countries that the phrase belongs to by its own words; several for
    /// "Freedonian and Sylvanian officials".
    pub countries: Vec<String>,
    /// Codes of the organisations that it belongs to by its own words ("the NATO secretary general").
    pub organisations: Vec<String>,
    /// What of the world it belongs to by its own words: country, organisation, group.
    pub belongs: Vec<EntityId>,
    /// Everything that the world knows the name can mean.
    pub meanings: Vec<Meaning>,
    /// Whether it has a definite determiner or a possessor.
    pub definite: bool,
    /// The grammatical person of a pronoun.
    pub person: Option<Person>,
}

impl EntityMention {
    /// Whether the words themselves say that a person or persons are meant.
    pub fn is_personal(&self) -> bool {
        matches!(self.kind, ActorKind::Person | ActorKind::Population)
    }

    /// Whether the phrase has a name.
    pub fn is_named(&self) -> bool {
        !self.name.is_empty()
    }
}

/// A document with its names, from which phrases are described.
pub(crate) struct Scene<'a> {
    pub(crate) document: &'a Document,
    pub(crate) world: &'a World,
    pub(crate) forms: Vec<&'a str>,
    pub(crate) names: Names,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(document: &'a Document, world: &'a World) -> Scene<'a> {
        let forms = name::forms(document);
        let names = name::names(document, world, &forms);
        Scene { document, world, forms, names }
    }

    /// The head under which a token's phrase is a mention: the name for its title and its later parts, whichever of
    /// title and name the parser takes for the head.
    pub(crate) fn head_of(&self, token: usize) -> usize {
        if let Some(name) = self.names.at(token) {
            return self.names.spans[name].head;
        }
        let at = argument::phrase_head(self.document, token);
        match self.names.at(at).or_else(|| self.name_behind(at)) {
            Some(name) => self.names.spans[name].head,
            None => at,
        }
    }

    /// Whether a noun is the last word of a person's title ("foreign **minister**").
    fn ends_title(&self, noun: usize) -> bool {
        let first = noun.saturating_sub(2).max(self.document.sentence_of(noun).tokens.start);
        (first..=noun).any(|start| {
            self.world.longest_role(&self.forms[..noun + 1], start).is_some_and(|(length, role)| {
                start + length == noun + 1 && role.kind() == RoleKind::Person && !role.is_plural()
            })
        })
    }

    /// The name that stands right behind a title which the parser takes for its head.
    fn name_behind(&self, title: usize) -> Option<usize> {
        let document = self.document;
        if !document.is_nominal(title) {
            return None;
        }
        // "Secretary of State Doe": behind the whole title.
        let sentence_end = document.sentence_of(title).tokens.end;
        let role = self.world.longest_role(&self.forms[..sentence_end], title);
        let mut end = title + role.map_or(1, |(length, _)| length);
        if self.forms.get(end).is_some_and(|form| lexicon::short_title(form).is_some()) {
            end += 1;
        }
        // "President of Freedonia Jane Doe"
        if role.is_some()
            && self.forms.get(end).is_some_and(|form| matches!(*form, "of" | "to"))
            && let Some(whose) = self.names.at(end + 1).map(|at| &self.names.spans[at])
            && !whose.meanings.is_empty()
            && let Some(name) = self.names.at(whose.tokens.end)
            && self.names.spans[name].kind == Some(chancery_syntax::NameKind::Person)
        {
            return Some(name);
        }
        let name = self.names.at(end).or_else(|| self.names.at(title + 1))?;
        let span = &self.names.spans[name];
        // "the foreign minister Jane Doe left": side by side under one verb.
        let titled = role.is_some_and(|(_, role)| role.kind() == RoleKind::Person && !role.is_plural());
        if (titled || self.ends_title(title))
            && span.tokens.start == end
            && span.kind == Some(chancery_syntax::NameKind::Person)
            && document.token(title).deprel == document.token(span.head).deprel
            && document.head(title) == document.head(span.head)
        {
            return Some(name);
        }
        // "Secretary of State Doe", where the parser hangs "of" on Doe.
        let case = document.child(span.head, Deprel::Case).filter(|case| !(title..end).contains(case));
        if span.head < title || case.is_some() {
            return None;
        }
        let deprel = document.token(span.head).deprel;
        let belongs = document.head(span.head) == Some(title)
            && matches!(
                deprel,
                Deprel::Flat
                    | Deprel::Appos
                    | Deprel::Compound
                    | Deprel::Dep
                    | Deprel::Nmod
                    | Deprel::NmodDesc
                    | Deprel::NmodUnmarked
            );
        (belongs && !span.is_adjective() && !span.thing).then_some(name)
    }
}

/// All entity mentions in order of their first tokens.
pub(crate) fn entities(document: &Document, world: &World) -> Vec<EntityMention> {
    let scene = Scene::new(document, world);
    let mut found: Vec<EntityMention> =
        (0..document.tokens().len()).filter_map(|token| entity(&scene, token)).collect();
    found.sort_by_key(|mention| (mention.tokens.start, mention.head));
    found
}

/// The mention that has this token as its head, if its words make it an actor or a name.
fn entity(scene: &Scene<'_>, token: usize) -> Option<EntityMention> {
    let document = scene.document;
    let data = document.token(token);
    if let Some(name) = scene.names.at(token) {
        let span = &scene.names.spans[name];
        return (span.head == token && !span.thing).then(|| describe(scene, token));
    }
    match data.upos {
        Upos::Pron | Upos::Det => {
            // "to mine diamonds"
            let verb = scene.forms[token] == "mine" && token > 0 && scene.forms[token - 1] == "to";
            let personal =
                matches!(data.xpos, "PRP" | "PRP$") && data.deprel.universal() != Deprel::Expl && !verb;
            let relative =
                matches!(data.xpos, "WP" | "WDT" | "WP$") && grammar::antecedent(document, token).is_some();
            (personal || relative).then(|| describe(scene, token))
        }
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num => {
            let inside = scene.head_of(token) != token
                || matches!(
                    data.deprel,
                    Deprel::Compound | Deprel::NmodDesc | Deprel::Flat | Deprel::Goeswith | Deprel::Fixed
                );
            if inside {
                return None;
            }
            let mention = describe(scene, token);
            // "prime" where the parser takes "minister" for something else.
            if mention
                .role
                .as_ref()
                .is_some_and(|role| name::head_within(document, role.tokens.clone()) != token)
            {
                return None;
            }
            let takes_up = || mention.definite && lexicon::generic(document.lemma(token)).is_some();
            let is_entity = mention.role.is_some() || mention.kind != ActorKind::Unknown || takes_up();
            is_entity.then_some(mention)
        }
        _ => None,
    }
}
