//! What went wrong with an input: where, what, and the way out.

use std::borrow::Cow;
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
    Refused(Cow<'static, str>),
}

impl Reason {
    /// Reads as a sentence after the input's name: `it has no text`.
    pub(crate) fn refused(why: impl Into<Cow<'static, str>>) -> Reason {
        Reason::Refused(why.into())
    }
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Reason {
        Reason::Io(error)
    }
}

impl Error {
    pub(crate) fn new(name: impl Into<String>, reason: impl Into<Reason>) -> Error {
        Error { name: name.into(), line: None, reason: reason.into() }
    }

    pub(crate) fn at_line(mut self, line: usize) -> Error {
        self.line = Some(line);
        self
    }

    /// The input's name: a path, a part of it (`crawl.warc.gz[17]`), an address, or `standard input`.
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
