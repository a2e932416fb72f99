//! Many articles → their records, over all cores, in the order in which they came.
//!
//! Articles are taken in portions, so memory stays in proportion to a portion and not to the batch. A panic while
//! one article is read (a bug, by definition) becomes that article's problem and stops nothing.

use crate::read::{Basis, Reading, read_remarked};
use chancery_ingest::Incoming;
use chancery_record::Article;
use rayon::prelude::*;
use std::any::Any;
use std::collections::VecDeque;
use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A portion ends at so many articles for each thread, or at so many bytes of text.
const PORTION: usize = 16;
const PORTION_BYTES: usize = 16 << 20;
/// Sentences nest; their trees are walked with room to spare.
const STACK: usize = 32 << 20;

/// What became of one input of a batch.
#[derive(Debug)]
pub enum Outcome {
    /// It was read.
    Read(Box<ReadArticle>),
    /// It was not.
    Problem {
        /// What went wrong, with the input's name.
        message: String,
    },
}

/// An article with what was read from it.
#[derive(Clone, Debug)]
pub struct ReadArticle {
    /// Where it came from: `talks.txt`, `feed.jsonl:12`.
    pub name: String,
    /// The article.
    pub article: Article,
    /// What was read.
    pub reading: Reading,
    /// How many bytes of the input it took.
    pub bytes: u64,
}

/// Reads articles in parallel and gives what became of each, in their order.
///
/// `threads` of 0 takes one for each core. Bad inputs among `articles` come through as problems in their places.
pub fn read_batch<'a, I, E>(
    articles: I,
    basis: Basis<'a>,
    threads: usize,
) -> impl Iterator<Item = Outcome> + use<'a, I, E>
where
    I: IntoIterator<Item = Result<Incoming, E>>,
    E: Display,
{
    batch(articles.into_iter(), threads, move |incoming: &Incoming| {
        read_remarked(&incoming.article, &incoming.diagnostics, basis)
    })
}

fn batch<I, E, F>(articles: I, threads: usize, read: F) -> Batch<I, F>
where
    I: Iterator<Item = Result<Incoming, E>>,
    F: Fn(&Incoming) -> Reading + Sync,
{
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(STACK)
        .thread_name(|n| format!("{READER_THREAD}{n}"))
        .build()
        .ok();
    Batch { articles, pool, read, ready: VecDeque::new() }
}

/// What the names of the threads that read begin with: a panic on one of them is already reported as a problem.
pub const READER_THREAD: &str = "chancery-reader-";

struct Batch<I, F> {
    articles: I,
    /// Absent where the system gives no threads: then this one reads.
    pool: Option<rayon::ThreadPool>,
    read: F,
    ready: VecDeque<Outcome>,
}

impl<I, E, F> Iterator for Batch<I, F>
where
    I: Iterator<Item = Result<Incoming, E>>,
    E: Display,
    F: Fn(&Incoming) -> Reading + Sync,
{
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if self.ready.is_empty() {
            self.read_portion();
        }
        self.ready.pop_front()
    }
}

impl<I, E, F> Batch<I, F>
where
    I: Iterator<Item = Result<Incoming, E>>,
    E: Display,
    F: Fn(&Incoming) -> Reading + Sync,
{
    fn read_portion(&mut self) {
        let n_threads = self.pool.as_ref().map_or(1, rayon::ThreadPool::current_num_threads);
        let mut portion = Vec::new();
        let mut n_bytes = 0;
        while portion.len() < n_threads * PORTION && n_bytes < PORTION_BYTES {
            let Some(article) = self.articles.next() else { break };
            n_bytes += article.as_ref().map_or(0, |incoming| incoming.article.text.len());
            portion.push(article.map_err(|error| error.to_string()));
        }
        let read = &self.read;
        match &self.pool {
            Some(pool) => pool.install(|| {
                let outcomes =
                    portion.into_par_iter().with_max_len(1).map(|incoming| outcome(incoming, read));
                self.ready.extend(outcomes.collect::<Vec<_>>());
            }),
            None => self.ready.extend(portion.into_iter().map(|incoming| outcome(incoming, read))),
        }
    }
}

fn outcome(incoming: Result<Incoming, String>, read: &(impl Fn(&Incoming) -> Reading + Sync)) -> Outcome {
    let incoming = match incoming {
        Ok(incoming) => incoming,
        Err(message) => return Outcome::Problem { message },
    };
    // Everything that `read` borrows is immutable, so nothing half-changed outlives a panic.
    match catch_unwind(AssertUnwindSafe(|| read(&incoming))) {
        Ok(reading) => Outcome::Read(Box::new(ReadArticle {
            name: incoming.name,
            article: incoming.article,
            reading,
            bytes: incoming.bytes,
        })),
        Err(panic) => {
            let reason = panic_message(panic.as_ref());
            let message =
                format!("{}: the reader failed on it (a bug; please report it): {reason}", incoming.name);
            Outcome::Problem { message }
        }
    }
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incoming(n: usize) -> Result<Incoming, String> {
        if n % 10 == 7 {
            return Err(format!("input {n}: no such file"));
        }
        let article = Article { id: Some(n.to_string()), ..Article::new("x") };
        Ok(Incoming { name: format!("input {n}"), article, diagnostics: Vec::new(), bytes: 1 })
    }

    #[test]
    fn outcomes_come_in_order_and_one_bad_article_stops_nothing() {
        let outcomes = batch((0..200).map(incoming), 3, |incoming: &Incoming| {
            let n: usize = incoming.article.id.as_deref().unwrap_or_default().parse().unwrap();
            assert!(n % 10 != 3, "bad article");
            // The later of a portion are done first.
            std::thread::sleep(std::time::Duration::from_micros((200 - n as u64) * 3));
            Reading { record: crate::read::tests::blank(&n.to_string()), explanations: Vec::new() }
        });
        let mut n_outcomes = 0;
        for (n, outcome) in outcomes.enumerate() {
            n_outcomes += 1;
            match outcome {
                Outcome::Read(read) => assert_eq!(read.reading.record.article.id, n.to_string()),
                Outcome::Problem { message } if n % 10 == 7 => {
                    assert_eq!(message, format!("input {n}: no such file"))
                }
                Outcome::Problem { message } => {
                    assert!(
                        n % 10 == 3 && message.starts_with(&format!("input {n}: the reader failed")),
                        "{message}"
                    );
                    assert!(message.ends_with("bad article"), "{message}");
                }
            }
        }
        assert_eq!(n_outcomes, 200);
    }
}
