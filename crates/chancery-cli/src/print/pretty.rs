//! A record for people, in a terminal: who said what, who did what to whom, who wants what, each with its words.

use super::layout::{
    BOLD, DIM, HEADING, Line, PLAIN, Run, colour, cut, run, spaces, width_of, wrap, write_columns, write_line,
};
use super::paragraph::Paragraphs;
use super::{Printer, Reasons, reasons};
use anstyle::{AnsiColor, Style};
use chancery::{
    Act, Actor, ActorKind, Citation, Days, Event, OTHER, Participant, Position, Quad, ReadArticle, Record,
    Stance, Statement, Status, long_day, short_days,
};
use std::io::{self, Write};

/// Lines of quoted words before they are cut.
const MOST: usize = 4;

pub(crate) struct Pretty<'w> {
    width: usize,
    explain: bool,
    country_name: Box<dyn Fn(&str) -> String + 'w>,
    is_first: bool,
}

impl<'w> Pretty<'w> {
    /// `country_name` turns `FRD` into `Freedonia`.
    pub(crate) fn new(
        width: usize,
        explain: bool,
        country_name: Box<dyn Fn(&str) -> String + 'w>,
    ) -> Pretty<'w> {
        Pretty { width, explain, country_name, is_first: true }
    }
}

impl Printer for Pretty<'_> {
    fn print(&mut self, out: &mut dyn Write, read: &ReadArticle) -> io::Result<()> {
        if !std::mem::take(&mut self.is_first) {
            writeln!(out, "\n{}{}{}\n", DIM.render(), "─".repeat(self.width.min(72)), DIM.render_reset())?;
        }
        let left = (self.width * 3 / 10).clamp(16, 34);
        let page = Page { width: self.width, left, pretty: self, why: reasons(read, self.explain), read };
        page.heading(out)?;
        page.statements(out)?;
        page.events(out)?;
        page.positions(out)?;
        page.resolved(out)?;
        page.remarks(out)
    }
}

/// One article on its way to the terminal.
struct Page<'a> {
    width: usize,
    /// Columns of the names on the left.
    left: usize,
    pretty: &'a Pretty<'a>,
    /// What is explained, by entry.
    why: Reasons<'a>,
    read: &'a ReadArticle,
}

impl Page<'_> {
    fn record(&self) -> &Record {
        &self.read.reading.record
    }

    fn heading(&self, out: &mut dyn Write) -> io::Result<()> {
        let record = self.record();
        if let Some(title) = &record.article.title {
            for line in wrap(&[run(BOLD, title)], self.width, MOST) {
                write_line(out, &line, 0)?;
                writeln!(out)?;
            }
        }
        let n_words = self.read.article.text.split_whitespace().count();
        let mut facts = vec![self.read.name.clone()];
        facts.extend(record.article.source.clone());
        facts.extend(record.article.published.map(long_day));
        facts.push(count(n_words, "word", "words"));
        facts.push(count(record.statements.len(), "statement", "statements"));
        facts.push(count(record.events.len(), "event", "events"));
        if !record.positions.is_empty() {
            facts.push(count(record.positions.len(), "position", "positions"));
        }
        let mut runs = Vec::new();
        for (n, fact) in facts.iter().enumerate() {
            if n > 0 {
                runs.push(run(DIM, " · "));
            }
            runs.push(run(if n == 0 { BOLD } else { PLAIN }, fact));
        }
        for line in wrap(&runs, self.width, usize::MAX) {
            write_line(out, &line, 0)?;
            writeln!(out)?;
        }
        Ok(())
    }

    fn statements(&self, out: &mut dyn Write) -> io::Result<()> {
        let record = self.record();
        if record.statements.is_empty() {
            return Ok(());
        }
        section(out, "WHO SAID WHAT")?;
        let paragraphs = Paragraphs::of(&self.read.article.text);
        let mut previous: Option<Vec<&str>> = None;
        for statement in &record.statements {
            let speakers: Vec<&str> = statement.speakers.iter().map(|speaker| speaker.id.as_str()).collect();
            let is_same = previous.as_ref() == Some(&speakers) && !speakers.is_empty();
            let who = if is_same { vec![vec![]] } else { self.speakers(statement) };
            previous = Some(speakers);
            let at = statement.cue.as_ref().map(|cue| &cue.citation).or(statement.content.first());
            let mut what = vec![run(act_style(statement.act), cue_words(statement))];
            // "urged both sides to stop": whoever stands within the words need not be named before them.
            let is_within = statement.addressees.iter().any(|addressee| {
                let Citation { start, end, .. } = addressee.mention;
                statement.content.iter().any(|part| part.start <= start && end <= part.end)
            });
            if !statement.addressees.is_empty() && !is_within {
                let to = if speaks_to(statement) { "to " } else { "" };
                what.push(run(DIM, format!(" {to}{}", self.names(&statement.addressees))));
            }
            what.push(run(PLAIN, if follows_its_cue(statement) { " " } else { ": " }));
            for (n, part) in statement.content.iter().enumerate() {
                what.push(run(PLAIN, if n > 0 { format!(" … {}", part.text) } else { part.text.clone() }));
            }
            let inside = statement.inside.as_deref().map(|outer| self.told_by(outer));
            let tail = self.tail(&paragraphs, at, statement.date, inside.as_deref());
            self.entry(out, &who, &what, &tail, &[])?;
            self.why(out, &statement.id, &statement.rule)?;
        }
        Ok(())
    }

    fn events(&self, out: &mut dyn Write) -> io::Result<()> {
        let record = self.record();
        if record.events.is_empty() {
            return Ok(());
        }
        section(out, "WHO DID WHAT TO WHOM")?;
        let paragraphs = Paragraphs::of(&self.read.article.text);
        for event in &record.events {
            let mut kind = vec![run(quad_style(event.quad), event.event_type.label())];
            if let Some(mode) = &event.mode {
                kind.push(run(DIM, format!(" {mode}")));
            }
            let kind = wrap(&kind, self.left - 1, 2);
            let parties = vec![run(BOLD, self.parties(event))];
            let evidence = marked(&event.evidence, &event.trigger);
            let mut notes = Vec::new();
            if event.status != Status::Occurred {
                notes.push(event.status.label().to_owned());
            }
            notes.extend(event.reported_by.as_deref().map(|statement| self.told_by(statement)));
            notes.extend(event.place.as_ref().map(|place| format!("at {}", place.name)));
            notes.extend(size(event));
            let notes = notes.join(", ");
            let notes = Some(notes.as_str()).filter(|notes| !notes.is_empty());
            let tail = self.tail(&paragraphs, Some(&event.trigger), event.date, notes);
            self.entry(out, &kind, &parties, &tail, &evidence)?;
            self.why(out, &event.id, &event.rule)?;
        }
        Ok(())
    }

    fn positions(&self, out: &mut dyn Write) -> io::Result<()> {
        let record = self.record();
        if record.positions.is_empty() {
            return Ok(());
        }
        section(out, "WHO WANTS WHAT")?;
        let paragraphs = Paragraphs::of(&self.read.article.text);
        for position in &record.positions {
            let who = self.who(std::slice::from_ref(&position.holder));
            let mut what = vec![
                run(stance_style(position), position.stance.label()),
                run(PLAIN, " "),
                run(BOLD, &position.issue),
            ];
            if let Some(phrase) = position.phrase.as_ref().filter(|_| position.issue == OTHER) {
                what.push(run(PLAIN, format!(": {}", cut(&super::layout::clean(&phrase.text), 80))));
            }
            if let Some(target) = &position.target {
                what.push(run(DIM, format!(" of {}", self.name(target))));
            }
            let evidence = match &position.condition {
                Some(condition) => marked(&position.evidence, condition),
                None => vec![run(PLAIN, &position.evidence.text)],
            };
            let told = self.told_by_another(position);
            let tail = self.tail(&paragraphs, Some(&position.evidence), position.date, told.as_deref());
            self.entry(out, &who, &what, &tail, &evidence)?;
            self.why(out, &position.id, &position.rule)?;
        }
        Ok(())
    }

    /// With `--explain`: how each actor, time and place was resolved, and what was rejected.
    fn resolved(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.pretty.explain {
            return Ok(());
        }
        let record = self.record();
        let actors = record.actors.iter().map(|actor| (actor.id.clone(), actor.name.as_str()));
        let times =
            record.times.iter().zip(1..).map(|(time, n)| (format!("t{n}"), time.citation.text.as_str()));
        let places =
            record.places.iter().zip(1..).map(|(place, n)| (format!("pl{n}"), place.citation.text.as_str()));
        let mut opened = false;
        for (id, shown) in actors.chain(times).chain(places) {
            let remarks = self.reasons(&id);
            if !remarks.is_empty() && !opened {
                section(out, "WHO, WHEN AND WHERE, AND WHY")?;
                opened = true;
            }
            let heading = [run(DIM, format!("{id} ")), run(BOLD, cut(&super::layout::clean(shown), 60))];
            if !remarks.is_empty() {
                write_columns(out, &[(2, &[Line::new()]), (0, &[heading.to_vec()])])?;
            }
            for text in remarks {
                self.explanation(out, 4, text)?;
            }
        }
        Ok(())
    }

    fn remarks(&self, out: &mut dyn Write) -> io::Result<()> {
        let record = self.record();
        let general = self.reasons("");
        if record.diagnostics.is_empty() && general.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        for remark in &record.diagnostics {
            let style = if remark.severity == "note" { DIM } else { colour(AnsiColor::Yellow) };
            let runs = [
                run(style, format!("{}: ", remark.severity)),
                run(PLAIN, &remark.message),
                run(DIM, format!("  [{}]", remark.code)),
            ];
            for line in wrap(&runs, self.width, usize::MAX) {
                write_line(out, &line, 0)?;
                writeln!(out)?;
            }
        }
        for text in general {
            self.explanation(out, 0, text)?;
        }
        Ok(())
    }

    /// One entry: who on the left, what beside it with where and when at the end of the line, the words below.
    fn entry(
        &self,
        out: &mut dyn Write,
        who: &[Line],
        what: &[Run],
        tail: &[Run],
        words: &[Run],
    ) -> io::Result<()> {
        let room = self.width - self.left - 2;
        let mut lines = wrap(what, room, MOST);
        match lines.last_mut() {
            Some(last) if width_of(last) + 2 + width_of(tail) <= room => {
                last.push(spaces(room - width_of(last) - width_of(tail)));
                last.extend(tail.iter().cloned());
            }
            _ => {
                for line in wrap(tail, room, 2) {
                    let mut set = vec![spaces(room.saturating_sub(width_of(&line)))];
                    set.extend(line);
                    lines.push(set);
                }
            }
        }
        if !words.is_empty() {
            lines.extend(wrap(words, room, MOST));
        }
        let margin = vec![Line::new(); lines.len().max(who.len())];
        write_columns(out, &[(2, &margin), (self.left, who), (0, &lines)])
    }

    /// `planned, says Rufus Roe  ¶4  3 Mar`
    fn tail(
        &self,
        paragraphs: &Paragraphs,
        at: Option<&Citation>,
        days: Option<Days>,
        notes: Option<&str>,
    ) -> Line {
        let published = self.record().article.published;
        let mut runs = Vec::new();
        if let Some(notes) = notes {
            runs.push(run(colour(AnsiColor::Cyan), notes));
            runs.push(spaces(2));
        }
        if let Some(at) = at {
            runs.push(run(DIM, format!("¶{}", paragraphs.number(at.start))));
        }
        if let Some(days) = days {
            runs.push(spaces(2));
            runs.push(run(DIM, short_days(days, published)));
        }
        runs
    }

    fn why(&self, out: &mut dyn Write, id: &str, rule: &str) -> io::Result<()> {
        if !self.pretty.explain {
            return Ok(());
        }
        self.explanation(out, self.left + 2, &format!("{id} by {rule}"))?;
        for text in self.reasons(id) {
            self.explanation(out, self.left + 2, text)?;
        }
        Ok(())
    }

    fn reasons(&self, about: &str) -> &[&str] {
        self.why.get(about).map_or(&[], Vec::as_slice)
    }

    fn explanation(&self, out: &mut dyn Write, indent: usize, text: &str) -> io::Result<()> {
        let lines = wrap(&[run(DIM, text)], self.width - indent - 2, usize::MAX);
        let margin = vec![Line::new(); lines.len()];
        let mut mark = vec![Line::new(); lines.len()];
        mark[0] = vec![run(DIM, "└")];
        write_columns(out, &[(indent, &margin), (2, &mark), (0, &lines)])
    }

    /// Names over what they are: `Jane Doe` / `foreign minister, Freedonia`.
    fn speakers(&self, statement: &Statement) -> Vec<Line> {
        if statement.speakers.is_empty() {
            return vec![vec![run(DIM, "unattributed")]];
        }
        self.who(&statement.speakers)
    }

    fn who(&self, members: &[Participant]) -> Vec<Line> {
        let mut lines = wrap(&[run(BOLD, self.names(members))], self.left - 2, 2);
        let [member] = members else { return lines };
        let about = self.record().actor(&member.id).map(|actor| self.about(actor)).unwrap_or_default();
        if !about.is_empty() {
            lines.extend(wrap(&[run(DIM, about)], self.left - 2, 2));
        }
        lines
    }

    fn about(&self, actor: &Actor) -> String {
        if actor.kind != ActorKind::Person {
            return String::new();
        }
        let of = match (&actor.country, &actor.organisation) {
            (Some(country), _) => Some((self.pretty.country_name)(country)),
            (None, organisation) => organisation.clone(),
        };
        [actor.office.clone(), of].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn name(&self, member: &Participant) -> String {
        let name =
            self.record().actor(&member.id).map_or(member.mention.text.as_str(), |actor| actor.name.as_str());
        cut(&super::layout::clean(name), 60)
    }

    fn names(&self, members: &[Participant]) -> String {
        let mut names: Vec<String> = members.iter().map(|member| self.name(member)).collect();
        names.dedup();
        match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        }
    }

    fn parties(&self, event: &Event) -> String {
        match (event.actors.as_slice(), event.recipients.as_slice()) {
            ([], []) => "—".to_owned(),
            ([], recipients) => format!("— → {}", self.names(recipients)),
            ([only], []) => self.name(only),
            (actors, []) => actors.iter().map(|actor| self.name(actor)).collect::<Vec<_>>().join(" ⇄ "),
            (actors, recipients) => format!("{} → {}", self.names(actors), self.names(recipients)),
        }
    }

    /// Who tells it, where that is somebody else than its holder.
    fn told_by_another(&self, position: &Position) -> Option<String> {
        let from = position.from.as_deref()?;
        let statement = self.record().statements.iter().find(|statement| statement.id == from)?;
        let is_own = statement.speakers.iter().any(|speaker| speaker.id == position.holder.id);
        (!is_own).then(|| self.told_by(from))
    }

    /// `says Rufus Roe`, of the statement with this id.
    fn told_by(&self, id: &str) -> String {
        let statement = self.record().statements.iter().find(|statement| statement.id == id);
        match statement.map(|statement| statement.speakers.as_slice()) {
            Some([]) | None => "reportedly".to_owned(),
            Some([speaker]) => {
                let kind = self.record().actor(&speaker.id).map(|actor| actor.kind);
                let verb = if kind == Some(ActorKind::Population) { "say" } else { "says" };
                format!("{verb} {}", self.name(speaker))
            }
            Some(speakers) => format!("say {}", self.names(speakers)),
        }
    }
}

fn section(out: &mut dyn Write, title: &str) -> io::Result<()> {
    writeln!(out, "\n{}{title}{}", HEADING.render(), HEADING.render_reset())
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The word of the article, or, where it has none, the act.
fn cue_words(statement: &Statement) -> String {
    match &statement.cue {
        Some(cue) => cue.citation.text.clone(),
        None => format!("[{}]", statement.act),
    }
}

/// Whether the words come right after the one that reports them, as in "said that …"; the eye needs a colon otherwise.
fn follows_its_cue(statement: &Statement) -> bool {
    let (Some(cue), Some(first)) = (&statement.cue, statement.content.first()) else { return true };
    let is_quoted = first.text.starts_with(['“', '"', '‘', '\'', '`', '«']);
    first.start >= cue.citation.end && first.start <= cue.citation.end + 1 && !is_quoted
}

/// Whether one says so *to* somebody, as one does not tell, urge or warn to anybody.
fn speaks_to(statement: &Statement) -> bool {
    const TO: [&str; 12] = [
        "say", "announce", "explain", "confirm", "add", "declare", "suggest", "write", "speak", "talk",
        "complain", "propose",
    ];
    statement.cue.as_ref().is_some_and(|cue| TO.contains(&cue.lemma.as_str()))
}

/// The evidence with its trigger marked.
fn marked(evidence: &Citation, trigger: &Citation) -> Vec<Run> {
    let mark = PLAIN.underline();
    let inner = trigger.start.checked_sub(evidence.start).filter(|_| trigger.end <= evidence.end);
    let Some(at) = inner else { return vec![run(PLAIN, &evidence.text)] };
    let take = |from: usize, n: usize| evidence.text.chars().skip(from).take(n).collect::<String>();
    let n = trigger.end - trigger.start;
    vec![run(PLAIN, take(0, at)), run(mark, take(at, n)), run(PLAIN, take(at + n, usize::MAX))]
}

fn size(event: &Event) -> Option<String> {
    let parts =
        [(event.size.killed, "killed"), (event.size.wounded, "wounded"), (event.size.detained, "detained")];
    let told: Vec<String> =
        parts.into_iter().filter_map(|(number, what)| Some(format!("{} {what}", number?))).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn act_style(act: Act) -> Style {
    match act {
        Act::Threaten => colour(AnsiColor::Red),
        Act::Deny | Act::Decline => colour(AnsiColor::Yellow),
        Act::Request | Act::Ask => colour(AnsiColor::Magenta),
        Act::Promise => colour(AnsiColor::Green),
        Act::Assert => colour(AnsiColor::Blue),
    }
}

fn quad_style(quad: Quad) -> Style {
    match quad {
        Quad::VerbalCooperation => colour(AnsiColor::Cyan),
        Quad::MaterialCooperation => colour(AnsiColor::Green),
        Quad::VerbalConflict => colour(AnsiColor::Yellow),
        Quad::MaterialConflict => colour(AnsiColor::Red),
    }
    .bold()
}

fn stance_style(position: &Position) -> Style {
    match position.stance {
        Stance::Support | Stance::Offer => colour(AnsiColor::Green),
        Stance::Oppose | Stance::Reject => colour(AnsiColor::Red),
        Stance::Demand => colour(AnsiColor::Magenta),
        Stance::Conditional | Stance::Undecided => colour(AnsiColor::Yellow),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::sample;

    fn printed(width: usize, explain: bool) -> String {
        let mut pretty = Pretty::new(width, explain, Box::new(sample::country));
        let mut out = anstream::StripStream::new(Vec::new());
        pretty.print(&mut out, &sample::talks()).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn a_record_looks_like_this() {
        sample::expect("talks-100.txt", &printed(100, false));
        sample::expect("talks-60-explained.txt", &printed(60, true));
    }

    #[test]
    fn lines_fit_the_terminal_and_end_in_no_space() {
        for width in [40, 61, 80, 132] {
            for line in printed(width, true).lines() {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{width}: {line}");
                assert_eq!(line, line.trim_end());
            }
        }
    }
}
