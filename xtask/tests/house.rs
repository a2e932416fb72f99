//! The house rules that a machine can check: arrows between crates, headers, file lengths.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files that may be longer than `LONGEST`: tables.
const TABLES: &[&str] = &[];
const LONGEST: usize = 1000;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_path_buf()
}

/// Dependencies between workspace crates, by full names, development dependencies left out.
fn arrows_of_cargo() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let names: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            let inside = dependencies
                .iter()
                .filter(|dependency| dependency["kind"].is_null())
                .filter_map(|dependency| dependency["name"].as_str())
                .filter(|name| names.contains(name));
            (package["name"].as_str().unwrap_or_default().to_string(), inside.map(str::to_string).collect())
        })
        .collect()
}

/// The table of ARCHITECTURE.md: crate, rank, allowed arrows.
fn arrows_of_architecture() -> BTreeMap<String, (String, BTreeSet<String>)> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let full =
            |short: &str| if short == "chancery" { short.to_string() } else { format!("chancery-{short}") };
        let arrows = cells[2].split(", ").filter(|cell| !matches!(*cell, "–" | "any")).map(full).collect();
        rows.insert(cells[0].trim_matches('`').to_string(), (cells[1].to_string(), arrows));
    }
    rows
}

#[test]
fn the_crates_depend_on_each_other_as_architecture_says() {
    let written = arrows_of_architecture();
    let real = arrows_of_cargo();
    assert_eq!(
        written.keys().collect::<Vec<_>>(),
        real.keys().collect::<Vec<_>>(),
        "the crates of ARCHITECTURE.md"
    );
    for (name, arrows) in &real {
        if name == "xtask" {
            continue;
        }
        let (rank, allowed) = &written[name];
        for arrow in arrows {
            assert!(
                allowed.contains(arrow),
                "{name} depends on {arrow}, which ARCHITECTURE.md does not list"
            );
            assert!(
                written[arrow].0 < *rank,
                "{name} (rank {rank}) depends on {arrow} (rank {})",
                written[arrow].0
            );
        }
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with(".venv") {
                rust_files(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_none_is_too_long() {
    let mut files = Vec::new();
    rust_files(&root().join("crates"), &mut files);
    rust_files(&root().join("xtask"), &mut files);
    assert!(files.len() > 20, "the source files are found");
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file is UTF-8");
        let shown = file.strip_prefix(root()).unwrap_or(&file).display().to_string();
        assert!(
            text.starts_with("//!"),
            "{shown} does not open with `//!`: what it is for, what never enters"
        );
        let n_lines = text.lines().count();
        assert!(
            n_lines <= LONGEST || TABLES.contains(&shown.as_str()),
            "{shown} has {n_lines} lines: two rooms in one?"
        );
    }
}
