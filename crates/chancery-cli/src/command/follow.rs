//! `chancery follow`: feeds into the archive, again and again.
//!
//! What a feed is remembered by is kept in the archive, and only after its articles are: whatever is interrupted comes
//! again the next time.

use super::add::{Tally, keep};
use super::basis::OwnBasis;
use super::heading::Heading;
use crate::End;
use crate::archive_args::FollowArgs;
use crate::terminal::{Progress, complain};
use chancery_ingest::{Feed, FetchOptions, Fetcher};
use chancery_store::{Archive, Writer};
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

pub(crate) fn run(args: &FollowArgs) -> anyhow::Result<End> {
    let own = OwnBasis::of(&args.basis)?;
    let path = &args.archive.archive;
    let mut writer = Writer::open(path)?;
    let stop = Stop::new()?;
    let mut fetcher = Fetcher::new(FetchOptions {
        allow_private: args.allow_private,
        pause: Duration::from_secs_f64(args.pause),
        ..FetchOptions::default()
    });
    let heading = Heading { source: args.source.as_deref(), ..Heading::default() };
    let mut end = End::Done;
    loop {
        let mut tally = Tally::new(Progress::new(0, false));
        let mut n_failed = 0;
        for url in args.feeds.iter().filter(|_| !stop.is_asked()) {
            let mut feed = Feed::new(url);
            if let Some(state) = writer.feed_state(url)? {
                feed = feed.with_state(&state);
            }
            match feed.poll(&mut fetcher) {
                Ok(mut poll) => {
                    let is_asked = &stop.is_asked;
                    // Asked before an article is taken: what was taken counts as seen.
                    let incoming =
                        std::iter::from_fn(
                            || {
                                if is_asked.load(Ordering::Relaxed) { None } else { poll.next() }
                            },
                        );
                    let incoming = incoming.map(|article| article.map(|it| heading.on(it)));
                    keep(path, &mut writer, incoming, own.basis(), args.basis.threads, &mut tally)?;
                    writer.set_feed_state(url, &feed.state())?;
                }
                Err(error) => {
                    n_failed += 1;
                    tally.problem(0, &error.to_string());
                }
            }
        }
        writer.tidy()?;
        tally.finish();
        let totals = Archive::open(path)?.totals()?;
        writeln!(anstream::stdout(), "{}: {}", path.display(), tally.summary(&totals))?;
        end = match () {
            () if args.once && n_failed == args.feeds.len() => End::Nothing,
            () if tally.has_problems() => End::Problems,
            () => end,
        };
        if args.once || stop.waits(Duration::from_secs_f64(args.every * 60.0)) {
            return Ok(end);
        }
    }
}

/// Whether the user wants an end: what is being read is still kept. Whoever asks twice gets it at once.
struct Stop {
    is_asked: Arc<AtomicBool>,
    asked: Receiver<()>,
}

impl Stop {
    fn new() -> anyhow::Result<Stop> {
        let (sender, asked) = sync_channel(1);
        let is_asked = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&is_asked);
        ctrlc::set_handler(move || {
            if told.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
            complain(format_args!("stopping when what is being read is kept; again to stop at once"));
            let _ = sender.try_send(());
        })?;
        Ok(Stop { is_asked, asked })
    }

    fn is_asked(&self) -> bool {
        self.is_asked.load(Ordering::Relaxed)
    }

    /// Waits so long; `true` at once when the end is asked for.
    fn waits(&self, time: Duration) -> bool {
        !matches!(self.asked.recv_timeout(time), Err(RecvTimeoutError::Timeout))
    }
}
