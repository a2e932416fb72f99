//! A stance word with its holder, content and target.

use super::condition::under_condition;
use super::lexicon::{Entry, Kind, Place};
use super::standing::Standing;
use super::{Claim, Finder, Point};
use chancery_record::Stance;
use chancery_syntax::{Deprel, Upos};

impl Finder<'_> {
    /// The claim that a token makes by an entry of the lexicon.
    pub(super) fn claim_at(&self, token: usize) -> Option<Claim> {
        let lemma = self.view.lemma(token);
        let kind_fits = |entry: &&Entry| entry.kind != Kind::Judgement && self.is_of_kind(entry.kind, token);
        self.stances.of(lemma).filter(kind_fits).find_map(|entry| {
            let last = self.view.followed_by(token, entry.words.get(1..).unwrap_or(&[]))?;
            self.claim(entry, token, last)
        })
    }

    fn is_of_kind(&self, kind: Kind, token: usize) -> bool {
        let upos = self.view.document.token(token).upos;
        match kind {
            Kind::Verb | Kind::Plan => self.view.is_verb(token),
            Kind::Noun => upos == Upos::Noun,
            Kind::Adjective => {
                matches!(upos, Upos::Adj | Upos::Adv | Upos::Adp)
                    || upos == Upos::Verb && self.view.document.token(token).xpos == "VBN"
            }
            Kind::Judgement => true,
        }
    }

    fn claim(&self, entry: &Entry, anchor: usize, last: usize) -> Option<Claim> {
        let stance = match self.standing(anchor)? {
            Standing::Plain => entry.stance,
            Standing::Negated => entry.negated?,
            Standing::NoLonger => Stance::Undecided,
        };
        let holders = self.holders_of(entry, anchor)?;
        let refuses = matches!(stance, Stance::Reject | Stance::Oppose);
        let condition = self.condition(anchor, refuses);
        let stance = if condition.is_some() { under_condition(stance) } else { stance };
        for &place in &entry.content {
            let heads = self.content_heads(entry, anchor, last, place);
            let points: Vec<Point> = heads
                .iter()
                .filter(|head| !holders.contains(head))
                .filter_map(|&head| self.point_of(entry, anchor, stance, place, (head, heads[0]), &condition))
                .collect();
            if !points.is_empty() {
                let rule = match entry.kind {
                    Kind::Plan => "position-plan",
                    Kind::Noun => "position-noun",
                    _ => "position-word",
                };
                let rule = format!("{rule}/{}", entry.id);
                return Some(Claim { anchor, holders, points, condition, rule });
            }
        }
        None
    }

    fn point_of(
        &self,
        entry: &Entry,
        anchor: usize,
        stance: Stance,
        place: Place,
        (head, first): (usize, usize),
        condition: &Option<std::ops::Range<usize>>,
    ) -> Option<Point> {
        let view = self.view;
        if place == Place::Clause && !self.is_wanted(view.lemma(anchor), head) {
            return None;
        }
        let target = self.target(entry, anchor, head, first);
        let mut without: Vec<std::ops::Range<usize>> = condition.iter().cloned().collect();
        // The target is no part of what is wanted of it, and the stance word may stand below its own content.
        without.push(anchor..anchor + 1);
        if let Some(target) = target.filter(|&target| target != head && place != Place::Clause) {
            let reach = view.document.reach(target);
            if !reach.contains(&head) {
                without.push(reach);
            }
        }
        let region = self.region(head, &without);
        let point = self.point(stance, head, region.clone(), target);
        let beside = match place {
            Place::Object | Place::Demand if point.as_ref().is_none_or(|point| point.weak) => {
                self.beside(anchor, head, target)
            }
            _ => None,
        };
        let wider = beside.and_then(|beside| {
            let mut wider = region.clone();
            wider.extend(self.region(beside, &without));
            wider.sort_unstable();
            self.point(stance, beside, wider, target)
        });
        let mut point = match wider.filter(|wider| point.is_none() || !wider.weak).or(point) {
            Some(point) => point,
            None => return self.other(entry, anchor, stance, head, region, target),
        };
        // "lifted its veto on the loan": who gives up a no says yes.
        if place == Place::Demand && self.stances.has("turn", view.lemma(head)) {
            point.stance = Stance::Support;
        }
        self.reaffirm(entry, anchor, head, &mut point);
        self.blame(entry, anchor, head, &mut point);
        Some(point)
    }

    /// What stands behind the object and belongs to it, however a parser hangs it: "vetoed the bill on the language".
    fn beside(&self, anchor: usize, object: usize, target: Option<usize>) -> Option<usize> {
        let view = self.view;
        view.document.children(anchor).find(|&child| {
            child > object
                && Some(child) != target
                && view.deprel(child) == Deprel::Obl
                && !view.is_time(child)
                && ["on", "for", "of", "to", "about", "over", "between", "with"]
                    .iter()
                    .any(|word| view.case_is(child, word))
        })
    }

    /// "insists that it is ready" only reports; "insists that it be acknowledged" wants.
    fn is_wanted(&self, lemma: &str, head: usize) -> bool {
        if !self.stances.has("say-like", lemma) {
            return true;
        }
        let view = self.view;
        let obliged = view.marks(head).obligation;
        let mut parts = view.document.children(head);
        let subjunctive = view.document.token(head).xpos == "VB"
            && !parts.any(|child| view.deprel(child) == Deprel::Aux && view.lemma(child) != "be")
            || view.document.children(head).any(|child| {
                matches!(view.deprel(child), Deprel::Aux | Deprel::Cop) && view.document.form(child) == "be"
            }) && !view.document.children(head).any(|child| view.document.token(child).xpos == "MD");
        obliged || subjunctive
    }

    /// What fits no issue, where the entry keeps such things.
    fn other(
        &self,
        entry: &Entry,
        anchor: usize,
        stance: Stance,
        head: usize,
        region: Vec<usize>,
        target: Option<usize>,
    ) -> Option<Point> {
        let view = self.view;
        let document = view.document;
        // "had demanded tribute" tells a story.
        let is_story = document.children(anchor).any(|child| {
            view.deprel(child) == Deprel::Aux && document.form(child).eq_ignore_ascii_case("had")
        });
        let data = document.token(head);
        let thing = match data.upos {
            Upos::Noun => {
                // "rejected the demand" tells nothing of what.
                !(view.is_actor(head)
                    || self.stances.has("no-content", view.lemma(head))
                    || self.is_stance_noun(head)
                    || self.is_document(head))
            }
            Upos::Verb => true,
            _ => false,
        };
        let is_word = region.iter().any(|&token| self.stances.has("mention", view.lemma(token)));
        if !entry.other || !thing || is_word || is_story || view.is_time(head) {
            return None;
        }
        let start = region.first().copied().unwrap_or(head);
        let end = region.last().map_or(head, |&last| last) + 1;
        let mut phrase = start..end;
        let edge = |token: usize| {
            matches!(document.token(token).upos, Upos::Punct | Upos::Adp | Upos::Sconj | Upos::Part)
        };
        while phrase.start < head && edge(phrase.start) {
            phrase.start += 1;
        }
        while phrase.end > head + 1 && document.token(phrase.end - 1).upos == Upos::Punct {
            phrase.end -= 1;
        }
        (phrase.len() <= 24).then_some(Point { issue: None, weak: false, stance, phrase, region, target })
    }

    /// "stands by its call for an embargo": the noun tells the stance.
    fn reaffirm(&self, entry: &Entry, anchor: usize, head: usize, point: &mut Point) {
        let view = self.view;
        let own = view.owner_of(head).is_none() || view.owner_of(head) == Some(anchor);
        if entry.stance != Stance::Support || point.stance != Stance::Support || !own {
            return;
        }
        let is_noun = view.document.token(head).upos == Upos::Noun;
        let is_possessed = view.document.children(head).any(|child| {
            view.document.token(child).deprel == Deprel::NmodPoss
                && view.document.token(child).upos == Upos::Pron
        });
        if let Some(noun) = self.stances.of(view.lemma(head)).find(|noun| noun.kind == Kind::Noun)
            && is_noun
            && is_possessed
        {
            point.stance = noun.stance;
        }
    }

    /// Whoever blames another for not doing a thing, or for going on with it, wants the contrary of that other.
    fn blame(&self, entry: &Entry, anchor: usize, head: usize, point: &mut Point) {
        let view = self.view;
        if entry.stance != Stance::Oppose || !self.stances.has("blame", view.lemma(anchor)) {
            return;
        }
        let Some(owner) = view.owner_of(head) else { return };
        if point.stance == Stance::Support {
            point.stance = Stance::Demand;
            point.target = Some(owner);
        } else if point.stance == Stance::Oppose
            && view.document.children(head).any(|child| {
                matches!(view.lemma(child), "continued" | "continuing" | "continue" | "ongoing" | "renewed")
            })
            && let Some(ending) = point.issue.and_then(|issue| self.issues.ending(issue))
        {
            point.issue = Some(ending);
            point.stance = Stance::Demand;
            point.target = Some(owner);
        }
    }

    /// Who holds it. `None` where nobody who can hold anything is named.
    fn holders_of(&self, entry: &Entry, anchor: usize) -> Option<Vec<usize>> {
        let view = self.view;
        let heads = match entry.kind {
            Kind::Noun => vec![self.owner_or_carrier(anchor)?],
            Kind::Verb | Kind::Adjective | Kind::Plan => {
                let subject = self.subject_of(anchor)?;
                let head = if subject.passive && view.is_verb(anchor) {
                    view.agent_of(anchor)?
                } else {
                    subject.head
                };
                if self.is_document(head) {
                    // "the plan wants" says nothing of a person, "the plan demands" does of its author.
                    if entry.kind != Kind::Plan && entry.stance != Stance::Demand {
                        return None;
                    }
                    vec![self.author_of(head).unwrap_or(head)]
                } else if entry.kind == Kind::Plan {
                    return None;
                } else {
                    self.somebody(head)
                }
            }
            Kind::Judgement => return None,
        };
        let holders = self.holders(&heads);
        (!holders.is_empty()).then_some(holders)
    }

    /// The subject, also of a finite verb that a parser hung beside an infinitive: "urged both to stop and offered to help".
    pub(super) fn subject_of(&self, anchor: usize) -> Option<crate::event::argument::Subject> {
        let view = self.view;
        let document = view.document;
        let beside = document.head(anchor).filter(|&head| {
            view.deprel(anchor) == Deprel::Conj
                && self.is_finite(anchor)
                && self.is_marked(head, "to")
                && document.subject(anchor).is_none()
        });
        match beside.and_then(|infinitive| document.head(infinitive)) {
            Some(verb) => view.subject_of(verb),
            None => view.subject_of(anchor),
        }
    }

    /// Whether a clause is what a document says: "that foresees a truce".
    pub(super) fn is_of_plan(&self, verb: usize) -> bool {
        self.stances.of(self.view.lemma(verb)).any(|entry| entry.kind == Kind::Plan)
    }

    /// "Ruritania's refusal", "its refusal", "voiced opposition", "the demand by Sylvania".
    fn owner_or_carrier(&self, noun: usize) -> Option<usize> {
        let view = self.view;
        let document = view.document;
        if let Some(owner) = view.owner_of(noun) {
            return Some(owner);
        }
        let is_pronoun = |child: &usize| {
            document.token(*child).deprel == Deprel::NmodPoss && document.token(*child).upos == Upos::Pron
        };
        let verb = document.head(noun).filter(|&verb| {
            matches!(view.deprel(noun), Deprel::Obj | Deprel::Obl)
                && view.is_verb(verb)
                && self.stances.has("light", view.lemma(verb))
        });
        let carrier = verb.and_then(|verb| view.subject_of(verb)).filter(|subject| !subject.passive);
        match carrier {
            Some(subject) => view.actors_at(subject.head).first().copied(),
            None => document.children(noun).find(is_pronoun),
        }
    }

    pub(super) fn is_document(&self, head: usize) -> bool {
        self.stances.has("document", self.view.lemma(head))
            && self.view.document.token(head).upos == Upos::Noun
    }

    /// Whose plan it is: "Osterlich's proposal", "the plan put forward by Ruritania".
    fn author_of(&self, document: usize) -> Option<usize> {
        let view = self.view;
        view.owner_of(document).or_else(|| {
            view.document
                .children(document)
                .filter(|&child| view.deprel(child) == Deprel::Acl)
                .find_map(|child| view.agent_of(child))
                .filter(|&agent| view.is_actor(agent))
                .or_else(|| {
                    // "presented a draft that foresees a truce"
                    let verb = view.document.head(document).filter(|&verb| {
                        view.deprel(document) == Deprel::Obj && self.stances.has("author", view.lemma(verb))
                    })?;
                    let subject = view.subject_of(verb).filter(|subject| !subject.passive)?;
                    self.somebody(subject.head).first().copied()
                })
        })
    }
}
