//! What the records of an archive say together, for people: shifts side by side, a matrix, a ledger with its lines,
//! claims, open entries.

use super::layout::{
    BOLD, DIM, HEADING, Line, PLAIN, Run, run, spaces, width_of, wrap, write_columns, write_line,
};
use super::rows::{Shown, column};
use super::table::{Column, print_heading, print_row};
use chancery::{Course, Days, Quad, Stance, long_day};
use chancery_ledger::{
    Claim, Counting, Direction, Ledger, LedgerEntry, Matrix, MatrixCell, OpenEntry, Shift, Terms, Voice,
    course, voice_in_words,
};
use chancery_store::{EventRow, Period, PositionRow};
use std::io::{self, Write};

/// Levels of a line of counts; nothing at all is a blank.
const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// How narrow and how wide an issue's column may be.
const ISSUE: (usize, usize) = (9, 14);

/// Each shift with the position before it on the left and the one after it on the right.
pub(crate) fn print_shifts(out: &mut dyn Write, shifts: &[Shift], width: usize) -> io::Result<()> {
    let half = (width.saturating_sub(4) / 2).max(20);
    for (n, shift) in shifts.iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        let what = match shift.course {
            Course::Same => format!("has not moved since {}", long_day(shift.before_days.from)),
            Course::Turned | Course::Moved => course(shift.course).to_owned(),
        };
        let head = [run(BOLD, &shift.name), run(PLAIN, format!(" · {} · {what}", shift.issue))];
        for line in wrap(&head, width, 2) {
            write_line(out, &line, 0)?;
            writeln!(out)?;
        }
        let side = |position: &PositionRow, days: Days| -> Vec<Line> {
            let day = if days.from == days.to {
                days.from.to_string()
            } else {
                format!("{} to {}", days.from, days.to)
            };
            let mut lines = wrap(
                &[
                    run(PLAIN, day),
                    run(BOLD, format!("  {}", position.stance)),
                    run(DIM, format!("  {}", position.id)),
                ],
                half,
                2,
            );
            let words = [
                run(PLAIN, format!("{}: {}", position.holder.name, position.evidence.text)),
                run(DIM, format!(" ({})", source(&position.article))),
            ];
            lines.extend(wrap(&words, half, 4));
            lines
        };
        let before = side(&shift.before, shift.before_days);
        let after = side(&shift.after, shift.after_days);
        let height = before.len().max(after.len());
        let indent: Vec<Line> = vec![vec![spaces(2)]; height];
        write_columns(out, &[(2, &indent), (half + 2, &before), (half, &after)])?;
    }
    Ok(())
}

/// Holders × issues, as many issues side by side as fit, the next ones below.
pub(crate) fn print_matrix(
    out: &mut dyn Write,
    matrix: &Matrix,
    n_rows: usize,
    width: usize,
) -> io::Result<()> {
    let rows = &matrix.rows[..n_rows.min(matrix.rows.len())];
    let shown: Vec<usize> =
        (0..matrix.issues.len()).filter(|at| rows.iter().any(|row| row.cells[*at].is_some())).collect();
    let longest = rows.iter().map(|row| width_of(&[run(PLAIN, &row.name)])).max().unwrap_or(0);
    let first = longest.clamp(8, 24) + 2;
    let parts = shown.iter().flat_map(|at| matrix.issues[*at].split_inclusive('-'));
    let issue = parts.map(str::len).max().unwrap_or(0).clamp(ISSUE.0, ISSUE.1);
    let fit = ((width.saturating_sub(first)) / (issue + 2)).max(1);
    for (n, issues) in shown.chunks(fit).enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        let heads: Vec<Vec<Line>> = issues
            .iter()
            .map(|at| {
                wrap(&[run(BOLD, matrix.issues[*at].replace('-', "- "))], issue, 3)
                    .into_iter()
                    .map(joined)
                    .collect()
            })
            .collect();
        let who = vec![vec![run(HEADING, "WHO")]];
        let mut columns: Vec<(usize, &[Line])> = vec![(first, &who)];
        columns.extend(heads.iter().map(|lines| (issue + 2, lines.as_slice())));
        write_columns(out, &columns)?;
        for row in rows.iter().filter(|row| issues.iter().any(|at| row.cells[*at].is_some())) {
            let name = wrap(&[run(PLAIN, &row.name)], first - 2, 2);
            let cells: Vec<Vec<Line>> = issues.iter().map(|at| cell(row.cells[*at].as_ref())).collect();
            let mut columns: Vec<(usize, &[Line])> = vec![(first, &name)];
            columns.extend(cells.iter().map(|lines| (issue + 2, lines.as_slice())));
            write_columns(out, &columns)?;
        }
    }
    if !rows.is_empty() {
        let legend = "stance and number of stories; * has moved (chancery shifts); the positions behind a cell: chancery \
                      positions --actor WHO --issue ISSUE";
        writeln!(out)?;
        for line in wrap(&[run(DIM, legend)], width, 3) {
            write_line(out, &line, 0)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// A word that was broken at its hyphens, without the blanks that broke it.
fn joined(line: Line) -> Line {
    line.into_iter().map(|one| Run { text: one.text.replace("- ", "-"), ..one }).collect()
}

fn cell(cell: Option<&MatrixCell>) -> Vec<Line> {
    let Some(cell) = cell else { return vec![Vec::new()] };
    let last = cell.stances.len().saturating_sub(1);
    let line = |(n, one): (usize, &chancery_ledger::StanceCount)| {
        let mark = if cell.moved && n == last { "*" } else { "" };
        vec![run(PLAIN, format!("{} {}{mark}", short(one.stance), one.stories))]
    };
    cell.stances.iter().enumerate().map(line).collect()
}

/// A stance in at most nine letters.
fn short(stance: Stance) -> &'static str {
    match stance {
        Stance::Conditional => "yes, if",
        other => other.label(),
    }
}

/// The lines of both directions, where their levels changed, and the latest cells with their records.
pub(crate) fn print_ledger(
    out: &mut dyn Write,
    ledger: &Ledger,
    terms: &Terms,
    entries: &[LedgerEntry<'_>],
    width: usize,
) -> io::Result<()> {
    let Some((first, last)) = ledger.periods.first().zip(ledger.periods.last()) else { return Ok(()) };
    let period = word(terms.by);
    let what = match terms.counting {
        Counting::Mention => "mentions",
        Counting::Story => "stories",
        Counting::Incident => "incidents",
    };
    let claims = if terms.claims { ", claims among them" } else { "" };
    writeln!(out, "{} to {}, {what} by {period}{claims}", long_day(first.from), long_day(last.to))?;
    for direction in &ledger.directions {
        writeln!(out)?;
        print_direction(out, ledger, direction, period, width)?;
    }
    if entries.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let columns = [
        column(if terms.by == Period::Day { "DAY" } else { "FROM" }, 10),
        column("WHO", 16),
        column("WHAT", 15),
        column("N", 5),
        column("CLAIMED", 7),
        column("INTENSITY", 9),
        column("EVENTS (claimed)", 0),
    ];
    print_heading(out, &columns, width)?;
    for entry in entries {
        let ids = entry.cell.ids.iter().filter(|id| !entry.cell.claimed_ids.contains(id)).cloned();
        let claimed = entry.cell.claimed_ids.iter().map(|id| format!("({id})"));
        let ids: Vec<String> = ids.chain(claimed).collect();
        let number = |n: usize| if n == 0 { String::new() } else { n.to_string() };
        let cells = [
            vec![run(PLAIN, entry.days.from.to_string())],
            vec![run(PLAIN, format!("{} → {}", name(entry.from), name(entry.to)))],
            vec![run(PLAIN, quad(entry.quad)), run(BOLD, if entry.changes { " !" } else { "" })],
            vec![run(PLAIN, number(entry.cell.count))],
            vec![run(PLAIN, number(entry.cell.claimed))],
            vec![run(
                PLAIN,
                if entry.cell.count == 0 { String::new() } else { format!("{:.1}", entry.cell.intensity) },
            )],
            vec![run(DIM, ids.join(" "))],
        ];
        print_row(out, &columns, width, &cells, "", "")?;
    }
    Ok(())
}

fn print_direction(
    out: &mut dyn Write,
    ledger: &Ledger,
    direction: &Direction,
    period: &str,
    width: usize,
) -> io::Result<()> {
    let head =
        [run(BOLD, format!("{} → {}", name(direction.from.as_deref()), name(direction.to.as_deref())))];
    write_line(out, &head, 0)?;
    writeln!(out)?;
    let room = width.saturating_sub(2 + 15 + 24).max(10);
    for series in &direction.series {
        let counts: Vec<usize> = series.cells.iter().map(|cell| cell.count).collect();
        let n: usize = counts.iter().sum();
        let claimed: usize = series.cells.iter().map(|cell| cell.claimed).sum();
        let claimed = if claimed > 0 { format!(", {claimed} claimed") } else { String::new() };
        writeln!(
            out,
            "  {:<13}  {}  {n}{claimed}",
            quad(series.quad),
            sparkline(&counts, &ledger.covered, room)
        )?;
    }
    for series in &direction.series {
        for change in &series.changes {
            writeln!(
                out,
                "  {} {} from {:.1} to {:.1} a {period}, from {}",
                quad(series.quad),
                if change.after > change.before { "rose" } else { "fell" },
                change.before,
                change.after,
                ledger.periods.get(change.at).map_or(String::new(), |days| long_day(days.from))
            )?;
        }
    }
    let gaps: Vec<f64> = direction.gap.iter().flatten().copied().collect();
    if !gaps.is_empty() {
        let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
        let which = if mean > 0.05 {
            "friendlier than deeds"
        } else if mean < -0.05 {
            "harsher than deeds"
        } else {
            "much as deeds"
        };
        let n = gaps.len();
        writeln!(
            out,
            "  gap {mean:+.1}: words {which} ({n} {period}{} with both)",
            if n == 1 { "" } else { "s" }
        )?;
    }
    if !direction.undated.is_empty() {
        writeln!(out, "  of no known day: {}", direction.undated.join(" "))?;
    }
    Ok(())
}

/// Counts as a line of blocks: `·` where there is nothing, a blank where nothing is known. Of more periods than there
/// is room for, neighbours are added up.
fn sparkline(counts: &[usize], covered: &[bool], room: usize) -> String {
    let together = counts.len().div_ceil(room).max(1);
    let sums: Vec<usize> = counts.chunks(together).map(|part| part.iter().sum()).collect();
    let most = sums.iter().copied().max().unwrap_or(0).max(1);
    let known = covered.chunks(together).map(|part| part.contains(&true));
    sums.iter()
        .zip(known)
        .map(|(&n, is_known)| match n {
            0 if is_known => '·',
            0 => ' ',
            n => LEVELS[(n * LEVELS.len()).div_ceil(most).clamp(1, LEVELS.len()) - 1],
        })
        .collect()
}

fn name(who: Option<&str>) -> &str {
    who.unwrap_or("all")
}

fn quad(quad: Quad) -> &'static str {
    match quad {
        Quad::VerbalCooperation => "words for",
        Quad::MaterialCooperation => "deeds for",
        Quad::VerbalConflict => "words against",
        Quad::MaterialConflict => "deeds against",
    }
}

fn word(by: Period) -> &'static str {
    match by {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Year => "year",
    }
}

fn source(article: &chancery_store::ArticleRow) -> String {
    article.source.clone().or_else(|| article.title.clone()).unwrap_or_else(|| article.id.clone())
}

/// Each threat, promise and demand, and below it what followed.
pub(crate) fn print_open(out: &mut dyn Write, entries: &[OpenEntry], width: usize) -> io::Result<()> {
    let columns =
        [column("DAY", 12), column("WORD", 10), column("WHO", 0), column("TO WHOM", 0), column("ID", 18)];
    if !entries.is_empty() {
        print_heading(out, &columns, width)?;
    }
    for OpenEntry { entry, followed_by, denied } in entries {
        event(out, &columns, width, entry, "", BOLD)?;
        for (events, lead) in [(followed_by, "followed by"), (denied, "denied")] {
            for (n, one) in events.iter().enumerate() {
                if n == 5 {
                    writeln!(out, "{:12}  and {} more", "", events.len() - n)?;
                    break;
                }
                event(out, &columns, width, one, lead, PLAIN)?;
            }
        }
    }
    Ok(())
}

fn event(
    out: &mut dyn Write,
    columns: &[Column],
    width: usize,
    event: &EventRow,
    lead: &str,
    style: anstyle::Style,
) -> io::Result<()> {
    let names = |members: &[chancery_store::Member]| {
        members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let day = event.article.day(event.date);
    let cells = [
        vec![run(
            if lead.is_empty() { PLAIN } else { DIM },
            if lead.is_empty() { day.map_or(String::new(), |day| day.to_string()) } else { lead.to_owned() },
        )],
        vec![run(style, event.event_type.label())],
        vec![run(PLAIN, names(&event.actors))],
        vec![run(PLAIN, names(&event.recipients))],
        vec![run(DIM, &event.id)],
    ];
    let mut notes = Vec::new();
    if !lead.is_empty() {
        notes.extend(day.map(long_day));
    }
    if event.reported_by.is_some() {
        notes.push("reported".to_owned());
    }
    notes.push(source(&event.article));
    print_row(out, columns, width, &cells, &event.evidence.text, &notes.join(" · "))
}

impl Shown for Claim {
    fn columns() -> Vec<Column> {
        vec![
            column("DAY", 12),
            column("EVENT", 10),
            column("WHO", 0),
            column("TO WHOM", 0),
            column("STANDING", 10),
            column("ID", 18),
        ]
    }

    fn row(&self) -> (Vec<Line>, String, String) {
        let cells = vec![
            vec![run(PLAIN, self.days.map_or("no day".to_owned(), |days| days.from.to_string()))],
            vec![run(BOLD, self.event_type.label())],
            vec![run(PLAIN, self.actors.join(", "))],
            vec![run(PLAIN, self.recipients.join(", "))],
            vec![run(PLAIN, self.standing.label())],
            vec![run(DIM, &self.id)],
        ];
        let voices = |lead: &str, voices: &[Voice]| {
            let each = |voice: &Voice| format!("{} {}", voice_in_words(voice), voice.ids.join(" "));
            (!voices.is_empty())
                .then(|| format!("{lead} {}", voices.iter().map(each).collect::<Vec<_>>().join(", ")))
        };
        let told = match self.told {
            0 => None,
            1 => Some("told as its own by 1 story".to_owned()),
            n => Some(format!("told as their own by {n} stories")),
        };
        let others: Vec<&str> = self.ids.iter().map(String::as_str).filter(|id| *id != self.id).collect();
        let also = (!others.is_empty()).then(|| format!("also {}", others.join(" ")));
        let parts = [voices("said by", &self.said_by), voices("denied by", &self.denied_by), told, also];
        (cells, self.evidence.clone(), parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_counts_fits_its_room() {
        assert_eq!(sparkline(&[0, 0, 1, 4, 8], &[true, false, true, true, true], 10), "· ▁▄█");
        assert_eq!(sparkline(&[1, 1, 4, 4], &[true; 4], 2), "▂█");
        assert_eq!(sparkline(&[], &[], 2), "");
    }
}
