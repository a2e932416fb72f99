//! Words beside deeds: what two did and said to each other, by stretches of time.

use crate::{Change, changes, incidents_of};
use chancery_record::{Days, Quad, Status};
use chancery_store::{Archive, Error, EventBrief, EventRow, Filter, Period};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What is counted as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// Every record of an event.
    Mention,
    /// Independent reports: a story, with all its copies, counts once in a cell.
    #[default]
    Story,
    /// Deeds: what several stories tell of one incident counts once.
    Incident,
}

/// How a ledger is made.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Which events: its days, sources, words, types; who acts upon whom is the ledger's own.
    pub filter: Filter,
    /// The stretch of time.
    pub by: Period,
    /// What is counted as one.
    pub counting: Counting,
    /// Count also what is only known from what somebody said. Otherwise it is told apart.
    pub claims: bool,
    /// Whether every number has the ids of the events behind it.
    pub ids: bool,
    /// Each direction is made of its newest so many events.
    pub most: usize,
    /// So many periods up to the last, and none before.
    pub periods: usize,
}

/// What A did and said to B, and B to A.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// The periods, without gaps; empty where there is nothing.
    pub periods: Vec<Days>,
    /// Of each period, whether the archive has anything of it: an article published in it, or an event counted in it. Of
    /// the others nothing is known, and no level is taken from them.
    pub covered: Vec<bool>,
    /// A toward B, then B toward A.
    pub directions: [Direction; 2],
    /// Where there are more events, or periods, than the terms let be counted: the day from which on they are.
    pub since: Option<Date>,
}

/// One direction of a ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Direction {
    /// Who acts; `None` is anybody.
    pub from: Option<String>,
    /// Toward whom; `None` is anybody, and nobody in particular.
    pub to: Option<String>,
    /// Verbal cooperation, material cooperation, verbal conflict, material conflict.
    pub series: [Series; 4],
    /// How much friendlier words were than deeds in each period, from -2 to 2; `None` where there are no words, or no
    /// deeds.
    pub gap: Vec<Option<f64>>,
    /// Events of no known day, which no period holds, if the terms want ids.
    pub undated: Vec<String>,
}

/// The events of one quad in one direction.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The quad.
    pub quad: Quad,
    /// One for each period.
    pub cells: Vec<SeriesCell>,
    /// Where the level of the counts changed.
    pub changes: Vec<Change>,
}

/// One period of a series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeriesCell {
    /// How many.
    pub count: usize,
    /// How many of them articles tell as their own.
    pub told: usize,
    /// How many are known only from what somebody said; not part of `count`, unless the terms count claims.
    pub claimed: usize,
    /// The sum of intensities of what `count` counts; of several records of one the strongest.
    pub intensity: f64,
    /// The events behind `count`, the earliest first, if the terms want ids.
    pub ids: Vec<String>,
    /// The events that are only claimed, if the terms want ids.
    pub claimed_ids: Vec<String>,
}

/// The events of one direction, the earliest first, as far as a ledger counts them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    pub(crate) events: Vec<EventBrief>,
    /// Their ids, where they are wanted.
    pub(crate) ids: Option<Vec<String>>,
    /// The incident of each, where incidents are counted: a number, and its first day.
    pub(crate) incidents: Option<Vec<Option<(usize, Date)>>>,
}

/// The events of A toward B and of B toward A, of any status, as far as they are counted; one look at the archive for
/// both a ledger and its open entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Between(pub(crate) [Vec<EventBrief>; 2]);

/// The events between two, or of A toward all and all toward A, from the first day that the terms want on.
///
/// # Errors
/// The archive cannot be read.
pub fn between(archive: &Archive, a: &str, b: Option<&str>, terms: &Terms) -> Result<Between, Error> {
    // What answers a word may come after the last day that is asked for.
    let filter = Filter { until: None, ..terms.filter.clone() };
    both_ways(archive, a, b, &filter, terms.most).map(Between)
}

fn both_ways(
    archive: &Archive,
    a: &str,
    b: Option<&str>,
    filter: &Filter,
    most: usize,
) -> Result<[Vec<EventBrief>; 2], Error> {
    let named = |who: Option<&str>| who.map(str::to_owned).into_iter().collect::<Vec<_>>();
    let events =
        |actors, recipients| archive.event_briefs(&Filter { actors, recipients, ..filter.clone() }, most);
    Ok([events(named(Some(a)), named(b))?, events(named(b), named(Some(a)))?])
}

/// The ledger of two, or of A toward all and all toward A. What lies `between` them is not looked for again where it is
/// known and the terms have no last day.
///
/// # Errors
/// The archive cannot be read.
pub fn ledger(
    archive: &Archive,
    a: &str,
    b: Option<&str>,
    terms: &Terms,
    between: Option<&Between>,
) -> Result<Ledger, Error> {
    let mut both = match between.filter(|_| terms.filter.until.is_none()) {
        Some(Between(both)) => both.clone(),
        None => {
            let statuses = vec![Status::Occurred, Status::Ongoing];
            both_ways(archive, a, b, &Filter { statuses, ..terms.filter.clone() }, terms.most)?
        }
    };
    // Where not all of one direction is counted, neither is the other before the first whole day.
    let is_cut = both.each_ref().map(|events| events.len() >= terms.most);
    both.iter_mut().for_each(|events| events.retain(|event| is_done(event.status)));
    let cut = both.iter().zip(is_cut).filter(|(_, is_cut)| *is_cut).map(|(events, _)| events);
    let since = cut.filter_map(|events| events.iter().find_map(|event| event.day)?.tomorrow().ok()).max();
    let since =
        since.max(first_of_the_last(terms, both.iter().filter_map(|events| events.last()?.day).max()));
    let is_before = |event: &EventBrief| event.day.is_some_and(|day| Some(day) < since);
    let since = since.filter(|_| both.iter().flatten().any(is_before));
    if let Some(since) = since {
        both.iter_mut().for_each(|events| events.retain(|event| event.day >= Some(since)));
    }
    let told = |events: Vec<EventBrief>| -> Result<Told, Error> {
        let ids = if terms.ids { Some(archive.event_ids(&events)?) } else { None };
        let incidents = match terms.counting {
            Counting::Incident => Some(incident_of_each(&archive.whole_events(&events)?)),
            Counting::Mention | Counting::Story => None,
        };
        Ok(Told { events, ids, incidents })
    };
    let [toward, back] = both;
    let published = archive.days_of_publication()?;
    Ok(Ledger { since, ..ledger_of(a, b, &told(toward)?, &told(back)?, &published, terms) })
}

/// The first day of as many periods as the terms want, up to that of the last day.
fn first_of_the_last(terms: &Terms, last: Option<Date>) -> Option<Date> {
    let n = i64::try_from(terms.periods).ok()?;
    let n = if terms.by == Period::Week { n.checked_mul(7)? } else { n };
    let span = match terms.by {
        Period::Day | Period::Week => jiff::Span::new().try_days(n),
        Period::Month => jiff::Span::new().try_months(n),
        Period::Year => jiff::Span::new().try_years(n),
    };
    last?.checked_sub(span.ok()?).ok()
}

/// The incident that each event is of, and the first day of that; none for events of no known day.
fn incident_of_each(events: &[EventRow]) -> Vec<Option<(usize, Date)>> {
    let mut of_each = vec![None; events.len()];
    for (number, incident) in incidents_of(events).iter().enumerate() {
        let days = incident.members.iter().filter_map(|member| day_of(&events[member.event]));
        let Some(first) = days.min() else { continue };
        for member in &incident.members {
            of_each[member.event] = Some((number, first));
        }
    }
    of_each
}

/// The ledger of these events, those of A toward B and those of B toward A, each given the earliest first.
///
/// An event's period is that of the first of its days, or else of its article's publication. What did not happen, or is
/// still to come, is passed over. `published` are the days of the archive's articles, the earliest first.
pub(crate) fn ledger_of(
    a: &str,
    b: Option<&str>,
    toward: &Told,
    back: &Told,
    published: &[Date],
    terms: &Terms,
) -> Ledger {
    let days = || {
        let events = toward.events.iter().chain(&back.events);
        events.filter(|event| is_done(event.status)).filter_map(|event| event.day)
    };
    let (first, last) = days().fold((terms.filter.since, terms.filter.until), |(first, last), day| {
        (Some(first.map_or(day, |first| first.min(day))), Some(last.map_or(day, |last| last.max(day))))
    });
    let periods = match first.zip(last).filter(|_| days().next().is_some()) {
        Some((first, last)) => periods(first, last, terms.by),
        None => Vec::new(),
    };
    let known: BTreeSet<Date> = days().chain(published.iter().copied()).collect();
    let covered: Vec<bool> =
        periods.iter().map(|period| known.range(period.from..=period.to).next().is_some()).collect();
    let (a, b) = (Some(a.to_owned()), b.map(str::to_owned));
    Ledger {
        directions: [
            direction(a.clone(), b.clone(), toward, &periods, &covered, terms),
            direction(b, a, back, &periods, &covered, terms),
        ],
        covered,
        periods,
        since: None,
    }
}

/// An event in the cell that it counts in, before what counts once is put together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    quad: usize,
    period: usize,
    /// What it is counted as.
    unit: i64,
    /// Its place among the events.
    at: usize,
}

const QUADS: [Quad; 4] =
    [Quad::VerbalCooperation, Quad::MaterialCooperation, Quad::VerbalConflict, Quad::MaterialConflict];

fn direction(
    from: Option<String>,
    to: Option<String>,
    told: &Told,
    periods: &[Days],
    covered: &[bool],
    terms: &Terms,
) -> Direction {
    let (mut entries, mut undated) = (Vec::new(), Vec::new());
    for (at, event) in told.events.iter().enumerate().filter(|(_, event)| is_done(event.status)) {
        let Some(mut day) = event.day else {
            undated.extend(told.ids.as_ref().map(|ids| ids[at].clone()));
            continue;
        };
        let mut unit = match terms.counting {
            Counting::Mention => at as i64,
            Counting::Story | Counting::Incident => event.story,
        };
        if let Some((incident, first)) = told.incidents.as_ref().and_then(|of_each| of_each[at]) {
            (unit, day) = (incident as i64, first);
        }
        let period = periods.partition_point(|period| period.to < day);
        let quad = event.event_type.quad();
        let quad = QUADS.iter().position(|one| *one == quad).unwrap_or_default();
        if period < periods.len() {
            entries.push(Entry { quad, period, unit, at });
        }
    }
    entries.sort_unstable();
    let mut cells = [(); 4].map(|()| vec![SeriesCell::default(); periods.len()]);
    for entries in entries.chunk_by(|a, b| (a.quad, a.period) == (b.quad, b.period)) {
        cells[entries[0].quad][entries[0].period] = cell(told, entries, terms.claims);
    }
    let mut quads = QUADS.into_iter();
    let series = cells.map(|cells| Series {
        quad: quads.next().unwrap_or(Quad::VerbalCooperation),
        changes: changes_where(covered, &cells),
        cells,
    });
    let gap = (0..periods.len())
        .map(|at| {
            let [words_for, deeds_for, words_against, deeds_against] =
                [0, 1, 2, 3].map(|quad: usize| series[quad].cells[at].count as f64);
            let net = |good: f64, bad: f64| (good + bad > 0.0).then(|| (good - bad) / (good + bad));
            net(words_for, words_against)
                .zip(net(deeds_for, deeds_against))
                .map(|(words, deeds)| words - deeds)
        })
        .collect();
    Direction { from, to, series, gap, undated }
}

/// Where the level of the counts changed, among the periods of which the archive has anything.
fn changes_where(covered: &[bool], cells: &[SeriesCell]) -> Vec<Change> {
    let known: Vec<usize> = (0..cells.len()).filter(|at| covered[*at]).collect();
    let counts: Vec<usize> = known.iter().map(|at| cells[*at].count).collect();
    changes(&counts).into_iter().map(|change| Change { at: known[change.at], ..change }).collect()
}

/// The cell of these entries, in the order of units.
fn cell(told: &Told, entries: &[Entry], claims: bool) -> SeriesCell {
    let mut cell = SeriesCell::default();
    let event = |entry: &Entry| &told.events[entry.at];
    for unit in entries.chunk_by(|a, b| a.unit == b.unit) {
        let is_claim = unit.iter().all(|entry| event(entry).is_claim);
        cell.claimed += usize::from(is_claim);
        cell.told += usize::from(!is_claim);
        if is_claim && !claims {
            continue;
        }
        cell.count += 1;
        let counted = unit.iter().map(event).filter(|event| claims || !event.is_claim);
        cell.intensity +=
            counted.fold(
                0.0,
                |best: f64, event| {
                    if event.intensity.abs() > best.abs() { event.intensity } else { best }
                },
            );
    }
    let Some(ids) = &told.ids else { return cell };
    let mut all: Vec<&Entry> = entries.iter().collect();
    all.sort_by_key(|entry| (event(entry).day, ids[entry.at].as_str()));
    for entry in all {
        let ids_of = if event(entry).is_claim { &mut cell.claimed_ids } else { &mut cell.ids };
        ids_of.push(ids[entry.at].clone());
    }
    if claims {
        cell.ids.extend(cell.claimed_ids.iter().cloned());
    }
    cell
}

/// Whether this is told as done, or as going on.
pub(crate) fn is_done(status: Status) -> bool {
    matches!(status, Status::Occurred | Status::Ongoing)
}

/// Whether an event is told as done, or as going on.
pub(crate) fn has_happened(event: &EventRow) -> bool {
    is_done(event.status)
}

/// The day that an event counts on.
pub(crate) fn day_of(event: &EventRow) -> Option<Date> {
    event.article.day(event.date)
}

/// The periods from that of the first day to that of the last.
pub(crate) fn periods(first: Date, last: Date, by: Period) -> Vec<Days> {
    let mut from = match by {
        Period::Day => first,
        Period::Week => {
            let past = i64::from(first.weekday().to_monday_zero_offset());
            first.checked_sub(past.days()).unwrap_or(first)
        }
        Period::Month => first.first_of_month(),
        Period::Year => first.first_of_year(),
    };
    let step = match by {
        Period::Day => 1.day(),
        Period::Week => 1.week(),
        Period::Month => 1.month(),
        Period::Year => 1.year(),
    };
    let mut periods = Vec::new();
    // A stray day long ago does not make an endless series.
    while from <= last && periods.len() < 20_000 {
        let next = from.checked_add(step).ok();
        let to = next.and_then(|next| next.yesterday().ok()).unwrap_or(Date::MAX);
        periods.push(Days { from, to });
        match next {
            Some(next) => from = next,
            None => break,
        }
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{event, told};

    fn terms(counting: Counting, claims: bool) -> Terms {
        let filter = Filter::default();
        Terms { filter, by: Period::Week, counting, claims, ids: true, most: usize::MAX, periods: usize::MAX }
    }

    fn sums(ledger: &Ledger) -> Vec<Vec<(usize, usize)>> {
        let counts = |series: &Series| series.cells.iter().map(|cell| (cell.count, cell.claimed)).collect();
        ledger.directions[0].series.iter().map(counts).collect()
    }

    #[test]
    fn a_story_counts_once_and_a_claim_apart() {
        let f = "Freedonia government FRD GOV";
        let s = "Sylvania government SYL GOV";
        let mut events = vec![
            event("ACCUSE", f, s, "2031-01-06", "y-1"),
            event("ACCUSE", f, s, "2031-01-07", "y-1"),
            event("ACCUSE", f, s, "2031-01-08", "y-2"),
            event("ASSAULT", f, s, "2031-01-20", "y-3"),
            event("ASSAULT", f, s, "2031-01-21", "y-4"),
            event("ASSAULT", f, s, "2031-01-21", "y-5"),
        ];
        events[3].reported_by = Some("s-1".into());
        events[5].status = Status::Planned;
        let made = |counting, claims| {
            ledger_of("FRD", Some("SYL"), &told(&events), &told(&[]), &[], &terms(counting, claims))
        };
        let by_story = made(Counting::Story, false);
        assert_eq!(by_story.periods.len(), 3);
        assert_eq!(sums(&by_story)[2], [(2, 0), (0, 0), (0, 0)]);
        assert_eq!(sums(&by_story)[3], [(0, 0), (0, 0), (1, 1)]);
        assert_eq!(sums(&made(Counting::Mention, false))[2][0], (3, 0));
        assert_eq!(sums(&made(Counting::Story, true))[3][2], (2, 1));
        let week = &by_story.directions[0].series[3].cells[2];
        assert_eq!((week.ids.len(), week.claimed_ids.len(), week.intensity), (1, 1, -9.0));
        assert_eq!(by_story.directions[0].gap, [None, None, None]);
    }

    #[test]
    fn the_gap_is_how_much_friendlier_words_are_than_deeds() {
        let f = "Freedonia government FRD GOV";
        let s = "Sylvania government SYL GOV";
        let events = [
            event("AGREE", f, s, "2031-01-06", "y-1"),
            event("ASSAULT", f, s, "2031-01-06", "y-2"),
            event("ASSAULT", f, s, "2031-01-06", "y-3"),
            event("AID", f, s, "2031-01-06", "y-4"),
            event("AID", f, s, "2031-01-06", "y-5"),
        ];
        let ledger =
            ledger_of("FRD", Some("SYL"), &told(&events), &told(&[]), &[], &terms(Counting::Story, false));
        assert_eq!(ledger.directions[0].gap, [Some(1.0)]);
        assert!(
            ledger_of("FRD", None, &told(&[]), &told(&[]), &[], &terms(Counting::Story, false))
                .periods
                .is_empty()
        );
    }

    #[test]
    fn of_weeks_without_articles_nothing_is_known() {
        let f = "Freedonia government FRD GOV";
        let s = "Sylvania government SYL GOV";
        let event = |week: i64, n: usize| {
            let day = jiff::civil::date(2031, 1, 6).checked_add((7 * week).days()).unwrap();
            event("ASSAULT", f, s, &day.to_string(), &format!("y-{week}-{n}"))
        };
        let events: Vec<EventRow> = (0..8)
            .chain(60..68)
            .flat_map(|week| (0..6).map(move |n| (week, n)))
            .map(|(week, n)| event(week, n))
            .collect();
        let terms = terms(Counting::Story, false);
        let silent = ledger_of("FRD", Some("SYL"), &told(&events), &told(&[]), &[], &terms);
        assert_eq!((silent.periods.len(), silent.covered.iter().filter(|one| **one).count()), (68, 16));
        assert!(silent.directions[0].series[3].changes.is_empty());
        let weekly: Vec<Date> = silent.periods.iter().map(|week| week.from).collect();
        let calm = ledger_of("FRD", Some("SYL"), &told(&events), &told(&[]), &weekly, &terms);
        let changes: Vec<usize> =
            calm.directions[0].series[3].changes.iter().map(|change| change.at).collect();
        assert_eq!(changes, [8, 60]);
    }
}
