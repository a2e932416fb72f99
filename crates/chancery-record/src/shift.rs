//! Whether a party has moved: dated positions of one holder on one issue, one after the other.
//!
//! A pure function over what the caller knows of each position; whose positions are the same holder's across articles
//! (by the world's id, by name) is the caller's business, and so is where they are kept.

use crate::{Days, OTHER, Stance};
use std::collections::BTreeMap;

/// A position as far as a shift is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedStance<K> {
    /// Whose it is, in any form that is the same for the same holder.
    pub holder: String,
    /// The issue.
    pub issue: String,
    /// The stance.
    pub stance: Stance,
    /// The days on which it was taken.
    pub days: Days,
    /// What leads back to the position and its citation.
    pub key: K,
}

/// A step of one holder on one issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<K> {
    /// Whose.
    pub holder: String,
    /// On what.
    pub issue: String,
    /// What became of the stance.
    pub course: Course,
    /// The stance before, and what cites it: of a shift the last one before it, of a sameness the first.
    pub before: (Stance, Days, K),
    /// The stance after, and what cites it.
    pub after: (Stance, Days, K),
}

/// What became of a stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// From for to against, from against to open …: the side has changed.
    Turned,
    /// Another stance on the same side: from offering to demanding, from opposing to rejecting.
    Moved,
    /// The same stance as before, since the first time.
    Same,
}

impl Stance {
    /// Whether it is for the thing (1), against it (-1), or neither (0).
    pub fn side(self) -> i8 {
        match self {
            Stance::Support | Stance::Demand | Stance::Offer => 1,
            Stance::Oppose | Stance::Reject => -1,
            Stance::Conditional | Stance::Undecided => 0,
        }
    }
}

/// The steps of every holder on every issue: a shift where a stance differs from the one before it, and a sameness from
/// the first to the last of a run of at least two on different days. In order of holder, issue and day.
///
/// Two stances whose days overlap are in no order, so nothing is told of them. Positions on `other` are about this and
/// that, and make no steps.
///
/// ```
/// use chancery_record::{Course, DatedStance, Days, Stance, steps};
/// let on = |day: &str, stance, key| DatedStance {
///     holder: "Sylvania".into(),
///     issue: "ceasefire".into(),
///     stance,
///     days: Days::day(day.parse().unwrap()),
///     key,
/// };
/// let steps = steps([on("2031-03-01", Stance::Reject, 1), on("2031-03-09", Stance::Conditional, 2)]);
/// assert_eq!((steps[0].course, steps[0].before.2, steps[0].after.2), (Course::Turned, 1, 2));
/// ```
pub fn steps<K: Clone>(positions: impl IntoIterator<Item = DatedStance<K>>) -> Vec<Step<K>> {
    let mut by_matter: BTreeMap<(String, String), Vec<DatedStance<K>>> = BTreeMap::new();
    for position in positions.into_iter().filter(|position| position.issue != OTHER) {
        let matter = (position.holder.clone(), position.issue.clone());
        by_matter.entry(matter).or_default().push(position);
    }
    let mut steps = Vec::new();
    for ((holder, issue), mut held) in by_matter {
        held.sort_by_key(|position| (position.days.from, position.days.to));
        let told = |position: &DatedStance<K>| (position.stance, position.days, position.key.clone());
        let step = |course, before: &DatedStance<K>, after: &DatedStance<K>| Step {
            holder: holder.clone(),
            issue: issue.clone(),
            course,
            before: told(before),
            after: told(after),
        };
        let mut first = 0;
        for at in 1..=held.len() {
            let (before, after) = (&held[at - 1], held.get(at));
            if after.is_some_and(|after| after.stance == before.stance) {
                continue;
            }
            // The run of one stance ends here.
            if held[first].days.to < before.days.from {
                steps.push(step(Course::Same, &held[first], before));
            }
            if let Some(after) = after.filter(|after| before.days.to < after.days.from) {
                let turned = before.stance.side() != after.stance.side();
                steps.push(step(if turned { Course::Turned } else { Course::Moved }, before, after));
            }
            first = at;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn on(holder: &str, issue: &str, day: i8, stance: Stance, key: u8) -> DatedStance<u8> {
        let days = Days::day(date(2031, 3, day));
        DatedStance { holder: holder.into(), issue: issue.into(), stance, days, key }
    }

    fn told(positions: Vec<DatedStance<u8>>) -> Vec<(Course, u8, u8)> {
        steps(positions).into_iter().map(|step| (step.course, step.before.2, step.after.2)).collect()
    }

    #[test]
    fn a_shift_cites_the_last_before_and_the_first_after() {
        let held = vec![
            on("a", "talks", 5, Stance::Support, 3),
            on("a", "talks", 1, Stance::Reject, 1),
            on("a", "talks", 2, Stance::Reject, 2),
            on("a", "talks", 9, Stance::Support, 4),
        ];
        assert_eq!(told(held), [(Course::Same, 1, 2), (Course::Turned, 2, 3), (Course::Same, 3, 4)]);
    }

    #[test]
    fn another_stance_on_the_same_side_is_a_smaller_step() {
        let held = vec![on("a", "talks", 1, Stance::Oppose, 1), on("a", "talks", 2, Stance::Reject, 2)];
        assert_eq!(told(held), [(Course::Moved, 1, 2)]);
    }

    #[test]
    fn holders_and_issues_are_kept_apart_and_other_is_left_out() {
        let held = vec![
            on("a", "talks", 1, Stance::Oppose, 1),
            on("b", "talks", 2, Stance::Support, 2),
            on("a", "borders", 3, Stance::Support, 3),
            on("a", OTHER, 4, Stance::Support, 4),
            on("a", OTHER, 5, Stance::Reject, 5),
        ];
        assert_eq!(told(held), []);
    }

    #[test]
    fn stances_of_the_same_day_are_in_no_order() {
        let held = vec![on("a", "talks", 1, Stance::Oppose, 1), on("a", "talks", 1, Stance::Support, 2)];
        assert_eq!(told(held), []);
        assert_eq!(told(vec![]), []);
    }
}
