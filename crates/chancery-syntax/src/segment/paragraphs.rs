//! Text → paragraphs: blank lines part them; single line breaks do unless the text is wrapped to a width.

use crate::tokenize::unit::{is_gap, is_terminal};
use chancery_text::Span;

/// Widths, in characters, that wrapped text has.
const WRAP: std::ops::RangeInclusive<usize> = 45..=110;

/// A line that is shorter than this share of the width was not broken by wrapping.
const SHORT: f32 = 0.65;

#[derive(Clone, Copy, Debug)]
struct Line {
    /// Without white space at the ends; empty for a blank line.
    span: Span,
    /// Columns before the first visible character.
    indent: usize,
    /// Characters, indentation included.
    width: usize,
    first_word: usize,
}

/// The paragraphs of a text, none of them blank.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let visible = lines.iter().filter(|line| !line.span.is_empty());
    let margin = visible.map(|line| line.indent).min().unwrap_or(0);
    let mut found: Vec<Span> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in &lines {
        if line.span.is_empty() {
            before = None;
            continue;
        }
        match (before, found.last_mut()) {
            (Some(before), Some(open))
                if width.is_some_and(|width| wraps(text, before, line, width, margin)) =>
            {
                open.end = line.span.end;
            }
            _ => found.push(line.span),
        }
        before = Some(line);
    }
    found
}

fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut at = 0;
    for raw in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{85}']) {
        // A lone carriage return ends a line too.
        for raw in raw.split_inclusive('\r') {
            let body = raw.trim_end_matches(is_gap);
            let rest = body.trim_start_matches(is_gap);
            let start = at + body.len() - rest.len();
            let tabs = body[..body.len() - rest.len()].chars().map(|ch| if ch == '\t' { 4 } else { 1 });
            let is_break_only =
                matches!(raw, "\n" | "\r") && at > 0 && text[..at].ends_with('\r') && raw == "\n";
            if !is_break_only {
                found.push(Line {
                    span: Span::new(start, start + rest.len()),
                    indent: if rest.is_empty() { 0 } else { tabs.sum() },
                    width: body.chars().count(),
                    first_word: rest.split(is_gap).next().map_or(0, |word| word.chars().count()),
                });
            }
            at += raw.len();
        }
    }
    found
}

/// The width that the text is wrapped to, if it is: most line breaks inside its paragraphs stand where the next word
/// would not have fitted, and they do not follow the ends of sentences.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> =
        lines.iter().filter(|line| !line.span.is_empty()).map(|line| line.width).collect();
    widths.sort_unstable();
    // One stray long line (an address of the web) does not count.
    let width = *widths.get((widths.len() * 97 / 100).min(widths.len().checked_sub(1)?))?;
    if !WRAP.contains(&width) {
        return None;
    }
    let (mut n_breaks, mut n_tight, mut n_unfinished) = (0, 0, 0);
    for pair in lines.windows(2).filter(|pair| !pair[0].span.is_empty() && !pair[1].span.is_empty()) {
        n_breaks += 1;
        n_tight += usize::from(is_tight(&pair[0], &pair[1], width));
        n_unfinished += usize::from(!is_finished(text, &pair[0]));
    }
    (n_breaks > 0 && n_tight * 2 >= n_breaks && n_unfinished * 2 >= n_breaks).then_some(width)
}

/// Whether the next line's first word would not have fitted behind this line.
fn is_tight(line: &Line, next: &Line, width: usize) -> bool {
    line.width + 1 + next.first_word > width.saturating_sub(6)
}

fn is_finished(text: &str, line: &Line) -> bool {
    let body = text[line.span.range()]
        .trim_end_matches(|ch: char| !ch.is_alphanumeric() && !is_terminal(ch) && ch != ':');
    body.ends_with(|ch| is_terminal(ch) || ch == ':')
}

/// Whether a line goes on in the next one.
fn wraps(text: &str, line: &Line, next: &Line, width: usize, margin: usize) -> bool {
    let tight = is_tight(line, next, width);
    let finished = is_finished(text, line);
    // An indented line begins a paragraph, even behind another one if that may be a paragraph of its own.
    if next.indent > line.indent + 1 || (next.indent > margin + 1 && (finished || !tight)) {
        return false;
    }
    if begins_item(&text[next.span.range()]) && (finished || !tight) {
        return false;
    }
    if tight {
        return true;
    }
    let short = (line.width as f32) < SHORT * width as f32;
    let small = text[next.span.range()].starts_with(char::is_lowercase);
    if finished { small && !short } else { !short || small }
}

/// Whether a line begins with a bullet or a number of a list.
fn begins_item(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('•' | '·' | '▪' | '■' | '●' | '‣') => true,
        Some('-' | '*' | '–') => chars.next() == Some(' '),
        Some(ch) if ch.is_ascii_digit() => {
            let rest = line.trim_start_matches(|ch: char| ch.is_ascii_digit());
            line.len() - rest.len() <= 2 && (rest.starts_with(". ") || rest.starts_with(") "))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = paragraphs(text).into_iter().map(|span| &text[span.range()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blank_lines_part() {
        check("One.\n\nTwo.\n \t\nThree.\n", &["One.", "Two.", "Three."]);
        check("One.\r\n\r\nTwo.\rThree.", &["One.", "Two.", "Three."]);
        check("\u{feff}\n\n", &[]);
    }

    #[test]
    fn lines_part_where_there_are_no_blank_lines() {
        check("Talks resume\nBy Jane Doe\nEnvoys met.", &["Talks resume", "By Jane Doe", "Envoys met."]);
    }

    #[test]
    fn wrapped_lines_join_and_indented_lines_begin() {
        let wire = "   GRANDPORT, Freedonia (Agency) -- The envoys of Osterlich and the\n\
                    islands of Sylvania met on Monday in a hotel above the harbour and\n\
                    agreed to meet again.\n   The ministry said nothing about the date, and the other side did\n\
                    not answer any question about it.\n";
        let found = paragraphs(wire);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(wire[found[1].range()].starts_with("The ministry"));
    }
}
