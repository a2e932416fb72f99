//! Forms of the archive: one of a newer program is left alone; every form that was released is still read.

use crate::folder::Folder;
use crate::toy::{add, read, war};
use chancery_store::{Added, Archive, Error, Found, Writer, archived};
use std::path::Path;

/// The form that is written today.
const PRESENT: i64 = 3;

#[test]
fn an_archive_of_a_newer_program_is_left_alone() {
    let folder = Folder::new("newer");
    let path = folder.file("a.db");
    add(&mut Writer::open(&path).unwrap(), &war());
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for error in [Archive::open(&path).map(|_| ()), Writer::open(&path).map(|_| ())] {
        let error = error.unwrap_err();
        assert!(matches!(error, Error::Newer { found: 99, .. }), "{error:?}");
        assert!(error.to_string().contains("use a newer chancery"), "{error}");
    }
}

/// Each form has an archive of its day in `fixtures`; that of the present form is made by `UPDATE_EXPECT=1` where there
/// is none, and once a release has it, it never changes.
#[test]
fn every_form_is_still_read() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archive/fixtures");
    let present = fixtures.join(format!("form-{PRESENT}.db"));
    if !present.exists() && std::env::var_os("UPDATE_EXPECT").is_some() && std::env::var_os("CI").is_none() {
        std::fs::create_dir_all(&fixtures).unwrap();
        add(&mut Writer::open(&present).unwrap(), &war());
        let small = "PRAGMA journal_mode = delete; PRAGMA page_size = 512; VACUUM;";
        rusqlite::Connection::open(&present).unwrap().execute_batch(small).unwrap();
    }
    for form in 1..=PRESENT {
        let folder = Folder::new(&format!("form-{form}"));
        let path = folder.file("a.db");
        std::fs::copy(fixtures.join(format!("form-{form}.db")), &path).unwrap();
        let added = add(&mut Writer::open(&path).unwrap(), &war());
        assert!(added.iter().all(|one| matches!(one, Added::Same)), "{added:?}");
        let archive = Archive::open(&path).unwrap();
        assert_eq!(archive.check(|_| {}).unwrap().findings, []);
        // Whatever was cited then is found now, and has the id that it would get today.
        for one in war() {
            let lasting = archived(&read(&one, "1"));
            for id in lasting.events.iter().map(|event| &event.id) {
                assert!(matches!(archive.find(id).unwrap(), Some(Found::Event(_))), "{id}");
            }
        }
    }
}

#[test]
fn every_table_and_view_is_documented() {
    let folder = Folder::new("documented");
    let path = folder.file("a.db");
    Writer::open(&path).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'";
    let names = Archive::open(&path).unwrap().sql(sql, 1000, std::time::Duration::from_secs(9)).unwrap();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/archive.md");
    let page = std::fs::read_to_string(page).unwrap();
    for row in names.rows {
        let chancery_record::Cell::Text(name) = &row[0] else { panic!("{row:?}") };
        // What FTS5 keeps for itself is named after its table.
        let is_inner = ["_config", "_data", "_docsize", "_idx"].iter().any(|end| name.ends_with(end));
        assert!(is_inner || page.contains(&format!("`{name}`")), "docs/archive.md does not name {name}");
    }
}

/// Many who open the archive by other means have an older SQLite, which fails on the whole file for one view.
#[test]
fn views_say_nothing_that_older_versions_of_sqlite_do_not_know() {
    let folder = Folder::new("views");
    let path = folder.file("a.db");
    Writer::open(&path).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    let mut views =
        connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger')").unwrap();
    let views = views.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    for (name, sql) in views.map(Result::unwrap) {
        // An order within an aggregate came with 3.44.
        let mut calls = sql.split("group_concat(").skip(1);
        assert!(calls.all(|call| !call.split(')').next().unwrap_or_default().contains("ORDER BY")), "{name}");
    }
}

/// Whatever comes or goes, SQLite looks for what refers to it by an index: reading a table for it would make each
/// article dearer than the one before.
#[test]
fn nothing_that_is_written_reads_a_whole_table() {
    let folder = Folder::new("plans");
    let path = folder.file("a.db");
    add(&mut Writer::open(&path).unwrap(), &war());
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "foreign_keys", true).unwrap();
    let plan = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        statement.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect()
    };
    for table in ["actors", "statements", "events", "positions", "parties"] {
        let plan = plan(&format!("DELETE FROM {table} WHERE key = 1"));
        assert!(plan.iter().all(|step| !step.starts_with("SCAN")), "{table}: {plan:?}");
    }
    // Of what refers to an article only that counts which may come before it: the rest is passed over.
    let mut deferred = connection
        .prepare(
            "SELECT t.name FROM sqlite_schema t WHERE t.type = 'table'
               AND t.sql LIKE '%REFERENCES articles(key) DEFERRABLE INITIALLY DEFERRED%' ORDER BY 1",
        )
        .unwrap();
    let deferred = deferred.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    assert_eq!(deferred.collect::<Vec<_>>(), ["signatures", "stories"], "both are kept by the article's key");
}
