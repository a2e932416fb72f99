//! Opening the file: is it ours, of which form, may it be written; forms are brought up to date by numbered steps.

use crate::Error;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// The steps from an empty file to the present form: step n leads to form n. A step that was released never changes.
const STEPS: &[&str] =
    &[include_str!("../schema/1.sql"), include_str!("../schema/2.sql"), include_str!("../schema/3.sql")];

/// What stands in the file's header: "Chcy".
const APPLICATION: i64 = 0x4368_6379;
/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(20);

/// So many bytes of the file are mapped for readers: as many as SQLite can.
const MAPPED: i64 = 0x7fff_0000;

/// The form that this program writes.
pub(crate) const FORM: i64 = STEPS.len() as i64;

/// Opens an archive for writing, brought up to the present form; makes it if there is none.
pub(crate) fn for_writing(path: &Path) -> Result<Connection, Error> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = open(path, flags)?;
    let ours = |error| Error::of(path, error);
    connection.busy_timeout(PATIENCE).map_err(ours)?;
    let form = form_of(&connection, path)?;
    connection.pragma_update(None, "journal_mode", "wal").map_err(ours)?;
    // In WAL mode a crash of the machine may lose the last articles, never the archive.
    connection.pragma_update(None, "synchronous", "normal").map_err(ours)?;
    connection.pragma_update(None, "cache_size", -65_536).map_err(ours)?;
    if form < FORM {
        migrate(&mut connection).map_err(ours)?;
    }
    connection.pragma_update(None, "foreign_keys", true).map_err(ours)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}

/// Opens an archive for questions.
pub(crate) fn for_reading(path: &Path) -> Result<Connection, Error> {
    if !path.exists() {
        return Err(Error::Missing(path.to_path_buf()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let ours = |error| Error::of(path, error);
    let mut connection = open(path, flags)?;
    let form = match form_of(&connection, path) {
        // On a read-only medium SQLite cannot make its index of the journal; where there is no journal none is needed.
        Err(Error::Unopenable(..) | Error::ReadOnly(_)) if !journal_of(path).exists() => {
            connection = open_unchanging(path)?;
            form_of(&connection, path)?
        }
        form => form?,
    };
    if form == 0 {
        return Err(Error::Foreign(path.to_path_buf()));
    }
    if form < FORM {
        return Err(Error::Older { path: path.to_path_buf(), found: form, known: FORM });
    }
    connection.busy_timeout(PATIENCE).map_err(ours)?;
    connection.pragma_update(None, "cache_size", -32_768).map_err(ours)?;
    // Whatever somebody else adds empties SQLite's own cache; what is mapped stays.
    connection.pragma_update(None, "mmap_size", MAPPED).map_err(ours)?;
    connection.pragma_update(None, "query_only", true).map_err(ours)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    Connection::open_with_flags(path, flags).map_err(|error| Error::of(path, error))
}

fn open_unchanging(path: &Path) -> Result<Connection, Error> {
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                uri.push(char::from(*byte))
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri, flags).map_err(|error| Error::of(path, error))
}

fn journal_of(path: &Path) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// The form of the archive, 0 for an empty file; an error where the file is not ours or too new.
fn form_of(connection: &Connection, path: &Path) -> Result<i64, Error> {
    let pragma = |name: &str| {
        connection
            .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .map_err(|error| Error::of(path, error))
    };
    let form = pragma("user_version")?;
    if pragma("application_id")? != APPLICATION {
        let n_tables: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(|error| Error::of(path, error))?;
        if n_tables > 0 || form != 0 {
            return Err(Error::Foreign(path.to_path_buf()));
        }
        return Ok(0);
    }
    if form > FORM {
        return Err(Error::Newer { path: path.to_path_buf(), found: form, known: FORM });
    }
    Ok(form)
}

fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let change = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another program may have done it while this one waited.
    let form: i64 = change.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (number, step) in STEPS.iter().enumerate().skip(usize::try_from(form).unwrap_or(0)) {
        change.execute_batch(step)?;
        change.pragma_update(None, "user_version", number as i64 + 1)?;
    }
    change.pragma_update(None, "application_id", APPLICATION)?;
    change.commit()
}
