//! Rows for tests, made up.

use crate::series::{Told, day_of};
use chancery_record::{Act, ActorKind, Citation, Days, EventType, Size, Stance, StatementForm, Status};
use chancery_store::{ArticleRow, EventBrief, EventRow, Member, PositionBrief, PositionRow, StatementRow};

/// `Jane Doe person FRD GOV`: name, kind, country (or `-`), sector.
pub(crate) fn member(text: &str) -> Member {
    let words: Vec<&str> = text.split(' ').collect();
    let (name, rest) = words.split_at(words.len() - 3);
    let name = name.join(" ");
    Member {
        id: format!("a-{name}"),
        party: (name != "officials").then(|| format!("w-{}", name.to_lowercase().replace(' ', "-"))),
        kind: ActorKind::from_label(rest[0]).expect("a kind"),
        country: (rest[1] != "-").then(|| rest[1].to_owned()),
        organisation: None,
        sectors: vec![rest[2].to_owned()],
        office: None,
        mention: Citation { start: 0, end: name.chars().count(), text: name.clone() },
        name,
    }
}

/// An article of a day and a story.
pub(crate) fn article(day: &str, story: &str) -> ArticleRow {
    ArticleRow {
        id: format!("{story}/{day}"),
        title: None,
        source: Some("Example Wire".to_owned()),
        url: None,
        published: Some(day.parse().expect("a day")),
        published_from: None,
        language: None,
        characters: 0,
        statements: 0,
        events: 0,
        positions: 0,
        unread: None,
        revision: 1,
        story: story.to_owned(),
        is_first: true,
    }
}

/// A position.
pub(crate) fn position(holder: &str, issue: &str, stance: Stance, day: &str, story: &str) -> PositionRow {
    PositionRow {
        id: format!("p-{holder}-{issue}-{stance}-{day}"),
        article: article(day, story),
        holder: member(holder),
        issue: issue.to_owned(),
        stance,
        phrase: None,
        target: None,
        condition: None,
        from: None,
        date: None,
        date_from: None,
        evidence: Citation { start: 0, end: 0, text: String::new() },
        rule: String::new(),
    }
}

/// An event: its type, who, to whom, the day and the story.
pub(crate) fn event(event_type: &str, actor: &str, recipient: &str, day: &str, story: &str) -> EventRow {
    let event_type = EventType::from_label(event_type).expect("a type");
    let nothing = Citation { start: 0, end: 0, text: String::new() };
    EventRow {
        id: format!("e-{event_type}-{day}-{story}"),
        article: article(day, story),
        event_type,
        mode: None,
        contexts: Vec::new(),
        quad: event_type.quad(),
        intensity: chancery_record::intensity(event_type, None),
        actors: vec![member(actor)],
        recipients: vec![member(recipient)],
        status: Status::Occurred,
        reported_by: None,
        date: None,
        date_from: None,
        place: None,
        place_kind: None,
        size: Size::default(),
        trigger: nothing.clone(),
        evidence: nothing,
        confidence: 1.0,
        rule: String::new(),
    }
}

/// A statement of one speaker.
pub(crate) fn statement(id: &str, speaker: &str) -> StatementRow {
    StatementRow {
        id: id.to_owned(),
        article: article("2031-02-08", "y-1"),
        form: StatementForm::Indirect,
        act: Act::Assert,
        inside: None,
        speakers: vec![member(speaker)],
        addressees: Vec::new(),
        cue: None,
        content: String::new(),
        span: (0, 0),
        date: None,
        date_from: None,
        rule: String::new(),
    }
}

/// Events as a ledger takes them, with their ids; their numbers are their places.
pub(crate) fn told(events: &[EventRow]) -> Told {
    Told {
        events: briefs(events),
        ids: Some(events.iter().map(|event| event.id.clone()).collect()),
        incidents: None,
    }
}

/// Events as far as they are counted.
pub(crate) fn briefs(events: &[EventRow]) -> Vec<EventBrief> {
    let mut stories: Vec<&str> = events.iter().map(|event| event.article.story.as_str()).collect();
    stories.sort_unstable();
    let brief = |(key, event): (usize, &EventRow)| EventBrief {
        key: key as i64,
        day: day_of(event),
        event_type: event.event_type,
        status: event.status,
        is_claim: event.reported_by.is_some(),
        intensity: event.intensity,
        story: stories.partition_point(|story| *story < event.article.story.as_str()) as i64,
        is_first: event.article.is_first,
    };
    events.iter().enumerate().map(brief).collect()
}

/// Positions as far as they are counted.
pub(crate) fn position_briefs(positions: &[PositionRow]) -> Vec<PositionBrief> {
    let mut stories: Vec<&str> = positions.iter().map(|one| one.article.story.as_str()).collect();
    stories.sort_unstable();
    let brief = |(key, one): (usize, &PositionRow)| PositionBrief {
        key: key as i64,
        id: one.id.clone(),
        holder: one.holder.clone(),
        issue: one.issue.clone(),
        stance: one.stance,
        days: one.date.or(one.article.published.map(Days::day)),
        story: stories.partition_point(|story| *story < one.article.story.as_str()) as i64,
    };
    positions.iter().enumerate().map(brief).collect()
}
