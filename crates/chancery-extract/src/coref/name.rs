//! The sieve of names: same name, surname after full name, acronym after definition, names that the world knows to be
//! one.

use super::trace::Passed;
use super::{Chainer, Key};
use crate::mention::entity::lexicon::{self, GenericOf};
use crate::mention::entity::{EntityMention, Gender, Reading, Scene};
use chancery_record::ActorKind;
use chancery_syntax::{NameKind, Upos};
use chancery_world::{Entity, EntityKind, Sense, fold};
use std::ops::Range;

/// How many drafts of one surname are looked at.
const NAMESAKES: usize = 8;

impl Chainer<'_> {
    /// Chains everything that has a name: full names first, so that a surname in the headline finds its full name.
    pub(super) fn chain_names(&mut self) {
        let mut alone = Vec::new();
        for party in 0..self.parties.len() {
            let mention = &self.parties[party].mention;
            if !mention.is_named() || !self.parties[party].is_actor() {
                continue;
            }
            if self.is_surname_alone(mention) { alone.push(party) } else { self.chain_full_name(party) }
        }
        for party in alone {
            self.chain_surname(party);
        }
    }

    /// A name of one word, or with a particle, that is or may be a person's.
    fn is_surname_alone(&self, mention: &EntityMention) -> bool {
        let words = name_words(self.scene, &mention.name);
        // "Roe-Kern" in one token or three.
        let hyphen = words.len() == 2
            && mention.name.len() == 3
            && matches!(self.scene.forms[mention.name.start + 1], "-" | "‑");
        let single = words.len() == 1 || words.len() == 2 && is_particle(words[0]) || hyphen;
        single
            && self
                .known(mention)
                .is_none_or(|(_, sense)| sense == Sense::Name && self.model_says_person(mention))
    }

    fn model_says_person(&self, mention: &EntityMention) -> bool {
        let at = self.scene.names.at(mention.head);
        at.is_some_and(|at| self.scene.names.spans[at].kind == Some(NameKind::Person))
    }

    /// What the world knows under the name, a person only where the mention can be one.
    fn known(&self, mention: &EntityMention) -> Option<(Entity<'_>, Sense)> {
        let meaning = match mention.kind {
            ActorKind::Person => mention
                .meanings
                .iter()
                .find(|meaning| self.scene.world.entity(meaning.entity).kind() == EntityKind::Person)
                .or(mention.meanings.first()),
            _ => mention.meanings.first(),
        }?;
        Some((self.scene.world.entity(meaning.entity), meaning.sense))
    }

    fn chain_full_name(&mut self, party: usize) {
        let mention = self.parties[party].mention.clone();
        let known = self.known(&mention).map(|(entity, sense)| (entity.id(), sense));
        let Some((entity, sense)) = known else {
            if mention.kind == ActorKind::Person {
                self.chain_person(party, &mention);
            } else {
                self.chain_body(party, &mention);
            }
            return;
        };
        let entity = self.scene.world.entity(entity);
        let key = match (entity.kind(), sense) {
            (EntityKind::Country, Sense::Name | Sense::Adjective) => Key::State(entity.code().to_string()),
            (EntityKind::Country, Sense::People) => Key::People(entity.code().to_string()),
            (EntityKind::Seat, _) if mention.reading == Reading::Place && !self.parties[party].acts => {
                self.text_key(&mention)
            }
            (EntityKind::Seat, _)
                if entity.sectors().next().is_none_or(|sector| sector == "GOV")
                    && self.scene.world.country(entity.of()).is_some() =>
            {
                Key::State(entity.of().to_string())
            }
            (EntityKind::Person, _) => {
                self.chain_person(party, &mention);
                return;
            }
            (_, Sense::Person) => {
                self.new_draft(party);
                return;
            }
            _ => Key::Entity(entity.id()),
        };
        let is_body = matches!(key, Key::Entity(_));
        let draft = self.join_key(party, key);
        if is_body {
            let words = name_words(self.scene, &mention.name);
            self.register_body(draft, &words);
        }
    }

    fn text_key(&self, mention: &EntityMention) -> Key {
        Key::Text(fold(&name_words(self.scene, &mention.name).join(" ")))
    }

    /// A person by full name.
    fn chain_person(&mut self, party: usize, mention: &EntityMention) {
        let words: Vec<String> = name_words(self.scene, &mention.name).into_iter().map(fold).collect();
        let (Some(first), Some(last)) = (words.first().cloned(), words.last().cloned()) else { return };
        let people: Vec<_> = mention
            .meanings
            .iter()
            .map(|meaning| self.scene.world.entity(meaning.entity))
            .filter(|entity| entity.kind() == EntityKind::Person)
            .map(|entity| entity.id())
            .collect();
        let full = Key::Text(words.join(" "));
        let ends = Key::Role(first.clone(), last.clone());
        let by_entity = match people.as_slice() {
            [only] => self.by_key.get(&Key::Entity(*only)).copied(),
            _ => None,
        };
        let found = self.by_key.get(&full).or_else(|| self.by_key.get(&ends)).copied().or(by_entity);
        let draft = match found {
            Some(draft) => {
                self.join(party, draft);
                self.root(draft)
            }
            None => self.new_draft(party),
        };
        self.drafts[draft].kind = ActorKind::Person;
        for &person in &people {
            if !self.drafts[draft].entities.contains(&person) {
                self.drafts[draft].entities.push(person);
            }
        }
        if let [only] = people.as_slice() {
            self.by_key.entry(Key::Entity(*only)).or_insert(draft);
            let surname = fold(self.scene.world.entity(*only).surname());
            self.register(draft, surname, None);
        }
        self.by_key.entry(full).or_insert(draft);
        self.by_key.entry(ends).or_insert(draft);
        self.register(draft, last, Some(first));
    }

    /// Lets a body be taken up by the last word of its name.
    fn register_body(&mut self, draft: usize, words: &[&str]) {
        if let [_, .., last] = words {
            self.by_key.insert(Key::Role("the".to_string(), fold(last)), draft);
        }
    }

    fn register(&mut self, draft: usize, surname: String, first: Option<String>) {
        let under = self.by_surname.entry(surname).or_default();
        if !under.contains(&draft) && under.len() < NAMESAKES {
            under.push(draft);
        }
        if let Some(first) = first {
            let under = self.by_first_name.entry(first).or_default();
            if !under.contains(&draft) && under.len() < NAMESAKES {
                under.push(draft);
            }
        }
    }

    /// A name of one word: the surname of somebody named in full, else a name of its own.
    fn chain_surname(&mut self, party: usize) {
        let mention = self.parties[party].mention.clone();
        let words = name_words(self.scene, &mention.name);
        let Some(last) = words.last().map(|word| fold(word)) else { return };
        let by_surname =
            self.fitting(party, &mention, self.by_surname.get(&last).cloned().unwrap_or_default());
        let found = match by_surname.as_slice() {
            [] => {
                let by_first = self.by_first_name.get(&last).cloned().unwrap_or_default();
                match self.fitting(party, &mention, by_first).as_slice() {
                    [only] => Some(*only),
                    _ => None,
                }
            }
            [only] => Some(*only),
            // Namesakes: the one mentioned last before, by full name or with the same title.
            several => several
                .iter()
                .copied()
                .filter_map(|draft| {
                    let before =
                        self.drafts[draft].parties.iter().copied().filter(|&other| other < party).max()?;
                    Some((before, draft))
                })
                .max()
                .map(|(_, draft)| draft),
        };
        let namesakes = by_surname.len();
        if let (Some(draft), true) = (found, namesakes > 1) {
            let mut passed = Passed::default();
            for other in by_surname.into_iter().filter(|&other| other != draft) {
                if let Some(&party) = self.drafts[other].parties.first() {
                    passed.over(party, "a namesake not mentioned last");
                }
            }
            self.note(party, Some("the last of that surname before it"), passed);
        } else if found.is_some() {
            self.note(party, Some("the one with that surname"), Passed::default());
        }
        match found {
            Some(draft) => self.join(party, draft),
            None if self.known(&mention).is_some() => self.chain_full_name(party),
            None if mention.kind == ActorKind::Person => {
                let draft = self.join_key(party, Key::Text(last.clone()));
                self.register(draft, last, None);
            }
            None => self.chain_body(party, &mention),
        }
    }

    /// The drafts of persons that title and gender of a mention do not contradict.
    fn fitting(&mut self, party: usize, mention: &EntityMention, drafts: Vec<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        for draft in drafts {
            let draft = self.root(draft);
            let gender = self.drafts[draft].gender;
            let opposite = matches!(
                (gender, mention.gender),
                (Gender::Masculine, Gender::Feminine) | (Gender::Feminine, Gender::Masculine)
            );
            let known_countries: Vec<&String> = self.drafts[draft]
                .parties
                .iter()
                .flat_map(|&other| self.parties[other].mention.countries.iter())
                .collect();
            let elsewhere = !mention.countries.is_empty()
                && !known_countries.is_empty()
                && !mention.countries.iter().any(|code| known_countries.contains(&code));
            if !opposite && !elsewhere && self.drafts[draft].parties != [party] && !found.contains(&draft) {
                found.push(draft);
            }
        }
        found
    }

    /// A body, group or whatever else has a name that the world does not know.
    fn chain_body(&mut self, party: usize, mention: &EntityMention) {
        let words = name_words(self.scene, &mention.name);
        let text = fold(&words.join(" "));
        let acronym = words.len() == 1 && is_acronym(words[0]);
        // "the Council" after "the Freedonian Council", "the Party" after "the Party of Labour".
        if words.len() == 1 && !acronym && !self.by_key.contains_key(&Key::Text(text.clone())) {
            let ends = Key::Role("the".to_string(), text.clone());
            if let Some(&draft) = self.by_key.get(&ends)
                && lexicon::generic(&text).is_some_and(|generic| generic.of == GenericOf::Body)
            {
                self.join(party, draft);
                return;
            }
        }
        let draft = match self.shorter_body(mention, &words) {
            Some(draft) if !self.by_key.contains_key(&Key::Text(text.clone())) => {
                self.join(party, draft);
                self.by_key.insert(Key::Text(text), draft);
                draft
            }
            _ => self.join_key(party, Key::Text(text)),
        };
        self.register_body(draft, &words);
        if !acronym && words.len() > 1 {
            // "Freedonian Workers Party" is the FWP, whether the nationality is taken for a part of the name or not.
            let whole = name_words(self.scene, &(mention.tokens.start..mention.name.end));
            let whole: Vec<&str> =
                whole.into_iter().filter(|word| !word.eq_ignore_ascii_case("the")).collect();
            for initials in [initials(&words), initials(&whole)] {
                if initials.len() > 1 {
                    self.by_key.entry(Key::Text(initials)).or_insert(draft);
                }
            }
        }
    }
}

impl Chainer<'_> {
    /// "the Foreign Trade Department" for "the Freedonian Foreign Trade Department": the body named before by the end of a
    /// name, two words at least, that says what it is.
    fn shorter_body(&mut self, mention: &EntityMention, words: &[&str]) -> Option<usize> {
        let last = fold(words.last()?);
        if !lexicon::generic(&last).is_some_and(|generic| generic.of == GenericOf::Body) {
            return None;
        }
        (1..words.len().saturating_sub(1)).find_map(|from| {
            let draft = *self.by_key.get(&Key::Text(fold(&words[from..].join(" "))))?;
            let draft = self.root(draft);
            let mut countries = self.drafts[draft]
                .parties
                .iter()
                .flat_map(|&other| &self.parties[other].mention.countries)
                .peekable();
            // "the Sylvanian … Department" is another.
            let other = countries.peek().is_some() && !countries.any(|code| mention.countries.contains(code));
            (!other).then_some(draft)
        })
    }
}

/// The words of a name, without hyphens and quotation marks.
pub(super) fn name_words<'a>(scene: &Scene<'a>, name: &Range<usize>) -> Vec<&'a str> {
    name.clone()
        .filter(|&token| scene.document.token(token).upos != Upos::Punct && scene.forms[token] != "-")
        .map(|token| scene.forms[token])
        .collect()
}

fn is_particle(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "al" | "el"
            | "bin"
            | "ibn"
            | "ben"
            | "von"
            | "van"
            | "de"
            | "da"
            | "der"
            | "den"
            | "di"
            | "du"
            | "la"
            | "le"
            | "mc"
            | "o"
            | "ould"
            | "abu"
            | "st"
            | "ter"
            | "dos"
    )
}

fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic());
    (2..=8).contains(&letters.clone().count()) && letters.clone().all(char::is_uppercase)
}

/// The initials of the capitalised words, folded: "Freedonian Workers' Party" gives "fwp".
fn initials(words: &[&str]) -> String {
    words
        .iter()
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether `short` is an acronym whose letters are initials of the words of `long` in order.
pub(super) fn is_acronym_of(scene: &Scene<'_>, short: &Range<usize>, long: &Range<usize>) -> bool {
    let short_words = name_words(scene, short);
    let [short] = short_words.as_slice() else { return false };
    if !is_acronym(short) {
        return false;
    }
    let words = name_words(scene, long);
    let mut initials = words.iter().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase);
    words.len() > 1
        && short.chars().filter(|c| c.is_alphabetic()).all(|letter| initials.any(|initial| initial == letter))
}
