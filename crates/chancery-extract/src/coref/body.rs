//! The sieve of bodies without a name: "the ministry", "the alliance", "the Freedonian army".
//!
//! Persons are `description.rs`.

use super::description::{SENTENCES_BACK, is_government, role_key};
use super::trace::Passed;
use super::{Chainer, Draft, Key};
use crate::mention::entity::lexicon::{self, GenericOf};
use crate::mention::entity::{EntityMention, RoleInText, grammar};
use chancery_record::ActorKind;

impl Chainer<'_> {
    pub(super) fn chain_body_role(
        &mut self,
        party: usize,
        mention: &EntityMention,
        role: &RoleInText,
        whose: Option<String>,
    ) {
        if let Some(whose) = whose {
            let key = if is_government(role) && mention.countries.contains(&whose) {
                Key::State(whose)
            } else {
                Key::Role(role_key(role), whose)
            };
            self.join_key(party, key);
            return;
        }
        if !self.take_up_body(party, mention, Some(role)) {
            self.chain_plain(party, mention);
        }
    }

    /// "the ministry", "the alliance": the body mentioned last that the noun fits.
    pub(super) fn take_up_body(
        &mut self,
        party: usize,
        mention: &EntityMention,
        role: Option<&RoleInText>,
    ) -> bool {
        // "the only country that can": told here, not taken up.
        let only = mention.tokens.clone().any(|token| self.scene.forms[token] == "only");
        if !mention.definite || self.has_possessor(mention) || only {
            return false;
        }
        let sentence = self.parties[party].sentence;
        let lemma = self.document().lemma(mention.head).to_string();
        let mut passed = Passed::default();
        // A body of which the noun is a part of the name, before one that is merely of that sort.
        let near = |last: usize| sentence.saturating_sub(self.parties[last].sentence) <= SENTENCES_BACK / 2;
        let by_name = self.antecedents().any(|(draft, last)| {
            near(last)
                && self.fits_body(&self.drafts[draft], role, &lemma) == Fit::Name
                && !self.stands_in_one_clause(last, party)
        });
        let wanted = if by_name { Fit::Name } else { Fit::Sort };
        let found = self.antecedents().find(|&(draft, last)| {
            if !near(last) {
                return false;
            }
            if self.fits_body(&self.drafts[draft], role, &lemma) < wanted {
                if !matches!(self.drafts[draft].kind, ActorKind::Person | ActorKind::Unknown) {
                    passed.over(last, "nothing that the noun names");
                }
                return false;
            }
            if self.stands_in_one_clause(last, party) {
                passed.over(last, "stands in the same clause");
                return false;
            }
            // "Osterlich and Ruritania joined. The country …": neither.
            let head = self.parties[last].mention.head;
            if self.drafts[draft].state.is_some()
                && self.document().conjuncts(grammar::first_conjunct(self.document(), head)).len() > 1
            {
                passed.over(last, "one of several");
                return false;
            }
            true
        });
        self.note(party, found.map(|_| "the last body before it that the noun names"), passed);
        let Some((draft, _)) = found else { return false };
        self.join(party, draft);
        true
    }

    /// Whether a body mentioned before can be taken up by a noun ("the ministry", "the alliance").
    fn fits_body(&self, draft: &Draft, role: Option<&RoleInText>, lemma: &str) -> Fit {
        if matches!(draft.kind, ActorKind::Person | ActorKind::Population | ActorKind::Unknown)
            || draft.plural
        {
            return Fit::No;
        }
        let generic = lexicon::generic(lemma);
        let of_state = generic.is_some_and(|generic| generic.of == GenericOf::State);
        if draft.state.is_some() || of_state {
            return if draft.state.is_some() && of_state { Fit::Sort } else { Fit::No };
        }
        let named_so = draft.parties.iter().any(|&other| {
            let mention = &self.parties[other].mention;
            let in_name =
                mention.name.clone().any(|token| self.scene.forms[token].eq_ignore_ascii_case(lemma));
            let in_role = mention.role.as_ref().is_some_and(|title| {
                role.is_some_and(|role| title.name == role.name) || title.name.ends_with(&format!(" {lemma}"))
            });
            in_name || in_role
        });
        let sort = generic.is_some_and(|generic| {
            draft.entities.iter().any(|&entity| {
                let entity = self.scene.world.entity(entity);
                generic.sorts.contains(&entity.sort()) || generic.sorts.contains(&entity.kind().as_str())
            })
        });
        if named_so {
            Fit::Name
        } else if sort {
            Fit::Sort
        } else {
            Fit::No
        }
    }
}

/// How well a noun names a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    /// The body is of the sort that the noun takes up.
    Sort,
    /// The noun is a word of its name.
    Name,
}
