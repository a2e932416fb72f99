//! Who the mentions are: mentions chained through the article, and each chain resolved against the world.
//!
//! The order: the title in the text decides role and country; the dated facts give identity and fill gaps, as of the
//! day of publication; then what the article said before; then metonyms; then nationality and role noun. What is not
//! known stays unresolved.

mod body;
mod home;
mod person;

use crate::Found;
use crate::coref::{self, Chains, Draft};
use crate::explain::{self, Explanation};
use crate::mention::Mentions;
use crate::mention::entity::{EntityMention, Reading, Scene, grammar};
use chancery_record::{ActorKind, MentionForm};
use chancery_syntax::{Deprel, Document, NameKind};
use chancery_world::{Entity, RoleKind, World};
use jiff::civil::Date;
use std::collections::HashMap;
use std::ops::Range;

/// One actor of the article: its mentions, and what is known of it.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    /// The fullest name or description.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Short name of an international organisation.
    pub organisation: Option<String>,
    /// PLOVER sectors, the weightiest first.
    pub sectors: Vec<String>,
    /// Office held.
    pub office: Option<String>,
    /// Stable id in the world.
    pub world: Option<String>,
    /// Tokens and form of each mention, in text order.
    pub mentions: Vec<(Range<usize>, MentionForm)>,
    /// Id of the rule of `rules/actor.toml` that resolved it.
    pub rule: &'static str,
}

/// The actors of an article, in order of first mention.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actors {
    /// One for each actor.
    pub chains: Vec<Chain>,
    /// How each was resolved, and what was rejected.
    pub explanations: Vec<Explanation>,
    of_head: HashMap<usize, Vec<usize>>,
}

impl Actors {
    /// All chains that a head token stands for: two for "the two leaders", three for "the foreign ministers of
    /// Freedonia, Sylvania and Osterlich".
    pub(crate) fn all_of_head(&self, head: usize) -> &[usize] {
        self.of_head.get(&head).map_or(&[], Vec::as_slice)
    }

    /// "she" who says or does something and of whom nobody knows who she is: an actor of her own, behind the others,
    /// since an empty role would say that nobody is named.
    fn add_unresolved(&mut self, document: &Document, head: usize, not: &str) {
        self.of_head.insert(head, vec![self.chains.len()]);
        self.explanations.push(Explanation {
            about: format!("a{}", self.chains.len() + 1),
            text: format!("actor-unresolved: a pronoun with nobody before it that fits{not}"),
        });
        self.chains.push(Chain {
            name: document.form(head).to_string(),
            kind: ActorKind::Unknown,
            country: None,
            organisation: None,
            sectors: Vec::new(),
            office: None,
            world: None,
            mentions: vec![(head..head + 1, MentionForm::Pronoun)],
            rule: "actor-unresolved",
        });
    }
}

/// The most other meanings of a name that an explanation tells.
const MOST_MEANINGS: usize = 3;

/// What a chain is resolved to, before it is numbered.
pub(crate) struct Resolved {
    pub(crate) name: String,
    pub(crate) kind: ActorKind,
    pub(crate) country: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) sectors: Vec<String>,
    pub(crate) office: Option<String>,
    pub(crate) world: Option<String>,
    pub(crate) rule: &'static str,
    pub(crate) why: String,
}

/// What one draft is resolved from.
pub(crate) struct Case<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) chains: &'a Chains,
    pub(crate) draft: &'a Draft,
    pub(crate) published: Option<Date>,
}

impl Case<'_> {
    pub(crate) fn mentions(&self) -> impl Iterator<Item = &EntityMention> {
        self.draft.parties.iter().map(|&party| &self.chains.parties[party].mention)
    }

    /// Characters of some tokens, white space made single.
    pub(crate) fn text(&self, tokens: Range<usize>) -> String {
        let document = self.scene.document;
        let text = document.text().slice(document.span_of(tokens));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What else the name of a draft can mean, as a remark: `; not Congress of Sylvania (organisation)`.
    pub(crate) fn other_meanings(&self, chosen: Entity<'_>) -> String {
        let mut others: Vec<String> = Vec::new();
        for meaning in self.mentions().flat_map(|mention| &mention.meanings) {
            let other = self.scene.world.entity(meaning.entity);
            let of = if other.of().is_empty() { String::new() } else { format!(" of {}", other.of()) };
            let shown = format!("not {} ({}{of})", other.name(), other.kind().as_str());
            if other.id() != chosen.id() && others.len() < MOST_MEANINGS && !others.contains(&shown) {
                others.push(shown);
            }
        }
        if others.is_empty() { String::new() } else { format!("; {}", others.join(", ")) }
    }

    /// The fullest name, else the fullest description, else the first mention.
    pub(crate) fn fullest(&self) -> String {
        let named = self
            .mentions()
            .filter(|mention| mention.is_named())
            .max_by_key(|mention| (mention.name.len(), std::cmp::Reverse(mention.head)));
        if let Some(mention) = named {
            return self.text(mention.name.clone());
        }
        let described = self
            .mentions()
            .filter(|mention| mention.form == MentionForm::Description)
            .max_by_key(|mention| {
                (mention.role.is_some(), mention.tokens.len().min(12), std::cmp::Reverse(mention.head))
            });
        match described.or(self.mentions().next()) {
            Some(mention) => self.text(mention.tokens.clone()),
            None => String::new(),
        }
    }
}

/// Chains the entity mentions, and every head that plays a role in what was found, into actors.
pub(crate) fn actors(
    document: &Document,
    mentions: &Mentions,
    found: &Found,
    world: &World,
    published: Option<Date>,
) -> Actors {
    let scene = Scene::new(document, world);
    let role_heads = role_heads(found);
    let acting = acting_heads(found);
    let chains = coref::chains(&scene, &mentions.entities, &role_heads, &acting, &found.statements);
    let mut order: Vec<usize> =
        (0..chains.drafts.len()).filter(|&draft| is_actor(&scene, &chains, &chains.drafts[draft])).collect();
    order.sort_by_key(|&draft| first_token(&chains, &chains.drafts[draft]));
    let mut actors = Actors::default();
    let mut number = vec![None; chains.drafts.len()];
    let mut by_world: HashMap<String, usize> = HashMap::new();
    for &draft in &order {
        let case = Case { scene: &scene, chains: &chains, draft: &chains.drafts[draft], published };
        let resolved = match chains.drafts[draft].kind {
            ActorKind::Person => person::resolve(&case),
            _ => body::resolve(&case),
        };
        // "the Freedonian president" and "Jane Doe", told for one person only by the dated facts.
        let known = resolved.world.as_ref().and_then(|key| by_world.get(key).copied());
        if let Some(n) = known {
            number[draft] = Some(n);
            add_mentions(&mut actors, n, &resolved, quoted(&chains, &chains.drafts[draft]));
            continue;
        }
        if let Some(key) = &resolved.world {
            by_world.insert(key.clone(), actors.chains.len());
        }
        number[draft] = Some(actors.chains.len());
        actors.explanations.push(Explanation {
            about: format!("a{}", actors.chains.len() + 1),
            text: format!("{}: {}", resolved.rule, resolved.why),
        });
        actors.chains.push(Chain {
            name: resolved.name,
            kind: resolved.kind,
            country: resolved.country,
            organisation: resolved.organisation,
            sectors: resolved.sectors,
            office: resolved.office,
            world: resolved.world,
            mentions: quoted(&chains, &chains.drafts[draft]),
            rule: resolved.rule,
        });
    }
    home::fill(&scene, &chains, &order, &number, &mut actors);
    actors.explanations.extend(explain::who::of_steps(document, &chains, &number));
    for head in role_heads {
        let own = scene.head_of(head);
        let Some(&party) = chains.at_head.get(&own) else { continue };
        let beside = coref::beside(&scene, head).and_then(|name| chains.at_head.get(&scene.head_of(name)));
        let parties = beside.copied().into_iter().chain(std::iter::once(party));
        let drafts = parties.flat_map(|party| &chains.of_party[party]);
        let mut numbers: Vec<usize> = drafts.filter_map(|&draft| number[draft]).collect();
        numbers.dedup();
        actors.of_head.insert(head, numbers);
    }
    for &head in acting.iter().filter(|&&head| document.token(head).xpos == "PRP") {
        if actors.all_of_head(head).is_empty() {
            let party = chains.at_head.get(&head);
            let not = party.map(|&party| explain::who::not(document, &chains, party)).unwrap_or_default();
            actors.add_unresolved(document, head, &not);
        }
    }
    actors
}

/// Adds another chain of the same actor of the world to one that is there.
fn add_mentions(actors: &mut Actors, n: usize, other: &Resolved, mentions: Vec<(Range<usize>, MentionForm)>) {
    actors.explanations.push(Explanation {
        about: format!("a{}", n + 1),
        text: format!("{}: “{}” is the same of the world; {}", other.rule, other.name, other.why),
    });
    let chain = &mut actors.chains[n];
    chain.mentions.extend(mentions);
    chain.mentions.sort_by_key(|(tokens, _)| (tokens.start, tokens.end));
    chain.mentions.dedup_by(|a, b| a.0 == b.0);
    chain.office = chain.office.take().or_else(|| other.office.clone());
    if chain.sectors.is_empty() {
        chain.sectors.clone_from(&other.sectors);
    }
}

/// Every head that plays a role, each once, in text order.
fn role_heads(found: &Found) -> Vec<usize> {
    let in_statements =
        found.statements.iter().flat_map(|statement| statement.speakers.iter().chain(&statement.addressees));
    let in_events = found.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients));
    let in_positions =
        found.positions.iter().flat_map(|position| std::iter::once(&position.holder).chain(&position.target));
    let mut heads: Vec<usize> = in_statements.chain(in_events).chain(in_positions).copied().collect();
    heads.sort_unstable();
    heads.dedup();
    heads
}

/// The heads that say or do something, in text order.
fn acting_heads(found: &Found) -> Vec<usize> {
    let speakers = found.statements.iter().flat_map(|statement| &statement.speakers);
    let mut heads: Vec<usize> =
        speakers.chain(found.events.iter().flat_map(|event| &event.actors)).copied().collect();
    heads.extend(found.positions.iter().map(|position| position.holder));
    heads.sort_unstable();
    heads.dedup();
    heads
}

/// Whether a draft is an actor for readers: it plays a role, or it has a name that is somebody's or some body's, or it
/// comes up again and again.
fn is_actor(scene: &Scene<'_>, chains: &Chains, draft: &Draft) -> bool {
    if draft.parties.is_empty() {
        return false;
    }
    if draft.parties.iter().any(|&party| chains.parties[party].plays_role) {
        return true;
    }
    if draft.kind == ActorKind::Media {
        return false;
    }
    let acting = |mention: &&EntityMention| {
        mention.reading == Reading::Actor && !is_part_of_title(scene, chains, mention)
    };
    let mentions = || draft.parties.iter().map(|&party| &chains.parties[party].mention).filter(acting);
    let named = mentions().any(|mention| {
        let by_model = scene.names.at(mention.head).and_then(|at| scene.names.spans[at].kind);
        mention.is_named()
            && mention.kind != ActorKind::Unknown
            && (!mention.meanings.is_empty()
                || mention.role.is_some()
                || matches!(by_model, Some(NameKind::Person | NameKind::Organisation)))
    });
    let whose = |mention: &EntityMention| !mention.countries.is_empty() || !mention.organisations.is_empty();
    let described = mentions().any(|mention| mention.form == MentionForm::Description && whose(mention));
    named || described && draft.kind != ActorKind::Unknown
}

/// Whether a name only says whose a title is: "Freedonia" in "the foreign minister of Freedonia".
fn is_part_of_title(scene: &Scene<'_>, chains: &Chains, mention: &EntityMention) -> bool {
    let document = scene.document;
    let at = grammar::first_conjunct(document, mention.head);
    // "the envoy of President Jane Doe": she is somebody herself.
    if mention.kind == ActorKind::Person
        || !matches!(document.token(at).deprel, Deprel::Nmod | Deprel::NmodPoss)
    {
        return false;
    }
    let Some(governor) = document.head(at) else { return false };
    chains.at_head.get(&scene.head_of(governor)).is_some_and(|&party| {
        let other = &chains.parties[party].mention;
        other.head != mention.head && other.role.as_ref().is_some_and(|role| role.kind == RoleKind::Person)
    })
}

fn first_token(chains: &Chains, draft: &Draft) -> (usize, usize) {
    draft
        .parties
        .iter()
        .map(|&party| (chains.parties[party].mention.tokens.start, chains.parties[party].mention.head))
        .min()
        .unwrap_or_default()
}

/// The mentions that the record quotes, in text order, each stretch once.
fn quoted(chains: &Chains, draft: &Draft) -> Vec<(Range<usize>, MentionForm)> {
    let mut mentions: Vec<(Range<usize>, MentionForm)> = draft
        .parties
        .iter()
        .map(|&party| &chains.parties[party])
        .filter(|party| party.is_actor())
        .map(|party| (party.mention.tokens.clone(), party.mention.form))
        .collect();
    mentions.sort_by_key(|(tokens, _)| (tokens.start, tokens.end));
    mentions.dedup_by(|a, b| a.0 == b.0);
    // "[Foreign Minister]" within "Foreign Minister Jane Doe".
    let names: Vec<Range<usize>> = mentions
        .iter()
        .filter(|(_, form)| *form == MentionForm::Name)
        .map(|(tokens, _)| tokens.clone())
        .collect();
    mentions.retain(|(tokens, form)| {
        let at = names.partition_point(|name| name.start <= tokens.start);
        let around = names[..at].last().is_some_and(|name| tokens.end <= name.end);
        *form != MentionForm::Description || !around
    });
    mentions
}
