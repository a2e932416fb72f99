//! What somebody says that it will not do, or will: "will never recognise the republic", "said it would open its ports".

use super::condition::under_condition;
use super::content::is_first_person;
use super::{Claim, Finder};
use chancery_record::{Act, Stance};

impl Finder<'_> {
    /// The refusal or the offer that a clause about one's own deed to come makes.
    pub(super) fn will_at(&self, verb: usize) -> Option<Claim> {
        let view = self.view;
        if !view.is_verb(verb) {
            return None;
        }
        let marks = view.marks(verb);
        let to_come = (marks.future || marks.would) && !marks.conditional && !marks.possible;
        if !to_come {
            return None;
        }
        let subject = view.subject_of(verb).filter(|subject| !subject.passive)?;
        let holders = self.holders(&self.somebody(subject.head));
        if holders.is_empty() {
            return None;
        }
        let said = self.said_in(verb).map(|number| &self.statements[number]);
        if said.is_some_and(|statement| matches!(statement.act, Act::Deny | Act::Ask)) {
            return None;
        }
        let stance = if marks.negated {
            Stance::Reject
        } else {
            // What another will do is news, or a guess; what the speaker will do is its offer.
            let statement = said?;
            let is_own = is_first_person(view, subject.head)
                || matches!(view.lemma(subject.head), "it" | "they")
                || statement.speakers.iter().any(|&speaker| {
                    view.lemma(speaker) == view.lemma(subject.head)
                        || view
                            .owner_of(speaker)
                            .is_some_and(|owner| view.lemma(owner) == view.lemma(subject.head))
                });
            if !is_own {
                return None;
            }
            Stance::Offer
        };
        let condition = self.condition(verb, marks.negated);
        let without: Vec<_> = condition.iter().cloned().collect();
        let mut region = self.region(verb, &without);
        let subject_reach = view.document.reach(subject.head);
        region.retain(|at| !subject_reach.contains(at) || *at == verb);
        let matter = self.issues.of(view, &region, verb)?;
        if matter.weak {
            return None;
        }
        // The negation is told by the stance already.
        let turns = self.turns(&matter, verb).saturating_sub(usize::from(self.is_negated_word(verb)))
            + usize::from(matter.contrary);
        let mut issue = matter.issue;
        let mut stance = stance;
        if turns % 2 == 1 {
            match self.issues.ending(issue) {
                Some(ending) => issue = ending,
                None => stance = super::content::turned(stance),
            }
        }
        if condition.is_some() {
            stance = under_condition(stance);
        }
        let phrase = super::content::phrase(&matter);
        let point = super::Point { issue: Some(issue), weak: false, stance, phrase, region, target: None };
        let rule = if marks.negated { "position-will-not" } else { "position-will" };
        Some(Claim { anchor: verb, holders, points: vec![point], condition, rule: rule.to_string() })
    }
}
