//! What was odd about a text, and where.

use crate::Span;

/// How much a [`Diagnostic`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something could not be read as meant; the rest was.
    Warning,
    /// The article gave no records.
    Error,
}

impl Severity {
    /// The word that the record format uses: `note`, `warning`, `error`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A remark of the reader about one article. Reading never fails; it remarks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable kebab-case name, for example `no-publication-date`; `chancery explain CODE` tells more.
    pub code: &'static str,
    /// One lower-case sentence without a full stop: what, and the way out.
    pub message: String,
    /// The characters it is about, if it is about some.
    pub span: Option<Span>,
}

impl Diagnostic {
    /// A diagnostic about the whole article.
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity, code, message: message.into(), span: None }
    }

    /// The same, about these characters.
    pub fn at(mut self, span: Span) -> Diagnostic {
        self.span = Some(span);
        self
    }
}
