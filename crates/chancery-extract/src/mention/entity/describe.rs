//! What the words of one noun phrase say of who is meant: name, title, whose, how many.

use super::lexicon::{self, Gender, Modifier};
use super::name::NameSpan;
use super::{EntityMention, Scene, grammar};
use crate::argument;
use chancery_record::{ActorKind, MentionForm};
use chancery_syntax::{Deprel, Document, NameKind, Upos};
use chancery_world::{EntityKind, Role, RoleKind, Sense, World};
use std::ops::Range;

/// Whether an actor is meant where a phrase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Somebody or some body.
    Actor,
    /// The land or the town: "in Moscow".
    Place,
    /// It only says whose or what sort: "a Russian strike", "the Moscow talks".
    Modifier,
    /// An agreement, a war, a ship.
    Thing,
}

/// Grammatical person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// I, we.
    First,
    /// You.
    Second,
    /// He, she, it, they.
    Third,
    /// Who, which, that.
    Relative,
}

/// A title or role noun in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleInText {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The role in the world's spelling, singular: `foreign minister`.
    pub name: String,
    /// The office, if it is one.
    pub office: Option<String>,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    /// What it names.
    pub kind: RoleKind,
    /// A finer word: `minister`, `spokesperson`, `ministry`.
    pub sort: String,
    /// Whether one person at a time holds it.
    pub single: bool,
    /// Whether it is held no longer ("former", "ex-") or not yet.
    pub former: bool,
    /// Whether it is not held yet ("incoming", "-elect"); then it counts as [`RoleInText::former`] too.
    pub coming: bool,
    /// Whether the text says of what, and that is nothing that the world knows ("director of the Doe Foundation").
    pub elsewhere: bool,
}

/// What the words of the phrase around `head` say. Any nominal, adjective of nationality or pronoun can be asked for.
pub(crate) fn describe(scene: &Scene<'_>, head: usize) -> EntityMention {
    let document = scene.document;
    let head = scene.head_of(head);
    let data = document.token(head);
    if scene.names.at(head).is_none() && matches!(data.xpos, "PRP" | "PRP$" | "WP" | "WDT" | "WP$") {
        return pronoun(document, head);
    }
    let name = scene.names.at(head).map(|name| &scene.names.spans[name]);
    if let Some(name) = name.filter(|name| is_modifier(document, name)) {
        return modifier(scene, name);
    }
    let mut tokens = argument::phrase(document, head);
    if let Some(name) = name {
        // Another name right behind is another's: "President of Freedonia Jane Doe".
        let next_is_name = tokens.end > name.tokens.end && scene.names.at(name.tokens.end).is_some();
        let end = if next_is_name { name.tokens.end } else { tokens.end.max(name.tokens.end) };
        tokens = tokens.start.min(name.tokens.start)..end;
    }
    let plural = is_plural(document, head, name.is_some());
    let role = match name {
        Some(name) => title_before(scene, name, tokens.start),
        None => role_noun(scene, head, &tokens),
    };
    if let Some(role) = &role {
        tokens = tokens.start.min(role.tokens.start)..tokens.end.max(role.tokens.end);
    }
    let anchor = role.as_ref().map_or(name.map_or(head, |name| name.tokens.start), |role| role.tokens.start);
    if anchor < tokens.start {
        tokens.start = anchor;
    }
    let mut mention = EntityMention {
        head,
        tokens: tokens.clone(),
        form: if name.is_some() { MentionForm::Name } else { MentionForm::Description },
        kind: ActorKind::Unknown,
        reading: Reading::Actor,
        plural,
        gender: Gender::Unknown,
        name: name.map_or(head..head, |name| name.tokens.clone()),
        role,
        countries: Vec::new(),
        organisations: Vec::new(),
        belongs: Vec::new(),
        meanings: name.map_or_else(Vec::new, |name| name.meanings.clone()),
        definite: false,
        person: None,
    };
    whose(scene, &mut mention, anchor);
    let sentence = document.sentence_of(head).tokens.start;
    // "Former Freedonian foreign minister Jane Doe"
    let says_former =
        |token: usize| lexicon::modifier(&scene.forms[token].to_lowercase()) == Some(Modifier::Former);
    if mention.tokens.start > sentence && says_former(mention.tokens.start - 1) {
        mention.tokens.start -= 1;
    }
    mention.kind = kind(scene.world, &mention, name);
    mention.gender = gender(scene, &mention);
    mention.definite = is_definite(document, &mention);
    if let Some(name) = name {
        mention.reading = reading(scene, name, &mention);
        if mention.meanings.iter().any(|meaning| meaning.sense == Sense::People) {
            mention.plural = true;
        }
    }
    mention
}

fn pronoun(document: &Document, head: usize) -> EntityMention {
    let form = document.form(head).to_lowercase();
    let (person, plural, gender) = match form.as_str() {
        "i" | "me" | "my" | "mine" | "myself" => (Person::First, false, Gender::Unknown),
        "we" | "us" | "our" | "ours" | "ourselves" => (Person::First, true, Gender::Unknown),
        "you" | "your" | "yours" | "yourself" | "yourselves" => (Person::Second, false, Gender::Unknown),
        "he" | "him" | "his" | "himself" => (Person::Third, false, Gender::Masculine),
        "she" | "her" | "hers" | "herself" => (Person::Third, false, Gender::Feminine),
        "it" | "its" | "itself" => (Person::Third, false, Gender::Neuter),
        "they" | "them" | "their" | "theirs" | "themselves" => (Person::Third, true, Gender::Unknown),
        _ => (Person::Relative, false, Gender::Unknown),
    };
    let kind = match gender {
        Gender::Masculine | Gender::Feminine => ActorKind::Person,
        _ => ActorKind::Unknown,
    };
    EntityMention {
        head,
        tokens: head..head + 1,
        form: MentionForm::Pronoun,
        kind,
        reading: Reading::Actor,
        plural,
        gender,
        name: head..head,
        role: None,
        countries: Vec::new(),
        organisations: Vec::new(),
        belongs: Vec::new(),
        meanings: Vec::new(),
        definite: true,
        person: Some(person),
    }
}

/// Whether a name only modifies a noun: "a Russian strike", "the Moscow talks", "US officials".
fn is_modifier(document: &Document, name: &NameSpan) -> bool {
    let data = document.token(name.head);
    let at = match data.deprel {
        Deprel::Conj => grammar::first_conjunct(document, name.head),
        _ => name.head,
    };
    let deprel = document.token(at).deprel;
    let governor = document.head(at);
    match deprel {
        Deprel::Amod => true,
        Deprel::Compound | Deprel::NmodDesc => {
            governor.is_some_and(|governor| governor >= name.tokens.end || governor < name.tokens.start)
        }
        _ => {
            name.is_adjective() && data.upos == Upos::Adj && data.xpos == "JJ" && deprel != Deprel::Root && {
                // "the Russian said" is no modifier; "Russian" as a language or predicate is no actor either.
                !matches!(deprel.universal(), Deprel::Nsubj | Deprel::Obj | Deprel::Obl)
            }
        }
    }
}

/// The mention of a country or body by an adjective or compound before a noun.
fn modifier(scene: &Scene<'_>, name: &NameSpan) -> EntityMention {
    let mut mention = EntityMention {
        head: name.head,
        tokens: name.tokens.clone(),
        form: MentionForm::Name,
        kind: ActorKind::Unknown,
        reading: Reading::Modifier,
        plural: false,
        gender: Gender::Unknown,
        name: name.tokens.clone(),
        role: None,
        countries: Vec::new(),
        organisations: Vec::new(),
        belongs: Vec::new(),
        meanings: name.meanings.clone(),
        definite: false,
        person: None,
    };
    add_whose(scene.world, &mut mention, name);
    mention.kind = kind(scene.world, &mention, Some(name));
    mention
}

fn is_plural(document: &Document, head: usize, named: bool) -> bool {
    let data = document.token(head);
    match data.xpos {
        "NNS" => true,
        "NNPS" => !named,
        _ => data.feats.contains("Number=Plur") && !named || document.lemma(head) == "police",
    }
}

/// The title right before a name: "Freedonia's acting **foreign minister** Jane Doe", and what it says.
fn title_before(scene: &Scene<'_>, name: &NameSpan, phrase_start: usize) -> Option<RoleInText> {
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
fn role_noun(scene: &Scene<'_>, head: usize, tokens: &Range<usize>) -> Option<RoleInText> {
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
        match lexicon::modifier(&scene.forms[at].to_lowercase()) {
            Some(Modifier::Former) => former = true,
            Some(Modifier::Coming) => coming = true,
            Some(Modifier::Deputy) => deputy = true,
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

/// Fills in whose it is: what stands before the title ("Freedonia's", "US and Osterlich", "EU"), and what "of …" says.
fn whose(scene: &Scene<'_>, mention: &mut EntityMention, anchor: usize) {
    let document = scene.document;
    let sentence = document.sentence_of(mention.head).tokens.start;
    // "President of Freedonia Jane Doe"
    let behind = mention.role.as_ref().map_or(anchor, |role| role.tokens.end);
    if mention.is_named() && behind < mention.name.start && scene.forms[behind] == "of" {
        for name in scene.names.within(behind..mention.name.start) {
            add_whose(scene.world, mention, name);
        }
        if !mention.countries.is_empty() || !mention.organisations.is_empty() {
            return;
        }
    }
    // Left of the title, as far as the phrase goes, and one step more where the parser has cut it short.
    let left = left_of(scene, anchor, sentence, mention.plural).min(mention.tokens.start);
    for name in scene.names.within(left..anchor) {
        if name.tokens.end <= anchor && !is_only_backer(scene, name) && !name.thing {
            add_whose(scene.world, mention, name);
            if mention.tokens.start > name.tokens.start {
                mention.tokens.start = name.tokens.start;
            }
        }
    }
    home(scene, mention);
    let complements: Vec<usize> = document
        .children_by(mention.head, Deprel::Nmod)
        .filter(|&child| child > mention.head)
        .filter(|&child| match document.case_of(child).as_deref() {
            Some("of" | "from" | "at") => true,
            // "a spokesman for Freedonia" is its own, "the ambassador to Freedonia" another's.
            Some("for") => mention.role.as_ref().is_some_and(|role| role.sort == "spokesperson"),
            _ => false,
        })
        .collect();
    for complement in complements {
        if let Some(name) = scene.names.at(complement).map(|at| &scene.names.spans[at])
            && name.meanings.is_empty()
            && let Some(role) = &mut mention.role
        {
            role.elsewhere = true;
        }
        if mention.plural {
            let end = listed(scene, complement, mention);
            mention.tokens.end = mention.tokens.end.max(end);
        }
        for part in document.conjuncts(complement) {
            let Some(name) = scene.names.at(part).map(|at| &scene.names.spans[at]) else { continue };
            if part == complement || document.token(part).upos == Upos::Propn {
                add_whose(scene.world, mention, name);
            }
        }
    }
}

/// "rebels in Freedonia", "students throughout Sylvania": people of the country that they are in, unless they are soldiers
/// or the phrase says whose they are.
fn home(scene: &Scene<'_>, mention: &mut EntityMention) {
    let Some(role) = &mention.role else { return };
    let told = !mention.countries.is_empty() || !mention.organisations.is_empty();
    let abroad =
        role.sectors.iter().any(|sector| matches!(sector.as_str(), "MIL" | "IGO" | "JRN" | "REF" | "SOC"));
    let local = matches!(
        role.sort.as_str(),
        "fighter" | "civilian" | "armed-group" | "opposition" | "labour" | "education"
    ) || matches!(role.name.as_str(), "official" | "protester" | "authority");
    if told || abroad || !local || mention.is_named() {
        return;
    }
    let document = scene.document;
    let places: Vec<usize> = document
        .children_by(mention.head, Deprel::Nmod)
        .filter(|&child| child > mention.head)
        .filter(|&child| matches!(document.case_of(child).as_deref(), Some("in" | "across" | "throughout")))
        .collect();
    for place in places {
        let name = scene.names.at(place).map(|at| &scene.names.spans[at]);
        if let Some(name) = name.filter(|name| !name.is_adjective()) {
            add_whose(scene.world, mention, name);
        }
    }
}

/// Adds the countries and bodies of a list ("of Freedonia, Sylvania and Osterlich"), as far as names follow one another;
/// gives the end of the list.
fn listed(scene: &Scene<'_>, first: usize, mention: &mut EntityMention) -> usize {
    let Some(mut name) = scene.names.at(first) else { return 0 };
    let mut end = 0;
    for _ in 0..16 {
        let span = &scene.names.spans[name];
        let next = scene.forms.get(span.tokens.end).copied();
        if span.meanings.is_empty()
            || span.is_adjective()
            || next.is_some_and(|form| matches!(form, "'s" | "’s"))
        {
            break;
        }
        add_whose(scene.world, mention, span);
        end = span.tokens.end;
        let mut at = end;
        while scene.forms.get(at).is_some_and(|form| matches!(*form, "," | "and" | "or" | "&" | "the"))
            && at < end + 3
        {
            at += 1;
        }
        match scene.names.at(at) {
            Some(next) if at > end && scene.names.spans[next].tokens.start == at => name = next,
            _ => break,
        }
    }
    end
}

/// The furthest token to the left that names or qualifiers of the phrase reach without a break.
fn left_of(scene: &Scene<'_>, anchor: usize, sentence: usize, plural: bool) -> usize {
    let mut start = anchor;
    let mut steps = 0;
    while start > sentence && steps < 10 {
        let before = start - 1;
        if let Some(name) = scene.names.at(before) {
            start = scene.names.spans[name].tokens.start;
        } else {
            let data = scene.document.token(before);
            // "US and Freedonian forces"
            let list = plural
                && before > sentence
                && matches!(scene.forms[before], "and" | "," | "-")
                && scene.names.at(before + 1).is_some()
                && scene.names.at(before - 1).is_some_and(|at| !scene.names.spans[at].meanings.is_empty());
            let passes = list
                || data.xpos == "POS"
                || data.xpos == "HYPH"
                || data.upos == Upos::Adj
                || lexicon::modifier(&scene.forms[before].to_lowercase()).is_some();
            if !passes {
                break;
            }
            start = before;
        }
        steps += 1;
    }
    start
}

/// "Russian" in "Russian-backed fighters", "pro-Russian fighters": not whose they are.
fn is_only_backer(scene: &Scene<'_>, name: &NameSpan) -> bool {
    let form = |at: usize| scene.forms.get(at).map(|form| form.to_lowercase()).unwrap_or_default();
    let hyphen = |at: usize| matches!(form(at).as_str(), "-" | "–" | "‑");
    let start = name.tokens.start;
    let against =
        start >= 2 && hyphen(start - 1) && matches!(form(start - 2).as_str(), "pro" | "anti" | "non");
    let backed = hyphen(name.tokens.end)
        && !matches!(
            form(name.tokens.end + 1).as_str(),
            "based" | "born" | "controlled" | "run" | "occupied" | ""
        );
    let backed = backed
        && scene.document.tokens().get(name.tokens.end + 1).is_some_and(|next| {
            matches!(next.upos, Upos::Verb | Upos::Adj) || next.xpos == "VBN" || next.xpos == "VBD"
        });
    against || backed
}

/// Adds the country or organisation that a name stands for.
fn add_whose(world: &World, mention: &mut EntityMention, name: &NameSpan) {
    let Some(meaning) = name.meanings.first() else { return };
    let entity = world.entity(meaning.entity);
    if mention.name != name.tokens && !mention.belongs.contains(&entity.id()) {
        mention.belongs.push(entity.id());
    }
    let add = |list: &mut Vec<String>, code: &str| {
        if !code.is_empty() && !list.iter().any(|known| known == code) {
            list.push(code.to_string());
        }
    };
    match entity.kind() {
        EntityKind::Country => add(&mut mention.countries, entity.code()),
        EntityKind::Seat | EntityKind::Population | EntityKind::ArmedGroup if mention.name != name.tokens => {
            if let Some(country) = world.country(entity.of()) {
                add(&mut mention.countries, country.code());
            }
        }
        EntityKind::Organisation if mention.name != name.tokens => match world.country(entity.of()) {
            Some(country) => add(&mut mention.countries, country.code()),
            None => add(&mut mention.organisations, entity.code()),
        },
        _ => {}
    }
}

/// What kind of actor the words make it.
fn kind(world: &World, mention: &EntityMention, name: Option<&NameSpan>) -> ActorKind {
    if let Some(name) = name {
        if let Some(role) = &mention.role
            && role.kind == RoleKind::Person
        {
            return ActorKind::Person;
        }
        let Some(meaning) = best_meaning(world, name) else {
            return match name.kind {
                Some(NameKind::Person) => ActorKind::Person,
                Some(NameKind::Organisation) => ActorKind::Organisation,
                _ => ActorKind::Unknown,
            };
        };
        let entity = world.entity(meaning.entity);
        if matches!(meaning.sense, Sense::People) {
            return ActorKind::Population;
        }
        if meaning.sense == Sense::Person {
            return ActorKind::Person;
        }
        return match entity.kind() {
            EntityKind::Person => ActorKind::Person,
            EntityKind::Country => ActorKind::Government,
            EntityKind::Seat => ActorKind::Government,
            EntityKind::ArmedGroup => ActorKind::ArmedGroup,
            EntityKind::Population => ActorKind::Population,
            EntityKind::Organisation => kind_of_body(
                entity.sort(),
                entity.sectors().next().unwrap_or(""),
                world.country(entity.of()).is_some(),
            ),
            EntityKind::Region | EntityKind::Thing => ActorKind::Unknown,
        };
    }
    match &mention.role {
        None => ActorKind::Unknown,
        Some(role) => match role.kind {
            RoleKind::Person if mention.plural => ActorKind::Population,
            RoleKind::Person => ActorKind::Person,
            RoleKind::Population => ActorKind::Population,
            RoleKind::ArmedGroup => ActorKind::ArmedGroup,
            RoleKind::Organisation => {
                kind_of_body(&role.sort, role.sectors.first().map_or("", String::as_str), true)
            }
        },
    }
}

/// What kind of actor a body of a sort and sector is.
pub(crate) fn kind_of_body(sort: &str, sector: &str, of_country: bool) -> ActorKind {
    match (sort, sector) {
        ("media", _) | (_, "JRN") => ActorKind::Media,
        ("party" | "party-to" | "business" | "ngo" | "igo" | "bloc" | "alliance", _) => {
            ActorKind::Organisation
        }
        (_, "GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY") if of_country => ActorKind::Government,
        _ => ActorKind::Organisation,
    }
}

/// The meaning of a name that its own words favour: the model's "person" wins over the name of a country only where
/// the world knows such a person.
fn best_meaning<'n>(world: &World, name: &'n NameSpan) -> Option<&'n chancery_world::Meaning> {
    let person =
        name.meanings.iter().find(|meaning| world.entity(meaning.entity).kind() == EntityKind::Person);
    match name.kind {
        Some(NameKind::Person) => person.or(name.meanings.first()),
        _ => name.meanings.first(),
    }
}

fn gender(scene: &Scene<'_>, mention: &EntityMention) -> Gender {
    if matches!(
        mention.kind,
        ActorKind::Government | ActorKind::Organisation | ActorKind::ArmedGroup | ActorKind::Media
    ) {
        return Gender::Neuter;
    }
    if mention.plural {
        return Gender::Unknown;
    }
    let title_start = mention.role.as_ref().map_or(mention.name.start, |role| role.tokens.start);
    for token in
        title_start.saturating_sub(1).max(mention.tokens.start)..mention.name.start.max(mention.head + 1)
    {
        if scene.names.at(token).is_none() {
            let by_form = lexicon::gender_of_word(scene.forms[token]);
            let by_lemma = lexicon::gender_of_word(scene.document.lemma(token));
            let told = if by_form == Gender::Unknown { by_lemma } else { by_form };
            if told != Gender::Unknown && scene.document.token(token).xpos != "PRP$" {
                return told;
            }
        }
    }
    if mention.name.start > 0 && !mention.name.is_empty() {
        let before = lexicon::gender_of_word(scene.forms[mention.name.start - 1]);
        if before != Gender::Unknown {
            return before;
        }
    }
    if mention.kind == ActorKind::Person && mention.name.len() > 1 {
        return lexicon::gender_of_first_name(scene.forms[mention.name.start]);
    }
    Gender::Unknown
}

fn is_definite(document: &Document, mention: &EntityMention) -> bool {
    document.children(mention.head).take_while(|&child| child < mention.head).any(|child| {
        let data = document.token(child);
        match data.deprel {
            Deprel::NmodPoss => true,
            Deprel::Det | Deprel::DetPredet => {
                matches!(
                    document.form(child).to_lowercase().as_str(),
                    "the" | "this" | "that" | "these" | "those" | "both" | "all"
                )
            }
            _ => false,
        }
    }) || mention.is_named()
}

/// What a name is read as where it stands.
fn reading(scene: &Scene<'_>, name: &NameSpan, mention: &EntityMention) -> Reading {
    let document = scene.document;
    if name.thing {
        return Reading::Thing;
    }
    if grammar::is_dateline(document, &name.tokens) {
        return Reading::Place;
    }
    let known = best_meaning(scene.world, name).map(|meaning| scene.world.entity(meaning.entity));
    match known.map(|entity| (entity.kind(), entity.sort())) {
        Some((EntityKind::Country | EntityKind::Region, _)) => {
            if grammar::is_place_use(document, name.head) {
                Reading::Place
            } else {
                Reading::Actor
            }
        }
        Some((EntityKind::Seat, "place")) => {
            if grammar::is_metonym(document, name.head) {
                Reading::Actor
            } else {
                Reading::Place
            }
        }
        Some((EntityKind::Seat, _)) => {
            if grammar::is_place_use(document, name.head) && !grammar::is_metonym(document, name.head) {
                Reading::Place
            } else {
                Reading::Actor
            }
        }
        Some(_) => Reading::Actor,
        None if name.kind == Some(NameKind::Location) && mention.role.is_none() => Reading::Place,
        None => Reading::Actor,
    }
}
