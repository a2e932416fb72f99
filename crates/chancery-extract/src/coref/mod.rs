//! Coreference: which mentions of an article are one and the same actor.
//!
//! Sieves, the precise ones first: names, appositions, then descriptions and pronouns in text order, last "I" and "we".
//! Only words of the article and names of the world are compared here; offices and dates are resolved later.

mod apposition;
mod body;
mod description;
mod group;
mod name;
mod pronoun;
pub(crate) mod trace;

use crate::mention::entity::name::party_mark;
use crate::mention::entity::{EntityMention, Gender, Person, Reading, Scene, describe, grammar};
use crate::statement::StatementMention;
use chancery_record::ActorKind;
use chancery_syntax::{Deprel, Document, Upos};
use chancery_world::EntityId;
use std::collections::HashMap;
use trace::Step;

/// A mention that takes part: an actor by its own words, or a head that plays a role.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub(crate) mention: EntityMention,
    pub(crate) plays_role: bool,
    /// Whether it says or does something where it stands, as subject, agent or possessor.
    pub(crate) acts: bool,
    pub(crate) sentence: usize,
    pub(crate) prominence: u8,
}

impl Party {
    /// Whether an actor is meant, by its words or by the role that it plays.
    pub(crate) fn is_actor(&self) -> bool {
        self.plays_role || self.mention.reading == Reading::Actor
    }
}

/// What is so far taken for one actor.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Numbers of parties, in the order of joining.
    pub(crate) parties: Vec<usize>,
    pub(crate) kind: ActorKind,
    pub(crate) gender: Gender,
    pub(crate) plural: bool,
    /// The country that it is the government of, if it is one.
    pub(crate) state: Option<String>,
    /// The country or organisation of its share of a phrase ("Freedonian and Sylvanian delegations").
    pub(crate) share: Option<String>,
    /// What of the world its name can be.
    pub(crate) entities: Vec<EntityId>,
    /// The party mentioned last before the point that the walk has reached.
    last: Option<usize>,
    /// Of its mentions in the sentence of the last one the most prominent.
    foremost: Option<usize>,
}

/// The drafts, and for each party those that it belongs to (several for "the two leaders").
#[derive(Clone, Debug, Default)]
pub(crate) struct Chains {
    pub(crate) parties: Vec<Party>,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) of_party: Vec<Vec<usize>>,
    /// Number of the party with a head.
    pub(crate) at_head: HashMap<usize, usize>,
    /// How surnames, descriptions and pronouns were taken, by party.
    pub(crate) steps: Vec<Step>,
}

/// What two names have in common where they are one actor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// The government of a country.
    State(String),
    /// The people of a country.
    People(String),
    /// Something of the world.
    Entity(EntityId),
    /// A name or description, folded.
    Text(String),
    /// A role of a country or body.
    Role(String, String),
}

/// Drafts that a surname, given name or key leads to.
pub(crate) struct Chainer<'a> {
    scene: &'a Scene<'a>,
    statements: &'a [StatementMention],
    parties: Vec<Party>,
    drafts: Vec<Draft>,
    parent: Vec<usize>,
    of_party: Vec<Vec<usize>>,
    at_head: HashMap<usize, usize>,
    by_key: HashMap<Key, usize>,
    by_surname: HashMap<String, Vec<usize>>,
    by_first_name: HashMap<String, Vec<usize>>,
    /// Drafts mentioned lately, the latest last.
    recent: Vec<usize>,
    /// For each token the innermost statement whose content it is part of.
    statement_at: Vec<u32>,
    steps: Vec<Step>,
}

/// How many drafts are kept in mind as antecedents.
const IN_MIND: usize = 40;

/// Chains mentions, and whatever else plays a role, into drafts of actors.
pub(crate) fn chains(
    scene: &Scene<'_>,
    mentions: &[EntityMention],
    role_heads: &[usize],
    acting: &[usize],
    statements: &[StatementMention],
) -> Chains {
    let parties = parties(scene, mentions, role_heads, acting);
    let at_head = parties.iter().enumerate().map(|(idx, party)| (party.mention.head, idx)).collect();
    let mut chainer = Chainer {
        scene,
        statements,
        of_party: vec![Vec::new(); parties.len()],
        parties,
        drafts: Vec::new(),
        parent: Vec::new(),
        at_head,
        by_key: HashMap::new(),
        by_surname: HashMap::new(),
        by_first_name: HashMap::new(),
        recent: Vec::new(),
        statement_at: statement_at(scene.document, statements),
        steps: Vec::new(),
    };
    chainer.chain_names();
    chainer.chain_appositions();
    chainer.walk();
    chainer.join_offices();
    chainer.chain_first_persons();
    chainer.finish()
}

/// For each token the number of the innermost statement whose content it is part of; deep nesting is not followed to
/// the end, so that time stays linear.
fn statement_at(document: &Document, statements: &[StatementMention]) -> Vec<u32> {
    let n_tokens = document.tokens().len();
    let mut at = vec![u32::MAX; n_tokens];
    let mut contents: Vec<(std::ops::Range<usize>, u32)> = Vec::new();
    for (idx, statement) in statements.iter().enumerate() {
        contents.extend(statement.content.iter().map(|&span| (document.tokens_in(span), idx as u32)));
    }
    contents.sort_by_key(|(tokens, idx)| (std::cmp::Reverse(tokens.len()), *idx));
    let mut left = n_tokens * 8;
    for (tokens, idx) in contents {
        if tokens.len() <= left {
            left -= tokens.len();
            at[tokens].fill(idx);
        }
    }
    at
}

/// All parties in text order: the mentions, and for heads that play a role and are no mention one of their own.
fn parties(
    scene: &Scene<'_>,
    mentions: &[EntityMention],
    role_heads: &[usize],
    acting: &[usize],
) -> Vec<Party> {
    let document = scene.document;
    let mut all: Vec<EntityMention> = mentions.to_vec();
    let known: HashMap<usize, ()> = all.iter().map(|mention| (mention.head, ())).collect();
    let mut plays: HashMap<usize, ()> = HashMap::new();
    let mut added: HashMap<usize, ()> = HashMap::new();
    let mut heads: Vec<usize> = role_heads.to_vec();
    for &head in role_heads {
        match grammar::quantified(document, head) {
            Some(noun) => heads.push(noun),
            None if grammar::antecedent(document, head).is_some() => {
                heads.extend(grammar::all_who(document, head));
            }
            None => {}
        }
        heads.extend(beside(scene, head));
    }
    heads.sort_unstable();
    heads.dedup();
    for head in heads {
        if head >= document.tokens().len() {
            continue;
        }
        let own = scene.head_of(head);
        // "the FBI and Freedonian police": the adjective is no party beside its noun.
        let adjective =
            scene.names.at(own).map(|at| &scene.names.spans[at]).filter(|name| name.is_adjective());
        if adjective.is_some_and(|name| role_heads.binary_search(&name.tokens.end).is_ok()) {
            continue;
        }
        // "Doe, R-Ohio,": the party and state of Doe.
        if party_mark(&scene.forms[own..(own + 3).min(scene.forms.len())], true).is_some() {
            continue;
        }
        plays.insert(own, ());
        if !known.contains_key(&own) && added.insert(own, ()).is_none() {
            let mention = describe(scene, own);
            if mention.head == own {
                all.push(mention);
            } else {
                all.push(EntityMention { head: own, ..mention });
            }
        }
    }
    all.sort_by_key(|mention| (mention.head, mention.tokens.start));
    all.into_iter()
        .map(|mention| Party {
            plays_role: plays.contains_key(&mention.head),
            acts: acting.binary_search(&mention.head).is_ok() && grammar::can_act(document, mention.head),
            sentence: document.token(mention.head).sentence as usize,
            prominence: grammar::prominence(document, mention.head),
            mention,
        })
        .collect()
}

/// The body that stands beside a plural noun, though the parser takes it for a part of it: "FBI" for "police" in "the FBI
/// and Freedonian police".
pub(crate) fn beside(scene: &Scene<'_>, head: usize) -> Option<usize> {
    let own = scene.head_of(head);
    if scene.document.token(own).upos == Upos::Pron {
        return None;
    }
    let start = match scene.names.at(own) {
        Some(name) => scene.names.spans[name].tokens.start,
        None => describe(scene, own).tokens.start,
    };
    let sentence = scene.document.sentence_of(own).tokens.start;
    if start < sentence + 2 || scene.forms[start - 1] != "and" {
        return None;
    }
    let name = &scene.names.spans[scene.names.at(start - 2)?];
    let part = matches!(
        scene.document.token(name.head).deprel,
        Deprel::Compound | Deprel::Amod | Deprel::NmodDesc | Deprel::Nmod
    );
    let whole = scene.names.at(own).map_or(own..own + 1, |name| scene.names.spans[name].tokens.clone());
    let governor = scene.document.head(name.head)?;
    (part && whole.contains(&governor) && !name.is_adjective()).then_some(name.head)
}

impl<'a> Chainer<'a> {
    fn document(&self) -> &'a Document {
        self.scene.document
    }

    /// The draft that another has become part of.
    fn root(&mut self, draft: usize) -> usize {
        let mut root = draft;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut at = draft;
        while self.parent[at] != root {
            at = std::mem::replace(&mut self.parent[at], root);
        }
        root
    }

    fn new_draft(&mut self, party: usize) -> usize {
        let mention = &self.parties[party].mention;
        let draft = Draft {
            parties: vec![party],
            kind: mention.kind,
            gender: mention.gender,
            plural: mention.plural,
            state: None,
            share: None,
            entities: Vec::new(),
            last: None,
            foremost: None,
        };
        self.drafts.push(draft);
        self.parent.push(self.drafts.len() - 1);
        self.of_party[party].push(self.drafts.len() - 1);
        self.drafts.len() - 1
    }

    fn join(&mut self, party: usize, draft: usize) {
        let draft = self.root(draft);
        if self.of_party[party].contains(&draft) {
            return;
        }
        self.of_party[party].push(draft);
        let mention = &self.parties[party].mention;
        let into = &mut self.drafts[draft];
        into.parties.push(party);
        if into.gender == Gender::Unknown && !into.plural && mention.gender != Gender::Neuter {
            into.gender = mention.gender;
        }
        if into.kind == ActorKind::Unknown {
            into.kind = mention.kind;
        }
    }

    /// Makes two drafts one.
    fn merge(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let (into, from) = (a.min(b), a.max(b));
        self.parent[from] = into;
        let gone = std::mem::take(&mut self.drafts[from].parties);
        for &party in &gone {
            for slot in &mut self.of_party[party] {
                if *slot == from {
                    *slot = into;
                }
            }
        }
        let other = self.drafts[from].clone();
        let draft = &mut self.drafts[into];
        draft.parties.extend(gone);
        if draft.gender == Gender::Unknown {
            draft.gender = other.gender;
        }
        if draft.kind == ActorKind::Unknown {
            draft.kind = other.kind;
        }
        draft.state = draft.state.take().or(other.state);
        draft.share = draft.share.take().or(other.share);
        for entity in other.entities {
            if !draft.entities.contains(&entity) {
                draft.entities.push(entity);
            }
        }
        if other.last > draft.last {
            (draft.last, draft.foremost) = (other.last, other.foremost);
        }
    }

    /// The draft under a key, or a new one made for this party.
    fn join_key(&mut self, party: usize, key: Key) -> usize {
        match self.by_key.get(&key).copied() {
            Some(draft) => {
                self.join(party, draft);
                self.root(draft)
            }
            None => {
                let draft = self.new_draft(party);
                if let Key::State(code) = &key {
                    self.drafts[draft].state = Some(code.clone());
                    self.drafts[draft].kind = ActorKind::Government;
                    self.drafts[draft].gender = Gender::Neuter;
                }
                if let Key::Entity(entity) = &key {
                    self.drafts[draft].entities.push(*entity);
                }
                self.by_key.insert(key, draft);
                draft
            }
        }
    }

    /// Descriptions and pronouns in text order.
    fn walk(&mut self) {
        for party in 0..self.parties.len() {
            if self.of_party[party].is_empty() {
                let mention = &self.parties[party].mention;
                let (person, named) = (mention.person, mention.is_named());
                match person {
                    Some(Person::First | Person::Second) => {}
                    Some(Person::Relative) => self.chain_relative(party),
                    Some(Person::Third) => self.chain_pronoun(party),
                    None if named => {}
                    None if self.chain_by_grammar(party) => {}
                    None => self.chain_description(party),
                }
            }
            for at in 0..self.of_party[party].len() {
                let draft = self.of_party[party][at];
                self.remember(party, draft);
            }
        }
    }

    fn remember(&mut self, party: usize, draft: usize) {
        let draft = self.root(draft);
        if !self.parties[party].is_actor() {
            return;
        }
        // "Doe said her army had won. She …": she is the subject, though "her" was the last word for her.
        let rank = |at: usize| (self.parties[at].prominence, self.parties[at].mention.is_named());
        let foremost = self.drafts[draft].foremost.filter(|&before| {
            self.parties[before].sentence == self.parties[party].sentence && rank(before) >= rank(party)
        });
        self.drafts[draft].foremost = foremost.or(Some(party));
        self.drafts[draft].last = Some(party);
        self.recent.retain(|&known| known != draft);
        if self.recent.len() >= IN_MIND {
            self.recent.remove(0);
        }
        self.recent.push(draft);
    }

    /// How a draft stood in the sentence that mentioned it last.
    fn foremost(&self, draft: usize) -> Option<&Party> {
        self.drafts[draft].foremost.map(|party| &self.parties[party])
    }

    /// Drafts mentioned lately with the party that mentioned them last, the latest first.
    fn antecedents(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.recent.iter().rev().filter(|&&draft| self.parent[draft] == draft).filter_map(|&draft| {
            let last = self.drafts[draft].last?;
            Some((draft, last))
        })
    }

    fn is_named(&self, draft: usize) -> bool {
        self.drafts[draft].parties.iter().any(|&party| self.parties[party].mention.is_named())
    }

    /// The draft that a party belongs to, made if there is none.
    fn draft_of(&mut self, party: usize) -> usize {
        match self.of_party[party].first().copied() {
            Some(draft) => self.root(draft),
            None => self.new_draft(party),
        }
    }

    /// The innermost statement whose content a token is part of.
    fn statement_around(&self, token: usize) -> Option<usize> {
        self.statement_at.get(token).filter(|&&idx| idx != u32::MAX).map(|&idx| idx as usize)
    }

    fn finish(mut self) -> Chains {
        for party in 0..self.of_party.len() {
            let mut roots: Vec<usize> = Vec::new();
            for at in 0..self.of_party[party].len() {
                let root = self.root(self.of_party[party][at]);
                if !roots.contains(&root) {
                    roots.push(root);
                }
            }
            self.of_party[party] = roots;
        }
        for draft in &mut self.drafts {
            draft.parties.sort_unstable();
            draft.parties.dedup();
        }
        self.steps.sort_by_key(|step| step.party);
        Chains {
            parties: self.parties,
            drafts: self.drafts,
            of_party: self.of_party,
            at_head: self.at_head,
            steps: self.steps,
        }
    }
}
