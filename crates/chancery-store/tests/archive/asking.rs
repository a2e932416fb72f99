//! Filters find what they say, in order, page by page; and whatever is typed is text, never SQL.

use crate::folder::Folder;
use crate::toy::{add, article, war};
use chancery_record::{EventType, Quad, StatementForm, Status};
use chancery_store::{Archive, Error, Filter, Period, Sort, Writer};
use proptest::prelude::*;
use std::time::Duration;

fn archive(name: &str) -> (Folder, Archive) {
    let folder = Folder::new(name);
    let path = folder.file("a.db");
    add(&mut Writer::open(&path).expect("a new archive opens and takes articles"), &war());
    let archive = Archive::open(&path).expect("a new archive opens and takes articles");
    (folder, archive)
}

fn some(words: &str) -> Vec<String> {
    vec![words.to_owned()]
}

#[test]
fn every_filter_finds_what_it_says() {
    let (_folder, archive) = archive("filters");
    let of = |filter: Filter| -> Vec<String> {
        archive.events(&filter).unwrap().rows.into_iter().map(|row| row.article.id).collect()
    };
    let all = Filter::default;
    assert_eq!(of(all()), ["w4", "w3", "w2", "w1"]);
    assert_eq!(of(Filter { sort: Sort::Oldest, ..all() }), ["w1", "w2", "w3", "w4"]);
    assert_eq!(of(Filter { actors: some("SYL"), ..all() }), ["w3", "w1"]);
    assert_eq!(of(Filter { actors: some("rebels"), ..all() }), ["w4"]);
    assert_eq!(of(Filter { actors: some("REB"), ..all() }), ["w4"]);
    assert_eq!(of(Filter { actors: some("frd/reb"), ..all() }), ["w4"]);
    assert_eq!(of(Filter { actors: vec!["SYL".into(), "REB".into()], ..all() }), ["w4", "w3", "w1"]);
    assert_eq!(of(Filter { actors: some("nobody"), ..all() }), [""; 0]);
    assert_eq!(of(Filter { recipients: some("FRD"), ..all() }), ["w4", "w3", "w1"]);
    // Those who met are each other's recipients.
    assert_eq!(of(Filter { actors: some("FRD"), recipients: some("SYL"), ..all() }), ["w3", "w2"]);
    assert_eq!(of(Filter { types: vec![EventType::Consult], ..all() }), ["w3"]);
    assert_eq!(of(Filter { types: vec![EventType::Consult], actors: some("SYL"), ..all() }), ["w3"]);
    assert_eq!(of(Filter { quads: vec![Quad::MaterialConflict], ..all() }), ["w4", "w2", "w1"]);
    assert_eq!(of(Filter { statuses: vec![Status::Planned], ..all() }), [""; 0]);
    assert_eq!(of(Filter { reported: Some(true), ..all() }), ["w4"]);
    assert_eq!(of(Filter { reported: Some(false), ..all() }), ["w3", "w2", "w1"]);
    let day = |text: &str| text.parse().ok();
    assert_eq!(of(Filter { since: day("2031-03-02"), until: day("2031-03-08"), ..all() }), ["w3", "w2"]);
    assert_eq!(of(Filter { since: day("2031-03-08"), actors: some("SYL"), ..all() }), ["w3"]);
    assert_eq!(of(Filter { since: day("2031-04-08"), until: day("2031-03-08"), ..all() }), [""; 0]);
    assert_eq!(of(Filter { sources: some("example wire"), ..all() }).len(), 4);
    assert_eq!(of(Filter { sources: some("Other Wire"), ..all() }), [""; 0]);
    assert_eq!(of(Filter { text: Some("shell sylvania".into()), ..all() }), ["w2", "w1"]);
    assert_eq!(of(Filter { text: Some("\"shelled sylvania\"".into()), ..all() }), ["w2"]);
    assert_eq!(of(Filter { text: Some("shell -sylvania".into()), actors: some("REB"), ..all() }), ["w4"]);
    assert_eq!(of(Filter { article: Some("w2".into()), ..all() }), ["w2"]);
    assert_eq!(of(Filter { article: Some("none".into()), ..all() }), [""; 0]);

    let said = |filter: Filter| -> Vec<String> {
        archive.statements(&filter).unwrap().rows.into_iter().map(|row| row.article.id).collect()
    };
    assert_eq!(said(Filter { actors: some("doe"), ..all() }), ["w4", "w2", "w1"]);
    assert_eq!(said(Filter { forms: vec![StatementForm::Direct], ..all() }), ["w1"]);
    assert_eq!(said(Filter { text: Some("zeneva".into()), ..all() }), ["w3"]);
    let position = &archive.positions(&Filter { issues: some("ceasefire"), ..all() }).unwrap().rows[0];
    assert_eq!(
        (position.holder.name.as_str(), position.date.map(|days| days.from)),
        ("Jane Doe", day("2031-03-02"))
    );
    let parties: Vec<(String, usize)> =
        archive.parties(&all()).unwrap().rows.into_iter().map(|row| (row.name, row.articles)).collect();
    assert_eq!(parties.len(), 4);
    assert_eq!(parties[0], ("Freedonia".to_owned(), 4));
    assert_eq!(archive.parties(&Filter { actors: some("SYL"), ..all() }).unwrap().rows.len(), 1);
    assert_eq!(archive.parties(&Filter { text: Some("doe".into()), ..all() }).unwrap().rows[0].statements, 3);
    assert_eq!(archive.articles(&Filter { text: Some("outrage".into()), ..all() }).unwrap().rows[0].id, "w1");
}

#[test]
fn pages_follow_each_other_without_gap_or_overlap() {
    let folder = Folder::new("pages");
    let path = folder.file("a.db");
    let articles: Vec<_> = (0..60)
        .map(|n| {
            let day = format!("2031-03-{:02}", n % 7 + 1);
            article(
                &format!("n{n}"),
                &day,
                "Sylvania shelled Freedonia. Freedonia shelled Sylvania. Jane Doe said that it was so. ",
            )
        })
        .collect();
    add(&mut Writer::open(&path).unwrap(), &articles);
    let archive = Archive::open(&path).unwrap();
    for sort in [Sort::Newest, Sort::Oldest] {
        for actors in [Vec::new(), some("SYL"), some("freedonia")] {
            let mut filter = Filter { sort, actors, limit: 1000, ..Filter::default() };
            let whole = archive.events(&filter).unwrap();
            assert_eq!(whole.next, None);
            filter.limit = 7;
            let mut rows = Vec::new();
            loop {
                let page = archive.events(&filter).unwrap();
                rows.extend(page.rows);
                // A place goes through an address and back.
                match page.next {
                    Some(next) => filter.after = Some(next.to_string().parse().unwrap()),
                    None => break,
                }
            }
            assert_eq!(rows, whole.rows);
            let days: Vec<_> = rows.iter().map(|row| row.date).collect();
            assert!(if sort == Sort::Newest { days.is_sorted_by(|a, b| a >= b) } else { days.is_sorted() });
        }
    }
    assert!(matches!("x".parse::<chancery_store::Cursor>(), Err(Error::Cursor(_))));
}

#[test]
fn records_are_counted_by_week_and_type() {
    let (_folder, archive) = archive("counts");
    let count = |filter: &Filter, by| -> Vec<(String, &'static str, usize)> {
        let counts = archive.count_events(filter, by).unwrap();
        counts.into_iter().map(|count| (count.from.unwrap().to_string(), count.class, count.n)).collect()
    };
    let week = |day: &str, class, n| (day.to_owned(), class, n);
    let pair = Filter { actors: some("FRD"), recipients: some("SYL"), ..Filter::default() };
    assert_eq!(
        count(&pair, Period::Week),
        [week("2031-02-24", "ASSAULT", 1), week("2031-03-03", "CONSULT", 1)]
    );
    assert_eq!(
        count(&Filter::default(), Period::Month),
        [week("2031-03-01", "CONSULT", 1), week("2031-03-01", "ASSAULT", 3)]
    );
    let said = archive
        .count_statements(&Filter { text: Some("ceasefire".into()), ..Filter::default() }, Period::Year);
    assert_eq!(said.unwrap().iter().map(|count| (count.class, count.n)).collect::<Vec<_>>(), [("assert", 1)]);
}

#[test]
fn sql_only_reads_and_has_an_end() {
    let (folder, archive) = archive("sql");
    let ask = |sql: &str| archive.sql(sql, 100, Duration::from_millis(500));
    let answer =
        ask("SELECT type, actor_names, recipient_names FROM events_view ORDER BY event_key").unwrap();
    assert_eq!(answer.columns, ["type", "actor_names", "recipient_names"]);
    assert_eq!(answer.rows.len(), 4);
    for view in
        ["articles", "actors", "mentions", "statements", "events", "event_actors", "positions", "stories"]
    {
        assert!(ask(&format!("SELECT * FROM {view}_view")).is_ok(), "{view}");
    }
    for wrong in [
        "DELETE FROM events",
        "DROP TABLE events",
        "PRAGMA user_version = 7",
        "SELECT 1; DELETE FROM events",
        "SELECT nothing FROM nowhere",
        "ATTACH 'other.db' AS other",
        "/* */ ATTACH 'other.db' AS other",
        "SELEC",
        "",
    ] {
        assert!(matches!(ask(wrong), Err(Error::Sql(_))), "{wrong}: {:?}", ask(wrong));
    }
    assert!(!folder.file("other.db").exists());
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
    assert!(matches!(ask(endless), Err(Error::TimeLimit)));
    assert_eq!(ask("SELECT count(*) FROM events").unwrap().rows.len(), 1, "it goes on answering");
    assert!(archive.sql("SELECT * FROM events", 2, Duration::from_secs(5)).unwrap().has_more);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever is typed is text: it may find nothing, but it neither fails nor does anything.
    #[test]
    fn whatever_is_typed_is_text(typed in r#"([a-z"'*();%_:^{}\-– ]|OR|AND|NOT|NEAR|DROP TABLE events|\PC){0,24}"#) {
        use std::sync::LazyLock;
        static ARCHIVE: LazyLock<(Folder, std::sync::Mutex<Archive>)> = LazyLock::new(|| {
            let (folder, archive) = archive("typed");
            (folder, std::sync::Mutex::new(archive))
        });
        let archive = ARCHIVE.1.lock().unwrap();
        let filter = Filter {
            actors: some(&typed),
            recipients: some(&typed),
            sources: some(&typed),
            issues: some(&typed),
            text: Some(typed.clone()),
            ..Filter::default()
        };
        for one in [
            filter.clone(),
            Filter { text: Some(typed.clone()), ..Filter::default() },
            Filter { actors: some(&typed), ..Filter::default() },
            Filter { sources: some(&typed), article: Some(typed.clone()), ..Filter::default() },
        ] {
            archive.events(&one).unwrap();
            archive.statements(&one).unwrap();
            archive.positions(&one).unwrap();
            archive.parties(&one).unwrap();
            archive.stories(&one).unwrap();
            archive.articles(&one).unwrap();
            archive.count_events(&one, Period::Day).unwrap();
        }
        archive.find(&typed).unwrap();
        prop_assert_eq!(archive.totals().unwrap().events, 4);
    }
}

#[test]
fn no_question_takes_longer_than_its_time() {
    let (_folder, archive) = archive("in-time");
    archive.set_time_limit(Some(Duration::ZERO)).unwrap();
    assert!(matches!(archive.all_events(&Filter::default()), Err(Error::TimeLimit)));
    archive.set_time_limit(Some(Duration::from_secs(60))).unwrap();
    assert!(!archive.all_events(&Filter::default()).unwrap().is_empty());
    archive.set_time_limit(None).unwrap();
    assert!(!archive.events(&Filter::default()).unwrap().rows.is_empty());
}
