//! Open entries: threats, promises and demands, each with what was done later that would answer it.
//!
//! "Followed by", never "because": what is listed came later, between the same two. Whether it answers is the reader's
//! business.

use crate::series::is_done;
use crate::{Between, Who, Whose};
use chancery_record::{EventType, Status};
use chancery_store::{Archive, Error, EventBrief, EventRow, Member};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// So many days after a word a deed is still listed beneath it.
pub const WINDOW: i32 = 60;

/// So many of them are listed.
pub const MOST_FOLLOWING: usize = 20;

/// A threat, a promise, a demand.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenEntry {
    /// The word.
    pub entry: EventRow,
    /// Later events that would answer it, within [`WINDOW`] days, the earliest first, at most
    /// [`MOST_FOLLOWING`].
    pub followed_by: Vec<EventRow>,
    /// The same deeds told as not done, or not to be done, within the same days.
    pub denied: Vec<EventRow>,
}

/// What answers a word of this type: of whom, and which types. A threat is answered by the deeds of whoever threatened,
/// a promise by those of whoever promised, a demand by those of whoever it was made of.
fn answers(word: EventType) -> Option<(Answerer, &'static [EventType])> {
    use EventType::{
        Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Reject, Request, Retreat,
        Sanction, Threaten,
    };
    match word {
        Threaten => Some((Answerer::Speaker, &[Mobilize, Coerce, Sanction, Assault])),
        Agree => Some((Answerer::Speaker, &[Consult, Cooperate, Aid, Retreat, Concede])),
        Request => Some((Answerer::Addressee, &[Agree, Concede, Retreat, Aid, Cooperate, Reject])),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answerer {
    Speaker,
    Addressee,
}

/// The latest so many open entries between two, or (`by_party`) of A toward all, the earliest of them first.
///
/// # Errors
/// The archive cannot be read.
pub fn open_entries(
    archive: &Archive,
    between: &Between,
    by_party: bool,
    until: Option<Date>,
    latest: usize,
) -> Result<Vec<OpenEntry>, Error> {
    let whole = |brief: &EventBrief| match archive.whole_events([brief])?.pop() {
        Some(event) => Ok(event),
        None => Err(Error::Cursor(brief.key.to_string())),
    };
    open_entries_of(&between.0, by_party, until, latest, whole)
}

/// A word that is not yet answered: in which of the two lists it stands, and where.
#[derive(Clone, Copy)]
struct Word {
    list: usize,
    at: usize,
    day: Date,
    answerer: Answerer,
    types: &'static [EventType],
}

/// The open entries among these events, those of A toward B and those of B toward A, each given the earliest first;
/// `whole` gives an event whole.
///
/// Where one end is anybody (`by_party`), what follows must be between the same parties as the word, and a word to nobody
/// that could be met again is followed by nothing. Of words that are only repeated by copies, those of the first article
/// of the story are listed.
fn open_entries_of<E>(
    events: &[Vec<EventBrief>; 2],
    by_party: bool,
    until: Option<Date>,
    latest: usize,
    whole: impl Fn(&EventBrief) -> Result<EventRow, E>,
) -> Result<Vec<OpenEntry>, E> {
    let mut words = Vec::new();
    for (list, ours) in events.iter().enumerate() {
        for (at, event) in ours.iter().enumerate().filter(|(_, event)| event.is_first) {
            let is_word = is_done(event.status)
                || event.event_type == EventType::Agree && event.status == Status::Planned;
            let Some((answerer, types)) = answers(event.event_type).filter(|_| is_word) else { continue };
            let Some(day) = event.day.filter(|day| until.is_none_or(|until| *day <= until)) else { continue };
            words.push(Word { list, at, day, answerer, types });
        }
    }
    // Those who agree with each other do so in both lists.
    words.sort_by_key(|word| (word.day, events[word.list][word.at].key, word.list));
    words.dedup_by_key(|word| events[word.list][word.at].key);
    let mut known: BTreeMap<i64, EventRow> = BTreeMap::new();
    let mut whole = |brief: &EventBrief| -> Result<EventRow, E> {
        if let Some(event) = known.get(&brief.key) {
            return Ok(event.clone());
        }
        let event = whole(brief)?;
        known.insert(brief.key, event.clone());
        Ok(event)
    };
    let mut entries = Vec::new();
    for word in &words[words.len().saturating_sub(latest)..] {
        let brief = &events[word.list][word.at];
        let entry = whole(brief)?;
        let ends = ends_of(&entry);
        let (later, who, whom) = match word.answerer {
            Answerer::Speaker => (&events[word.list], &ends.0, &ends.1),
            Answerer::Addressee => (&events[1 - word.list], &ends.1, &ends.0),
        };
        let mut open = OpenEntry { entry: entry.clone(), followed_by: Vec::new(), denied: Vec::new() };
        let begins = later.partition_point(|event| event.day <= Some(word.day));
        for event in &later[begins..] {
            let is_near = event.day.is_some_and(|later| is_within(word.day, later));
            if !is_near || open.followed_by.len() == MOST_FOLLOWING {
                break;
            }
            let is_denied = event.status == Status::Negated && open.denied.len() < MOST_FOLLOWING;
            if !(is_done(event.status) || is_denied)
                || !event.is_first
                || !word.types.contains(&event.event_type)
            {
                continue;
            }
            let answer = whole(event)?;
            if by_party {
                let ends = ends_of(&answer);
                if who.is_disjoint(&ends.0) || whom.is_disjoint(&ends.1) {
                    continue;
                }
            }
            let list = if is_done(event.status) { &mut open.followed_by } else { &mut open.denied };
            list.push(answer);
        }
        entries.push(open);
    }
    Ok(entries)
}

/// Who acts in an event, and toward whom; those who meet are at both ends.
type Ends = (BTreeSet<Who>, BTreeSet<Who>);

fn ends_of(event: &EventRow) -> Ends {
    let sides = |members: &[Member]| members.iter().filter_map(|one| Who::of(one, Whose::Side)).collect();
    let is_mutual = event.recipients.is_empty() && event.actors.len() > 1;
    (sides(&event.actors), sides(if is_mutual { &event.actors } else { &event.recipients }))
}

fn is_within(day: Date, later: Date) -> bool {
    later > day && day.until(later).is_ok_and(|span| span.get_days() <= WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{briefs, event};

    const F: &str = "Freedonia government FRD GOV";
    const S: &str = "Sylvania government SYL GOV";

    fn open(toward: &[EventRow], back: &[EventRow], by_party: bool) -> Vec<OpenEntry> {
        let all: Vec<EventRow> = toward.iter().chain(back).cloned().collect();
        let mut lists = briefs(&all);
        let back = lists.split_off(toward.len());
        let whole = |brief: &EventBrief| Ok::<_, ()>(all[brief.key as usize].clone());
        open_entries_of(&[lists, back], by_party, None, usize::MAX, whole).unwrap()
    }

    #[test]
    fn a_word_is_followed_by_later_deeds_between_the_same_two() {
        let mut negated = event("ASSAULT", F, S, "2031-01-10", "y-4");
        negated.status = Status::Negated;
        let toward = [
            event("ASSAULT", F, S, "2031-01-01", "y-1"),
            event("THREATEN", F, S, "2031-01-05", "y-2"),
            event("AID", F, S, "2031-01-06", "y-3"),
            negated,
            event("ASSAULT", F, S, "2031-01-12", "y-5"),
            event("ASSAULT", F, S, "2031-06-12", "y-6"),
        ];
        let back = [event("REQUEST", S, F, "2031-01-02", "y-7"), event("ASSAULT", S, F, "2031-01-07", "y-8")];
        let open = open(&toward, &back, false);
        let told: Vec<(EventType, Vec<&str>, usize)> = open
            .iter()
            .map(|one| {
                let followed = one.followed_by.iter().map(|event| event.article.story.as_str()).collect();
                (one.entry.event_type, followed, one.denied.len())
            })
            .collect();
        assert_eq!(told, [(EventType::Request, vec!["y-3"], 0), (EventType::Threaten, vec!["y-5"], 1)]);
    }

    #[test]
    fn toward_all_it_is_followed_by_what_is_between_the_same_two() {
        const O: &str = "Osterlich government OST GOV";
        let toward = [
            event("THREATEN", F, S, "2031-01-05", "y-1"),
            event("ASSAULT", F, O, "2031-01-06", "y-2"),
            event("ASSAULT", F, S, "2031-01-07", "y-3"),
        ];
        let open = open(&toward, &[], true);
        assert_eq!(open[0].followed_by, [toward[2].clone()]);
    }
}
