//! Why a record is as it is, for people.

pub(crate) mod when;
pub(crate) mod who;

use crate::rule::rules;
use chancery_record::{Actor, Event, OTHER, Participant, Position, Record, Statement};

/// One remark on how an entry came to be, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The entry's id within the record (`s1`, `e2`, `p1`, `a3`); `t1` and `pl1` for the first of `times` and of `places`, which
    /// have no id of their own; empty for remarks on what was not recorded.
    pub about: String,
    /// One sentence or clause.
    pub text: String,
}

/// What a finished record says of itself: for each statement, event and position what its rule finds, who was resolved by which
/// rule, and where its date comes from.
pub(crate) fn of_record(record: &Record) -> Vec<Explanation> {
    let mut remarks = Vec::new();
    for Statement { id, rule, speakers, addressees, inside, date_from, .. } in &record.statements {
        remark(&mut remarks, id, finds(rule));
        parties(&mut remarks, record, id, "speaker", speakers);
        parties(&mut remarks, record, id, "addressee", addressees);
        if speakers.is_empty() {
            remark(&mut remarks, id, Some("nobody is named as its speaker".to_string()));
        }
        remark(&mut remarks, id, inside.as_ref().map(|outer| format!("stands inside {outer}")));
        remark(&mut remarks, id, date_from.as_ref().map(|from| format!("dated by {from}")));
    }
    for Event { id, rule, actors, recipients, reported_by, date_from, status, .. } in &record.events {
        remark(&mut remarks, id, finds(rule));
        parties(&mut remarks, record, id, "actor", actors);
        parties(&mut remarks, record, id, "recipient", recipients);
        let told = match reported_by {
            Some(statement) => format!("{status} as told in {statement}, not by the article itself"),
            None => format!("{status} as the article itself tells it"),
        };
        remark(&mut remarks, id, Some(told));
        remark(&mut remarks, id, date_from.as_ref().map(|from| format!("dated by {from}")));
    }
    for Position { id, rule, holder, target, issue, phrase, from, date_from, .. } in &record.positions {
        remark(&mut remarks, id, finds(rule));
        parties(&mut remarks, record, id, "holder", std::slice::from_ref(holder));
        parties(&mut remarks, record, id, "target", target.as_slice());
        remark(
            &mut remarks,
            id,
            phrase.as_ref().map(|phrase| match issue.as_str() {
                OTHER => format!("no issue of the codebook fits “{}”", phrase.text),
                issue => format!("“{}” names the issue {issue}", phrase.text),
            }),
        );
        let told = match from {
            Some(from) => format!("as told in {from}"),
            None => "as the article itself tells it".to_string(),
        };
        remark(&mut remarks, id, Some(told));
        remark(&mut remarks, id, date_from.as_ref().map(|from| format!("dated by {from}")));
    }
    remarks
}

fn remark(remarks: &mut Vec<Explanation>, about: &str, text: Option<String>) {
    remarks.extend(text.map(|text| Explanation { about: about.to_string(), text }));
}

/// What a rule finds, as its registry entry says.
fn finds(rule: &str) -> Option<String> {
    let id = rule.split('/').next()?;
    let known = rules().binary_search_by(|known| known.id.as_str().cmp(id)).ok()?;
    Some(format!("the rule finds: {}", rules()[known].finds.trim_end_matches('.')))
}

fn parties(
    remarks: &mut Vec<Explanation>,
    record: &Record,
    about: &str,
    role: &str,
    parties: &[Participant],
) {
    for party in parties {
        // Actors are numbered in the order of the list, so that a long article needs no search for each party.
        let number = party.id.strip_prefix('a').and_then(|number| number.parse::<usize>().ok());
        let Some(actor) = number.and_then(|number| record.actors.get(number.checked_sub(1)?)) else {
            continue;
        };
        let Actor { id, name, rule, .. } = actor;
        remark(remarks, about, Some(format!("{role} “{}” is {id}, {name}, by {rule}", party.mention.text)));
    }
}
