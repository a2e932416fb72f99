//! Who wants what, by token numbers: a holder, an issue, a stance.
//!
//! A lexicon of stance words ([`lexicon`]) tells stance and where holder, content and target stand in the tree
//! ([`claim`], [`content`]); the issue codebook tells what the content is about ([`issue`]); negation, hypotheticals and
//! history are settled in [`standing`], conditions in [`condition`]. What a speaker says of a thing, of another's duty and
//! of his own deeds to come are positions too ([`opinion`], [`will`]). Nobody is resolved here.

mod claim;
mod condition;
mod content;
mod issue;
mod lexicon;
mod opinion;
mod standing;
mod will;

pub use issue::Issues;

use crate::event::EventMention;
use crate::event::view::View;
use crate::statement::StatementMention;
use chancery_record::{OTHER, Stance};
use chancery_syntax::Upos;
use lexicon::Stances;
use std::ops::Range;

/// A position as it stands in the text: heads of noun phrases, not yet anybody.
#[derive(Clone, Debug)]
pub struct PositionMention {
    /// Head token of whose it is.
    pub holder: usize,
    /// Id of an issue of the codebook, or `other`.
    pub issue: String,
    /// The tokens that name the issue.
    pub phrase: Range<usize>,
    /// The stance.
    pub stance: Stance,
    /// Head token of whom it is wanted of.
    pub target: Option<usize>,
    /// The tokens of what it depends on.
    pub condition: Option<Range<usize>>,
    /// The tokens that it rests on.
    pub evidence: Range<usize>,
    /// The statement (its number in the list) that tells it.
    pub statement: Option<usize>,
    /// The event (its number in the list) of the same word.
    pub event: Option<usize>,
    /// The time expression of its clause (its number in [`crate::Mentions::times`]).
    pub time: Option<usize>,
    /// Rule id of `rules/position.toml`, a slash, and the lexicon entry: `position-word/demand.urge`.
    pub rule: String,
}

/// A stance before it is a mention: what one word and its surroundings tell.
#[derive(Clone, Debug)]
struct Claim {
    /// The word that takes the stance.
    anchor: usize,
    holders: Vec<usize>,
    points: Vec<Point>,
    condition: Option<Range<usize>>,
    rule: String,
}

/// One thing that is wanted or refused.
#[derive(Clone, Debug)]
struct Point {
    /// Number of the issue; `None` where none fits.
    issue: Option<usize>,
    /// Whether only a weak phrase names it.
    weak: bool,
    stance: Stance,
    /// The tokens that name the issue.
    phrase: Range<usize>,
    /// The tokens of the content.
    region: Vec<usize>,
    target: Option<usize>,
}

/// What every step asks.
struct Finder<'a> {
    view: &'a View<'a>,
    stances: &'static Stances,
    issues: &'a Issues,
    statements: &'a [StatementMention],
}

/// All positions in order of their words.
pub(crate) fn positions(
    view: &View<'_>,
    statements: &[StatementMention],
    events: &[EventMention],
    issues: &Issues,
) -> Vec<PositionMention> {
    let finder = Finder { view, stances: Stances::embedded(), issues, statements };
    let n_tokens = view.document.tokens().len();
    let mut within = vec![false; n_tokens];
    let mut found: Vec<PositionMention> = Vec::new();
    for token in 0..n_tokens {
        if within[token] || view.document.token(token).upos == Upos::Punct {
            continue;
        }
        let claim =
            finder.claim_at(token).or_else(|| finder.opinion_at(token)).or_else(|| finder.will_at(token));
        let Some(claim) = claim else { continue };
        for inner in finder.subsumed(&claim) {
            within[inner] = true;
        }
        for mention in finder.mentions(&claim, events) {
            let is_again = found.iter().rev().take(8).any(|other| {
                other.holder == mention.holder
                    && other.issue == mention.issue
                    && other.evidence.start < mention.evidence.end
                    && mention.evidence.start < other.evidence.end
            });
            if !is_again {
                found.push(mention);
            }
        }
    }
    // Who calls the sanctions illegal and wants them lifted wants them lifted.
    let ended: Vec<(usize, String)> = found
        .iter()
        .filter(|position| position.stance == Stance::Demand)
        .map(|position| (position.holder, position.issue.clone()))
        .collect();
    found.retain(|position| {
        let ending = issues.ending_of(&position.issue);
        !(position.stance == Stance::Oppose
            && ended
                .iter()
                .any(|(holder, issue)| *holder == position.holder && Some(issue.as_str()) == ending))
    });
    found
}

impl Finder<'_> {
    /// The words of the content that only say again what the claim says: "ready to accept", "called for Sylvania to agree".
    fn subsumed(&self, claim: &Claim) -> Vec<usize> {
        let document = self.view.document;
        let mut inner = Vec::new();
        for point in &claim.points {
            for &token in &point.region {
                let owned = document.token(token).upos == Upos::Noun && self.view.owner_of(token).is_some();
                if token != claim.anchor && !owned {
                    inner.push(token);
                }
            }
        }
        inner
    }

    /// The innermost statement whose content a token stands in.
    fn said_in(&self, token: usize) -> Option<usize> {
        let length = |statement: &StatementMention| -> u32 {
            statement.content.iter().map(|content| content.end - content.start).sum()
        };
        let holding =
            self.statements.iter().enumerate().filter(|(_, statement)| self.holds(statement, token));
        holding.min_by_key(|(number, statement)| (length(statement), *number)).map(|(number, _)| number)
    }

    fn holds(&self, statement: &StatementMention, token: usize) -> bool {
        let span = self.view.document.token(token).span;
        statement.content.iter().any(|content| content.start <= span.start && span.end <= content.end)
    }

    /// The statement that a stance word is the cue of, else the one that it stands in.
    fn told_in(&self, token: usize) -> Option<usize> {
        let is_cue = |statement: &StatementMention| {
            statement.cue.as_ref().is_some_and(|cue| cue.tokens.contains(&token))
        };
        self.statements.iter().position(is_cue).or_else(|| self.said_in(token))
    }

    /// "I" and "we" within somebody's words are the speaker's; a speaker who is not named stays unresolved.
    fn holders(&self, heads: &[usize]) -> Vec<usize> {
        let mut holders = Vec::new();
        for &head in heads {
            if matches!(self.view.lemma(head), "i" | "we" | "my" | "our" | "us") {
                let said = self.said_in(head).map(|number| &self.statements[number]);
                holders.extend(said.into_iter().flat_map(|statement| statement.speakers.iter().copied()));
            } else {
                holders.push(head);
            }
        }
        holders.dedup();
        holders
    }

    /// The actors at a subject, without "everyone" and the like.
    fn somebody(&self, head: usize) -> Vec<usize> {
        let mut actors = self.view.actors_at(head);
        actors.retain(|&actor| !self.stances.has("nobody", self.view.lemma(actor)));
        actors
    }

    fn mentions(&self, claim: &Claim, events: &[EventMention]) -> Vec<PositionMention> {
        let view = self.view;
        let document = view.document;
        let mut mentions = Vec::new();
        let sentence = document.sentence_of(claim.anchor).tokens.clone();
        let statement = self.told_in(claim.anchor);
        let event = events.iter().position(|event| event.predicate == claim.anchor);
        let time = crate::mention::time::time_and_level(document, &view.mentions.times, claim.anchor)
            .map(|(time, _)| time);
        for point in &claim.points {
            for &holder in &claim.holders {
                let mut tokens = vec![claim.anchor];
                tokens.extend(point.region.iter().copied());
                tokens.extend(point.target);
                // Whose words they are stands beside them and is no part of them.
                let is_speaker = self
                    .said_in(claim.anchor)
                    .is_some_and(|number| !self.holds(&self.statements[number], holder));
                if sentence.contains(&holder) && !is_speaker {
                    tokens.extend(crate::argument::phrase(document, holder));
                } else if let Some(subject) = self.subject_of(claim.anchor).filter(|_| is_speaker) {
                    tokens.push(subject.head);
                }
                tokens.extend(claim.condition.clone().into_iter().flatten());
                tokens.retain(|token| sentence.contains(token));
                let start = tokens.iter().copied().min().unwrap_or(claim.anchor);
                let mut end = tokens.iter().copied().max().unwrap_or(claim.anchor) + 1;
                while end > start + 1 && document.token(end - 1).upos == Upos::Punct {
                    end -= 1;
                }
                mentions.push(PositionMention {
                    holder,
                    issue: point.issue.map_or(OTHER, |issue| self.issues.id(issue)).to_string(),
                    phrase: point.phrase.clone(),
                    stance: point.stance,
                    target: point.target.filter(|&target| target != holder),
                    condition: claim.condition.clone(),
                    evidence: start..end,
                    statement,
                    event,
                    time,
                    rule: claim.rule.clone(),
                });
            }
        }
        mentions
    }
}
