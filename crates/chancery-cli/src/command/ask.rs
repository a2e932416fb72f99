//! `statements`, `events`, `positions`, `actors`, `stories`: rows of the archive that a filter wants.

use crate::End;
use crate::archive_args::{
    ActorsArgs, AskArgs, EventsArgs, PositionsArgs, RowFormat, ShapeArgs, StatementsArgs, StoriesArgs,
};
use crate::print::rows::{Shown, print_rows};
use crate::terminal::{complain, is_terminal, width};
use chancery::World;
use chancery_store::{Archive, Count, Error, Filter, Page};
use std::io::{self, BufWriter, Write};

/// So many rows of a table, where nobody said how many.
const TABLE_ROWS: usize = 50;
/// So many rows are fetched at a time.
const PAGE: usize = 500;

pub(crate) fn statements(args: &StatementsArgs) -> anyhow::Result<End> {
    records(&args.ask, args.filter(), Archive::statements, Archive::count_statements)
}

pub(crate) fn events(args: &EventsArgs) -> anyhow::Result<End> {
    records(&args.ask, args.filter(), Archive::events, Archive::count_events)
}

pub(crate) fn positions(args: &PositionsArgs) -> anyhow::Result<End> {
    if args.matrix {
        return super::ledger::run_matrix(args);
    }
    records(&args.ask, args.filter(), Archive::positions, Archive::count_positions)
}

pub(crate) fn actors(args: &ActorsArgs) -> anyhow::Result<End> {
    let archive = Archive::open(&args.archive.archive)?;
    let actors = args.actor.iter().map(|who| code_of(who)).collect();
    let filter = Filter { actors, text: args.text.clone(), sort: args.shape.sort(), ..Filter::default() };
    list(&archive, filter, &args.shape, Archive::parties)
}

pub(crate) fn stories(args: &StoriesArgs) -> anyhow::Result<End> {
    let archive = Archive::open(&args.archive.archive)?;
    let filter = Filter {
        since: args.since,
        until: args.until,
        sources: args.source.clone(),
        text: args.text.clone(),
        sort: args.shape.sort(),
        ..Filter::default()
    };
    list(&archive, filter, &args.shape, Archive::stories)
}

fn records<T: Shown>(
    ask: &AskArgs,
    mut filter: Filter,
    page: impl Fn(&Archive, &Filter) -> Result<Page<T>, Error>,
    count: impl Fn(&Archive, &Filter, chancery_store::Period) -> Result<Vec<Count>, Error>,
) -> anyhow::Result<End> {
    let archive = Archive::open(&ask.archive.archive)?;
    meant(&archive, &mut filter)?;
    let Some(period) = ask.count else { return list(&archive, filter, &ask.shape, page) };
    let counts = count(&archive, &filter, period.into())?;
    list(&archive, filter, &ask.shape, move |_, filter| once(&counts, filter))
}

/// Puts codes in place of the names of countries, those of the archive too, and says of whom nothing is known.
pub(crate) fn meant(archive: &Archive, filter: &mut Filter) -> anyhow::Result<()> {
    for who in filter.actors.iter_mut().chain(&mut filter.recipients) {
        let mut code = code_of(who);
        if code == *who
            && let Some(country) = archive.country_called(who)?
        {
            code = country;
        }
        if !archive.knows(&code)? {
            complain(format_args!("nobody in {} is called `{who}`", archive.path().display()));
        }
        *who = code;
    }
    Ok(())
}

/// Counts are few: they come as one page.
fn once(counts: &[Count], filter: &Filter) -> Result<Page<Count>, Error> {
    let rows = counts.iter().take(filter.limit).cloned().collect();
    Ok(Page { rows, next: None })
}

fn list<T: Shown>(
    archive: &Archive,
    mut filter: Filter,
    shape: &ShapeArgs,
    page: impl Fn(&Archive, &Filter) -> Result<Page<T>, Error>,
) -> anyhow::Result<End> {
    let format = format_of(shape.format);
    let mut left = shape.limit.unwrap_or(if format == RowFormat::Table { TABLE_ROWS } else { usize::MAX });
    let mut out = BufWriter::new(anstream::AutoStream::auto(io::stdout()));
    let mut is_first = true;
    loop {
        filter.limit = left.min(PAGE);
        let Page { rows, next } = page(archive, &filter)?;
        print_rows(&mut out, format, &rows, width(), is_first)?;
        left -= rows.len();
        if is_first && rows.is_empty() {
            complain(format_args!("nothing in {} is so", archive.path().display()));
        }
        is_first = false;
        match next {
            Some(place) if left > 0 => filter.after = Some(place),
            more => {
                out.flush()?;
                if more.is_some() && shape.limit.is_none() {
                    complain(format_args!("there are more; --limit says how many are shown"));
                }
                return Ok(End::Done);
            }
        }
    }
}

pub(crate) fn format_of(asked: Option<RowFormat>) -> RowFormat {
    asked.unwrap_or(if is_terminal() { RowFormat::Table } else { RowFormat::Jsonl })
}

/// `Russia` → `RUS`: a country's name stands for all that is of the country.
fn code_of(who: &str) -> String {
    World::embedded().country_named(who).map_or(who, |country| country.code()).to_owned()
}
