//! The README's outputs are real ones: its commands are run, and what they print is held against it.
//! `UPDATE_EXPECT=1` writes them anew.

use crate::harness::Folder;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What the command prints, as in a terminal of 100 columns, blanks at line ends cut.
fn output(folder: &Folder, command: &str) -> String {
    let mut args: Vec<&str> = command.split_whitespace().collect();
    if args.first() == Some(&"read") && !args.contains(&"--format") {
        args.extend(["--format", "pretty"]);
    }
    if matches!(
        args.first(),
        Some(
            &("events"
                | "statements"
                | "positions"
                | "actors"
                | "stories"
                | "shifts"
                | "ledger"
                | "claims"
                | "sql")
        )
    ) {
        args.extend(["--format", "table"]);
    }
    let args: Vec<&str> = args.iter().map(|arg| arg.trim_matches('\'')).collect();
    let run = folder.run(&args);
    assert_eq!(run.code, 0, "`{command}`: {}", run.err);
    run.out.trim_end().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The README with every output that follows a command of ours, and every ```json block, made anew.
fn fresh(readme: &str, folder: &Folder) -> String {
    let mut fresh = String::new();
    let mut lines = readme.lines().peekable();
    while let Some(line) = lines.next() {
        fresh.push_str(line);
        fresh.push('\n');
        let ours =
            line.strip_prefix("$ cargo run --release -- ").or_else(|| line.strip_prefix("$ chancery "));
        let made = match (line, ours) {
            ("```json", _) => {
                let records =
                    folder.run(&["read", "examples/strait.txt", "--published", "2031-03-04"]).records();
                let mut statement = serde_json::to_string_pretty(&records[0]["statements"][0]).expect("JSON");
                statement.push('\n');
                statement
            }
            (_, Some(command))
                if lines.peek().is_some_and(|next| !next.starts_with("$ ") && *next != "```") =>
            {
                output(folder, command)
            }
            _ => continue,
        };
        fresh.push_str(&made);
        while lines.peek().is_some_and(|next| *next != "```" && !next.starts_with("$ ")) {
            lines.next();
        }
    }
    fresh
}

#[test]
fn the_outputs_in_the_readme_are_real() {
    let folder = Folder::new("readme");
    for sample in ["strait.txt", "archive.jsonl", "archive.facts"] {
        let name = format!("examples/{sample}");
        folder.write(&name, fs::read(root().join(&name)).expect("a sample"));
    }
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).expect("README.md");
    let fresh = fresh(&readme, &folder);
    assert!(fresh.contains("WHO SAID WHAT") && fresh.contains("\"speakers\""), "the README shows a reading");
    if std::env::var_os("UPDATE_EXPECT").is_some() && std::env::var_os("CI").is_none() {
        fs::write(&path, &fresh).expect("the README is written");
    } else {
        assert!(
            readme == fresh,
            "README.md shows old output; write it with UPDATE_EXPECT=1 cargo test -p chancery-cli"
        );
    }
}
