//! Open entries: threats, promises and demands, each with what was done later that would answer it.
//!
//! "Followed by", never "because": what is listed came later, between the same two. Whether it answers is the reader's
//! business.

use crate::Terms;
use crate::series::{day_of, has_happened};
use chancery_record::{EventType, Status};
use chancery_store::{Archive, Error, EventRow};
use jiff::civil::Date;

/// So many days after a word a deed is still listed beneath it.
pub const WINDOW: i32 = 60;

/// A threat, a promise, a demand.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenEntry {
    /// The word.
    pub entry: EventRow,
    /// Later events that would answer it, within [`WINDOW`] days, the earliest first.
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
    let mut entries = open_entries_of(&toward, &back);
    entries.retain(|open| terms.filter.until.is_none_or(|until| day_of(&open.entry) <= Some(until)));
    Ok(entries)
}

/// The open entries among these events, those of A toward B and those of B toward A, each given the earliest first.
///
/// Of words that are only repeated by copies, those of the first article of the story are listed.
pub fn open_entries_of(toward: &[EventRow], back: &[EventRow]) -> Vec<OpenEntry> {
    let mut entries: Vec<OpenEntry> = Vec::new();
    for (ours, theirs) in [(toward, back), (back, toward)] {
        let is_word = |event: &&EventRow| {
            has_happened(event) || event.event_type == EventType::Agree && event.status == Status::Planned
        };
        for entry in ours.iter().filter(is_word).filter(|event| event.article.is_first) {
            let Some((answerer, types)) = answers(entry.event_type) else { continue };
            let Some(day) = day_of(entry) else { continue };
            let later = if answerer == Answerer::Speaker { ours } else { theirs };
            let follows = |event: &&EventRow| {
                types.contains(&event.event_type)
                    && event.id != entry.id
                    && event.article.is_first
                    && day_of(event).is_some_and(|later| is_within(day, later))
            };
            let begins = later.partition_point(|event| day_of(event) <= Some(day));
            let within = later[begins..]
                .iter()
                .take_while(|event| day_of(event).is_some_and(|later| is_within(day, later)))
                .filter(follows);
            let (done, denied): (Vec<&EventRow>, Vec<&EventRow>) = within
                .filter(|event| has_happened(event) || event.status == Status::Negated)
                .partition(|event| has_happened(event));
            entries.push(OpenEntry {
                entry: entry.clone(),
                followed_by: done.into_iter().cloned().collect(),
                denied: denied.into_iter().cloned().collect(),
            });
        }
    }
    entries.sort_by(|a, b| (day_of(&a.entry), &a.entry.id).cmp(&(day_of(&b.entry), &b.entry.id)));
    entries.dedup_by(|a, b| a.entry.id == b.entry.id);
    entries
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
        let open = open_entries_of(&toward, &back);
        let told: Vec<(EventType, Vec<&str>, usize)> = open
            .iter()
            .map(|one| {
                let followed = one.followed_by.iter().map(|event| event.article.story.as_str()).collect();
                (one.entry.event_type, followed, one.denied.len())
            })
            .collect();
        assert_eq!(told, [(EventType::Request, vec!["y-3"], 0), (EventType::Threaten, vec!["y-5"], 1)]);
    }
}
