//! `cargo xtask bench archive copies`: how surely copies are found.

use super::{cpu_seconds, given, hash};
use anyhow::{Context, Result, ensure};
use chancery_record::{Article, Record};
use chancery_store::{Archive, Writer};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

/// Articles, and copies of a part of them in four ways, added in a mixed order: how many of the pairs are found, and how
/// many that are found are pairs.
pub(super) fn run(articles: &Path) -> Result<()> {
    let articles: Vec<Article> = given(articles)?
        .into_iter()
        .filter(|article| article.text.split_whitespace().count() >= 120)
        .collect();
    ensure!(articles.len() > 20, "too few articles");
    let path = std::env::temp_dir().join(format!("chancery-copies-{}.db", std::process::id()));
    let mut writer = Writer::open(&path)?;
    let blank = |article: &Article| -> Result<Record> {
        Ok(serde_json::from_value(serde_json::json!({
            "schema": "chancery/1", "reader": {"version": "", "model": "", "world": ""},
            "article": {"id": article.record_id(), "title": null, "source": null, "url": null, "published": null,
              "language": null, "characters": article.text.chars().count()},
            "actors": [], "times": [], "places": [], "statements": [], "events": [], "positions": [], "diagnostics": []
        }))?)
    };
    let mut all: Vec<(usize, &str, Article)> = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        let named =
            |kind: &str, text: String| Article { id: Some(format!("{number}-{kind}")), ..Article::new(text) };
        all.push((number, "original", named("original", article.text.clone())));
        if number % 2 == 0 {
            all.push((number, "headline", named("headline", headline(&article.text, number as u64))));
            all.push((number, "dropped", named("dropped", dropped(&article.text, number as u64))));
            all.push((
                number,
                "agency",
                named("agency", format!("GRANDPORT, March 4 (Example Wire) — {}", article.text)),
            ));
            all.push((number, "moved", named("moved", moved(&article.text))));
            let worst = moved(&dropped(&headline(&article.text, number as u64), number as u64));
            all.push((
                number,
                "all of it",
                named("all", format!("GRANDPORT, March 4 (Example Wire) — {worst}")),
            ));
        }
    }
    // Whichever comes first is the one that the others are copies of.
    all.sort_by_key(|(number, kind, _)| hash(&format!("{number} {kind}"), 7));
    let records = all.iter().map(|(_, _, article)| blank(article)).collect::<Result<Vec<_>>>()?;
    let before = cpu_seconds()?;
    for (articles, records) in all.chunks(64).zip(records.chunks(64)) {
        writer.add(articles.iter().map(|(_, _, article)| article).zip(records))?;
    }
    let seconds = cpu_seconds()? - before;
    let archive = Archive::open(&path)?;
    let mut stories: HashMap<String, Vec<usize>> = HashMap::new();
    let mut story_of = Vec::new();
    for (at, (_, _, article)) in all.iter().enumerate() {
        let stored = archive
            .article(article.id.as_deref().unwrap_or_default())?
            .context("an article that was added")?;
        stories.entry(stored.heading.story.clone()).or_default().push(at);
        story_of.push(stored.heading.story);
    }
    let (mut n_found, mut n_true) = (0usize, 0usize);
    let mut false_pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut false_found: Vec<(usize, usize)> = Vec::new();
    let mut told: Vec<&Vec<usize>> = stories.values().collect();
    told.sort();
    for members in told {
        for (i, &one) in members.iter().enumerate() {
            for &other in &members[i + 1..] {
                n_found += 1;
                if all[one].0 == all[other].0 {
                    n_true += 1;
                } else {
                    let pair = (all[one].0.min(all[other].0), all[one].0.max(all[other].0));
                    false_pairs.insert(pair);
                    false_found.push(pair);
                }
            }
        }
    }
    // The corpus has copies of its own: later editions of one article. They are what the archive calls copies, too.
    let editions = editions(&articles);
    let is_edition = |pair: &(usize, usize)| editions.contains(pair);
    let n_right = n_true + false_found.iter().filter(|pair| is_edition(pair)).count();
    let n_wanted = 15 * articles.len().div_ceil(2);
    println!(
        "{} articles, {} with copies: recall {:.2} % of pairs, precision {:.2} %; {:.0} articles per CPU-second",
        all.len(),
        articles.len(),
        100.0 * n_true as f64 / n_wanted as f64,
        100.0 * n_true as f64 / n_found.max(1) as f64,
        all.len() as f64 / seconds
    );
    println!(
        "  of {} pairs of articles that have half of their runs in common by themselves, {} were found; precision where those are \
         copies, too: {:.2} %",
        editions.len(),
        editions.intersection(&false_pairs).count(),
        100.0 * n_right as f64 / n_found.max(1) as f64
    );
    for kind in ["headline", "dropped", "agency", "moved", "all of it"] {
        let with_original = all.iter().enumerate().filter(|(_, one)| one.1 == kind);
        let (mut n, mut n_same) = (0, 0);
        for (at, (number, _, _)) in with_original {
            let original = all.iter().position(|(other, kind, _)| other == number && *kind == "original");
            n += 1;
            n_same += usize::from(original.is_some_and(|original| story_of[original] == story_of[at]));
        }
        println!(
            "  {kind:<10} {:.2} % with their original",
            100.0 * f64::from(n_same as u32) / f64::from(n.max(1))
        );
    }
    println!(
        "  other articles taken for copies of each other, with the share of runs that they do have in common:"
    );
    for (one, other) in false_pairs {
        println!("    {one} and {other}: {:.2}", shared_runs(&articles[one].text, &articles[other].text));
    }
    fs::remove_file(&path)?;
    Ok(())
}

/// The pairs of articles that have half of their runs in common, counted over all runs of all articles.
fn editions(articles: &[Article]) -> BTreeSet<(usize, usize)> {
    let runs: Vec<BTreeSet<Vec<String>>> = articles.iter().map(|article| runs(&article.text)).collect();
    let mut having: BTreeMap<&Vec<String>, Vec<usize>> = BTreeMap::new();
    for (at, runs) in runs.iter().enumerate() {
        runs.iter().for_each(|run| having.entry(run).or_default().push(at));
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for articles in having.values() {
        for (n, one) in articles.iter().enumerate() {
            articles[n + 1..].iter().for_each(|other| *shared.entry((*one, *other)).or_default() += 1);
        }
    }
    let is_half = |one: usize, other: usize, n: usize| 2 * n >= runs[one].len() + runs[other].len() - n;
    shared.into_iter().filter(|((one, other), n)| is_half(*one, *other, *n)).map(|(pair, _)| pair).collect()
}

/// The share of runs of four words that two texts have in common, counted.
fn shared_runs(one: &str, other: &str) -> f64 {
    let (one, other) = (runs(one), runs(other));
    one.intersection(&other).count() as f64 / one.union(&other).count().max(1) as f64
}

/// Its runs of four words.
fn runs(text: &str) -> BTreeSet<Vec<String>> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    words.windows(4).map(<[String]>::to_vec).collect()
}

fn headline(text: &str, seed: u64) -> String {
    let (_, rest) = text.split_once('\n').unwrap_or(("", text));
    format!("Talks go on as day {seed} of waiting ends without a word\n{rest}")
}

fn dropped(text: &str, seed: u64) -> String {
    let sentences = text.split_inclusive(['.', '!', '?']).enumerate();
    sentences
        .filter(|(at, _)| !hash(&at.to_string(), seed).is_multiple_of(10))
        .map(|(_, sentence)| sentence)
        .collect()
}

fn moved(text: &str) -> String {
    let mut paragraphs: Vec<&str> = text.split("\n").collect();
    if paragraphs.len() > 3 {
        let one = paragraphs.remove(1);
        paragraphs.push(one);
    }
    paragraphs.join("\n")
}
