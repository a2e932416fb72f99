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
            if let Some(named) = self.named_with_title(party) {
                let (a, b) = (self.draft_of(named), self.draft_of(party));
                self.merge(a, b);
                continue;
            }
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
        let document = self.document();
        let closed = forms.get(end).is_some_and(|form| matches!(*form, "," | "."))
            && forms.get(end + 1).is_none_or(|form| !matches!(*form, "and" | "or"));
        // "The Sylvanian ambassador to Freedonia, Dr. Jane Doe said …"
        let verb_follows =
            named && document.tokens().get(end).is_some_and(|next| matches!(next.xpos, "VBD" | "VBZ"));
        if !alone || !(closed || verb_follows) || start < 2 || forms[start - 1] != "," {
            return None;
        }
        // The title with all that belongs to it: "the treasurer in the Ministry of Ports (MP), Jane Doe,".
        let reaches = |title: &EntityMention| {
            title.tokens.end == start - 1
                || title.tokens.end < start - 1
                    && document.is_below(start - 2, title.head)
                    && !forms[title.tokens.end..start - 1].contains(&",")
        };
        let before = self.parties[..party].iter().rev().take(4).find(|other| {
            let title = &other.mention;
            reaches(title) && title.is_named() != named && (titled || title.role.is_some())
        })?;
        let other = &before.mention;
        let opens = closed || other.tokens.start == document.sentence_of(other.head).tokens.start;
        (opens && other.definite && !other.plural && other.kind == ActorKind::Person).then_some(other.head)
    }

    /// The person by name whose title a description is: "**State Secretary** and Foreign Minister Jane Doe", "Jane Doe,
    /// the mayor and **a former minister**,", and a title that stands in the name's own mention.
    fn named_with_title(&self, party: usize) -> Option<usize> {
        let mention = &self.parties[party].mention;
        if mention.is_named() || mention.plural || mention.person.is_some() {
            return None;
        }
        let document = self.document();
        let forms = &self.scene.forms;
        let end = mention.tokens.end;
        let person = mention.kind == ActorKind::Person;
        let and = |at: usize| forms.get(at).is_some_and(|form| *form == "and");
        let near = || {
            let last = self.parties.len().min(party + 6);
            (party.saturating_sub(6)..last).filter(move |&other| other != party)
        };
        for other in near() {
            let name = &self.parties[other].mention;
            let Some(role) = name.role.as_ref().filter(|_| name.is_named() && !name.plural) else { continue };
            if role.tokens.contains(&mention.head) {
                return Some(other);
            }
            // Two offices, both with capitals and without an article of their own.
            let capital = |at: usize| forms.get(at).is_some_and(|form| form.starts_with(char::is_uppercase));
            let office = mention.role.as_ref().is_some_and(|role| capital(role.tokens.start));
            if person
                && office
                && and(end)
                && role.tokens.start == end + 1
                && capital(end + 1)
                && !mention.definite
            {
                return Some(other);
            }
        }
        // "General Secretary of the Party of Freedonia Jane Doe", "Vice President of Economy Jane Doe": a title with capitals
        // and no article, right before a name or with the name at its end.
        let titled = person
            && mention.role.as_ref().is_some_and(|role| {
                forms[role.tokens.start].starts_with(char::is_uppercase)
                    && (role.tokens.start == document.sentence_of(mention.head).tokens.start
                        || !forms[role.tokens.start - 1].eq_ignore_ascii_case("the"))
            });
        if titled {
            let behind = near().find(|&other| {
                let name = &self.parties[other].mention;
                let start = name.name.start;
                name.is_named()
                    && name.kind == ActorKind::Person
                    && name.role.is_none()
                    && start > mention.head + 1
                    && (end == start || end == name.name.end)
                    && matches!(
                        document.token(start - 1).upos,
                        chancery_syntax::Upos::Propn | chancery_syntax::Upos::Noun
                    )
            });
            if behind.is_some() {
                return behind;
            }
        }
        // "Osterlich, the only country that can stop it, said …": a verb has one subject.
        let start = mention.tokens.start;
        let governor = document.head(mention.head);
        let is_subject = |head: usize| document.token(head).deprel.universal() == Deprel::Nsubj;
        if is_subject(mention.head) && start > 0 && forms[start - 1] == "," && mention.definite {
            let first = near().find(|&other| {
                let name = &self.parties[other].mention;
                other < party
                    && name.is_named()
                    && is_subject(name.head)
                    && document.head(name.head) == governor
                    && name.tokens.end == start - 1
                    && (name.kind == ActorKind::Person) == person
            });
            if first.is_some() {
                return first;
            }
        }
        // "NAME, A and B," where B is no "the": one, by two descriptions.
        let article = forms.get(start).is_some_and(|form| form.eq_ignore_ascii_case("the"));
        // "its lifeline to the world,": with what belongs to it.
        let closed = (end..(end + 7).min(forms.len()))
            .find(|&at| forms[at] == ",")
            .is_some_and(|comma| (end..comma).all(|at| document.is_below(at, mention.head)));
        if start < 4 || article || !and(start - 1) || !closed {
            return None;
        }
        let comma = (start.saturating_sub(12)..start - 1).rev().find(|&at| forms[at] == ",")?;
        let same_sentence = document.token(comma).sentence == document.token(start).sentence;
        let unnamed = (comma + 1..start - 1).any(|at| document.token(at).upos == chancery_syntax::Upos::Noun)
            || (comma + 1..start - 1).any(|at| document.token(at).xpos == "POS");
        near().find(|&other| {
            let name = &self.parties[other].mention;
            same_sentence
                && unnamed
                && other < party
                && name.is_named()
                && name.tokens.end == comma
                && (name.kind == ActorKind::Person) == person
        })
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
                || a.is_named() && !b.definite)
            && self.document().children_by(described.head, Deprel::Conj).next().is_none()
    }
}
