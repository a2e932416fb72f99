//! Who wants what on which issue: holders × issues, by stance and number of stories.

use crate::{Names, Who, Whose, shifts_of};
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
    Ok(matrix_of(&archive.position_briefs(filter, usize::MAX)?, whose, Names::of_archive(archive)?))
}

/// The matrix of these positions, given the earliest first. Those of nobody who could be met again are left out.
pub fn matrix_of(positions: &[PositionBrief], whose: Whose, mut names: Names) -> Matrix {
    let mut held: BTreeMap<(Who, &str), Vec<&PositionBrief>> = BTreeMap::new();
    for position in positions {
        names.meet(&position.holder, whose);
        if let Some(who) = Who::of(&position.holder, whose) {
            held.entry((who, position.issue.as_str())).or_default().push(position);
        }
    }
    let mut of_issue: BTreeMap<&str, BTreeSet<(&Who, i64)>> = BTreeMap::new();
    let mut of_holder: BTreeMap<&Who, BTreeSet<i64>> = BTreeMap::new();
    for ((who, issue), positions) in &held {
        for position in positions {
            of_issue.entry(issue).or_default().insert((who, position.story));
            of_holder.entry(who).or_default().insert(position.story);
        }
    }
    let moved: BTreeSet<(Who, String)> = shifts_of(positions, whose, Names::default())
        .into_iter()
        .filter(|shift| shift.course != Course::Same)
        .map(|shift| (shift.holder, shift.issue))
        .collect();
    let mut issues: Vec<(&str, usize)> =
        of_issue.iter().map(|(issue, stories)| (*issue, stories.len())).collect();
    issues.sort_by_key(|(issue, n)| (*issue == OTHER, Reverse(*n), *issue));
    let mut rows: Vec<MatrixRow> = of_holder
        .iter()
        .map(|(who, stories)| MatrixRow {
            holder: (*who).clone(),
            name: names.of(who),
            stories: stories.len(),
            cells: issues
                .iter()
                .map(|(issue, _)| {
                    let moved = moved.contains(&((*who).clone(), (*issue).to_owned()));
                    held.get(&((*who).clone(), *issue)).map(|positions| cell(positions, moved))
                })
                .collect(),
        })
        .collect();
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
        let matrix = matrix_of(&position_briefs(&held), Whose::Side, Names::default());
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
