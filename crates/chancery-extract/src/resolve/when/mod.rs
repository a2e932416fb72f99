//! Which days the time expressions are, and which expression dates a statement or an event.

mod anchor;
mod extent;
mod outlook;
mod reckon;

use crate::event::EventMention;
use crate::explain::{self, Explanation};
use crate::mention::Mentions;
use crate::mention::time::expression::Expression;
use crate::mention::time::{Bound, time_and_level};
use crate::statement::StatementMention;
pub(crate) use anchor::Anchor;
use chancery_record::{Days, TimeType};
use chancery_syntax::{Document, Upos};
use chancery_text::{Diagnostic, Severity};
use jiff::civil::Date;
pub(crate) use outlook::Outlook;

/// Where the date of an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DatedBy {
    /// The time expression that hangs on its predicate.
    TimeExpression,
    /// A time expression elsewhere in its clause or sentence.
    Clause,
    /// The day of publication.
    Publication,
}

impl DatedBy {
    /// As the record writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            DatedBy::TimeExpression => "time-expression",
            DatedBy::Clause => "clause",
            DatedBy::Publication => "publication",
        }
    }
}

/// A time expression on the calendar.
#[derive(Clone, Debug)]
pub(crate) struct ResolvedWhen {
    /// TIMEX3 type.
    pub(crate) kind: TimeType,
    /// TIMEX3 value, absent where it could not be resolved.
    pub(crate) value: Option<String>,
    /// The days that it covers.
    pub(crate) days: Option<Days>,
    /// The days that something dated by it took place in: "since 2014" reaches to the day of publication.
    pub(crate) dating: Option<Days>,
    /// The token that it hangs on.
    governor: Option<usize>,
}

/// The time expressions of an article, resolved, one for each of [`Mentions::times`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Whens {
    /// One for each time mention.
    pub(crate) resolved: Vec<ResolvedWhen>,
    /// How each was resolved.
    pub(crate) explanations: Vec<Explanation>,
}

impl Whens {
    /// When a statement was made.
    pub(crate) fn of_statement(
        &self,
        document: &Document,
        mentions: &Mentions,
        statement: &StatementMention,
        published: Option<Date>,
    ) -> Option<(Days, DatedBy)> {
        let by_clause = statement.cue.as_ref().and_then(|cue| {
            let verb = cue.tokens.clone().find(|&token| document.token(token).upos == Upos::Verb)?;
            let (time, level) = time_and_level(document, &mentions.times, verb)?;
            let span = mentions.times.get(time)?.span;
            if statement.content.iter().any(|content| content.overlaps(span)) {
                return None;
            }
            let days = self.resolved.get(time)?.dating?;
            // What is told was said before it was printed.
            let told = published.is_none_or(|day| days.from <= day);
            told.then_some((days, if level == 0 { DatedBy::TimeExpression } else { DatedBy::Clause }))
        });
        by_clause.or(published.map(|day| (Days::day(day), DatedBy::Publication)))
    }

    /// When an event was, by [`EventMention::time`], else the day of publication.
    pub(crate) fn of_event(&self, event: &EventMention, published: Option<Date>) -> Option<(Days, DatedBy)> {
        let by_clause = event.time.and_then(|time| {
            let resolved = self.resolved.get(time)?;
            let near = resolved.governor == Some(event.predicate);
            Some((resolved.dating?, if near { DatedBy::TimeExpression } else { DatedBy::Clause }))
        });
        by_clause.or(published.map(|day| (Days::day(day), DatedBy::Publication)))
    }
}

/// Resolves every time mention against the day of publication. Without one, relative times stay unresolved, with one
/// diagnostic.
pub(crate) fn whens(
    document: &Document,
    mentions: &Mentions,
    published: Option<Date>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Whens {
    let mut resolved: Vec<ResolvedWhen> = Vec::with_capacity(mentions.times.len());
    let mut explanations = Vec::with_capacity(mentions.times.len());
    let mut previous: Option<Days> = None;
    let mut previous_day = None;
    let mut unresolved: Option<usize> = None;
    for (number, mention) in mentions.times.iter().enumerate() {
        let outlook = outlook::outlook(document, mention);
        let anchor = Anchor { published, previous, previous_day, outlook };
        let found = anchor.resolve(&mention.expression);
        explanations.push(Explanation {
            about: format!("t{}", number + 1),
            text: explain::when::of_time(mention, &anchor, found.value.as_deref()),
        });
        if found.value.is_none() && published.is_none() && mention.expression.is_relative() {
            unresolved = unresolved.or(Some(number));
        }
        if matches!(mention.expression, Expression::On(..) | Expression::Part(..) | Expression::Clock(..))
            && found.days.is_some()
        {
            previous = found.days;
            previous_day =
                found.days.filter(|days| days.from == days.to).map(|days| days.from).or(previous_day);
        }
        let dating = found.days.and_then(|days| bounded(days, mention.bound, published, outlook));
        resolved.push(ResolvedWhen {
            kind: found.kind,
            value: found.value,
            days: found.days,
            dating,
            governor: crate::mention::time::governor(document, &mention.tokens),
        });
    }
    join_ranges(mentions, &mut resolved);
    if let Some(first) = unresolved {
        diagnostics.push(
            Diagnostic::new(
                Severity::Note,
                "no-publication-date",
                "relative times are not resolved because the day of publication is not known; give one with --published",
            )
            .at(mentions.times[first].span),
        );
    }
    Whens { resolved, explanations }
}

/// What a bounded time dates.
fn bounded(days: Days, bound: Bound, published: Option<Date>, outlook: Outlook) -> Option<Days> {
    match bound {
        Bound::None | Bound::From => Some(days),
        Bound::Since => {
            let to = published.filter(|day| *day >= days.from).unwrap_or(days.to);
            Some(Days { from: days.from, to })
        }
        Bound::Until => match published {
            Some(day) if day < days.to && outlook == Outlook::Ahead => Some(Days { from: day, to: days.to }),
            _ => Some(days),
        },
        Bound::Before | Bound::After => None,
    }
}

/// "from 3 to 5 May", "March 4-6": the first of the two dates all of it.
fn join_ranges(mentions: &Mentions, resolved: &mut [ResolvedWhen]) {
    for number in 1..resolved.len() {
        let (before, after) = (&mentions.times[number - 1], &mentions.times[number]);
        let near = after.tokens.start <= before.tokens.end + 1;
        if !near || after.bound != Bound::Until {
            continue;
        }
        if let (Some(first), Some(last)) = (resolved[number - 1].days, resolved[number].days)
            && first.from <= last.to
        {
            let both = Some(Days { from: first.from, to: last.to });
            resolved[number - 1].dating = both;
            resolved[number].dating = both;
        }
    }
}

#[cfg(test)]
mod tests;
