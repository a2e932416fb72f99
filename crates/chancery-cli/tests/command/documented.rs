//! Nothing public is undocumented: commands, flags, codes, fields, diagnostics, rules.

use crate::harness::Folder;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The pages are made from the definitions; a stale one fails here.
#[test]
fn the_reference_pages_are_those_of_the_definitions() {
    let folder = Folder::new("reference");
    let mut commands = String::from(
        "# The command\n\nMade from the command's own definitions by `UPDATE_EXPECT=1 cargo test -p chancery-cli`.\n",
    );
    for args in [
        &["--help"][..],
        &["read", "--help"],
        &["add", "--help"],
        &["follow", "--help"],
        &["statements", "--help"],
        &["events", "--help"],
        &["positions", "--help"],
        &["actors", "--help"],
        &["stories", "--help"],
        &["shifts", "--help"],
        &["ledger", "--help"],
        &["claims", "--help"],
        &["show", "--help"],
        &["sql", "--help"],
        &["check", "--help"],
        &["reread", "--help"],
        &["parse", "--help"],
        &["explain", "--help"],
        &["man", "--help"],
        &["completions", "--help"],
    ] {
        let run = folder.run(args);
        let name = if args.len() == 1 { "chancery".to_owned() } else { format!("chancery {}", args[0]) };
        commands.push_str(&format!("\n## {name}\n\n```text\n{}\n```\n", run.out.trim_end()));
    }
    let mut codebook = String::from(
        "# The codebook\n\nWhat every code of a record means, as `chancery explain TERM` says it. Made by `UPDATE_EXPECT=1 cargo \
         test -p chancery-cli`.\nEvent types, modes, contexts and sectors are PLOVER's, told in our own words (CC BY-SA 4.0).\n",
    );
    let mut previous = "";
    // Modes stand under their types, fields under their objects; rules have their own registry.
    let listed = |kind: &str| !kind.starts_with("mode of ") && kind != "field" && kind != "rule";
    for (term, kind) in chancery::terms().filter(|(_, kind)| listed(kind)) {
        let meanings = chancery::explain(term);
        let meaning =
            meanings.iter().find(|meaning| meaning.term == term && meaning.kind == kind).expect("a meaning");
        if kind != previous {
            codebook.push_str(&format!("\n## {}\n\n", heading(kind)));
            previous = kind;
        }
        codebook.push_str(&format!("- **{term}**: {}\n", meaning.definition));
        for (label, text) in &meaning.notes {
            codebook.push_str(&format!("  - {label}: {text}\n"));
        }
        for part in &meaning.parts {
            let score = part.intensity.map_or(String::new(), |score| format!(" ({score})"));
            codebook.push_str(&format!("  - `{}`{score}: {}\n", part.name, part.definition));
        }
    }
    for (name, fresh) in [("commands.md", commands), ("codebook.md", codebook)] {
        let path = root().join("docs").join(name);
        if std::env::var_os("UPDATE_EXPECT").is_some() && std::env::var_os("CI").is_none() {
            fs::write(&path, &fresh).expect("the page is written");
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == fresh,
            "docs/{name} is old; write it with UPDATE_EXPECT=1 cargo test -p chancery-cli"
        );
    }
}

fn heading(kind: &str) -> String {
    match kind {
        "event type" => "Event types".to_owned(),
        "object of the record" => "Objects and fields of the record".to_owned(),
        "statement form" => "Forms of statements".to_owned(),
        "status" => "Statuses".to_owned(),
        "severity" => "Severities".to_owned(),
        "kind of actor" => "Kinds of actors".to_owned(),
        "kind of place" => "Kinds of places".to_owned(),
        "form of mention" => "Forms of mentions".to_owned(),
        other => {
            let mut capital = other[..1].to_uppercase();
            capital.push_str(&other[1..]);
            capital.push('s');
            capital
        }
    }
}

/// Every code that some crate gives a diagnostic is explained, and every code that is explained is given by some crate.
#[test]
fn every_diagnostic_is_explained() {
    let mut given = BTreeSet::new();
    let mut files = Vec::new();
    source_files(&root().join("crates"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file");
        let own = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, _) in own.match_indices("Severity::") {
            let rest: String = own[at..].chars().take(120).collect();
            let Some(quoted) = rest.split_once(',').map(|(_, rest)| rest.trim_start()) else { continue };
            if let Some(code) = quoted.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                given.insert(code.to_owned());
            }
        }
    }
    assert!(given.contains("not-english"), "the codes are found");
    for code in &given {
        let explained = chancery::explain(code).iter().any(|meaning| meaning.kind == "diagnostic");
        assert!(explained, "the diagnostic {code} is not in crates/chancery-record/data/codebook.toml");
    }
}

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !path.ends_with("tests") && !path.ends_with("target") {
                source_files(&path, files);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Whatever a record holds, `explain` knows: every field that is written, every code, every rule.
#[test]
fn everything_in_a_record_can_be_explained() {
    let folder = Folder::new("explained");
    folder.write("talks.txt", include_str!("../../../../examples/talks.txt"));
    let run = folder.run(&["read", "talks.txt", "--published", "2025-03-04"]);
    let record = &run.records()[0];
    let lists = [
        ("actors", "actor"),
        ("times", "time"),
        ("places", "place"),
        ("statements", "statement"),
        ("events", "event"),
        ("positions", "position"),
    ];
    for (list, object) in lists {
        for entry in record[list].as_array().expect("a list") {
            for (field, value) in entry.as_object().expect("an object") {
                let term = format!("{object}.{field}");
                assert!(!chancery::explain(&term).is_empty(), "{term} is not explained");
                if field == "rule" {
                    let rule = value.as_str().unwrap_or_default();
                    assert!(
                        chancery::explain(rule).iter().any(|meaning| meaning.kind == "rule"),
                        "the rule {rule} is not described"
                    );
                }
            }
        }
    }
}
