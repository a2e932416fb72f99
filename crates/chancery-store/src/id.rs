//! Ids that last: a hash of article, kind and evidence in place of the numbers that a record has within its article.
//!
//! A newer reader that finds the same saying or deed at the same words gives it the same id, whatever else it now says
//! about it; links and citations survive a reread.

use chancery_record::{Citation, Participant, Record};
use std::collections::{HashMap, HashSet};

/// The record with its ids as the archive keeps them: `s1` becomes `s-` and sixteen characters, everywhere.
///
/// What an entry is known by: an actor by its first mention, a statement by its cue (or else the first words of its
/// content), an event by its trigger, a position by its evidence and issue.
///
/// ```
/// # use chancery_record::*;
/// # let record: Record = serde_json::from_str(r#"{"schema":"chancery/1","reader":{"version":"","model":"","world":""},
/// #   "article":{"id":"w-17","title":null,"source":null,"url":null,"published":null,"language":null,"characters":9},
/// #   "actors":[{"id":"a1","name":"the envoy","kind":"person","country":null,"organisation":null,"sectors":[],"office":null,
/// #   "world":null,"mentions":[{"start":0,"end":9,"text":"the envoy","form":"description"}],"rule":"x"}],
/// #   "times":[],"places":[],"statements":[],"events":[],"positions":[],"diagnostics":[]}"#).unwrap();
/// assert_eq!(chancery_store::archived(&record).actors[0].id, chancery_store::archived(&record).actors[0].id);
/// assert!(chancery_store::archived(&record).actors[0].id.starts_with("a-"));
/// ```
pub fn archived(record: &Record) -> Record {
    renamed(record).0
}

/// What the archive calls the entries of a record.
#[derive(Clone, Debug)]
pub struct LastingIds(HashMap<String, String>);

impl LastingIds {
    /// The id in the archive of what the record calls `s1`.
    pub fn get(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }

    /// Words about the record, with the ids of the archive in them.
    pub fn in_words(&self, words: &str) -> String {
        let one = |word: &str| {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            self.get(bare).map_or(word.to_owned(), |id| format!("{id}{}", &word[bare.len()..]))
        };
        words.split_inclusive(' ').map(one).collect()
    }
}

/// The ids that the entries of a record have in the archive.
pub fn lasting_ids(record: &Record) -> LastingIds {
    LastingIds(renamed(record).1)
}

fn renamed(record: &Record) -> (Record, HashMap<String, String>) {
    let mut record = record.clone();
    let mut ids = Ids { article: record.article.id.clone(), given: HashSet::new(), names: HashMap::new() };
    for actor in &mut record.actors {
        let first = actor.mentions.first().map(|mention| &mention.citation);
        ids.rename(&mut actor.id, 'a', first, "");
    }
    for statement in &mut record.statements {
        let cue = statement.cue.as_ref().map(|cue| &cue.citation);
        ids.rename(&mut statement.id, 's', cue.or(statement.content.first()), "");
    }
    for event in &mut record.events {
        ids.rename(&mut event.id, 'e', Some(&event.trigger), "");
    }
    for position in &mut record.positions {
        ids.rename(&mut position.id, 'p', Some(&position.evidence), &position.issue);
    }
    let follow = |id: &mut String| {
        if let Some(lasting) = ids.names.get(id.as_str()) {
            id.clone_from(lasting);
        }
    };
    let follow_all =
        |members: &mut [Participant]| members.iter_mut().for_each(|member| follow(&mut member.id));
    for statement in &mut record.statements {
        statement.inside.iter_mut().for_each(follow);
        follow_all(&mut statement.speakers);
        follow_all(&mut statement.addressees);
    }
    for event in &mut record.events {
        event.reported_by.iter_mut().for_each(follow);
        follow_all(&mut event.actors);
        follow_all(&mut event.recipients);
    }
    for position in &mut record.positions {
        follow(&mut position.holder.id);
        position.target.iter_mut().for_each(|target| follow(&mut target.id));
        position.from.iter_mut().for_each(follow);
    }
    (record, ids.names)
}

/// The id of the story that an article is the first of.
pub fn story_id(article: &str) -> String {
    named('y', &[article.as_bytes()])
}

struct Ids {
    article: String,
    given: HashSet<String>,
    /// What was called `s1` is called so now.
    names: HashMap<String, String>,
}

impl Ids {
    fn rename(&mut self, id: &mut String, kind: char, anchor: Option<&Citation>, more: &str) {
        let (start, end, text) =
            anchor.map_or((0, 0, ""), |anchor| (anchor.start, anchor.end, anchor.text.as_str()));
        let places = format!("{start} {end}");
        let mut number = 0usize;
        let lasting = loop {
            // Two entries on the very same words are told apart by their order.
            let nth = number.to_string();
            let name = named(
                kind,
                &[
                    self.article.as_bytes(),
                    places.as_bytes(),
                    text.as_bytes(),
                    more.as_bytes(),
                    nth.as_bytes(),
                ],
            );
            if self.given.insert(name.clone()) {
                break name;
            }
            number += 1;
        };
        self.names.insert(std::mem::replace(id, lasting.clone()), lasting);
    }
}

/// `kind-` and sixteen characters, 80 bits of a hash of the parts.
pub(crate) fn named(kind: char, parts: &[&[u8]]) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut name = String::with_capacity(18);
    name.push(kind);
    name.push('-');
    let hash = hash_of(parts.iter().copied().map(Some));
    let mut bits = 0u32;
    let mut n_bits = 0;
    for byte in &hash[..10] {
        bits = (bits << 8) | u32::from(*byte);
        n_bits += 8;
        while n_bits >= 5 {
            n_bits -= 5;
            name.push(char::from(DIGITS[(bits >> n_bits) as usize & 31]));
        }
        bits &= (1 << n_bits) - 1;
    }
    name
}

/// A hash that keeps ("ab", "c") and ("a", "bc") apart, and what is absent from what is empty.
pub(crate) fn hash_of<'a>(parts: impl Iterator<Item = Option<&'a [u8]>>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&part.map_or(u64::MAX, |part| part.len() as u64).to_le_bytes());
        hasher.update(part.unwrap_or_default());
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_stable_and_of_their_parts() {
        let name = named('s', &[b"w-17", b"say"]);
        assert_eq!((name.len(), &name[..2]), (18, "s-"));
        assert_eq!(name, named('s', &[b"w-17", b"say"]));
        assert_ne!(name[1..], named('s', &[b"w-17s", b"ay"])[1..]);
        assert_eq!(named('y', &[b"w-17"]), story_id("w-17"));
    }
}
