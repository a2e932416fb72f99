//! One thing of the archive: a record within its paragraph, with the reasons; an actor, a party, a story.

use super::layout::{BOLD, DIM, HEADING, Line, PLAIN, Run, run, wrap, write_columns, write_line};
use super::rows::{Shown, print_rows};
use crate::archive_args::RowFormat;
use anstyle::Style;
use chancery::Actor;
use chancery_store::{ArticleRow, Found, PartyRow, Stored, StoryRow};
use std::io::{self, Write};

/// The words that are cited stand out.
const CITED: Style = Style::new().bold().underline();
const MOST: usize = 60;
/// Columns of the names of what is recorded.
const NAMES: usize = 21;

pub(crate) fn print_record(
    out: &mut dyn Write,
    found: &Found,
    stored: &Stored,
    reasons: &[String],
    is_same_reader: bool,
    width: usize,
) -> io::Result<()> {
    let rows = |out: &mut dyn Write, row: &dyn Fn(&mut dyn Write) -> io::Result<()>| row(out);
    let (span, facts) = match found {
        Found::Statement(row) => {
            rows(out, &|out| print_rows(out, RowFormat::Table, std::slice::from_ref(&**row), width, false))?;
            (row.span, facts(&**row))
        }
        Found::Event(row) => {
            rows(out, &|out| print_rows(out, RowFormat::Table, std::slice::from_ref(&**row), width, false))?;
            ((row.evidence.start, row.evidence.end), facts(&**row))
        }
        Found::Position(row) => {
            rows(out, &|out| print_rows(out, RowFormat::Table, std::slice::from_ref(&**row), width, false))?;
            ((row.evidence.start, row.evidence.end), facts(&**row))
        }
        _ => return Ok(()),
    };
    title(out, "where it stands")?;
    let (before, cited, after) = around(&stored.article.text, span.0, span.1);
    paragraph(out, &[run(DIM, before), run(CITED, cited), run(DIM, after)], width)?;
    print_article(out, &stored.heading, width)?;
    title(out, "what is recorded")?;
    for (name, value) in facts {
        let name = [vec![run(DIM, name)]];
        let value = wrap(&[run(PLAIN, value)], width.saturating_sub(NAMES), MOST);
        write_columns(out, &[(NAMES, &name), (0, &value)])?;
    }
    title(out, "why")?;
    for reason in reasons {
        paragraph(out, &[run(PLAIN, format!("· {reason}"))], width)?;
    }
    if !is_same_reader {
        let reader = &stored.record.reader;
        let note = format!(
            "These are the reasons of the reader of today; the record is of {} with model {} and world {}. `chancery reread` \
             brings the archive up to date.",
            reader.version, reader.model, reader.world
        );
        paragraph(out, &[run(DIM, note)], width)?;
    } else if reasons.is_empty() {
        paragraph(out, &[run(DIM, "The reader gives no reason.")], width)?;
    }
    Ok(())
}

/// The values of a row that are known.
fn facts<T: Shown>(row: &T) -> Vec<(&'static str, String)> {
    let values = row.values();
    let known = T::names().into_iter().zip(values).filter_map(|(name, cell)| {
        let value = match cell {
            chancery::Cell::Null => return None,
            chancery::Cell::Text(text) => text,
            chancery::Cell::Integer(number) => number.to_string(),
            chancery::Cell::Real(number) => number.to_string(),
        };
        let is_told_above =
            matches!(name, "evidence" | "content" | "title" | "source" | "url" | "published" | "id");
        (!is_told_above).then_some((name, value))
    });
    known.collect()
}

/// The paragraph around some characters: what stands before them, they themselves, what stands after.
fn around(text: &str, start: usize, end: usize) -> (String, String, String) {
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    let (start, end) = (byte(start), byte(end.max(start)));
    let from = text[..start].rfind("\n\n").map_or(0, |at| at + 2);
    let to = text[end..].find("\n\n").map_or(text.len(), |at| end + at);
    // A text without paragraphs is cut.
    let from = text.ceil_char_boundary(from.max(start.saturating_sub(800)));
    let to = text.floor_char_boundary(to.min(end + 800));
    (text[from..start].to_owned(), text[start..end].to_owned(), text[end..to].to_owned())
}

pub(crate) fn print_article(out: &mut dyn Write, article: &ArticleRow, width: usize) -> io::Result<()> {
    let mut facts = vec![article.title.clone(), article.source.clone()];
    facts.push(article.published.map(|day| day.to_string()));
    facts.push(article.url.clone());
    facts.push(Some(article.id.clone()));
    facts.push((article.revision > 1).then(|| format!("revision {}", article.revision)));
    facts.push((!article.is_first).then(|| format!("a copy in the story {}", article.story)));
    let line = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    paragraph(out, &[run(PLAIN, line)], width)
}

pub(crate) fn print_actor(
    out: &mut dyn Write,
    article: &ArticleRow,
    actor: &Actor,
    width: usize,
) -> io::Result<()> {
    let of = actor.country.as_ref().or(actor.organisation.as_ref());
    let facts = [Some(actor.kind.label().to_owned()), actor.office.clone(), of.cloned()];
    let facts = facts.into_iter().flatten().chain(actor.sectors.clone()).collect::<Vec<_>>().join(" · ");
    paragraph(out, &[run(BOLD, &actor.name), run(PLAIN, format!("  {facts}"))], width)?;
    print_article(out, article, width)?;
    title(out, "mentions")?;
    for mention in &actor.mentions {
        let citation = &mention.citation;
        let line =
            format!("{:>6} to {:<6} {:<12} {}", citation.start, citation.end, mention.form, citation.text);
        paragraph(out, &[run(PLAIN, line)], width)?;
    }
    title(out, "why")?;
    paragraph(out, &[run(PLAIN, format!("· {}", actor.rule))], width)
}

pub(crate) fn print_party(out: &mut dyn Write, party: &PartyRow, width: usize) -> io::Result<()> {
    print_rows(out, RowFormat::Table, std::slice::from_ref(party), width, true)
}

pub(crate) fn print_story(
    out: &mut dyn Write,
    story: &StoryRow,
    articles: &[ArticleRow],
    width: usize,
) -> io::Result<()> {
    print_rows(out, RowFormat::Table, std::slice::from_ref(story), width, true)?;
    title(out, "articles")?;
    articles.iter().try_for_each(|article| print_article(out, article, width))
}

pub(crate) fn print_former(
    out: &mut dyn Write,
    article: &ArticleRow,
    revision: u32,
    entry: &str,
    width: usize,
) -> io::Result<()> {
    let note = format!(
        "This record is no longer in the archive: its article has changed, or a newer reader reads it otherwise. It was read \
         from revision {revision} of"
    );
    paragraph(out, &[run(PLAIN, note)], width)?;
    print_article(out, article, width)?;
    writeln!(out)?;
    writeln!(out, "{entry}")
}

fn title(out: &mut dyn Write, title: &str) -> io::Result<()> {
    writeln!(out)?;
    write_line(out, &[run(HEADING, title.to_uppercase())], 0)?;
    writeln!(out)
}

fn paragraph(out: &mut dyn Write, runs: &[Run], width: usize) -> io::Result<()> {
    for line in wrap(runs, width, MOST) {
        let line: Line = line;
        write_line(out, &line, 0)?;
        writeln!(out)?;
    }
    Ok(())
}
