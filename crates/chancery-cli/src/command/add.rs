//! `chancery add`: articles into the archive.
//!
//! One thread reads (over all cores), this one writes: what was read goes in by batches, each whole or not at all. An
//! article that the archive holds already is not read again, so an interrupted run goes on where it was.

use super::basis::OwnBasis;
use super::heading::Heading;
use crate::End;
use crate::archive_args::AddArgs;
use crate::terminal::Progress;
use chancery::ingest::{Error as IngestError, Incoming, articles, total_bytes};
use chancery::{Basis, Outcome, ReadArticle, read_batch};
use chancery_store::{Added, Archive, Totals, Writer};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// A batch ends at so many articles or bytes of text.
const BATCH: usize = 64;
const BATCH_BYTES: usize = 4 << 20;

/// What the reading thread tells.
enum News {
    Outcome(Outcome),
    /// An article that is there already, of so many bytes.
    Known(u64),
}

pub(crate) fn run(args: &AddArgs) -> anyhow::Result<End> {
    let own = OwnBasis::of(&args.basis)?;
    let basis = own.basis();
    let mut writer = Writer::open(&args.archive.archive)?;
    let mut tally = Tally::new(Progress::new(total_bytes(&args.sources), false));
    let heading = Heading { published: args.published, source: args.source.as_deref(), ..Heading::default() };
    let incoming = articles(args.sources.iter().cloned(), args.input.options(args.basis.threads))
        .map(|article| article.map(|it| heading.on(it)));
    keep(&args.archive.archive, &mut writer, incoming, basis, args.basis.threads, &mut tally)?;
    writer.tidy()?;
    tally.finish();
    let totals = Archive::open(&args.archive.archive)?.totals()?;
    writeln!(anstream::stdout(), "{}: {}", args.archive.archive.display(), tally.summary(&totals))?;
    Ok(match (tally.n_new + tally.n_revised + tally.n_same, tally.n_problems) {
        (0, _) => End::Nothing,
        (_, 0) => End::Done,
        _ => End::Problems,
    })
}

/// Reads what comes in and keeps it.
pub(super) fn keep(
    archive: &Path,
    writer: &mut Writer,
    incoming: impl Iterator<Item = Result<Incoming, IngestError>> + Send,
    basis: Basis<'_>,
    threads: usize,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    let known = Archive::open(archive)?;
    let (sender, receiver) = sync_channel(BATCH);
    std::thread::scope(|scope| {
        let told = sender.clone();
        scope.spawn(move || read(incoming, basis, threads, &known, &told));
        drop(sender);
        write(writer, &receiver, tally)
    })?;
    Ok(())
}

fn read(
    incoming: impl Iterator<Item = Result<Incoming, IngestError>>,
    basis: Basis<'_>,
    threads: usize,
    known: &Archive,
    told: &SyncSender<News>,
) {
    let incoming = incoming.filter(|article| match article {
        // An archive that cannot be asked will not be written either, and there the reason is told.
        Ok(incoming) if known.has(&incoming.article).unwrap_or(false) => {
            let _ = told.send(News::Known(incoming.bytes));
            false
        }
        _ => true,
    });
    for outcome in read_batch(incoming, basis, threads) {
        if told.send(News::Outcome(outcome)).is_err() {
            // The writer has given up, and says why.
            return;
        }
    }
}

fn write(writer: &mut Writer, news: &Receiver<News>, tally: &mut Tally) -> Result<(), chancery_store::Error> {
    let mut batch: Vec<Box<ReadArticle>> = Vec::new();
    while let Ok(first) = news.recv() {
        let mut n_bytes = 0;
        // Whatever is waiting goes in together; nothing waits for more to come.
        for next in std::iter::once(first).chain(news.try_iter()) {
            match next {
                News::Known(bytes) => tally.same(bytes),
                News::Outcome(Outcome::Problem { message }) => tally.problem(0, &message),
                News::Outcome(Outcome::Read(read)) => {
                    n_bytes += read.article.text.len();
                    batch.push(read);
                }
            }
            if batch.len() == BATCH || n_bytes > BATCH_BYTES {
                break;
            }
        }
        let added = writer.add(batch.iter().map(|read| (&read.article, &read.reading.record)))?;
        for (read, added) in batch.drain(..).zip(added) {
            tally.added(&read, added);
        }
    }
    Ok(())
}

/// What became of the articles.
pub(super) struct Tally {
    progress: Progress,
    n_new: usize,
    n_same: usize,
    n_revised: usize,
    n_unread: usize,
    n_problems: usize,
}

impl Tally {
    pub(super) fn new(progress: Progress) -> Tally {
        Tally { progress, n_new: 0, n_same: 0, n_revised: 0, n_unread: 0, n_problems: 0 }
    }

    pub(super) fn has_problems(&self) -> bool {
        self.n_problems > 0
    }

    /// Takes the progress bar away.
    pub(super) fn finish(&self) {
        self.progress.finish();
    }

    fn same(&mut self, bytes: u64) {
        self.n_same += 1;
        self.progress.advance(bytes, true);
    }

    pub(super) fn problem(&mut self, bytes: u64, message: &str) {
        self.n_problems += 1;
        self.progress.advance(bytes, false);
        self.progress.complain(format_args!("{message}"));
    }

    fn added(&mut self, read: &ReadArticle, added: Added) {
        match added {
            Added::New => self.n_new += 1,
            Added::Revised => self.n_revised += 1,
            Added::Same => return self.same(read.bytes),
            Added::Refused(error) => {
                return self.problem(read.bytes, &format!("{}: {error}", read.name));
            }
        }
        self.progress.advance(read.bytes, true);
        self.n_unread += usize::from(read.reading.record.refusal().is_some());
    }

    pub(super) fn summary(&self, totals: &Totals) -> String {
        let mut text = format!("{} added", articles_of(self.n_new));
        for (n, what) in [
            (self.n_revised, "changed"),
            (self.n_same, "there already"),
            (self.n_unread, "kept but not read"),
            (self.n_problems, if self.n_problems == 1 { "problem" } else { "problems" }),
        ] {
            if n > 0 {
                let _ = write!(text, ", {n} {what}");
            }
        }
        let _ = write!(
            text,
            "; it holds {}, {} statements, {} events, {} positions",
            articles_of(totals.articles),
            totals.statements,
            totals.events,
            totals.positions
        );
        if totals.copies > 0 {
            let _ = write!(text, ", {} of the articles copies", totals.copies);
        }
        text
    }
}

/// "1 article", "33 articles".
pub(super) fn articles_of(n: usize) -> String {
    if n == 1 { "1 article".to_owned() } else { format!("{n} articles") }
}
