//! `cargo xtask bench`: how fast reading is, in CPU time of one thread, so that a busy machine does not matter.

mod archive;
mod desk;
mod reading;

use crate::python;
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
    /// The steps of reading: trees and names, mentions, statements and events, resolution into the record.
    Reading {
        /// A folder of plain text files.
        folder: PathBuf,
        /// How often every file is read.
        #[arg(long, default_value_t = 10)]
        rounds: usize,
    },
    /// The same beside spaCy's small pipeline on one thread each: `bench/spacy_small.py` says what that is.
    Peers {
        /// A folder of plain text files.
        folder: PathBuf,
        /// How often every file is read.
        #[arg(long, default_value_t = 5)]
        rounds: usize,
        /// Where the treebanks and name sets are that spaCy is trained on for a moment.
        #[arg(long, default_value = "../shared/data")]
        data: PathBuf,
    },
    /// The archive: make a large one, ask it, find copies.
    #[command(subcommand)]
    Archive(archive::What),
    /// The desk: its pages asked by many at once, while `add` writes. Needs `cargo build --release -p chancery-cli`.
    Desk(desk::Args),
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    match &args.what {
        What::Syntax { folder, rounds } => syntax(&texts(folder)?, *rounds).map(|_| ()),
        What::Reading { folder, rounds } => reading::run(folder, *rounds),
        What::Peers { folder, rounds, data } => peers(folder, *rounds, data),
        What::Archive(what) => archive::run(what),
        What::Desk(args) => desk::run(args),
    }
}

fn texts(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    anyhow::ensure!(!paths.is_empty(), "{}: no .txt file", folder.display());
    Ok(paths)
}

/// What reading took.
struct Pace {
    n_words: usize,
    seconds: f64,
}

impl Pace {
    fn words_per_second(&self) -> f64 {
        self.n_words as f64 / self.seconds
    }
}

fn syntax(paths: &[PathBuf], rounds: usize) -> anyhow::Result<Pace> {
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

/// Runs both on the same texts, this reader before and after spaCy, since other work on the machine slows whoever
/// shares its caches.
fn peers(folder: &Path, rounds: usize, data: &Path) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the project")?;
    let python = python::environment(&root.join("bench"))?;
    let paths = texts(folder)?;
    let first = syntax(&paths, rounds)?;
    let mut command = std::process::Command::new(python);
    for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"] {
        command.env(threads, "1");
    }
    let done = command
        .arg(root.join("bench/spacy_small.py"))
        .arg("--trees")
        .arg(data.join("treebanks/UD_English-EWT/en_ewt-ud-train.conllu"))
        .arg("--names")
        .arg(data.join("names/UNER_English-EWT/en_ewt-ud-train.iob2"))
        .args(["--rounds", &rounds.to_string()])
        .args(&paths)
        .stderr(std::process::Stdio::inherit())
        .output()?;
    anyhow::ensure!(done.status.success(), "spaCy did not run: {}", done.status);
    let spacy: serde_json::Value = serde_json::from_slice(&done.stdout)?;
    let seconds = spacy["seconds"].as_f64().context("spaCy told no time")?;
    let second = syntax(&paths, rounds)?;
    let ours = Pace { n_words: first.n_words + second.n_words, seconds: first.seconds + second.seconds };
    // The same words are counted for both: those of this reader.
    let theirs = Pace { n_words: first.n_words, seconds };
    let version = spacy["version"].as_str().unwrap_or("?");
    println!(
        "spaCy {version:<8} {} words in {seconds:.2} CPU-seconds: {:.0} words per CPU-second",
        theirs.n_words,
        theirs.words_per_second()
    );
    println!("ratio          {:.2}", ours.words_per_second() / theirs.words_per_second());
    Ok(())
}

fn report(
    name: &str,
    texts: &[SourceText],
    rounds: usize,
    read: impl Fn(&SourceText) -> usize,
) -> anyhow::Result<Pace> {
    texts.iter().for_each(|text| {
        read(text);
    });
    let (n_words, seconds) =
        timed(|| Ok((0..rounds).map(|_| texts.iter().map(&read).sum::<usize>()).sum::<usize>()))?;
    let pace = Pace { n_words, seconds };
    println!(
        "{name:<14} {n_words} words in {seconds:.2} CPU-seconds: {:.0} words per CPU-second",
        pace.words_per_second()
    );
    Ok(pace)
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
