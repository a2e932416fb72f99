//! Persons and their terms of office: rows about one person become one, open terms end where the next holder begins.

use std::collections::{HashMap, HashSet};

use super::Compiler;
use crate::entity::{self, EntityKind, Sense};
use crate::facts::Fact;
use crate::fold::fold;
use crate::interval::pack_date;
use crate::role;
use crate::store::ENTITY_WORDS;

/// A term of office before it has its row.
pub(super) struct PendingHolding {
    pub(super) of: String,
    pub(super) office: String,
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) as_of: u32,
    pub(super) source: String,
    pub(super) person: u32,
    /// Whether it only lets the office be found under a broader name, and is not shown with the person.
    pub(super) shadow: bool,
}

/// A person before it has its row.
#[derive(Default)]
pub(super) struct PendingPerson {
    pub(super) name: String,
    pub(super) code: String,
    pub(super) of: String,
    pub(super) surname: String,
    pub(super) also: Vec<String>,
    pub(super) rows: Vec<usize>,
}

impl Compiler<'_> {
    pub(super) fn people(&mut self, people: &[(&str, &Fact)]) {
        let codes = CodedNames::of(people);
        for (i, (source, fact)) in people.iter().enumerate() {
            let code = if fact.code().is_empty() { codes.find(fact, source) } else { fact.code() };
            let key = match code {
                "" if is_gathered(source) && !codes.is_kept_by_hand(fact) => {
                    format!("{} {}", fold(fact.name()), fact.of())
                }
                "" => fold(fact.name()),
                code => code.to_owned(),
            };
            let person = self.persons.entry(key).or_default();
            if person.name.is_empty() {
                person.name = fact.name().to_owned();
                person.code = code.to_owned();
                person.of = fact.of().to_owned();
            } else if person.name != fact.name() && !person.also.iter().any(|known| known == fact.name()) {
                person.also.push(fact.name().to_owned());
            }
            if person.surname.is_empty() {
                person.surname = fact.field("surname").to_owned();
            }
            for name in fact.list("also") {
                if person.name != name && !person.also.iter().any(|known| known == name) {
                    person.also.push(name.to_owned());
                }
            }
            person.rows.push(i);
        }
        for (_, person) in std::mem::take(&mut self.persons) {
            let id = self.entities.len() as u32;
            let surname = if person.surname.is_empty() { last_name(&person.name) } else { &person.surname };
            let mut row = [0; ENTITY_WORDS];
            row[entity::Column::Kind as usize] = EntityKind::Person as u32;
            row[entity::Column::Name as usize] = self.string(&person.name);
            row[entity::Column::Code as usize] = self.string(&person.code);
            row[entity::Column::Of as usize] = self.string(&person.of);
            row[entity::Column::A as usize] = self.string(surname);
            row[entity::Column::D as usize] = self.string(&person.also.join("|"));
            self.entities.push(row);
            if !person.code.is_empty() {
                self.codes.entry(person.code.clone()).or_insert(u64::from(id));
            }
            let mut surnames = vec![fold(surname)];
            for name in std::iter::once(&person.name).chain(&person.also) {
                self.add_name(name, id, Sense::Name);
                let words = name.split_whitespace().count();
                surnames.push(fold(if words == 1 { name } else { last_name(name) }));
            }
            surnames.sort_unstable();
            surnames.dedup();
            for key in surnames.into_iter().filter(|key| !key.is_empty()) {
                self.surnames.entry(key).or_default().push(id);
            }
            for row in person.rows {
                let (source, fact) = people[row];
                let named = fact.field("source");
                let offices = self.offices(fact.field("office"));
                for (i, office) in offices.into_iter().enumerate() {
                    self.holdings.push(PendingHolding {
                        of: fact.of().to_owned(),
                        office,
                        from: pack_date(fact.interval.from),
                        to: pack_date(fact.interval.to),
                        as_of: pack_date(fact.interval.as_of),
                        source: if named.is_empty() { source } else { named }.to_owned(),
                        person: id,
                        shadow: i > 0,
                    });
                }
            }
        }
    }

    /// The usual spelling of an office, by the roles of this compilation, then by what is known; after it the broader
    /// offices that it also is (a foreign secretary is a foreign minister). Of a double portfolio ("foreign affairs and
    /// emigrants") the first counts.
    fn offices(&self, office: &str) -> Vec<String> {
        let plain = office.strip_prefix("Federal ").unwrap_or(office);
        let first = plain.split([',', ';']).next().unwrap_or(plain);
        let first = first.split(" and ").next().unwrap_or(first);
        for phrase in [plain, first] {
            let Some(&role) = self.role_names.get(&fold(phrase)) else { continue };
            let reference = self.roles[role as usize][role::Column::Office as usize];
            let offices: Vec<String> = entity::list(self.text(reference)).map(str::to_owned).collect();
            if !offices.is_empty() {
                return offices;
            }
        }
        vec![(self.known_office)(plain).unwrap_or_else(|| lower_first(plain))]
    }

    /// Ends an open row of an office with one holder on the day when the next holder began.
    pub(super) fn close_by_successors(&mut self) {
        let mut at = 0;
        while at < self.holdings.len() {
            let same = |other: &PendingHolding| {
                other.of == self.holdings[at].of && other.office == self.holdings[at].office
            };
            let end = at + self.holdings[at..].iter().take_while(|other| same(other)).count();
            if self.single_offices.contains(&self.holdings[at].office) {
                // From the last to the first, so that the next holder of another name is at hand.
                let mut next: Vec<(u32, u32)> = Vec::new();
                for holding in self.holdings[at..end].iter_mut().rev() {
                    let successor = next
                        .iter()
                        .rev()
                        .find(|(person, from)| *person != holding.person && *from > holding.from);
                    if let (0, Some(&(_, from))) = (holding.to, successor) {
                        holding.to = from;
                    }
                    next.push((holding.person, holding.from));
                    if next.len() > 8 {
                        next.remove(0);
                    }
                }
            }
            at = end;
        }
    }
}

/// Whether a file is gathered from other people's lists, where one name may be two persons; in a file kept by hand it is
/// one.
fn is_gathered(source: &str) -> bool {
    source == "officeholders"
}

/// The codes of persons by name, so that a row without a code joins the person that has one.
struct CodedNames<'f> {
    by_owner: HashMap<(String, &'f str), &'f str>,
    /// None for a name of two persons.
    by_name: HashMap<String, Option<&'f str>>,
    /// Names and owners of the rows without a code that are kept by hand.
    by_hand: HashSet<(String, &'f str)>,
}

impl<'f> CodedNames<'f> {
    fn of(people: &[(&str, &'f Fact)]) -> CodedNames<'f> {
        let mut by_owner = HashMap::new();
        let mut by_name: HashMap<String, Option<&'f str>> = HashMap::new();
        for (_, fact) in people.iter().filter(|(_, fact)| !fact.code().is_empty()) {
            for name in std::iter::once(fact.name()).chain(fact.list("also")) {
                by_owner.entry((fold(name), fact.of())).or_insert(fact.code());
                let known = by_name.entry(fold(name)).or_insert(Some(fact.code()));
                if *known != Some(fact.code()) {
                    *known = None;
                }
            }
        }
        let by_hand = people
            .iter()
            .filter(|(source, fact)| fact.code().is_empty() && !is_gathered(source))
            .map(|(_, fact)| (fold(fact.name()), fact.of()))
            .collect();
        CodedNames { by_owner, by_name, by_hand }
    }

    fn is_kept_by_hand(&self, fact: &'f Fact) -> bool {
        self.by_hand.contains(&(fold(fact.name()), fact.of()))
    }

    /// The code of the person of `fact` by its names: of the same owner, or the only person of that full name.
    fn find(&self, fact: &'f Fact, source: &str) -> &'f str {
        let names = || std::iter::once(fact.name()).chain(fact.list("also"));
        let owned = names().find_map(|name| self.by_owner.get(&(fold(name), fact.of())).copied());
        let only = || self.by_name.get(&fold(fact.name())).copied().flatten();
        match owned {
            Some(code) => code,
            None if is_gathered(source) || !fact.name().contains(' ') => "",
            None => only().unwrap_or(""),
        }
    }
}

/// The last word of a name, with the particles before it where these are written small: `von der Leyen`.
fn last_name(name: &str) -> &str {
    let mut start = name.rfind(' ').map_or(0, |at| at + 1);
    while start > 1 {
        let before = &name[..start - 1];
        let word_start = before.rfind(' ').map_or(0, |at| at + 1);
        let word = &before[word_start..];
        if word_start == 0 || !word.chars().next().is_some_and(char::is_lowercase) {
            break;
        }
        start = word_start;
    }
    &name[start..]
}

/// An office that is not known, its title words written small: `governor of Fujian`.
fn lower_first(office: &str) -> String {
    let links = [" of ", " to ", " for ", " in ", " at "];
    let end = links.iter().filter_map(|link| office.find(link)).min().unwrap_or(office.len());
    let (title, rest) = office.split_at(end);
    let words: Vec<String> = title
        .split(' ')
        .map(|word| {
            let small = word.chars().skip(1).any(char::is_lowercase);
            if small { word.to_lowercase() } else { word.to_owned() }
        })
        .collect();
    format!("{}{rest}", words.join(" "))
}
