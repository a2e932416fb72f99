//! `add`, the questions, `show`, `sql`, `check`, `reread`: what they print, and their exit codes.

use crate::harness::{Folder, Run};

const ARTICLES: &str = include_str!("../../../../examples/archive.jsonl");
const FACTS: &str = include_str!("../../../../examples/archive.facts");

fn archive(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("in.jsonl", ARTICLES).write("in.facts", FACTS);
    let run = folder.run(&["add", "in.jsonl", "--world", "in.facts"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.starts_with("chancery.db: 33 articles added; it holds 33 articles, "), "{}", run.out);
    folder
}

fn ok(folder: &Folder, args: &[&str]) -> Run {
    let run = folder.run(args);
    assert_eq!(run.code, 0, "{args:?}: {}", run.err);
    run
}

#[test]
fn adding_again_changes_nothing_and_problems_are_counted() {
    let folder = archive("again");
    let before = ok(&folder, &["sql", "SELECT count(*) AS n FROM events"]).out;
    let again = ok(&folder, &["add", "in.jsonl", "--world", "in.facts"]);
    assert!(again.out.contains("0 articles added, 33 there already"), "{}", again.out);
    assert_eq!(ok(&folder, &["sql", "SELECT count(*) AS n FROM events"]).out, before);
    folder.write(
        "bad.jsonl",
        "{\"text\": 3}\n{\"text\": \"Freedonia met Sylvania in Grandport on Monday.\"}\n",
    );
    let run = folder.run(&["add", "bad.jsonl", "missing.txt"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("bad.jsonl:1: ") && run.err.contains("missing.txt: no such file"),
        "{}",
        run.err
    );
    assert!(run.out.contains("1 article added, 2 problems; it holds 34 articles"), "{}", run.out);
    assert_eq!(folder.run(&["add", "missing.txt"]).code, 1);
    let french =
        "Le ministre des affaires étrangères a quitté la capitale lundi soir, sans dire un mot à la presse.";
    folder.write("fr.txt", french);
    let run = ok(&folder, &["add", "fr.txt"]);
    assert!(run.out.contains("1 article added, 1 kept but not read"), "{}", run.out);
    assert!(ok(&folder, &["check"]).out.contains("sound; 35 articles"));
}

#[test]
fn rows_are_the_same_in_every_form() {
    let folder = archive("forms");
    let lines = ok(&folder, &["events", "--actor", "SYL"]).records();
    let csv = ok(&folder, &["events", "--actor", "SYL", "--format", "csv"]).out;
    assert_eq!(csv.lines().count(), lines.len() + 1);
    assert!(csv.starts_with("article,id,type,mode,"), "{csv}");
    assert!(lines.iter().all(|line| line["actors"].as_array().is_some_and(|actors| !actors.is_empty())));
    let first = lines[0]["id"].as_str().unwrap_or_default();
    assert!(first.starts_with("e-") && csv.contains(first));
    let table = ok(&folder, &["events", "--actor", "SYL", "--format", "table", "--limit", "3"]).out;
    assert!(table.starts_with("DAY") && table.lines().all(|line| line.chars().count() <= 100), "{table}");
    for (command, more) in [
        ("statements", &["--direct", "--actor", "Jane Doe"][..]),
        ("statements", &["--reported", "--act", "deny"]),
        ("events", &["--type", "assault", "--status", "occurred", "--originals"]),
        ("events", &["--since", "2031-02-01", "--until", "2031-02-28", "--quad", "material-conflict"]),
        ("events", &["--text", "shelled OR fired", "--source", "example wire"]),
        ("actors", &["--actor", "SYL", "--limit", "2"]),
        ("stories", &[]),
    ] {
        let args: Vec<&str> = [command].into_iter().chain(more.iter().copied()).collect();
        assert!(!ok(&folder, &args).records().is_empty(), "{args:?}");
    }
    let counts = ok(&folder, &["events", "--count", "month"]).records();
    let n: u64 = counts.iter().filter_map(|count| count["count"].as_u64()).sum();
    assert_eq!(n as usize, ok(&folder, &["events"]).records().len());
    let nobody = ok(&folder, &["events", "--actor", "Ruritania'; DROP TABLE events"]);
    assert!(
        nobody.out.is_empty() && nobody.err.contains("is called `Ruritania'; DROP TABLE events`"),
        "{}",
        nobody.err
    );
}

#[test]
fn one_record_is_shown_with_its_place_and_its_reasons() {
    let folder = archive("show");
    let event = ok(&folder, &["events", "--type", "ASSAULT", "--limit", "1"]).records().remove(0);
    let id = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let shown = ok(&folder, &["show", &id(&event["id"]), "--world", "in.facts"]).out;
    for part in ["WHERE IT STANDS", "WHAT IS RECORDED", "WHY", "the rule finds"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(!shown.contains("reader of today"), "the reasons are those of its reader: {shown}");
    for other in [&event["article"], &event["story"], &event["actors"][0]["id"], &event["actors"][0]["party"]]
    {
        assert!(!ok(&folder, &["show", &id(other)]).out.is_empty(), "{other}");
    }
    let nothing = folder.run(&["show", "e-0000000000000000"]);
    assert_eq!(nothing.code, 1);
    assert!(nothing.err.contains("nothing in it has the id"), "{}", nothing.err);
}

#[test]
fn sql_reads_only() {
    let folder = archive("sql-only");
    let run = folder.run(&["sql", "DELETE FROM events"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("only read here"), "{}", run.err);
    let csv = ok(
        &folder,
        &[
            "sql",
            "SELECT type, count(*) AS n FROM events_view GROUP BY type ORDER BY n DESC",
            "--format",
            "csv",
        ],
    );
    assert!(csv.out.starts_with("type,n\n"), "{}", csv.out);
    let none = folder.run(&["events", "--archive", "none.db"]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("none.db: there is no such archive; `chancery add` makes one"), "{}", none.err);
}

#[test]
fn reading_again_says_what_changed() {
    let folder = archive("reread-all");
    let quiet = ok(&folder, &["reread", "--world", "in.facts"]).out;
    assert!(quiet.contains("0 articles read again"), "{quiet}");
    let ids = |folder: &Folder| {
        let mut ids: Vec<String> =
            ok(folder, &["events"]).records().iter().map(|event| event["id"].to_string()).collect();
        ids.sort();
        ids
    };
    let before = ids(&folder);
    // Without the facts it is another reader, that knows less.
    let rehearsal = ok(&folder, &["reread", "--dry-run", "--changes"]).out;
    assert!(rehearsal.contains("33 articles read again, nothing changed"), "{rehearsal}");
    assert!(rehearsal.contains("\n  altered "), "{rehearsal}");
    assert_eq!(ids(&folder), before);
    ok(&folder, &["reread"]);
    ok(&folder, &["reread", "--world", "in.facts"]);
    assert_eq!(ids(&folder), before, "there and back: every id is the same");
    assert!(ok(&folder, &["check"]).out.contains("sound"));
}
