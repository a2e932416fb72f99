//! Countries of actors whose own words do not tell them: by their possessor ("their forces", "President Roe's
//! government"), or because the article is about one country only ("the government", "the defence minister").

use super::Actors;
use crate::coref::Chains;
use crate::explain::Explanation;
use crate::mention::entity::{EntityMention, Scene, home_of};
use chancery_record::ActorKind;
use chancery_syntax::{Deprel, Upos};
use chancery_world::{EntityKind, RoleKind};

/// Fills in the countries, in order of first mention; explanations say how.
///
/// `number` is the number of each draft's actor.
pub(super) fn fill(
    scene: &Scene<'_>,
    chains: &Chains,
    order: &[usize],
    number: &[Option<usize>],
    actors: &mut Actors,
) {
    let numbered = || order.iter().filter_map(|&draft| Some((number[draft]?, draft)));
    for (n, draft) in numbered() {
        if is_open(actors, n)
            && let Some(owner) = owner(scene, chains, draft, number)
            && owner != n
            && let Some(code) = actors.chains[owner].country.clone()
        {
            set(actors, n, code, "actor-possessor", "the country of its possessor");
        }
    }
    if let Some(code) = dateline_country(scene, actors) {
        for (n, draft) in numbered() {
            let office = actors.chains[n].office.clone();
            // "Foreign Minister Jane Doe" of a report from home, where nobody else's foreign minister is.
            let alone = office.is_some()
                && !actors.chains.iter().any(|chain| {
                    chain.office == office && chain.country.as_ref().is_some_and(|other| *other != code)
                });
            if alone
                && is_open(actors, n)
                && is_public(chains, draft)
                && !has_home_of_its_own(scene, chains, draft)
            {
                set(
                    actors,
                    n,
                    code.clone(),
                    "actor-dateline",
                    "the country that the article comes from and speaks of",
                );
            }
        }
    }
    let Some(only) = only_country(scene, actors) else { return };
    // "President Roe cancelled talks with Sylvania": the one country that is named is the other side.
    let is_party = numbered().any(|(n, draft)| {
        actors.chains[n].country.as_deref() == Some(only.as_str())
            && chains.drafts[draft].parties.iter().any(|&party| chains.parties[party].plays_role)
    });
    if is_party {
        return;
    }
    for (n, draft) in numbered() {
        if is_open(actors, n) && is_public(chains, draft) && !has_home_of_its_own(scene, chains, draft) {
            set(actors, n, only.clone(), "actor-only-country", "the only country that the article speaks of");
        }
    }
}

/// Whether country and organisation are still open.
fn is_open(actors: &Actors, n: usize) -> bool {
    let chain = &actors.chains[n];
    chain.country.is_none() && chain.organisation.is_none() && chain.world.is_none()
}

fn set(actors: &mut Actors, n: usize, code: String, rule: &'static str, why: &str) {
    actors.chains[n].country = Some(code);
    actors.chains[n].rule = rule;
    actors.explanations.push(Explanation { about: format!("a{}", n + 1), text: format!("{rule}: {why}") });
}

/// Who owns what a draft is: "their" in "their forces", "Roe" in "the Roe administration".
fn owner(scene: &Scene<'_>, chains: &Chains, draft: usize, number: &[Option<usize>]) -> Option<usize> {
    let document = scene.document;
    let mentions = chains.drafts[draft].parties.iter().map(|&party| &chains.parties[party].mention);
    for mention in mentions.filter(|mention| is_owned(mention)) {
        for child in document.children(mention.head) {
            let own = scene.head_of(child);
            let is_owner = match document.token(child).deprel {
                Deprel::NmodPoss => true,
                Deprel::Compound => scene.names.at(child).is_some(),
                _ => false,
            };
            if !is_owner {
                continue;
            }
            let found = chains.at_head.get(&own).and_then(|&party| match chains.of_party[party].as_slice() {
                [only] => number[*only],
                _ => None,
            });
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// Whether a description is of something that has the country of its possessor: forces, a government, a spokesman; not a
/// wife or a critic.
fn is_owned(mention: &EntityMention) -> bool {
    !mention.is_named()
        && mention.role.as_ref().is_some_and(|role| {
            role.sectors
                .iter()
                .any(|sector| matches!(sector.as_str(), "GOV" | "MIL" | "LEG" | "COP" | "SPY" | "JUD"))
                && !matches!(role.sort.as_str(), "country" | "party-to")
                || role.sort == "spokesperson"
        })
}

/// Whether a draft is a part of some state by its role: its government, army, police, parliament, a minister.
fn is_public(chains: &Chains, draft: usize) -> bool {
    let kind = chains.drafts[draft].kind;
    chains.drafts[draft].parties.iter().any(|&party| {
        let mention = &chains.parties[party].mention;
        mention.role.as_ref().is_some_and(|role| {
            let state = matches!(
                role.sectors.first().map(String::as_str),
                Some("GOV" | "MIL" | "LEG" | "COP" | "SPY" | "JUD")
            );
            let body = role.kind == RoleKind::Organisation
                && matches!(
                    role.sort.as_str(),
                    "government" | "ministry" | "parliament" | "armed-force" | "court"
                );
            let office = role.single && !role.former && !role.elsewhere;
            state
                && (body && mention.definite || office && kind == ActorKind::Person || role.sort == "police")
        })
    })
}

/// Whether the words say where it belongs, though the world does not know the place: "Freedonia's foreign minister",
/// "Freedonian officials".
fn has_home_of_its_own(scene: &Scene<'_>, chains: &Chains, draft: usize) -> bool {
    let document = scene.document;
    let mut tokens =
        chains.drafts[draft].parties.iter().flat_map(|&party| chains.parties[party].mention.tokens.clone());
    tokens.any(|token| match document.token(token).deprel {
        Deprel::NmodPoss => document.token(token).upos == Upos::Propn,
        Deprel::Amod => {
            document.token(token).upos == Upos::Adj
                && document.form(token).starts_with(char::is_uppercase)
                && document.sentence_of(token).tokens.start != token
        }
        _ => false,
    })
}

/// The country of the dateline, where its government or people take part in the article, too.
fn dateline_country(scene: &Scene<'_>, actors: &Actors) -> Option<String> {
    let code = home_of(scene)?;
    let takes_part = actors
        .chains
        .iter()
        .any(|chain| chain.country.as_deref() == Some(code.as_str()) && chain.kind == ActorKind::Government);
    takes_part.then_some(code)
}

/// The country of an article that names just one, twice or more, by whatever word, and whose actors are of no other.
fn only_country(scene: &Scene<'_>, actors: &Actors) -> Option<String> {
    let mut only: Option<&str> = None;
    let mut n_named = 0;
    let in_text = scene.names.spans.iter().filter_map(|span| {
        let entity = scene.world.entity(span.meanings.first()?.entity);
        Some(match entity.kind() {
            EntityKind::Country => (entity.code(), true),
            EntityKind::Seat | EntityKind::Organisation | EntityKind::ArmedGroup => (entity.of(), false),
            _ => ("", false),
        })
    });
    let of_actors = actors.chains.iter().filter_map(|chain| Some((chain.country.as_deref()?, false)));
    for (code, is_named) in in_text.chain(of_actors).filter(|(code, _)| scene.world.country(code).is_some()) {
        n_named += usize::from(is_named);
        match only {
            None => only = Some(code),
            Some(known) if known == code => {}
            Some(_) => return None,
        }
    }
    only.filter(|_| n_named >= 2).map(str::to_string)
}
