//! What can go wrong with an archive: which file, what, and the way out.

use std::path::{Path, PathBuf};

/// What went wrong with an archive.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{}: there is no such archive; `chancery add` makes one, --archive names another", .0.display())]
    Missing(PathBuf),
    /// It cannot be opened or made.
    #[error("{}: the archive cannot be opened: {}", .0.display(), .1)]
    Unopenable(PathBuf, String),
    /// The file is something else.
    #[error("{}: it is no archive of chancery; give another file with --archive", .0.display())]
    Foreign(PathBuf),
    /// A newer program made it.
    #[error(
        "{}: the archive has form {found}, and this program knows forms up to {known}; use a newer chancery", .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: i64,
        /// The newest that is known.
        known: i64,
    },
    /// An older program made it, and it was opened for reading only.
    #[error("{}: the archive has the older form {found}; `chancery check` brings it up to form {known}", .path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: i64,
        /// The one that is needed.
        known: i64,
    },
    /// Its bytes are damaged.
    #[error(
        "{}: the archive is damaged ({}); restore a copy, or add the articles again to a new one", .0.display(), .1
    )]
    Damaged(PathBuf, String),
    /// Somebody else writes to it.
    #[error("{}: another program is writing to the archive; try again when it is done", .0.display())]
    Busy(PathBuf),
    /// It may not be written.
    #[error("{}: the archive may not be written; see to its permissions and its folder's", .0.display())]
    ReadOnly(PathBuf),
    /// No room is left.
    #[error(
        "{}: there is no room left for the archive; make room and run it again: what was added before is safe", .0.display()
    )]
    Full(PathBuf),
    /// An article has more records than an archive can number.
    #[error("{0}: the article has more than {1} records of one kind; split it")]
    TooMany(String, usize),
    /// So many articles, and no more.
    #[error("{}: the archive is full: it cannot number more articles", .0.display())]
    Numbers(PathBuf),
    /// The time limit of a question ran out.
    #[error("the answer took longer than the limit; ask for less, or raise the limit")]
    TimeLimit,
    /// What was asked is no good SQL, or would change something.
    #[error("{0}")]
    Sql(String),
    /// A page was asked for by something that is no place in an answer.
    #[error("`{0}` is no place in an answer; take it from the page before")]
    Cursor(String),
    /// Anything else that SQLite says.
    #[error("{}: {}", .0.display(), .1)]
    Other(PathBuf, String),
}

impl Error {
    /// Whether nothing is wrong with the archive but that it is not there.
    pub fn is_missing(&self) -> bool {
        matches!(self, Error::Missing(_))
    }

    /// What SQLite said of the file, in our words.
    pub(crate) fn of(path: &Path, error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode as Code;
        let path = path.to_path_buf();
        let said = error.to_string();
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Error::Busy(path),
            Some(Code::ReadOnly | Code::PermissionDenied) => Error::ReadOnly(path),
            Some(Code::DiskFull) => Error::Full(path),
            Some(Code::NotADatabase) => Error::Foreign(path),
            Some(Code::DatabaseCorrupt) => Error::Damaged(path, said),
            Some(Code::OperationInterrupted) => Error::TimeLimit,
            Some(Code::CannotOpen | Code::SystemIoFailure) => Error::Unopenable(path, said),
            _ => Error::Other(path, said),
        }
    }
}
