//! `chancery show`: one record with its sentence and why it is as it is; or an article, an actor, a story.

use super::basis::OwnBasis;
use crate::End;
use crate::archive_args::ShowArgs;
use crate::print::show::{print_actor, print_former, print_party, print_record, print_story};
use crate::print::{Printer, pretty};
use crate::terminal::{complain, width};
use chancery::{Article, ReadArticle, Reading, World, read};
use chancery_store::{Archive, Found, Stored, lasting_ids};
use std::io::{self, BufWriter, Write};

pub(crate) fn run(args: &ShowArgs) -> anyhow::Result<End> {
    let archive = Archive::open(&args.archive.archive)?;
    let Some(found) = archive.find(&args.id)? else {
        complain(format_args!("{}: nothing in it has the id `{}`", archive.path().display(), args.id));
        return Ok(End::Nothing);
    };
    let mut out = BufWriter::new(anstream::AutoStream::auto(io::stdout()));
    let own = OwnBasis::of(&args.basis)?;
    match &found {
        Found::Statement(row) => record(&mut out, &archive, args, &own, &found, &row.article.id)?,
        Found::Event(row) => record(&mut out, &archive, args, &own, &found, &row.article.id)?,
        Found::Position(row) => record(&mut out, &archive, args, &own, &found, &row.article.id)?,
        Found::Actor { article, actor } => print_actor(&mut out, article, actor, width())?,
        Found::Article(row) => article(&mut out, &archive, &row.id, &own.world)?,
        Found::Party(row) => print_party(&mut out, row, width())?,
        Found::Story(row) => print_story(&mut out, row, &archive.story_articles(&row.id)?, width())?,
        Found::Former { article, revision, entry } => {
            print_former(&mut out, article, *revision, entry, width())?;
        }
    }
    out.flush()?;
    Ok(End::Done)
}

/// A record: the article is read again for the reasons, which the archive does not keep.
fn record(
    out: &mut dyn Write,
    archive: &Archive,
    args: &ShowArgs,
    own: &OwnBasis,
    found: &Found,
    article: &str,
) -> anyhow::Result<()> {
    let Some(stored) = archive.article(article)? else { return Ok(()) };
    let reading = read(&stored.article, own.basis());
    let reasons = reasons(&reading, &args.id);
    let is_same_reader = reading.record.reader == stored.record.reader;
    print_record(out, found, &stored, &reasons, is_same_reader, width())?;
    let statement = match found {
        Found::Event(row) => row.reported_by.as_deref(),
        _ => None,
    };
    if let Some(Found::Statement(row)) = statement.map(|id| archive.find(id)).transpose()?.flatten() {
        writeln!(out, "\nreported by")?;
        let rows = [*row];
        crate::print::rows::print_rows(out, crate::archive_args::RowFormat::Table, &rows, width(), false)?;
    }
    Ok(())
}

/// Why the entry of this id is as it is; its ids as in the archive.
fn reasons(reading: &Reading, id: &str) -> Vec<String> {
    let ids = lasting_ids(&reading.record);
    let about = reading.explanations.iter().filter(|why| ids.get(&why.about) == Some(id));
    about.map(|why| ids.in_words(&why.text)).collect()
}

fn article(out: &mut dyn Write, archive: &Archive, id: &str, world: &World) -> anyhow::Result<()> {
    let Some(Stored { article, record, heading }) = archive.article(id)? else { return Ok(()) };
    let names = Box::new(|code: &str| world.country(code).map_or(code, |country| country.name()).to_owned());
    let mut printer = pretty::Pretty::new(width(), false, names);
    let read = ReadArticle {
        name: heading.id,
        bytes: article.text.len() as u64,
        article: Article { id: None, ..article },
        reading: Reading { record, explanations: Vec::new() },
    };
    printer.open(out)?;
    printer.print(out, &read)?;
    printer.close(out)?;
    Ok(())
}
