//! What somebody said, did and had done to it, by stretches of time.

use crate::series::periods;
use chancery_record::{Cell, Days, EventType, Quad, Status};
use chancery_store::{Archive, Count, Error, Filter, Flat, Period};
use jiff::ToSpan;
use jiff::civil::Date;

/// Where nobody asked for a stretch: up to so many weeks, then up to so many months, then years.
const MOST_WEEKS: i32 = 30;
const MOST_MONTHS: i32 = 48;
/// One record in so many may be of days before the first stretch: a word about a war of long ago makes no empty century.
const STRAY: usize = 40;

/// What somebody said, did and had done to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// What is counted by.
    pub by: Period,
    /// Every stretch from the first in which there is something to the last, those of nothing between them, too.
    pub stretches: Vec<Stretch>,
    /// How many records are of days before the first stretch.
    pub earlier: usize,
}

/// A stretch of time, and how many records fall into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Its days.
    pub days: Days,
    /// Statements.
    pub said: usize,
    /// Events as actor, in the order of [`Quad::ALL`].
    pub did: [Tally; 4],
    /// Events as recipient.
    pub had: [Tally; 4],
}

/// How many events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// That articles tell as their own.
    pub told: usize,
    /// That are only known from what somebody said.
    pub claimed: usize,
}

/// How many events there are of all quads, told or claimed.
pub fn events_in(series: &[Tally; 4]) -> usize {
    series.iter().map(|tally| tally.told + tally.claimed).sum()
}

/// The activity of somebody: statements, and events that took place; copies count, too. With `by` absent the stretch is
/// one that fits the days; of stretches there are at most so many, the latest.
///
/// # Errors
/// The archive cannot be read.
pub fn activity(archive: &Archive, who: &str, by: Option<Period>, most: usize) -> Result<Activity, Error> {
    let until = archive.latest_day()?;
    let named = vec![who.to_owned()];
    let statuses = vec![Status::Occurred, Status::Ongoing];
    let said = Filter { actors: named.clone(), until, ..Filter::default() };
    let did = Filter { statuses: statuses.clone(), ..said.clone() };
    let had = Filter { recipients: named, statuses, until, ..Filter::default() };
    let said = archive.count_statements(&said, Period::Day)?;
    let (did, had) =
        (archive.count_events_told(&did, Period::Day)?, archive.count_events_told(&had, Period::Day)?);
    Ok(activity_of(&said, &did, &had, by, most))
}

/// The activity that these counts by days tell: of events those told, and those claimed.
fn activity_of(
    said: &[Count],
    did: &[Vec<Count>; 2],
    had: &[Vec<Count>; 2],
    by: Option<Period>,
    most: usize,
) -> Activity {
    let events = || did.iter().chain(had).flatten();
    let all = || said.iter().chain(events()).filter_map(|count| Some((count.from?, count.n)));
    let mut days: Vec<(Date, usize)> = all().collect();
    days.sort_unstable();
    let total: usize = days.iter().map(|(_, n)| n).sum();
    let mut passed = 0;
    let first = days.iter().find(|(_, n)| {
        passed += n;
        passed * STRAY > total
    });
    let (Some(&(first, _)), Some(&(last, _))) = (first, days.last()) else {
        return Activity { by: by.unwrap_or(Period::Week), stretches: Vec::new(), earlier: 0 };
    };
    let by = by.unwrap_or_else(|| fitting(first, last));
    let mut stretches: Vec<Stretch> = periods(first, last, by)
        .into_iter()
        .map(|days| Stretch { days, said: 0, did: <_>::default(), had: <_>::default() })
        .collect();
    stretches.drain(..stretches.len().saturating_sub(most));
    let mut add = |count: &Count, to: &dyn Fn(&mut Stretch) -> &mut usize| {
        let Some(day) = count.from else { return };
        let at = stretches.partition_point(|stretch| stretch.days.to < day);
        if let Some(stretch) = stretches.get_mut(at).filter(|stretch| stretch.days.from <= day) {
            *to(stretch) += count.n;
        }
    };
    for count in said {
        add(count, &|stretch| &mut stretch.said);
    }
    for (series, is_done) in [(did, true), (had, false)] {
        for (counts, is_claimed) in series.iter().zip([false, true]) {
            for count in counts {
                let Some(quad) = quad_of(count.class) else { continue };
                add(count, &|stretch| {
                    let tally = if is_done { &mut stretch.did[quad] } else { &mut stretch.had[quad] };
                    if is_claimed { &mut tally.claimed } else { &mut tally.told }
                });
            }
        }
    }
    let start = stretches.first().map(|stretch| stretch.days.from);
    let earlier = all().filter(|(day, _)| start.is_some_and(|start| *day < start)).map(|(_, n)| n).sum();
    Activity { by, stretches, earlier }
}

/// The place in [`Quad::ALL`] of a type of event.
fn quad_of(class: &str) -> Option<usize> {
    let quad = EventType::ALL.iter().find(|one| one.label() == class)?.quad();
    Quad::ALL.iter().position(|one| *one == quad)
}

fn fitting(first: Date, last: Date) -> Period {
    let is_within = |end: Result<Date, jiff::Error>| end.is_ok_and(|end| last < end);
    match () {
        () if is_within(first.checked_add(MOST_WEEKS.weeks())) => Period::Week,
        () if is_within(first.checked_add(MOST_MONTHS.months())) => Period::Month,
        () => Period::Year,
    }
}

impl Flat for Stretch {
    fn names() -> Vec<&'static str> {
        let mut names = vec!["first_day", "last_day", "said"];
        names.extend([
            "did_words_for",
            "did_deeds_for",
            "did_words_against",
            "did_deeds_against",
            "did_claimed",
        ]);
        names.extend([
            "had_words_for",
            "had_deeds_for",
            "had_words_against",
            "had_deeds_against",
            "had_claimed",
        ]);
        names
    }

    fn values(&self) -> Vec<Cell> {
        let [first, last] = Cell::days(Some(self.days));
        let mut values = vec![first, last, Cell::count(self.said)];
        for series in [&self.did, &self.had] {
            values.extend(series.iter().map(|tally| Cell::count(tally.told)));
            values.push(Cell::count(series.iter().map(|tally| tally.claimed).sum()));
        }
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(day: &str, class: &'static str, n: usize) -> Count {
        Count { from: Some(day.parse().unwrap()), class, n }
    }

    #[test]
    fn what_fits_is_chosen_and_what_is_stray_stays_outside() {
        let said = [count("1914-06-28", "assert", 1), count("2031-01-07", "deny", 60)];
        let did = [vec![count("2031-01-08", "ASSAULT", 2)], vec![count("2031-01-20", "AID", 1)]];
        let had = [vec![Count { from: None, class: "AID", n: 4 }], Vec::new()];
        let found = activity_of(&said, &did, &had, None, usize::MAX);
        assert_eq!((found.by, found.stretches.len(), found.earlier), (Period::Week, 3, 1));
        let of = |quad| Quad::ALL.iter().position(|one| *one == quad).unwrap();
        assert_eq!(found.stretches[0].said, 60);
        assert_eq!(found.stretches[0].did[of(Quad::MaterialConflict)].told, 2);
        assert_eq!((found.stretches[1].said, found.stretches[1].did), (0, <_>::default()));
        assert_eq!(found.stretches[2].did[of(Quad::MaterialCooperation)], Tally { told: 0, claimed: 1 });
        let by_month = activity_of(&said, &did, &had, Some(Period::Month), 1);
        assert_eq!(
            (by_month.stretches.len(), by_month.stretches[0].days.from.to_string()),
            (1, "2031-01-01".into())
        );
        assert!(activity_of(&[], &<_>::default(), &had, None, usize::MAX).stretches.is_empty());
    }

    #[test]
    fn a_stretch_is_one_that_fits() {
        let fits = |last: &str| fitting("2031-01-07".parse().unwrap(), last.parse().unwrap());
        assert_eq!(fits("2031-01-07"), Period::Week);
        assert_eq!(fits("2033-01-07"), Period::Month);
        assert_eq!(fits("2040-01-07"), Period::Year);
    }
}
