//! `chancery reread`: the archive's articles again, by this reader.

use super::basis::OwnBasis;
use crate::End;
use crate::archive_args::RereadArgs;
use crate::terminal::Progress;
use chancery::ingest::Incoming;
use chancery::{Article, Outcome, ReadArticle, read_batch};
use chancery_store::{Archive, Changes, Writer};
use std::io::{self, BufWriter, Write};

/// So many articles change in one step.
const BATCH: usize = 64;

pub(crate) fn run(args: &RereadArgs) -> anyhow::Result<End> {
    let own = OwnBasis::of(&args.basis)?;
    let basis = own.basis();
    let path = &args.archive.archive;
    let archive = Archive::open(path)?;
    let mut writer = Writer::open(path)?;
    let this = chancery::read(&Article::new(""), basis).record.reader;
    let stored = archive.records((!args.all).then_some(&this))?;
    let incoming = stored.map(|stored| {
        stored.map(|stored| Incoming {
            name: stored.heading.id,
            bytes: stored.article.text.len() as u64,
            article: stored.article,
            diagnostics: Vec::new(),
        })
    });
    let mut told =
        Told { out: BufWriter::new(anstream::AutoStream::auto(io::stdout())), args, totals: [0; 5] };
    let mut progress = Progress::new(0, false);
    let mut n_problems = 0usize;
    let mut batch: Vec<ReadArticle> = Vec::new();
    for outcome in read_batch(incoming, basis, args.basis.threads) {
        match outcome {
            Outcome::Read(read) => {
                progress.advance(read.bytes, true);
                batch.push(*read);
                if batch.len() == BATCH {
                    told.put(&mut writer, &mut batch)?;
                }
            }
            Outcome::Problem { message } => {
                n_problems += 1;
                progress.complain(format_args!("{message}"));
            }
        }
    }
    told.put(&mut writer, &mut batch)?;
    progress.finish();
    let [n_articles, n_added, n_gone, n_altered, n_same] = told.totals;
    writeln!(
        told.out,
        "{}: {n_articles} articles read again{}: {n_added} entries added, {n_gone} gone, {n_altered} altered, {n_same} as before",
        path.display(),
        if args.dry_run { ", nothing changed" } else { "" },
    )?;
    told.out.flush()?;
    Ok(if n_problems == 0 { End::Done } else { End::Problems })
}

struct Told<'a, W: Write> {
    out: W,
    args: &'a RereadArgs,
    /// Articles; entries added, gone, altered, the same.
    totals: [usize; 5],
}

impl<W: Write> Told<'_, W> {
    fn put(&mut self, writer: &mut Writer, batch: &mut Vec<ReadArticle>) -> anyhow::Result<()> {
        let pairs = batch.iter().map(|read| (&read.article, &read.reading.record));
        let changes = writer.reread(pairs, !self.args.dry_run)?;
        for (read, changes) in batch.drain(..).zip(changes) {
            let name = read.name;
            let Changes { added, gone, altered, same } = &changes;
            for (total, n) in self.totals.iter_mut().zip([1, added.len(), gone.len(), altered.len(), *same]) {
                *total += n;
            }
            if self.args.changes && added.len() + gone.len() + altered.len() > 0 {
                writeln!(self.out, "{name}")?;
                for (what, ids) in [("added", added), ("gone", gone), ("altered", altered)] {
                    for id in ids {
                        writeln!(self.out, "  {what:<8} {id}")?;
                    }
                }
            }
        }
        Ok(())
    }
}
