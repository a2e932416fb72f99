//! What went wrong with an input: where, what, and the way out.

use std::fmt;
use std::io;

/// An input, or a part of one, that gave no article.
#[derive(Debug)]
pub struct Error {
    name: String,
    line: Option<usize>,
    reason: Reason,
}

#[derive(Debug)]
pub(crate) enum Reason {
    Io(io::Error),
    Binary(&'static str),
    Refused(&'static str),
    Json(String),
}

impl Error {
    pub(crate) fn new(name: impl Into<String>, reason: Reason) -> Error {
        Error { name: name.into(), line: None, reason }
    }

    pub(crate) fn at_line(mut self, line: usize) -> Error {
        self.line = Some(line);
        self
    }

    /// The input's name: a path, or `standard input`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The line it is about, counted from 1.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// Whether there is no such file.
    pub fn is_missing(&self) -> bool {
        matches!(&self.reason, Reason::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        f.write_str(": ")?;
        match &self.reason {
            Reason::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                f.write_str("no such file or folder")
            }
            Reason::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                f.write_str("it may not be read: permission denied")
            }
            Reason::Io(error) => write!(f, "it cannot be read: {error}"),
            Reason::Binary(what) => write!(f, "{what}, not text"),
            Reason::Refused(why) => f.write_str(why),
            Reason::Json(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Io(error) => Some(error),
            _ => None,
        }
    }
}
