//! The `chancery` command: arguments in, printed records out.
//!
//! This file starts the commands and decides the exit code, nothing else. What the commands find is the library's
//! business; how it looks is `print`'s.

mod archive_args;
mod args;
mod command;
mod ledger_args;
mod print;
mod serve_args;
mod terminal;

use args::{Cli, Command};
use clap::Parser;
use std::io;
use std::process::ExitCode;

/// How a run ended. The exit code is decided here and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// All was done.
    Done,
    /// A wrong use, or nothing could be read.
    Nothing,
    /// Done, with problems that were reported.
    Problems,
}

impl From<End> for ExitCode {
    fn from(end: End) -> ExitCode {
        match end {
            End::Done => ExitCode::SUCCESS,
            End::Nothing => ExitCode::from(1),
            End::Problems => ExitCode::from(2),
        }
    }
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let end = if error.use_stderr() { End::Nothing } else { End::Done };
            // Help into a closed pipe is no problem of anybody's.
            let _ = error.print();
            return end.into();
        }
    };
    cli.color.write_global();
    quiet_reader_threads();
    let end = match cli.command {
        Command::Read(args) => command::read::run(&args),
        Command::Add(args) => command::add::run(&args),
        Command::Follow(args) => command::follow::run(&args),
        Command::Statements(args) => command::ask::statements(&args),
        Command::Events(args) => command::ask::events(&args),
        Command::Positions(args) => command::ask::positions(&args),
        Command::Actors(args) => command::ask::actors(&args),
        Command::Stories(args) => command::ask::stories(&args),
        Command::Shifts(args) => command::ledger::run_shifts(&args),
        Command::Ledger(args) => command::ledger::run_ledger(&args),
        Command::Claims(args) => command::ledger::run_claims(&args),
        Command::Show(args) => command::show::run(&args),
        Command::Sql(args) => command::sql::run(&args),
        Command::Check(args) => command::check::run(&args),
        Command::Reread(args) => command::reread::run(&args),
        Command::Export(args) => command::export::run(&args),
        Command::Serve(args) => command::serve::run(&args),
        Command::Demo(args) => command::serve::demo(&args),
        Command::Parse(args) => command::parse::run(&args),
        Command::Explain(args) => command::explain::run(&args),
        Command::Man => command::about::man(),
        Command::Completions { shell } => command::about::completions(shell),
    };
    end.unwrap_or_else(|error| match error.downcast_ref::<io::Error>().map(io::Error::kind) {
        // Whoever read our output has seen enough.
        Some(io::ErrorKind::BrokenPipe) => End::Done,
        _ => {
            terminal::complain(format_args!("{error:#}"));
            End::Nothing
        }
    })
    .into()
}

/// A panic on a thread that reads becomes a problem of its article, with the message: not printed twice.
fn quiet_reader_threads() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let is_reader =
            std::thread::current().name().is_some_and(|name| name.starts_with(chancery::READER_THREAD));
        if !is_reader || std::env::var_os("RUST_BACKTRACE").is_some() {
            usual(panic);
        }
    }));
}
