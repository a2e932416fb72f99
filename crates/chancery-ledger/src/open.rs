//! Open entries: threats, promises and demands, each with what was done later that would answer it.
//!
//! "Followed by", never "because": what is listed came later, between the same two. Whether it answers is the reader's
//! business.

use crate::series::{day_of, has_happened};
use crate::{Terms, Who, Whose};
use chancery_record::{EventType, Status};
use chancery_store::{Archive, Error, EventRow, Member};
use jiff::civil::Date;
use std::collections::BTreeSet;

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

/// The open entries between two, or of A toward all, the earliest first.
///
/// # Errors
/// The archive cannot be read.
pub fn open_entries(
    archive: &Archive,
    a: &str,
    b: Option<&str>,
    terms: &Terms,
) -> Result<Vec<OpenEntry>, Error> {
    let named = |who: Option<&str>| who.map(str::to_owned).into_iter().collect::<Vec<_>>();
    let events = |actors, recipients| {
        // Answers may come after the last day that is asked for.
        archive.all_events(&chancery_store::Filter {
            actors,
            recipients,
            until: None,
            ..terms.filter.clone()
        })
    };
    let toward = events(named(Some(a)), named(b))?;
    let back = events(named(b), named(Some(a)))?;
    let mut entries = open_entries_of(&toward, &back, b.is_none());
    entries.retain(|open| terms.filter.until.is_none_or(|until| day_of(&open.entry) <= Some(until)));
    Ok(entries)
}

/// The open entries among these events, those of A toward B and those of B toward A, each given the earliest first.
///
/// Where one end is anybody (`by_party`), what follows must be between the same parties as the word, and a word to nobody
/// that could be met again is followed by nothing. Of words that are only repeated by copies, those of the first article of the story are listed.
pub fn open_entries_of(toward: &[EventRow], back: &[EventRow], by_party: bool) -> Vec<OpenEntry> {
    let ends: [Vec<Ends>; 2] =
        [toward, back].map(|events| if by_party { events.iter().map(ends_of).collect() } else { Vec::new() });
    let mut entries: Vec<OpenEntry> = Vec::new();
    for (ours, theirs, our_ends, their_ends) in
        [(toward, back, &ends[0], &ends[1]), (back, toward, &ends[1], &ends[0])]
    {
        let is_word = |event: &&EventRow| {
            has_happened(event) || event.event_type == EventType::Agree && event.status == Status::Planned
        };
        for (number, entry) in ours.iter().enumerate() {
            if !is_word(&entry) || !entry.article.is_first {
                continue;
            }
            let Some((answerer, types)) = answers(entry.event_type) else { continue };
            let Some(day) = day_of(entry) else { continue };
            let (later, later_ends) = match answerer {
                Answerer::Speaker => (ours, our_ends),
                Answerer::Addressee => (theirs, their_ends),
            };
            let is_between_the_same = |at: usize| {
                let Some((ours, answer)) = our_ends.get(number).zip(later_ends.get(at)) else { return true };
                let (who, whom) = match answerer {
                    Answerer::Speaker => (&ours.0, &ours.1),
                    Answerer::Addressee => (&ours.1, &ours.0),
                };
                !who.is_disjoint(&answer.0) && !whom.is_disjoint(&answer.1)
            };
            let mut open = OpenEntry { entry: entry.clone(), followed_by: Vec::new(), denied: Vec::new() };
            let begins = later.partition_point(|event| day_of(event) <= Some(day));
            for (at, event) in later.iter().enumerate().skip(begins) {
                let is_near = day_of(event).is_some_and(|later| is_within(day, later));
                if !is_near || open.followed_by.len() == MOST_FOLLOWING {
                    break;
                }
                if !types.contains(&event.event_type)
                    || event.id == entry.id
                    || !event.article.is_first
                    || !is_between_the_same(at)
                {
                    continue;
                }
                if has_happened(event) {
                    open.followed_by.push(event.clone());
                } else if event.status == Status::Negated && open.denied.len() < MOST_FOLLOWING {
                    open.denied.push(event.clone());
                }
            }
            entries.push(open);
        }
    }
    entries.sort_by(|a, b| (day_of(&a.entry), &a.entry.id).cmp(&(day_of(&b.entry), &b.entry.id)));
    entries.dedup_by(|a, b| a.entry.id == b.entry.id);
    entries
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
    use crate::sample::event;

    const F: &str = "Freedonia government FRD GOV";
    const S: &str = "Sylvania government SYL GOV";

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
        let open = open_entries_of(&toward, &back, false);
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
        let open = open_entries_of(&toward, &[], true);
        assert_eq!(open[0].followed_by, [toward[2].clone()]);
    }
}
