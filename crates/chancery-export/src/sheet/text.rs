//! The article's own characters, all of them, cut at every boundary of what is marked.

use super::{Sheet, cut};
use chancery_record::{Citation, Cue};
use chancery_text::{Mark, Segment, segments};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// What marked characters are.
pub(super) struct Part {
    /// Class of their layer.
    layer: &'static str,
    /// The entry that they belong to; empty for times and places.
    pub(super) entry: String,
    /// Words for a reader who points at them.
    title: String,
}

impl Sheet<'_> {
    pub(super) fn highlighted(&self, marks: &[Mark<Part>]) -> Markup {
        let mut anchored = BTreeSet::new();
        html! { div.text { @for cut in &segments(self.text, marks) { (self.segment(cut, &mut anchored)) } } }
    }

    fn segment<'m>(&self, segment: &Segment<'m, Part>, anchored: &mut BTreeSet<&'m str>) -> Markup {
        let begins = segment.begins.iter().map(|mark| mark.of.entry.as_str());
        let ids: Vec<&str> = begins.filter(|entry| !entry.is_empty() && anchored.insert(*entry)).collect();
        let mut classes: Vec<String> = vec!["m".to_owned()];
        let mut add = |class: String| {
            if !classes.contains(&class) {
                classes.push(class);
            }
        };
        for mark in &segment.marks {
            add(mark.of.layer.to_owned());
            if !mark.of.entry.is_empty() {
                add(self.id(&mark.of.entry));
            }
            if self.lit == Some(&mark.of.entry) {
                add("lit".to_owned());
            }
        }
        let classes = classes.join(" ");
        let mut titles: Vec<&str> = segment.marks.iter().rev().map(|mark| mark.of.title.as_str()).collect();
        titles.dedup();
        let titles = titles.join("\n");
        // The innermost entry; nobody wants to stop at a blank.
        let target = segment.marks.iter().rev().map(|mark| &mark.of.entry).find(|entry| !entry.is_empty());
        let target = target.filter(|_| !segment.text.trim().is_empty());
        html! {
            @for id in ids { span.at id=(self.id(id)) {} }
            @if segment.marks.is_empty() {
                (segment.text)
            } @else if let Some(target) = target {
                a class=(classes) title=(titles) href={ "#" (self.id("r-")) (target) } { (segment.text) }
            } @else {
                span class=(classes) title=(titles) { (segment.text) }
            }
        }
    }

    pub(super) fn marks(&self) -> Vec<Mark<Part>> {
        let record = self.record;
        let mut marks = Vec::new();
        let mut add = |citation: &Citation, layer, entry: &str, title: String| {
            let of = Part { layer, entry: entry.to_owned(), title };
            marks.push(Mark { start: citation.start, end: citation.end, of });
        };
        for actor in &record.actors {
            for mention in &actor.mentions {
                add(&mention.citation, "actor", &actor.id, cut(&actor.name, 80));
            }
        }
        for (time, n) in record.times.iter().zip(1..) {
            let value = time.value.as_deref().unwrap_or("unresolved");
            let title = self.explained(format!("{} {value}", time.kind), &format!("t{n}"));
            add(&time.citation, "time", "", title);
        }
        for (place, n) in record.places.iter().zip(1..) {
            let of = place.country.as_deref().map(|code| format!(", {}", (self.country)(code)));
            let title = format!("{}{}", place.name, of.unwrap_or_default());
            add(&place.citation, "place", "", self.explained(title, &format!("pl{n}")));
        }
        for statement in &record.statements {
            let id = statement.id.as_str();
            let who = self.names(&statement.speakers);
            let who = if who.is_empty() { "somebody" } else { &who };
            for speaker in &statement.speakers {
                add(&speaker.mention, "speaker", id, "speaker".to_owned());
            }
            if let Some(Cue { citation, .. }) = &statement.cue {
                add(citation, "cue", id, statement.act.to_string());
            }
            for part in &statement.content {
                add(part, "content", id, format!("{who}: {}", statement.act));
            }
        }
        for event in &record.events {
            for citation in std::iter::once(&event.trigger).chain(&event.also) {
                add(citation, event.quad.label(), &event.id, event.event_type.to_string());
            }
        }
        for position in &record.positions {
            let title = format!("{} {}", position.stance, position.issue.replace('-', " "));
            add(&position.evidence, "position", &position.id, title);
        }
        marks
    }

    /// The title of something that has no entry in the margin, with how it was resolved below it.
    fn explained(&self, title: String, about: &str) -> String {
        std::iter::once(&title).chain(self.reasons(about)).map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}
