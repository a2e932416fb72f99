//! Meanings of terms, for people.

use super::layout::{BOLD, DIM, Line, PLAIN, run, spaces, wrap, write_columns};
use chancery::{Meaning, terms};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

pub(crate) fn print_meaning(out: &mut dyn Write, meaning: &Meaning, width: usize) -> io::Result<()> {
    let heading = vec![run(BOLD, &meaning.term), spaces(2), run(DIM, &meaning.kind)];
    write_columns(out, &[(0, &[heading])])?;
    let body = wrap(&[run(PLAIN, &meaning.definition)], width - 2, usize::MAX);
    let indent = vec![Line::new(); body.len()];
    write_columns(out, &[(2, &indent), (0, &body)])?;
    for (label, text) in &meaning.notes {
        let label = vec![spaces(2), run(DIM, label)];
        let text = wrap(&[run(PLAIN, text)], width - 14, usize::MAX);
        write_columns(out, &[(14, &[label]), (0, &text)])?;
    }
    let widest = meaning.parts.iter().map(|part| part.name.width()).max().unwrap_or(0).min(24);
    let scored = meaning.parts.iter().any(|part| part.intensity.is_some());
    if !meaning.parts.is_empty() {
        writeln!(out)?;
    }
    for part in &meaning.parts {
        let name = vec![spaces(2), run(BOLD, &part.name)];
        let score = run(DIM, part.intensity.map_or(String::new(), |score| format!("{score:.1}")));
        let score =
            if scored { vec![spaces(5usize.saturating_sub(score.text.len())), score] } else { Line::new() };
        let room = if scored { 7 } else { 0 };
        let text = wrap(
            &[run(PLAIN, &part.definition)],
            width.saturating_sub(widest + 4 + room).max(20),
            usize::MAX,
        );
        write_columns(out, &[(widest + 4, &[name]), (room, &[score]), (0, &text)])?;
    }
    Ok(())
}

/// All terms, by kind.
pub(crate) fn print_terms(out: &mut dyn Write, width: usize) -> io::Result<()> {
    let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
    for (term, kind) in terms() {
        // A mode is found under its type.
        if kind.starts_with("mode of ") {
            continue;
        }
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, terms)) => terms.push(term),
            None => kinds.push((kind, vec![term])),
        }
    }
    for (kind, terms) in kinds {
        let heading = vec![run(BOLD, kind)];
        let body = wrap(&[run(PLAIN, terms.join(" · "))], width - 2, usize::MAX);
        write_columns(out, &[(0, &[heading])])?;
        let indent = vec![Line::new(); body.len()];
        write_columns(out, &[(2, &indent), (0, &body)])?;
        writeln!(out)?;
    }
    writeln!(out, "chancery explain TERM says more; an event type lists its modes.")
}
