//! Which words are deeds: the lexicon's entries matched against each verb of a document, with their arguments.
//!
//! Event nouns that no verb takes as its object are found in the `noun` module; what governing words make of a deed
//! ("refused to …") is decided in `compose`.

use super::argument::{Subject, push};
use super::entry::{Entry, Kind, Place, Scope};
use super::term::Terms;
use super::view::View;
use chancery_record::{ActorKind, EventType};
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

/// Prepositions that end an entry's words and take what would be its object: "call on", "bow to".
const PREPOSITIONS: &[&str] = &[
    "on", "upon", "at", "to", "with", "for", "against", "into", "in", "from", "behind", "about", "of",
    "through", "by",
];

/// A lexicon entry found in the text, with its arguments; status and governing words are not yet asked.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    /// Number of the entry.
    pub entry: usize,
    pub event_type: EventType,
    pub mode: Option<&'static str>,
    /// The verb or noun.
    pub token: usize,
    /// The verb that carries an event noun.
    pub carrier: Option<usize>,
    pub object: Option<usize>,
    pub trigger: Range<usize>,
    pub actors: Vec<usize>,
    pub recipients: Vec<usize>,
    /// Whether it has a subject of its own that is nobody ("prices attacked").
    pub bare_subject: bool,
    pub is_noun: bool,
}

struct Match {
    entry: usize,
    score: usize,
    object: Option<usize>,
    last: usize,
}

impl View<'_> {
    /// All verbal deeds in text order, and for each token whether a deed has it as its object noun.
    pub(super) fn verb_deeds(&self) -> (Vec<Deed>, Vec<bool>) {
        let n_tokens = self.document.tokens().len();
        let mut absorbed = vec![false; n_tokens];
        let mut deeds = Vec::new();
        for token in 0..n_tokens {
            let is_predicate = self.is_verb(token)
                || self.document.token(token).upos == Upos::Adj
                    && (self.has_complement(token) || self.lemma(token) == "critical");
            let attributive =
                matches!(self.deprel(token), Deprel::Amod | Deprel::Compound) && self.mended(token).is_none();
            if !is_predicate || attributive {
                continue;
            }
            let Some(found) = self.match_verb(token) else { continue };
            let deed = self.verb_deed(token, &found);
            // "An attack on the port killed 12" is one deed, told by its verb.
            if let Some(subject) = self.subject_of(token).filter(|subject| !subject.passive)
                && self.assault_noun(subject.head).is_some()
                && deed.event_type == EventType::Assault
            {
                absorbed[subject.head] = true;
            }
            if let Some(object) = found.object
                && self.lexicon.entries[found.entry].object.is_some()
            {
                absorbed[object] = true;
            }
            deeds.push(deed);
        }
        (deeds, absorbed)
    }

    fn match_verb(&self, token: usize) -> Option<Match> {
        let candidates = self.lexicon.verbs.get(self.lemma(token))?;
        let subject = self.subject_of(token);
        let mut best: Option<Match> = None;
        for &idx in candidates {
            let entry = &self.lexicon.entries[idx as usize];
            let Some(found) = self.match_entry(token, idx as usize, entry, subject) else { continue };
            let better = match &best {
                None => true,
                Some(best) if found.score == best.score => {
                    // "opened its border with Sylvania": of two that fit alike the one that finds a recipient.
                    let has_recipient = |found: &Match| {
                        let entry = &self.lexicon.entries[found.entry];
                        !self.recipients(token, found.object, entry, false).is_empty()
                    };
                    !has_recipient(best) && has_recipient(&found)
                }
                Some(best) => found.score > best.score,
            };
            if better {
                best = Some(found);
            }
        }
        best
    }

    fn match_entry(
        &self,
        token: usize,
        idx: usize,
        entry: &Entry,
        subject: Option<Subject>,
    ) -> Option<Match> {
        let mut score = entry.rest.len() * 4;
        let mut last = token;
        let rest = &entry.rest[1..];
        if !rest.is_empty() {
            last = self.followed_by(token, rest)?;
            // "gave the town money in aid" is not "gave in": an object between, and the word is a preposition of something else.
            let parted = last > token + 1
                && rest.len() == 1
                && self.deprel(last) == Deprel::Case
                && self.document.children(token).any(|child| {
                    matches!(self.deprel(child), Deprel::Obj | Deprel::Iobj) && child > token && child < last
                });
            if parted {
                return None;
            }
        }
        let preposition = rest.last().copied().filter(|word| PREPOSITIONS.contains(word));
        let passive = subject.is_some_and(|subject| subject.passive);
        let object = match (passive, preposition) {
            (true, None) => subject.map(|subject| subject.head),
            _ => self.object_of(token, preposition).or_else(|| {
                // "was called on to leave"
                subject.filter(|subject| subject.passive).map(|subject| subject.head)
            }),
        };
        match entry.kind {
            Kind::VerbOblique => {
                let terms = entry.object.as_ref();
                let preposition = entry.preposition?;
                let nominal = self.document.children(token).find(|&child| {
                    matches!(self.deprel(child), Deprel::Obl | Deprel::Advmod | Deprel::Xcomp | Deprel::Nmod)
                        && (preposition == "-" || self.case_is(child, preposition))
                        && terms.is_none_or(|terms| self.is_of(child, terms))
                });
                let nominal = nominal.or_else(|| {
                    // "held them as shields", with the phrase hung on the object.
                    let object = object?;
                    self.document.children(object).find(|&child| {
                        child > object
                            && self.deprel(child) == Deprel::Nmod
                            && self.case_is(child, preposition)
                            && terms.is_none_or(|terms| self.is_of(child, terms))
                    })
                });
                let nominal = nominal.or_else(|| {
                    // A short phrase directly behind, whatever the parser made of it: "on strike", "under arrest".
                    let next = token + 1;
                    let end = self.document.sentence_of(token).tokens.end;
                    (next + 1 < end
                        && self.document.form(next).eq_ignore_ascii_case(preposition)
                        && terms.is_some_and(|terms| self.is_of(next + 1, terms)))
                    .then_some(next + 1)
                })?;
                last = last.max(nominal);
                score += 6;
            }
            _ => {
                if let Some(terms) = &entry.object {
                    let clause = terms.clause && self.has_complement(token)
                        || terms.infinitive && self.has_infinitive(token);
                    if !clause {
                        let fits = object.is_some_and(|object| self.is_of(object, terms))
                            || terms.predicative && self.is_predicative(token, terms);
                        if !fits {
                            return None;
                        }
                        let object = object.unwrap_or(token);
                        score += if terms.any {
                            0
                        } else if entry.kind == Kind::VerbObject {
                            4
                        } else if terms.actor {
                            1
                        } else {
                            3
                        };
                        if entry.kind == Kind::VerbObject {
                            last = last.max(object);
                        }
                    } else {
                        score += 1;
                    }
                }
            }
        }
        if let Some(terms) = &entry.subject {
            let doer = if passive { self.agent_of(token) } else { subject.map(|subject| subject.head) };
            if let Some(doer) = doer {
                if !self.may_do(doer, terms) {
                    return None;
                }
                score += 1;
            }
        }
        // "called the envoy a liar" is no telephone call.
        if entry.mode == Some("phone")
            && self
                .document
                .children(token)
                .any(|child| child > token && self.deprel(child) == Deprel::Xcomp && !self.is_verb(child))
        {
            return None;
        }
        if entry.block.iter().any(|(scope, terms)| self.is_blocked(token, subject, object, *scope, terms)) {
            return None;
        }
        Some(Match { entry: idx, score, object, last })
    }

    /// "called the envoy a liar", "found it guilty": what is said of the object.
    fn is_predicative(&self, verb: usize, terms: &Terms) -> bool {
        self.document.children(verb).any(|child| {
            child > verb
                && matches!(self.deprel(child), Deprel::Xcomp | Deprel::Obj)
                && !self.is_verb(child)
                && self.is_of(child, terms)
        })
    }

    fn has_infinitive(&self, word: usize) -> bool {
        self.document.children(word).any(|child| {
            child > word
                && self.is_verb(child)
                && matches!(self.deprel(child), Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp)
                && (self.document.children(child).any(|mark| self.lemma(mark) == "to")
                    || self.document.token(child).xpos == "VBG")
        })
    }

    fn has_complement(&self, verb: usize) -> bool {
        self.document.children(verb).any(|child| {
            matches!(self.deprel(child), Deprel::Ccomp | Deprel::Xcomp)
                && (self.is_verb(child) || child > verb)
        })
    }

    /// Whether a subject may do what the entry says: of the class, or a name or pronoun that may be of any class.
    fn may_do(&self, subject: usize, terms: &Terms) -> bool {
        let data = self.document.token(subject);
        if data.upos == Upos::Propn {
            let person = self
                .mentions
                .entity_at(subject)
                .is_some_and(|mention| self.mentions.entities[mention].kind == ActorKind::Person);
            return self.is_actor(subject) && !(person && terms.is_strict());
        }
        if data.upos == Upos::Pron {
            return !terms.is_strict() || matches!(self.lemma(subject), "they" | "we" | "who");
        }
        self.is_of(subject, terms) || terms.actor && !self.actors_at(subject).is_empty()
    }

    /// Whether a blocker stands where it is looked for.
    pub(super) fn is_blocked(
        &self,
        token: usize,
        subject: Option<Subject>,
        object: Option<usize>,
        scope: Scope,
        terms: &Terms,
    ) -> bool {
        let classes = &self.lexicon.classes;
        let word = |at: usize| terms.has(self.lemma(at), classes);
        let phrase = |at: usize| {
            word(at)
                || self.document.children(at).any(|child| {
                    matches!(self.deprel(child), Deprel::Compound | Deprel::Amod | Deprel::Nmod)
                        && word(child)
                })
        };
        match scope {
            Scope::Sentence => self.document.sentence_of(token).tokens.clone().any(word),
            Scope::Subject => {
                subject.is_some_and(|subject| !subject.passive && self.is_of(subject.head, terms))
            }
            Scope::Object => object.is_some_and(|object| self.is_of(object, terms)),
            Scope::Clause => {
                subject.is_some_and(|subject| phrase(subject.head))
                    || object.is_some_and(phrase)
                    || phrase(token)
                    || self.document.children(token).any(|child| {
                        matches!(self.deprel(child), Deprel::Obl | Deprel::Nmod | Deprel::Advmod)
                            && phrase(child)
                            // "declined to comment"
                            || self.deprel(child) == Deprel::Xcomp && terms.has("comment", classes) && word(child)
                    })
            }
        }
    }

    fn verb_deed(&self, token: usize, found: &Match) -> Deed {
        let entry = &self.lexicon.entries[found.entry];
        let subject = self.subject_of(token);
        let passive = subject.is_some_and(|subject| subject.passive);
        let mut actors = Vec::new();
        let mut mode = entry.mode;
        let mut recipients = Vec::new();
        let mut bare_subject = false;
        if passive {
            if let Some(agent) = self.agent_of(token) {
                actors = self.actors_at(agent);
            }
        } else if let Some(subject) = subject {
            actors = self.actors_at(subject.head);
            if actors.is_empty() {
                bare_subject = true;
                // "issued a statement criticising …": who issued it speaks.
                if self.class("document", subject.head) {
                    actors = self.doers_of(subject.head);
                }
            }
            // "sent a letter to the envoy threatening …": the letter threatens.
            if self.document.token(token).deprel == Deprel::Acl
                && let Some(verb) = self.verb_over(token)
                && let Some(letter) = self.object_of(verb, None)
                && self.class("document", letter)
                && letter < subject.head
            {
                actors = self.doers_of(verb);
            }
            if actors.is_empty() {
                // "the missiles fired by the army struck …"
                let agent = self
                    .document
                    .children_by(subject.head, Deprel::Acl)
                    .find_map(|clause| self.agent_of(clause));
                if let Some(agent) = agent.filter(|_| actors.is_empty()) {
                    actors = self.actors_at(agent);
                }
            }
            // "A Sylvanian attack on Freedonia killed 12": the noun tells who, to whom and how.
            let told_by = self.assault_subject(subject.head);
            if let Some(noun) = told_by.and_then(|head| self.assault_noun(head)) {
                let subject = Subject { head: told_by.unwrap_or(subject.head), ..subject };
                let inner = &self.lexicon.entries[noun];
                mode = inner.mode.or(mode);
                recipients = self.noun_recipients(subject.head, inner, &actors);
                // "A bombing near Marshbridge killed a guard": it was done to the guard.
                if recipients
                    .iter()
                    .any(|&recipient| !self.case_is(recipient, "on") && !self.case_is(recipient, "against"))
                {
                    recipients.clear();
                }
                actors = self.owner_of(subject.head).map(|owner| self.actors_at(owner)).unwrap_or_default();
            }
        }
        let object = found.object;
        if recipients.is_empty() {
            recipients = self.recipients(token, object, entry, passive);
        }
        if entry.reciprocal {
            let partners = std::mem::take(&mut recipients);
            for partner in partners {
                push(&mut actors, partner);
            }
        }
        if recipients.is_empty() && !passive && takes_up(entry.event_type) {
            recipients = self.complement_parties(token);
        }
        recipients.retain(|recipient| !actors.contains(recipient));
        Deed {
            entry: found.entry,
            event_type: entry.event_type,
            mode,
            token,
            carrier: None,
            object,
            trigger: token..found.last + 1,
            actors,
            recipients,
            bare_subject,
            is_noun: false,
        }
    }

    /// The assault noun that is a verb's subject: itself, or what it hangs on where "that killed" is hung on the place of
    /// an "attack on the mosques that killed nine".
    fn assault_subject(&self, subject: usize) -> Option<usize> {
        if self.assault_noun(subject).is_some() {
            return Some(subject);
        }
        let over = self.document.head(subject).filter(|_| self.deprel(subject) == Deprel::Nmod)?;
        let is_somebody =
            self.class("person", subject) || self.class("troops", subject) || self.is_capital(subject);
        (self.assault_noun(over).is_some() && !is_somebody).then_some(over)
    }

    /// The entry of a noun that names an assault, if the nominal is one.
    fn assault_noun(&self, nominal: usize) -> Option<usize> {
        let entries = self.lexicon.nouns.get(self.lemma(nominal))?;
        entries
            .iter()
            .map(|&idx| idx as usize)
            .filter(|&idx| self.lexicon.entries[idx].event_type == EventType::Assault)
            .filter_map(|idx| Some((self.noun_score(nominal, idx)?, idx)))
            .max_by_key(|&(score, idx)| (score, std::cmp::Reverse(idx)))
            .map(|(_, idx)| idx)
    }

    /// Recipients by the entry's places, the first that yields any.
    pub(super) fn recipients(
        &self,
        token: usize,
        object: Option<usize>,
        entry: &Entry,
        passive: bool,
    ) -> Vec<usize> {
        for place in &entry.recipient {
            let found = match place {
                Place::Object => object.map(|object| self.object_parties(object, entry)).unwrap_or_default(),
                Place::Indirect => self
                    .indirect_of(token)
                    .or_else(|| passive.then(|| self.subject_of(token).map(|subject| subject.head)).flatten())
                    .map(|party| self.actors_at(party))
                    .unwrap_or_default(),
                Place::Within => object.map(|object| self.actors_within(object)).unwrap_or_default(),
                Place::ClauseSubject => self.clause_subject(token),
                Place::Preposition(preposition) => self
                    .behind_near(token, object, preposition)
                    .map(|nominal| self.parties_or_target(nominal))
                    .unwrap_or_default(),
            };
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Whom a complement that no entry names is about: "threatened to deliver blows to Sylvania".
    fn complement_parties(&self, verb: usize) -> Vec<usize> {
        let Some(clause) = self
            .document
            .children(verb)
            .find(|&child| child > verb && self.deprel(child) == Deprel::Xcomp && self.is_verb(child))
        else {
            return Vec::new();
        };
        let object = self.object_of(clause, None);
        let named = |head: usize| {
            self.is_actor(head)
                && (self.is_capital(head)
                    || self.class("person", head)
                    || !self.actors_within(head).is_empty())
        };
        if let Some(object) = object.filter(|&object| named(object)) {
            return self.actors_at(object);
        }
        for preposition in ["to", "with", "against", "on", "from"] {
            if let Some(nominal) = self.behind_near(clause, object, preposition)
                && named(nominal)
            {
                return self.actors_at(nominal);
            }
        }
        object.map(|object| self.actors_within(object)).unwrap_or_default()
    }

    fn object_parties(&self, object: usize, entry: &Entry) -> Vec<usize> {
        let mut found = Vec::new();
        for part in self.document.conjuncts(object) {
            let whole = self.actors_at(part);
            if self.is_actor(part) {
                for head in whole {
                    push(&mut found, head);
                }
            } else if entry.recipient.contains(&Place::Within) || self.has_target(entry) {
                for head in self.actors_within(part) {
                    push(&mut found, head);
                }
            }
        }
        if found.is_empty() && self.has_target(entry) && self.is_place(object) {
            found.push(object);
        }
        found
    }

    /// Whether the type takes a building, a town or a thing as its recipient.
    fn has_target(&self, entry: &Entry) -> bool {
        matches!(entry.event_type, EventType::Assault | EventType::Coerce | EventType::Mobilize)
    }

    pub(super) fn parties_or_target(&self, nominal: usize) -> Vec<usize> {
        // "in its war with Sylvania"
        if self.assault_noun(nominal).is_some() {
            for preposition in ["with", "against", "on"] {
                if let Some(enemy) = self.behind(nominal, preposition).filter(|&enemy| self.is_actor(enemy)) {
                    return self.actors_at(enemy);
                }
            }
        }
        let found = self.actors_at(nominal);
        if found.is_empty() && self.is_place(nominal) { vec![nominal] } else { found }
    }

    /// The subject of the complement: "demanded that **Sylvania** leave".
    pub(super) fn clause_subject(&self, verb: usize) -> Vec<usize> {
        let below = |word: usize| {
            self.document.children(word).find(|&child| {
                matches!(self.deprel(child), Deprel::Ccomp | Deprel::Xcomp | Deprel::Acl) && child > word
            })
        };
        // "reiterated its demand that Sylvania leave"
        let clause = below(verb).or_else(|| self.object_of(verb, None).and_then(below));
        let Some(clause) = clause else { return Vec::new() };
        let subject = self
            .document
            .children(clause)
            .find(|&child| matches!(self.deprel(child), Deprel::Nsubj | Deprel::Csubj));
        subject
            .filter(|&subject| self.document.token(subject).upos != Upos::Pron)
            .map_or_else(Vec::new, |subject| self.actors_at(subject))
    }
}

/// Types of events whose complement tells whom they are about.
fn takes_up(event_type: EventType) -> bool {
    matches!(event_type, EventType::Threaten | EventType::Agree | EventType::Reject)
}
