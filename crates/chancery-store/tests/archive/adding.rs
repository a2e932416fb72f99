//! Articles go in once, change into revisions, are read again; ids stay.

use crate::folder::Folder;
use crate::toy::{add, article, read, war};
use chancery_record::Article;
use chancery_store::{Added, Archive, Filter, Found, Writer};
use std::path::Path;

/// Everything that the archive holds, table by table and row by row.
pub(crate) fn dump(path: &Path) -> Vec<String> {
    let archive = Archive::open(path).expect("it opens");
    let time = std::time::Duration::from_secs(60);
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE '%fts5%'
               AND name NOT LIKE '%\\_data' ESCAPE '\\' AND name NOT LIKE '%\\_idx' ESCAPE '\\'
               AND name NOT LIKE '%\\_docsize' ESCAPE '\\' ORDER BY 1";
    let tables = archive.sql(sql, 1000, time).expect("its tables");
    let mut rows = Vec::new();
    for table in tables.rows {
        let chancery_record::Cell::Text(table) = &table[0] else { continue };
        let quoted =
            archive.sql(&format!("SELECT * FROM {table} LIMIT 0"), 1, time).expect("its columns").columns;
        let columns: Vec<String> = quoted.iter().map(|column| format!("quote(\"{column}\")")).collect();
        let answer = archive
            .sql(
                &format!("SELECT {} FROM {table} ORDER BY 1, 2, 3", columns.join(" || ',' || "))
                    .replace(" ORDER BY 1, 2, 3", " ORDER BY 1"),
                usize::MAX,
                time,
            )
            .expect("its rows");
        rows.extend(answer.rows.iter().map(|row| format!("{table}: {row:?}")));
    }
    rows
}

fn ids(archive: &Archive) -> Vec<String> {
    let filter = Filter::default();
    let mut ids: Vec<String> =
        archive.events(&filter).expect("the archive answers").rows.into_iter().map(|row| row.id).collect();
    ids.extend(archive.statements(&filter).expect("the archive answers").rows.into_iter().map(|row| row.id));
    ids.extend(archive.positions(&filter).expect("the archive answers").rows.into_iter().map(|row| row.id));
    ids
}

#[test]
fn what_goes_in_comes_out() {
    let folder = Folder::new("in-out");
    let path = folder.file("a.db");
    let war = war();
    let added = add(&mut Writer::open(&path).unwrap(), &war);
    assert!(added.iter().all(|one| matches!(one, Added::New)), "{added:?}");
    let archive = Archive::open(&path).unwrap();
    let totals = archive.totals().unwrap();
    assert_eq!((totals.articles, totals.statements, totals.events, totals.positions), (4, 4, 4, 1));
    let all = archive.totals_of(jiff::civil::Date::MIN, jiff::civil::Date::MAX).unwrap();
    let health = archive.health().unwrap();
    assert_eq!((all.articles + health.undated, all.copies), (totals.articles, totals.copies));
    assert_eq!(health.readers.iter().map(|reader| reader.articles).sum::<usize>(), totals.articles);
    assert!(health.feeds.is_empty() && health.bytes > 0);
    let said = archive.all_statements(&Filter::default()).unwrap();
    let named = || said.iter().chain(&said).map(|one| one.id.as_str()).chain(["s-of-nobody"]);
    assert_eq!(archive.statements_called(named()).unwrap(), said);
    for one in &war {
        let stored = archive.article(one.id.as_deref().unwrap()).unwrap().unwrap();
        assert_eq!((&stored.article.text, &stored.article.title), (&one.text, &one.title));
        assert_eq!(stored.record, chancery_store::archived(&read(one, "1")));
        assert!(archive.has(one).unwrap());
    }
    let findings = archive.check(|_| {}).unwrap();
    assert_eq!((findings.findings.as_slice(), findings.articles), (&[][..], 4));
    assert!(findings.citations > 20 && findings.references > 5, "{findings:?}");
    for id in ids(&archive) {
        assert!(archive.find(&id).unwrap().is_some(), "{id}");
    }
    assert_eq!(archive.find("s-nothing").unwrap(), None);
}

#[test]
fn the_same_article_again_changes_nothing() {
    let folder = Folder::new("again");
    let path = folder.file("a.db");
    let mut writer = Writer::open(&path).unwrap();
    add(&mut writer, &war());
    let before = dump(&path);
    let again = add(&mut writer, &war());
    assert!(again.iter().all(|one| matches!(one, Added::Same)), "{again:?}");
    assert_eq!(dump(&path), before);
    // However the articles came, one by one or together, the archive is the same.
    let other = folder.file("b.db");
    let mut writer = Writer::open(&other).unwrap();
    for one in war() {
        add(&mut writer, &[one]);
    }
    assert_eq!(dump(&other), before);
}

#[test]
fn a_changed_article_becomes_a_revision_and_the_old_one_stays() {
    let folder = Folder::new("revision");
    let path = folder.file("a.db");
    let mut writer = Writer::open(&path).unwrap();
    let first = article("w", "2031-03-01", "Sylvania shelled Freedonia. Jane Doe said “No.” ");
    let second = article("w", "2031-03-01", "Sylvania shelled Freedonia. Freedonia met Sylvania. ");
    add(&mut writer, std::slice::from_ref(&first));
    let archive = Archive::open(&path).unwrap();
    let before = ids(&archive);
    assert!(matches!(add(&mut writer, std::slice::from_ref(&second))[..], [Added::Revised]));
    // Either content again is nothing new: neither the old nor the new.
    assert!(matches!(add(&mut writer, &[first.clone(), second])[..], [Added::Same, Added::Same]));
    let archive = Archive::open(&path).unwrap();
    let after = ids(&archive);
    assert_eq!(archive.totals().unwrap().articles, 1);
    assert_eq!(before.iter().filter(|id| after.contains(id)).count(), 1, "the deed that stays keeps its id");
    let gone = before.iter().find(|id| id.starts_with("s-")).unwrap();
    match archive.find(gone).unwrap() {
        Some(Found::Former { revision, entry, article }) => {
            assert_eq!((revision, article.revision), (1, 2));
            assert!(entry.contains("No."), "{entry}");
        }
        other => panic!("{other:?}"),
    }
    let old = archive.sql("SELECT text FROM revisions", 9, std::time::Duration::from_secs(9)).unwrap();
    assert_eq!(old.rows, [[chancery_record::Cell::Text(first.text)]]);
    assert_eq!(archive.check(|_| {}).unwrap().findings, []);
}

#[test]
fn an_address_tells_an_article_that_has_no_id() {
    let folder = Folder::new("address");
    let path = folder.file("a.db");
    let mut writer = Writer::open(&path).unwrap();
    let at = |url: &str, text: &str| Article { url: Some(url.to_owned()), ..Article::new(text) };
    let articles = [
        at("https://example.org/1", "Sylvania shelled Freedonia. "),
        at("https://example.org/1", "Sylvania shelled Freedonia again and again. "),
        at("https://example.org/2", "Sylvania shelled Freedonia. "),
    ];
    let added = add(&mut writer, &articles);
    assert!(matches!(added[..], [Added::New, Added::Revised, Added::New]), "{added:?}");
    assert_eq!(Archive::open(&path).unwrap().check(|_| {}).unwrap().findings, []);
}

#[test]
fn reading_again_keeps_ids_and_says_what_changed() {
    let folder = Folder::new("reread");
    let path = folder.file("a.db");
    let mut writer = Writer::open(&path).unwrap();
    add(&mut writer, &war());
    let before = ids(&Archive::open(&path).unwrap());
    let again = |writer: &mut Writer, keep| {
        let archive = Archive::open(&path).unwrap();
        let stored: Vec<_> = archive.records(None).unwrap().map(Result::unwrap).collect();
        let articles: Vec<Article> = stored.into_iter().map(|stored| stored.article).collect();
        let records: Vec<_> = articles
            .iter()
            .map(|article| {
                let mut record = read(article, "2");
                // The newer reader finds nothing said on the first day.
                if article.id.as_deref() == Some("w1") {
                    record.statements.clear();
                }
                record
            })
            .collect();
        writer.reread(articles.iter().zip(&records), keep).unwrap()
    };
    let dumped = dump(&path);
    let told = again(&mut writer, false);
    assert_eq!(dump(&path), dumped, "a rehearsal changes nothing");
    assert_eq!(again(&mut writer, true), told);
    assert_eq!((told[0].gone.len(), told[0].altered.len(), told[0].added.len()), (1, 1, 0));
    assert_eq!((told[1].gone.len(), told[1].altered.len(), told[1].same), (0, 1, 2));
    let archive = Archive::open(&path).unwrap();
    let after = ids(&archive);
    assert!(after.iter().all(|id| before.contains(id)) && after.len() + 1 == before.len());
    assert!(matches!(archive.find(&told[0].gone[0]).unwrap(), Some(Found::Former { revision: 1, .. })));
    assert_eq!(archive.check(|_| {}).unwrap().findings, []);
    let reader = read(&war()[0], "2").reader;
    assert_eq!(archive.records(Some(&reader)).unwrap().count(), 0, "all are of the newer reader");
}

#[test]
fn copies_are_folded_into_the_story_of_the_first() {
    let folder = Folder::new("copies");
    let path = folder.file("a.db");
    let sentence = |n: usize| {
        format!("On day {n} of the siege {} guns of the {n}th battery fell silent over harbour {n}. ", n * 7)
    };
    let whole: String = (0..30).map(sentence).collect();
    let cut: String = (0..30).filter(|n| n % 10 != 3).map(sentence).collect();
    let other: String = (100..130).map(sentence).collect();
    let articles = [
        article("first", "2031-03-01", &whole),
        article("other", "2031-03-01", &other),
        article("copy", "2031-03-02", &format!("GRANDPORT (Example Wire) — {cut}")),
        article("same", "2031-03-03", &whole),
    ];
    add(&mut Writer::open(&path).unwrap(), &articles);
    let archive = Archive::open(&path).unwrap();
    let stories = archive.stories(&Filter::default()).unwrap().rows;
    assert_eq!(stories.len(), 1);
    assert_eq!((stories[0].first.id.as_str(), stories[0].articles), ("first", 3));
    let told: Vec<String> =
        archive.story_articles(&stories[0].id).unwrap().into_iter().map(|article| article.id).collect();
    assert_eq!(told, ["first", "copy", "same"]);
    let originals = Filter { originals: true, ..Filter::default() };
    assert_eq!(archive.articles(&originals).unwrap().rows.len(), 2);
    assert_eq!(archive.totals().unwrap().copies, 2);
}
