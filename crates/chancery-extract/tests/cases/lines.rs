//! A record as the lines that cases expect: one for each entry, fields parted by ` | `.

use chancery_extract::Explanation;
use chancery_record::{
    Actor, Citation, Days, Event, MentionForm, Participant, Place, Position, Record, Statement, When,
};

/// The kinds of entry that a case of an area shows unless its header says otherwise.
pub(crate) fn shown_in(area: &str) -> &'static str {
    match area {
        "statement" => "statements",
        "event" => "events",
        "actor" => "actors",
        "time" => "times",
        "place" => "places",
        "position" => "positions",
        _ => "actors times places statements events",
    }
}

/// The lines of a record for the kinds named in `show`.
pub(crate) fn lines(record: &Record, explanations: &[Explanation], show: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for kind in show.split_whitespace() {
        match kind {
            "actors" => lines.extend(record.actors.iter().map(actor)),
            "times" => lines.extend(record.times.iter().map(time)),
            "places" => lines.extend(record.places.iter().map(place)),
            "statements" => lines.extend(record.statements.iter().map(|s| statement(record, s))),
            "events" => lines.extend(record.events.iter().map(|e| event(record, e))),
            "positions" => lines.extend(record.positions.iter().map(|p| position(record, p))),
            "dates" => {
                lines.extend(record.statements.iter().map(|s| dated(&s.id, s.date, s.date_from.as_deref())));
                lines.extend(record.events.iter().map(|e| dated(&e.id, e.date, e.date_from.as_deref())));
            }
            "reasons" => lines.extend(explanations.iter().filter(|why| is_of_mention(why)).map(reason)),
            "diagnostics" => {
                lines.extend(
                    record.diagnostics.iter().map(|d| format!("diagnostic {} | {}", d.code, d.message)),
                );
            }
            other => panic!("`show: {other}`: no such kind of entry"),
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_string()).collect()
}

/// Whether a remark is on an actor, a time or a place.
fn is_of_mention(remark: &Explanation) -> bool {
    ["a", "t", "pl"].iter().any(|prefix| {
        let number = remark.about.strip_prefix(prefix);
        number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
    })
}

fn reason(remark: &Explanation) -> String {
    format!("why {} | {}", remark.about, flat(&remark.text))
}

fn actor(actor: &Actor) -> String {
    let mut known = vec![kebab(&actor.kind)];
    known.extend(actor.country.clone());
    known.extend(actor.organisation.clone());
    known.extend(actor.sectors.iter().cloned());
    known.extend(actor.office.clone());
    let mentions: Vec<String> = actor
        .mentions
        .iter()
        .map(|mention| match mention.form {
            MentionForm::Name => mention.citation.text.clone(),
            MentionForm::Description => format!("[{}]", mention.citation.text),
            MentionForm::Pronoun => format!("<{}>", mention.citation.text),
        })
        .map(|text| flat(&text))
        .collect();
    format!("actor {} | {} | {}", flat(&actor.name), known.join(" "), mentions.join("; "))
}

fn time(time: &When) -> String {
    format!(
        "time {} | {} {} | {}",
        flat(&time.citation.text),
        kebab(&time.kind),
        time.value.as_deref().unwrap_or("-"),
        days(time.days)
    )
}

fn place(place: &Place) -> String {
    format!(
        "place {} | {} {} {}",
        flat(&place.citation.text),
        place.name,
        place.country.as_deref().unwrap_or("-"),
        kebab(&place.kind)
    )
}

fn statement(record: &Record, statement: &Statement) -> String {
    let mut line = format!(
        "statement {} {} | {} | {} | {}",
        kebab(&statement.form),
        kebab(&statement.act),
        participants(record, &statement.speakers, false),
        statement.cue.as_ref().map_or(String::new(), |cue| flat(&cue.citation.text)),
        citations(&statement.content)
    );
    if !statement.addressees.is_empty() {
        line.push_str(&format!(" | to {}", participants(record, &statement.addressees, false)));
    }
    if let Some(outer) = &statement.inside {
        line.push_str(&format!(" | inside {outer}"));
    }
    line
}

fn event(record: &Record, event: &Event) -> String {
    let mut line = format!("event {}", kebab(&event.event_type));
    if let Some(mode) = &event.mode {
        line.push_str(&format!("/{mode}"));
    }
    line.push_str(&format!(
        " {} | {} | {} | {}",
        kebab(&event.status),
        participants(record, &event.actors, true),
        participants(record, &event.recipients, true),
        flat(&event.trigger.text)
    ));
    if let Some(statement) = &event.reported_by {
        line.push_str(&format!(" | by {statement}"));
    }
    let size =
        [("killed", event.size.killed), ("wounded", event.size.wounded), ("detained", event.size.detained)];
    for (name, number) in size {
        if let Some(number) = number {
            line.push_str(&format!(" | {name} {number}"));
        }
    }
    if let Some(place) = &event.place {
        line.push_str(&format!(" | at {}", place.name));
    }
    line
}

fn position(record: &Record, position: &Position) -> String {
    let mut line = format!(
        "position {} {} | {} | {}",
        position.issue,
        kebab(&position.stance),
        participants(record, std::slice::from_ref(&position.holder), false),
        position.phrase.as_ref().map_or(String::new(), |phrase| flat(&phrase.text)),
    );
    if let Some(target) = &position.target {
        line.push_str(&format!(" | of {}", participants(record, std::slice::from_ref(target), false)));
    }
    if let Some(condition) = &position.condition {
        line.push_str(&format!(" | condition {}", flat(&condition.text)));
    }
    line.push_str(&format!(" | {}", flat(&position.evidence.text)));
    if let Some(from) = &position.from {
        line.push_str(&format!(" | from {from}"));
    }
    line
}

fn dated(id: &str, date: Option<Days>, from: Option<&str>) -> String {
    format!("date {id} | {} | {}", days(date), from.unwrap_or("-"))
}

fn participants(record: &Record, participants: &[Participant], with_country: bool) -> String {
    let shown: Vec<String> = participants
        .iter()
        .map(|participant| {
            let mut shown = flat(&participant.mention.text);
            let Some(actor) = record.actors.iter().find(|actor| actor.id == participant.id) else {
                return shown;
            };
            if actor.name != participant.mention.text {
                shown.push_str(&format!(" = {}", flat(&actor.name)));
            }
            if with_country && let Some(code) = actor.country.as_ref().or(actor.organisation.as_ref()) {
                shown.push_str(&format!(" ({code})"));
            }
            shown
        })
        .collect();
    shown.join(" + ")
}

fn citations(citations: &[Citation]) -> String {
    let texts: Vec<String> = citations.iter().map(|citation| flat(&citation.text)).collect();
    texts.join(" … ")
}

fn days(days: Option<Days>) -> String {
    match days {
        None => "-".to_string(),
        Some(days) if days.from == days.to => days.from.to_string(),
        Some(days) => format!("{}..{}", days.from, days.to),
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A unit variant as the record's JSON writes it.
fn kebab<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_string)).unwrap_or_default()
}
