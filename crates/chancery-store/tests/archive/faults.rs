//! What files meet with: other files in their place, damage, no room, two writers, no right to write.

use crate::adding::dump;
use crate::folder::Folder;
use crate::toy::{add, article, read, war};
use chancery_store::{Archive, Error, Writer};
use std::fs;

#[test]
fn what_is_no_archive_is_told_apart() {
    let folder = Folder::new("foreign");
    assert!(matches!(Archive::open(&folder.file("none.db")), Err(Error::Missing(_))));
    assert!(matches!(Writer::open(&folder.file("no/folder/a.db")), Err(Error::Unopenable(..))));
    assert!(matches!(
        Archive::open(folder.path()),
        Err(Error::Unopenable(..) | Error::Other(..) | Error::Foreign(_))
    ));
    let path = folder.file("notes.txt");
    fs::write(&path, "The envoy left, and nobody knows where he went. ".repeat(100)).unwrap();
    for error in [Archive::open(&path).map(|_| ()), Writer::open(&path).map(|_| ())] {
        let error = error.unwrap_err();
        assert!(matches!(error, Error::Foreign(_)), "{error:?}");
        assert!(error.to_string().contains("notes.txt: it is no archive"), "{error}");
    }
    assert!(fs::read_to_string(&path).unwrap().starts_with("The envoy left"), "the file is as it was");
    let path = folder.file("empty.db");
    fs::write(&path, "").unwrap();
    assert!(matches!(Archive::open(&path), Err(Error::Foreign(_))));
    Writer::open(&path).unwrap();
    Archive::open(&path).unwrap();
}

#[test]
fn a_damaged_archive_is_an_error_and_no_panic() {
    let folder = Folder::new("damaged");
    let path = folder.file("a.db");
    add(&mut Writer::open(&path).unwrap(), &war());
    let whole = fs::read(&path).unwrap();
    // Pages are overwritten one after the other; wherever the damage is, somebody says so or the answer is right.
    let n_pages = whole.len() / 4096;
    let mut n_noticed = 0;
    for page in 0..n_pages {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0x5a);
        fs::write(&path, &bytes).unwrap();
        let noticed = match Archive::open(&path) {
            Ok(archive) => archive.check(|_| {}).map_or(true, |findings| !findings.findings.is_empty()),
            Err(_) => true,
        };
        n_noticed += usize::from(noticed);
    }
    assert!(n_noticed + 2 >= n_pages, "{n_noticed} of {n_pages}");
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let cut = Archive::open(&path).and_then(|archive| archive.check(|_| {}));
    match cut {
        Err(error) => assert!(error.to_string().contains("damaged"), "{error}"),
        Ok(findings) => assert!(!findings.findings.is_empty()),
    }
}

#[test]
fn a_citation_that_was_tampered_with_is_found() {
    let folder = Folder::new("tampered");
    let path = folder.file("a.db");
    add(&mut Writer::open(&path).unwrap(), &war());
    let other = rusqlite::Connection::open(&path).unwrap();
    for (sql, what) in [
        (
            "UPDATE mentions SET start = start + 1 WHERE key = (SELECT min(key) FROM mentions)",
            "a mention at 1",
        ),
        ("UPDATE articles SET text = replace(text, 'outrage', 'honour') WHERE id = 'w1'", "are not"),
        ("DELETE FROM postings WHERE record = (SELECT max(record) FROM postings)", "the index lacks"),
        (
            "UPDATE events SET evidence = 'x' WHERE key = (SELECT min(key) FROM events)",
            "not what the article says",
        ),
        ("UPDATE stories SET articles = 9 WHERE key = 1", "stories that count"),
    ] {
        other.execute_batch("SAVEPOINT one").unwrap();
        other.execute_batch(sql).unwrap();
        other.execute_batch("RELEASE one").unwrap();
        let findings = Archive::open(&path).unwrap().check(|_| {}).unwrap().findings;
        assert!(findings.iter().any(|finding| finding.what.contains(what)), "{what}: {findings:?}");
    }
}

#[test]
fn readers_read_while_one_writes_and_a_second_writer_waits() {
    let folder = Folder::new("writers");
    let path = folder.file("a.db");
    let war = war();
    let mut first = Writer::open(&path).unwrap();
    let mut second = Writer::open(&path).unwrap();
    let reader = Archive::open(&path).unwrap();
    add(&mut first, &war[..1]);
    add(&mut second, &war[1..2]);
    assert_eq!(reader.totals().unwrap().articles, 2);
    // Somebody holds the archive: the writer gives up in the end, with nothing written.
    let holder = rusqlite::Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    first.set_patience(std::time::Duration::from_millis(50)).unwrap();
    let record = read(&war[2], "1");
    let error = first.add([(&war[2], &record)]).unwrap_err();
    assert!(
        matches!(error, Error::Busy(_)) && error.to_string().contains("another program is writing"),
        "{error}"
    );
    assert_eq!(reader.totals().unwrap().articles, 2);
    holder.execute_batch("ROLLBACK").unwrap();
    add(&mut first, &war[2..]);
    assert_eq!(reader.totals().unwrap().articles, 4);
    assert_eq!(reader.check(|_| {}).unwrap().findings, []);
}

#[test]
fn where_there_is_no_room_nothing_is_half_written() {
    let folder = Folder::new("full");
    let path = folder.file("a.db");
    let mut writer = Writer::open(&path).unwrap();
    add(&mut writer, &war());
    let before = dump(&path);
    writer.set_most_pages(120).unwrap();
    let long = "Sylvania shelled Freedonia. Jane Doe said that the rebels shelled Freedonia. ".repeat(300);
    let long = article("long", "2031-03-10", &long);
    let record = read(&long, "1");
    let error = writer.add([(&long, &record)]).unwrap_err();
    assert!(matches!(error, Error::Full(_)) && error.to_string().contains("no room"), "{error}");
    assert_eq!(dump(&path), before);
    assert_eq!(Archive::open(&path).unwrap().check(|_| {}).unwrap().findings, []);
    writer.set_most_pages(u32::MAX).unwrap();
    add(&mut writer, &[long]);
    assert_eq!(Archive::open(&path).unwrap().totals().unwrap().articles, 5);
}

#[cfg(unix)]
#[test]
fn an_archive_that_may_not_be_written_is_still_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("read-only");
    let path = folder.file("a.db");
    add(&mut Writer::open(&path).unwrap(), &war());
    let set = |mode, of: &std::path::Path| fs::set_permissions(of, fs::Permissions::from_mode(mode)).unwrap();
    set(0o444, &path);
    set(0o555, folder.path());
    let may_write_anything = fs::write(folder.file("probe"), "").is_ok();
    let read = Archive::open(&path).and_then(|archive| archive.totals());
    let written = Writer::open(&path).map(|_| ());
    set(0o755, folder.path());
    assert_eq!(read.unwrap().articles, 4);
    if may_write_anything {
        println!("skipped: whoever runs this may write anything");
        return;
    }
    assert!(matches!(written, Err(Error::ReadOnly(_))), "{written:?}");
}
