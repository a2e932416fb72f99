//! Quotations and the reporting words beside them: `"…," X said.`, `X said: "…"`, `"…," X said. "…"`.
//!
//! Works by what stands beside the marks; the tree only tells subjects. Quotations that are a part of somebody's
//! clause ("called it a “lie”") are left to the finders of clauses.

use super::cue::{self, Class, Cue, Kind};
use super::draft::Draft;
use super::speaker::{self, Speakers};
use super::text::Text;
use super::{CueMention, gap, reach};
use chancery_record::Act;
use chancery_syntax::Upos;
use std::collections::BTreeMap;
use std::ops::Range;

/// What was found: drafts, which cues they used, and which draft each quotation belongs to.
#[derive(Default)]
pub(super) struct Direct {
    pub(super) drafts: Vec<Draft>,
    pub(super) used: Vec<bool>,
    pub(super) draft_of: Vec<Option<usize>>,
}

/// What a quotation hangs on.
#[derive(Clone, Debug)]
enum Link {
    /// A reporting word of the lexicon (its number in the list of cues), with the frame behind a quotation.
    Cue(usize, Option<Range<usize>>),
    /// A verb that is not in the lexicon.
    Shape(usize, Option<Range<usize>>),
    /// A name or noun before a colon.
    Label(usize),
    /// "according to": its first token, and the speaker's head.
    Source(usize, usize),
}

/// The quotations that stand directly within one paragraph or one other quotation.
struct Group {
    level: Option<usize>,
    tokens: Range<usize>,
    quotations: Vec<usize>,
}

/// Finds what is said in quotations with a cue beside them.
pub(super) fn find(text: &Text, cues: &[Cue]) -> Direct {
    let mut direct = Direct {
        drafts: Vec::new(),
        used: vec![false; cues.len()],
        draft_of: vec![None; text.mentions.quotations.len()],
    };
    for group in groups(text) {
        let mut room = Finder { text, cues, group: &group };
        room.run(&mut direct);
    }
    for draft in &mut direct.drafts {
        draft.tidy(text);
    }
    direct
}

fn groups(text: &Text) -> Vec<Group> {
    let mut by_place: BTreeMap<(Option<usize>, usize), Vec<usize>> = BTreeMap::new();
    for (number, quotation) in text.mentions.quotations.iter().enumerate() {
        if quotation.depth <= 2 {
            let paragraph = text.paragraph_of(quotation.tokens.start);
            by_place.entry((text.parents[number], paragraph)).or_default().push(number);
        }
    }
    by_place
        .into_iter()
        .map(|((level, paragraph), quotations)| {
            let tokens = match level {
                Some(parent) => text.mentions.quotations[parent].tokens.clone(),
                None => text.paragraph_tokens(paragraph),
            };
            Group { level, tokens, quotations }
        })
        .collect()
}

struct Finder<'a> {
    text: &'a Text<'a>,
    cues: &'a [Cue],
    group: &'a Group,
}

impl Finder<'_> {
    fn run(&mut self, direct: &mut Direct) {
        let text = self.text;
        let mut before: Option<usize> = None;
        for (nth, &number) in self.group.quotations.iter().enumerate() {
            let quotation = &text.mentions.quotations[number];
            let marks = text.with_marks[number].clone();
            let next = self
                .group
                .quotations
                .get(nth + 1)
                .map_or(self.group.tokens.end, |&n| text.with_marks[n].start);
            let from = before.map_or(self.group.tokens.start, |n| text.with_marks[n].end);
            let is_sentence = self.begins_sentence(&marks);
            let isolated = is_sentence || marks.start.checked_sub(1).is_some_and(|p| text.is_break(p));
            let spans_sentences =
                text.sentence(quotation.tokens.start) != text.sentence(quotation.tokens.end - 1);
            let post = (isolated || spans_sentences).then(|| self.post(number, next)).flatten();
            let pre = if is_sentence { None } else { self.pre(number, from) };
            // “Why not?” asked Roe: a verb right behind the marks has no other quotation to itself.
            let is_inverted = matches!(&post, Some(Link::Cue(_, Some(frame))) if self.is_cue(frame.start));
            let link = if self.ends_with_comma(number) || is_inverted { post.or(pre) } else { pre.or(post) };
            let link = link.or_else(|| is_sentence.then(|| self.colon_above(number)).flatten());
            let draft = match link {
                Some(link) => Some(self.draft_for(&link, direct)),
                None => {
                    let goes_on = quotation.continues.and_then(|before| direct.draft_of[before]);
                    let chained = before
                        .filter(|_| is_sentence)
                        .and_then(|before| Some((before, direct.draft_of[before]?)))
                        .filter(|&(before, draft)| self.may_chain(before, &direct.drafts[draft], marks.start))
                        .map(|(_, draft)| draft);
                    goes_on.or(chained)
                }
            };
            if let Some(draft) = draft {
                let that = direct.drafts[draft].cue.as_ref().map(|cue| cue.tokens.end);
                let that = that.filter(|&that| that < marks.start && that >= from && text.is(that, "that"));
                let start = if let Some(that) = that {
                    that
                } else if isolated || text.level(marks.start) != self.group.level {
                    marks.start
                } else {
                    self.left_end(&marks, &direct.drafts[draft], from)
                };
                direct.drafts[draft].content.push(start..marks.end);
                direct.draft_of[number] = Some(draft);
                self.claim_earlier(number, draft, direct);
            }
            if isolated || draft.is_some() {
                before = Some(number);
            }
        }
    }

    fn is_cue(&self, token: usize) -> bool {
        gap::cues_in(self.cues, token..token + 1).next().is_some()
    }

    /// “…¶“…,” X said: the cue in the last paragraph speaks for those before.
    fn claim_earlier(&self, number: usize, draft: usize, direct: &mut Direct) {
        let mut at = number;
        while let Some(earlier) = self.text.mentions.quotations[at].continues {
            if direct.draft_of[earlier].is_some() {
                break;
            }
            direct.draft_of[earlier] = Some(draft);
            direct.drafts[draft].content.push(self.text.with_marks[earlier].clone());
            at = earlier;
        }
    }

    /// Whether a quotation opens a sentence, or stands directly behind another one.
    fn begins_sentence(&self, marks: &Range<usize>) -> bool {
        match marks.start.checked_sub(1).filter(|before| self.group.tokens.contains(before)) {
            None => true,
            Some(before) => {
                self.text.is_terminal(before)
                    || self.text.sentence(before) != self.text.sentence(marks.start)
                    || (self.text.is_mark(before)
                        && self.text.level(before.saturating_sub(1)) != self.group.level)
            }
        }
    }

    fn ends_with_comma(&self, number: usize) -> bool {
        let text = self.text;
        let (marks, inner) = (&text.with_marks[number], &text.mentions.quotations[number].tokens);
        let last = inner.end - 1;
        matches!(text.document.form(last), "," | "—" | "–" | "--" | "-")
            || (self.group.tokens.contains(&marks.end)
                && matches!(text.document.form(marks.end), "," | "—" | "–" | "--"))
    }

    /// The cue behind a quotation, in the same sentence or, behind ? and !, in the next.
    fn post(&self, number: usize, next: usize) -> Option<Link> {
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
        if matches!(text.upos(from), chancery_syntax::Upos::Cconj)
            || ["which", "who", "that", "after", "when", "because", "while", "where"]
                .iter()
                .any(|word| text.is(from, word))
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
            text.document.token(token).xpos == "NNS"
                && token + 1 < end
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
            .filter(|&verb| gap::frame_begins(text, verb, from) && speaker::of_verb(text, verb).is_named())
            .map(|verb| Link::Shape(verb, Some(from..end)))
    }

    /// The cue before a quotation that stands in the middle of a sentence.
    fn pre(&self, number: usize, from: usize) -> Option<Link> {
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
            // These sources, the lawyers said, “all command respect”: the clause begins before the frame.
            if !is_upper && text.is_break(before) && self.is_medial(cue, from) {
                return None;
            }
            // "told them that she believes she “may bring change”": part of what is told.
            if cue.entry.act(cue::Takes::NeedsQuote).is_some() && reach::is_told_by_another(text, cue.head) {
                return None;
            }
            let between = (cue.tokens.end..open).filter(|&token| text.is_word(token)).count();
            let fits = if is_colon {
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
        if is_colon && n_words > 2 && !self.is_title(number) {
            return match gap::main_verb(text, from..open) {
                Some(verb) if speaker::of_verb(text, verb).is_named() => Some(Link::Shape(verb, None)),
                Some(_) => None,
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
        (words > 1 || !text.is_break(last))
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
    fn colon_above(&self, number: usize) -> Option<Link> {
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
                .filter(|&verb| speaker::of_verb(text, verb).is_named())
                .map(|verb| Link::Shape(verb, None)),
        }
    }

    /// Whether a quotation without a cue of its own goes on with the one before: only its frame, or sentences about
    /// the same speaker, stand between.
    fn may_chain(&self, before: usize, draft: &Draft, start: usize) -> bool {
        let text = self.text;
        let mut at = text.with_marks[before].end;
        if let Some(cue) = draft.cue.as_ref().filter(|cue| (at..start).contains(&cue.tokens.start)) {
            at = text.sentence(cue.tokens.start).end;
        }
        while at < start {
            let sentence = text.sentence(at);
            if sentence.start >= at
                && (at..sentence.end.min(start)).any(|token| text.is_word(token))
                && !gap::is_about(text, sentence.clone(), &draft.speakers)
            {
                return false;
            }
            at = sentence.end;
        }
        true
    }

    /// The start of the content where a quotation begins within its clause: The plan “is bad. It fails,” he said.
    fn left_end(&self, marks: &Range<usize>, draft: &Draft, from: usize) -> usize {
        let text = self.text;
        let cue_end = draft.cue.as_ref().map_or(0, |cue| cue.tokens.end);
        if cue_end <= marks.start {
            // “told reporters that “…”: from "that".
            return match marks.start.checked_sub(1) {
                Some(that) if text.is(that, "that") => that,
                _ => marks.start,
            };
        }
        text.sentence(marks.start).start.max(from)
    }

    fn draft_for(&self, link: &Link, direct: &mut Direct) -> usize {
        let text = self.text;
        let mention =
            |tokens: Range<usize>, lemma: &str| Some(CueMention { tokens, lemma: lemma.to_string() });
        let (cue, speakers, addressees, act, rule) = match link.clone() {
            Link::Cue(at, frame) => {
                let cue = &self.cues[at];
                direct.used[at] = true;
                let speakers = match frame {
                    Some(frame) => speaker::of_frame(text, cue.head, frame),
                    None => speaker::of_verb(text, cue.head),
                };
                let act = cue.entry.quotes().unwrap_or(Act::Assert);
                let tokens = cue.tokens.clone();
                (
                    mention(tokens, &cue.lemma),
                    speakers,
                    speaker::addressees(text, cue),
                    act,
                    "statement-quoted",
                )
            }
            Link::Shape(verb, frame) => {
                let speakers = match frame {
                    Some(frame) => speaker::of_frame(text, verb, frame),
                    None => speaker::of_verb(text, verb),
                };
                let lemma = text.document.lemma(verb).to_string();
                (mention(verb..verb + 1, &lemma), speakers, Vec::new(), Act::Assert, "statement-quoted-shape")
            }
            Link::Label(head) => {
                (None, Speakers::Named(vec![head]), Vec::new(), Act::Assert, "statement-label")
            }
            Link::Source(first, head) => {
                let speakers = Speakers::Named(text.document.conjuncts(head));
                let cue = mention(first..first + 2, "according to");
                (cue, speakers, Vec::new(), Act::Assert, "statement-according-to")
            }
        };
        let is_same = |draft: &Draft| match (&draft.cue, &cue) {
            (Some(one), Some(other)) => one.tokens == other.tokens,
            _ => false,
        };
        // A cue is at most a few quotations away from where it was used before.
        let recent = direct.drafts.len().saturating_sub(8);
        if let Some(known) = direct.drafts[recent..].iter().rposition(is_same).map(|at| recent + at) {
            return known;
        }
        direct.drafts.push(Draft {
            cue,
            level: self.group.level,
            speakers: speakers.heads(),
            addressees,
            act,
            content: Vec::new(),
            rule,
        });
        direct.drafts.len() - 1
    }
}

/// The head of the noun phrase behind "according to".
pub(super) fn source_head(text: &Text, to: usize, end: usize) -> Option<usize> {
    let document = text.document;
    let first = (to + 1..end).find(|&token| document.is_nominal(token))?;
    let mut head = first;
    for _ in 0..12 {
        match document.head(head) {
            Some(above) if above > to && above < end && document.is_nominal(above) => head = above,
            _ => break,
        }
    }
    Some(head)
}
