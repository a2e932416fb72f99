//! `shifts`, `positions --matrix`, `ledger`, `claims`: what the records of an archive say together.

use super::ask::{format_of, meant};
use crate::End;
use crate::archive_args::{PositionsArgs, RowFormat};
use crate::ledger_args::{ClaimsArgs, LedgerArgs, LedgerFormat, ShiftsArgs};
use crate::print::ledger::{print_ledger, print_matrix, print_open, print_shifts};
use crate::print::rows::{print_flat, print_rows};
use crate::terminal::{complain, is_terminal, width};
use chancery::Course;
use chancery_ledger::{Standing, Whose, between, claims, ledger, matrix, open_entries, shifts, svg};
use chancery_store::{Archive, Filter, Sort};
use std::io::{self, BufWriter, Write};

/// So many rows of a table, where nobody said how many.
const TABLE_ROWS: usize = 50;
/// So many holders of a matrix.
const MATRIX_ROWS: usize = 20;

pub(crate) fn run_shifts(args: &ShiftsArgs) -> anyhow::Result<End> {
    let archive = Archive::open(&args.archive.archive)?;
    let mut filter = Filter {
        actors: args.actor.clone(),
        recipients: args.recipient.clone(),
        issues: args.issue.clone(),
        ..args.narrow.filter()
    };
    meant(&archive, &mut filter)?;
    let mut found = shifts(&archive, &filter, whose(args.persons))?;
    found.retain(|shift| args.same || shift.course != Course::Same);
    found.sort_by_key(|shift| (shift.after_days.from, shift.after_days.to));
    if args.shape.sort() == Sort::Newest {
        found.reverse();
    }
    let format = format_of(args.shape.format);
    let shown = cut(&archive, &found, args.shape.limit, format, TABLE_ROWS);
    let mut out = output();
    match format {
        RowFormat::Table => print_shifts(&mut out, shown, width())?,
        _ => print_flat(&mut out, format, shown, true)?,
    }
    Ok(out.flush().map(|()| End::Done)?)
}

pub(crate) fn run_matrix(args: &PositionsArgs) -> anyhow::Result<End> {
    let archive = Archive::open(&args.ask.archive.archive)?;
    let mut filter = args.filter();
    meant(&archive, &mut filter)?;
    let found = matrix(&archive, &filter, whose(args.persons))?;
    let format = format_of(args.ask.shape.format);
    let shown = cut(&archive, &found.rows, args.ask.shape.limit, format, MATRIX_ROWS).len();
    let mut out = output();
    match format {
        RowFormat::Table => print_matrix(&mut out, &found, shown, width())?,
        _ => print_flat(&mut out, format, &found.entries(shown), true)?,
    }
    Ok(out.flush().map(|()| End::Done)?)
}

pub(crate) fn run_ledger(args: &LedgerArgs) -> anyhow::Result<End> {
    let archive = Archive::open(&args.archive.archive)?;
    let mut named = Filter {
        actors: vec![args.a.clone()],
        recipients: args.b.iter().cloned().collect(),
        ..Filter::default()
    };
    meant(&archive, &mut named)?;
    let (a, b) = (named.actors.concat(), named.recipients.first().map(String::as_str));
    let terms = args.terms();
    let format = args.format.unwrap_or(if is_terminal() { LedgerFormat::Table } else { LedgerFormat::Jsonl });
    let mut out = output();
    let rows = format.rows();
    if args.open {
        let Some(rows) = rows else { anyhow::bail!("--open has no picture: --format table, jsonl or csv") };
        let found = open_entries(
            &archive,
            &between(&archive, &a, b, &terms)?,
            b.is_none(),
            terms.filter.until,
            usize::MAX,
        )?;
        let shown = cut(&archive, &found, args.limit, rows, TABLE_ROWS);
        match rows {
            RowFormat::Table => print_open(&mut out, shown, width())?,
            _ => print_flat(&mut out, rows, shown, true)?,
        }
        return Ok(out.flush().map(|()| End::Done)?);
    }
    let found = ledger(&archive, &a, b, &terms, None)?;
    let entries = found.entries();
    match rows {
        None => {
            let title = format!("{a} and {}: words beside deeds", b.unwrap_or("all"));
            out.write_all(svg(&found, &title).as_bytes())?;
        }
        Some(RowFormat::Table) => {
            // The latest are shown; a picture of all of it stands above them.
            let limit = args.limit.unwrap_or(TABLE_ROWS);
            let shown = &entries[entries.len().saturating_sub(limit)..];
            print_ledger(&mut out, &found, &terms, shown, width())?;
            tell(&archive, entries.len(), shown.len(), args.limit);
        }
        Some(rows) => {
            print_flat(&mut out, rows, cut(&archive, &entries, args.limit, rows, TABLE_ROWS), true)?;
        }
    }
    Ok(out.flush().map(|()| End::Done)?)
}

pub(crate) fn run_claims(args: &ClaimsArgs) -> anyhow::Result<End> {
    let archive = Archive::open(&args.archive.archive)?;
    let mut filter = Filter {
        actors: args.actor.clone(),
        recipients: args.recipient.clone(),
        types: args.types.clone(),
        quads: args.quad.clone(),
        ..args.narrow.filter()
    };
    meant(&archive, &mut filter)?;
    let mut found = claims(&archive, &filter)?;
    found.retain(|claim| !args.denied || matches!(claim.standing, Standing::Disputed | Standing::Denied));
    if args.shape.sort() == Sort::Newest {
        found.reverse();
    }
    let format = format_of(args.shape.format);
    let shown = cut(&archive, &found, args.shape.limit, format, TABLE_ROWS);
    let mut out = output();
    print_rows(&mut out, format, shown, width(), true)?;
    Ok(out.flush().map(|()| End::Done)?)
}

fn whose(persons: bool) -> Whose {
    if persons { Whose::Person } else { Whose::Side }
}

fn output() -> BufWriter<anstream::AutoStream<io::Stdout>> {
    BufWriter::new(anstream::AutoStream::auto(io::stdout()))
}

/// As many rows as are shown.
fn cut<'a, T>(
    archive: &Archive,
    rows: &'a [T],
    limit: Option<usize>,
    format: RowFormat,
    in_table: usize,
) -> &'a [T] {
    let most = limit.unwrap_or(if format == RowFormat::Table { in_table } else { usize::MAX });
    let shown = &rows[..rows.len().min(most)];
    tell(archive, rows.len(), shown.len(), limit);
    shown
}

fn tell(archive: &Archive, n: usize, n_shown: usize, limit: Option<usize>) {
    if n == 0 {
        complain(format_args!("nothing in {} is so", archive.path().display()));
    } else if n_shown < n && limit.is_none() {
        complain(format_args!("there are more ({n}); --limit says how many are shown"));
    }
}
