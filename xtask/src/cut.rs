//! `cargo xtask cut`: shows how a text is cut into paragraphs, sentences and words, for a look at what goes wrong.

use anyhow::Context;
use chancery_syntax::{Model, conllu, parse, segment};
use chancery_text::SourceText;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Print trees and names too, as CoNLL-U.
    #[arg(long)]
    conllu: bool,
    /// Plain text files.
    files: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    for file in &args.files {
        let text =
            std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        let text = SourceText::new(text);
        println!("== {}", file.display());
        if args.conllu {
            print!("{}", conllu::write(&parse(&text, Model::embedded())));
            continue;
        }
        let cut = segment(&text);
        let mut paragraph = None;
        for sentence in &cut.sentences {
            if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
                println!("¶");
            }
            let mut line = String::new();
            for word in &sentence.words {
                line.push_str(if word.joined { "·" } else { " " });
                line.push_str(text.slice(word.span));
            }
            println!(" {line}");
        }
    }
    Ok(())
}
