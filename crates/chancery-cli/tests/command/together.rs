//! `shifts`, `positions --matrix`, `ledger`, `claims`: their forms agree, and every row leads to its records.

use crate::harness::{Folder, Run};
use serde_json::Value;

fn archive(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder
        .write("in.jsonl", include_str!("../../../../examples/archive.jsonl"))
        .write("in.facts", include_str!("../../../../examples/archive.facts"));
    ok(&folder, &["add", "in.jsonl", "--world", "in.facts"]);
    folder
}

fn ok(folder: &Folder, args: &[&str]) -> Run {
    let run = folder.run(args);
    assert_eq!(run.code, 0, "{args:?}: {}", run.err);
    run
}

/// The rows as JSON, after a look at the same ones as CSV and as a table.
fn rows(folder: &Folder, args: &[&str], least: usize) -> Vec<Value> {
    let with = |format| ok(folder, &[args, &["--format", format]].concat()).out;
    let rows = ok(folder, args).records();
    assert!(rows.len() >= least, "{args:?}: {} rows", rows.len());
    assert!(with("csv").lines().count() > rows.len(), "{args:?}");
    let table = with("table");
    assert!(!table.is_empty() && table.lines().all(|line| line.chars().count() <= 100), "{table}");
    rows
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

fn shows(folder: &Folder, id: &str) {
    assert!(!ok(folder, &["show", id, "--world", "in.facts"]).out.is_empty(), "{id}");
}

#[test]
fn shifts_cite_both_sides() {
    let folder = archive("shifts");
    let shifts = rows(&folder, &["shifts"], 2);
    for shift in &shifts {
        assert!(text(shift, "before_last_day") < text(shift, "after_first_day"), "{shift}");
        assert_ne!(shift["before_stance"], shift["after_stance"]);
        assert_ne!(text(shift, "course"), "same");
    }
    shows(&folder, text(&shifts[0], "before"));
    shows(&folder, text(&shifts[0], "after"));
    let same = rows(&folder, &["shifts", "--same", "--actor", "Freedonia"], 1);
    assert!(same.iter().all(|shift| text(shift, "holder") == "FRD"), "{same:?}");
    assert!(same.iter().any(|shift| text(shift, "course") == "same"));
}

#[test]
fn the_matrix_counts_stories() {
    let folder = archive("matrix");
    let cells = rows(&folder, &["positions", "--matrix"], 10);
    for cell in &cells {
        let n = cell["positions"].as_array().map_or(0, Vec::len) as u64;
        assert!(cell["stories"].as_u64().is_some_and(|stories| 0 < stories && stories <= n), "{cell}");
    }
    shows(&folder, cells[0]["positions"][0].as_str().unwrap_or_default());
    let people = rows(&folder, &["positions", "--matrix", "--persons"], 10);
    let has = |cells: &[Value], name| cells.iter().any(|cell| text(cell, "holder_name") == name);
    assert!(has(&people, "Jane Doe") && !has(&cells, "Jane Doe"));
}

#[test]
fn the_ledger_counts_what_sql_counts() {
    let folder = archive("ledger");
    let cells = rows(&folder, &["ledger", "Freedonia", "SYL", "--count", "mention", "--claims"], 4);
    let n: u64 = cells.iter().filter_map(|cell| cell["count"].as_u64()).sum();
    let count = |actor, recipient| {
        let args = [
            "events",
            "--actor",
            actor,
            "--recipient",
            recipient,
            "--status",
            "occurred",
            "--status",
            "ongoing",
        ];
        ok(&folder, &args).records().len() as u64
    };
    assert_eq!(n, count("FRD", "SYL") + count("SYL", "FRD"));
    let stories = rows(&folder, &["ledger", "FRD", "SYL"], 4);
    for cell in &stories {
        let ids = cell["events"].as_array().map_or(0, Vec::len) as u64;
        assert!(cell["count"].as_u64().is_some_and(|n| n <= ids && (n > 0) == (ids > 0)), "{cell}");
    }
    shows(
        &folder,
        stories[0]["events"][0].as_str().or(stories[0]["claimed_events"][0].as_str()).unwrap_or_default(),
    );
    assert!(!rows(&folder, &["ledger", "SYL", "--by", "month", "--count", "incident"], 4).is_empty());
    let svg = ok(&folder, &["ledger", "FRD", "SYL", "--format", "svg"]).out;
    assert!(
        svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && svg.contains("prefers-color-scheme"),
        "{svg}"
    );
    let open = rows(&folder, &["ledger", "FRD", "SYL", "--open"], 2);
    assert!(open.iter().any(|entry| !entry["followed_by"].as_array().is_none_or(Vec::is_empty)), "{open:?}");
    assert_eq!(folder.run(&["ledger", "FRD", "--open", "--format", "svg"]).code, 1);
}

#[test]
fn claims_name_who_says_so_and_who_denies_it() {
    let folder = archive("claims");
    let claims = rows(&folder, &["claims"], 5);
    let disputed: Vec<&Value> = claims.iter().filter(|claim| text(claim, "standing") == "disputed").collect();
    assert!(!disputed.is_empty(), "the shelling of Saltmarsh is denied");
    assert!(disputed.iter().all(|claim| !claim["denied_by"].as_array().is_none_or(Vec::is_empty)));
    shows(&folder, text(disputed[0], "id"));
    shows(&folder, disputed[0]["denied_by"][0]["statements"][0].as_str().unwrap_or_default());
    let denied = rows(&folder, &["claims", "--denied"], 1);
    assert!(denied.iter().all(|claim| matches!(text(claim, "standing"), "disputed" | "denied")));
}
