//! How long a question may take: SQLite looks at the clock while it works, and stops when the time is up.

use crate::{Archive, Error};
use rusqlite::ffi::{self, ErrorCode};
use std::time::{Duration, Instant};

/// The clock is looked at after so many steps of SQLite's machine: about every millisecond.
const STEPS: std::ffi::c_int = 20_000;

impl Archive {
    /// From now on, until this is called again, whatever is asked together takes no longer than this; `None` lets it take
    /// as long as it takes.
    ///
    /// # Errors
    /// The archive cannot be used.
    pub fn set_time_limit(&self, time: Option<Duration>) -> Result<(), Error> {
        let end = time.and_then(|time| now().checked_add(time));
        self.ends_at(end);
        self.ours(self.connection().progress_handler(STEPS, end.map(|end| move || now() >= end)))
    }

    /// Many small questions, none of which SQLite looks at the clock for, are at an end, too, when the time is up.
    pub(crate) fn is_in_time(&self) -> rusqlite::Result<()> {
        match self.end() {
            Some(end) if now() >= end => {
                let interrupted = ffi::Error {
                    code: ErrorCode::OperationInterrupted,
                    extended_code: ffi::SQLITE_INTERRUPT,
                };
                Err(rusqlite::Error::SqliteFailure(interrupted, None))
            }
            _ => Ok(()),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "how long a question takes; no record depends on it")]
fn now() -> Instant {
    Instant::now()
}
