//! `cargo xtask eval names`: exact-span F1 of names on gold sentences and words.

use super::align::Score;
use super::read_text;
use chancery_syntax::{Model, NameKind};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct NamesArgs {
    /// A file with a word a line: UNER's columns (number, word, tag), or word and tag.
    file: PathBuf,
    /// Print every name that is missed, found without need, or of the wrong kind.
    #[arg(long)]
    show: bool,
}

/// Names of finer schemes (CrossNER) in ours; a name of any other type is none.
const KINDS: &[(&str, NameKind)] = &[
    ("PER", NameKind::Person),
    ("politician", NameKind::Person),
    ("person", NameKind::Person),
    ("ORG", NameKind::Organisation),
    ("politicalparty", NameKind::Organisation),
    ("organisation", NameKind::Organisation),
    ("LOC", NameKind::Location),
    ("country", NameKind::Location),
    ("location", NameKind::Location),
];

#[derive(Default)]
struct Sentence {
    forms: Vec<String>,
    tags: Vec<String>,
}

pub(super) fn run(args: &NamesArgs) -> anyhow::Result<()> {
    let sentences = read(&read_text(&args.file)?);
    anyhow::ensure!(!sentences.is_empty(), "{}: no sentence to measure", args.file.display());
    let forms: Vec<Vec<&str>> =
        sentences.iter().map(|sentence| sentence.forms.iter().map(String::as_str).collect()).collect();
    let slices: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
    let model = Model::embedded();
    let kinds = [NameKind::Person, NameKind::Organisation, NameKind::Location];
    let mut scores = [Score::default(); 3];
    for ((sentence, annotation), forms) in sentences.iter().zip(model.annotate(&slices)).zip(&forms) {
        let gold = gold_names(&sentence.tags);
        let system: BTreeSet<_> =
            annotation.names.into_iter().map(|(kind, words)| (kind, words.start, words.end)).collect();
        for (score, kind) in scores.iter_mut().zip(kinds) {
            score.gold += gold.iter().filter(|name| name.0 == kind).count();
            score.system += system.iter().filter(|name| name.0 == kind).count();
            score.correct += gold.intersection(&system).filter(|name| name.0 == kind).count();
        }
        if args.show {
            let show = |side: &str, &(kind, start, end): &(NameKind, usize, usize)| {
                println!("{side} {} [{}] in: {}", kind.label(), forms[start..end].join(" "), forms.join(" "));
            };
            gold.difference(&system).for_each(|name| show("missed", name));
            system.difference(&gold).for_each(|name| show("extra ", name));
        }
    }
    println!("{}: {} sentences, model {}\n", args.file.display(), sentences.len(), model.version());
    println!("| names | precision | recall | F1 | gold | found |\n|---|---:|---:|---:|---:|---:|");
    let all = scores.iter().fold(Score::default(), |sum, score| Score {
        correct: sum.correct + score.correct,
        gold: sum.gold + score.gold,
        system: sum.system + score.system,
    });
    let rows = kinds.iter().map(|kind| kind.label()).zip(scores).chain([("all", all)]);
    for (label, score) in rows {
        let (p, r, f) = (score.precision(), score.recall(), score.f1());
        println!("| {label} | {p:.2} | {r:.2} | {f:.2} | {} | {} |", score.gold, score.system);
    }
    Ok(())
}

/// Sentences parted by blank lines; comments and document marks left out.
fn read(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut open = Sentence::default();
    for line in text.lines().chain([""]) {
        let columns: Vec<&str> = line.trim_end().split('\t').collect();
        match columns.as_slice() {
            [""] if open.forms.is_empty() => {}
            [""] => found.push(std::mem::take(&mut open)),
            [first, ..] if first.starts_with("# ") || *first == "-DOCSTART-" => {}
            [_, form, tag, ..] | [form, tag] => {
                open.forms.push((*form).to_owned());
                open.tags.push((*tag).to_owned());
            }
            _ => {}
        }
    }
    found
}

fn gold_names(tags: &[String]) -> BTreeSet<(NameKind, usize, usize)> {
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < tags.len() {
        let Range { start, end } = run_of(tags, at);
        let kind =
            tags[at].split_once('-').and_then(|(_, label)| KINDS.iter().find(|(name, _)| *name == label));
        found.extend(kind.map(|&(_, kind)| (kind, start, end)));
        at = end;
    }
    found
}

/// The tag at `at` with the `I-` tags of its type behind it.
fn run_of(tags: &[String], at: usize) -> Range<usize> {
    let inside = tags[at].split_once('-').map(|(_, label)| format!("I-{label}"));
    let len = tags[at + 1..].iter().take_while(|tag| Some(*tag) == inside.as_ref()).count();
    at..at + 1 + len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_files_are_read() {
        for text in [
            "# sent_id = 1\n1\tJane\tB-PER\t-\t-\n2\tDoe\tI-PER\t-\t-\n3\tleft\tO\t-\t-\n",
            "Jane\tB-politician\nDoe\tI-politician\nleft\tO\n\n",
        ] {
            let sentences = read(text);
            assert_eq!(sentences[0].forms, ["Jane", "Doe", "left"]);
            assert_eq!(gold_names(&sentences[0].tags), BTreeSet::from([(NameKind::Person, 0, 2)]));
        }
    }
}
