//! `cargo xtask eval`: figures against gold data.

mod align;
mod coref;
mod names;
mod syntax;
mod tokens;

use anyhow::Context;
use chancery_syntax::conllu::{self, Block};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Tags, lemmas and trees on gold tokens, and everything from raw text.
    Syntax(Treebank),
    /// Which names and pronouns are one person or organisation, from raw text.
    Coref(coref::CorefArgs),
    /// Names on gold words, by exact spans.
    Names(names::NamesArgs),
    /// Tokens, words and sentences from raw text, against a CoNLL-U file.
    Tokens(Treebank),
}

/// A treebank file, or a part of it.
#[derive(clap::Args)]
struct Treebank {
    /// A CoNLL-U file.
    file: PathBuf,
    /// Only sentences whose id contains one of these words, parted by commas ("news,interview").
    #[arg(long, value_delimiter = ',')]
    documents: Vec<String>,
    /// Print where gold and system differ.
    #[arg(long)]
    show: bool,
}

impl Treebank {
    fn title(&self) -> String {
        match self.documents.as_slice() {
            [] => self.file.display().to_string(),
            words => format!("{} ({})", self.file.display(), words.join(", ")),
        }
    }

    fn read(&self) -> anyhow::Result<Vec<Block>> {
        let text = read_text(&self.file)?;
        let mut blocks = conllu::read(&text, &self.file.display().to_string())?;
        if !self.documents.is_empty() {
            blocks.retain(|block| self.documents.iter().any(|word| block.id.contains(word.as_str())));
        }
        anyhow::ensure!(!blocks.is_empty(), "{}: no sentence to measure", self.file.display());
        Ok(blocks)
    }
}

fn read_text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    match &args.what {
        What::Syntax(treebank) => syntax::run(treebank),
        What::Coref(args) => coref::run(args),
        What::Names(args) => names::run(args),
        What::Tokens(treebank) => tokens::run(treebank),
    }
}
