//! Which entry of the lexicon a verb is: its words, object, subject and blockers held against the clause.

use super::argument::Subject;
use super::entry::{Entry, Kind, Scope};
use super::term::Terms;
use super::view::View;
use super::why::Why;
use chancery_record::ActorKind;
use chancery_syntax::{Deprel, Upos};

/// Prepositions that end an entry's words and take what would be its object: "call on", "bow to".
const PREPOSITIONS: &[&str] = &[
    "on", "upon", "at", "to", "with", "for", "against", "into", "in", "from", "behind", "about", "of",
    "through", "by",
];

/// An entry that fits a verb.
pub(super) struct Match {
    pub entry: usize,
    score: usize,
    pub object: Option<usize>,
    /// The last token of its words.
    pub last: usize,
}

impl View<'_> {
    /// The entry that fits a verb best, or why the one that came closest does not.
    pub(super) fn match_verb(&self, token: usize) -> Result<Match, Why> {
        let candidates = self.lexicon.verbs.get(self.lemma(token)).ok_or(Why::NoEntry)?;
        let subject = self.subject_of(token);
        let mut best: Result<Match, Why> = Err(Why::NoEntry);
        for &idx in candidates {
            let found = self.match_entry(token, idx as usize, subject);
            let better = match (&best, &found) {
                (Ok(_), Err(_)) => false,
                (Err(_), Ok(_)) => true,
                (Err(best), Err(found)) => found.closeness() > best.closeness(),
                (Ok(best), Ok(found)) if found.score == best.score => {
                    // "opened its border with Sylvania": of two that fit alike the one that finds a recipient.
                    let has_recipient = |found: &Match| {
                        let entry = &self.lexicon.entries[found.entry];
                        !self.recipients(token, found.object, entry, false).is_empty()
                    };
                    !has_recipient(best) && has_recipient(found)
                }
                (Ok(best), Ok(found)) => found.score > best.score,
            };
            if better {
                best = found;
            }
        }
        best
    }

    fn match_entry(&self, token: usize, idx: usize, subject: Option<Subject>) -> Result<Match, Why> {
        let entry = &self.lexicon.entries[idx];
        let rest = &entry.rest[1..];
        let words_end = self.words_of(token, rest).ok_or(Why::Words(entry.id))?;
        let preposition = rest.last().copied().filter(|word| PREPOSITIONS.contains(word));
        let passive = subject.is_some_and(|subject| subject.passive);
        let object = match (passive, preposition) {
            (true, None) => subject.map(|subject| subject.head),
            _ => self.object_of(token, preposition).or_else(|| {
                // "was called on to leave"
                subject.filter(|subject| subject.passive).map(|subject| subject.head)
            }),
        };
        let (object_score, object_end) = match entry.kind {
            Kind::VerbOblique => self.oblique_fit(token, object, entry),
            _ => self.object_fit(token, object, entry),
        }
        .ok_or(Why::Object(entry.id))?;
        let mut score = entry.rest.len() * 4 + object_score;
        if let Some(terms) = &entry.subject {
            let doer = if passive { self.agent_of(token) } else { subject.map(|subject| subject.head) };
            if let Some(doer) = doer {
                if !self.may_do(doer, terms) {
                    return Err(Why::Subject(entry.id));
                }
                score += 1;
            }
        }
        let block = entry
            .block
            .iter()
            .find(|block| self.is_blocked(token, subject, object, block.scope, &block.terms));
        if let Some(block) = block {
            return Err(Why::Blocked { entry: entry.id, by: block.label });
        }
        Ok(Match { entry: idx, score, object, last: words_end.max(object_end) })
    }

    /// The last of an entry's further words behind the verb.
    fn words_of(&self, token: usize, rest: &[&str]) -> Option<usize> {
        if rest.is_empty() {
            return Some(token);
        }
        let last = self.followed_by(token, rest)?;
        // "gave the town money in aid" is not "gave in": an object between, and the word is a preposition of something else.
        let parted = last > token + 1
            && rest.len() == 1
            && self.deprel(last) == Deprel::Case
            && self.document.children(token).any(|child| {
                matches!(self.deprel(child), Deprel::Obj | Deprel::Iobj) && child > token && child < last
            });
        // "marched through the town on Monday" is not "marched on".
        let dated = self.deprel(last) == Deprel::Case
            && self.document.head(last).is_some_and(|nominal| self.is_time(nominal));
        (!parted && !dated).then_some(last)
    }

    /// How well the nominal behind the entry's preposition fits, and where it stands: "went on strike".
    fn oblique_fit(&self, token: usize, object: Option<usize>, entry: &Entry) -> Option<(usize, usize)> {
        let preposition = entry.preposition?;
        let fits = |nominal: usize| entry.object.as_ref().is_none_or(|terms| self.is_of(nominal, terms));
        let nominal = self.document.children(token).find(|&child| {
            matches!(self.deprel(child), Deprel::Obl | Deprel::Advmod | Deprel::Xcomp | Deprel::Nmod)
                && (preposition == "-" || self.case_is(child, preposition))
                && fits(child)
        });
        let nominal = nominal.or_else(|| {
            // "held them as shields", with the phrase hung on the object.
            let object = object?;
            self.document.children(object).find(|&child| {
                child > object
                    && self.deprel(child) == Deprel::Nmod
                    && self.case_is(child, preposition)
                    && fits(child)
            })
        });
        let nominal = nominal.or_else(|| {
            // A short phrase directly behind, whatever the parser made of it: "on strike", "under arrest".
            let next = token + 1;
            let end = self.document.sentence_of(token).tokens.end;
            (next + 1 < end
                && self.document.form(next).eq_ignore_ascii_case(preposition)
                && entry.object.is_some()
                && fits(next + 1))
            .then_some(next + 1)
        })?;
        Some((6, nominal))
    }

    /// How well the object fits, and where the entry's words then end: "imposed sanctions".
    fn object_fit(&self, token: usize, object: Option<usize>, entry: &Entry) -> Option<(usize, usize)> {
        // "called the envoy a liar" is no telephone call.
        let renamed =
            |child: usize| child > token && self.deprel(child) == Deprel::Xcomp && !self.is_verb(child);
        if entry.mode == Some("phone") && self.document.children(token).any(renamed) {
            return None;
        }
        let Some(terms) = &entry.object else { return Some((0, token)) };
        if terms.clause && self.has_complement(token) || terms.infinitive && self.has_infinitive(token) {
            return Some((1, token));
        }
        let fits = object.is_some_and(|object| self.is_of(object, terms))
            || terms.predicative && self.is_predicative(token, terms);
        let score = match (terms.any, entry.kind == Kind::VerbObject, terms.actor) {
            (true, _, _) => 0,
            (_, true, _) => 4,
            (_, _, true) => 1,
            _ => 3,
        };
        let end = object.filter(|_| entry.kind == Kind::VerbObject).unwrap_or(token);
        fits.then_some((score, end))
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

    pub(super) fn has_infinitive(&self, word: usize) -> bool {
        self.document.children(word).any(|child| {
            child > word
                && self.is_verb(child)
                && matches!(self.deprel(child), Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp)
                && (self.document.children(child).any(|mark| self.lemma(mark) == "to")
                    || self.document.token(child).xpos == "VBG")
        })
    }

    pub(super) fn has_complement(&self, verb: usize) -> bool {
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
            return !terms.noun
                && (!terms.is_strict() || matches!(self.lemma(subject), "they" | "we" | "who"));
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
}
