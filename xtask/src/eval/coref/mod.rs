//! `cargo xtask eval coref`: MUC, B³, CEAFe and their mean (CoNLL F1) on names and pronouns of persons and
//! organisations.
//!
//! Gold chains are OntoGUM's; what is a name or pronoun, of a person or organisation, says the GUM treebank's own entity
//! layer of the same documents. Both sides are cut down to those mentions, then chains of one mention are dropped, as
//! OntoNotes has none. A gold mention is found by a mention of the record that holds its head and lies within it or
//! around it, the nearest in length, one to one. A mention of the record that stands for nobody in scope (a country, a
//! description) is left out; one that is in scope but in no gold chain counts against precision.

mod gold;
mod score;

use crate::measure;
use anyhow::Context;
use gold::{Article, Mention};
use score::{Chains, Score};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct CorefArgs {
    /// A folder of OntoGUM `.conll` files.
    folder: PathBuf,
    /// The treebank with the same documents: their text, and what their mentions are.
    treebank: PathBuf,
    /// Only documents whose name contains one of these words, parted by commas ("news,interview").
    #[arg(long, value_delimiter = ',')]
    documents: Vec<String>,
    /// Print the chains of each document, gold and read.
    #[arg(long)]
    show: bool,
}

pub(super) fn run(args: &CorefArgs) -> anyhow::Result<()> {
    let mut articles = gold::read(&args.folder, &args.treebank)?;
    if !args.documents.is_empty() {
        articles.retain(|article| args.documents.iter().any(|word| article.id.contains(word.as_str())));
    }
    anyhow::ensure!(!articles.is_empty(), "no document is in both {:?} and {:?}", args.folder, args.treebank);
    let mut lines = String::new();
    for article in &articles {
        lines.push_str(&json!({"id": article.id, "text": article.text}).to_string());
        lines.push('\n');
    }
    measure::build()?;
    let printed = measure::folder()?.join("coref.jsonl");
    measure::read(&lines, &printed)?;
    let mut records: BTreeMap<String, Value> = BTreeMap::new();
    for line in super::read_text(&printed)?.lines() {
        let record: Value = serde_json::from_str(line).context("a record is no JSON")?;
        records.insert(record["article"]["id"].as_str().unwrap_or_default().to_owned(), record);
    }
    let mut total = Score::default();
    println!("| document | mentions | MUC | B³ | CEAFe | CoNLL F1 |\n|---|---:|---:|---:|---:|---:|");
    for article in &articles {
        let record = records.get(&article.id).with_context(|| format!("{} was not read", article.id))?;
        let system = chains(article, record);
        let gold = article.chains();
        let score = Score::of(&gold, &system);
        println!("| {} | {} | {} |", article.id, gold.n_mentions(), score.row());
        if args.show {
            print_chains("gold", article, &gold);
            print_chains("read", article, &system);
        }
        total.add(&score);
    }
    println!(
        "| all | {} | {} |",
        articles.iter().map(|a| a.chains().n_mentions()).sum::<usize>(),
        total.row()
    );
    println!("\nP / R: MUC {}, B³ {}, CEAFe {}", total.muc.pr(), total.b_cubed.pr(), total.ceaf_e.pr());
    Ok(())
}

fn print_chains(side: &str, article: &Article, chains: &Chains) {
    for chain in chains.list() {
        let shown: Vec<&str> = chain.iter().map(|&mention| article.mentions[mention].text.as_str()).collect();
        println!("  {side}: {}", shown.join(" | "));
    }
}

/// The chains of a record, in numbers of the article's mentions.
fn chains(article: &Article, record: &Value) -> Chains {
    // (start, end, actor), in characters without white space.
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (actor, entry) in record["actors"].as_array().into_iter().flatten().enumerate() {
        for mention in entry["mentions"].as_array().into_iter().flatten() {
            let at = |key: &str| mention[key].as_u64().map(|at| article.without_space(at as usize));
            if let (Some(start), Some(end)) = (at("start"), at("end"))
                && mention["form"] != "description"
            {
                found.push((start, end, actor));
            }
        }
    }
    let mut chain_of: Vec<Option<usize>> = vec![None; article.mentions.len()];
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (number, &(start, end, _)) in found.iter().enumerate() {
        for (gold, mention) in article.mentions.iter().enumerate() {
            if fits(mention, start, end) {
                pairs.push(((mention.end - mention.start).abs_diff(end - start), gold, number));
            }
        }
    }
    pairs.sort_unstable();
    let mut used = vec![false; found.len()];
    for (_, gold, number) in pairs {
        if chain_of[gold].is_none() && !used[number] {
            used[number] = true;
            chain_of[gold] = Some(found[number].2);
        }
    }
    Chains::from_numbers(&chain_of)
}

/// Whether a stretch of a record can stand for a gold mention.
fn fits(mention: &Mention, start: usize, end: usize) -> bool {
    let holds_head = start <= mention.head.0 && mention.head.1 <= end;
    let nested = start <= mention.start && mention.end <= end || mention.start <= start && end <= mention.end;
    holds_head && nested
}
