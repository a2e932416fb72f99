//! Which days the time expressions are, and which expression dates a statement or an event.

mod anchor;
mod extent;
mod outlook;
mod reckon;

use crate::event::EventMention;
use crate::explain::{self, Explanation};
use crate::mention::Mentions;
use crate::mention::entity::grammar;
use crate::mention::time::expression::{Expression, Stretch};
use crate::mention::time::{Bound, shared_time, time_and_level};
use crate::statement::StatementMention;
pub(crate) use anchor::Anchor;
use chancery_record::{Days, Status, TimeType};
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
    /// The day of the dateline.
    Dateline,
    /// The day of publication.
    Publication,
}

impl DatedBy {
    /// As the record writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            DatedBy::TimeExpression => "time-expression",
            DatedBy::Clause => "clause",
            DatedBy::Dateline => "dateline",
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
    /// What is told without a day is of this one: the dateline's, else that of publication.
    pub(crate) day: Option<(Days, DatedBy)>,
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
        by_clause.or(self.day)
    }

    /// When an event was, by [`EventMention::time`], else by what its verb shares with the one before it.
    pub(crate) fn of_event(
        &self,
        document: &Document,
        mentions: &Mentions,
        event: &EventMention,
        published: Option<Date>,
    ) -> Option<(Days, DatedBy)> {
        let occurred = event.status == Status::Occurred;
        let shared = || if occurred { shared_time(document, &mentions.times, event.predicate) } else { None };
        let by_clause = event.time.or_else(shared).and_then(|time| {
            let resolved = self.resolved.get(time)?;
            let near = resolved.governor == Some(event.predicate);
            let days = resolved.dating?;
            // What is told as done was not done after it was told: the day is of something else.
            let ahead = occurred && published.is_some_and(|day| days.from > day);
            (!ahead).then_some((days, if near { DatedBy::TimeExpression } else { DatedBy::Clause }))
        });
        by_clause.or(self.day)
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
    let mut day_told_in = 0;
    let mut unresolved: Option<usize> = None;
    let written = dateline(document, mentions, published);
    let day = written
        .map(|day| (Days::day(day), DatedBy::Dateline))
        .or(published.map(|day| (Days::day(day), DatedBy::Publication)));
    // "today" is the day on which the article was written.
    let published = written.or(published);
    for (number, mention) in mentions.times.iter().enumerate() {
        let (outlook, sure) = outlook::outlook(document, mention);
        let sentence = document.token(mention.tokens.start).sentence;
        let at_hand = previous_day.filter(|_| sentence - day_told_in <= DAY_AT_HAND);
        let anchor = Anchor { published, previous, previous_day, at_hand, outlook, sure };
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
            if let Some(days) = found.days.filter(|days| days.from == days.to) {
                (previous_day, day_told_in) = (Some(days.from), sentence);
            }
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
    Whens { resolved, day, explanations }
}

/// How many sentences back the day lies that "earlier in the day" can be of.
const DAY_AT_HAND: u32 = 3;

/// How many paragraphs can stand before the dateline: a heading, names of writers.
const BEFORE_DATELINE: usize = 4;

/// How many days before its publication an article is written at most.
const DAYS_TO_PRINT: i64 = 3;

/// The day that the dateline tells: "GRANDPORT, March 6 (Example Wire) --".
fn dateline(document: &Document, mentions: &Mentions, published: Option<Date>) -> Option<Date> {
    let mention = mentions.times.iter().find(|mention| {
        let sentence = document.sentence_of(mention.tokens.start);
        let mut before = sentence.tokens.start..mention.tokens.start;
        let in_capitals =
            |token| document.form(token).starts_with(|c: char| c.is_uppercase() || matches!(c, ',' | '.'));
        let comma = before.clone().find(|&token| document.form(token) == ",");
        sentence.paragraph < BEFORE_DATELINE
            && comma.is_some_and(|comma| grammar::is_dateline(document, &(before.start..comma)))
            && before.all(in_capitals)
    })?;
    let Expression::On(Stretch::Day { .. }, _) = &mention.expression else { return None };
    let anchor = Anchor {
        published,
        previous: None,
        previous_day: None,
        at_hand: None,
        outlook: Outlook::Back,
        sure: true,
    };
    let day = anchor.resolve(&mention.expression).days?.from;
    let near = |published: Date| (0..=DAYS_TO_PRINT).contains(&extent::days_between(day, published));
    published.is_none_or(near).then_some(day)
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
