//! Who did it and to whom: arguments of a predicate, from its clause.
//!
//! Heads of nominals are given, coordinated parties one by one. Only a plausible actor is taken
//! ([`View::is_actor`]), or the actor inside a nominal that is none itself ("Hamas targets", "Syria's proposal").

use super::view::View;
use chancery_syntax::{Deprel, Upos};

/// How deep clauses are climbed for a shared subject.
const CLIMB: usize = 6;

impl View<'_> {
    /// The subject of a verb as it stands, or shared by coordination, control, participle or relative clause. `None` where
    /// the clause has none.
    pub(crate) fn subject_of(&self, verb: usize) -> Option<Subject> {
        let document = self.document;
        if let Some((subject, _)) = self.mended(verb) {
            return Some(Subject { head: subject, passive: false });
        }
        let mut at = verb;
        let mut passive = self.is_passive(verb);
        for _ in 0..CLIMB {
            // The one next to the verb: a dateline may pass for another.
            let is_subject = |&child: &usize| {
                let deprel = document.token(child).deprel;
                deprel.universal() == Deprel::Nsubj || self.is_referring_it(child)
            };
            // "The government Saturday condemned …": a day is no subject where there is another.
            let before = || document.children(at).take_while(|&child| child < at).filter(is_subject);
            let own = before()
                .filter(|&child| !self.is_time(child))
                .last()
                .or_else(|| before().last())
                .or_else(|| document.children(at).find(is_subject));
            if let Some(own) = own {
                let head = self.past_dateline(self.antecedent(own, at), at);
                return Some(Subject { head, passive });
            }
            let head = document.head(at)?;
            match document.token(at).deprel {
                Deprel::Conj => {
                    // "was arrested and beaten": a participle shares the passive, a finite verb does not.
                    if at == verb && document.token(verb).xpos == "VBN" && self.is_passive(head) {
                        passive = true;
                    }
                    at = head;
                }
                Deprel::Xcomp | Deprel::Ccomp if !self.has_own_finite_subject(at) => {
                    let object = document.children(head).find(|&child| {
                        child != at && child < at && matches!(self.deprel(child), Deprel::Obj | Deprel::Iobj)
                    });
                    if let Some(object) = object
                        && self.is_actor(object)
                        && !self.class("subject-control", head)
                    {
                        return Some(Subject { head: object, passive });
                    }
                    if document.token(at).deprel == Deprel::Ccomp {
                        return None;
                    }
                    at = head;
                }
                Deprel::Acl | Deprel::AclRelcl => {
                    let participle = document.token(at).xpos;
                    // "issued a statement criticising …": who issued it speaks. "bombed the port, killing nine": who bombed kills.
                    let comma = document.children(at).next().unwrap_or(at).min(at);
                    let parted = comma > 0 && document.form(comma - 1) == "," || document.form(comma) == ",";
                    if participle == "VBG"
                        && (parted || self.class("document", head))
                        && document.token(at).deprel == Deprel::Acl
                    {
                        if let Some(owner) = self.owner_of(head).filter(|_| !parted) {
                            return Some(Subject { head: owner, passive });
                        }
                        if let Some(over) = self.verb_over(head) {
                            at = over;
                            continue;
                        }
                    }
                    if participle == "VBN"
                        || document.token(at).deprel == Deprel::AclRelcl
                        || participle == "VBG"
                    {
                        return Some(Subject { head, passive: passive || participle == "VBN" && at == verb });
                    }
                    // "the decision to withdraw": the noun's owner, or the subject of its verb.
                    if let Some(owner) = self.owner_of(head) {
                        return Some(Subject { head: owner, passive });
                    }
                    at = self.verb_over(head)?;
                }
                Deprel::Advcl if !self.has_marked_subject(at) => {
                    // "overran the base, officials said, killing nine": the participle goes with the clause before.
                    at = self.told_beside(head, at).unwrap_or(head);
                }
                Deprel::Parataxis | Deprel::Dep if document.token(at).xpos == "VBG" => at = head,
                Deprel::Nmod | Deprel::Obl | Deprel::Obj if self.is_verb(at) => at = self.verb_over(at)?,
                _ => return None,
            }
        }
        None
    }

    /// The clause that a reporting verb between commas stands in or over, if it ends before `after`.
    fn told_beside(&self, verb: usize, after: usize) -> Option<usize> {
        if !self.speaks(verb) {
            return None;
        }
        if self.deprel(verb) == Deprel::Parataxis {
            return self.document.head(verb);
        }
        self.document.children(verb).find(|&child| {
            matches!(self.deprel(child), Deprel::Ccomp | Deprel::Parataxis) && child < verb && child < after
        })
    }

    /// "GRANDPORT (Wire) — The union sued": a place before a dash is no subject, what follows it is.
    fn past_dateline(&self, subject: usize, verb: usize) -> usize {
        let document = self.document;
        let start = document.sentence_of(subject).tokens.start;
        if document.token(subject).upos != Upos::Propn || subject > start + 3 {
            return subject;
        }
        let dash = (subject + 1..(subject + 10).min(verb))
            .find(|&token| matches!(document.form(token), "-" | "--" | "—" | "–"));
        let Some(dash) = dash.filter(|&dash| {
            // A hyphen within a word has no room around it.
            document.token(dash).span.start > document.token(dash - 1).span.end
        }) else {
            return subject;
        };
        document
            .children(subject)
            .find(|&child| child > dash && child < verb && document.is_nominal(child))
            .or_else(|| {
                (dash + 1..verb).find(|&token| {
                    document.is_nominal(token)
                        && document.head(token).is_some_and(|head| head <= dash || head >= verb)
                })
            })
            .unwrap_or(subject)
    }

    fn has_own_finite_subject(&self, verb: usize) -> bool {
        self.document.children(verb).any(|child| self.deprel(child) == Deprel::Nsubj)
    }

    fn has_marked_subject(&self, verb: usize) -> bool {
        self.has_own_finite_subject(verb)
            || self.document.children(verb).any(|child| self.deprel(child) == Deprel::Expl)
    }

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

    pub(crate) fn is_passive(&self, verb: usize) -> bool {
        // "is prepared to lift the ban", "is committed to reform": a state of mind, whatever the parser calls its subject.
        let state = self.document.token(verb).upos == Upos::Adj || self.class("resolved", verb);
        if state && self.has_infinitive(verb) {
            return false;
        }
        // A finite verb without "be" is no passive, whatever its subject is called.
        let finite = matches!(self.deprel(verb), Deprel::Root | Deprel::Ccomp | Deprel::Parataxis)
            || self.document.token(verb).deprel == Deprel::AclRelcl;
        let bare = finite && !self.document.children(verb).any(|child| self.deprel(child) == Deprel::Aux);
        self.document.is_passive(verb) && !bare
            || self.document.token(verb).xpos == "VBN"
                && self.document.children(verb).any(|child| {
                    self.document.token(child).deprel == Deprel::OblAgent
                        || self.deprel(child) == Deprel::Aux && matches!(self.lemma(child), "be" | "get")
                })
    }

    /// For "who" or "which" the noun that it stands for.
    fn antecedent(&self, pronoun: usize, verb: usize) -> usize {
        if !matches!(self.lemma(pronoun), "who" | "which" | "that" | "whom") {
            return pronoun;
        }
        let mut at = verb;
        for _ in 0..CLIMB {
            let Some(head) = self.document.head(at) else { return pronoun };
            if self.document.token(at).deprel == Deprel::AclRelcl {
                return head;
            }
            if !matches!(self.deprel(at), Deprel::Conj | Deprel::Xcomp | Deprel::Ccomp) {
                return pronoun;
            }
            at = head;
        }
        pronoun
    }

    /// The agent of a passive.
    pub(crate) fn agent_of(&self, verb: usize) -> Option<usize> {
        self.document.children(verb).find(|&child| {
            self.document.token(child).deprel == Deprel::OblAgent
                || self.deprel(child) == Deprel::Obl && self.case_is(child, "by") && self.is_actor(child)
        })
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
            // "to displaced villagers", read as "to displace": the nominal is the participle's object.
            self.document.children(predicate).find_map(|child| {
                let participle = matches!(self.deprel(child), Deprel::Acl | Deprel::Advcl)
                    && self.document.token(child).xpos == "VBN"
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
        self.class("time-word", token) || self.mentions.times.iter().any(|time| time.tokens.contains(&token))
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
        for part in self.document.conjuncts(nominal) {
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
        let document = self.document;
        let mut found = Vec::new();
        let mut take = |head: usize| {
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
                let links = ["by", "of", "from", "against", "between", "for", "with", "on", "in", "to"];
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
            .or_else(|| {
                document
                    .children(noun)
                    .find(|&child| child > noun && self.case_is(child, "by") && self.is_actor(child))
            })
            .or_else(|| {
                // "embassy bombings": the embassy did not bomb.
                by_rank(|deprel| matches!(deprel, Deprel::Amod | Deprel::Compound))
                    .filter(|&owner| self.is_capital(owner) || !self.class("target", owner))
            })
    }
}

/// A subject with the voice that it stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    pub head: usize,
    pub passive: bool,
}

pub(crate) fn push(list: &mut Vec<usize>, head: usize) {
    if !list.contains(&head) {
        list.push(head);
    }
}
