//! Quotations without a cue of their own: they go on with the statement before them in their paragraph, go on from
//! the paragraph before, or have no speaker.

use super::draft::Draft;
use super::text::Text;
use chancery_record::Act;

/// Fewest words of a quotation that is taken for something said although nothing says so.
const LONG: usize = 6;

/// Gives quotations that begin a sentence to the statement before, or makes statements without a speaker of them.
pub(super) fn find(text: &Text, drafts: &mut Vec<Draft>, draft_of: &mut [Option<usize>]) {
    let mut covered = vec![false; text.document.tokens().len()];
    for part in drafts.iter().flat_map(|draft| &draft.content) {
        covered[part.clone()].fill(true);
    }
    // Where the cues of statements with a speaker stand, in text order.
    let mut cues: Vec<(usize, usize)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.level.is_none() && !draft.speakers.is_empty())
        .filter_map(|(at, draft)| Some((draft.cue.as_ref()?.tokens.start, at)))
        .collect();
    cues.sort_unstable();
    for number in 0..text.mentions.quotations.len() {
        let quotation = &text.mentions.quotations[number];
        if quotation.depth > 0 || draft_of[number].is_some() {
            continue;
        }
        let marks = text.with_marks[number].clone();
        if let Some(before) = quotation.continues.and_then(|before| draft_of[before]) {
            drafts[before].content.push(marks);
            draft_of[number] = Some(before);
            continue;
        }
        let begins = marks.start == 0
            || text.is_terminal(marks.start - 1)
            || text.is_mark(marks.start - 1)
            || text.sentence(marks.start - 1) != text.sentence(quotation.tokens.start);
        let words = quotation.tokens.clone().filter(|&token| text.is_word(token)).count();
        let is_said = begins
            && words >= 3
            && quotation.tokens.clone().any(|token| text.is_finite(token))
            && (text.is_terminal(quotation.tokens.end - 1)
                || text.is_break(quotation.tokens.end - 1)
                || !quotation.closed);
        if !is_said || covered[marks.clone()].contains(&true) {
            continue;
        }
        let paragraph = text.paragraph_tokens(text.paragraph_of(quotation.tokens.start));
        let before = cues
            .partition_point(|&(cue, _)| cue < marks.start)
            .checked_sub(1)
            .map(|last| cues[last])
            .filter(|(cue, _)| paragraph.contains(cue))
            .map(|(_, at)| at);
        let before = before.or_else(|| above(text, drafts, draft_of, &cues, number, paragraph.clone()));
        match before {
            Some(before) => {
                drafts[before].content.push(marks);
                draft_of[number] = Some(before);
            }
            None if words >= LONG => {
                draft_of[number] = Some(drafts.len());
                drafts.push(Draft {
                    cue: None,
                    level: None,
                    speakers: Vec::new(),
                    addressees: Vec::new(),
                    act: Act::Assert,
                    content: vec![marks],
                    rule: "statement-quoted-alone",
                });
            }
            None => {}
        }
    }
    for draft in drafts {
        draft.tidy(text);
    }
}

/// A paragraph that is nothing but a quotation goes on with the quotation that the paragraph above has, unless that one
/// asks something.
fn above(
    text: &Text,
    drafts: &[Draft],
    draft_of: &[Option<usize>],
    cues: &[(usize, usize)],
    number: usize,
    paragraph: std::ops::Range<usize>,
) -> Option<usize> {
    let marks = &text.with_marks[number];
    let is_whole = paragraph.clone().all(|token| marks.contains(&token) || !text.is_word(token));
    if !is_whole {
        return None;
    }
    let here = text.paragraph_of(marks.start);
    let above = text.paragraph_tokens(here.checked_sub(1)?);
    // The plan is “a trap,” X said. Where nothing is quoted above, what its last sentence reports.
    let last_cue = || {
        let last = cues[..cues.partition_point(|&(cue, _)| cue < marks.start)].last();
        last.filter(|(cue, _)| above.contains(cue)).copied()
    };
    let before = (0..number)
        .rev()
        .find(|&other| text.mentions.quotations[other].depth == 0)
        .filter(|&before| above.contains(&text.with_marks[before].start));
    let at = match before {
        Some(before) => draft_of[before]
            .or_else(|| {
                // “…,” X told a rally, saying Y would “take the guns.”
                (0..before)
                    .rev()
                    .take_while(|&other| above.contains(&text.with_marks[other].start))
                    .find_map(|other| draft_of[other])
            })
            .or_else(|| last_cue().map(|(_, at)| at))?,
        None => last_cue()
            .filter(|&(cue, at)| drafts[at].rule == "statement-clause" && text.sentence(cue).end == above.end)
            .map(|(_, at)| at)?,
    };
    let draft = &drafts[at];
    let asks = draft.act == Act::Ask
        || (draft.cue.is_none()
            && before.is_some_and(|before| text.is(text.mentions.quotations[before].tokens.end - 1, "?")));
    (!asks && draft.level.is_none() && !draft.speakers.is_empty()).then_some(at)
}
