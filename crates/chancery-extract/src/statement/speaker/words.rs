//! Who says it, by the words beside a reporting verb where the tree is not to be trusted.

use super::{Speakers, behind_title, by_tree, named, of_verb};
use crate::statement::reach;
use crate::statement::text::Text;
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

/// The speakers of a participle, by the words before it: "Roe added, saying", "calling it a lie and accusing Doe", "with
/// an advertisement asking".
pub(in crate::statement) fn of_participle(text: &Text, verb: usize) -> Option<Speakers> {
    let document = text.document;
    if document.token(verb).xpos != "VBG" {
        return None;
    }
    let sentence = text.sentence(verb);
    let mut words =
        (sentence.start..verb).rev().filter(|&token| text.upos(token) != Upos::Adv && !text.is_mark(token));
    let before = words.next()?;
    if text.is_break(before) {
        // Right behind a frame it is the frame's speaker who goes on.
        let frame = words.next().filter(|&token| {
            text.same_level(token, verb)
                && matches!(document.token(token).xpos, "VBD" | "VBZ")
                && reach::reports(text, token)
        })?;
        return Some(by_tree(text, frame)).filter(Speakers::is_named);
    }
    if text.upos(before) == Upos::Cconj {
        let first = (sentence.start..before).rev().find(|&token| {
            document.token(token).xpos == "VBG"
                && text.same_level(token, verb)
                && reach::tells(text, token)
                && reach::is_behind_break(text, token)
        })?;
        return Some(of_verb(text, first)).filter(Speakers::is_named);
    }
    let top = document.is_nominal(before).then(|| top_of_phrase(text, before, sentence.start..verb))?;
    (document.case_of(top).as_deref() == Some("with")).then(|| named(text, verb, top))
}

/// Who speaks in a frame, by the words of the speaker's phrase.
pub(in crate::statement) fn in_phrase(text: &Text, verb: usize, phrase: Range<usize>) -> Speakers {
    match by_tree(text, verb) {
        Speakers::Named(heads) if heads.iter().all(|head| phrase.contains(head)) => Speakers::Named(heads),
        _ if phrase.start > verb => in_segment(text, verb, verb..phrase.end),
        _ => in_segment(text, verb, phrase.start..verb + 1),
    }
}

/// The noun phrase of a stretch that can be the subject of its verb.
pub(in crate::statement) fn in_segment(text: &Text, verb: usize, segment: Range<usize>) -> Speakers {
    let document = text.document;
    let is_start = |token: usize| {
        matches!(text.upos(token), Upos::Propn | Upos::Noun | Upos::Det | Upos::Adj | Upos::Num | Upos::Pron)
    };
    if segment.start == verb {
        let behind = verb + 1;
        let is_inverted = segment.contains(&behind) && is_start(behind) && document.token(verb).xpos != "VBP";
        return match (behind..segment.end).find(|&token| document.is_nominal(token)) {
            Some(first) if is_inverted => {
                named(text, verb, top_of_phrase(text, behind_title(text, first), behind..segment.end))
            }
            _ => Speakers::Unknown,
        };
    }
    let before = segment.start..verb;
    let subject = before
        .clone()
        .filter(|&token| document.is_nominal(token))
        .map(|token| top_of_phrase(text, token, before.clone()))
        .find(|&top| {
            !document.children(top).any(|child| {
                text.deprel(child) == Deprel::Case && before.contains(&child) && text.upos(child) == Upos::Adp
            }) && !text.is_time(top)
        });
    subject.map_or(Speakers::Unknown, |subject| named(text, verb, subject))
}

/// The stretch around a verb within its sentence, up to the nearest marks of quotations that it does not stand in and
/// to semicolons; where nothing is quoted before it, only from the last break on.
pub(in crate::statement) fn frame_of(text: &Text, verb: usize) -> Range<usize> {
    let sentence = text.sentence(verb);
    let is_frame =
        |token: usize| text.same_level(token, verb) && !text.is_mark(token) && !text.is(token, ";");
    let start = (sentence.start..verb).rev().take_while(|&token| is_frame(token)).last().unwrap_or(verb);
    let end = (verb..sentence.end).take_while(|&token| is_frame(token)).last().map_or(verb, |last| last + 1);
    let is_behind_mark = start.checked_sub(1).is_some_and(|token| text.is_mark(token));
    let start =
        (start..verb).find(|&token| !text.is_break(token) && text.upos(token) != Upos::Cconj).unwrap_or(verb);
    if is_behind_mark {
        return start..end;
    }
    let near = (start..verb).rev().take_while(|&token| !text.is_break(token)).last().unwrap_or(verb);
    near..end
}

/// The highest nominal above a token within a stretch.
pub(in crate::statement) fn top_of_phrase(text: &Text, token: usize, within: Range<usize>) -> usize {
    let mut top = token;
    for _ in 0..12 {
        match text.document.head(top) {
            Some(head)
                if within.contains(&head)
                    && matches!(text.upos(head), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
                    && text.same_level(head, token) =>
            {
                top = head;
            }
            _ => break,
        }
    }
    top
}

/// Where the tree gives no subject: the noun phrase behind an inverted verb (", said Jane Doe"), or the one before the
/// verb, in the stretch between breaks and marks that is the frame of the saying.
pub(in crate::statement) fn beside(text: &Text, verb: usize) -> Speakers {
    match text.document.token(verb).xpos {
        "VBG" => return subject_before(text, verb),
        "VBD" | "VBZ" | "VBP" | "VBN" | "NNS" | "NN" => {}
        _ => return Speakers::Unknown,
    }
    in_segment(text, verb, frame_of(text, verb))
}

/// The subject of the finite verb before a participle: “…,” Roe said before adding: “…”.
pub(in crate::statement) fn subject_before(text: &Text, verb: usize) -> Speakers {
    let sentence = text.sentence(verb);
    let verbs = (sentence.start..verb)
        .rev()
        .filter(|&token| text.same_level(token, verb) && text.upos(token) == Upos::Verb)
        .filter(|&token| text.is_finite(token))
        .take(4)
        .collect::<Vec<_>>();
    // A verb of saying before one of doing.
    let (says, does): (Vec<usize>, Vec<usize>) = verbs
        .into_iter()
        .partition(|&token| reach::reports(text, token) && !reach::is_told_by_another(text, token));
    says.into_iter()
        .chain(does)
        .map(|token| by_tree(text, token))
        .find(Speakers::is_named)
        .unwrap_or(Speakers::Unknown)
}

/// The noun phrase that an apposition parts from its verb: "Rufus Roe, its chairman, told", by the commas alone.
pub(in crate::statement) fn behind_apposition(text: &Text, verb: usize) -> Option<Range<usize>> {
    let sentence = text.sentence(verb);
    let comma = verb.checked_sub(1).filter(|&comma| text.is(comma, ",") && sentence.contains(&comma))?;
    let chunk = |end: usize, is_apposition: bool| {
        let stops =
            |token: usize| text.is_break(token) || text.is_mark(token) || !text.same_level(token, verb);
        let start = (sentence.start..end).rev().take_while(|&token| !stops(token)).last()?;
        // "As John Hill, the mayor, put it"
        let start = if text.is(start, "as") && start + 1 < end { start + 1 } else { start };
        let is_verbless = (start..end).all(|token| {
            !matches!(text.upos(token), Upos::Verb | Upos::Aux | Upos::Sconj)
                || matches!(text.document.token(token).xpos, "VBG" | "VBN")
        });
        // A name that no tagger knows may have any tag.
        let is_capital = || text.document.form(start).starts_with(char::is_uppercase);
        let begins =
            matches!(
                text.upos(start),
                Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Pron | Upos::Num
            ) || (start + 1 == end && is_capital() && !matches!(text.upos(start), Upos::Adv | Upos::Adp));
        // "Doe, echoing the president, said", "Roe, with open delight, said"
        let describes = is_apposition
            && (text.upos(start) == Upos::Adp || matches!(text.document.token(start).xpos, "VBG" | "VBN"));
        (is_verbless && (begins || describes)).then_some(start..end)
    };
    let apposition = chunk(comma, true)?;
    let before =
        apposition.start.checked_sub(1).filter(|&comma| text.is(comma, ",") && sentence.contains(&comma))?;
    chunk(before, false).filter(|phrase| !text.is_time(phrase.start))
}

/// Where a row of phrases between commas begins that ends with a phrase: "Rufus Roe, the mayor of the port, Grandport".
pub(in crate::statement) fn first_in_row(text: &Text, phrase: usize) -> usize {
    let sentence = text.sentence(phrase).start;
    let mut start = phrase;
    for token in (sentence..phrase).rev() {
        let is_plain = text.same_level(token, phrase)
            && !text.is_mark(token)
            && !matches!(text.upos(token), Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Adp);
        let is_of = text.upos(token) == Upos::Adp && text.is(token, "of");
        if !(is_plain || is_of) {
            break;
        }
        start = token;
    }
    start
}
