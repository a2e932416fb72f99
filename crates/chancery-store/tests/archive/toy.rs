//! A reader of toys: it knows four parties, two deeds and the word "said".

use chancery_record::{
    Act, Actor, ActorKind, ActorMention, Article, ArticleInfo, Citation, Cue, Days, Event, EventType,
    MentionForm, Participant, Position, Reader, Record, SCHEMA, Size, Stance, Statement, StatementForm,
    Status,
};
use chancery_store::Writer;

const PARTIES: &[(&str, ActorKind, &str, &str)] = &[
    ("Freedonia", ActorKind::Government, "FRD", "GOV"),
    ("Sylvania", ActorKind::Government, "SYL", "GOV"),
    ("Jane Doe", ActorKind::Person, "FRD", "GOV"),
    ("the rebels", ActorKind::ArmedGroup, "FRD", "REB"),
];
const DEEDS: &[(&str, EventType)] = &[("shelled", EventType::Assault), ("met", EventType::Consult)];

pub(crate) fn article(id: &str, day: &str, text: &str) -> Article {
    Article {
        id: Some(id.to_owned()),
        published: day.parse().ok(),
        source: Some("Example Wire".to_owned()),
        title: Some(format!("Of {day}")),
        ..Article::new(text)
    }
}

/// Reads it; `version` is the reader's.
pub(crate) fn read(article: &Article, version: &str) -> Record {
    let text = &article.text;
    let cite = |at: usize, words: &str| Citation {
        start: text[..at].chars().count(),
        end: text[..at].chars().count() + words.chars().count(),
        text: words.to_owned(),
    };
    let mut actors: Vec<Actor> = Vec::new();
    for (name, kind, country, sector) in PARTIES {
        let mentions: Vec<ActorMention> = text
            .match_indices(name)
            .map(|(at, words)| ActorMention { citation: cite(at, words), form: MentionForm::Name })
            .collect();
        if !mentions.is_empty() {
            actors.push(Actor {
                id: format!("a{}", actors.len() + 1),
                name: (*name).to_owned(),
                kind: *kind,
                country: Some((*country).to_owned()),
                organisation: None,
                sectors: vec![(*sector).to_owned()],
                office: None,
                world: None,
                mentions,
                rule: "resolve-toy".to_owned(),
            });
        }
    }
    let date = article.published.map(Days::day);
    let mut record = Record {
        schema: SCHEMA.to_owned(),
        reader: Reader {
            version: version.to_owned(),
            model: "toy".to_owned(),
            world: "toy".to_owned(),
            lexicon: None,
            issues: None,
        },
        article: ArticleInfo {
            id: article.record_id(),
            title: article.title.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            published: article.published,
            published_from: article.published_from,
            language: Some("en".to_owned()),
            characters: text.chars().count(),
        },
        actors,
        times: Vec::new(),
        places: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        positions: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut start = 0;
    for sentence in text.split_inclusive(". ") {
        let within = |from: usize, to: usize| -> Vec<Participant> {
            let mut members = Vec::new();
            for actor in &record.actors {
                for ActorMention { citation, .. } in &actor.mentions {
                    let chars = |at: usize| text[..at].chars().count();
                    if (chars(from)..chars(to)).contains(&citation.start) {
                        members.push(Participant { id: actor.id.clone(), mention: citation.clone() });
                    }
                }
            }
            members
        };
        let end = start + sentence.len();
        if let Some(at) = sentence.find(" said ") {
            let words = sentence[at + 6..].trim_end();
            let id = format!("s{}", record.statements.len() + 1);
            let speakers = within(start, start + at);
            let holder = speakers.first().cloned();
            record.statements.push(Statement {
                id: id.clone(),
                form: if words.starts_with('“') { StatementForm::Direct } else { StatementForm::Indirect },
                act: Act::Assert,
                inside: None,
                speakers,
                addressees: Vec::new(),
                cue: Some(Cue { citation: cite(start + at + 1, "said"), lemma: "say".to_owned() }),
                content: vec![cite(start + at + 6, words)],
                date,
                date_from: Some("publication".to_owned()),
                rule: "statement-toy".to_owned(),
            });
            if let (Some(holder), true) = (holder, words.contains("ceasefire")) {
                record.positions.push(Position {
                    id: format!("p{}", record.positions.len() + 1),
                    holder,
                    issue: "ceasefire".to_owned(),
                    stance: Stance::Support,
                    phrase: None,
                    target: None,
                    condition: None,
                    from: Some(id),
                    date,
                    date_from: Some("statement".to_owned()),
                    evidence: cite(start + at + 6, words),
                    rule: "position-toy".to_owned(),
                });
            }
        }
        for (verb, event_type) in DEEDS {
            let Some(at) = sentence.find(&format!(" {verb} ")) else { continue };
            let is_mutual = *event_type == EventType::Consult;
            let mut actors = within(start, start + at);
            let mut recipients = within(start + at, end);
            if is_mutual {
                actors.append(&mut recipients);
            }
            record.events.push(Event {
                id: format!("e{}", record.events.len() + 1),
                event_type: *event_type,
                mode: None,
                contexts: vec!["military".to_owned()],
                quad: event_type.quad(),
                intensity: chancery_record::intensity(*event_type, None),
                actors,
                recipients,
                status: Status::Occurred,
                reported_by: sentence.contains(" said ").then(|| format!("s{}", record.statements.len())),
                date,
                date_from: Some("publication".to_owned()),
                place: None,
                size: Size::default(),
                trigger: cite(start + at + 1, verb),
                evidence: cite(start, sentence.trim_end()),
                also: Vec::new(),
                // What a newer reader says otherwise.
                confidence: if version == "1" { 0.9 } else { 0.8 },
                rule: "event-toy".to_owned(),
            });
        }
        start = end;
    }
    record
}

/// Adds articles, read by version 1.
pub(crate) fn add(writer: &mut Writer, articles: &[Article]) -> Vec<chancery_store::Added> {
    let records: Vec<Record> = articles.iter().map(|article| read(article, "1")).collect();
    writer.add(articles.iter().zip(&records)).expect("they are added")
}

/// Some days of a war.
pub(crate) fn war() -> Vec<Article> {
    [
        ("w1", "2031-03-01", "Sylvania shelled Freedonia. Jane Doe said “This is an outrage.” "),
        ("w2", "2031-03-02", "Jane Doe said that Freedonia wanted a ceasefire. Freedonia shelled Sylvania. "),
        ("w3", "2031-03-08", "Freedonia met Sylvania. Sylvania said that the talks — le cessez-le-feu, née à Ženeva — had failed. "),
        ("w4", "2031-03-09", "Jane Doe said that the rebels shelled Freedonia. "),
    ]
    .into_iter()
    .map(|(id, day, text)| article(id, day, text))
    .collect()
}
