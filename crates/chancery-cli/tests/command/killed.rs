//! `add` is killed at moments that nobody chose: the archive is sound after each, and in the end the same as if nothing
//! had happened.
//!
//! A few moments in every run of the tests; `CHANCERY_KILLS=100` makes it a hundred.

use crate::harness::Folder;
use chancery::Cell;
use chancery_store::Archive;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ARTICLES: &str = include_str!("../../../../examples/archive.jsonl");

/// The sample several times over, every time with other words in it.
fn input() -> String {
    let mut lines = String::new();
    for (round, name) in ["Doe", "Poe", "Moe", "Loe"].iter().enumerate() {
        for line in ARTICLES.lines() {
            let line = line.replace("\"id\": \"", &format!("\"id\": \"{round}-")).replace("Doe", name);
            lines.push_str(
                &line.replace("Saltmarsh", ["Saltmarsh", "Northmarsh", "Eastfen", "Westfen"][round]),
            );
            lines.push('\n');
        }
    }
    lines
}

fn add(folder: &Folder, archive: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["add", "in.jsonl", "--archive", archive])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts")
}

/// Everything in the archive, row by row.
fn rows(path: &Path) -> Vec<String> {
    let archive = Archive::open(path).expect("it opens");
    let ask = |sql: &str| archive.sql(sql, usize::MAX, Duration::from_secs(60)).expect("an answer");
    // The tables of the full-text index are laid out by how it grew; what is in it, `check` has compared.
    let tables = ask(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%\\_text%' ESCAPE '\\'",
    );
    let mut rows = Vec::new();
    for table in tables.rows {
        let Cell::Text(table) = &table[0] else { panic!("{table:?}") };
        let columns = ask(&format!("SELECT * FROM {table} LIMIT 0")).columns;
        let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        let all = ask(&format!("SELECT {} FROM {table} ORDER BY 1", quoted.join(" || ' ' || ")));
        rows.extend(all.rows.into_iter().map(|row| format!("{table} {row:?}")));
    }
    rows
}

#[test]
fn killing_add_at_any_moment_loses_nothing() {
    let n_kills: usize = std::env::var("CHANCERY_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(8);
    let folder = Folder::new("killed");
    folder.write("in.jsonl", input());
    #[allow(clippy::disallowed_methods, reason = "how long an undisturbed run takes says when to kill")]
    let started = Instant::now();
    assert!(add(&folder, "whole.db").wait().expect("it ends").success());
    let whole = rows(&folder.path().join("whole.db"));
    let time = started.elapsed().as_micros() as u64;
    assert!(whole.len() > 1000, "{} rows", whole.len());

    let path = folder.path().join("killed.db");
    let (mut n_done, mut n_compared, mut number) = (0, 0, 42u64);
    while n_done < n_kills || n_compared == 0 {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = add(&folder, "killed.db");
        // Once enough are killed, one may end.
        if n_done < n_kills {
            std::thread::sleep(Duration::from_micros((number >> 33) % time));
            child.kill().expect("it is killed, or has ended");
        }
        let ended = child.wait().expect("it ends");
        if !ended.success() {
            n_done += 1;
        }
        if path.exists() && std::fs::metadata(&path).is_ok_and(|file| file.len() > 0) {
            match Archive::open(&path) {
                Ok(archive) => {
                    let findings = archive.check(|_| {}).expect("it is checked").findings;
                    assert!(findings.is_empty(), "after {n_done} kills: {findings:?}");
                }
                // Killed before the first tables were written: an empty file is no archive yet.
                Err(error) => assert!(error.to_string().contains("no archive"), "{error}"),
            }
        }
        if ended.success() {
            n_compared += 1;
            let now = rows(&path);
            let other = now.iter().zip(&whole).find(|(now, then)| now != then);
            assert!(
                now.len() == whole.len() && other.is_none(),
                "{} and {} rows: {other:?}",
                now.len(),
                whole.len()
            );
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(folder.path().join(format!("killed.db{end}")));
            }
        }
    }
}
