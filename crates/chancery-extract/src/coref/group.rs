//! The sieve of pairs: "the two leaders", "both sides".
//!
//! Three and more are never resolved: nobody can tell which.

use super::description::role_key;
use super::trace::Passed;
use super::{Chainer, Draft, Key};
use crate::mention::entity::lexicon::{self, GroupOf};
use crate::mention::entity::{EntityMention, grammar};
use chancery_record::ActorKind;
use chancery_syntax::Deprel;
use chancery_world::{EntityKind, RoleKind, Sense};

/// How many sentences back the members of a pair are looked for.
const PAIR_BACK: usize = 4;

impl Chainer<'_> {
    /// "the two leaders", "both sides": the two mentioned last, if there are just two.
    pub(super) fn chain_group(&mut self, party: usize, mention: &EntityMention) -> bool {
        if !mention.plural && mention.role.as_ref().is_none_or(|role| role.kind != RoleKind::Organisation) {
            return false;
        }
        let document = self.document();
        let of = lexicon::group_of(document.lemma(mention.head));
        // "the two armies": the armies of the two.
        let body = mention.role.as_ref().filter(|role| {
            of.is_none()
                && role.kind == RoleKind::Organisation
                && matches!(role.sort.as_str(), "armed-force" | "ministry")
        });
        let Some(of) = of.or(body.map(|_| GroupOf::States)) else { return false };
        if !mention.countries.is_empty() || !mention.organisations.is_empty() {
            return false;
        }
        let words: Vec<String> = (mention.tokens.start..mention.head)
            .map(|token| self.scene.forms[token].to_lowercase())
            .collect();
        let two = words.iter().any(|word| matches!(word.as_str(), "two" | "both"));
        let either = words.iter().any(|word| matches!(word.as_str(), "either" | "neither" | "each"));
        if words.iter().any(|word| matches!(word.as_str(), "all" | "other" | "three" | "four" | "many")) {
            return false;
        }
        let definite = mention.definite || either || two && words.first().is_some_and(|word| word == "both");
        let sides = matches!(document.lemma(mention.head), "side" | "pair" | "duo");
        if !definite || !(two || either || sides) {
            return false;
        }
        let over = self.subjects_over(mention.head);
        let two = two || either;
        let states = match of {
            GroupOf::States if two => self.named_together(party).or_else(|| self.states_before(party, &over)),
            _ => None,
        };
        if let Some(role) = body {
            let Some(states) = states else { return false };
            for code in states {
                let draft = self.join_key(party, Key::Role(role_key(role), code.clone()));
                self.drafts[draft].share = Some(code);
            }
        } else if let Some(states) = states {
            for code in states {
                self.join_key(party, Key::State(code));
            }
        } else {
            let members = self.pair_before(party, of, &over);
            if members.len() != 2 {
                return false;
            }
            for member in members {
                self.join(party, member);
            }
        }
        self.note(party, Some("the last two of their kind, with no third beside them"), Passed::default());
        true
    }

    /// The two countries that are named together last before a party, also as places: "the embassies in Freedonia and
    /// Sylvania".
    fn named_together(&self, party: usize) -> Option<[String; 2]> {
        let document = self.document();
        let sentence = self.parties[party].sentence;
        let country = |head: usize| {
            let &other = self.at_head.get(&self.scene.head_of(head))?;
            let meaning = self.parties[other].mention.meanings.first()?;
            let entity = self.scene.world.entity(meaning.entity);
            let named = entity.kind() == EntityKind::Country && meaning.sense == Sense::Name;
            named.then(|| entity.code().to_string())
        };
        for other in (0..party).rev() {
            let before = &self.parties[other];
            if sentence.saturating_sub(before.sentence) > PAIR_BACK {
                return None;
            }
            let head = before.mention.head;
            if !before.mention.is_named() || country(head).is_none() {
                continue;
            }
            let members = document.conjuncts(grammar::first_conjunct(document, head));
            let codes: Vec<Option<String>> = members.into_iter().map(country).collect();
            if let [Some(first), Some(second)] = codes.as_slice() {
                return Some([first.clone(), second.clone()]);
            }
        }
        None
    }

    /// The two governments mentioned last, else the countries of the last two persons.
    fn states_before(&self, party: usize, not: &[usize]) -> Option<[String; 2]> {
        let code = |draft: usize| {
            let data = &self.drafts[draft];
            let mut own = data.parties.iter().flat_map(|&party| &self.parties[party].mention.countries);
            data.state.clone().or_else(|| own.next().cloned())
        };
        let pair = |of: GroupOf| match self.pair_before(party, of, not).as_slice() {
            [first, second] => {
                Some([code(*first)?, code(*second)?]).filter(|[first, second]| first != second)
            }
            _ => None,
        };
        pair(GroupOf::States).or_else(|| pair(GroupOf::Persons))
    }

    /// A body whose members are states stands above the sides.
    fn is_of_states(&self, draft: &Draft) -> bool {
        draft
            .entities
            .iter()
            .any(|&entity| matches!(self.scene.world.entity(entity).sort(), "igo" | "bloc" | "alliance"))
    }

    /// Who does to the pair what is done to it: in "Osterlich urged both sides to talk" Osterlich is neither.
    fn subjects_over(&self, head: usize) -> Vec<usize> {
        let document = self.document();
        let mut at = head;
        for _ in 0..8 {
            let Some(governor) = document.head(at) else { break };
            let infinitive = document.children(governor).any(|child| document.token(child).xpos == "TO");
            if document.token(at).deprel.universal() == Deprel::Nsubj && !infinitive {
                break;
            }
            if let Some(subject) =
                document.subject(governor).filter(|&subject| subject != at && subject != head)
            {
                let party = self.at_head.get(&self.scene.head_of(subject));
                return party.map_or_else(Vec::new, |&party| self.of_party[party].clone());
            }
            at = governor;
        }
        Vec::new()
    }

    /// The two drafts of a sort mentioned last before a party, if no third stands beside them; `not` are neither.
    fn pair_before(&self, party: usize, of: GroupOf, not: &[usize]) -> Vec<usize> {
        let sentence = self.parties[party].sentence;
        let fits = |draft: &Draft| match (of, draft.kind) {
            _ if draft.plural => false,
            (GroupOf::Persons, kind) => kind == ActorKind::Person,
            (GroupOf::States, kind) => kind == ActorKind::Government && draft.state.is_some(),
            (GroupOf::Any, ActorKind::Government) => draft.state.is_some(),
            (GroupOf::Any, ActorKind::Organisation) => !self.is_of_states(draft),
            (GroupOf::Any, kind) => kind == ActorKind::ArmedGroup,
        };
        let candidates: Vec<(usize, usize)> = self
            .antecedents()
            .filter(|&(draft, last)| {
                last < party
                    && !not.contains(&draft)
                    && sentence - self.parties[last].sentence.min(sentence) <= PAIR_BACK
                    && fits(&self.drafts[draft])
            })
            .map(|(draft, last)| (draft, self.parties[last].sentence))
            .collect();
        match candidates.as_slice() {
            [first, second] => vec![second.0, first.0],
            // A third one counts only where it stands as near as the second.
            [first, second, third, ..] if third.1 < second.1 => vec![second.0, first.0],
            _ => Vec::new(),
        }
    }
}
