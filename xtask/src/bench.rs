//! `cargo xtask bench`: how fast reading is, in CPU time of one thread, so that a busy machine does not matter.

use anyhow::Context;
use chancery_syntax::{Model, parse, segment};
use chancery_text::SourceText;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// From raw text to trees and names, and the cutting of the text alone.
    Syntax {
        /// A folder of plain text files.
        folder: PathBuf,
        /// How often every file is read.
        #[arg(long, default_value_t = 10)]
        rounds: usize,
    },
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    match &args.what {
        What::Syntax { folder, rounds } => syntax(folder, *rounds),
    }
}

fn syntax(folder: &Path, rounds: usize) -> anyhow::Result<()> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    anyhow::ensure!(!paths.is_empty(), "{}: no .txt file", folder.display());
    let texts: Vec<SourceText> = paths
        .iter()
        .map(|path| std::fs::read_to_string(path).map(SourceText::new))
        .collect::<Result<_, _>>()?;
    let (model, load) = timed(|| Ok(Model::embedded()))?;
    println!(
        "{} texts, {rounds} rounds, model {} (loaded in {load:.2} CPU-seconds)",
        texts.len(),
        model.version()
    );
    let cut = |text: &SourceText| segment(text).sentences.iter().map(|sentence| sentence.words.len()).sum();
    report("cutting alone", &texts, rounds, cut)?;
    report("whole parse", &texts, rounds, |text| parse(text, model).tokens().len())
}

fn report(
    name: &str,
    texts: &[SourceText],
    rounds: usize,
    read: impl Fn(&SourceText) -> usize,
) -> anyhow::Result<()> {
    texts.iter().for_each(|text| {
        read(text);
    });
    let (n_words, seconds) =
        timed(|| Ok((0..rounds).map(|_| texts.iter().map(&read).sum::<usize>()).sum::<usize>()))?;
    println!(
        "{name:<14} {n_words} words in {seconds:.2} CPU-seconds: {:.0} words per CPU-second",
        n_words as f64 / seconds
    );
    Ok(())
}

/// Runs something and tells the CPU seconds that this thread took for it.
fn timed<T>(run: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(T, f64)> {
    let before = cpu_seconds()?;
    let value = run()?;
    Ok((value, cpu_seconds()? - before))
}

fn cpu_seconds() -> anyhow::Result<f64> {
    let path = "/proc/thread-self/schedstat";
    let text =
        std::fs::read_to_string(path).with_context(|| format!("{path}: CPU time is known on Linux only"))?;
    let nanoseconds: u64 =
        text.split(' ').next().unwrap_or("").parse().with_context(|| format!("{path} is odd"))?;
    Ok(nanoseconds as f64 / 1e9)
}
