//! What every finder of statements asks of a document: words, marks, and within which quotation a token stands.

use crate::mention::Mentions;
use chancery_syntax::{Deprel, Document, Upos};
use std::ops::Range;

/// One document while its statements are looked for.
pub(super) struct Text<'a> {
    pub(super) document: &'a Document,
    pub(super) mentions: &'a Mentions,
    /// For each quotation its tokens with the marks.
    pub(super) with_marks: Vec<Range<usize>>,
    /// For each quotation the one that it stands directly within.
    pub(super) parents: Vec<Option<usize>>,
}

impl<'a> Text<'a> {
    pub(super) fn new(document: &'a Document, mentions: &'a Mentions) -> Text<'a> {
        let with_marks =
            mentions.quotations.iter().map(|quotation| document.tokens_in(quotation.span)).collect();
        let mut parents = Vec::with_capacity(mentions.quotations.len());
        let mut open: Vec<usize> = Vec::new();
        for (number, quotation) in mentions.quotations.iter().enumerate() {
            open.truncate(quotation.depth);
            parents.push(open.last().copied());
            open.push(number);
        }
        Text { document, mentions, with_marks, parents }
    }

    /// The innermost quotation that a token stands in.
    pub(super) fn level(&self, token: usize) -> Option<usize> {
        self.mentions.quotation_at(token)
    }

    /// Whether two tokens stand in the same quotation, or both in none.
    pub(super) fn same_level(&self, one: usize, other: usize) -> bool {
        self.level(one) == self.level(other)
    }

    /// Whether a token stands in the quotation, at whatever depth; every token stands in `None`.
    pub(super) fn is_within(&self, token: usize, quotation: Option<usize>) -> bool {
        quotation.is_none_or(|number| self.mentions.quotations[number].tokens.contains(&token))
    }

    /// Whether a token stands in a quotation that lies within `level`.
    pub(super) fn is_quoted(&self, token: usize, level: Option<usize>) -> bool {
        let at = self.level(token);
        at.is_some() && at != level && self.is_within(token, level)
    }

    /// A token's form in lower case.
    pub(super) fn lower(&self, token: usize) -> String {
        self.document.form(token).to_lowercase()
    }

    /// Whether a token's form is this word, whatever the case.
    pub(super) fn is(&self, token: usize, word: &str) -> bool {
        self.document.form(token).eq_ignore_ascii_case(word)
    }

    /// Whether a token has letters or digits.
    pub(super) fn is_word(&self, token: usize) -> bool {
        self.document.form(token).chars().any(char::is_alphanumeric)
    }

    /// Whether a token is a quotation mark.
    pub(super) fn is_mark(&self, token: usize) -> bool {
        let form = self.document.form(token);
        !form.is_empty()
            && form
                .chars()
                .all(|c| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’' | '`' | '«' | '»' | '„' | '‹' | '›'))
    }

    /// Whether a token ends a sentence: . ? ! and the like.
    pub(super) fn is_terminal(&self, token: usize) -> bool {
        matches!(self.document.form(token), "." | "?" | "!" | "…" | "..." | "?!" | "!?")
    }

    /// Whether a token is a comma, dash, semicolon or colon.
    pub(super) fn is_break(&self, token: usize) -> bool {
        match self.document.form(token) {
            // "weeks-long" has no break.
            "-" => token == 0 || self.has_gap(token - 1) || self.has_gap(token),
            form => matches!(form, "," | ";" | ":" | "–" | "—" | "―" | "--" | "…" | "..."),
        }
    }

    /// Whether a token is a dash.
    pub(super) fn is_dash(&self, token: usize) -> bool {
        matches!(self.document.form(token), "-" | "–" | "—" | "―" | "--")
    }

    /// Whether white space stands behind a token, or nothing at all.
    fn has_gap(&self, token: usize) -> bool {
        let tokens = self.document.tokens();
        tokens.get(token + 1).is_none_or(|next| next.span.start > tokens[token].span.end)
    }

    /// Whether a line ends before a token.
    pub(super) fn begins_line(&self, token: usize) -> bool {
        let Some(before) = token.checked_sub(1) else { return true };
        let (end, start) = (self.document.token(before).span.end, self.document.token(token).span.start);
        self.document.text().slice(chancery_text::Span { start: end, end: start.max(end) }).contains('\n')
    }

    pub(super) fn upos(&self, token: usize) -> Upos {
        self.document.token(token).upos
    }

    pub(super) fn deprel(&self, token: usize) -> Deprel {
        self.document.token(token).deprel
    }

    /// Tokens of the sentence that a token stands in.
    pub(super) fn sentence(&self, token: usize) -> Range<usize> {
        self.document.sentence_of(token).tokens.clone()
    }

    /// Tokens of a paragraph.
    pub(super) fn paragraph_tokens(&self, paragraph: usize) -> Range<usize> {
        let sentences = self.document.paragraphs()[paragraph].sentences.clone();
        let all = self.document.sentences();
        match (all.get(sentences.start), sentences.end.checked_sub(1).and_then(|last| all.get(last))) {
            (Some(first), Some(last)) if !sentences.is_empty() => first.tokens.start..last.tokens.end,
            _ => 0..0,
        }
    }

    /// The paragraph of a token.
    pub(super) fn paragraph_of(&self, token: usize) -> usize {
        self.document.sentence_of(token).paragraph
    }

    /// The name that a token belongs to.
    pub(super) fn name_at(&self, token: usize) -> Option<&'a chancery_syntax::Name> {
        let names = self.document.names();
        let next = names.partition_point(|name| name.tokens.end <= token);
        names.get(next).filter(|name| name.tokens.contains(&token))
    }

    /// Whether a token belongs to a time expression.
    pub(super) fn is_time(&self, token: usize) -> bool {
        let times = &self.mentions.times;
        let next = times.partition_point(|time| time.tokens.end <= token);
        times.get(next).is_some_and(|time| time.tokens.contains(&token))
    }

    /// Whether a token is a finite verb: a past or present form, or one with a finite auxiliary.
    pub(super) fn is_finite(&self, token: usize) -> bool {
        let xpos = self.document.token(token).xpos;
        matches!(xpos, "VBD" | "VBZ" | "VBP" | "MD")
            || (matches!(xpos, "VB" | "VBN" | "VBG")
                && self.document.children(token).any(|child| {
                    matches!(self.deprel(child).universal(), Deprel::Aux)
                        && matches!(self.document.token(child).xpos, "VBD" | "VBZ" | "VBP" | "MD")
                }))
    }

    /// The range without punctuation at its ends, and without quotation marks whose partner is outside.
    pub(super) fn trim(&self, range: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (range.start, range.end);
        while start < end && !self.is_word(start) && !self.opens_within(start, end) {
            start += 1;
        }
        while start < end
            && !self.is_word(end - 1)
            && !self.closes_within(end - 1, start)
            && !self.closes_bracket(end - 1, start)
        {
            end -= 1;
        }
        start..end
    }

    /// Whether a token closes a bracket that is opened at or behind `start`.
    fn closes_bracket(&self, token: usize, start: usize) -> bool {
        let opens = match self.document.form(token) {
            ")" => "(",
            "]" => "[",
            _ => return false,
        };
        (start..token).rev().take(40).any(|before| self.document.form(before) == opens)
    }

    /// Whether a token stands in square brackets that a writer has put into a sentence: "[Photo: Jane Doe]".
    pub(super) fn is_inserted(&self, token: usize) -> bool {
        let sentence = self.sentence(token);
        let bracket = (sentence.start..=token)
            .rev()
            .take(40)
            .find(|&before| matches!(self.document.form(before), "[" | "]"));
        bracket.is_some_and(|before| self.document.form(before) == "[")
    }

    /// Whether a token is the opening mark of a quotation that ends before `end`.
    fn opens_within(&self, token: usize, end: usize) -> bool {
        self.is_mark(token)
            && self.level(token + 1).is_some_and(|number| {
                let marks = &self.with_marks[number];
                marks.start == token && marks.end <= end
            })
    }

    /// Whether a token is the closing mark of a quotation that begins at or behind `start`, or the last stop before
    /// one.
    fn closes_within(&self, token: usize, start: usize) -> bool {
        self.is_mark(token)
            && token > 0
            && (1..=2).any(|back| {
                token.checked_sub(back).and_then(|before| self.level(before)).is_some_and(|number| {
                    let marks = &self.with_marks[number];
                    marks.end == token + 1 && marks.start >= start
                })
            })
    }
}
