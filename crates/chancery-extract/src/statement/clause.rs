//! What is said as a clause: "X said (that) …", "…, X said", "…, X said, …", "as X put it".

use super::cue::{self, Class, Cue, Takes};
use super::reach;
use super::speaker::Speakers;
use super::text::Text;
use chancery_record::Act;
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

/// Content found for a cue.
pub(super) struct Content {
    pub(super) parts: Vec<Range<usize>>,
    pub(super) act: Act,
    pub(super) rule: &'static str,
}

/// The clause that a reporting verb reports.
pub(super) fn find(text: &Text, cue: &Cue, speakers: &Speakers) -> Option<Content> {
    let act = clause_act(text, cue, speakers);
    let takes = act.or(cue.entry.act(Takes::Quote));
    if let (Some(act), Speakers::Named(heads)) = (takes, speakers)
        && let Some(frame) = reach::frame_by_commas(text, cue, heads)
        && let Some(parts) = without(text, cue, text.sentence(cue.head), frame)
    {
        return Some(Content { parts, act, rule: "statement-parenthetical" });
    }
    if let Some(act) = act
        && let Some(part) = right(text, cue)
    {
        return Some(Content { parts: vec![part], act, rule: "statement-clause" });
    }
    let act = takes.filter(|_| speakers.is_named())?;
    left(text, cue).or_else(|| around(text, cue)).map(|parts| Content {
        parts,
        act,
        rule: "statement-parenthetical",
    })
}

/// All of the sentence before a frame that closes it: "…, the navy said".
pub(super) fn before(text: &Text, cue: &Cue, frame: usize) -> Option<Content> {
    let act = cue.entry.act(Takes::That)?;
    let sentence = text.sentence(cue.head);
    let parts = without(text, cue, sentence.clone(), frame..sentence.end)?;
    Some(Content { parts, act, rule: "statement-parenthetical" })
}

/// The act of the verb with a clause, `None` where it takes none.
fn clause_act(text: &Text, cue: &Cue, speakers: &Speakers) -> Option<Act> {
    cue.entry.act(Takes::That).or(cue.entry.act(Takes::Wh)).or_else(|| {
        let act = cue.entry.act(Takes::ArtefactThat)?;
        match speakers {
            Speakers::Named(heads) => {
                heads.iter().any(|&head| cue::is(Class::Artefact, text.document.lemma(head))).then_some(act)
            }
            _ => None,
        }
    })
}

/// The clause behind the verb.
fn right(text: &Text, cue: &Cue) -> Option<Range<usize>> {
    let document = text.document;
    let sentence = text.sentence(cue.head);
    let clause = document
        .children(cue.head)
        .filter(|&child| child > cue.head)
        .find(|&child| is_clause(text, cue, child));
    if let Some(clause) = clause {
        let reach = document.reach(clause);
        let start = skip_frame(text, reach.start.max(cue.tokens.end), clause);
        let start = if is_word_beside(text, cue) { cue.tokens.end } else { behind_frame(text, start) };
        // "asked why": the question word belongs to the clause, wherever the tree hangs it.
        let asks = start > cue.tokens.end && is_question_word(text, start - 1);
        let start = if asks { start - 1 } else { start };
        // "repeated her claim that …", "denied a report that …": the noun is part of it.
        let object = document.children(cue.head).find(|&child| {
            child > cue.head
                && child < start
                && text.deprel(child) == Deprel::Obj
                && cue.entry.act(Takes::Obj).is_some()
                && cue.entry.act(Takes::Whom).is_none()
        });
        let start = object.map_or(start, |object| document.reach(object).start.max(cue.tokens.end));
        let end = reach::clause_end(text, cue, clause.max(start));
        let end = remark(text, start..end).unwrap_or(end);
        return clip(text, cue, reach::cut(text, start..end));
    }
    // Where the tree has no clause: "that" or "why" behind the verb and its hearer.
    let that = (cue.tokens.end..sentence.end.min(cue.tokens.end + 14)).find(|&token| {
        text.is(token, "that") || (cue.entry.act(Takes::Wh).is_some() && is_question_word(text, token))
    })?;
    let has_hearer = cue.entry.act(Takes::Whom).is_some() || behind_adjunct(text, cue, that);
    let is_mark = (text.upos(that) == Upos::Sconj || has_hearer || !text.is(that, "that"))
        && !(cue.tokens.end..that).any(|token| {
            text.is_finite(token)
                || matches!(text.document.form(token), "." | ";" | ":")
                || text.upos(token) == Upos::Verb
        });
    is_mark.then(|| clip(text, cue, reach::cut(text, that..sentence.end))).flatten()
}

/// "predicted at the supper that they would come": only a time or place stands between, and "that" has no part in its
/// clause as a relative pronoun would have.
fn behind_adjunct(text: &Text, cue: &Cue, that: usize) -> bool {
    let document = text.document;
    let next = cue.tokens.end;
    (text.is_time(next) || text.upos(next) == Upos::Adp)
        && !document.children(cue.head).any(|child| child > cue.head && text.deprel(child) == Deprel::Obj)
        && document.head(that).is_some_and(|clause| {
            clause > that && document.subject(clause).is_some_and(|subject| subject > that)
        })
}

/// Where the writer's own remark begins: said the talks were “dead,” | an odd charge.
pub(super) fn remark(text: &Text, range: Range<usize>) -> Option<usize> {
    let plain = || {
        range.clone().skip(2).find(|&token| {
            text.is(token, ",")
                && text.same_level(token, range.start)
                && text.upos(token - 1) == Upos::Noun
                && token + 4 < range.end
                && matches!(text.lower(token + 1).as_str(), "a" | "an" | "another")
        })
    };
    let at = reach::quoted_comma(text, range.clone()).or_else(|| plain().map(|comma| comma + 1))?;
    let is_verbless =
        (at..range.end).all(|token| !text.is_finite(token) || text.deprel(token) == Deprel::AclRelcl);
    let is_bare = !(at..range.end).any(|token| text.is_mark(token));
    (matches!(text.lower(at).as_str(), "a" | "an" | "another") && is_verbless && is_bare).then_some(at)
}

fn is_clause(text: &Text, cue: &Cue, child: usize) -> bool {
    let document = text.document;
    match text.deprel(child).universal() {
        Deprel::Ccomp => true,
        // "said: Sylvania must go" and a clause that the parser took for an aside; a saying behind a comma ("Roe has
        // agreed to go, an aide said") is a frame around both.
        Deprel::Parataxis => {
            let start = document.reach(child).start;
            let is_parted = text.is(start, ",") || start > 0 && text.is(start - 1, ",");
            let is_frame = is_parted && reach::reports(text, child);
            text.is_finite(child)
                && !is_frame
                && document.subject(child).is_some_and(|subject| subject > cue.head)
                && document.subject(cue.head).is_some_and(|subject| subject < cue.head)
        }
        // "said that …" taken for an adverbial clause.
        Deprel::Advcl
            if cue.entry.act(Takes::Wh).is_some()
                && document.reach(child).start == cue.tokens.end
                && is_question_word(text, cue.tokens.end) =>
        {
            true
        }
        Deprel::Advcl | Deprel::Acl => document.children(child).any(|mark| {
            text.deprel(mark) == Deprel::Mark && (text.is(mark, "that") || text.is(mark, "whether"))
        }),
        _ => false,
    }
}

/// "said on the radio on Sunday that …": from "that", where only words of place and time stand before it.
fn behind_frame(text: &Text, start: usize) -> usize {
    let sentence = text.sentence(start);
    if text.upos(start) != Upos::Adp {
        return start;
    }
    (start..sentence.end.min(start + 14))
        .take_while(|&token| text.upos(token) != Upos::Verb && text.upos(token) != Upos::Aux)
        .find(|&token| text.is(token, "that") && text.upos(token) == Upos::Sconj)
        .unwrap_or(start)
}

fn is_question_word(text: &Text, token: usize) -> bool {
    matches!(text.document.token(token).xpos, "WRB" | "WP") || text.is(token, "whether")
}

/// Whether what is said must begin right behind the verb: no hearer, time or place can stand there.
fn is_word_beside(text: &Text, cue: &Cue) -> bool {
    let next = cue.tokens.end;
    cue.entry.act(Takes::Whom).is_none()
        && text.sentence(cue.head).contains(&next)
        && (matches!(
            text.upos(next),
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Num | Upos::Sconj
        ) || text.document.token(next).xpos == "VBG")
        && !text.is_time(next)
}

/// A clause's first token, where parts of the frame ("on Monday", "in a statement") were taken into it: everything
/// up to "that" is frame.
fn skip_frame(text: &Text, start: usize, clause: usize) -> usize {
    let mark = text
        .document
        .children(clause)
        .find(|&child| text.deprel(child) == Deprel::Mark && text.is(child, "that") && child > start);
    match mark {
        Some(that) if !(start..that).any(|token| text.is_finite(token)) => that,
        _ => start,
    }
}

/// Keeps content within the quotation that its cue stands in, and off the cue itself.
fn clip(text: &Text, cue: &Cue, range: Range<usize>) -> Option<Range<usize>> {
    let mut range = range.start.max(cue.tokens.end)..range.end;
    if let Some(level) = text.level(cue.head) {
        let inner = &text.mentions.quotations[level].tokens;
        range = range.start.max(inner.start)..range.end.min(inner.end);
    }
    let range = text.trim(range.start..range.end.max(range.start));
    (range.clone().filter(|&token| text.is_word(token)).count() > 1).then_some(range)
}

/// The clause before the verb, as its complement: "…, X said".
fn left(text: &Text, cue: &Cue) -> Option<Vec<Range<usize>>> {
    let document = text.document;
    let clause = document.children(cue.head).take_while(|&child| child < cue.head).find(|&child| {
        matches!(text.deprel(child).universal(), Deprel::Ccomp | Deprel::Parataxis)
            && has_break(text, document.reach(child).end, cue.head)
    })?;
    let end = document.reach(clause).end;
    let sentence = text.sentence(cue.head);
    without(text, cue, sentence.clone(), end..sentence.end)
}

/// The clause that the verb is an aside to: "…, X said, …", "as X put it".
fn around(text: &Text, cue: &Cue) -> Option<Vec<Range<usize>>> {
    let document = text.document;
    let sentence = text.sentence(cue.head);
    let reach = document.reach(cue.head);
    let first = reach.clone().find(|&token| text.is_word(token));
    let is_as_clause =
        first.is_some_and(|first| text.is(first, "as")) && document.subject(cue.head).is_some();
    let is_aside = matches!(text.deprel(cue.head), Deprel::Parataxis | Deprel::Dep | Deprel::Discourse)
        || (is_as_clause && matches!(text.deprel(cue.head), Deprel::Advcl | Deprel::AdvclRelcl));
    if !is_aside || (!is_as_clause && has_object(text, cue.head)) {
        return None;
    }
    let mut top = cue.head;
    while let Some(head) = document.head(top) {
        top = head;
        if text.deprel(top) != Deprel::Parataxis {
            break;
        }
    }
    let whole = document.reach(top);
    let is_parted = has_break(text, reach.start, reach.start + 1) || reach.start <= sentence.start + 1;
    if is_parted { without(text, cue, whole, reach) } else { None }
}

fn has_object(text: &Text, verb: usize) -> bool {
    let document = text.document;
    document.subject(verb).is_some_and(|subject| subject < verb)
        && document.children(verb).any(|child| {
            child > verb
                && text.deprel(child) == Deprel::Obj
                && !matches!(text.lower(child).as_str(), "it" | "reporters")
        })
}

/// Whether a comma, dash or mark stands between two places.
fn has_break(text: &Text, from: usize, to: usize) -> bool {
    (from.saturating_sub(1)..to.min(text.document.tokens().len()))
        .any(|token| text.is_break(token) || text.is_mark(token))
}

/// What is left of a stretch without the frame, within the cue's own quotation.
fn without(text: &Text, cue: &Cue, whole: Range<usize>, frame: Range<usize>) -> Option<Vec<Range<usize>>> {
    let inner = match text.level(cue.head) {
        Some(level) => text.mentions.quotations[level].tokens.clone(),
        None => 0..text.document.tokens().len(),
    };
    let clip = |range: Range<usize>| {
        // "[Photo: Jane Doe] The talks are over, Roe said": what a writer puts in is not said.
        let inserted = (range.start..range.end)
            .take_while(|&token| text.is(token, "[") || text.is_inserted(token) || text.is(token, "]"))
            .count();
        let start = (range.start + inserted).max(inner.start);
        text.trim(start..range.end.min(inner.end).max(start))
    };
    let parts: Vec<Range<usize>> = [whole.start..frame.start, frame.end..whole.end]
        .into_iter()
        .filter(|part| part.start < part.end)
        .map(clip)
        .filter(|part| part.clone().any(|token| text.is_word(token)))
        .collect();
    // "While challenging the guild, he advised …": an adverbial clause alone is not what is said.
    if let [only] = parts.as_slice()
        && only.start < cue.head
        && matches!(
            text.lower(only.start).as_str(),
            "while"
                | "after"
                | "before"
                | "when"
                | "although"
                | "though"
                | "as"
                | "if"
                | "since"
                | "despite"
                | "once"
        )
        && !only.clone().any(|token| text.is(token, ","))
    {
        return None;
    }
    // A phrase before the frame is no clause: "On Monday, Roe said, …" needs what follows.
    let has_verb = parts.iter().cloned().flatten().any(|token| text.is_finite(token));
    (has_verb && parts.iter().map(|part| part.len()).sum::<usize>() > 2).then_some(parts)
}
