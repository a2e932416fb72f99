//! Answers that are kept as long as the archive is as it was: the same question, however many ask it at once, is worked
//! on once. Whatever is added to the archive ends them all, so nobody is told what was.

use axum::body::Bytes;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many bytes are kept, and so many answers.
const MOST_BYTES: usize = 32 << 20;
const MOST_ANSWERS: usize = 4096;
/// A longer answer is not kept: it is of somebody who takes a whole table.
const LONGEST: usize = 1 << 20;

/// An answer as it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) bytes: Bytes,
    pub(crate) is_packed: bool,
    /// Whether the same question gives the same answer until the archive changes.
    pub(crate) is_lasting: bool,
}

/// The answers that are kept.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Answers>);

#[derive(Debug, Default)]
struct Answers {
    /// The archive that they are of.
    state: u64,
    n_bytes: usize,
    of: BTreeMap<String, Arc<Mutex<Place>>>,
}

/// Where the answer of a question is put by whoever asked first; the others wait for it.
#[derive(Debug, Default)]
struct Place {
    was_tried: bool,
    made: Option<Made>,
}

impl Kept {
    /// The answer to a question to the archive in this state: kept, or made now. `state` must have been looked up before
    /// the archive is asked.
    pub(crate) fn answer<E>(
        &self,
        state: u64,
        question: String,
        make: impl FnOnce() -> Result<Made, E>,
    ) -> Result<Made, E> {
        let place = self.place(state, question);
        let mut first = locked(&place);
        if let Some(made) = &first.made {
            return Ok(made.clone());
        }
        if first.was_tried {
            // It came to nothing that can be kept: nobody waits for another.
            drop(first);
            return make();
        }
        first.was_tried = true;
        let made = make()?;
        if made.is_lasting && made.bytes.len() <= LONGEST {
            first.made = Some(made.clone());
            let mut answers = locked(&self.0);
            if answers.state == state {
                answers.n_bytes += made.bytes.len();
            }
        }
        Ok(made)
    }

    fn place(&self, state: u64, question: String) -> Arc<Mutex<Place>> {
        let mut answers = locked(&self.0);
        if answers.state != state || answers.n_bytes > MOST_BYTES || answers.of.len() >= MOST_ANSWERS {
            *answers = Answers { state, ..Answers::default() };
        }
        Arc::clone(answers.of.entry(question).or_default())
    }
}

/// Whoever panicked while making an answer has left none.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn made(text: &str, is_lasting: bool) -> Made {
        Made { bytes: Bytes::copy_from_slice(text.as_bytes()), is_packed: false, is_lasting }
    }

    #[test]
    fn an_answer_is_made_once_for_each_state_of_the_archive() {
        let kept = Kept::default();
        let times = Cell::new(0);
        let ask = |state, question: &str| {
            let make = || {
                times.set(times.get() + 1);
                Ok::<_, ()>(made(&format!("{question} {state}"), true))
            };
            kept.answer(state, question.to_owned(), make).map(|made| made.bytes)
        };
        for (state, question, n) in
            [(1, "/a", 1), (1, "/a", 1), (1, "/b", 2), (2, "/a", 3), (2, "/a", 3), (2, "/b", 4)]
        {
            assert_eq!(ask(state, question), Ok(Bytes::from(format!("{question} {state}"))));
            assert_eq!(times.get(), n, "{state} {question}");
        }
    }

    #[test]
    fn failures_and_what_does_not_last_are_not_kept() {
        let kept = Kept::default();
        let ask = |answer: Result<Made, &str>| {
            kept.answer(1, "/a".to_owned(), || answer.map_err(str::to_owned)).map(|made| made.bytes)
        };
        assert_eq!(ask(Err("too long")), Err("too long".to_owned()));
        assert_eq!(ask(Ok(made("one", false))), Ok(Bytes::from("one")));
        assert_eq!(ask(Ok(made("two", true))), Ok(Bytes::from("two")));
        let long = "x".repeat(LONGEST + 1);
        let other = |text: &str| kept.answer(1, "/b".to_owned(), || Ok::<_, ()>(made(text, true)));
        assert_eq!(other(&long).map(|made| made.bytes.len()), Ok(LONGEST + 1));
        assert_eq!(other("short").map(|made| made.bytes.len()), Ok(5));
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let kept = Kept::default();
        let text = "x".repeat(LONGEST);
        for number in 0..100 {
            let _ = kept.answer(1, format!("/{number}"), || Ok::<_, ()>(made(&text, true)));
        }
        let answers = locked(&kept.0);
        assert!(answers.n_bytes <= MOST_BYTES + LONGEST, "{}", answers.n_bytes);
    }
}
