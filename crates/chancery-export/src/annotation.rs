//! Entries as W3C Web Annotations: each points at its characters by quotation and by position.
//!
//! The quotation goes with what stands before and after it, so that clients (Hypothes.is and its like) find it again
//! in a page whose text was changed. Positions are code points of the article's text, as the recommendation counts.

use chancery_record::{Article, Citation, Event, Participant, Position, Record, Statement};
use chancery_text::SourceText;
use serde_json::{Value, json};

/// So many characters go with a quotation on either side.
const AROUND: usize = 32;

/// Every statement, event and position of a record as an annotation on its article, in the order of the record.
///
/// The target is the article's address, or `urn:chancery:article:ID` where it has none.
pub fn annotations(article: &Article, record: &Record) -> Vec<Value> {
    let text = SourceText::new(article.text.as_str());
    let page = Page { text: &text, record };
    let mut annotations = Vec::new();
    for statement in &record.statements {
        annotations.push(page.statement(statement));
    }
    for event in &record.events {
        annotations.push(page.event(event));
    }
    for position in &record.positions {
        annotations.push(page.position(position));
    }
    annotations
}

struct Page<'a> {
    text: &'a SourceText,
    record: &'a Record,
}

impl Page<'_> {
    fn statement(&self, statement: &Statement) -> Value {
        let who = self.names(&statement.speakers);
        let verb = statement.cue.as_ref().map_or(statement.act.label(), |cue| cue.citation.text.as_str());
        let note = format!("{} {verb}: statement ({}, {})", named(&who), statement.form, statement.act);
        let tags = ["statement", statement.act.label(), statement.form.label()];
        self.annotation(&statement.id, &note, &tags, &statement.content, &statement.rule)
    }

    fn event(&self, event: &Event) -> Value {
        let (who, whom) = (self.names(&event.actors), self.names(&event.recipients));
        let mut note = format!("{} {}", event.event_type, event.mode.as_deref().unwrap_or(""));
        note.truncate(note.trim_end().len());
        note = format!("{note}: {}", named(&who));
        if !whom.is_empty() {
            note = format!("{note} → {whom}");
        }
        note = format!("{note} ({})", event.status);
        if let Some(statement) = &event.reported_by {
            note = format!("{note}, as told in {statement}");
        }
        let tags = ["event", event.event_type.label(), event.quad.label(), event.status.label()];
        self.annotation(&event.id, &note, &tags, std::slice::from_ref(&event.evidence), &event.rule)
    }

    fn position(&self, position: &Position) -> Value {
        let who = self.names(std::slice::from_ref(&position.holder));
        let note = format!("{}: {} {}", named(&who), position.stance, position.issue);
        let tags = ["position", position.stance.label(), position.issue.as_str()];
        self.annotation(&position.id, &note, &tags, std::slice::from_ref(&position.evidence), &position.rule)
    }

    fn annotation(&self, id: &str, note: &str, tags: &[&str], parts: &[Citation], rule: &str) -> Value {
        let Record { article, reader, .. } = self.record;
        let here = format!("urn:chancery:article:{}", article.id);
        let source = article.url.clone().unwrap_or_else(|| here.clone());
        let mut body = vec![json!({"type": "TextualBody", "purpose": "describing", "value": note})];
        let tag = |tag: &&str| json!({"type": "TextualBody", "purpose": "tagging", "value": tag});
        body.extend(tags.iter().map(tag));
        let target = |part: &Citation| json!({"source": source, "selector": self.selectors(part)});
        json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": format!("{here}:{id}"),
            "type": "Annotation",
            "motivation": "classifying",
            "generator": {
                "type": "Software",
                "name": format!("chancery {} ({rule}; model {})", reader.version, reader.model),
            },
            "body": body,
            "target": parts.iter().map(target).collect::<Vec<_>>(),
        })
    }

    fn selectors(&self, part: &Citation) -> Value {
        let length = self.text.code_point_len();
        let (start, end) = (part.start.min(length), part.end.min(length));
        let around = |from, to| self.text.slice(self.text.span_of_code_points(from..to));
        json!([
            {
                "type": "TextQuoteSelector",
                "exact": part.text,
                "prefix": around(start.saturating_sub(AROUND), start),
                "suffix": around(end, (end + AROUND).min(length)),
            },
            {"type": "TextPositionSelector", "start": part.start, "end": part.end},
        ])
    }

    fn names(&self, members: &[Participant]) -> String {
        let name = |member: &Participant| {
            let actor = self.record.actor(&member.id);
            actor.map_or(member.mention.text.clone(), |actor| actor.name.clone())
        };
        members.iter().map(name).collect::<Vec<_>>().join(", ")
    }
}

fn named(names: &str) -> &str {
    if names.is_empty() { "somebody" } else { names }
}
