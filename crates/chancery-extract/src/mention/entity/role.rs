//! Titles and role nouns in the text: before a name, or as the head of a description.
//!
//! Whose they are does not enter here.

use super::describe::RoleInText;
use super::lexicon::{self, Modifier};
use super::name::NameSpan;
use super::{Scene, grammar};
use chancery_syntax::{Deprel, Upos};
use chancery_world::Role;
use std::ops::Range;

/// The title right before a name: "Freedonia's acting **foreign minister** Jane Doe", and what it says.
pub(super) fn title_before(scene: &Scene<'_>, name: &NameSpan, phrase_start: usize) -> Option<RoleInText> {
    let document = scene.document;
    let end = name.tokens.start;
    let sentence = document.sentence_of(name.head).tokens.start;
    let furthest = |end: usize| end.saturating_sub(7).max(sentence);
    let found = role_ending_at(scene, furthest(end), end);
    if let Some((start, role)) = found {
        return Some(role_in_text(scene, start..end, role));
    }
    // "Prime Minister Dr. Doe"
    if end > sentence + 1 && lexicon::short_title(scene.forms[end - 1]) == Some("") {
        let found = role_ending_at(scene, furthest(end - 1), end - 1);
        if let Some((start, role)) = found {
            return Some(role_in_text(scene, start..end - 1, role));
        }
    }
    // "President of Freedonia Jane Doe"
    if end > sentence + 2
        && let Some(whose) = scene.names.at(end - 1).map(|at| &scene.names.spans[at])
        && !whose.meanings.is_empty()
        && whose.tokens.start > sentence
        && matches!(scene.forms[whose.tokens.start - 1], "of" | "to")
    {
        let before = whose.tokens.start - 1;
        let found = role_ending_at(scene, furthest(before), before);
        if let Some((start, role)) = found {
            return Some(role_in_text(scene, start..before, role));
        }
    }
    // "Sen. Doe", "Lt. Gen. Doe"
    if end > sentence
        && let Some(title) = lexicon::short_title(scene.forms[end - 1]).filter(|title| !title.is_empty())
        && let Some(role) = scene.world.role(title)
    {
        let more = end > sentence + 1 && lexicon::short_title(scene.forms[end - 2]).is_some();
        return Some(role_in_text(scene, end - 1 - usize::from(more)..end, role));
    }
    // "Presidents Doe and Roe": the title of the first goes for the second.
    let first = grammar::first_conjunct(document, name.head);
    if first != name.head
        && phrase_start >= end
        && let Some(first_name) = scene.names.at(first).map(|at| &scene.names.spans[at])
    {
        let before = first_name.tokens.start;
        let (start, role) = role_ending_at(scene, before.saturating_sub(7).max(sentence), before)?;
        if role.is_plural() {
            return Some(role_in_text(scene, start..before, role));
        }
    }
    None
}

/// The longest role that ends right before `end`.
fn role_ending_at<'w>(scene: &Scene<'w>, furthest: usize, end: usize) -> Option<(usize, Role<'w>)> {
    // A comma or a verb in between ends the search at once.
    let mut start = end;
    while start > furthest {
        let before = start - 1;
        let data = scene.document.token(before);
        let fits =
            matches!(data.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb | Upos::Adv)
                || data.xpos == "HYPH"
                || matches!(scene.forms[before], "of" | "for" | "and" | "the" | "-" | "’s" | "'s");
        if !fits || scene.names.at(before).is_some() {
            break;
        }
        start = before;
    }
    let noun = |token: usize| matches!(scene.document.token(token).upos, Upos::Noun | Upos::Propn);
    if start == end || !noun(end - 1) {
        return None;
    }
    (start..end).find_map(|start| {
        let (length, role) = scene.world.longest_role(&scene.forms[..end], start)?;
        (start + length == end).then_some((start, role))
    })
}

/// The role that the head noun of a description names: "the **foreign minister** of Freedonia", "gunmen".
pub(super) fn role_noun(scene: &Scene<'_>, head: usize, tokens: &Range<usize>) -> Option<RoleInText> {
    let first = head.saturating_sub(5).max(tokens.start);
    let sentence_end = scene.document.sentence_of(head).tokens.end;
    let limit = (head + 6).min(sentence_end);
    for start in first..=head {
        if scene.names.at(start).is_some() {
            continue;
        }
        let Some((length, role)) = scene.world.longest_role(&scene.forms[..limit], start) else { continue };
        if start + length > head {
            return Some(role_in_text(scene, start..start + length, role));
        }
    }
    // A form that the role table does not have: the dictionary form of the noun.
    let data = scene.document.token(head);
    if matches!(data.xpos, "NNS" | "NNPS") {
        let role = scene.world.role(scene.document.lemma(head))?;
        return Some(role_in_text(scene, head..head + 1, role));
    }
    None
}

/// "**ousted** the Freedonian president": the verb of the clause is no part of the title, though "the ousted president" is
/// one who was.
pub(super) fn is_verb(scene: &Scene<'_>, token: usize) -> bool {
    let data = scene.document.token(token);
    matches!(data.xpos, "VBD" | "VBZ" | "VBP")
        || data.upos == Upos::Verb
            && matches!(
                data.deprel.universal(),
                Deprel::Root
                    | Deprel::Conj
                    | Deprel::Ccomp
                    | Deprel::Xcomp
                    | Deprel::Advcl
                    | Deprel::Parataxis
            )
}

fn role_in_text(scene: &Scene<'_>, tokens: Range<usize>, role: Role<'_>) -> RoleInText {
    let sentence = scene.document.sentence_of(tokens.start).tokens.start;
    let mut former = false;
    let mut coming = false;
    let mut deputy = false;
    let mut at = tokens.start;
    for _ in 0..5 {
        if at <= sentence {
            break;
        }
        at -= 1;
        if scene.document.token(at).xpos == "HYPH" || scene.names.at(at).is_some() {
            continue;
        }
        if is_verb(scene, at) {
            break;
        }
        match lexicon::modifier(&scene.forms[at].to_lowercase()) {
            Some(Modifier::Former) => former = true,
            Some(Modifier::Coming) => coming = true,
            Some(Modifier::Deputy) => deputy = true,
            // Beyond the article nothing belongs to the title.
            Some(_) if matches!(scene.document.token(at).xpos, "DT" | "PRP$" | "IN") => break,
            Some(_) => {}
            None => break,
        }
    }
    let behind = scene.forms.get(tokens.end).map(|form| form.to_lowercase());
    if matches!(behind.as_deref(), Some("-" | "elect" | "designate" | "-elect"))
        && scene.forms.get(tokens.end + 1).is_some_and(|form| matches!(*form, "elect" | "designate"))
    {
        coming = true;
    }
    let office = role.office().map(str::to_string);
    RoleInText {
        tokens,
        name: if deputy { format!("deputy {}", role.name()) } else { role.name().to_string() },
        office: match office {
            Some(office) if deputy => Some(format!("deputy {office}")),
            office => office,
        },
        sectors: role.sectors().map(str::to_string).collect(),
        kind: role.kind(),
        sort: role.sort().to_string(),
        single: role.is_single() && !deputy,
        former: former || coming,
        coming,
        elsewhere: false,
    }
}
