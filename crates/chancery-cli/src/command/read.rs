//! `chancery read`: articles in, records out.

use super::basis::OwnBasis;
use super::heading::Heading;
use crate::End;
use crate::args::{Format, ReadArgs};
use crate::print::{Printer, csv, html, jsonl, parquet, pretty, profile};
use crate::terminal::{Progress, is_terminal, width};
use anyhow::Context;
use chancery::ingest::{Incoming, articles, total_bytes};
use chancery::{Basis, Outcome, Table, World, read_batch};
use chancery_export::Profile;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufWriter, Write};

pub(crate) fn run(args: &ReadArgs) -> anyhow::Result<End> {
    let format = match (args.format, args.table) {
        (Some(format @ Format::Parquet), _) | (Some(format), None) => format,
        (Some(Format::Csv) | None, Some(_)) => Format::Csv,
        (Some(_), Some(_)) => anyhow::bail!("--table goes with --format csv or parquet"),
        (None, None) if is_terminal() && args.output.is_none() => Format::Pretty,
        (None, None) => Format::Jsonl,
    };
    let own = OwnBasis::of(&args.basis)?;
    let (basis, world) = (Basis { explain: args.explain, ..own.basis() }, &own.world);
    let mut out = output(args, format)?;
    let mut printer: Box<dyn Printer + '_> = match format {
        Format::Pretty => Box::new(pretty::Pretty::new(width(), args.explain, country_names(world))),
        Format::Jsonl => Box::new(jsonl::JsonLines { explain: args.explain }),
        Format::Csv => Box::new(csv::Csv { table: args.table.map_or(Table::Events, |table| table.0) }),
        Format::Html => Box::new(html::Html::new(args.explain, country_names(world))),
        Format::Parquet => parquet::printer(args.output.as_deref(), args.table, args.shard)?,
        Format::Gdelt => Box::new(profile::Rows(Profile::Gdelt)),
        Format::Acled => Box::new(profile::Rows(Profile::Acled)),
        Format::Polecat => Box::new(profile::Rows(Profile::Polecat)),
        Format::Annotations => Box::new(profile::Annotations),
    };

    let mut progress = Progress::new(total_bytes(&args.files), args.output.is_none() && is_terminal());
    let options = args.input.options(args.basis.threads);
    let n_elsewhere = Cell::new(0usize);
    let is_ours = |incoming: &Incoming| {
        let is_ours = args.shard.is_none_or(|shard| shard.has(&incoming.article.record_id()));
        n_elsewhere.set(n_elsewhere.get() + usize::from(!is_ours));
        is_ours
    };
    let heading =
        Heading { published: args.published, title: args.title.as_deref(), source: args.source.as_deref() };
    let incoming =
        articles(args.files.iter().cloned(), options).map(|article| article.map(|it| heading.on(it)));
    let incoming = incoming.filter(|article| article.as_ref().map_or(true, is_ours));
    let (mut n_read, mut n_problems) = (0usize, 0usize);
    printer.open(&mut out)?;
    for outcome in read_batch(incoming, basis, args.basis.threads) {
        match outcome {
            Outcome::Read(read) => {
                let refused = read.reading.record.refusal();
                match refused {
                    Some(remark) => {
                        n_problems += 1;
                        progress.complain(format_args!("{}: {}", read.name, remark.message));
                    }
                    None => n_read += 1,
                }
                progress.advance(read.bytes, refused.is_none());
                printer.print(&mut out, &read)?;
            }
            Outcome::Problem { message } => {
                n_problems += 1;
                progress.advance(0, false);
                progress.complain(format_args!("{message}"));
            }
        }
    }
    printer.close(&mut out)?;
    out.flush()?;
    progress.finish();
    Ok(match (n_read, n_problems) {
        (0, 0) if n_elsewhere.get() > 0 => End::Done,
        (0, _) => End::Nothing,
        (_, 0) => End::Done,
        _ => End::Problems,
    })
}

/// `FRD` → `Freedonia`.
fn country_names(world: &World) -> Box<dyn Fn(&str) -> String + '_> {
    Box::new(|code| world.country(code).map_or(code, |country| country.name()).to_owned())
}

fn output(args: &ReadArgs, format: Format) -> anyhow::Result<Box<dyn Write>> {
    Ok(match &args.output {
        // Its printer opens the files itself.
        _ if format == Format::Parquet => Box::new(io::sink()),
        Some(path) => {
            let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
            // Colours have no place in a file.
            Box::new(BufWriter::new(anstream::StripStream::new(file)))
        }
        None => Box::new(BufWriter::new(anstream::AutoStream::auto(io::stdout()))),
    })
}
