//! A statement while it is put together: token ranges, not yet characters.

use super::text::Text;
use super::{CueMention, StatementMention};
use chancery_record::{Act, StatementForm};
use chancery_text::Span;
use std::ops::Range;

/// A statement found, its content as token ranges in text order.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The reporting word.
    pub(super) cue: Option<CueMention>,
    /// The quotation that the reporting word stands in.
    pub(super) level: Option<usize>,
    pub(super) speakers: Vec<usize>,
    pub(super) addressees: Vec<usize>,
    pub(super) act: Act,
    pub(super) content: Vec<Range<usize>>,
    pub(super) rule: &'static str,
}

impl Draft {
    /// The first token of content or cue.
    pub(super) fn start(&self) -> usize {
        let cue = self.cue.as_ref().map(|cue| cue.tokens.start);
        self.content.iter().map(|part| part.start).chain(cue).min().unwrap_or(usize::MAX)
    }

    /// Puts the parts in order, joins those with nothing but marks and breaks between, and leaves out what has no word.
    pub(super) fn tidy(&mut self, text: &Text) {
        let mut parts: Vec<Range<usize>> = self
            .content
            .drain(..)
            .map(|part| text.trim(part))
            .filter(|part| part.clone().any(|token| text.is_word(token)))
            .collect();
        for part in &mut parts {
            *part = self.snap(text, part.clone());
        }
        parts.sort_by_key(|part| (part.start, part.end));
        for part in parts {
            match self.content.last_mut() {
                Some(last)
                    if part.start <= last.end || !(last.end..part.start).any(|token| text.is_word(token)) =>
                {
                    last.end = last.end.max(part.end);
                }
                _ => self.content.push(part),
            }
        }
    }

    /// A part that begins or ends within a quotation takes in all of it.
    fn snap(&self, text: &Text, part: Range<usize>) -> Range<usize> {
        let outermost = |token: usize| {
            let mut number = text.level(token)?;
            while text.parents[number] != self.level {
                number = text.parents[number]?;
            }
            Some(text.with_marks[number].clone())
        };
        let is_of_cue =
            |marks: &Range<usize>| self.cue.as_ref().is_none_or(|cue| !marks.contains(&cue.tokens.start));
        let start =
            outermost(part.start).filter(is_of_cue).map_or(part.start, |marks| marks.start.min(part.start));
        let end = outermost(part.end - 1).filter(is_of_cue).map_or(part.end, |marks| marks.end.max(part.end));
        start..end
    }

    /// How much of the content is quoted, seen from where the reporting word stands.
    fn form(&self, text: &Text) -> StatementForm {
        let (mut quoted, mut bare) = (0, 0);
        for token in self.content.iter().cloned().flatten().filter(|&token| text.is_word(token)) {
            if text.is_quoted(token, self.level) {
                quoted += 1;
            } else {
                bare += 1;
            }
        }
        match (quoted, bare) {
            (0, _) => StatementForm::Indirect,
            (_, 0) => StatementForm::Direct,
            _ => StatementForm::Mixed,
        }
    }

    /// As the room's door gives it.
    pub(super) fn finish(self, text: &Text) -> StatementMention {
        StatementMention {
            form: self.form(text),
            act: self.act,
            inside: None,
            content: self.content.iter().map(|part| span(text, part.clone())).collect(),
            speakers: self.speakers,
            addressees: self.addressees,
            cue: self.cue,
            rule: self.rule,
        }
    }
}

/// The characters of a part of content, marks included where all between them belongs to it.
fn span(text: &Text, part: Range<usize>) -> Span {
    let mut span = text.document.span_of(part.clone());
    for token in [part.start, part.end - 1] {
        if let Some(number) = text.level(token) {
            let quotation = &text.mentions.quotations[number];
            let covers = |at: usize| part.contains(&at);
            if covers(quotation.tokens.start) && covers(quotation.tokens.end - 1) {
                span = span.cover(quotation.span);
            }
        }
    }
    span
}
