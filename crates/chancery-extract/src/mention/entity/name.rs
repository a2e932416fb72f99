//! Names in the text: what the model takes for a name and what the world knows by name, put together.
//!
//! Which of its meanings a name has here is not decided in this file, except that names of things ("the Minsk
//! agreements") are marked.

use super::article;
use super::lexicon::{self, ThingPlace};
use chancery_syntax::{Deprel, Document, Name, NameKind, Upos};
use chancery_world::{EntityKind, Meaning, Role, RoleKind, Sense, World};
use std::ops::Range;

/// A name, not yet anybody.
#[derive(Clone, Debug)]
pub(crate) struct NameSpan {
    /// Its tokens, without title and clitic.
    pub(crate) tokens: Range<usize>,
    /// The token that the others hang on.
    pub(crate) head: usize,
    /// What the model takes it for.
    pub(crate) kind: Option<NameKind>,
    /// Everything that the world knows it can mean.
    pub(crate) meanings: Vec<Meaning>,
    /// Whether it names a thing that is no actor.
    pub(crate) thing: bool,
}

impl NameSpan {
    /// Whether it is an adjective or noun of nationality and nothing else.
    pub(crate) fn is_adjective(&self) -> bool {
        !self.meanings.is_empty() && self.meanings.iter().all(|meaning| meaning.sense != Sense::Name)
    }
}

/// The names of a document in text order, never overlapping, with an index by token.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub(crate) spans: Vec<NameSpan>,
    pub(super) at: Vec<u32>,
}

impl Names {
    /// The number of the name that a token belongs to.
    pub(crate) fn at(&self, token: usize) -> Option<usize> {
        self.at.get(token).filter(|&&idx| idx != u32::MAX).map(|&idx| idx as usize)
    }

    /// The names that begin within some tokens.
    pub(crate) fn within(&self, tokens: Range<usize>) -> &[NameSpan] {
        let start = self.spans.partition_point(|span| span.tokens.start < tokens.start);
        let end = self.spans.partition_point(|span| span.tokens.start < tokens.end);
        self.spans.get(start..end.max(start)).unwrap_or(&[])
    }
}

/// The forms of all tokens.
pub(crate) fn forms(document: &Document) -> Vec<&str> {
    (0..document.tokens().len()).map(|token| document.form(token)).collect()
}

/// Finds all names. Linear: every token is the start of at most one name.
pub(crate) fn names(document: &Document, world: &World, forms: &[&str]) -> Names {
    let mut found = Names { spans: Vec::new(), at: vec![u32::MAX; forms.len()] };
    let mut of_model = document.names().iter().peekable();
    for sentence in document.sentences() {
        let mut at = sentence.tokens.start;
        // What is left of a name of the model of which the front was a title.
        let mut rest: Option<(Range<usize>, NameKind)> = None;
        while at < sentence.tokens.end {
            while of_model.peek().is_some_and(|name| name.tokens.start < at) {
                of_model.next();
            }
            let by_model = rest.take().or_else(|| {
                of_model.peek().filter(|name| name.tokens.start == at).map(|name| {
                    (trim(document, name.tokens.start..name.tokens.end.min(sentence.tokens.end)), name.kind)
                })
            });
            // "at dawn": a word in small letters is no name.
            let small = |form: &str| form.chars().all(|c| !c.is_alphabetic() || c.is_ascii_lowercase());
            let by_model =
                by_model.filter(|(tokens, _)| !forms[tokens.clone()].iter().all(|form| small(form)));
            if let Some((tokens, _)) = &by_model
                && tokens.start > at
                && !tokens.is_empty()
                && (at..tokens.start).all(|token| is_common(document, token))
            {
                at = tokens.start;
            }
            let by_model = by_model.filter(|(tokens, _)| tokens.start == at && !tokens.is_empty());
            let next = of_model.peek().copied();
            match step(document, world, forms, at, sentence.tokens.end, by_model, next) {
                Step::Name(span, left) => {
                    for token in span.tokens.clone() {
                        found.at[token] = found.spans.len() as u32;
                    }
                    at = span.tokens.end.max(at + 1);
                    found.spans.push(span);
                    rest = left;
                }
                Step::Skip(length, left) => {
                    at += length.max(1);
                    rest = left;
                }
            }
        }
    }
    article::settle(document, world, forms, &mut found);
    found
}

/// What begins at a token: a name, or so many tokens that are none; and what is left of a name of the model.
enum Step {
    Name(NameSpan, Option<(Range<usize>, NameKind)>),
    Skip(usize, Option<(Range<usize>, NameKind)>),
}

fn step(
    document: &Document,
    world: &World,
    forms: &[&str],
    at: usize,
    sentence_end: usize,
    by_model: Option<(Range<usize>, NameKind)>,
    next: Option<&Name>,
) -> Step {
    // "Sen. Doe", "Mr. Roe": the short title is no part of the name.
    if lexicon::short_title(forms[at]).is_some() && at + 1 < sentence_end && is_proper(document, at + 1) {
        let left = by_model
            .filter(|(tokens, _)| tokens.len() > 1)
            .map(|(tokens, kind)| (trim(document, at + 1..tokens.end), kind));
        return Step::Skip(1, left);
    }
    // "Ethnic Freedonians": at the head of a sentence the model takes both words for one name.
    if forms[at].eq_ignore_ascii_case("ethnic") {
        return Step::Skip(1, None);
    }
    // "Sadly, …", "Islam": capitals that are nobody.
    if lexicon::names_a_thing(&forms[at].to_lowercase(), ThingPlace::Nobody) {
        let left = by_model.filter(|(tokens, _)| tokens.len() > 1);
        return Step::Skip(1, left.map(|(tokens, kind)| (trim(document, at + 1..tokens.end), kind)));
    }
    // "(R-Wis.)": party and state.
    let closed = at > 0 && matches!(forms[at - 1], "," | "(");
    if let Some(length) = party_mark(&forms[at..sentence_end], closed) {
        return Step::Skip(length, None);
    }
    let by_world = world_name(document, world, forms, at, sentence_end);
    let by_model = by_model.map(|(tokens, kind)| (without_country(world, forms, tokens, kind), kind));
    // "Ohio Sen. Doe", "Defence Ministry in Grandport", "Party of Freedonia Jane Doe": two names.
    let cut = by_model.as_ref().and_then(|(tokens, kind)| second_name(document, world, forms, tokens, *kind));
    let (by_model, second) = match (by_model, cut) {
        (Some((tokens, kind)), Some((end, rest))) => (Some((tokens.start..end, kind)), Some(rest)),
        (by_model, _) => (by_model, None),
    };
    // "Secretary of State Doe": the model takes the end of the title for the beginning of the name.
    if by_model.is_none()
        && let Some((length, role)) = title_from(world, forms, at, sentence_end)
        && role.kind() == RoleKind::Person
        && by_world.is_none()
    {
        let left = next.filter(|name| (at + 1..at + length).contains(&name.tokens.start)).map(|name| {
            (trim(document, at + length..name.tokens.end.clamp(at + length, sentence_end)), name.kind)
        });
        return Step::Skip(length, left.filter(|(rest, _)| !rest.is_empty()));
    }
    let mut left = second;
    let (tokens, kind, meanings) = match (by_model, by_world) {
        (Some((tokens, kind)), Some((length, meanings))) if at + length >= tokens.end => {
            (at..at + length, Some(kind), meanings)
        }
        // "President of Freedonia Jane Doe": the country belongs to the title.
        (Some((tokens, NameKind::Person)), Some((length, meanings)))
            if at > 0
                && forms[at - 1] == "of"
                && tokens.end > at + length + 1
                && is_whose(world, &meanings) =>
        {
            left = Some((at + length..tokens.end, NameKind::Person));
            (at..at + length, None, meanings)
        }
        // "CNN's Jane Doe": somebody of the paper.
        (Some((tokens, NameKind::Organisation)), Some((length, meanings)))
            if matches!(forms[at + length], "'s" | "’s")
                && (2..=3).contains(&(tokens.end - at).saturating_sub(length + 1))
                && meanings.first().is_some_and(|meaning| world.entity(meaning.entity).sort() == "media") =>
        {
            left = Some((at + length + 1..tokens.end, NameKind::Person));
            (at..at + length, None, meanings)
        }
        // "The DPRK and South Korea", "The BBC and Freedonian police": two.
        (Some((tokens, kind)), Some((length, meanings)))
            if matches!(forms[at + length], "and" | "&")
                && world
                    .longest(&forms[..tokens.end], at + length + 1)
                    .is_some_and(|(_, meanings)| is_whose(world, &meanings)) =>
        {
            left = Some((at + length + 1..tokens.end, kind));
            (at..at + length, None, meanings)
        }
        // "Freedonia of neglect": only the country is a name.
        (Some((tokens, _)), Some((length, meanings)))
            if is_whose(world, &meanings)
                && forms[at + length] == "of"
                && forms[at + length..tokens.end]
                    .iter()
                    .all(|form| form.chars().next().is_some_and(char::is_lowercase)) =>
        {
            (at..at + length, None, meanings)
        }
        (Some((tokens, kind)), Some((length, meanings)))
            if is_whose(world, &meanings) && is_whole(world, &forms[..tokens.end], at + length) =>
        {
            // "Freedonian Foreign Ministry": whose it is, and what it is.
            left = Some((at + length..tokens.end, kind));
            (at..at + length, None, meanings)
        }
        (Some((tokens, kind)), _) => (tokens, Some(kind), Vec::new()),
        (None, Some((length, meanings))) => {
            let tokens = at..at + length;
            let run = proper_run(document, world, forms, tokens.clone(), sentence_end);
            if run.end > tokens.end { (run, None, Vec::new()) } else { (tokens, None, meanings) }
        }
        (None, None) if is_proper(document, at) => {
            (proper_run(document, world, forms, at..at + 1, sentence_end), None, Vec::new())
        }
        (None, None) => return Step::Skip(1, None),
    };
    if meanings.is_empty() {
        let title = world.longest_role(&forms[..tokens.end], tokens.start);
        match title {
            // "President Roe": the title that the model takes for a part of the name.
            Some((length, role))
                if length < tokens.len()
                    && role.kind() == RoleKind::Person
                    && kind.is_none_or(|kind| kind == NameKind::Person) =>
            {
                let rest = trim(document, tokens.start + length..tokens.end);
                let named = rest.start == tokens.start + length && is_proper(document, rest.start);
                let left = kind.filter(|_| named).map(|kind| (rest, kind));
                return Step::Skip(length, left);
            }
            // "foreign ministers of Freedonia": no body is called so, whatever the model says.
            Some((length, role))
                if length < tokens.len()
                    && role.kind() == RoleKind::Person
                    && role.is_plural()
                    && matches!(forms[tokens.start + length], "of" | "for" | "from") =>
            {
                return Step::Skip(length, None);
            }
            // "Parliament", "Foreign Minister": a role noun with a capital is a description.
            Some((length, _)) if length >= tokens.len() => {
                return Step::Skip(length, None);
            }
            // "Deputy Publicity Secretary": a title, whatever the model takes it for.
            _ if kind != Some(NameKind::Person) && ends_in_title(world, forms, &tokens) => {
                return Step::Skip(tokens.len(), None);
            }
            _ => {}
        }
    }
    let head = head_within(document, tokens.clone());
    let thing = is_thing(world, forms, &tokens, kind, &meanings);
    Step::Name(NameSpan { tokens, head, kind, meanings, thing }, left)
}

/// "Jane Doe" of "Jane Doe of Freedonia".
fn without_country(world: &World, forms: &[&str], tokens: Range<usize>, kind: NameKind) -> Range<usize> {
    if kind != NameKind::Person {
        return tokens;
    }
    let cut = tokens.clone().skip(1).find(|&token| {
        forms[token] == "of"
            && world
                .longest(&forms[..tokens.end], token + 1)
                .is_some_and(|(_, meanings)| is_whose(world, &meanings))
    });
    tokens.start..cut.unwrap_or(tokens.end)
}

/// "R-Wis.", "D-N.C.", and behind a comma or bracket "R-Ohio": party and state of an American legislator, in one token
/// or three.
pub(crate) fn party_mark(forms: &[&str], closed: bool) -> Option<usize> {
    let state = |form: &str| form.starts_with(char::is_uppercase) && form.len() <= 8;
    let first = forms.first()?;
    if matches!(*first, "R" | "D" | "I")
        && forms.get(1).is_some_and(|form| matches!(*form, "-" | "‑"))
        && forms.get(2).is_some_and(|form| state(form))
    {
        return Some(3);
    }
    let (party, rest) = first.split_once(['-', '‑'])?;
    (matches!(party, "R" | "D" | "I") && state(rest) && (closed || rest.ends_with('.'))).then_some(1)
}

/// Where a name that the model takes for one ends, and what stands behind it as a name of its own.
fn second_name(
    document: &Document,
    world: &World,
    forms: &[&str],
    tokens: &Range<usize>,
    kind: NameKind,
) -> Option<(usize, (Range<usize>, NameKind))> {
    let rest = |start: usize, kind: NameKind| {
        let rest = trim(document, start..tokens.end);
        (!rest.is_empty()).then_some((rest, kind))
    };
    for at in tokens.start + 1..tokens.end {
        let known = |start: usize| world.longest(&forms[..tokens.end], start);
        match forms[at] {
            "in" if kind != NameKind::Person
                && known(at + 1).is_some_and(|(length, _)| at + 1 + length == tokens.end) =>
            {
                return Some((at, rest(at + 1, NameKind::Location)?));
            }
            "of" => {
                let Some((length, meanings)) = known(at + 1) else { continue };
                let start = at + 1 + length;
                let named = (2..=3).contains(&tokens.end.saturating_sub(start))
                    && (start..tokens.end).all(|token| is_proper(document, token))
                    && world.longest_role(&forms[..tokens.end], start).is_none()
                    && known(start).is_none_or(|(_, meanings)| {
                        meanings
                            .first()
                            .is_some_and(|meaning| world.entity(meaning.entity).kind() == EntityKind::Person)
                    });
                let is_country = meanings
                    .first()
                    .is_some_and(|meaning| world.entity(meaning.entity).kind() == EntityKind::Country);
                if named && is_country {
                    return Some((start, rest(start, NameKind::Person)?));
                }
            }
            form if kind == NameKind::Person
                && form.ends_with('.')
                && at + 1 < tokens.end
                && lexicon::short_title(form).is_some() =>
            {
                return Some((at, rest(at, kind)?));
            }
            _ => {}
        }
    }
    None
}

/// A role of more than one word that begins with a capital at a token.
fn title_from<'w>(
    world: &'w World,
    forms: &[&str],
    at: usize,
    sentence_end: usize,
) -> Option<(usize, Role<'w>)> {
    if !forms[at].starts_with(char::is_uppercase) {
        return None;
    }
    world.longest_role(&forms[..sentence_end], at).filter(|(length, _)| *length > 1)
}

/// Whether a run of capitalised words ends in the title of a person.
fn ends_in_title(world: &World, forms: &[&str], tokens: &Range<usize>) -> bool {
    let last = tokens.end - 1;
    tokens.len() > 1
        && world.longest_role(&forms[..tokens.end], last).is_some_and(|(_, role)| {
            role.kind() == RoleKind::Person && !role.is_plural() && role.office().is_some()
                || matches!(role.name(), "secretary" | "minister" | "director" | "spokesperson")
        })
}

/// Whether the meanings say whose something is: a country, a nationality.
pub(super) fn is_whose(world: &World, meanings: &[Meaning]) -> bool {
    meanings.iter().any(|meaning| {
        meaning.sense == Sense::Adjective || world.entity(meaning.entity).kind() == EntityKind::Country
    })
}

/// Whether the tokens from `at` on are together one role or one name of the world.
fn is_whole(world: &World, forms: &[&str], at: usize) -> bool {
    let length = forms.len().saturating_sub(at);
    world.longest_role(forms, at).is_some_and(|(found, _)| found == length)
        || world.longest(forms, at).is_some_and(|(found, _)| found == length)
}

/// What the world knows by the longest name that begins at a token, if it can be a name there at all.
fn world_name(
    document: &Document,
    world: &World,
    forms: &[&str],
    at: usize,
    sentence_end: usize,
) -> Option<(usize, Vec<Meaning>)> {
    let has_capital = |form: &str| form.chars().any(char::is_uppercase);
    let first = forms[at];
    let article = matches!(first, "al" | "el" | "ash" | "as" | "an" | "ar" | "de" | "bin" | "ben");
    let begins = has_capital(first)
        || article && forms[at + 1..sentence_end].iter().take(2).any(|form| has_capital(form));
    if !begins {
        return None;
    }
    let (length, meanings) = world.longest(&forms[..sentence_end], at)?;
    // "The Hill" is a newspaper, but not in "the Hill People's Front".
    let after_article =
        if first.eq_ignore_ascii_case("the") { world.longest(&forms[..sentence_end], at + 1) } else { None };
    if after_article.is_some_and(|(longer, _)| longer >= length) {
        return None;
    }
    let plausible = (at..at + length).any(|token| {
        matches!(
            document.token(token).upos,
            Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Sym | Upos::Num
        )
    });
    plausible.then_some((length, meanings))
}

/// A run of proper nouns that belong to one another, from `seed` on.
fn proper_run(
    document: &Document,
    world: &World,
    forms: &[&str],
    seed: Range<usize>,
    sentence_end: usize,
) -> Range<usize> {
    let mut end = seed.end;
    while end < sentence_end && end - seed.start < 12 {
        let hyphen =
            document.token(end).xpos == "HYPH" && end + 1 < sentence_end && is_proper(document, end + 1);
        let next = if hyphen { end + 1 } else { end };
        if !is_proper(document, next) {
            break;
        }
        let linked = seed
            .clone()
            .chain(seed.end..end)
            .any(|token| document.head(token) == Some(next) || document.head(next) == Some(token));
        if !linked {
            break;
        }
        // "Ohio Sen. Doe"
        if forms[next].ends_with('.') && lexicon::short_title(forms[next]).is_some() {
            break;
        }
        // "US President …", "NATO Secretary General …": the title is no part of the name.
        if end == seed.end
            && world
                .longest_role(&forms[..sentence_end], next)
                .is_some_and(|(_, role)| role.kind() == RoleKind::Person)
        {
            break;
        }
        end = next + 1;
    }
    seed.start..end
}

pub(super) fn is_proper(document: &Document, token: usize) -> bool {
    let token_data = document.token(token);
    is_in_script_without_case(document.form(token))
        || token_data.upos == Upos::Propn
            && document.form(token).chars().any(|c| c.is_uppercase() || !c.is_ascii())
}

/// "习近平", "محمد": within English a word of a script without capitals is a name, whatever the tagger takes it for.
fn is_in_script_without_case(form: &str) -> bool {
    let mut letters = form.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase() && !c.is_uppercase() && !c.is_ascii())
}

/// A word in small letters that no name begins with: "**new government of** Sylvania", but "**al**-Ansar", "**van** Roe".
fn is_common(document: &Document, token: usize) -> bool {
    matches!(document.token(token).upos, Upos::Adj | Upos::Noun | Upos::Adp)
        && document.form(token).starts_with(char::is_lowercase)
}

/// Without clitics, marks and common words at the ends.
fn trim(document: &Document, tokens: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (tokens.start, tokens.end);
    let loose = |token: usize| {
        document.token(token).xpos == "POS"
            || tokens.len() > 1 && lexicon::is_weekday(document.form(token))
            || document.token(token).upos == Upos::Punct
            || matches!(document.token(token).upos, Upos::Det)
    };
    while start < end && (loose(start) || tokens.len() > 1 && is_common(document, start)) {
        start += 1;
    }
    while start < end && loose(end - 1) {
        end -= 1;
    }
    start..end
}

/// The token of a stretch that hangs on something outside it; the first such, the last token if all hang inside.
pub(crate) fn head_within(document: &Document, tokens: Range<usize>) -> usize {
    let outside = |token: usize| document.head(token).is_none_or(|head| !tokens.contains(&head));
    let mut heads =
        tokens.clone().filter(|&token| outside(token) && document.token(token).upos != Upos::Punct);
    let first = heads.next().unwrap_or(tokens.end.saturating_sub(1));
    // Where an error of the parser leaves two heads, a nominal argument before a modifier.
    if document.token(first).deprel.universal() == Deprel::Compound {
        heads.next().unwrap_or(first)
    } else {
        first
    }
}

fn is_thing(
    world: &World,
    forms: &[&str],
    tokens: &Range<usize>,
    kind: Option<NameKind>,
    meanings: &[Meaning],
) -> bool {
    if !meanings.is_empty() {
        return meanings.iter().all(|meaning| world.entity(meaning.entity).kind() == EntityKind::Thing);
    }
    let lower = |token: usize| forms[token].to_lowercase();
    if tokens.len() == 1 {
        // "the 1951 Refugee Convention", where the model leaves the front of the name out.
        let in_name = tokens.start > 0
            && forms[tokens.start - 1].starts_with(char::is_uppercase)
            && world.longest_role(&forms[..tokens.start], tokens.start - 1).is_some()
            && lexicon::names_a_thing(&lower(tokens.start), ThingPlace::Last);
        return in_name
            || lexicon::is_weekday(forms[tokens.start])
            || kind != Some(NameKind::Person)
                && lexicon::names_a_thing(&lower(tokens.start), ThingPlace::Whole);
    }
    kind != Some(NameKind::Person)
        && (lexicon::names_a_thing(&lower(tokens.start), ThingPlace::First)
            || lexicon::names_a_thing(&lower(tokens.end - 1), ThingPlace::Last))
}
