//! What a quotation hangs on: the reporting word behind it, before it, or above it.

use super::Finder;
use crate::statement::cue::{self, Class, Cue, Kind};
use crate::statement::source::source_head;
use crate::statement::{gap, reach, speaker};
use chancery_syntax::{NameKind, Upos};
use std::ops::Range;

/// What a quotation hangs on.
#[derive(Clone, Debug)]
pub(super) enum Link {
    /// A reporting word of the lexicon (its number in the list of cues), with the frame behind a quotation.
    Cue(usize, Option<Range<usize>>),
    /// A verb that is not in the lexicon.
    Shape(usize, Option<Range<usize>>),
    /// A name or noun before a colon.
    Label(usize),
    /// "according to": its first token, and the speaker's head.
    Source(usize, usize),
}

impl Finder<'_> {
    pub(super) fn ends_with_comma(&self, number: usize) -> bool {
        let text = self.text;
        let (marks, inner) = (&text.with_marks[number], &text.mentions.quotations[number].tokens);
        let last = inner.end - 1;
        matches!(text.document.form(last), "," | "—" | "–" | "--" | "-")
            || (self.group.tokens.contains(&marks.end)
                && matches!(text.document.form(marks.end), "," | "—" | "–" | "--"))
    }

    /// The cue behind a quotation, in the same sentence or, behind ? and !, in the next.
    pub(super) fn post(&self, number: usize, next: usize) -> Option<Link> {
        let text = self.text;
        let quotation = &text.mentions.quotations[number];
        let marks = &text.with_marks[number];
        let end = self.group.tokens.end.min(next);
        if !quotation.closed || marks.end >= end {
            return None;
        }
        let last = (quotation.tokens.start..quotation.tokens.end).next_back()?;
        let from = (marks.end..end).find(|&token| !text.is_break(token) && !text.is_mark(token))?;
        let is_new_sentence = text.sentence(from) != text.sentence(last);
        if text.is(last, ".") && is_new_sentence {
            return None;
        }
        let end = end.min(text.sentence(from).end);
        if text.is(from, "according") && text.is(from + 1, "to") {
            return source_head(text, from + 1, end).map(|head| Link::Source(from, head));
        }
        // In lower case: "And" may be a name.
        if [
            "and", "but", "or", "yet", "nor", "which", "who", "that", "after", "when", "because", "while",
            "where",
        ]
        .contains(&text.document.form(from))
        {
            return None;
        }
        for (at, cue) in gap::cues_in(self.cues, from..end) {
            if cue.kind != Kind::Verb
                || cue.entry.quotes().is_none()
                || text.level(cue.head) != self.group.level
            {
                continue;
            }
            // “…,” promising more: a participle goes on with what was said before, it does not report it.
            if !gap::frame_begins(text, cue.head, from) || text.document.token(cue.head).xpos == "VBG" {
                continue;
            }
            // “I held” the mourners' hands, he said: no quotation of its own, but a part of what he said.
            if !self.ends_with_comma(number)
                && !text.is_terminal(last)
                && (from..cue.head).any(|token| text.is(token, ","))
                && text
                    .document
                    .subject(cue.head)
                    .is_some_and(|subject| (from..subject).any(|token| text.is(token, ",")))
            {
                return None;
            }
            if is_new_sentence && (gap::has_right_clause(text, cue) || next == cue.tokens.end) {
                return None;
            }
            return Some(Link::Cue(at, Some(from..end)));
        }
        if !self.ends_with_comma(number) || is_new_sentence {
            return None;
        }
        // A reporting verb that the tagger took for a noun: “…,” the voice in the film states.
        let mistaken = (from..end).find(|&token| {
            matches!(text.document.token(token).xpos, "NNS" | "NN")
                && token + 1 < end
                && (text.document.token(token).xpos == "NNS" || (token > from && token - from <= 4))
                && (token == from || text.is_terminal(token + 1) || text.is_break(token + 1))
                && cue::quotes(text.document.lemma(token))
        });
        if let Some(verb) = mistaken {
            return Some(Link::Shape(verb, Some(from..end)));
        }
        if self.is_title(number) {
            return None;
        }
        gap::first_verb(text, from..end)
            .filter(|&verb| !cue::is(Class::NoShape, text.document.lemma(verb)))
            .filter(|&verb| text.document.child(verb, chancery_syntax::Deprel::Obj).is_none())
            .filter(|&verb| gap::frame_begins(text, verb, from) && speaker::of_verb(text, verb).is_named())
            .map(|verb| Link::Shape(verb, Some(from..end)))
    }

    /// “We will not go.” — Jane Doe, Grandport: a name behind a dash, in the quotation's line or the next.
    pub(super) fn signature(&self, number: usize) -> Option<Link> {
        let text = self.text;
        let quotation = &text.mentions.quotations[number];
        let dash = text.with_marks[number].end;
        let n_tokens = text.document.tokens().len();
        if self.group.level.is_some() || !quotation.closed || dash + 1 >= n_tokens || !text.is_dash(dash) {
            return None;
        }
        let end = (dash + 1..n_tokens.min(dash + 24))
            .find(|&token| text.is_mark(token) || (token > dash + 1 && text.begins_line(token)))
            .unwrap_or(n_tokens);
        let is_short = end - dash <= 24 && !(dash + 1..end).any(|token| text.is_finite(token));
        let name = text.name_at(dash + 1).filter(|name| name.kind == NameKind::Person);
        let is_name = name.is_some() || text.mentions.entity_at(dash + 1).is_some();
        let is_named = text.upos(dash + 1) == Upos::Propn && (is_name || (end - dash <= 5));
        (is_short && is_named).then(|| {
            let head = name.map_or(dash + 1..end, |name| name.tokens.clone());
            let inside = |above: usize| head.contains(&above);
            let top =
                head.clone().find(|&token| text.document.head(token).is_none_or(|above| !inside(above)));
            Link::Label(top.unwrap_or(dash + 1))
        })
    }

    /// The cue before a quotation that stands in the middle of a sentence.
    ///
    /// `since`: where what is said may begin; `resumes`: the cue that the quotation before has.
    pub(super) fn pre(
        &self,
        number: usize,
        from: usize,
        since: usize,
        resumes: Option<usize>,
    ) -> Option<Link> {
        let text = self.text;
        let quotation = &text.mentions.quotations[number];
        let open = text.with_marks[number].start;
        let before = open.checked_sub(1).filter(|before| self.group.tokens.contains(before))?;
        let from = from.max(text.sentence(before).start);
        let is_colon = text.is(before, ":");
        let is_upper =
            text.document.form(quotation.tokens.start).chars().next().is_some_and(|c| !c.is_lowercase());
        let n_words = quotation.tokens.clone().filter(|&token| text.is_word(token)).count();
        let has_finite = quotation.tokens.clone().any(|token| text.is_finite(token));
        let found = gap::cues_in(self.cues, from..open).rev().find(|(_, cue)| {
            cue.kind == Kind::Verb
                && cue.entry.quotes().is_some()
                && text.level(cue.head) == self.group.level
                && gap::is_near(text, cue.tokens.end..open)
        });
        if let Some((at, cue)) = found {
            // The wells, the miller said, “never run dry”: the clause begins before the frame.
            if !is_upper
                && text.is_break(before)
                && self.is_medial(cue, since.max(text.sentence(before).start))
            {
                return None;
            }
            // "told them that she believes she “can mend it”": part of what is told.
            if cue.entry.act(cue::Takes::NeedsQuote).is_some() && reach::is_told_by_another(text, cue.head) {
                return None;
            }
            // As Roe puts it, “the salt” is what they want: all of the sentence is put so.
            if cue.lemma == "put it" && !is_upper && !is_colon {
                return None;
            }
            let between = (cue.tokens.end..open).filter(|&token| text.is_word(token)).count();
            let fits = if is_colon || (resumes == Some(cue.tokens.start) && text.is_break(before)) {
                true
            } else if text.is_break(before) {
                between == 0 || has_finite || (is_upper && n_words > 2)
            } else if between == 0 {
                n_words > 1
                    && !self.is_title(number)
                    && (has_finite || is_upper || text.is_terminal(quotation.tokens.end - 1))
            } else if text.is(before, "that") {
                has_finite && is_upper && n_words > 3
            } else {
                is_upper && has_finite && n_words > 2
            };
            if fits {
                return Some(Link::Cue(at, None));
            }
        }
        // “A sign at the gate read: “…”: a verb that the tagger took for a noun.
        let last = before.saturating_sub(1);
        let is_noun_phrase =
            (from..last).next_back().is_some_and(|token| matches!(text.upos(token), Upos::Det | Upos::Adj));
        if is_colon
            && from <= last
            && text.upos(last) == Upos::Noun
            && !is_noun_phrase
            && cue::quotes(text.document.lemma(last))
        {
            return Some(Link::Shape(last, Some(from..before)));
        }
        // Roe praised the raid and said he has what it takes: “Nerve.”: a part of what he said.
        let is_told = gap::cues_in(self.cues, from..open).any(|(_, cue)| {
            cue.kind == Kind::Verb
                && cue.entry.reports()
                && text.is_finite(cue.head)
                && text.level(cue.head) == self.group.level
                && gap::has_right_clause(text, cue)
        });
        if is_told {
            return None;
        }
        if is_colon && n_words > 2 && !self.is_title(number) {
            return match gap::main_verb(text, from..open) {
                Some(verb) => gap::shows(text, verb).then_some(Link::Shape(verb, None)),
                None => gap::label(text, from..before).map(Link::Label),
            };
        }
        None
    }

    /// Whether a quotation is written as a title: its words with capitals, no stop.
    fn is_title(&self, number: usize) -> bool {
        let text = self.text;
        let tokens = text.mentions.quotations[number].tokens.clone();
        let last = tokens.end - 1;
        let words = tokens.clone().filter(|&token| text.is_word(token)).count();
        (words > 1 || !text.is_break(last) || text.upos(tokens.start) == Upos::Propn)
            && !text.is_terminal(last)
            && tokens.clone().filter(|&token| text.is_word(token)).all(|token| {
                text.document.form(token).chars().next().is_some_and(|c| !c.is_lowercase())
                    || matches!(text.upos(token), Upos::Adp | Upos::Det | Upos::Cconj)
            })
    }

    /// Whether unquoted words and a comma stand before the frame of a cue.
    fn is_medial(&self, cue: &Cue, from: usize) -> bool {
        let text = self.text;
        let heads = speaker::of_verb(text, cue.head).heads();
        let is_first = from == text.sentence(cue.head).start;
        is_first && reach::frame_by_commas(text, cue, &heads).is_some()
    }

    /// "X said:" at the end of the paragraph above.
    pub(super) fn colon_above(&self, number: usize) -> Option<Link> {
        let text = self.text;
        let start = text.with_marks[number].start;
        if self.group.level.is_some() || start != self.group.tokens.start {
            return None;
        }
        let colon = start.checked_sub(1).filter(|&token| text.is(token, ":"))?;
        let from = text.sentence(colon).start;
        let cue = gap::cues_in(self.cues, from..colon).rev().find(|(_, cue)| {
            cue.kind == Kind::Verb && cue.entry.quotes().is_some() && text.level(cue.head).is_none()
        });
        match cue {
            Some((at, _)) => Some(Link::Cue(at, None)),
            None => gap::main_verb(text, from..colon)
                .filter(|&verb| gap::shows(text, verb))
                .map(|verb| Link::Shape(verb, None)),
        }
    }
}
