//! `cargo xtask train-sentences`: trains the scorer of sentence ends that no mark tells, by stochastic gradient
//! descent on a logistic loss. Same treebanks, same bytes; about a second.

use anyhow::Context;
use chancery_syntax::{Features, conllu, unmarked_gaps};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the shared data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Where the weights go.
    #[arg(long, default_value = "crates/chancery-syntax/model/sentences.weights")]
    out: PathBuf,
}

/// The training parts of the treebanks whose licence lets a model be shipped.
const FILES: [&str; 2] = [
    "treebanks/UD_English-EWT/en_ewt-ud-train.conllu",
    "treebanks/UD_English-GUM-noNC/en_gumfree-ud-train.conllu",
];
const RATES: [f32; 6] = [0.1, 0.07, 0.05, 0.03, 0.02, 0.01];
/// Pull of every weight towards zero.
const DECAY: f32 = 1e-4;
/// Ends need a score above even odds: a wrong cut costs more than a missed one.
const CAUTION: f32 = 0.5;

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let mut examples: Vec<(Features, bool)> = Vec::new();
    let mut n_weights = 0;
    for file in FILES {
        let path = args.data.join(file);
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let gold = conllu::document(&conllu::read(&text, &path.display().to_string())?);
        let ends: Vec<u32> = gold.sentences().iter().map(|sentence| sentence.span.end).collect();
        let (gaps, n) = unmarked_gaps(gold.text());
        n_weights = n;
        examples.extend(gaps.into_iter().map(|(end, features)| (features, ends.binary_search(&end).is_ok())));
    }
    let n_ends = examples.iter().filter(|example| example.1).count();
    println!("{} gaps, {n_ends} of them ends", examples.len());
    let weights = train(&mut examples, n_weights);
    let largest = weights.iter().fold(0f32, |most, weight| most.max(weight.abs()));
    let scale = 127.0 / largest.max(f32::MIN_POSITIVE);
    let mut out = ((CAUTION * scale).round() as i32).to_le_bytes().to_vec();
    out.extend(weights.iter().map(|weight| (weight * scale).round() as i8 as u8));
    std::fs::write(&args.out, out).with_context(|| format!("cannot write {}", args.out.display()))
}

fn train(examples: &mut [(Features, bool)], n_weights: usize) -> Vec<f32> {
    let mut weights = vec![0f32; n_weights];
    let mut random = 1u64;
    for rate in RATES {
        for at in (1..examples.len()).rev() {
            // A linear congruential generator: the order is the same every time.
            random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            examples.swap(at, (random >> 33) as usize % (at + 1));
        }
        for (features, is_end) in examples.iter() {
            let score: f32 = features.iter().map(|&row| weights[usize::from(row)]).sum();
            let error = 1.0 / (1.0 + (-score).exp()) - if *is_end { 1.0 } else { 0.0 };
            if error.abs() < 0.01 {
                continue;
            }
            for &row in features {
                let weight = &mut weights[usize::from(row)];
                *weight -= rate * (error + DECAY * *weight);
            }
        }
    }
    weights
}
