//! Forms of the archive: one of a newer program is left alone; every form that was released is still read.

use crate::folder::Folder;
use crate::toy::{add, war};
use chancery_store::{Archive, Error, Writer};

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
