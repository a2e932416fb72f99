//! Time expressions, not yet anchored to a calendar.
//!
//! Recognised over words, numbers and marks, not over the tree: the tree and the tags only decide words that may
//! be something else ("may", "second", "2000 soldiers"). Which expression dates a predicate is told in `govern`.

mod atom;
mod calendar;
mod clock;
pub(crate) mod expression;
mod govern;
mod grammar;
pub(crate) mod lexicon;
mod relative;
mod span;
mod year;

pub(crate) use govern::{governor, shared_time, time_and_level, top};

use atom::{Atom, AtomKind};
use chancery_syntax::{Deprel, Document, NameKind};
use chancery_text::Span;
use expression::{Expression, Portion, Stretch, Unit};
use grammar::Grammar;
use lexicon::TimeLexicon;
use std::ops::Range;

/// A time expression in the text.
#[derive(Clone, Debug)]
pub struct TimeMention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its characters.
    pub span: Span,
    /// What it means before it is anchored.
    pub(crate) expression: Expression,
    /// The preposition before it, where that changes which days are meant.
    pub(crate) bound: Bound,
}

/// How the word before an expression bounds the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Bound {
    /// "on Friday", "in May", "Friday".
    #[default]
    None,
    /// "since 2014".
    Since,
    /// "from 3 …": the next mention may end it.
    From,
    /// "… to 5 May", "until Friday", "by Friday".
    Until,
    /// "before Friday".
    Before,
    /// "after Friday".
    After,
}

/// All time expressions in text order, none overlapping.
pub(crate) fn times(document: &Document) -> Vec<TimeMention> {
    let lexicon = TimeLexicon::embedded();
    let atoms = atom::atoms(document, lexicon);
    let mut mentions = Vec::new();
    for paragraph in atoms.chunk_by(|_, next| !next.first) {
        let grammar = Grammar { atoms: paragraph, document };
        let mut at = 0;
        while at < paragraph.len() {
            if !may_begin(&paragraph[at]) {
                at += 1;
                continue;
            }
            let found = grammar.days_in_a_row(at);
            let found = if found.is_empty() { grammar.expression(at).into_iter().collect() } else { found };
            let Some(last) = found.last().map(|(range, _)| range.end) else {
                at += 1;
                continue;
            };
            for (range, expression) in found {
                if let Some(mention) = grammar.mention(range, expression) {
                    mentions.push(mention);
                }
            }
            at = last;
        }
    }
    mentions
}

/// Whether an expression can begin with an atom; only for speed.
fn may_begin(atom: &Atom) -> bool {
    match atom.kind {
        AtomKind::Number { .. } => true,
        AtomKind::Word { holiday, .. } => {
            holiday > 0
                || *atom.senses != lexicon::Senses::NONE
                || atom.span.len() == 1
                || atom.span.len() == 6
        }
        AtomKind::Mark(mark) => matches!(mark, '\'' | '’' | '‘'),
    }
}

impl Grammar<'_> {
    /// The longest expression that begins here.
    fn expression(&self, at: usize) -> Option<(Range<usize>, Expression)> {
        let mut best: Option<(usize, Expression)> = None;
        let mut offer = |found: Option<(usize, Expression)>| {
            if let Some((end, expression)) = found
                && best.as_ref().is_none_or(|(longest, _)| end > *longest)
            {
                best = Some((end, expression));
            }
        };
        offer(self.timed(at));
        offer(self.portioned(at).map(|(end, (stretch, portion))| (end, Expression::On(stretch, portion))));
        offer(self.reaching(at));
        offer(self.set(at));
        offer(self.duration(at));
        offer(self.reference(at));
        let (end, expression) = best?;
        // "Tuesday at 9 a.m.": the hour stands apart, but its day is known.
        Some((at..end, expression))
    }

    /// "3 to 5 May", "March 4-6", "April 24 and 25", "May 3 and June 4" (only the first kind needs help): each day
    /// by itself.
    fn days_in_a_row(&self, at: usize) -> Vec<(Range<usize>, Expression)> {
        let day = |year, month, day| {
            Expression::On(Stretch::Day { year, month, day, weekday: None }, Portion::Whole)
        };
        if self.digits(at).is_some() && !self.glued_before(at) {
            let mut days = Vec::new();
            let mut next = at;
            while let Some((end, number, _)) = self.bare_day(next) {
                days.push((next..end, number));
                match self.between_days(end) {
                    Some(over) if days.len() < 8 => next = over,
                    _ => break,
                }
            }
            let Some((last, _)) = days.last().filter(|_| days.len() > 1) else { return Vec::new() };
            let Some((end, Stretch::Day { year, month, .. })) = self.date(last.start) else {
                return Vec::new();
            };
            let count = days.len();
            return days
                .into_iter()
                .enumerate()
                .map(|(n, (range, number))| {
                    let range = if n + 1 == count { range.start..end } else { range };
                    (range, day(year, month, number))
                })
                .collect();
        }
        let Some((end, Stretch::Day { year, month, day: first, weekday })) = self.date(at) else {
            return Vec::new();
        };
        let mut found = vec![(
            at..end,
            Expression::On(Stretch::Day { year, month, day: first, weekday }, Portion::Whole),
        )];
        let (mut end, mut last) = (end, first);
        while let Some(over) = self.between_days(end) {
            let Some((after, number, _)) = self.bare_day(over).filter(|(after, number, _)| {
                *number > last
                    && self.month_name(*after).is_none()
                    && !self.is(*after, "of")
                    && self.unit(*after).is_none()
                    && self.plain_after(*after)
            }) else {
                break;
            };
            // "March 4-6, 2025": the year belongs to all of them.
            let behind = match self.digits(after + 1) {
                Some((year, 4)) if self.is_mark(after, &[',']) && (1000..3000).contains(&year) => {
                    Some(year as i32)
                }
                _ => None,
            };
            if let Some((_, Expression::On(Stretch::Day { year: unknown @ None, .. }, _))) = found.last_mut()
            {
                *unknown = behind;
            }
            let after = if behind.is_some() { after + 2 } else { after };
            found.push((over..after, day(year.or(behind), month, number)));
            (end, last) = (after, number);
            if found.len() > 8 {
                break;
            }
        }
        if found.len() > 1 { found } else { Vec::new() }
    }

    /// A day number that no suffix or unit makes something else.
    fn bare_day(&self, at: usize) -> Option<(usize, u8, bool)> {
        self.digits(at).and_then(|_| self.day_number(at))
    }

    /// Whether no noun or number follows: "April 24 and 25 people".
    fn plain_after(&self, at: usize) -> bool {
        use chancery_syntax::Upos;
        !matches!(self.upos(at), Some(Upos::Noun | Upos::Adj | Upos::Num | Upos::Propn | Upos::Sym))
            && !self.is_mark(at, &['%', ':'])
    }

    fn between_days(&self, at: usize) -> Option<usize> {
        if let Some(over) = self.hyphen(at) {
            return Some(over);
        }
        if self.is_any(at, &["and", "or", "to", "through", "until"]) || self.is_mark(at, &['-', '–', '—'])
        {
            return Some(at + 1);
        }
        let comma = self.is_mark(at, &[',']);
        let and = usize::from(comma && self.is(at + 1, "and"));
        (comma && self.digits(at + 1 + and).is_some_and(|(_, digits)| digits <= 2)).then_some(at + 1 + and)
    }

    /// As a mention of the document, unless it is part of a name.
    fn mention(&self, range: Range<usize>, expression: Expression) -> Option<TimeMention> {
        let (first, last) = (self.atom(range.start)?, self.atom(range.end.checked_sub(1)?)?);
        let span = first.span.cover(last.span);
        let tokens = first.token as usize..last.token as usize + 1;
        if self.is_in_name(&tokens, &expression) || self.is_in_capitals(&tokens, &expression) {
            return None;
        }
        let expression = self.known_day(range.end, expression);
        let before = range.start.checked_sub(1);
        let word = before.and_then(|before| self.atoms[before].senses.word);
        let bound = match word {
            Some("since") => Bound::Since,
            Some("from" | "between") => Bound::From,
            Some("to" | "until" | "through" | "by") => Bound::Until,
            Some("before") => Bound::Before,
            Some("after") => Bound::After,
            Some("and") if before.is_some_and(|before| self.follows_between(before)) => Bound::Until,
            _ if before.is_some_and(|before| self.is_mark(before, &['-', '–'])) => Bound::Until,
            _ => Bound::None,
        };
        Some(TimeMention { tokens, span, expression, bound })
    }

    /// "the Sept. 11 attacks": of 2001, whatever the day of publication.
    fn known_day(&self, end: usize, expression: Expression) -> Expression {
        let attacks = ["attack", "attacks", "hijackings", "terror", "terrorist", "terrorists"];
        match expression {
            Expression::On(Stretch::Day { year: None, month: 9, day: 11, weekday: None }, portion)
                if attacks.iter().any(|word| {
                    self.atom(end)
                        .is_some_and(|atom| self.document.text().slice(atom.span).eq_ignore_ascii_case(word))
                }) =>
            {
                Expression::On(Stretch::Day { year: Some(2001), month: 9, day: 11, weekday: None }, portion)
            }
            other => other,
        }
    }

    /// "USA TODAY": a word of a day in capitals behind another word in capitals.
    fn is_in_capitals(&self, tokens: &Range<usize>, expression: &Expression) -> bool {
        let in_capitals = |token: usize| {
            let form = self.document.form(token);
            form.len() > 1 && form.chars().all(char::is_uppercase)
        };
        matches!(expression, Expression::On(Stretch::Days(0), Portion::Whole))
            && in_capitals(tokens.start)
            && tokens.start > self.document.sentence_of(tokens.start).tokens.start
            && in_capitals(tokens.start - 1)
    }

    /// Whether "and" at this place ends a "between …".
    fn follows_between(&self, at: usize) -> bool {
        (at.saturating_sub(6)..at).any(|near| self.is(near, "between"))
    }

    /// Whether an expression is part of a longer name ("the Sunday Times", "June Carter", "Black September").
    /// A weekday behind a name ("in Grandport Wednesday") is none, whatever the model says.
    fn is_in_name(&self, tokens: &Range<usize>, expression: &Expression) -> bool {
        let Expression::On(stretch, Portion::Whole) = expression else {
            return matches!(expression, Expression::Set(_)) && self.name_around(tokens).is_some();
        };
        if matches!(stretch, Stretch::Month { year: None, .. }) && self.is_first_name(tokens.start) {
            return true;
        }
        let Some(name) = self.name_around(tokens) else { return false };
        match stretch {
            Stretch::Weekday { .. } => name.kind == NameKind::Organisation && tokens.end < name.tokens.end,
            Stretch::Month { year, .. } => year.is_none(),
            Stretch::Season { .. } | Stretch::Year(_) | Stretch::Unit { .. } | Stretch::Days(_) => true,
            _ => false,
        }
    }

    /// "April Smith": a surname hangs on it, or it hangs on one.
    fn is_first_name(&self, token: usize) -> bool {
        let next = token + 1;
        if next >= self.document.tokens().len() || !self.document.form(next).starts_with(char::is_uppercase) {
            return false;
        }
        let one_name = |part: usize, whole: usize, deprel: Deprel| {
            self.document.head(part) == Some(whole) && self.document.token(part).deprel == deprel
        };
        let person =
            |name: &chancery_syntax::Name| name.kind == NameKind::Person && name.tokens.contains(&next);
        one_name(next, token, Deprel::Flat)
            || one_name(token, next, Deprel::NmodDesc) && self.document.names().iter().any(person)
    }

    /// The longer name that some tokens lie in.
    fn name_around(&self, tokens: &Range<usize>) -> Option<&chancery_syntax::Name> {
        let names = self.document.names();
        let at = names.partition_point(|name| name.tokens.end <= tokens.start);
        names.get(at).filter(|name| {
            name.tokens.start <= tokens.start
                && tokens.end <= name.tokens.end
                && name.tokens.len() > tokens.len()
        })
    }
}

/// Whether a mention can date something: a point or stretch of the calendar, not a length or a vague time.
pub(crate) fn is_dating(mention: &TimeMention) -> bool {
    match &mention.expression {
        Expression::On(stretch, _) => !matches!(stretch, Stretch::Century(_)),
        Expression::Part(..) => true,
        Expression::Clock(..) => true,
        Expression::Duration(_, reach) => *reach != expression::Reach::Free,
        Expression::Set(_) => false,
        Expression::Reference(_) => false,
    }
}
