//! What a stance word is about: its content in the tree, the issue that it names, and what turns it round on the way.

use super::issue::{Matter, steps};
use super::lexicon::{Entry, Place, Target};
use super::{Finder, Point};
use crate::event::view::View;
use chancery_record::Stance;
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

/// How many words lie between an issue and the head of the content at most.
const CLIMB: usize = 12;

impl Finder<'_> {
    /// The heads of the content at one place of an entry, coordinated ones one by one.
    pub(super) fn content_heads(
        &self,
        entry: &Entry,
        anchor: usize,
        last: usize,
        place: Place,
    ) -> Vec<usize> {
        let view = self.view;
        let document = view.document;
        let preposition = entry.words.last().filter(|_| entry.words.len() > 1).copied();
        let head = match place {
            // "considering it a gift": what "it" is stands elsewhere.
            Place::Object | Place::Demand
                if document
                    .child(anchor, Deprel::Obj)
                    .is_some_and(|object| document.token(object).upos == Upos::Pron) =>
            {
                None
            }
            Place::Object | Place::Demand => match view.subject_of(anchor) {
                Some(subject) if subject.passive && view.is_verb(anchor) => Some(subject.head),
                _ => {
                    let fixed = preposition.filter(|_| last > anchor);
                    fixed
                        .and_then(|word| self.behind(anchor, word))
                        .or_else(|| fixed.and_then(|_| self.headed_by(last, anchor)))
                        .or_else(|| view.object_of(anchor, None).filter(|&object| object != anchor))
                }
            },
            Place::Subject => view.subject_of(anchor).map(|subject| subject.head),
            Place::Clause => self.clause_of(anchor),
            Place::Whether => document.children(anchor).find(|&child| {
                child > anchor
                    && document
                        .children(child)
                        .any(|mark| matches!(view.lemma(mark), "whether" | "if" | "how"))
            }),
            Place::Infinitive => self.infinitive_of(anchor, last),
            Place::Gerund => document.children(anchor).find(|&child| {
                child > anchor
                    && document.token(child).xpos == "VBG"
                    && matches!(
                        view.deprel(child),
                        Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Obj | Deprel::Acl
                    )
            }),
            Place::Preposition(word) => self.behind(anchor, word),
        };
        let Some(head) = head else { return Vec::new() };
        if document.token(head).upos == Upos::Pron {
            return Vec::new();
        }
        let mut heads = vec![head];
        for conjunct in document.children_by(head, Deprel::Conj) {
            // "urged both to show restraint and offered to mediate": a finite verb is no part of an infinitive.
            let alike = view.is_verb(head) == view.is_verb(conjunct)
                && !(self.is_marked(head, "to") && self.is_finite(conjunct));
            if alike && conjunct > head {
                heads.push(conjunct);
            }
        }
        if place == Place::Demand {
            heads.retain(|&head| self.is_stance_noun(head));
        }
        heads
    }

    /// The clause that a verb or noun takes: "that", or none.
    fn clause_of(&self, anchor: usize) -> Option<usize> {
        let view = self.view;
        view.document.children(anchor).find(|&child| {
            let data = view.document.token(child);
            child > anchor
                && (view.deprel(child) == Deprel::Ccomp
                    || view.deprel(child) == Deprel::Acl && self.is_marked(child, "that")
                    || data.deprel == Deprel::Xcomp && view.document.subject(child).is_some())
        })
    }

    /// The infinitive below a word or below its object: "urged Sylvania to leave", "refusal to leave".
    fn infinitive_of(&self, anchor: usize, last: usize) -> Option<usize> {
        let view = self.view;
        let document = view.document;
        let is_infinitive = |child: usize| {
            child > last
                && matches!(
                    view.deprel(child),
                    Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Acl | Deprel::Csubj
                )
                && self.is_marked(child, "to")
        };
        let below = |head: usize| document.children(head).find(|&child| is_infinitive(child));
        below(anchor).or_else(|| {
            document
                .children(anchor)
                .filter(|&child| {
                    child > anchor && matches!(view.deprel(child), Deprel::Obj | Deprel::Iobj | Deprel::Obl)
                })
                .find_map(below)
        })
    }

    /// Past or present by itself; a participle without an auxiliary is a past that the tagger missed.
    pub(super) fn is_finite(&self, verb: usize) -> bool {
        let document = self.view.document;
        match document.token(verb).xpos {
            "VBD" | "VBZ" | "VBP" => true,
            "VBN" => !document.children(verb).any(|child| self.view.deprel(child) == Deprel::Aux),
            _ => false,
        }
    }

    pub(super) fn is_marked(&self, token: usize, word: &str) -> bool {
        self.view.document.children(token).any(|child| {
            self.view.deprel(child) == Deprel::Mark
                && self.view.document.form(child).eq_ignore_ascii_case(word)
        })
    }

    /// What stands behind a preposition on a word, or on its object, nominal or gerund.
    fn behind(&self, anchor: usize, word: &str) -> Option<usize> {
        let view = self.view;
        let document = view.document;
        let near = |head: usize| {
            document.children(head).find(|&child| {
                child > anchor
                    && matches!(
                        view.deprel(child),
                        Deprel::Obl
                            | Deprel::Nmod
                            | Deprel::Obj
                            | Deprel::Advcl
                            | Deprel::Xcomp
                            | Deprel::Acl
                            | Deprel::Ccomp
                            | Deprel::Advmod
                    )
                    && !view.is_time(child)
                    && document.children(child).any(|mark| {
                        mark < child
                            && matches!(view.deprel(mark), Deprel::Case | Deprel::Mark)
                            && document.form(mark).eq_ignore_ascii_case(word)
                    })
            })
        };
        near(anchor)
            .or_else(|| view.object_of(anchor, None).filter(|&object| object != anchor).and_then(near))
    }

    /// What a fixed preposition at `last` is the case of.
    fn headed_by(&self, last: usize, anchor: usize) -> Option<usize> {
        let head = self.view.document.head(last)?;
        (head > last && matches!(self.view.deprel(last), Deprel::Case | Deprel::Mark) && head != anchor)
            .then_some(head)
    }

    pub(super) fn is_stance_noun(&self, token: usize) -> bool {
        let lemma = self.view.lemma(token);
        self.stances.of(lemma).any(|entry| entry.kind == super::lexicon::Kind::Noun)
            || matches!(lemma, "claim" | "condition" | "insistence" | "threat" | "position" | "opposition")
    }

    /// The tokens of a content without what is coordinated with it, in text order. What a relative or adverbial clause
    /// adds is no part of it, unless it tells what a plan or a demand holds.
    pub(super) fn region(&self, head: usize, without: &[Range<usize>]) -> Vec<usize> {
        let document = self.view.document;
        let mut region = vec![head];
        let mut next = 0;
        while next < region.len() {
            let at = region[next];
            for child in document.children(at) {
                let is_beside = at == head
                    && (self.view.deprel(child) == Deprel::Conj
                        && self.view.is_verb(child) == self.view.is_verb(head)
                        || matches!(self.view.deprel(child), Deprel::Parataxis | Deprel::Discourse));
                let told = self.is_document(at) || self.is_stance_noun(at);
                let is_aside = match document.token(child).deprel {
                    // "a draft that foresees a truce" is a claim of the draft.
                    Deprel::AclRelcl => !told || self.is_of_plan(child),
                    Deprel::Advcl | Deprel::AdvclRelcl => at != head || !self.is_marked(child, "to"),
                    _ => false,
                };
                if !is_beside && !is_aside && !without.iter().any(|range| range.contains(&child)) {
                    region.push(child);
                }
            }
            next += 1;
        }
        region.sort_unstable();
        region
    }

    /// The point that a content makes: its issue, and the stance with what turns it round.
    pub(super) fn point(
        &self,
        stance: Stance,
        head: usize,
        region: Vec<usize>,
        target: Option<usize>,
    ) -> Option<Point> {
        let view = self.view;
        let matter = self.issues.of(view, &region, head)?;
        let by_itself = matter.tokens.contains(&head);
        if matter.weak && self.stances.has("no-content", view.lemma(head))
            || !by_itself && view.is_actor(head)
            || self.is_mentioned(&matter, head)
        {
            return None;
        }
        let stance = match stance {
            Stance::Offer if self.stances.has("review", view.lemma(head)) => Stance::Undecided,
            stance => stance,
        };
        let n_turns = self.turns(&matter, head) + usize::from(matter.contrary);
        let (issue, stance) = if n_turns.is_multiple_of(2) {
            (matter.issue, stance)
        } else if let Some(ending) = self.issues.ending(matter.issue) {
            (ending, stance)
        } else {
            (matter.issue, turned(stance))
        };
        // Nobody offers sanctions: who pledges what others want ended is for it.
        let hostile = self.issues.ending(issue).is_some();
        let stance = if hostile && stance == Stance::Offer { Stance::Support } else { stance };
        let phrase = phrase(&matter);
        Some(Point { issue: Some(issue), weak: matter.weak, stance, phrase, region, target })
    }

    /// Whether only the word for it is meant, or a weak phrase stands in a clause of its own: "the words", "those fleeing war".
    fn is_mentioned(&self, matter: &Matter, head: usize) -> bool {
        let view = self.view;
        let nearest = matter.tokens.iter().min_by_key(|&&token| steps(view, token, head));
        let mut at = nearest.copied().unwrap_or(head);
        for _ in 0..CLIMB {
            if at == head {
                break;
            }
            let own = matter.tokens.contains(&at);
            if !own && (self.stances.has("mention", view.lemma(at)) || matter.weak && view.is_verb(at)) {
                return true;
            }
            match view.document.head(at) {
                Some(above) => at = above,
                None => break,
            }
        }
        false
    }

    /// How many words between an issue's own and the head of the content turn it round.
    pub(super) fn turns(&self, matter: &Matter, head: usize) -> usize {
        let view = self.view;
        let nearest = matter.tokens.iter().min_by_key(|&&token| steps(view, token, head));
        let Some(&nearest) = nearest else { return 0 };
        let mut n_turns = 0;
        let mut at = nearest;
        for _ in 0..CLIMB {
            let own = matter.tokens.contains(&at);
            if !own && self.stances.has("turn", view.lemma(at)) {
                n_turns += 1;
            }
            if self.is_negated_word(at) {
                n_turns += 1;
            }
            if at == head {
                break;
            }
            match view.document.head(at) {
                Some(above) => at = above,
                None => break,
            }
        }
        n_turns
    }

    /// Of whom it is wanted.
    pub(super) fn target(&self, entry: &Entry, anchor: usize, head: usize, first: usize) -> Option<usize> {
        let view = self.view;
        let document = view.document;
        let actor = |token: usize| {
            let first = view.actors_at(token).first().copied()?;
            // "Sylvania's army": whoever it is must stand there, not inside another noun.
            (first == token && !is_first_person(view, first)).then_some(first)
        };
        entry.target.iter().find_map(|target| match target {
            Target::Object => {
                let preposition = entry.words.get(1).copied();
                let object = preposition
                    .and_then(|word| self.behind(anchor, word))
                    .or_else(|| view.object_of(anchor, None))
                    .or_else(|| {
                        document
                            .children(anchor)
                            .find(|&child| child > anchor && view.deprel(child) == Deprel::Iobj)
                    })?;
                (object != head).then(|| actor(object)).flatten()
            }
            Target::Indirect => view.indirect_of(anchor).and_then(actor),
            Target::ClauseSubject => {
                // "that Sylvania lift the blockade and withdraw": the first verb has the subject of both.
                let subject = document.subject(head).or_else(|| document.subject(first))?;
                if view.is_passive(head) { view.agent_of(head).and_then(actor) } else { actor(subject) }
            }
            // "the release of prisoners": what stands behind "of" is wanted, and nobody's duty.
            Target::Preposition("of") => {
                document.children(anchor).find(|&child| view.case_is(child, "of")).and_then(actor)
            }
            Target::Preposition(word) => {
                self.behind(anchor, word).or_else(|| self.behind(head, word)).and_then(actor)
            }
        })
    }
}

/// Whether it is the speaker.
pub(super) fn is_first_person(view: &View<'_>, token: usize) -> bool {
    view.document.token(token).upos == Upos::Pron && matches!(view.lemma(token), "i" | "we" | "us" | "me")
}

/// The run of tokens from the first to the last word of an issue.
pub(super) fn phrase(matter: &Matter) -> Range<usize> {
    let start = matter.tokens.first().copied().unwrap_or(0);
    start..matter.tokens.last().map_or(start, |&last| last + 1)
}

/// The stance on a thing of whoever has this stance on its end.
pub(super) fn turned(stance: Stance) -> Stance {
    match stance {
        Stance::Support | Stance::Demand | Stance::Offer => Stance::Oppose,
        Stance::Oppose | Stance::Reject => Stance::Support,
        Stance::Conditional | Stance::Undecided => stance,
    }
}
