//! The statement that an event is known from, and what that statement's act makes of it: what is demanded, promised
//! or denied is not done.

use super::view::View;
use crate::statement::StatementMention;
use chancery_record::{Act, Status};
use chancery_syntax::Deprel;

/// How many heads are climbed from an event's word to the top of what was said.
const CLIMB: usize = 6;

/// The innermost statement that an event's outermost word stands in.
pub(super) fn reported_by(view: &View<'_>, anchor: usize, statements: &[StatementMention]) -> Option<usize> {
    statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| holds(view, statement, anchor) && !goes_on_outside(view, anchor, statement))
        .min_by_key(|(idx, statement)| {
            let length: u32 = statement.content.iter().map(|content| content.end - content.start).sum();
            (length, *idx)
        })
        .map(|(idx, _)| idx)
}

/// The status of an event whose own words say that it happened, inside a statement: "demanded that Sylvania withdraw"
/// makes no withdrawal. Only what the act is about is touched; the sailors "who were captured" were captured.
pub(super) fn status_under(
    view: &View<'_>,
    anchor: usize,
    status: Status,
    statement: &StatementMention,
) -> Status {
    if !matches!(status, Status::Occurred | Status::Ongoing) || !is_what_is_said(view, anchor, statement) {
        return status;
    }
    match statement.act {
        Act::Assert => status,
        Act::Deny => Status::Negated,
        Act::Ask | Act::Decline | Act::Request => Status::Hypothetical,
        // "warned that Sylvania had shelled the port" tells of something past.
        Act::Promise | Act::Threaten if is_past(view, anchor) => status,
        Act::Promise | Act::Threaten => Status::Planned,
    }
}

fn holds(view: &View<'_>, statement: &StatementMention, token: usize) -> bool {
    let span = view.document.token(token).span;
    statement.content.iter().any(|content| content.start <= span.start && span.end <= content.end)
}

/// "urged both sides to talk and promised help": the promise goes on from "urged", whatever the content takes in.
fn goes_on_outside(view: &View<'_>, anchor: usize, statement: &StatementMention) -> bool {
    let parser = view.document.head(anchor).filter(|_| view.deprel(anchor) == Deprel::Conj);
    let mended = parser.and_then(|_| view.goes_on_from(anchor));
    mended != parser && mended.is_some_and(|verb| !holds(view, statement, verb))
}

/// Whether a word is the top of a statement's content, or coordinated with it or a complement of it.
fn is_what_is_said(view: &View<'_>, anchor: usize, statement: &StatementMention) -> bool {
    let mut at = anchor;
    for _ in 0..CLIMB {
        match view.document.head(at) {
            None => return true,
            Some(head) if !holds(view, statement, head) => return true,
            Some(head) if matches!(view.deprel(at), Deprel::Conj | Deprel::Xcomp | Deprel::Ccomp) => {
                at = head
            }
            Some(_) => return false,
        }
    }
    false
}

fn is_past(view: &View<'_>, token: usize) -> bool {
    let document = view.document;
    document.token(token).xpos == "VBD"
        || document.children(token).any(|child| {
            view.deprel(child) == Deprel::Aux
                && matches!(document.token(child).xpos, "VBD" | "VBZ" | "VBP")
                && matches!(view.lemma(child), "have" | "be")
        })
}
