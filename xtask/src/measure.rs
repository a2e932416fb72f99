//! `cargo xtask measure`: reads the gold sets beside the project with the command itself and scores what it printed.
//!
//! The scorers and the gold files are not part of the project (`../shared/eval`, `../shared/data`); without them
//! nothing is measured. What the command printed stays in `target/measure/` for a look at single sentences.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A gold set and how it is scored.
struct Set {
    name: &'static str,
    gold: &'static str,
    scorer: &'static str,
    options: &'static [&'static str],
}

const SETS: &[Set] = &[
    Set {
        name: "polnear",
        gold: "statements/polnear-dev.jsonl",
        scorer: "score_statements.py",
        options: &[],
    },
    Set {
        name: "polnear-speech",
        gold: "statements/polnear-dev.jsonl",
        scorer: "score_statements.py",
        options: &["--act=speech"],
    },
    Set { name: "gsr", gold: "events/plover-gsr-dev.jsonl", scorer: "score_events.py", options: &[] },
    Set { name: "plv", gold: "events/plv-train.jsonl", scorer: "score_events.py", options: &[] },
    Set {
        name: "cameo-class",
        gold: "events/cameo-class-train.jsonl",
        scorer: "score_events.py",
        options: &[],
    },
    Set { name: "times", gold: "time/gold-aquaint-te3.jsonl", scorer: "score_times.py", options: &[] },
    Set { name: "places", gold: "place/gold-geowebnews.jsonl", scorer: "score_places.py", options: &[] },
];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The sets to measure; all without one
    sets: Vec<String>,
    /// The folder with `data` and `eval`
    #[arg(long, default_value = "../shared")]
    shared: PathBuf,
    /// Passed on to the scorer: how many misses to print
    #[arg(long)]
    misses: Option<usize>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    if let Some(unknown) = args.sets.iter().find(|name| SETS.iter().all(|set| set.name != **name)) {
        let known: Vec<&str> = SETS.iter().map(|set| set.name).collect();
        bail!("no set `{unknown}`; there are {}", known.join(", "));
    }
    build()?;
    for set in SETS.iter().filter(|set| args.sets.is_empty() || args.sets.iter().any(|name| name == set.name))
    {
        println!("## {}", set.name);
        let gold = args.shared.join("data").join(set.gold);
        if !gold.exists() {
            println!("skipped: {} is not there", gold.display());
            continue;
        }
        let printed = folder()?.join(format!("{}.jsonl", set.name));
        read(&articles(&gold)?, &printed)?;
        let mut scorer = Command::new("python3");
        scorer.arg(args.shared.join("eval").join(set.scorer)).arg(&gold).arg(&printed).args(set.options);
        if let Some(misses) = args.misses {
            scorer.args(["--misses", &misses.to_string()]);
        }
        if !scorer.status()?.success() {
            bail!("{} failed on {}", set.scorer, printed.display());
        }
    }
    Ok(())
}

/// Builds the command that is measured.
pub(crate) fn build() -> Result<()> {
    let status =
        Command::new(env!("CARGO")).args(["build", "--quiet", "--release", "-p", "chancery-cli"]).status()?;
    if !status.success() {
        bail!("the command does not build");
    }
    Ok(())
}

/// Where what the command printed stays.
pub(crate) fn folder() -> Result<PathBuf> {
    let folder = PathBuf::from("target/measure");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// A gold file as JSON Lines articles: id, text and date alone.
fn articles(gold: &Path) -> Result<String> {
    let mut lines = String::new();
    for (number, line) in fs::read_to_string(gold)?.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let entry: Value =
            serde_json::from_str(line).with_context(|| format!("{}, line {}", gold.display(), number + 1))?;
        let date = entry.get("date").or(entry.get("reference_date")).and_then(Value::as_str);
        let date = date.and_then(|date| date.get(..10));
        lines.push_str(&json!({"id": entry["id"], "text": entry["text"], "published": date}).to_string());
        lines.push('\n');
    }
    Ok(lines)
}

/// Has the command read articles (JSON Lines) into a file of records.
pub(crate) fn read(articles: &str, printed: &Path) -> Result<()> {
    let mut reader = Command::new("target/release/chancery")
        .args(["read", "--format", "jsonl", "--input", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(fs::File::create(printed)?)
        .spawn()?;
    reader.stdin.take().context("no standard input")?.write_all(articles.as_bytes())?;
    let status = reader.wait()?;
    if status.code() == Some(1) || status.code().is_none() {
        bail!("reading failed: {status}");
    }
    Ok(())
}
