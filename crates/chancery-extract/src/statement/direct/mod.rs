//! Quotations and the reporting words beside them: `"…," X said.`, `X said: "…"`, `"…," X said. "…"`.
//!
//! Works by what stands beside the marks; the tree only tells subjects. Quotations that are a part of somebody's
//! clause ("called it a “lie”") are left to the finders of clauses.

mod link;

use super::cue::Cue;
use super::draft::Draft;
use super::speaker::{self, Speakers};
use super::text::Text;
use super::{CueMention, addressee, gap};
use chancery_record::Act;
use link::Link;
use std::collections::BTreeMap;
use std::ops::Range;

/// What was found: drafts, which cues they used, and which draft each quotation belongs to.
#[derive(Default)]
pub(super) struct Direct {
    pub(super) drafts: Vec<Draft>,
    pub(super) used: Vec<bool>,
    pub(super) draft_of: Vec<Option<usize>>,
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
            // The “mood is bad,” he told the Observer, “and I hope it mends.”
            let is_resumed = self.ends_with_comma(number)
                && text.sentence(marks.start).contains(&next)
                && next.checked_sub(1).is_some_and(|p| p > marks.end && text.is_break(p));
            let post = (isolated || spans_sentences || is_resumed).then(|| self.post(number, next)).flatten();
            let resumes = before
                .and_then(|before| Some(direct.drafts[direct.draft_of[before]?].cue.as_ref()?.tokens.start));
            // Where the quotation before has no cue of its own, what is said may begin before it.
            let since = match before.filter(|&before| direct.draft_of[before].is_none()) {
                Some(_) => self.group.tokens.start,
                None => from,
            };
            let pre = if is_sentence { None } else { self.pre(number, from, since, resumes) };
            // “Why not?” asked Roe: a verb right behind the marks has no other quotation to itself.
            let is_inverted = matches!(&post, Some(Link::Cue(_, Some(frame))) if self.is_cue(frame.start));
            let link = if self.ends_with_comma(number) || is_inverted { post.or(pre) } else { pre.or(post) };
            let link = if is_sentence {
                self.signature(number).or(link).or_else(|| self.colon_above(number))
            } else {
                link
            };
            let draft = match link {
                Some(link) => Some(self.draft_for(&link, direct)),
                None => {
                    let goes_on = quotation.continues.and_then(|before| direct.draft_of[before]);
                    let chained = before
                        .filter(|_| is_sentence)
                        .and_then(|before| Some((before, direct.draft_of[before]?)))
                        .filter(|&(before, draft)| self.may_chain(before, &direct.drafts[draft], number))
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

    /// Whether a quotation without a cue of its own goes on with the one before: only its frame, or sentences about
    /// the same speaker, stand between.
    fn may_chain(&self, before: usize, draft: &Draft, number: usize) -> bool {
        let text = self.text;
        let (marks, last) = (&text.with_marks[number], text.mentions.quotations[number].tokens.end - 1);
        let start = marks.start;
        // A quotation that only begins a sentence is a part of another clause.
        let is_whole = text.is_terminal(last)
            || text.is_break(last)
            || marks.end >= text.sentence(last).end
            || !text.is_word(marks.end);
        if !is_whole {
            return false;
        }
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
                    addressee::addressees(text, cue),
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
