//! Runs every case under `cases/`: see `cases/README.md` for their form. `UPDATE_EXPECT=1` rewrites what is expected
//! and is refused under CI.

#[path = "cases/file.rs"]
mod file;
#[path = "cases/invariants.rs"]
mod invariants;
#[path = "cases/lines.rs"]
mod lines;

use chancery_extract::{Explanation, Issues, Lexicon};
use chancery_record::{Article, Record};
use chancery_syntax::Model;
use chancery_text::SourceText;
use chancery_world::World;
use file::{Case, Expectation};
use std::collections::BTreeMap;
use std::path::Path;

fn read(case: &Case) -> (Record, Vec<Explanation>) {
    let article = Article {
        id: Some(case.name.clone()),
        text: case.text.clone(),
        published: case.published,
        source: case.source.clone(),
        ..Article::default()
    };
    let own_world;
    let world = if case.world.is_empty() {
        World::embedded()
    } else {
        own_world = World::embedded()
            .with_facts(&case.world, &case.name)
            .unwrap_or_else(|error| panic!("case {}: {error}", case.name));
        &own_world
    };
    let document = chancery_syntax::parse(&SourceText::new(case.text.clone()), Model::embedded());
    invariants::check_document(&case.name, &document);
    let mentions = chancery_extract::mentions(&document, world);
    let found = chancery_extract::find(&document, &mentions, world, Lexicon::embedded(), Issues::embedded());
    chancery_extract::resolve(&article, &document, &mentions, &found, world)
}

#[test]
fn every_case_gives_what_it_says() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    assert!(
        !(update && std::env::var_os("CI").is_some()),
        "UPDATE_EXPECT is refused under CI: run it by hand and look at what changed"
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut failures = Vec::new();
    let mut n_cases = 0;
    for path in file::case_files(&root) {
        let shown = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        let area = shown.split('/').next().unwrap_or("whole").to_string();
        let mut cases = file::load(&path).unwrap_or_else(|error| panic!("{shown}: {error}"));
        for case in &mut cases {
            n_cases += 1;
            if let Some(other) = seen.insert(case.name.clone(), shown.clone()) {
                failures.push(format!("{shown}: the name `{}` is also in {other}", case.name));
            }
            let (record, explanations) = read(case);
            let again = read(case);
            invariants::check_record(&case.name, &case.text, &record);
            assert_eq!(
                (&record, &explanations),
                (&again.0, &again.1),
                "case {}: reading twice gives two records",
                case.name
            );
            let got =
                lines::lines(&record, &explanations, case.show.as_deref().unwrap_or(lines::shown_in(&area)));
            let fires = case.expectation == Expectation::MustNotFire && !got.is_empty();
            if fires || got != case.expected {
                if update && !fires {
                    case.expected = got;
                } else {
                    failures.push(format!(
                        "{shown}: {}{}\n  text:     {}\n  expected: {}\n  got:      {}",
                        case.name,
                        if fires { " (must not fire)" } else { "" },
                        case.text.replace('\n', "\n            "),
                        case.expected.join("\n            "),
                        got.join("\n            ")
                    ));
                }
            }
        }
        if update {
            file::store(&path, &cases).unwrap_or_else(|error| panic!("{shown}: {error}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {n_cases} cases failed (UPDATE_EXPECT=1 rewrites them):\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
    println!("{n_cases} cases");
}
