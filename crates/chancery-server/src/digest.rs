//! What the front page says of the archive as a whole. It looks at much, so it is kept as long as the archive is as it
//! was; while somebody adds to it, readers do not wait for the next one.

use crate::desk::Desk;
use crate::problem::Problem;
use chancery::World;
use chancery_ledger::{Names, Shift, Who, Whose, shifts_of, whole_shifts};
use chancery_record::Course;
use chancery_store::{Archive, Filter, Health, PairCount, SourceRow, Totals};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What is made so quickly is made anew whenever the archive has changed.
const QUICK: Duration = Duration::from_millis(30);
/// Between two digests is so many times the time that one takes.
const RESTS: u32 = 5;
/// Digests of more days than these are not kept.
const MOST_KEPT: usize = 32;
/// What counts as new, where nobody said since when.
const NEW_DAYS: i64 = 30;
/// What is usual is looked for in so many stretches of days before.
const STRETCHES: i32 = 5;
/// A pair is louder from so many events on, and so many times what is usual.
const LOUD: usize = 3;
const LOUDER: f64 = 1.5;
/// Whether somebody moved is looked for in the positions of so many days.
const MEMORY_DAYS: i64 = 400;
const MOST_ROWS: usize = 12;

/// The archive as a whole.
#[derive(Debug)]
pub(crate) struct Digest {
    pub(crate) totals: Totals,
    pub(crate) sources: Vec<SourceRow>,
    pub(crate) health: Health,
    /// How much of it is new.
    pub(crate) new: Option<Totals>,
    /// From when on things are new: the day that was asked for, or some days before the latest article.
    pub(crate) since: Option<Date>,
    /// The latest day of publication.
    pub(crate) latest: Option<Date>,
    pub(crate) louder: Vec<Louder>,
    /// Between whom there was most since then.
    pub(crate) busiest: Vec<PairCount>,
    names: Names,
    pub(crate) shifts: Vec<Shift>,
}

impl Digest {
    /// What a country or an organisation is called.
    pub(crate) fn name(&self, world: &World, code: &str) -> String {
        let organisation = world.organisation(code).map(|organisation| organisation.name().to_owned());
        organisation.unwrap_or_else(|| self.names.of(&Who::Country(code.to_owned())))
    }
}

/// Two countries or organisations between whom more was done than usual, one way.
#[derive(Debug)]
pub(crate) struct Louder {
    pub(crate) pair: PairCount,
    /// How many events there were in as many days before, on average.
    pub(crate) usual: f64,
}

/// The digests that are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Digests(Arc<Mutex<BTreeMap<Option<Date>, Kept>>>);

/// A digest, when it was made of which state of the archive, how long that took, and whether a newer one is being made.
#[derive(Debug)]
struct Kept {
    state: u64,
    made: Instant,
    took: Duration,
    is_renewed: bool,
    digest: Arc<Digest>,
}

/// The archive in this state as a whole, as new since a day; and whether it is of the archive as it is now. Where making it takes long,
/// readers have the one before while a thread of its own makes the next.
pub(crate) fn digest(
    desk: &Desk,
    archive: &Archive,
    state: u64,
    since: Option<Date>,
) -> Result<(Arc<Digest>, bool), Problem> {
    let now = now();
    {
        let mut all = desk.digests.locked();
        if let Some(kept) = all.get_mut(&since) {
            if kept.state == state {
                return Ok((Arc::clone(&kept.digest), true));
            }
            if kept.took > QUICK {
                if !kept.is_renewed && now.duration_since(kept.made) > kept.took * RESTS {
                    kept.is_renewed = true;
                    let (digests, path) = (desk.digests.clone(), desk.options.archive.clone());
                    std::thread::spawn(move || {
                        // What cannot be made now is made when it is asked for the next time.
                        match Archive::open(&path)
                            .map_err(Problem::from)
                            .and_then(|archive| made(&archive, since))
                        {
                            Ok(digest) => digests.keep(since, state, now, &Arc::new(digest)),
                            Err(_) => digests.forget(since),
                        }
                    });
                }
                return Ok((Arc::clone(&kept.digest), false));
            }
        }
    }
    let digest = Arc::new(made(archive, since)?);
    desk.digests.keep(since, state, now, &digest);
    Ok((digest, true))
}

impl Digests {
    fn locked(&self) -> MutexGuard<'_, BTreeMap<Option<Date>, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, since: Option<Date>, state: u64, began: Instant, digest: &Arc<Digest>) {
        let made = now();
        let took = made.duration_since(began);
        let mut all = self.locked();
        if all.len() >= MOST_KEPT {
            all.clear();
        }
        all.insert(since, Kept { state, made, took, is_renewed: false, digest: Arc::clone(digest) });
    }

    fn forget(&self, since: Option<Date>) {
        self.locked().remove(&since);
    }
}

#[expect(clippy::disallowed_methods, reason = "how old a digest is; no record depends on it")]
fn now() -> Instant {
    Instant::now()
}

fn made(archive: &Archive, since: Option<Date>) -> Result<Digest, Problem> {
    let latest = archive.latest_day()?;
    let since = since.or_else(|| latest.map(|day| back(day, NEW_DAYS)));
    let (mut louder, mut busiest, mut moved, mut new) = (Vec::new(), Vec::new(), Vec::new(), None);
    if let (Some(since), Some(latest)) = (since, latest) {
        new = Some(archive.totals_of(since, latest)?);
        busiest = archive.pairs(since, latest, 400)?;
        louder = louder_pairs(archive, since, latest, &busiest)?;
        busiest.truncate(MOST_ROWS * 2);
        let filter =
            Filter { since: Some(back(since, MEMORY_DAYS)), until: Some(latest), ..Filter::default() };
        let positions = archive.position_briefs(&filter, usize::MAX)?;
        let mut steps = shifts_of(&positions, Whose::Side, Names::of_archive(archive)?);
        steps.retain(|shift| shift.course != Course::Same && shift.after_days.from >= since);
        steps.sort_by_key(|shift| std::cmp::Reverse(shift.after_days.from));
        steps.truncate(MOST_ROWS);
        moved = whole_shifts(archive, steps)?;
    }
    Ok(Digest {
        totals: archive.totals()?,
        sources: archive.sources()?,
        health: archive.health()?,
        new,
        since,
        latest,
        louder,
        busiest,
        names: Names::of_archive(archive)?,
        shifts: moved,
    })
}

fn louder_pairs(
    archive: &Archive,
    since: Date,
    latest: Date,
    now: &[PairCount],
) -> Result<Vec<Louder>, Problem> {
    let n_days = since.until(latest).map_or(0, |span| i64::from(span.get_days())).max(0) + 1;
    let first = back(since, n_days * i64::from(STRETCHES));
    let before = archive.pairs(first, back(since, 1), usize::MAX)?;
    let before: BTreeMap<(&str, &str), usize> =
        before.iter().map(|pair| ((pair.actor.as_str(), pair.recipient.as_str()), pair.n)).collect();
    let mut louder: Vec<Louder> = now
        .iter()
        .cloned()
        .map(|pair| {
            let n = before.get(&(pair.actor.as_str(), pair.recipient.as_str())).copied().unwrap_or(0);
            Louder { pair, usual: n as f64 / f64::from(STRETCHES) }
        })
        .filter(|one| one.pair.n >= LOUD && one.pair.n as f64 >= one.usual * LOUDER)
        .collect();
    louder.sort_by(|a, b| {
        let gain = |one: &Louder| one.pair.n as f64 - one.usual;
        gain(b).total_cmp(&gain(a)).then_with(|| a.pair.actor.cmp(&b.pair.actor))
    });
    louder.truncate(MOST_ROWS);
    Ok(louder)
}

fn back(day: Date, days: i64) -> Date {
    day.checked_sub(days.days()).unwrap_or(day)
}
