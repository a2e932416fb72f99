//! `cargo xtask eval tokens`: how raw text is cut, without a model.

use super::Treebank;
use super::align::{Score, differences, score};
use chancery_syntax::{Deprel, Document, Segmentation, Upos, Word, conllu, segment};

pub(super) fn run(treebank: &Treebank) -> anyhow::Result<()> {
    let gold = conllu::document(&treebank.read()?);
    let system = bare(&gold, segment(gold.text()));
    let scores = score(&gold, &system);
    for (name, score) in [("tokens", scores.tokens), ("words", scores.words), ("sentences", scores.sentences)]
    {
        print_row(name, score);
    }
    if treebank.show {
        show(&gold, &system);
    }
    Ok(())
}

pub(super) fn print_row(name: &str, score: Score) {
    let (p, r, f) = (score.precision(), score.recall(), score.f1());
    println!("{name:<10} P {p:6.2}  R {r:6.2}  F1 {f:6.2}  ({} gold, {} found)", score.gold, score.system);
}

/// A document without annotation.
fn bare(gold: &Document, cut: Segmentation) -> Document {
    let words = |words: Vec<chancery_syntax::Spot>| {
        let word = |spot: chancery_syntax::Spot| Word {
            span: spot.span,
            joined: spot.joined,
            upos: Upos::X,
            xpos: "XX",
            feats: "_",
            lemma: String::new(),
            head: 0,
            deprel: Deprel::Dep,
        };
        words.into_iter().map(word).collect()
    };
    let sentences =
        cut.sentences.into_iter().map(|sentence| (sentence.paragraph, words(sentence.words))).collect();
    Document::assemble(gold.text().clone(), cut.paragraphs, sentences, Vec::new(), cut.diagnostics)
}

fn show(gold: &Document, system: &Document) {
    let text = gold.text().as_str();
    let mut last = 0;
    for (is_gold, range) in differences(gold, system) {
        if range.start >= last {
            let from = text.floor_char_boundary(range.start.saturating_sub(25));
            let to = text.ceil_char_boundary((range.end + 25).min(text.len()));
            println!("T {:?}", &text[from..to]);
        }
        last = last.max(range.end);
        println!("T   {} {}", if is_gold { "gold  " } else { "system" }, &text[range]);
    }
    let ends =
        |document: &Document| document.sentences().iter().map(|s| s.span.end as usize).collect::<Vec<_>>();
    let (gold_ends, system_ends) = (ends(gold), ends(system));
    let mut all: Vec<usize> = gold_ends.iter().chain(&system_ends).copied().collect();
    all.sort_unstable();
    all.dedup();
    for end in all {
        let side = match (gold_ends.binary_search(&end).is_ok(), system_ends.binary_search(&end).is_ok()) {
            (true, true) => continue,
            (true, false) => "missed",
            _ => "extra ",
        };
        let from = text.floor_char_boundary(end.saturating_sub(40));
        let to = text.ceil_char_boundary((end + 40).min(text.len()));
        println!("S {side} {:?} | {:?}", &text[from..end], &text[end..to]);
    }
}
