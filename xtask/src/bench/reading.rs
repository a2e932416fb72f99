//! `cargo xtask bench reading`: what each step of reading takes. Each step runs by itself over all texts, since the time of
//! a thread is known to some milliseconds only.

use super::{texts, timed};
use chancery_extract::{Issues, Lexicon, find, mentions, resolve};
use chancery_record::Article;
use chancery_syntax::{Document, Model, parse};
use chancery_text::SourceText;
use chancery_world::World;
use std::hint::black_box;
use std::path::Path;

/// What each step of reading takes of the whole, explanations included.
pub(super) fn run(folder: &Path, rounds: usize) -> anyhow::Result<()> {
    let texts: Vec<SourceText> = texts(folder)?
        .iter()
        .map(|path| std::fs::read_to_string(path).map(SourceText::new))
        .collect::<Result<_, _>>()?;
    let (model, world) = (Model::embedded(), World::embedded());
    let (lexicon, issues) = (Lexicon::embedded(), Issues::embedded());
    let published = "2018-04-01".parse().ok();
    let articles: Vec<Article> =
        texts.iter().map(|text| Article { published, ..Article::new(text.as_str()) }).collect();
    let documents: Vec<Document> = texts.iter().map(|text| parse(text, model)).collect();
    let found: Vec<_> = documents
        .iter()
        .map(|document| {
            let mentions = mentions(document, world);
            let found = find(document, &mentions, world, lexicon, issues);
            (mentions, found)
        })
        .collect();
    let mut steps: Vec<(&str, f64)> = Vec::new();
    let repeat = |step: &dyn Fn()| {
        timed(|| {
            (0..rounds).for_each(|_| step());
            Ok(())
        })
        .map(|(_, seconds)| seconds)
    };
    steps.push((
        "trees and names",
        repeat(&|| {
            texts.iter().for_each(|text| drop(black_box(parse(text, model))));
        })?,
    ));
    steps.push((
        "mentions",
        repeat(&|| {
            documents.iter().for_each(|document| drop(black_box(mentions(document, world))));
        })?,
    ));
    steps.push((
        "finding",
        repeat(&|| {
            for (document, (mentions, _)) in documents.iter().zip(&found) {
                black_box(find(document, mentions, world, lexicon, issues));
            }
        })?,
    ));
    steps.push((
        "resolution",
        repeat(&|| {
            for ((article, document), (mentions, found)) in articles.iter().zip(&documents).zip(&found) {
                black_box(resolve(article, document, mentions, found, world));
            }
        })?,
    ));
    let whole: f64 = steps.iter().map(|(_, seconds)| seconds).sum();
    let n_tokens = rounds * documents.iter().map(|document| document.tokens().len()).sum::<usize>();
    println!("{} texts, {rounds} rounds, {n_tokens} words", texts.len());
    for (name, seconds) in steps {
        let micros = seconds * 1e6 / n_tokens as f64;
        println!("{name:<16} {micros:>7.2} µs a word {:>6.1} %", 100.0 * seconds / whole);
    }
    Ok(())
}
