//! What the words of one noun phrase say of who is meant: name, title, whose, how many.

use super::lexicon::{self, Gender, Modifier};
use super::name::NameSpan;
use super::role::{is_verb, role_noun, title_before};
use super::whose::{add_whose, whose};
use super::{EntityMention, Scene, grammar};
use crate::argument;
use chancery_record::{ActorKind, MentionForm};
use chancery_syntax::{Deprel, Document, NameKind, Upos};
use chancery_world::{EntityKind, RoleKind, Sense, World};
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
    if let Some(name) = name.filter(|name| is_modifier(document, name) && !is_listed(scene, name)) {
        return modifier(scene, name);
    }
    let mut tokens = argument::phrase(document, head);
    if let Some(name) = name {
        // Another name right behind is another's: "President of Freedonia Jane Doe".
        let next_is_name = tokens.end > name.tokens.end && scene.names.at(name.tokens.end).is_some();
        let end = if next_is_name { name.tokens.end } else { tokens.end.max(name.tokens.end) };
        tokens = tokens.start.min(name.tokens.start)..end;
    }
    let plural =
        is_plural(document, head, name.is_some()) || name.is_some_and(|name| is_family(document, name));
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
    // "Foreign Minister Jane Doe and Defence Minister Rufus Roe": what belongs to Doe is not Roe's.
    if name.is_some()
        && let Some(other) = scene.names.within(tokens.start..anchor).iter().rfind(|other| {
            (other.kind == Some(NameKind::Person) || is_listed(scene, other)) && other.tokens.end < anchor
        })
        && matches!(scene.forms[other.tokens.end], "and" | ",")
    {
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
    let says_former = |token: usize| {
        lexicon::modifier(&scene.forms[token].to_lowercase()) == Some(Modifier::Former)
            && !is_verb(scene, token)
    };
    if mention.tokens.start > sentence && says_former(mention.tokens.start - 1) {
        mention.tokens.start -= 1;
    }
    // "At least four people"
    let start = mention.tokens.start;
    if start > sentence
        && matches!(scene.forms[start], "least" | "most")
        && scene.forms[start - 1].eq_ignore_ascii_case("at")
    {
        mention.tokens.start -= 1;
    }
    mention.kind = kind(scene.world, &mention, name);
    mention.gender = gender(scene, &mention);
    mention.definite = is_definite(document, &mention);
    if grammar::is_sought(document, head, mention.tokens.start)
        && let Some(role) = mention.role.as_mut().filter(|role| role.single && name.is_none())
    {
        (role.former, role.coming) = (true, true);
        mention.reading = Reading::Modifier;
    }
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

/// "the DPRK and South Korea", where the parser hangs the first name on the second.
fn is_listed(scene: &Scene<'_>, name: &NameSpan) -> bool {
    let end = name.tokens.end;
    let next = scene.names.at(end + 1).map(|at| &scene.names.spans[at]);
    !name.is_adjective()
        && scene.forms.get(end).is_some_and(|form| *form == "and")
        && next.is_some_and(|next| {
            next.tokens.start == end + 1
                && !next.is_adjective()
                && scene.document.head(name.head).is_some_and(|head| next.tokens.contains(&head))
        })
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

/// "the Roes": several of one surname, by article and tag.
fn is_family(document: &Document, name: &NameSpan) -> bool {
    name.tokens.len() == 1
        && document.token(name.head).xpos == "NNPS"
        && matches!(name.kind, None | Some(NameKind::Person))
        && name.meanings.is_empty()
        && name.head > document.sentence_of(name.head).tokens.start
        && document.form(name.head - 1).eq_ignore_ascii_case("the")
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
                Some(NameKind::Person) if mention.plural => ActorKind::Population,
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
    if grammar::is_dateline(document, &name.tokens) || grammar::is_within_dateline(document, &name.tokens) {
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
