//! The record beside the text: every entry with its words, what it is, and why.

use super::text::Part;
use super::{Sheet, cut, size_in_words};
use chancery_record::{Actor, ActorKind, Citation, Event, OTHER, Participant, Position, Statement, Status};
use chancery_text::{Mark, Severity};
use maud::{Markup, html};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Longer words are cut here; all of them stand in the text.
const LONGEST: usize = 600;

/// What entries of all kinds have.
struct Entry<'a> {
    id: &'a str,
    class: &'static str,
    head: Markup,
    words: Cow<'a, str>,
    about: Vec<String>,
    /// Another entry that it is taken from: what leads there, and its id.
    from: Option<(String, &'a str)>,
    rule: &'a str,
}

/// What the margin keeps while it is written.
struct Margin<'a> {
    /// The entries that have characters in the text to lead to.
    anchored: BTreeSet<&'a str>,
    /// What rules find, as far as it was asked.
    meanings: BTreeMap<String, Option<String>>,
}

impl Sheet<'_> {
    pub(super) fn margin(&self, marks: &[Mark<Part>]) -> Markup {
        let n_points = self.text.chars().count();
        let shown = marks.iter().filter(|mark| mark.start < mark.end && mark.start < n_points);
        let mut margin = Margin {
            anchored: shown.map(|mark| mark.of.entry.as_str()).collect(),
            meanings: BTreeMap::new(),
        };
        let record = self.record;
        html! {
            aside aria-label="The record" {
                (section("Who said what", record.statements.len(), &html! {
                    @for one in &record.statements { (self.entry(&self.statement(one), &mut margin)) }
                }))
                (section("Who did what to whom", record.events.len(), &html! {
                    @for one in &record.events { (self.entry(&self.event(one), &mut margin)) }
                }))
                (section("Who wants what", record.positions.len(), &html! {
                    @for one in &record.positions { (self.entry(&self.position(one), &mut margin)) }
                }))
                (section("Actors", record.actors.len(), &html! {
                    @for one in &record.actors { (self.entry(&self.actor(one), &mut margin)) }
                }))
                (self.remarks())
            }
        }
    }

    fn statement<'a>(&self, one: &'a Statement) -> Entry<'a> {
        let cue = one.cue.as_ref().map_or(one.act.label(), |cue| cue.citation.text.as_str());
        let mut about = vec![one.act.to_string(), one.form.to_string()];
        about.extend(self.days(one.date));
        Entry {
            id: &one.id,
            class: "content",
            head: html! {
                (self.who(&one.speakers, "unattributed")) " " i.cue { (cut(cue, 60)) }
                @if !one.addressees.is_empty() { " to " (self.who(&one.addressees, "")) }
            },
            words: stretches(&one.content),
            about,
            from: one.inside.as_deref().map(|id| (format!("told in what {}", self.saying(id)), id)),
            rule: &one.rule,
        }
    }

    fn event<'a>(&self, one: &'a Event) -> Entry<'a> {
        let mut about = Vec::new();
        about.extend((one.status != Status::Occurred).then(|| one.status.to_string()));
        about.extend(one.place.as_ref().map(|place| format!("at {}", place.name)));
        about.extend(size_in_words(&one.size));
        about.extend(self.days(one.date));
        Entry {
            id: &one.id,
            class: one.quad.label(),
            head: html! {
                b.type { (one.event_type) } @if let Some(mode) = &one.mode { " " span.mode { (mode) } } " "
                (self.who(&one.actors, "somebody"))
                @if !one.recipients.is_empty() { " → " (self.who(&one.recipients, "")) }
            },
            words: Cow::from(&one.evidence.text),
            about,
            from: one.reported_by.as_deref().map(|id| (format!("as {}", self.saying(id)), id)),
            rule: &one.rule,
        }
    }

    fn position<'a>(&self, one: &'a Position) -> Entry<'a> {
        let mut about = Vec::new();
        about.extend(one.condition.as_ref().map(|condition| cut(&condition.text, 160)));
        about.extend(self.days(one.date));
        Entry {
            id: &one.id,
            class: "position",
            head: html! {
                (self.who(std::slice::from_ref(&one.holder), "")) " " b.stance { (one.stance) } " "
                (one.issue.replace('-', " "))
                @if let Some(phrase) = one.phrase.as_ref().filter(|_| one.issue == OTHER) { ": " (cut(&phrase.text, 100)) }
                @if let Some(target) = &one.target { " of " (self.who(std::slice::from_ref(target), "")) }
            },
            words: Cow::from(&one.evidence.text),
            about,
            from: one.from.as_deref().map(|id| match self.record.statements.iter().any(|one| one.id == id) {
                true => (format!("as {}", self.saying(id)), id),
                false => ("from an event".to_owned(), id),
            }),
            rule: &one.rule,
        }
    }

    fn actor<'a>(&self, one: &'a Actor) -> Entry<'a> {
        let of = one.country.as_deref().map(|code| (self.country)(code));
        let kind = (one.kind != ActorKind::Unknown).then(|| one.kind.label().to_owned());
        let sectors = Some(one.sectors.join(" ")).filter(|sectors| !sectors.is_empty());
        let n = one.mentions.len();
        let mentions = Some(format!("{n} mention{}", if n == 1 { "" } else { "s" }));
        let about = [one.office.clone(), of, one.organisation.clone(), kind, sectors, mentions];
        Entry {
            id: &one.id,
            class: "actor",
            head: html! {
                @match (self.page_of)(one) {
                    Some(page) => a.who href=(page) { bdi { (cut(&one.name, 120)) } },
                    None => b.who { bdi { (cut(&one.name, 120)) } },
                }
            },
            words: Cow::from(one.mentions.first().map_or("", |mention| mention.citation.text.as_str())),
            about: about.into_iter().flatten().collect(),
            from: None,
            rule: &one.rule,
        }
    }

    fn entry(&self, one: &Entry<'_>, margin: &mut Margin<'_>) -> Markup {
        let name = one.rule.split('/').next().unwrap_or(one.rule);
        let meaning = margin.meanings.entry(name.to_owned()).or_insert_with(|| (self.meaning)(name));
        let reasons = self.reasons(one.id);
        let is_lit = self.lit == Some(one.id);
        html! {
            li id=(self.id(&format!("r-{}", one.id))) class={ (one.class) @if is_lit { " lit" } } {
                p.head { (one.head) }
                p.words {
                    @if margin.anchored.contains(one.id) { a href={ "#" (self.id(one.id)) } { bdi { (cut(&one.words, LONGEST)) } } }
                    @else { bdi { (cut(&one.words, LONGEST)) } }
                }
                p.meta {
                    (one.about.join(" · "))
                    @if let Some((words, to)) = &one.from {
                        @if !one.about.is_empty() { " · " }
                        a href={ "#" (self.id("r-")) (to) } { (words) }
                    }
                }
                details.why open[is_lit || !reasons.is_empty()] {
                    summary { "Why" }
                    p { code { (one.id) } " by " code { (one.rule) } @if let Some(meaning) = meaning { ": " (meaning) } }
                    // What the rule finds stands above already.
                    @for reason in reasons.iter().filter(|one| meaning.is_none() || !one.starts_with("the rule finds: ")) { p { (reason) } }
                }
            }
        }
    }

    fn remarks(&self) -> Markup {
        let reader = &self.record.reader;
        html! {
            @for remark in &self.record.diagnostics {
                p.remark { @if remark.severity != Severity::Note.name() { (remark.severity) ": " } (remark.message) " [" (remark.code) "]" }
            }
            @for why in self.reasons("") { p.remark { (why) } }
            p.meta { "Read by chancery " (reader.version) " · model " (reader.model) " · world " (reader.world) }
        }
    }

    fn who(&self, members: &[Participant], nobody: &str) -> Markup {
        let is_listed = |member: &Participant| self.record.actor(&member.id).is_some();
        html! {
            @if members.is_empty() { span.nobody { (nobody) } }
            @for (n, member) in members.iter().enumerate() {
                @if n > 0 { ", " }
                @if is_listed(member) { a.who href={ "#" (self.id("r-")) (member.id) } { bdi { (self.name(member)) } } }
                @else { b.who { bdi { (self.name(member)) } } }
            }
        }
    }

    /// `Rufus Roe says`, of a statement.
    fn saying(&self, id: &str) -> String {
        let statement = self.record.statements.iter().find(|statement| statement.id == id);
        let names = statement.map(|statement| self.names(&statement.speakers)).unwrap_or_default();
        format!("{} says", if names.is_empty() { "somebody" } else { &names })
    }
}

/// Words that stand in one or several stretches of the text.
fn stretches(of: &[Citation]) -> Cow<'_, str> {
    match of {
        [one] => Cow::from(&one.text),
        several => Cow::from(several.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(" … ")),
    }
}

fn section(title: &str, n: usize, items: &Markup) -> Markup {
    html! {
        @if n > 0 {
            section { h2 { (title) small { (n) } } ol { (items) } }
        }
    }
}
