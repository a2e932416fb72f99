//! What is said as a phrase: "denied the report", "called it a lie", "accused X of …", "urged X to …",
//! "called for …", "promised to …", "declined to comment".

use super::clause::Content;
use super::cue::{Cue, Takes};
use super::reach;
use super::text::Text;
use chancery_record::Act;
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

/// The rule of what stands behind a cue's preposition.
pub(super) const PREPOSITION: &str = "statement-preposition";

const PREPOSITIONS: &[(&str, Takes)] = &[
    ("for", Takes::For),
    ("of", Takes::Of),
    ("about", Takes::About),
    ("at", Takes::At),
    ("against", Takes::Against),
    ("on", Takes::On),
    ("upon", Takes::On),
    ("to", Takes::ToObj),
];

/// The phrase that a reporting verb reports.
pub(super) fn find(text: &Text, cue: &Cue, addressees: &mut Vec<usize>) -> Option<Content> {
    let document = text.document;
    let act = |takes: Takes| cue.entry.act(takes);
    let right = |deprel: Deprel| {
        document.children(cue.head).find(move |&child| child > cue.head && text.deprel(child) == deprel)
    };
    if let Some(content) = passive(text, cue).or_else(|| behind_what(text, cue)) {
        return Some(content);
    }
    // "called her a friend": who is called stands before what she is called.
    let object = match (right(Deprel::Iobj), right(Deprel::Obj)) {
        (Some(whom), Some(_)) if act(Takes::Pred).is_some() => Some(whom),
        (whom, object) => object.or(whom),
    };
    let infinitive = document.children(cue.head).find(|&child| {
        child > cue.head
            && matches!(text.deprel(child), Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp)
            && document
                .children(child)
                .any(|mark| mark < child && text.is(mark, "to") && text.upos(mark) == Upos::Part)
    });
    let done = |range: Range<usize>, act: Act, rule: &'static str| {
        clip(text, cue, range).map(|part| Content { parts: vec![part], act, rule })
    };
    // "called on Sylvania to leave"
    if let (Some(act), Some(whom)) = (act(Takes::OnTo), oblique(text, cue, &["on", "upon"]))
        && let Some(infinitive) = infinitive.or_else(|| infinitive_below(text, whom))
    {
        addressees.extend(document.conjuncts(whom).into_iter().filter(|&one| document.is_nominal(one)));
        return done(after_case(text, whom)..document.reach(infinitive).end, act, "statement-request");
    }
    // "urged Sylvania to leave"
    if let (Some(act), Some(infinitive)) = (act(Takes::ObjTo), infinitive) {
        let act = if matches!(act, Act::Assert | Act::Ask) { Act::Request } else { act };
        // "asked the envoys to leave" with the envoys hung on "leave".
        let hearer = document.children(infinitive).find(|&child| {
            child > cue.head && child < infinitive && document.is_nominal(child) && object.is_none()
        });
        for hearer in hearer.into_iter().flat_map(|hearer| document.conjuncts(hearer)) {
            if !addressees.contains(&hearer) {
                addressees.push(hearer);
            }
        }
        let start = match object.filter(|&object| object > cue.head) {
            Some(object) => document.reach(object).start,
            None => document.reach(infinitive).start,
        };
        return done(start..document.reach(infinitive).end, act, "statement-request");
    }
    // "promised to leave"
    if let (Some(act), Some(infinitive)) = (act(Takes::To), infinitive) {
        return done(
            document.reach(infinitive).start..reach::clause_end(text, cue, infinitive),
            act,
            "statement-infinitive",
        );
    }
    if let Some(object) = object
        && let Some(content) = with_object(text, cue, object)
    {
        return Some(content);
    }
    // "called for a truce"
    if object.is_some_and(|object| object > cue.head && !takes_hearer(cue)) {
        return None;
    }
    // "They were talking about the truce": that they talked is told, not what they said.
    let is_under_way = document.token(cue.head).xpos == "VBG"
        && document.children(cue.head).any(|child| text.deprel(child).universal() == Deprel::Aux);
    for &(case, takes) in PREPOSITIONS {
        if is_under_way && matches!(takes, Takes::About | Takes::Of) {
            continue;
        }
        if let (Some(act), Some(start)) = (act(takes), behind(text, cue, case)) {
            return done(start..reach::phrase_end(text, cue, start), act, PREPOSITION);
        }
    }
    None
}

/// Whether somebody is asked to do something, by an infinitive that hangs on the verb.
pub(super) fn asks_to(text: &Text, cue: &Cue) -> bool {
    let document = text.document;
    cue.entry.act(Takes::ObjTo).is_some()
        && document.children(cue.head).any(|child| {
            child > cue.head
                && matches!(text.deprel(child), Deprel::Xcomp | Deprel::Ccomp)
                && document
                    .children(child)
                    .any(|mark| mark < child && text.is(mark, "to") && text.upos(mark) == Upos::Part)
        })
}

fn takes_hearer(cue: &Cue) -> bool {
    cue.entry.act(Takes::Whom).is_some()
}

/// The token behind a preposition that belongs to the cue: next to it, or next to its adverb or hearer.
fn behind(text: &Text, cue: &Cue, case: &str) -> Option<usize> {
    let end = text.sentence(cue.head).end;
    let beside = (cue.tokens.end..end.min(cue.tokens.end + 3))
        .take_while(|&token| token == cue.tokens.end || text.upos(token - 1) == Upos::Adv)
        .find(|&token| {
            text.is(token, case) && matches!(text.upos(token), Upos::Adp | Upos::Sconj | Upos::Adv)
        });
    let next = match beside {
        Some(beside) => beside + 1,
        None => after_case(text, complement(text, cue, case)?),
    };
    (next < end && !text.is_time(next)).then_some(next)
}

/// "Sylvania was accused by Freedonia of lying", "Sylvania was urged to leave": what it is about stands first.
fn passive(text: &Text, cue: &Cue) -> Option<Content> {
    let document = text.document;
    if !super::speaker::is_passive(text, cue.head) {
        return None;
    }
    let subject =
        document.child(cue.head, Deprel::NsubjPass).filter(|&subject| text.same_level(subject, cue.head))?;
    let mut end = cue.tokens.end;
    let mut found = None;
    let mut parts = vec![document.reach(subject)];
    for child in document.children(cue.head).filter(|&child| child > cue.head) {
        let has = |case: &str| has_case(text, child, case);
        let takes = match text.deprel(child).universal() {
            Deprel::Xcomp | Deprel::Ccomp
                if has("to") || text.document.children(child).any(|mark| text.is(mark, "to")) =>
            {
                Some(if cue.entry.act(Takes::ObjTo).is_some() { Takes::ObjTo } else { Takes::That })
            }
            Deprel::Xcomp | Deprel::Obj => Some(Takes::Pred),
            Deprel::Obl | Deprel::Advcl if has("of") => Some(Takes::ObjOf),
            Deprel::Obl | Deprel::Advcl if has("as") => Some(Takes::ObjAs),
            Deprel::Obl | Deprel::Advcl if has("for") => Some(Takes::ObjFor),
            _ => None,
        };
        if let Some(act) = takes.and_then(|takes| cue.entry.act(takes).map(|act| (act, takes))) {
            found.get_or_insert(act);
            let reach = document.reach(child);
            parts.push(reach.start.max(end)..reach.end);
            end = reach.end;
        }
    }
    let act = match found {
        Some((Act::Assert | Act::Ask, Takes::ObjTo)) => Act::Request,
        Some((act, _)) => act,
        // "The report was denied by Roe": only where somebody is named.
        None if document.children(cue.head).any(|child| text.deprel(child) == Deprel::OblAgent) => {
            cue.entry.act(Takes::Obj)?
        }
        None => return None,
    };
    Some(Content { parts, act, rule: "statement-about-object" })
}

/// "what Roe called “a trap”", "what Roe described as a trap": "what" stands for whom or what it is said of.
fn behind_what(text: &Text, cue: &Cue) -> Option<Content> {
    let document = text.document;
    let takes = |takes: Takes| cue.entry.act(takes);
    let next = cue.tokens.end;
    let sentence = text.sentence(cue.head);
    let has_as = sentence.contains(&next) && text.is(next, "as");
    let act = if has_as { takes(Takes::ObjAs)? } else { takes(Takes::Pred)? };
    let what = (sentence.start..cue.head)
        .rev()
        .take(12)
        .take_while(|&token| {
            text.same_level(token, cue.head) && (token + 1 == cue.head || !text.is_finite(token))
        })
        .find(|&token| text.is(token, "what"))?;
    let quoted = (next..sentence.end.min(next + 4))
        .take_while(|&token| {
            text.is_mark(token) || matches!(text.upos(token), Upos::Det | Upos::Adj | Upos::Adp | Upos::Sconj)
        })
        .find_map(|token| {
            text.level(token + 1)
                .filter(|&number| text.with_marks[number].start == token)
                .map(|number| text.with_marks[number].end)
        });
    let end = quoted.or_else(|| {
        let child = document.children(cue.head).find(|&child| {
            child > cue.head
                && matches!(
                    text.deprel(child).universal(),
                    Deprel::Xcomp | Deprel::Obj | Deprel::Obl | Deprel::Ccomp
                )
        })?;
        Some(document.reach(child).end)
    })?;
    let part = clip(text, cue, reach::cut(text, next..end))?;
    Some(Content { parts: vec![what..what + 1, part], act, rule: "statement-about-object" })
}

/// "accused X of lying", "called it a lie", "described it as a lie", "denied the report".
fn with_object(text: &Text, cue: &Cue, object: usize) -> Option<Content> {
    let document = text.document;
    let reach = document.reach(object);
    let done = |end: usize, act: Act, rule: &'static str| {
        let start = if object > cue.head { reach.start } else { cue.tokens.end };
        clip(text, cue, reach::cut(text, start..end)).map(|part| Content { parts: vec![part], act, rule })
    };
    for (takes, case) in
        [(Takes::ObjOf, "of"), (Takes::ObjAs, "as"), (Takes::ObjFor, "for"), (Takes::ObjWith, "with")]
    {
        if let (Some(act), Some(nominal)) =
            (cue.entry.act(takes), complement(text, cue, case).or_else(|| below(text, object, case)))
        {
            return done(
                reach::phrase_end(text, cue, document.reach(nominal).end),
                act,
                "statement-about-object",
            );
        }
    }
    if let Some(act) = cue.entry.act(Takes::Pred)
        && predicates(text, cue, object)
    {
        return done(reach::phrase_end(text, cue, reach.end), act, "statement-about-object");
    }
    let act = cue.entry.act(Takes::Obj)?;
    let is_content = object > cue.head && !is_hearer(text, cue, object);
    if is_content { done(reach::phrase_end(text, cue, reach.end), act, "statement-object") } else { None }
}

/// Whether a predicate follows the object: "called it a lie", "called the plan dead".
fn predicates(text: &Text, cue: &Cue, object: usize) -> bool {
    let document = text.document;
    let object_end = document.reach(object).end;
    document.children(cue.head).any(|child| {
        child > object
            && matches!(
                text.deprel(child).universal(),
                Deprel::Xcomp | Deprel::Obj | Deprel::Iobj | Deprel::Ccomp | Deprel::Dep | Deprel::Acl
            )
    }) || (object_end < document.tokens().len() && text.is_mark(object_end))
        || (document.reach(object).any(|token| text.is_mark(token) && token > object))
        || document.children(object).any(|child| {
            child > object
                && matches!(text.deprel(child), Deprel::Appos)
                && !text.is_break(document.reach(child).start - 1)
        })
}

fn is_hearer(text: &Text, cue: &Cue, object: usize) -> bool {
    cue.entry.act(Takes::Whom).is_some() && matches!(text.upos(object), Upos::Propn | Upos::Pron)
}

/// The nominal or gerund behind a preposition that hangs on the cue.
fn complement(text: &Text, cue: &Cue, case: &str) -> Option<usize> {
    let document = text.document;
    document.children(cue.head).find(|&child| {
        child > cue.head
            && matches!(
                text.deprel(child).universal(),
                Deprel::Obl | Deprel::Advcl | Deprel::Nmod | Deprel::Xcomp | Deprel::Ccomp
            )
            && has_case(text, child, case)
            && !text.is_time(child)
            // "condemned the launch as the fleet left" tells when.
            && (text.deprel(child) != Deprel::Advcl || document.subject(child).is_none())
    })
}

/// The same, hung on the object by the parser.
fn below(text: &Text, object: usize, case: &str) -> Option<usize> {
    text.document.children(object).find(|&child| {
        child > object
            && matches!(text.deprel(child).universal(), Deprel::Nmod | Deprel::Acl)
            && has_case(text, child, case)
    })
}

fn has_case(text: &Text, nominal: usize, case: &str) -> bool {
    text.document.children(nominal).any(|child| {
        child < nominal
            && matches!(text.deprel(child).universal(), Deprel::Case | Deprel::Mark)
            && text.is(child, case)
    })
}

fn oblique(text: &Text, cue: &Cue, cases: &[&str]) -> Option<usize> {
    cases.iter().find_map(|case| complement(text, cue, case))
}

fn infinitive_below(text: &Text, nominal: usize) -> Option<usize> {
    text.document.children(nominal).find(|&child| {
        text.deprel(child) == Deprel::Acl
            && text.document.children(child).any(|mark| mark < child && text.is(mark, "to"))
    })
}

/// The first token of a nominal's phrase behind its preposition.
fn after_case(text: &Text, nominal: usize) -> usize {
    let reach = text.document.reach(nominal);
    let case = text.document.children(nominal).rfind(|&child| {
        child < nominal && matches!(text.deprel(child).universal(), Deprel::Case | Deprel::Mark)
    });
    case.map_or(reach.start, |case| case + 1)
}

/// Content behind its cue, in the cue's own quotation.
fn clip(text: &Text, cue: &Cue, range: Range<usize>) -> Option<Range<usize>> {
    let end = match text.level(cue.head) {
        Some(level) => range.end.min(text.mentions.quotations[level].tokens.end),
        None => range.end,
    };
    let start = range.start.max(cue.tokens.end);
    let end = reach::quoted_comma(text, start..end.max(start)).unwrap_or(end);
    let end = reach::relative_aside(text, start..end.max(start)).unwrap_or(end);
    let stop = |token: usize| text.is(token, ";") && text.same_level(token, cue.head);
    let end = (start..end.max(start)).find(|&token| stop(token)).unwrap_or(end);
    let end = super::clause::remark(text, start..end.max(start)).unwrap_or(end);
    let end = if start < end { reach::cut(text, start..end).end } else { end };
    let range = text.trim(range.start.max(cue.tokens.end)..end.max(range.start));
    range.clone().any(|token| text.is_word(token)).then_some(range)
}
