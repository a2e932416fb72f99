//! The sieve of appositions: a name and the title beside it, behind a comma or as its predicate.
//!
//! Titles that stand without a name are `description.rs`.

use super::{Chainer, name};
use crate::mention::entity::{EntityMention, Reading};
use chancery_record::ActorKind;
use chancery_syntax::Deprel;

impl Chainer<'_> {
    /// "Jane Doe, the foreign minister of Freedonia,": the noun phrase behind the comma is the same actor.
    pub(super) fn chain_appositions(&mut self) {
        for party in 0..self.parties.len() {
            let head = self.parties[party].mention.head;
            let data = self.document().token(head);
            let other = match data.deprel {
                Deprel::Appos => self.document().head(head),
                _ => self.predicate_subject(party),
            };
            let other = self.title_before_comma(party).or(other);
            let Some(other) = other else { continue };
            let other = self.scene.head_of(other);
            let Some(&other) = self.at_head.get(&other) else { continue };
            if other != party && self.may_be_one(other, party) {
                let a = self.draft_of(other);
                let b = self.draft_of(party);
                let (a_named, b_named) = (self.is_named(a), self.is_named(b));
                let directly =
                    self.parties[party].mention.is_named() && self.parties[other].mention.is_named();
                let kinds = |kind: ActorKind| matches!(kind, ActorKind::Person | ActorKind::Population);
                let (a_kind, b_kind) = (self.drafts[a].kind, self.drafts[b].kind);
                let one_kind = a_kind == ActorKind::Unknown
                    || b_kind == ActorKind::Unknown
                    || kinds(a_kind) == kinds(b_kind);
                // Not two names by way of a description that stands in a list between them.
                if one_kind && (directly || !(a_named && b_named)) {
                    self.merge(a, b);
                }
            }
        }
    }

    /// "The ambassador to Freedonia, Jane Doe, resigned", "Jane Doe, the ambassador, resigned": the definite title that
    /// ends at the comma before a name, or the name before a title, whatever the parser hangs them on.
    fn title_before_comma(&self, party: usize) -> Option<usize> {
        let mention = &self.parties[party].mention;
        let forms = &self.scene.forms;
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let named = mention.is_named();
        let titled = !named && mention.role.is_some() && mention.definite && !mention.plural;
        let alone = mention.kind == ActorKind::Person && (named && mention.role.is_none() || titled);
        let closed = forms.get(end).is_some_and(|form| matches!(*form, "," | "."))
            && forms.get(end + 1).is_none_or(|form| !matches!(*form, "and" | "or"));
        if !alone || !closed || start == 0 || forms[start - 1] != "," {
            return None;
        }
        let before = self.parties[..party].iter().rev().take(4).find(|other| {
            let title = &other.mention;
            title.tokens.end == start - 1 && title.is_named() != named && (titled || title.role.is_some())
        })?;
        let other = &before.mention;
        (other.definite && !other.plural && other.kind == ActorKind::Person).then_some(other.head)
    }

    /// "Jane Doe is the foreign minister": the subject of a predicate that is a definite role.
    fn predicate_subject(&self, party: usize) -> Option<usize> {
        let document = self.document();
        let mention = &self.parties[party].mention;
        let is_role = mention.role.as_ref().is_some_and(|role| role.single) && !mention.is_named();
        let copula = document.child(mention.head, Deprel::Cop)?;
        if !is_role || !matches!(document.form(copula).to_lowercase().as_str(), "is" | "'s" | "’s") {
            return None;
        }
        let denied = document.children(mention.head).any(|child| {
            child < mention.head && matches!(document.lemma(child), "not" | "no" | "if" | "would")
        });
        let subject = document.subject(mention.head)?;
        let named = self.scene.names.at(subject).is_some();
        (!denied && named).then_some(subject)
    }

    /// Whether two neighbouring phrases can be one actor.
    fn may_be_one(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.parties[a].mention, &self.parties[b].mention);
        if a.person.is_some() || b.person.is_some() || a.plural != b.plural {
            return false;
        }
        if !matches!((a.reading, b.reading), (Reading::Actor, Reading::Actor)) {
            return false;
        }
        let personal = |mention: &EntityMention| match mention.kind {
            ActorKind::Person | ActorKind::Population => Some(true),
            ActorKind::Unknown => None,
            _ => Some(false),
        };
        match (personal(a), personal(b)) {
            (Some(x), Some(y)) if x != y => return false,
            (None, None) => return false,
            _ => {}
        }
        // Two names are one only where one is the other's acronym.
        if a.is_named() && b.is_named() {
            return name::is_acronym_of(self.scene, &a.name, &b.name)
                || name::is_acronym_of(self.scene, &b.name, &a.name);
        }
        let described = if a.is_named() { b } else { a };
        described.role.is_some()
            && (a.countries.is_empty()
                || b.countries.is_empty()
                || a.countries == b.countries
                || a.is_named())
            && self.document().children_by(described.head, Deprel::Conj).next().is_none()
    }
}
