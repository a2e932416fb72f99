//! Text in columns: widths as a terminal shows them, wrapping at words, runs of text in different styles.

use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub(crate) const PLAIN: Style = Style::new();
pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const HEADING: Style = Style::new().bold().underline();

pub(crate) const fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(colour)))
}

/// A piece of text in one style.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) style: Style,
    pub(crate) text: String,
}

/// One line of runs.
pub(crate) type Line = Vec<Run>;

pub(crate) fn run(style: Style, text: impl Into<String>) -> Run {
    Run { style, text: clean(&text.into()) }
}

/// An empty stretch of `n` columns.
pub(crate) fn spaces(n: usize) -> Run {
    Run { style: PLAIN, text: " ".repeat(n) }
}

/// White space to single spaces; characters that would move the terminal's cursor, or turn the line around, away.
pub(crate) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_whitespace() => {
                if !cleaned.ends_with(' ') {
                    cleaned.push(' ');
                }
            }
            _ if c.is_control() => {}
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
            _ => cleaned.push(c),
        }
    }
    cleaned
}

pub(crate) fn width_of(line: &[Run]) -> usize {
    line.iter().map(|run| run.text.width()).sum()
}

/// The text cut to a width, with `…` where something was cut.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// Runs broken into lines of at most `width` columns, at spaces where there are some. What does not fit in `most`
/// lines is cut, and `…` says so.
pub(crate) fn wrap(runs: &[Run], width: usize, most: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![Vec::new()];
    let mut used = 0;
    'all: for run in runs {
        for word in run.text.split_inclusive(' ') {
            let bare = word.trim_end_matches(' ');
            if used > 0 && used + bare.width() > width {
                if lines.len() == most {
                    end_with_ellipsis(&mut lines, width);
                    break 'all;
                }
                lines.push(Vec::new());
                used = 0;
            }
            let mut rest = word;
            while used == 0 && rest.trim_end_matches(' ').width() > width {
                // A word wider than the column is broken where the column ends.
                let at = break_at(rest, width);
                push(&mut lines, run.style, &rest[..at]);
                rest = &rest[at..];
                if lines.len() == most {
                    end_with_ellipsis(&mut lines, width);
                    break 'all;
                }
                lines.push(Vec::new());
            }
            if used == 0 && rest.trim().is_empty() {
                continue;
            }
            push(&mut lines, run.style, rest);
            used += rest.width();
        }
    }
    for line in &mut lines {
        trim_end(line);
    }
    if lines.last().is_some_and(Vec::is_empty) && lines.len() > 1 {
        lines.pop();
    }
    lines
}

fn push(lines: &mut [Line], style: Style, text: &str) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some(last) if last.style == style => last.text.push_str(text),
        _ => line.push(Run { style, text: text.to_owned() }),
    }
}

fn break_at(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > width && at > 0 {
            return at;
        }
    }
    text.len()
}

fn trim_end(line: &mut Line) {
    while let Some(last) = line.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        line.pop();
    }
}

fn end_with_ellipsis(lines: &mut [Line], width: usize) {
    let Some(line) = lines.last_mut() else { return };
    trim_end(line);
    let others = width_of(line) - line.last().map_or(0, |last| last.text.width());
    if let Some(last) = line.last_mut() {
        last.text = cut(&format!("{} …", last.text), width.saturating_sub(others).max(1));
    }
}

/// Writes one line, padded with spaces to `pad` columns.
pub(crate) fn write_line(out: &mut dyn Write, line: &[Run], pad: usize) -> io::Result<()> {
    for Run { style, text } in line {
        write!(out, "{}{text}{}", style.render(), style.render_reset())?;
    }
    write!(out, "{:1$}", "", pad.saturating_sub(width_of(line)))
}

/// Columns of lines side by side: each with its width, none for the last.
pub(crate) fn write_columns(out: &mut dyn Write, columns: &[(usize, &[Line])]) -> io::Result<()> {
    let height = columns.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
    for row in 0..height {
        let last = columns.iter().rposition(|(_, lines)| lines.get(row).is_some_and(|line| !line.is_empty()));
        for (n, (width, lines)) in columns.iter().enumerate().take(last.map_or(0, |last| last + 1)) {
            let line = lines.get(row).map_or(&[][..], Vec::as_slice);
            write_line(out, line, if Some(n) == last { 0 } else { *width })?;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize, most: usize) -> Vec<String> {
        let lines = wrap(&[run(PLAIN, text)], width, most);
        lines.iter().map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn text_is_wrapped_at_words_and_cut_with_an_ellipsis() {
        assert_eq!(wrapped("the guns fell silent", 9, 9), ["the guns", "fell", "silent"]);
        assert_eq!(wrapped("the guns fell silent", 9, 2), ["the guns", "fell …"]);
        assert_eq!(wrapped("the guns fell silent", 20, 1), ["the guns fell silent"]);
        assert_eq!(wrapped("abcdefghij kl", 4, 9), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(wrapped("abcdefghij", 4, 1), ["abc…"]);
        assert_eq!(wrapped("", 4, 2), [""]);
        assert_eq!(wrapped("和平会谈和平会谈", 6, 9), ["和平会", "谈和平", "会谈"]);
    }

    #[test]
    fn nothing_in_a_text_moves_the_cursor() {
        assert_eq!(clean("a\u{1b}[31m\r\n\tb\u{202e}c\u{7}"), "a[31m bc");
    }
}
