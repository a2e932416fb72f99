//! The project's own chores: train, pack, evaluate, measure, check. Never published.
//!
//! This file only names the commands; each lives in its own module with its own arguments.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command prints")]

mod bench;
mod cut;
mod eval;
mod measure;
mod outlines;
mod python;
mod train;
mod train_sentences;
mod world;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the chancery project")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure speed.
    Bench(bench::Args),
    /// Show how texts are cut into sentences and words.
    Cut(cut::Args),
    /// Measure against gold data.
    Eval(eval::Args),
    /// Score what the command reads from the gold sets beside the project
    Measure(measure::Args),
    /// Make the outlines of countries that the desk's map is drawn from.
    Outlines(outlines::Args),
    /// Train the scorer of sentence ends that no mark tells.
    TrainSentences(train_sentences::Args),
    /// Train the model of English anew
    Train(train::Args),
    /// Build the compiled-in world and gazetteer
    World(world::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Bench(args) => bench::run(&args),
        Command::Cut(args) => cut::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Measure(args) => measure::run(&args),
        Command::Outlines(args) => outlines::run(&args),
        Command::TrainSentences(args) => train_sentences::run(&args),
        Command::Train(args) => train::run(&args),
        Command::World(args) => world::run(&args),
    }
}
