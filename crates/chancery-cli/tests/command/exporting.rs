//! `read` into other tools' forms: Parquet, profiles, annotations, shards.

use crate::harness::Folder;
use std::collections::BTreeSet;

const ARTICLES: &str = r#"{"id": "w1", "published": "2031-03-04", "text": "Sylvania shelled the Freedonian port of Saltmarsh on Sunday."}
{"id": "w2", "published": "2031-04-05", "text": "Sylvania released eleven captured sailors on Friday."}
{"id": "w3", "text": "The foreign minister of Freedonia met the envoy of Sylvania in Grandport."}
"#;

#[test]
fn profiles_have_as_many_columns_as_the_others() {
    let folder = Folder::new("profiles");
    folder.write("articles.jsonl", ARTICLES);
    for (format, separator, n_columns, n_headings) in
        [("gdelt", '\t', 61, 0), ("acled", ',', 31, 1), ("polecat", '\t', 40, 1)]
    {
        let run = folder.run(&["read", "articles.jsonl", "--format", format]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{format}");
        assert!(run.out.lines().count() > n_headings, "{format} has rows");
        for line in run.out.lines() {
            assert_eq!(line.split(separator).count(), n_columns, "{format}: {line}");
        }
    }
    let run = folder.run(&["read", "articles.jsonl", "--format", "annotations"]);
    assert_eq!(run.code, 0);
    for annotation in run.records() {
        assert_eq!(annotation["type"], "Annotation");
    }
}

#[test]
fn parquet_goes_into_a_file_or_a_folder() {
    let folder = Folder::new("parquet");
    folder.write("articles.jsonl", ARTICLES);
    let read =
        |more: &[&str]| folder.run(&[&["read", "articles.jsonl", "--format", "parquet"], more].concat());
    let run = read(&["--output", "events.parquet"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    let bytes = std::fs::read(folder.path().join("events.parquet")).expect("a file");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    assert_eq!(read(&["--output", "tables"]).code, 0);
    for part in ["year=2031/month=03", "year=2031/month=04"] {
        assert!(folder.path().join(format!("tables/articles/{part}/all-00000.parquet")).exists(), "{part}");
    }
    for (more, complaint) in [
        (&[][..], "name a file or a folder"),
        (&["--output", "tables", "--table", "events"], "--table goes with a file"),
        (&["--output", "nowhere/events.parquet"], "nowhere/events.parquet cannot be written"),
    ] {
        let run = read(more);
        assert_eq!(run.code, 1, "{more:?}");
        assert!(run.err.contains(complaint), "{}", run.err);
    }
}

#[test]
fn every_article_is_in_one_shard() {
    let folder = Folder::new("shards");
    folder.write("articles.jsonl", ARTICLES);
    let lines = |shard: &str| {
        let run = folder.run(&["read", "articles.jsonl", "--shard", shard]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{shard}");
        run.out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let parts: Vec<String> = ["1/3", "2/3", "3/3"].into_iter().flat_map(lines).collect();
    assert_eq!(parts.len(), 3);
    assert_eq!(parts.into_iter().collect::<BTreeSet<_>>(), lines("1/1").into_iter().collect());
    let run = folder.run(&["read", "articles.jsonl", "--shard", "4/3"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("the third of sixteen parts"), "{}", run.err);
}

#[test]
fn an_archive_is_exported_as_it_would_be_read() {
    let folder = Folder::new("export");
    folder.write("articles.jsonl", ARTICLES);
    assert_eq!(folder.run(&["add", "articles.jsonl"]).code, 0);
    let lines = |name: &str| {
        let text = std::fs::read_to_string(folder.path().join(name)).expect("a file was written");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    for (more, name, n_headings) in [
        (&["--format", "csv"][..], "events.csv", 1),
        (&["--profile", "gdelt"], "gdelt.tsv", 0),
        (&["--profile", "acled"], "acled.csv", 1),
        (&["--profile", "polecat"], "polecat.tsv", 1),
        (&["--profile", "annotations"], "annotations.jsonl", 0),
    ] {
        let run = folder.run(&[&["export", "out"], more].concat());
        assert_eq!((run.code, run.out.as_str()), (0, "out: 3 articles written\n"), "{more:?}: {}", run.err);
        assert!(lines(&format!("out/{name}")).len() > n_headings, "{name} has rows");
    }
    let read = folder.run(&["read", "articles.jsonl", "--format", "csv", "--table", "articles"]);
    assert_eq!(lines("out/articles.csv").len(), read.out.lines().count());
    assert_eq!(folder.run(&["export", "tables"]).code, 0);
    assert!(folder.path().join("tables/articles/year=2031/month=03/all-00000.parquet").exists());
    let run = folder.run(&["export", "tables", "--archive", "nowhere.db"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("nowhere.db"), "{}", run.err);
}
