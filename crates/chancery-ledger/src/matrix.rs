//! Who wants what on which issue: holders × issues, by stance and number of stories.

use crate::{Names, Shift, Who, Whose, shifts_of};
use chancery_record::{Course, OTHER, Stance};
use chancery_store::{Archive, Error, Filter, PositionBrief};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Holders × issues. The issue of most stories comes first, `other` (this and that) last; so do holders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// The columns.
    pub issues: Vec<String>,
    /// The rows.
    pub rows: Vec<MatrixRow>,
}

/// The positions of one holder.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixRow {
    /// Whose.
    pub holder: Who,
    /// What the holder is called.
    pub name: String,
    /// In how many stories it takes a position on any of the issues.
    pub stories: usize,
    /// One for each issue of the matrix; `None` where nothing is known.
    pub cells: Vec<Option<MatrixCell>>,
}

/// The positions of one holder on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixCell {
    /// In how many stories the holder takes any stance on the issue.
    pub stories: usize,
    /// The stances, those of most stories first.
    pub stances: Vec<StanceCount>,
    /// The latest stance; `None` where several are told of the last day.
    pub latest: Option<Stance>,
    /// Whether the holder has moved on the issue, as `shifts` tells it.
    pub moved: bool,
}

/// One stance of one holder on one issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StanceCount {
    /// The stance.
    pub stance: Stance,
    /// In how many stories.
    pub stories: usize,
    /// The positions, the earliest first.
    pub ids: Vec<String>,
}

/// The matrix of the positions that a filter wants.
///
/// # Errors
/// The archive cannot be read.
pub fn matrix(archive: &Archive, filter: &Filter, whose: Whose) -> Result<Matrix, Error> {
    let positions = archive.position_briefs(filter, usize::MAX)?;
    let steps = shifts_of(&positions, whose, Names::default());
    Ok(matrix_of(&positions, whose, Names::of_archive(archive)?, &steps))
}

/// The matrix of these positions, given the earliest first, and of their [steps](shifts_of). Positions of nobody who could
/// be met again are left out.
pub fn matrix_of(
    positions: &[PositionBrief],
    whose: Whose,
    mut names: Names,
    steps: &[Shift<PositionBrief>],
) -> Matrix {
    let mut held: BTreeMap<Who, BTreeMap<&str, Vec<&PositionBrief>>> = BTreeMap::new();
    for position in positions {
        names.meet(&position.holder, whose);
        if let Some(who) = Who::of(&position.holder, whose) {
            held.entry(who).or_default().entry(position.issue.as_str()).or_default().push(position);
        }
    }
    let stories = |positions: &[&PositionBrief]| -> BTreeSet<i64> {
        positions.iter().map(|position| position.story).collect()
    };
    let mut of_issue: BTreeMap<&str, usize> = BTreeMap::new();
    for (issue, positions) in held.values().flatten() {
        *of_issue.entry(issue).or_default() += stories(positions).len();
    }
    let mut issues: Vec<(&str, usize)> = of_issue.into_iter().collect();
    issues.sort_by_key(|(issue, n)| (*issue == OTHER, Reverse(*n), *issue));
    let columns: BTreeMap<&str, usize> =
        issues.iter().enumerate().map(|(column, (issue, _))| (*issue, column)).collect();
    let moved: BTreeSet<(&Who, &str)> = steps
        .iter()
        .filter(|step| step.course != Course::Same)
        .map(|step| (&step.holder, step.issue.as_str()))
        .collect();
    let mut rows: Vec<MatrixRow> = Vec::new();
    for (who, by_issue) in &held {
        let mut cells: Vec<Option<MatrixCell>> = issues.iter().map(|_| None).collect();
        for (issue, positions) in by_issue {
            cells[columns[issue]] = Some(cell(positions, moved.contains(&(who, *issue))));
        }
        let all: BTreeSet<i64> = by_issue.values().flatten().map(|position| position.story).collect();
        rows.push(MatrixRow { holder: who.clone(), name: names.of(who), stories: all.len(), cells });
    }
    rows.sort_by(|a, b| {
        b.stories.cmp(&a.stories).then_with(|| a.name.cmp(&b.name)).then_with(|| a.holder.cmp(&b.holder))
    });
    Matrix { issues: issues.into_iter().map(|(issue, _)| issue.to_owned()).collect(), rows }
}

fn cell(positions: &[&PositionBrief], moved: bool) -> MatrixCell {
    let mut by_stance: BTreeMap<Stance, (BTreeSet<i64>, Vec<String>)> = BTreeMap::new();
    for position in positions {
        let (stories, ids) = by_stance.entry(position.stance).or_default();
        stories.insert(position.story);
        ids.push(position.id.clone());
    }
    let all: BTreeSet<i64> = by_stance.values().flat_map(|(stories, _)| stories.iter().copied()).collect();
    let last = positions.iter().filter_map(|position| position.days).max();
    let mut latest: Vec<Stance> = positions
        .iter()
        .filter(|position| last.is_some() && position.days == last)
        .map(|position| position.stance)
        .collect();
    latest.dedup();
    let mut stances: Vec<StanceCount> = by_stance
        .iter()
        .map(|(stance, (stories, ids))| StanceCount {
            stance: *stance,
            stories: stories.len(),
            ids: ids.clone(),
        })
        .collect();
    stances.sort_by_key(|one| (Reverse(one.stories), one.stance));
    MatrixCell {
        stories: all.len(),
        stances,
        latest: match latest[..] {
            [one] => Some(one),
            _ => None,
        },
        moved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{position, position_briefs};

    #[test]
    fn the_most_frequent_come_first_and_empty_cells_stay_empty() {
        let held = [
            position("Freedonia government FRD GOV", "other", Stance::Reject, "2031-01-01", "y-1"),
            position("Freedonia government FRD GOV", "talks", Stance::Reject, "2031-01-24", "y-1"),
            position("Jane Doe person FRD GOV", "talks", Stance::Reject, "2031-01-24", "y-1"),
            position("Jane Doe person FRD GOV", "talks", Stance::Offer, "2031-02-24", "y-2"),
            position("Sylvania government SYL GOV", "ceasefire", Stance::Support, "2031-02-24", "y-2"),
        ];
        let held = position_briefs(&held);
        let steps = shifts_of(&held, Whose::Side, Names::default());
        let matrix = matrix_of(&held, Whose::Side, Names::default(), &steps);
        assert_eq!(matrix.issues, ["talks", "ceasefire", "other"]);
        let names: Vec<&str> = matrix.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Freedonia", "Sylvania"]);
        let talks = matrix.rows[0].cells[0].as_ref().unwrap();
        assert_eq!((talks.stories, talks.moved, talks.latest), (2, true, Some(Stance::Offer)));
        let stances: Vec<(Stance, usize, usize)> =
            talks.stances.iter().map(|one| (one.stance, one.stories, one.ids.len())).collect();
        assert_eq!(stances, [(Stance::Offer, 1, 1), (Stance::Reject, 1, 2)]);
        assert!(matrix.rows[1].cells[0].is_none() && matrix.rows[0].cells[1].is_none());
    }
}
