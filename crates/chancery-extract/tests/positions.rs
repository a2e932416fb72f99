//! The gold of positions, `eval/positions/*.tsv`: how many are found and right, held to a floor. Form and definitions are in
//! `eval/POSITIONS.md`; `eval/score_positions.py` scores the command in the same way and shows the errors of the seen half.

use chancery_extract::{Issues, Lexicon};
use chancery_record::{Article, Participant, Record};
use chancery_syntax::Model;
use chancery_text::SourceText;
use chancery_world::World;
use std::path::Path;

fn read(text: &str, world: &World) -> Record {
    let document = chancery_syntax::parse(&SourceText::new(text), Model::embedded());
    let mentions = chancery_extract::mentions(&document, world);
    let found = chancery_extract::find(&document, &mentions, world, Lexicon::embedded(), Issues::embedded());
    chancery_extract::resolve(&Article::new(text), &document, &mentions, &found, world).0
}

fn plain(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    words.strip_prefix("the ").unwrap_or(&words).to_owned()
}

/// Whether the gold words are the actor's name or one of its mentions; a surname stands for the whole name, and a longer
/// phrase for the phrase that it goes on from ("the government in Grandport").
fn is_one(record: &Record, gold: &str, holder: &Participant) -> bool {
    let Some(actor) = record.actor(&holder.id) else { return false };
    let mentions = actor.mentions.iter().map(|mention| mention.citation.text.as_str());
    let (name, is_name) = (plain(gold), !gold.contains(' ') && gold.starts_with(char::is_uppercase));
    mentions.chain([actor.name.as_str(), holder.mention.text.as_str()]).map(plain).any(|known| {
        let goes_on = ["in", "of", "for"].iter().any(|word| name.starts_with(&format!("{known} {word} ")));
        let is_surname = is_name && known.ends_with(&format!(" {name}")) && !known.contains(" of ");
        known == name || goes_on || is_surname
    })
}

/// Positions of the gold, found, and right.
fn score(half: &str) -> (usize, usize, usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../eval/positions");
    let facts = std::fs::read_to_string(folder.join("world.txt")).expect("the world of the gold");
    let world = World::embedded().with_facts(&facts, "world.txt").expect("facts");
    let rows = std::fs::read_to_string(folder.join(half)).expect("the gold");
    let (mut n_gold, mut n_found, mut n_right) = (0, 0, 0);
    for row in rows.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[_, text, gold] = cells.as_slice() else { panic!("{half}: three columns: {row}") };
        let mut left: Vec<Vec<&str>> = gold
            .split(';')
            .filter(|gold| *gold != "-")
            .map(|gold| gold.trim().split('|').collect())
            .collect();
        let record = read(text, &world);
        n_gold += left.len();
        n_found += record.positions.len();
        for position in &record.positions {
            let is_it = |gold: &Vec<&str>| {
                gold[1] == position.issue
                    && gold[2] == position.stance.label()
                    && is_one(&record, gold[0], &position.holder)
            };
            if let Some(at) = left.iter().position(is_it) {
                left.remove(at);
                n_right += 1;
            }
        }
    }
    (n_gold, n_found, n_right)
}

#[test]
fn positions_are_found_as_well_as_promised() {
    for half in ["seen.tsv", "held_back.tsv"] {
        let (n_gold, n_found, n_right) = score(half);
        let (precision, recall) = (n_right as f64 / n_found as f64, n_right as f64 / n_gold as f64);
        println!(
            "{half}: {n_gold} positions, found {n_found}, right {n_right}: precision {precision:.3}, recall {recall:.3}"
        );
        assert!(precision >= 0.8 && recall >= 0.65, "{half}: precision {precision:.3}, recall {recall:.3}");
    }
}
