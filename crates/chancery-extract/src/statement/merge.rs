//! Drafts → statements: in text order, each once, with the statement that each stands in.

use super::StatementMention;
use super::draft::Draft;
use super::text::Text;
use chancery_record::Act;

/// The rule of what is told only because it is marked; within what somebody says his words are that speaker's.
pub(super) const MARKED: &str = "statement-marked";

/// Orders the drafts, drops what was found twice, and tells which stands inside which.
pub(super) fn finish(text: &Text, mut drafts: Vec<Draft>) -> Vec<StatementMention> {
    drafts.retain(|draft| !draft.content.is_empty() && is_told(text, draft));
    for draft in &mut drafts {
        ask_where_asked(text, draft);
    }
    drafts.sort_by_key(|draft| (draft.start(), std::cmp::Reverse(draft.content.last().map(|part| part.end))));
    // "stated, while testifying, that …": one thing said once.
    drafts.dedup_by(|later, first| {
        later.content == first.content
            && (later.cue.is_none() || (!later.speakers.is_empty() && later.speakers == first.speakers))
    });
    let mut insides = insides(&drafts);
    if drafts.iter().zip(&insides).any(|(draft, inside)| draft.rule == MARKED && inside.is_some()) {
        let mut nested = insides.iter().map(Option::is_some);
        drafts.retain(|draft| !(nested.next() == Some(true) && draft.rule == MARKED));
        insides = self::insides(&drafts);
    }
    let mut statements: Vec<StatementMention> = drafts.into_iter().map(|draft| draft.finish(text)).collect();
    for (statement, inside) in statements.iter_mut().zip(insides) {
        statement.inside = inside;
    }
    statements
}

/// Within quotations only what a clause, a quotation or a request tells of somebody else: "I tell you", "they talk about
/// us" are part of what is said there, no statements of their own.
fn is_told(text: &Text, draft: &Draft) -> bool {
    if draft.level.is_none() {
        return true;
    }
    let is_firm = matches!(
        draft.rule,
        "statement-quoted"
            | "statement-clause"
            | "statement-request"
            | "statement-parenthetical"
            | "statement-according-to"
    );
    let is_own = draft.speakers.is_empty()
        || draft.speakers.iter().any(|&head| matches!(text.lower(head).as_str(), "i" | "we" | "you" | "one"));
    is_firm && !is_own
}

/// A quotation that is nothing but a question is asked, whatever the verb.
fn ask_where_asked(text: &Text, draft: &mut Draft) {
    if draft.act != Act::Assert {
        return;
    }
    let Some(last) = draft.content.last() else { return };
    let is_question = last
        .clone()
        .next_back()
        .is_some_and(|end| text.is(end, "?") || (text.is_mark(end) && end > 0 && text.is(end - 1, "?")));
    let is_quoted = draft
        .content
        .iter()
        .all(|part| text.is_quoted(part.start + usize::from(text.is_mark(part.start)), draft.level));
    let n_sentences =
        draft.content.iter().cloned().flatten().filter(|&token| text.is_terminal(token)).count();
    if is_question && is_quoted && n_sentences == 1 {
        draft.act = Act::Ask;
    }
}

/// For each draft the smallest other one whose content holds its cue (or, without one, its content).
fn insides(drafts: &[Draft]) -> Vec<Option<usize>> {
    let place =
        |draft: &Draft| draft.cue.as_ref().map_or_else(|| draft.content[0].start, |cue| cue.tokens.start);
    // Drafts by their parts: a sweep over the starts, with the parts that are open.
    let mut parts: Vec<(usize, usize, usize)> = drafts
        .iter()
        .enumerate()
        .flat_map(|(at, draft)| draft.content.iter().map(move |part| (part.start, part.end, at)))
        .collect();
    parts.sort_unstable();
    let mut places: Vec<(usize, usize)> =
        drafts.iter().enumerate().map(|(at, draft)| (place(draft), at)).collect();
    places.sort_unstable();
    let mut insides = vec![None; drafts.len()];
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    let mut next = 0;
    for (token, at) in places {
        while next < parts.len() && parts[next].0 <= token {
            open.push(parts[next]);
            next += 1;
        }
        open.retain(|&(_, end, _)| end > token);
        insides[at] = open
            .iter()
            .filter(|&&(_, _, other)| {
                other != at && !(drafts[other].content == drafts[at].content && other > at)
            })
            .min_by_key(|&&(start, end, other)| (end - start, other))
            .map(|&(_, _, other)| other);
    }
    open_circles(drafts, &mut insides);
    insides
}

/// "Roe denied that Sylvania had shelled the port, according to officials": where each holds the other's cue, the one
/// of wider content is the outer.
fn open_circles(drafts: &[Draft], insides: &mut [Option<usize>]) {
    let width = |at: usize| -> usize { drafts[at].content.iter().map(|part| part.end - part.start).sum() };
    // 0: not visited, 1: on the path at hand, 2: known to lead outside.
    let mut state = vec![0u8; drafts.len()];
    let mut path = Vec::new();
    for start in 0..drafts.len() {
        let mut at = Some(start);
        while let Some(draft) = at.filter(|&draft| state[draft] == 0) {
            state[draft] = 1;
            path.push(draft);
            at = insides[draft];
        }
        if let Some(first) = at.filter(|&draft| state[draft] == 1) {
            let circle = path.iter().copied().skip_while(|&draft| draft != first);
            if let Some(outer) = circle.max_by_key(|&draft| width(draft)) {
                insides[outer] = None;
            }
        }
        for draft in path.drain(..) {
            state[draft] = 2;
        }
    }
}
