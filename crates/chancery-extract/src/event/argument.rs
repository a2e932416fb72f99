//! Who did it and to whom: arguments of a predicate, from its clause.
//!
//! Heads of nominals are given, coordinated parties one by one. Only a plausible actor is taken
//! ([`View::is_actor`]), or the actor inside a nominal that is none itself ("Hamas targets", "Syria's proposal").

pub(crate) use super::subject::Subject;
use super::view::View;
use chancery_syntax::{Deprel, Upos};

/// How many nominals are climbed or opened.
const CLIMB: usize = 6;

impl View<'_> {
    /// The verb that a nominal hangs on, through other nominals.
    pub(crate) fn verb_over(&self, nominal: usize) -> Option<usize> {
        // A verb that the parser hung on its object as an attribute.
        if let Some(verb) = self.document.children(nominal).find(|&child| self.mended(child).is_some()) {
            return Some(verb);
        }
        let mut at = nominal;
        for _ in 0..CLIMB {
            at = self.document.head(at)?;
            if self.is_verb(at) {
                return Some(at);
            }
        }
        None
    }

    /// The object of a verb: direct, or behind the preposition that ends its words ("call on").
    pub(crate) fn object_of(&self, verb: usize, preposition: Option<&str>) -> Option<usize> {
        if let Some(preposition) = preposition
            && let Some(found) = self.behind(verb, preposition)
        {
            return Some(found);
        }
        if let Some((_, object)) = self.mended(verb) {
            return object;
        }
        let direct = self.document.children(verb).find(|&child| self.deprel(child) == Deprel::Obj);
        // "called off a strike", read as an adverbial: a bare nominal close behind.
        let bare = || {
            self.document.children(verb).find(|&child| {
                child > verb
                    && child < verb + 8
                    && self.document.token(child).deprel == Deprel::Obl
                    && self.document.child(child, Deprel::Case).is_none()
                    && !self.is_passive(verb)
                    && !self.is_time(child)
            })
        };
        let direct = direct.or_else(|| self.noun_of_attribute(verb));
        // "allowed inspectors into the plant", read as indirect: there is no other object.
        direct.or_else(bare).or_else(|| self.indirect_of(verb)).or_else(|| {
            let is_relative = self.document.token(verb).deprel == Deprel::AclRelcl;
            // "the prisoners it freed": the object is the noun itself.
            (is_relative && self.has_own_finite_subject(verb) && !self.is_passive(verb))
                .then(|| self.document.head(verb))
                .flatten()
                .filter(|_| {
                    self.document.children(verb).all(|child| {
                        !matches!(self.lemma(child), "who" | "which" | "that")
                            || self.deprel(child) != Deprel::Nsubj
                    })
                })
        })
    }

    pub(crate) fn indirect_of(&self, verb: usize) -> Option<usize> {
        self.document.children(verb).find(|&child| self.deprel(child) == Deprel::Iobj)
    }

    /// The nominal behind a preposition on the predicate.
    pub(crate) fn behind(&self, predicate: usize, preposition: &str) -> Option<usize> {
        let found = self.document.children(predicate).find(|&child| {
            matches!(
                self.deprel(child),
                Deprel::Obl | Deprel::Nmod | Deprel::Obj | Deprel::Advcl | Deprel::Xcomp
            ) && self.case_is(child, preposition)
                && !self.is_time(child)
        });
        found.or_else(|| {
            // "to displaced villagers", "to bombing victims", read as infinitives: the nominal is the word's object.
            self.document.children(predicate).find_map(|child| {
                let is_attribute =
                    self.document.token(child).xpos == "VBN" || self.mended.attributes.contains_key(&child);
                let participle = matches!(self.deprel(child), Deprel::Acl | Deprel::Advcl)
                    && is_attribute
                    && self.document.children(child).any(|mark| {
                        self.deprel(mark) == Deprel::Mark
                            && self.document.form(mark).eq_ignore_ascii_case(preposition)
                    });
                if participle { self.document.child(child, Deprel::Obj) } else { None }
            })
        })
    }

    /// As [`View::behind`], then on the object and on nominals below it, since a parser often hangs the phrase there.
    pub(crate) fn behind_near(
        &self,
        predicate: usize,
        object: Option<usize>,
        preposition: &str,
    ) -> Option<usize> {
        let near = |anchor: usize| {
            self.behind(anchor, preposition).filter(|&found| found > anchor || anchor == predicate)
        };
        let beside = || {
            // "held talks in Grandport with …", with the party hung on the town.
            self.document
                .children(predicate)
                .filter(|&child| child > predicate && self.deprel(child) == Deprel::Obl)
                .find_map(near)
        };
        near(predicate)
            .or_else(|| {
                let object = object?;
                near(object).or_else(|| {
                    self.document
                        .children(object)
                        .filter(|&child| {
                            child > object && matches!(self.deprel(child), Deprel::Nmod | Deprel::Conj)
                        })
                        .find_map(near)
                })
            })
            .or_else(beside)
            .or_else(|| self.behind_on_the_surface(predicate, preposition))
    }

    pub(crate) fn is_time(&self, token: usize) -> bool {
        self.is_time_word(token) || self.mentions.times.iter().any(|time| time.tokens.contains(&token))
    }

    /// Wherever the parser hung it: an actor behind the preposition a few words on, before the next clause.
    fn behind_on_the_surface(&self, predicate: usize, preposition: &str) -> Option<usize> {
        if !matches!(preposition, "to" | "with" | "against" | "between") {
            return None;
        }
        let end = self.document.sentence_of(predicate).tokens.end.min(predicate + 18);
        for token in predicate + 1..end {
            let finite = self.is_verb(token) && !matches!(self.document.token(token).xpos, "VBN" | "VBG");
            if finite || matches!(self.document.form(token), ";" | ":" | "\"" | "“" | "”") {
                return None;
            }
            if self.is_actor(token) && self.case_is(token, preposition) && !self.is_pronoun(token) {
                return Some(token);
            }
        }
        None
    }

    /// A nominal as actors: itself and what is coordinated with it, each if plausible, or the actor inside it.
    pub(crate) fn actors_at(&self, nominal: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for part in self.conjuncts(nominal) {
            // "Trinidad and Tobago": one name, one party.
            let same_name = |&other: &usize| {
                let name = self.mentions.entity_at(other).map(|name| &self.mentions.entities[name].tokens);
                other != part && name.is_some_and(|name| name.contains(&part))
            };
            if found.iter().any(same_name) {
                continue;
            }
            let part = self.unwrap(part);
            if self.is_actor(part) {
                push(&mut found, part);
            } else {
                for inner in self.actors_within(part) {
                    push(&mut found, inner);
                }
            }
        }
        found
    }

    /// "a group of soldiers", "tens of thousands of people": who is meant stands behind "of".
    fn unwrap(&self, nominal: usize) -> usize {
        let mut at = nominal;
        for _ in 0..CLIMB {
            let compound = self.document.children(at).any(|child| self.deprel(child) == Deprel::Compound);
            if !self.class("measure", at) || compound {
                break;
            }
            let inner = self
                .document
                .children(at)
                .find(|&child| child > at && self.deprel(child) == Deprel::Nmod && self.case_is(child, "of"));
            match inner {
                Some(inner) if self.is_actor(inner) => return inner,
                Some(inner) => at = inner,
                None => break,
            }
        }
        nominal
    }

    /// The actors named inside a nominal that is none: possessor, nationality, compound, "by", "of", "from" …
    pub(crate) fn actors_within(&self, nominal: usize) -> Vec<usize> {
        let links = ["by", "of", "from", "against", "between", "for", "with", "on", "in", "to"];
        self.actors_behind(nominal, &links)
    }

    /// As [`View::actors_within`], with the prepositions that tell who did what the nominal names: "the violence against
    /// the villagers" is not the villagers'.
    pub(super) fn culprits_within(&self, nominal: usize) -> Vec<usize> {
        self.actors_behind(nominal, &["by", "of", "from", "between", "in"])
    }

    pub(super) fn actors_behind(&self, nominal: usize, links: &[&str]) -> Vec<usize> {
        let document = self.document;
        let mut found = Vec::new();
        let mut take = |head: usize| {
            // "N. Korea": one name, one party.
            let name = self.mentions.entity_at(head);
            if name.is_some() && found.iter().any(|&other| self.mentions.entity_at(other) == name) {
                return;
            }
            for part in document.conjuncts(head) {
                if self.is_actor(part) || self.is_capital(part) && self.can_name(part) {
                    push(&mut found, part);
                }
            }
        };
        for child in document.children(nominal) {
            let data = document.token(child);
            match data.deprel {
                Deprel::NmodPoss if data.upos != Upos::Pron => take(child),
                Deprel::Compound | Deprel::Amod if self.is_capital(child) && self.can_name(child) => {
                    take(child)
                }
                Deprel::Compound if self.is_actor(child) => take(child),
                _ => {}
            }
        }
        if found.is_empty() {
            for child in document.children(nominal) {
                if child > nominal
                    && self.deprel(child) == Deprel::Nmod
                    && !self.is_time(child)
                    && links.iter().any(|link| self.case_is(child, link))
                {
                    if self.is_actor(child) {
                        for part in document.conjuncts(child) {
                            if self.is_actor(part) {
                                push(&mut found, part);
                            }
                        }
                    } else if let Some(inner) = self.modifier_within(child) {
                        push(&mut found, inner);
                    }
                }
                if !found.is_empty() {
                    break;
                }
            }
        }
        found
    }

    fn modifier_within(&self, nominal: usize) -> Option<usize> {
        self.document.children(nominal).find(|&child| match self.document.token(child).deprel {
            Deprel::NmodPoss => self.document.token(child).upos != Upos::Pron && self.is_actor(child),
            Deprel::Compound | Deprel::Amod => self.is_capital(child) && self.can_name(child),
            _ => false,
        })
    }

    fn can_name(&self, token: usize) -> bool {
        matches!(self.document.token(token).upos, Upos::Propn | Upos::Adj | Upos::Noun)
            && !self.is_time(token)
            && !self.class("unnamed", token)
    }

    /// Who owns or does what a noun names: possessor, nationality, compound, "by …"; "of" only if asked.
    pub(crate) fn owner_of(&self, noun: usize) -> Option<usize> {
        let document = self.document;
        // "the Kenya embassy bombing": it is the embassy's country, and nobody who bombed.
        let target = document
            .children(noun)
            .rfind(|&child| self.deprel(child) == Deprel::Compound && self.class("target", child))
            .filter(|_| self.assault_noun(noun).is_some());
        let by_rank = |wanted: fn(Deprel) -> bool| {
            document.children(noun).find(|&child| {
                let data = document.token(child);
                wanted(data.deprel)
                    && data.upos != Upos::Pron
                    && (data.deprel != Deprel::Amod && self.is_actor(child)
                        || self.is_capital(child) && self.can_name(child))
                    && !self.is_time(child)
            })
        };
        by_rank(|deprel| deprel == Deprel::NmodPoss)
            .filter(|_| target.is_none())
            .or_else(|| {
                document
                    .children(noun)
                    .find(|&child| child > noun && self.case_is(child, "by") && self.is_actor(child))
            })
            .or_else(|| {
                // "embassy bombings": the embassy did not bomb.
                by_rank(|deprel| matches!(deprel, Deprel::Amod | Deprel::Compound))
                    .filter(|&owner| target.is_none_or(|target| owner > target))
            })
    }
}

pub(crate) fn push(list: &mut Vec<usize>, head: usize) {
    if !list.contains(&head) {
        list.push(head);
    }
}
