//! What can be wrong with a question: one form for machines, one page for people.

use chancery_store::Error;

/// Why there is no answer.
#[derive(Debug)]
pub(crate) struct Problem {
    /// The HTTP status.
    pub(crate) status: u16,
    /// A word for programs: `unknown-id`.
    pub(crate) code: &'static str,
    /// What is wrong, and the way out.
    pub(crate) message: String,
}

impl Problem {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Problem {
        Problem { status, code, message: message.into() }
    }

    /// The value of an option says nothing.
    pub(crate) fn option(name: &str, value: &str, wanted: &str) -> Problem {
        let value: String = value.chars().take(80).collect();
        Problem::new(400, "bad-option", format!("`{name}={value}` means nothing here; {wanted}"))
    }

    /// Nothing has this id.
    pub(crate) fn unknown(kind: &str, id: &str) -> Problem {
        let id: String = id.chars().take(80).collect();
        Problem::new(404, "unknown-id", format!("the archive has no {kind} with the id `{id}`"))
    }

    /// There was no time for an answer.
    pub(crate) fn time() -> Problem {
        Problem::new(503, "time", "the answer took too long; ask for less")
    }

    /// The same for programs.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::json!({"error": {"status": self.status, "code": self.code, "message": self.message}})
    }

    /// What the status is called.
    pub(crate) fn title(&self) -> &'static str {
        match self.status {
            400 => "That question cannot be answered",
            401 => "A token is needed",
            404 => "Nothing here",
            405 => "Not asked in this way",
            413 => "Too much at once",
            421 => "Another address",
            503 => "Not now",
            _ => "Something is wrong",
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        match error {
            Error::Cursor(_) => Problem::new(400, "bad-option", format!("after: {error}")),
            Error::TimeLimit => Problem::time(),
            Error::Busy(_) => Problem::new(503, "busy", error.to_string()),
            _ => Problem::new(500, "archive", error.to_string()),
        }
    }
}
