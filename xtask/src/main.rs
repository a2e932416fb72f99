//! The project's own chores: train, pack, evaluate, measure, check. Never published.
//!
//! This file only names the commands; each lives in its own module with its own arguments.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command prints")]

mod eval;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the chancery project")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure against gold data.
    Eval(eval::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Eval(args) => eval::run(&args),
    }
}
