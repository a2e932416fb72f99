//! One record as it stands in lists: its day, who, what, the words that it rests on, where they stand.

use crate::address::Address;
use crate::piece::{cut, day, member, members, origin, tag};
use chancery_export::size_in_words;
use chancery_record::{Act, OTHER, StatementForm, Status};
use chancery_store::{EventRow, PositionRow, StatementRow};
use maud::{Markup, html};

/// Longer words are cut; the whole of them stands in the article.
const LONGEST: usize = 420;

/// A record that pages list.
pub(crate) trait Entry {
    /// As an item of a list.
    fn item(&self) -> Markup;
}

/// Records as a list.
pub(crate) fn entries<T: Entry>(rows: &[T]) -> Markup {
    html! {
        @if !rows.is_empty() { ol.entries { @for row in rows { (row.item()) } } }
    }
}

impl Entry for StatementRow {
    fn item(&self) -> Markup {
        let cue = self.cue.as_ref().map_or(self.act.label(), |cue| cue.citation.text.as_str());
        html! {
            li.entry.statement {
                (day(self.date, &self.article))
                div {
                    p.head {
                        (members(&self.speakers, "unattributed")) " "
                        i.cue { bdi { (cut(cue, 60)) } }
                        @if !self.addressees.is_empty() { " to " (members(&self.addressees, "")) }
                    }
                    (words(&self.content, &self.article.id, &self.id))
                    p.meta { @if self.act != Act::Assert { (tag(self.act.label())) }
                        @if self.form == StatementForm::Direct { (tag("in their words")) }
                        (origin(&self.article)) }
                }
            }
        }
    }
}

impl Entry for EventRow {
    fn item(&self) -> Markup {
        let size = size_in_words(&self.size);
        html! {
            li class={ "entry event " (self.quad) } {
                (day(self.date, &self.article))
                div {
                    p.head {
                        (event_type(self)) " "
                        (members(&self.actors, "somebody"))
                        @if !self.recipients.is_empty() { span.to { " → " } (members(&self.recipients, "")) }
                    }
                    (words(&self.evidence.text, &self.article.id, &self.id))
                    p.meta {
                        @if self.status != Status::Occurred { (tag(self.status.label())) }
                        @if let Some(statement) = &self.reported_by {
                            a.tag href=(Address::record(&self.article.id, statement)) { "reported" }
                        }
                        @if let Some(place) = &self.place { (tag(&format!("at {}", cut(&place.name, 60)))) }
                        @if let Some(size) = &size { (tag(size)) }
                        (origin(&self.article))
                    }
                }
            }
        }
    }
}

impl Entry for PositionRow {
    fn item(&self) -> Markup {
        html! {
            li.entry.position {
                (day(self.date, &self.article))
                div {
                    p.head {
                        (member(&self.holder)) " "
                        b.stance { (self.stance) } " "
                        (issue(self))
                        @if let Some(target) = &self.target { " of " (member(target)) }
                    }
                    (words(&self.evidence.text, &self.article.id, &self.id))
                    p.meta {
                        @if let Some(condition) = &self.condition { (tag(&cut(&condition.text, 120))) }
                        (origin(&self.article))
                    }
                }
            }
        }
    }
}

/// The issue of a position, leading to all positions on it; of one that fits none its words.
fn issue(row: &PositionRow) -> Markup {
    html! {
        a href=(Address::positions().with("issue", &row.issue)) { (row.issue.replace('-', " ")) }
        @if let Some(phrase) = row.phrase.as_ref().filter(|_| row.issue == OTHER) { ": " bdi { (cut(&phrase.text, 100)) } }
    }
}

/// The type of an event with its mode.
pub(crate) fn event_type(row: &EventRow) -> Markup {
    html! {
        b.type title=(row.quad) { (row.event_type) }
        @if let Some(mode) = &row.mode { " " span.mode { (mode) } }
    }
}

/// The words that a record rests on, leading to where they stand.
fn words(text: &str, article: &str, id: &str) -> Markup {
    html! { p.words { a href=(Address::record(article, id)) { bdi { (cut(text, LONGEST)) } } } }
}
