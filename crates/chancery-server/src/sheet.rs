//! An article with its record: the text with everything highlighted, the record beside it, linked both ways.
//!
//! Whatever an article holds is shown as text, all of it.

use crate::address::Address;
use crate::entry::size;
use crate::piece::cut;
use chancery_record::{
    Citation, Cue, Days, Event, OTHER, Participant, Position, Record, Statement, Status, short_days,
};
use chancery_store::party_id;
use chancery_text::{Mark, Segment, segments};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// The layers that a reader can switch off, with their labels.
pub(crate) const LAYERS: [(&str, &str); 6] = [
    ("statements", "Statements"),
    ("events", "Events"),
    ("positions", "Positions"),
    ("actors", "Actors"),
    ("times", "Times"),
    ("places", "Places"),
];

/// What marked characters are.
struct Part {
    /// Class of their layer.
    layer: &'static str,
    /// The entry that they belong to; empty for times and places.
    entry: String,
    /// Words for a reader who points at them.
    title: String,
}

/// An article on its way to a page.
pub(crate) struct Sheet<'a> {
    pub(crate) text: &'a str,
    pub(crate) record: &'a Record,
    /// The entry that is shown above all others.
    pub(crate) lit: Option<&'a str>,
    /// Why entries are as they are, by their ids.
    pub(crate) reasons: BTreeMap<String, Vec<String>>,
    /// Whether parties are those of an archive, and can be asked for.
    pub(crate) is_kept: bool,
}

impl Sheet<'_> {
    pub(crate) fn markup(&self) -> Markup {
        let marks = self.marks();
        let cuts = segments(self.text, &marks);
        let mut anchored = BTreeSet::new();
        let mut rules = BTreeMap::new();
        html! {
            fieldset.layers {
                legend { "Show" }
                @for (layer, label) in LAYERS {
                    label class=(layer) { input type="checkbox" id={ "show-" (layer) } data-layer=(layer) checked; (label) }
                }
            }
            div.sheet {
                div.text { @for cut in &cuts { (self.segment(cut, &mut anchored)) } }
                aside aria-label="The record" {
                    (section("Who said what", self.record.statements.len(), html! {
                        @for one in &self.record.statements { (self.statement(one, &mut rules)) }
                    }))
                    (section("Who did what to whom", self.record.events.len(), html! {
                        @for one in &self.record.events { (self.event(one, &mut rules)) }
                    }))
                    (section("Who wants what", self.record.positions.len(), html! {
                        @for one in &self.record.positions { (self.position(one, &mut rules)) }
                    }))
                    (self.actors())
                    (self.remarks())
                }
            }
        }
    }

    fn segment(&self, segment: &Segment<'_, Part>, anchored: &mut BTreeSet<String>) -> Markup {
        let mut ids = Vec::new();
        for mark in &segment.begins {
            if !mark.of.entry.is_empty() && anchored.insert(mark.of.entry.clone()) {
                ids.push(mark.of.entry.as_str());
            }
        }
        let mut classes: Vec<&str> = Vec::new();
        for mark in &segment.marks {
            for class in [mark.of.layer, mark.of.entry.as_str()] {
                if !class.is_empty() && !classes.contains(&class) {
                    classes.push(class);
                }
            }
        }
        if self.lit.is_some_and(|lit| classes.contains(&lit)) {
            classes.push("lit");
        }
        let mut titles: Vec<&str> = segment.marks.iter().rev().map(|mark| mark.of.title.as_str()).collect();
        titles.dedup();
        // Nobody wants to stop at a blank.
        let target = segment
            .marks
            .iter()
            .rev()
            .find(|mark| !mark.of.entry.is_empty())
            .filter(|_| !segment.text.trim().is_empty());
        let classes = format!("m {}", classes.join(" "));
        html! {
            @for id in ids { span.at id=(id) {} }
            @if segment.marks.is_empty() {
                (segment.text)
            } @else if let Some(target) = target {
                a class=(classes) title=(titles.join("\n")) href={ "#r-" (target.of.entry) } { (segment.text) }
            } @else {
                span class=(classes) title=(titles.join("\n")) { (segment.text) }
            }
        }
    }

    fn marks(&self) -> Vec<Mark<Part>> {
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
        for time in &record.times {
            let value = time.value.as_deref().unwrap_or("unresolved");
            add(&time.citation, "time", "", format!("{} {value}", time.kind));
        }
        for place in &record.places {
            let of = place.country.as_deref().map(|code| format!(", {code}")).unwrap_or_default();
            add(&place.citation, "place", "", format!("{}{of}", place.name));
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

    fn statement(&self, one: &Statement, rules: &mut Rules) -> Markup {
        let cue = one.cue.as_ref().map_or(one.act.label(), |cue| cue.citation.text.as_str());
        let head = html! {
            (self.who(&one.speakers, "unattributed")) " " i.cue { (cut(cue, 60)) }
            @if !one.addressees.is_empty() { " to " (self.who(&one.addressees, "")) }
        };
        let words = one.content.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" … ");
        let mut about = vec![one.act.to_string(), one.form.to_string()];
        about.extend(self.days(one.date));
        self.entry(
            &one.id,
            "content",
            &head,
            &words,
            &about,
            &one.rule,
            rules,
            one.inside.as_deref().map(|id| ("told in", id)),
        )
    }

    fn event(&self, one: &Event, rules: &mut Rules) -> Markup {
        let head = html! {
            b.type { (one.event_type) } @if let Some(mode) = &one.mode { " " span.mode { (mode) } } " "
            (self.who(&one.actors, "somebody"))
            @if !one.recipients.is_empty() { " → " (self.who(&one.recipients, "")) }
        };
        let mut about = Vec::new();
        about.extend((one.status != Status::Occurred).then(|| one.status.to_string()));
        about.extend(one.place.as_ref().map(|place| format!("at {}", place.name)));
        about.extend(size(&one.size));
        about.extend(self.days(one.date));
        let told = one.reported_by.as_deref().map(|id| ("reported in", id));
        self.entry(&one.id, one.quad.label(), &head, &one.evidence.text, &about, &one.rule, rules, told)
    }

    fn position(&self, one: &Position, rules: &mut Rules) -> Markup {
        let head = html! {
            (self.who(std::slice::from_ref(&one.holder), "")) " " b.stance { (one.stance) } " "
            (one.issue.replace('-', " "))
            @if let Some(phrase) = one.phrase.as_ref().filter(|_| one.issue == OTHER) { ": " (cut(&phrase.text, 100)) }
            @if let Some(target) = &one.target { " of " (self.who(std::slice::from_ref(target), "")) }
        };
        let mut about = Vec::new();
        about.extend(one.condition.as_ref().map(|condition| cut(&condition.text, 160)));
        about.extend(self.days(one.date));
        let from = one.from.as_deref().map(|id| ("from", id));
        self.entry(&one.id, "position", &head, &one.evidence.text, &about, &one.rule, rules, from)
    }

    #[expect(clippy::too_many_arguments, reason = "what the three kinds of entries have in common, once")]
    fn entry(
        &self,
        id: &str,
        class: &str,
        head: &Markup,
        words: &str,
        about: &[String],
        rule: &str,
        rules: &mut Rules,
        link: Option<(&str, &str)>,
    ) -> Markup {
        let name = rule.split('/').next().unwrap_or(rule);
        let definition = rules.entry(name.to_owned()).or_insert_with(|| {
            chancery::explain(name)
                .into_iter()
                .find(|meaning| meaning.kind == "rule")
                .map(|meaning| meaning.definition)
        });
        let reasons = self.reasons.get(id).map_or(&[][..], Vec::as_slice);
        let is_lit = self.lit == Some(id);
        html! {
            li id={ "r-" (id) } class={ (class) @if is_lit { " lit" } } {
                p.head { (head) }
                p.words { a href={ "#" (id) } { bdi { (cut(words, 600)) } } }
                p.meta {
                    (about.join(" · "))
                    @if let Some((word, to)) = link {
                        @if !about.is_empty() { " · " }
                        a href={ "#r-" (to) } { (word) " a statement" }
                    }
                }
                details.why open[is_lit || !reasons.is_empty()] {
                    summary { "Why" }
                    p { code { (rule) } @if let Some(definition) = definition { ": " (definition) } }
                    @for reason in reasons { p { (reason) } }
                }
            }
        }
    }

    fn actors(&self) -> Markup {
        section(
            "Actors",
            self.record.actors.len(),
            html! {
                @for actor in &self.record.actors {
                    li.actor id={ "r-" (actor.id) } {
                        p.head {
                            @match party_id(actor).filter(|_| self.is_kept) {
                                Some(party) => a.who href=(Address::actor(&party)) { bdi { (cut(&actor.name, 120)) } },
                                None => b.who { bdi { (cut(&actor.name, 120)) } },
                            }
                        }
                        p.meta {
                            @for one in [actor.office.as_deref(), actor.country.as_deref(), actor.organisation.as_deref()].into_iter().flatten() {
                                (one) " · "
                            }
                            (actor.kind) " · "
                            a href={ "#" (actor.id) } { (actor.mentions.len()) " mention" @if actor.mentions.len() != 1 { "s" } }
                        }
                    }
                }
            },
        )
    }

    fn remarks(&self) -> Markup {
        let reader = &self.record.reader;
        html! {
            @for remark in &self.record.diagnostics { p.remark { (remark.message) " [" (remark.code) "]" } }
            p.meta { "Read by chancery " (reader.version) " · model " (reader.model) " · world " (reader.world) }
        }
    }

    fn who(&self, members: &[Participant], nobody: &str) -> Markup {
        html! {
            @if members.is_empty() { span.nobody { (nobody) } }
            @for (n, member) in members.iter().enumerate() {
                @if n > 0 { ", " }
                a.who href={ "#r-" (member.id) } { bdi { (self.name(member)) } }
            }
        }
    }

    fn names(&self, members: &[Participant]) -> String {
        members.iter().map(|member| self.name(member)).collect::<Vec<_>>().join(", ")
    }

    fn name(&self, member: &Participant) -> String {
        let actor = self.record.actor(&member.id);
        cut(actor.map_or(member.mention.text.as_str(), |actor| actor.name.as_str()), 80)
    }

    fn days(&self, days: Option<Days>) -> Option<String> {
        days.map(|days| short_days(days, self.record.article.published))
    }
}

/// What rules mean, as far as it was asked.
type Rules = BTreeMap<String, Option<String>>;

fn section(title: &str, n: usize, items: Markup) -> Markup {
    html! {
        @if n > 0 {
            section { h2 { (title) small { (n) } } ol { (items) } }
        }
    }
}
