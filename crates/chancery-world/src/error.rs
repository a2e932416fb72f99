//! Why a file of facts was refused. Reading never fails for any other reason.

/// Facts that cannot be loaded: the file, the line, and the reason. Nothing of the file is loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{source_name}:{line}: {reason}")]
pub struct Error {
    source_name: String,
    line: usize,
    reason: Reason,
}

/// What is wrong with a row of facts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Reason {
    #[error("no header line; it must name the columns, at least `kind` and `name`")]
    NoHeader,
    #[error("unknown column `{0}`; columns are {1}")]
    UnknownColumn(String, String),
    #[error("the header names the column `{0}` twice")]
    ColumnTwice(String),
    #[error("the header has no column `{0}`")]
    MissingColumn(&'static str),
    #[error("{found} columns where the header has {wanted}")]
    ColumnCount { found: usize, wanted: usize },
    #[error("unknown kind `{0}`; kinds are {1}")]
    UnknownKind(String, String),
    #[error("a row of kind {kind} needs a value in the column `{column}`")]
    Needed { kind: &'static str, column: &'static str },
    #[error("`{0}` is not a date that exists; write 2025-03-04, 2025-03 or 2025")]
    Date(String),
    #[error("it ends ({to}) before it begins ({from})")]
    Backwards { from: String, to: String },
    #[error("`{0}` is neither a known country code nor a known organisation")]
    UnknownOwner(String),
    #[error("`{0}` is no country code; write three capital letters")]
    CountryCode(String),
    #[error("`{code}` is already {holder}")]
    CodeTaken { code: String, holder: String },
    #[error("{office} of {of}: overlaps with {other} in line {line}")]
    Overlap { office: String, of: String, other: String, line: usize },
    #[error("`{value}` is no number for the column `{column}`")]
    Number { value: String, column: &'static str },
    #[error("`{value}` is out of range for the column `{column}`: from -{most} to {most} degrees")]
    Degrees { value: String, column: &'static str, most: u16 },
    #[error("the longest field allowed is {0} bytes")]
    TooLong(usize),
    #[error("{0}")]
    Line(String),
    #[error("the facts could not be indexed: {0}")]
    Index(String),
}

impl Error {
    pub(crate) fn new(source_name: &str, line: usize, reason: Reason) -> Error {
        Error { source_name: source_name.to_owned(), line, reason }
    }

    /// The name that the caller gave the file.
    pub fn source_name(&self) -> &str {
        &self.source_name
    }

    /// The line, counted from 1; 0 when the file as a whole is meant.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Whether a date is at fault: one that does not exist, or an interval that runs backwards.
    pub fn is_date(&self) -> bool {
        matches!(self.reason, Reason::Date(_) | Reason::Backwards { .. })
    }

    /// Whether two rows give one office to two holders at once.
    pub fn is_overlap(&self) -> bool {
        matches!(self.reason, Reason::Overlap { .. })
    }

    /// Whether a country or organisation is not known.
    pub fn is_unknown_owner(&self) -> bool {
        matches!(self.reason, Reason::UnknownOwner(_) | Reason::CountryCode(_))
    }

    /// Whether the columns are at fault: names, number, or a value missing.
    pub fn is_column(&self) -> bool {
        matches!(
            self.reason,
            Reason::NoHeader
                | Reason::UnknownColumn(..)
                | Reason::ColumnTwice(_)
                | Reason::MissingColumn(_)
                | Reason::ColumnCount { .. }
                | Reason::Needed { .. }
        )
    }
}
