//! What is known of the terminal: its width, whether there is one, and a progress bar on standard error.

#![allow(clippy::print_stderr, reason = "messages for people go to standard error")]

use indicatif::{ProgressBar, ProgressStyle};
use std::fmt;
use std::io::{IsTerminal, stderr, stdout};

/// Columns that prose is set in: those of the terminal, within reason.
pub(crate) fn width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let real = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    asked.or(real).unwrap_or(100).clamp(40, 132)
}

/// Whether standard output is a terminal.
pub(crate) fn is_terminal() -> bool {
    stdout().is_terminal()
}

/// A message for people, on standard error.
pub(crate) fn complain(message: fmt::Arguments<'_>) {
    anstream::eprintln!("chancery: {message}");
}

/// How far a long run is: a bar on standard error, where that is a terminal and records go elsewhere.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    n_articles: u64,
    n_problems: u64,
}

impl Progress {
    /// `total` bytes are to be read, 0 if that is not known. `to_terminal` says that records go to the terminal.
    pub(crate) fn new(total: u64, to_terminal: bool) -> Progress {
        let shown = stderr().is_terminal() && !to_terminal;
        let bar = shown.then(|| {
            let (bar, template) = match total {
                0 => (ProgressBar::new_spinner(), "{spinner} {bytes} · {msg} · {elapsed}"),
                _ => (ProgressBar::new(total), "{bar:30} {percent:>3} % · {msg} · {eta} left"),
            };
            match ProgressStyle::with_template(template) {
                Ok(style) => bar.with_style(style.progress_chars("━━─")),
                Err(_) => bar,
            }
        });
        Progress { bar, n_articles: 0, n_problems: 0 }
    }

    /// One more article was read, or not.
    pub(crate) fn advance(&mut self, bytes: u64, was_read: bool) {
        self.n_articles += u64::from(was_read);
        self.n_problems += u64::from(!was_read);
        if let Some(bar) = &self.bar {
            let problems = match self.n_problems {
                0 => String::new(),
                1 => ", 1 problem".to_owned(),
                n => format!(", {n} problems"),
            };
            bar.set_message(format!("{} articles{problems}", self.n_articles));
            bar.inc(bytes);
        }
    }

    /// A message that does not tear the bar.
    pub(crate) fn complain(&self, message: fmt::Arguments<'_>) {
        match &self.bar {
            Some(bar) => bar.suspend(|| complain(message)),
            None => complain(message),
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
