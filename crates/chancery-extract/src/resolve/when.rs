//! Which days the time expressions are, and which expression dates a statement or an event.

use crate::event::EventMention;
use crate::mention::Mentions;
use crate::statement::StatementMention;
use chancery_record::{Days, TimeType};
use chancery_syntax::Document;
use chancery_text::Diagnostic;
use jiff::civil::Date;

/// Where the date of an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatedBy {
    /// The time expression that hangs on its predicate.
    TimeExpression,
    /// A time expression elsewhere in its clause or sentence.
    Clause,
    /// The day of publication.
    Publication,
}

impl DatedBy {
    /// As the record writes it.
    pub fn name(self) -> &'static str {
        match self {
            DatedBy::TimeExpression => "time-expression",
            DatedBy::Clause => "clause",
            DatedBy::Publication => "publication",
        }
    }
}

/// A time expression on the calendar.
#[derive(Clone, Debug)]
pub struct ResolvedWhen {
    /// TIMEX3 type.
    pub kind: TimeType,
    /// TIMEX3 value, absent where it could not be resolved.
    pub value: Option<String>,
    /// The days that it covers.
    pub days: Option<Days>,
}

/// The time expressions of an article, resolved, one for each of [`Mentions::times`].
#[derive(Clone, Debug, Default)]
pub struct Whens {
    /// One for each time mention.
    pub resolved: Vec<ResolvedWhen>,
}

impl Whens {
    /// When a statement was made.
    pub fn of_statement(
        &self,
        _document: &Document,
        _mentions: &Mentions,
        _statement: &StatementMention,
        published: Option<Date>,
    ) -> Option<(Days, DatedBy)> {
        published.map(|day| (Days::day(day), DatedBy::Publication))
    }

    /// When an event was, by [`EventMention::time`], else the day of publication.
    pub fn of_event(&self, event: &EventMention, published: Option<Date>) -> Option<(Days, DatedBy)> {
        let by_clause = event.time.and_then(|time| self.resolved.get(time)?.days);
        by_clause
            .map(|days| (days, DatedBy::TimeExpression))
            .or(published.map(|day| (Days::day(day), DatedBy::Publication)))
    }
}

/// Resolves every time mention against the day of publication. Without one, relative times stay unresolved, with one
/// diagnostic.
pub fn whens(
    _document: &Document,
    _mentions: &Mentions,
    _published: Option<Date>,
    _diagnostics: &mut Vec<Diagnostic>,
) -> Whens {
    Whens::default()
}
