//! `cargo xtask eval syntax`: tags, lemmas and trees on gold tokens, then everything from raw text.

use super::Treebank;
use super::align::{Score, Scores, score};
use chancery_syntax::{Document, Model, Token, Word, conllu, parse};

pub(super) fn run(treebank: &Treebank) -> anyhow::Result<()> {
    let model = Model::embedded();
    let gold = conllu::document(&treebank.read()?);
    let annotated = annotate(&gold, model);
    let on_gold = score(&gold, &annotated);
    let on_raw = score(&gold, &parse(gold.text(), model));
    let n_words = gold.tokens().len();
    println!(
        "{}: {n_words} words, {} sentences, model {}\n",
        treebank.title(),
        gold.sentences().len(),
        model.version()
    );
    println!("| F1 | gold tokens | raw text |\n|---|---:|---:|");
    type Pick = fn(&Scores) -> Score;
    let rows: [(&str, Pick); 10] = [
        ("tokens", |s| s.tokens),
        ("sentences", |s| s.sentences),
        ("words", |s| s.words),
        ("UPOS", |s| s.upos),
        ("XPOS", |s| s.xpos),
        ("feats", |s| s.feats),
        ("lemmas", |s| s.lemmas),
        ("UAS", |s| s.uas),
        ("LAS", |s| s.las),
        ("LAS with subtypes", |s| s.las_full),
    ];
    for (name, pick) in rows {
        println!("| {name} | {:.2} | {:.2} |", pick(&on_gold).f1(), pick(&on_raw).f1());
    }
    if treebank.show {
        show(&gold, &annotated);
    }
    Ok(())
}

/// Prints every word with another tag, lemma, head or relation than gold: gold first, then the model's.
fn show(gold: &Document, system: &Document) {
    for (t, (g, s)) in gold.tokens().iter().zip(system.tokens()).enumerate() {
        let row = |document: &Document, token: &Token| {
            let head = document.head(t).map_or("root", |head| document.form(head));
            format!("{} {} {} {}({head})", token.upos, token.xpos, document.lemma(t), token.deprel)
        };
        let (g, s) = (row(gold, g), row(system, s));
        if g != s {
            println!("{}\t{g}\t{s}", gold.form(t));
        }
    }
}

/// The model's annotation of gold sentences and words.
pub(super) fn annotate(gold: &Document, model: &Model) -> Document {
    let forms: Vec<Vec<&str>> =
        gold.sentences().iter().map(|s| s.tokens.clone().map(|t| gold.form(t)).collect()).collect();
    let forms: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    let annotations = model.annotate(&forms);
    let mut names = Vec::new();
    let mut sentences = Vec::new();
    for (sentence, annotation) in gold.sentences().iter().zip(annotations) {
        let first = sentence.tokens.start;
        names.extend(annotation.names.into_iter().map(|(kind, words)| chancery_syntax::Name {
            kind,
            tokens: first + words.start..first + words.end,
        }));
        let tokens = gold.tokens()[sentence.tokens.clone()].iter();
        let word = |(token, word): (&chancery_syntax::Token, chancery_syntax::WordAnnotation)| Word {
            span: token.span,
            joined: token.joined,
            upos: word.upos,
            xpos: word.xpos,
            feats: word.feats,
            lemma: word.lemma,
            head: word.head,
            deprel: word.deprel,
        };
        sentences.push((sentence.paragraph, tokens.zip(annotation.words).map(word).collect()));
    }
    let paragraphs = gold.paragraphs().iter().map(|paragraph| paragraph.span).collect();
    Document::assemble(gold.text().clone(), paragraphs, sentences, names, Vec::new())
}
