//! One self-contained page: each article with its statements, events, actors, times and places highlighted, and its
//! record beside it, linked both ways. Works without JavaScript; every character of an article is escaped.

use super::layout::cut;
use super::{Printer, Reasons, reasons};
use chancery::{
    ActorKind, Citation, Days, Event, OTHER, Participant, Position, ReadArticle, Record, Statement, Status,
    long_day, short_days,
};
use chancery_text::{Mark, segments};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");

/// The layers that a reader can switch off, with their labels.
const LAYERS: &[(&str, &str)] = &[
    ("statements", "Statements"),
    ("events", "Events"),
    ("actors", "Actors"),
    ("times", "Times"),
    ("places", "Places"),
    ("positions", "Positions"),
];

pub(crate) struct Html<'w> {
    explain: bool,
    country_name: Box<dyn Fn(&str) -> String + 'w>,
    n_articles: usize,
}

impl<'w> Html<'w> {
    pub(crate) fn new(explain: bool, country_name: Box<dyn Fn(&str) -> String + 'w>) -> Html<'w> {
        Html { explain, country_name, n_articles: 0 }
    }
}

impl Printer for Html<'_> {
    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut page = String::from(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>chancery: the record</title>\n<style>\n",
        );
        page.push_str(STYLE);
        page.push_str("</style>\n</head>\n<body>\n<header class=\"bar\"><b>chancery</b> <span>Show:</span>");
        for (layer, label) in LAYERS {
            let _ = write!(
                page,
                " <label class=\"key {layer}\"><input type=\"checkbox\" id=\"show-{layer}\" checked> {label}</label>"
            );
        }
        page.push_str("</header>\n");
        out.write_all(page.as_bytes())
    }

    fn print(&mut self, out: &mut dyn Write, read: &ReadArticle) -> io::Result<()> {
        self.n_articles += 1;
        let prefix = format!("n{}-", self.n_articles);
        let why = reasons(read, self.explain);
        let mut sheet = Sheet { html: self, read, prefix, anchored: BTreeSet::new(), why };
        let shown = sheet.marks().into_iter().filter(|mark| mark.start < mark.end);
        sheet.anchored = shown.map(|mark| mark.of.entry).collect();
        out.write_all(sheet.article().as_bytes())
    }

    fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"</body>\n</html>\n")
    }
}

/// What marked characters are.
struct Part {
    /// Class of its layer: `speaker`, `content`, `trigger` …
    layer: &'static str,
    /// The entry that it belongs to: `s1`, `e2`, `a3`; empty for times and places.
    entry: String,
    /// Words for a reader who points at it.
    title: String,
}

/// One article on its way to the page.
struct Sheet<'a> {
    html: &'a Html<'a>,
    read: &'a ReadArticle,
    /// Keeps ids of several articles apart: `n2-`.
    prefix: String,
    /// The entries that have characters in the text to link to.
    anchored: BTreeSet<String>,
    /// What is explained, by entry.
    why: Reasons<'a>,
}

impl Sheet<'_> {
    fn record(&self) -> &Record {
        &self.read.reading.record
    }

    fn article(&self) -> String {
        let record = self.record();
        let mut page = String::new();
        let title = record.article.title.as_deref().unwrap_or(&self.read.name);
        page.push_str("<article>\n<h1>");
        escape(&mut page, title);
        page.push_str("</h1>\n<p class=\"facts\">");
        let mut facts = vec![self.read.name.clone()];
        facts.extend(record.article.source.clone());
        facts.extend(record.article.published.map(long_day));
        facts.push(format!("{} characters", record.article.characters));
        escape(&mut page, &facts.join(" · "));
        page.push_str("</p>\n<div class=\"sheet\">\n<div class=\"text\">");
        self.text(&mut page);
        page.push_str("</div>\n<aside>\n");
        self.statements(&mut page);
        self.events(&mut page);
        self.positions(&mut page);
        self.actors(&mut page);
        self.remarks(&mut page);
        page.push_str("</aside>\n</div>\n");
        self.pairing(&mut page);
        page.push_str("</article>\n");
        page
    }

    /// The article's own characters, all of them, in segments.
    fn text(&self, page: &mut String) {
        let marks = self.marks();
        let mut anchored = BTreeSet::new();
        for segment in segments(&self.read.article.text, &marks) {
            for mark in &segment.begins {
                if !mark.of.entry.is_empty() && anchored.insert(mark.of.entry.as_str()) {
                    let _ =
                        write!(page, "<span class=\"at\" id=\"{}{}\"></span>", self.prefix, mark.of.entry);
                }
            }
            if segment.marks.is_empty() {
                escape(page, segment.text);
                continue;
            }
            let mut classes: Vec<String> = Vec::new();
            for mark in &segment.marks {
                classes.push(mark.of.layer.to_owned());
                if !mark.of.entry.is_empty() {
                    classes.push(format!("{}{}", self.prefix, mark.of.entry));
                }
            }
            let mut known = BTreeSet::new();
            classes.retain(|class| known.insert(class.clone()));
            let mut title = segment.marks.iter().rev().map(|mark| mark.of.title.as_str()).collect::<Vec<_>>();
            title.dedup();
            let target = segment.marks.iter().rev().find(|mark| !mark.of.entry.is_empty());
            let tag = if target.is_some() { "a" } else { "span" };
            let _ = write!(page, "<{tag} class=\"m {}\" title=\"", classes.join(" "));
            escape(page, &title.join("\n"));
            page.push('"');
            if let Some(target) = target {
                let _ = write!(page, " href=\"#{}r-{}\"", self.prefix, target.of.entry);
            }
            page.push('>');
            escape(page, segment.text);
            let _ = write!(page, "</{tag}>");
        }
    }

    fn marks(&self) -> Vec<Mark<Part>> {
        let record = self.record();
        let mut marks = Vec::new();
        let mut add = |citation: &Citation, layer, entry: &str, title: String| {
            marks.push(Mark {
                start: citation.start,
                end: citation.end,
                of: Part { layer, entry: entry.to_owned(), title },
            });
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
            let of = place.country.as_deref().map(|code| format!(", {code}")).unwrap_or_default();
            let title = self.explained(format!("{}{of}", place.name), &format!("pl{n}"));
            add(&place.citation, "place", "", title);
        }
        for statement in &record.statements {
            let id = statement.id.as_str();
            let who = self.names(&statement.speakers);
            for speaker in &statement.speakers {
                add(&speaker.mention, "speaker", id, format!("{id}: speaker"));
            }
            if let Some(cue) = &statement.cue {
                add(&cue.citation, "cue", id, format!("{id}: {}", statement.act));
            }
            for part in &statement.content {
                add(
                    part,
                    "content",
                    id,
                    format!("{id}: {} {}", if who.is_empty() { "somebody" } else { &who }, verb(statement)),
                );
            }
        }
        for event in &record.events {
            add(&event.trigger, quad_class(event), &event.id, format!("{}: {}", event.id, event.event_type));
            for citation in &event.also {
                add(
                    citation,
                    quad_class(event),
                    &event.id,
                    format!("{}: {} again", event.id, event.event_type),
                );
            }
        }
        for position in &record.positions {
            let title = format!("{}: {} {}", position.id, position.stance, position.issue);
            add(&position.evidence, "position", &position.id, title);
        }
        marks
    }

    fn statements(&self, page: &mut String) {
        let record = self.record();
        section(page, "Who said what", record.statements.len());
        for statement in &record.statements {
            self.open_entry(page, &statement.id, "content");
            let who = self.names(&statement.speakers);
            page.push_str("<b>");
            escape(page, if who.is_empty() { "unattributed" } else { &who });
            page.push_str("</b> <i>");
            escape(page, verb(statement));
            page.push_str("</i>");
            if !statement.addressees.is_empty() {
                page.push_str(" to ");
                escape(page, &self.names(&statement.addressees));
            }
            page.push_str("<q>");
            for (n, part) in statement.content.iter().enumerate() {
                page.push_str(if n > 0 { " … " } else { "" });
                escape(page, &part.text);
            }
            page.push_str("</q>");
            let inside = statement.inside.as_deref().map(|outer| format!("told in {outer}"));
            let about = [
                Some(statement.act.label().to_owned()),
                Some(statement.form.label().to_owned()),
                inside,
                self.days(statement.date),
            ];
            self.close_entry(page, &statement.id, &statement.rule, about);
        }
        page.push_str("</ol></section>\n");
    }

    fn events(&self, page: &mut String) {
        let record = self.record();
        section(page, "Who did what to whom", record.events.len());
        for event in &record.events {
            self.open_entry(page, &event.id, quad_class(event));
            let _ = write!(page, "<b class=\"type {}\">{}", quad_class(event), event.event_type);
            if let Some(mode) = &event.mode {
                page.push(' ');
                escape(page, mode);
            }
            page.push_str("</b> ");
            let (actors, recipients) = (self.names(&event.actors), self.names(&event.recipients));
            escape(page, if actors.is_empty() { "—" } else { &actors });
            if !recipients.is_empty() {
                page.push_str(" → ");
                escape(page, &recipients);
            }
            page.push_str("<q>");
            escape(page, &event.evidence.text);
            page.push_str("</q>");
            let status = (event.status != Status::Occurred).then(|| event.status.label().to_owned());
            let told = event.reported_by.as_deref().map(|statement| self.told_by(statement));
            let place = event.place.as_ref().map(|place| format!("at {}", place.name));
            let size = [
                (event.size.killed, "killed"),
                (event.size.wounded, "wounded"),
                (event.size.detained, "detained"),
            ]
            .into_iter()
            .filter_map(|(number, what)| Some(format!("{} {what}", number?)))
            .collect::<Vec<_>>();
            let size = Some(size.join(", ")).filter(|size| !size.is_empty());
            self.close_entry(
                page,
                &event.id,
                &event.rule,
                [status, told, place, size, self.days(event.date)],
            );
        }
        page.push_str("</ol></section>\n");
    }

    fn positions(&self, page: &mut String) {
        let record = self.record();
        if record.positions.is_empty() {
            return;
        }
        section(page, "Who wants what", record.positions.len());
        for position in &record.positions {
            self.position(page, position);
        }
        page.push_str("</ol></section>\n");
    }

    fn position(&self, page: &mut String, position: &Position) {
        self.open_entry(page, &position.id, "position");
        page.push_str("<b>");
        escape(page, &self.names(std::slice::from_ref(&position.holder)));
        let _ = write!(page, "</b> <i>{}</i> ", position.stance);
        escape(page, &position.issue);
        if let Some(phrase) = position.phrase.as_ref().filter(|_| position.issue == OTHER) {
            escape(page, &format!(": {}", cut(&phrase.text, 120)));
        }
        page.push_str("<q>");
        escape(page, &position.evidence.text);
        page.push_str("</q>");
        let of =
            position.target.as_ref().map(|target| format!("of {}", self.names(std::slice::from_ref(target))));
        let condition = position.condition.as_ref().map(|condition| cut(&condition.text, 160));
        let from = position.from.as_deref().map(|from| self.taken_from(from));
        let about = [of, condition, from, self.days(position.date)];
        self.close_entry(page, &position.id, &position.rule, about);
    }

    fn actors(&self, page: &mut String) {
        let record = self.record();
        section(page, "Actors", record.actors.len());
        for actor in &record.actors {
            self.open_entry(page, &actor.id, "actor");
            page.push_str("<b>");
            escape(page, &cut(&actor.name, 120));
            page.push_str("</b>");
            let kind = (actor.kind != ActorKind::Unknown).then(|| actor.kind.label().to_owned());
            let country = actor.country.as_deref().map(|country| (self.html.country_name)(country));
            let sectors = Some(actor.sectors.join(" ")).filter(|sectors| !sectors.is_empty());
            let n_mentions = match actor.mentions.len() {
                1 => "1 mention".to_owned(),
                n => format!("{n} mentions"),
            };
            let about =
                [actor.office.clone(), country, actor.organisation.clone(), kind, sectors, Some(n_mentions)];
            self.close_entry(page, &actor.id, &actor.rule, about);
        }
        page.push_str("</ol></section>\n");
    }

    fn remarks(&self, page: &mut String) {
        let record = self.record();
        let reader = &record.reader;
        for remark in &record.diagnostics {
            let _ = write!(page, "<p class=\"remark {}\">", remark.severity);
            escape(page, &format!("{}: {} [{}]", remark.severity, remark.message, remark.code));
            page.push_str("</p>\n");
        }
        for why in self.reasons("") {
            page.push_str("<p class=\"why\">");
            escape(page, why);
            page.push_str("</p>\n");
        }
        page.push_str("<p class=\"facts\">");
        escape(
            page,
            &format!("chancery {} · model {} · world {}", reader.version, reader.model, reader.world),
        );
        page.push_str("</p>\n");
    }

    fn open_entry(&self, page: &mut String, id: &str, class: &str) {
        let prefix = &self.prefix;
        let _ = write!(page, "<li id=\"{prefix}r-{id}\" class=\"{class}\">");
        let _ = if self.anchored.contains(id) {
            write!(page, "<a class=\"id\" href=\"#{prefix}{id}\">{id}</a> ")
        } else {
            write!(page, "<span class=\"id\">{id}</span> ")
        };
    }

    fn close_entry(
        &self,
        page: &mut String,
        id: &str,
        rule: &str,
        about: impl IntoIterator<Item = Option<String>>,
    ) {
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        if !about.is_empty() {
            page.push_str(" <small>");
            escape(page, &about);
            page.push_str("</small>");
        }
        if self.html.explain {
            page.push_str("<div class=\"why\">");
            escape(page, &format!("by {rule}"));
            for why in self.reasons(id) {
                page.push_str("<br>");
                escape(page, why);
            }
            page.push_str("</div>");
        }
        page.push_str("</li>\n");
    }

    fn reasons(&self, about: &str) -> &[&str] {
        self.why.get(about).map_or(&[], Vec::as_slice)
    }

    /// The title of something that has no entry in the margin, with how it was resolved below it.
    fn explained(&self, title: String, about: &str) -> String {
        let mut lines = vec![title];
        lines.extend(self.reasons(about).iter().map(|why| (*why).to_owned()));
        lines.join("\n")
    }

    /// Style rules that light up all of an entry's characters while it, or its place in the text, is the target.
    fn pairing(&self, page: &mut String) {
        let record = self.record();
        let ids = record.statements.iter().map(|statement| &statement.id);
        let ids = ids.chain(record.events.iter().map(|event| &event.id));
        let ids = ids.chain(record.positions.iter().map(|position| &position.id));
        let ids = ids.chain(record.actors.iter().map(|actor| &actor.id));
        page.push_str("<style>");
        for id in ids {
            let id = format!("{}{}", self.prefix, plain_id(id));
            let record_id = format!("{}r-{}", self.prefix, id.trim_start_matches(&self.prefix));
            let _ = write!(
                page,
                "article:has(#{id}:target,#{record_id}:target,#{record_id}:hover) .{id}{{outline:2px solid var(--lit)}}"
            );
        }
        page.push_str("</style>\n");
    }

    fn days(&self, days: Option<Days>) -> Option<String> {
        days.map(|days| short_days(days, self.record().article.published))
    }

    fn names(&self, members: &[Participant]) -> String {
        let name = |member: &Participant| {
            let actor = self.record().actor(&member.id);
            cut(actor.map_or(member.mention.text.as_str(), |actor| actor.name.as_str()), 80)
        };
        let mut names: Vec<String> = members.iter().map(name).collect();
        names.dedup();
        names.join(", ")
    }

    /// `says Rufus Roe (s3)` of a statement, `from e2` of an event.
    fn taken_from(&self, id: &str) -> String {
        if id.starts_with('s') { self.told_by(id) } else { format!("from {id}") }
    }

    fn told_by(&self, id: &str) -> String {
        let statement = self.record().statements.iter().find(|statement| statement.id == id);
        match statement.map(|statement| self.names(&statement.speakers)).filter(|names| !names.is_empty()) {
            Some(names) => format!("says {names} ({id})"),
            None => format!("reportedly ({id})"),
        }
    }
}

fn section(page: &mut String, title: &str, n: usize) {
    let _ = writeln!(page, "<section><h2>{title} <small>{n}</small></h2><ol>");
}

fn verb(statement: &Statement) -> &str {
    statement.cue.as_ref().map_or(statement.act.label(), |cue| cue.citation.text.as_str())
}

fn quad_class(event: &Event) -> &'static str {
    event.quad.label()
}

/// An id as far as it can stand in a style rule.
fn plain_id(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// Everything that comes from an article goes through here.
fn escape(page: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            '\0' => page.push('\u{fffd}'),
            _ => page.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::sample;

    #[test]
    fn a_page_looks_like_this() {
        let mut html = Html::new(true, Box::new(sample::country));
        let mut page = Vec::new();
        html.open(&mut page).unwrap();
        html.print(&mut page, &sample::talks()).unwrap();
        html.print(&mut page, &sample::talks()).unwrap();
        html.close(&mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        sample::expect("talks.html", &page.replace(STYLE, "…\n"));
    }

    #[test]
    fn ids_are_unique_and_every_link_leads_somewhere() {
        let mut html = Html::new(false, Box::new(sample::country));
        let mut page = Vec::new();
        html.print(&mut page, &sample::talks()).unwrap();
        html.print(&mut page, &sample::talks()).unwrap();
        let page = String::from_utf8(page).unwrap();
        let values = |name: &str| {
            page.split(name)
                .skip(1)
                .filter_map(|rest| rest.split('"').next().map(str::to_owned))
                .collect::<Vec<_>>()
        };
        let ids = values(" id=\"");
        let known: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), known.len());
        for link in values(" href=\"#") {
            assert!(known.contains(&link), "#{link} leads nowhere");
        }
    }
}
