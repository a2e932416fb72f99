//! Who has moved: the steps of every holder on every issue, with the positions on both sides of each.

use crate::{Names, Who, Whose};
use chancery_record::{Course, DatedStance, Days, Stance, steps};
use chancery_store::{Archive, Error, Filter, PositionBrief, PositionRow};
use std::collections::BTreeMap;

/// A step of one holder on one issue: it moved, or took the same stance again.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift<P = PositionRow> {
    /// Whose.
    pub holder: Who,
    /// What the holder is called.
    pub name: String,
    /// On what.
    pub issue: String,
    /// What became of the stance.
    pub course: Course,
    /// The days of the position before.
    pub before_days: Days,
    /// The days of the position after.
    pub after_days: Days,
    /// The position before: of a shift the last one before it, of a sameness the first.
    pub before: P,
    /// The position after: of a shift the first one after it, of a sameness the last.
    pub after: P,
}

/// The steps among the positions that a filter wants, by holder, issue and day.
///
/// # Errors
/// The archive cannot be read.
pub fn shifts(archive: &Archive, filter: &Filter, whose: Whose) -> Result<Vec<Shift>, Error> {
    let positions = archive.position_briefs(filter, usize::MAX)?;
    whole_shifts(archive, shifts_of(&positions, whose, Names::of_archive(archive)?))
}

/// The same steps with their positions whole.
///
/// # Errors
/// The archive cannot be read.
pub fn whole_shifts(archive: &Archive, shifts: Vec<Shift<PositionBrief>>) -> Result<Vec<Shift>, Error> {
    let whole = |shift: Shift<PositionBrief>| {
        Ok(Shift {
            before: archive.whole_position(&shift.before)?,
            after: archive.whole_position(&shift.after)?,
            holder: shift.holder,
            name: shift.name,
            issue: shift.issue,
            course: shift.course,
            before_days: shift.before_days,
            after_days: shift.after_days,
        })
    };
    shifts.into_iter().map(whole).collect()
}

/// The steps among these positions, by holder, issue and day.
///
/// A position of no known day is taken on its article's. Of one story only the first telling of a stance counts: a copy
/// that is published days later takes no stance again. Positions of nobody who could be met again, or of no day at all,
/// make no steps. `names` may know what countries are called.
pub fn shifts_of(positions: &[PositionBrief], whose: Whose, mut names: Names) -> Vec<Shift<PositionBrief>> {
    let mut firsts: BTreeMap<(Who, &str, Stance, i64), (Days, usize)> = BTreeMap::new();
    for (at, position) in positions.iter().enumerate() {
        names.meet(&position.holder, whose);
        let Some((who, days)) = Who::of(&position.holder, whose).zip(position.days) else { continue };
        let told = (who, position.issue.as_str(), position.stance, position.story);
        let first = firsts.entry(told).or_insert((days, at));
        if days < first.0 {
            *first = (days, at);
        }
    }
    // The names of holders sort as their kinds and keys do.
    let holders: BTreeMap<String, Who> =
        firsts.keys().map(|(who, ..)| (format!("{who:?}"), who.clone())).collect();
    let dated = firsts.into_iter().map(|((who, issue, stance, _), (days, at))| DatedStance {
        holder: format!("{who:?}"),
        issue: issue.to_owned(),
        stance,
        days,
        key: at,
    });
    let steps = steps(dated);
    let shift = |step: chancery_record::Step<usize>| {
        let holder = holders.get(&step.holder)?.clone();
        Some(Shift {
            name: names.of(&holder),
            holder,
            issue: step.issue,
            course: step.course,
            before_days: step.before.1,
            after_days: step.after.1,
            before: positions[step.before.2].clone(),
            after: positions[step.after.2].clone(),
        })
    };
    steps.into_iter().filter_map(shift).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{position, position_briefs};

    #[test]
    fn a_country_moves_whoever_speaks_for_it() {
        let held = [
            position("Jane Doe person FRD GOV", "talks", Stance::Reject, "2031-01-24", "y-1"),
            position("Freedonia government FRD GOV", "talks", Stance::Offer, "2031-02-24", "y-2"),
        ];
        let shifts = shifts_of(&position_briefs(&held), Whose::Side, Names::default());
        assert_eq!(shifts.len(), 1);
        assert_eq!((shifts[0].name.as_str(), shifts[0].course), ("Freedonia", Course::Turned));
        assert_eq!((&shifts[0].before.id, &shifts[0].after.id), (&held[0].id, &held[1].id));
        assert!(shifts_of(&position_briefs(&held), Whose::Person, Names::default()).is_empty());
    }

    #[test]
    fn a_late_copy_takes_no_stance_again() {
        let held = [
            position("Freedonia government FRD GOV", "talks", Stance::Reject, "2031-01-24", "y-1"),
            position("Freedonia government FRD GOV", "talks", Stance::Offer, "2031-01-26", "y-2"),
            position("Freedonia government FRD GOV", "talks", Stance::Reject, "2031-01-28", "y-1"),
        ];
        let courses: Vec<Course> = shifts_of(&position_briefs(&held), Whose::Side, Names::default())
            .iter()
            .map(|shift| shift.course)
            .collect();
        assert_eq!(courses, [Course::Turned]);
    }
}
