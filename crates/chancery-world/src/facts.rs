//! Facts as people write them: one form of tab-separated file for the sources of this crate, for a user's own
//! `--world FILE`, and for test cases. The form is described in `data/FACTS.md`.
//!
//! This module reads and checks rows; what they become is the business of [`crate::compile`].

use std::collections::HashMap;

use crate::error::{Error, Reason};
use crate::interval::{Interval, parse_date};
use crate::short;

/// The columns that a file of facts may have.
const COLUMNS: [&str; 26] = [
    "kind",
    "name",
    "code",
    "of",
    "sort",
    "sectors",
    "also",
    "adjective",
    "person",
    "people",
    "capital",
    "members",
    "office",
    "surname",
    "from",
    "to",
    "as_of",
    "source",
    "latitude",
    "longitude",
    "population",
    "geonames",
    "admin1",
    "plural",
    "is",
    "note",
];

/// The longest field; longer ones would not fit the store.
const LONGEST: usize = 60_000;

/// What a row states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FactKind {
    Country,
    Organisation,
    ArmedGroup,
    Population,
    Region,
    Seat,
    Thing,
    Person,
    Place,
    Role,
    Portfolio,
    Alias,
}

const KINDS: [(&str, FactKind); 12] = [
    ("country", FactKind::Country),
    ("organisation", FactKind::Organisation),
    ("armed-group", FactKind::ArmedGroup),
    ("population", FactKind::Population),
    ("region", FactKind::Region),
    ("seat", FactKind::Seat),
    ("thing", FactKind::Thing),
    ("person", FactKind::Person),
    ("place", FactKind::Place),
    ("role", FactKind::Role),
    ("portfolio", FactKind::Portfolio),
    ("alias", FactKind::Alias),
];

impl FactKind {
    pub(crate) fn as_str(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub(crate) line: usize,
    pub(crate) kind: FactKind,
    pub(crate) interval: Interval,
    pub(crate) latitude: Option<f64>,
    pub(crate) longitude: Option<f64>,
    pub(crate) population: u32,
    pub(crate) geonames: u32,
    fields: [String; COLUMNS.len()],
}

impl Fact {
    /// The field of `column`; empty where the file has no such column.
    pub(crate) fn field(&self, column: &str) -> &str {
        COLUMNS.iter().position(|known| *known == column).map_or("", |i| &self.fields[i])
    }

    pub(crate) fn name(&self) -> &str {
        self.field("name")
    }

    pub(crate) fn code(&self) -> &str {
        self.field("code")
    }

    pub(crate) fn of(&self) -> &str {
        self.field("of")
    }

    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        crate::entity::list(self.field(column))
    }
}

/// The facts of one file, checked row by row. `source_name` is what errors call the file.
pub(crate) fn parse(text: &str, source_name: &str) -> Result<Vec<Fact>, Error> {
    let fail = |line: usize, reason: Reason| Error::new(source_name, line, reason);
    let lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .enumerate()
        .map(|(number, line)| (number + 1, line))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let mut columns: Option<Vec<usize>> = None;
    let mut facts = Vec::new();
    for (number, line) in lines {
        let fact = match &columns {
            None if !line.contains('\t') && line.contains(" = ") => short_row(line, number),
            None => {
                let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
                columns = Some(header(&fields).map_err(|reason| fail(number, reason))?);
                continue;
            }
            Some(columns) => {
                let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
                row(&fields, columns, number)
            }
        };
        facts.push(fact.map_err(|reason| fail(number, reason))?);
    }
    if columns.is_none() && facts.is_empty() {
        return Err(fail(1, Reason::NoHeader));
    }
    Ok(facts)
}

/// A line in the short form.
fn short_row(line: &str, number: usize) -> Result<Fact, Reason> {
    let fields = short::fields(line, &KINDS.map(|(name, _)| name))?;
    let names: Vec<&str> = fields.iter().map(|(column, _)| *column).collect();
    let values: Vec<&str> = fields.iter().map(|(_, value)| *value).collect();
    row(&values, &header(&names)?, number)
}

fn header(fields: &[&str]) -> Result<Vec<usize>, Reason> {
    let mut columns = Vec::with_capacity(fields.len());
    if !fields.contains(&"kind") && !fields.contains(&"name") {
        return Err(Reason::NoHeader);
    }
    for field in fields {
        let Some(column) = COLUMNS.iter().position(|known| known == field) else {
            return Err(Reason::UnknownColumn((*field).to_owned(), COLUMNS.join(", ")));
        };
        if columns.contains(&column) {
            return Err(Reason::ColumnTwice((*field).to_owned()));
        }
        columns.push(column);
    }
    for needed in ["kind", "name"] {
        if !fields.contains(&needed) {
            return Err(Reason::MissingColumn(needed));
        }
    }
    Ok(columns)
}

fn row(fields: &[&str], columns: &[usize], line: usize) -> Result<Fact, Reason> {
    if fields.len() > columns.len() {
        return Err(Reason::ColumnCount { found: fields.len(), wanted: columns.len() });
    }
    let mut named: [String; COLUMNS.len()] = Default::default();
    for (field, &column) in fields.iter().zip(columns) {
        if field.len() > LONGEST {
            return Err(Reason::TooLong(LONGEST));
        }
        named[column] = (*field).to_owned();
    }
    let kind = KINDS.iter().find(|(name, _)| *name == named[0]).map(|(_, kind)| *kind);
    let Some(kind) = kind else {
        let known: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
        return Err(Reason::UnknownKind(named[0].clone(), known.join(", ")));
    };
    let mut fact = Fact {
        line,
        kind,
        interval: Interval::default(),
        latitude: None,
        longitude: None,
        population: 0,
        geonames: 0,
        fields: named,
    };
    let needed: &[&'static str] = match kind {
        FactKind::Country => &["name", "code"],
        FactKind::Seat | FactKind::Alias => &["name", "of"],
        FactKind::Person => &["name", "of", "office"],
        _ => &["name"],
    };
    for column in needed {
        if fact.field(column).is_empty() {
            return Err(Reason::Needed { kind: kind.as_str(), column });
        }
    }
    let code = fact.code();
    if kind == FactKind::Country && !(code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())) {
        return Err(Reason::CountryCode(code.to_owned()));
    }
    fact.interval = interval(&fact)?;
    fact.latitude = degrees(&fact, "latitude", 90)?;
    fact.longitude = degrees(&fact, "longitude", 180)?;
    fact.population = number(&fact, "population")?.unwrap_or(0);
    fact.geonames = number(&fact, "geonames")?.unwrap_or(0);
    Ok(fact)
}

fn interval(fact: &Fact) -> Result<Interval, Reason> {
    let date = |column: &str, last: bool| {
        let text = fact.field(column);
        if text.is_empty() {
            return Ok(None);
        }
        parse_date(text, last).map(Some).ok_or_else(|| Reason::Date(text.to_owned()))
    };
    let interval =
        Interval { from: date("from", false)?, to: date("to", true)?, as_of: date("as_of", false)? };
    if let (Some(from), Some(to)) = (interval.from, interval.to)
        && to < from
    {
        return Err(Reason::Backwards { from: from.to_string(), to: to.to_string() });
    }
    Ok(interval)
}

fn number<T: std::str::FromStr>(fact: &Fact, column: &'static str) -> Result<Option<T>, Reason> {
    let text = fact.field(column);
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| Reason::Number { value: text.to_owned(), column })
}

fn degrees(fact: &Fact, column: &'static str, most: u16) -> Result<Option<f64>, Reason> {
    let found = number::<f64>(fact, column)?;
    match found {
        Some(degrees) if degrees.is_nan() || degrees.abs() > f64::from(most) => {
            Err(Reason::Degrees { value: fact.field(column).to_owned(), column, most })
        }
        found => Ok(found),
    }
}

/// The places that the countries of a file are: those with coordinates.
pub(crate) fn places_of_countries(facts: &[Fact]) -> Vec<Fact> {
    let at = |column: &str| COLUMNS.iter().position(|known| *known == column).unwrap_or(0);
    let located = facts
        .iter()
        .filter(|fact| fact.kind == FactKind::Country && fact.latitude.is_some() && fact.longitude.is_some());
    located
        .map(|country| {
            let mut place = Fact { kind: FactKind::Place, ..country.clone() };
            place.fields[at("of")] = country.code().to_owned();
            place.fields[at("sort")] = "country".to_owned();
            place
        })
        .collect()
}

/// Replaces owners that are given by name by their codes: `Freedonia` by `FRD`.
pub(crate) fn name_owners(facts: &mut [Fact], code_of: &dyn Fn(&str) -> Option<String>) {
    let own: HashMap<String, String> = facts
        .iter()
        .filter(|fact| !fact.code().is_empty() && fact.kind != FactKind::Person)
        .map(|fact| (fact.name().to_owned(), fact.code().to_owned()))
        .collect();
    let of = COLUMNS.iter().position(|column| *column == "of").unwrap_or(0);
    for fact in facts {
        let owner = &fact.fields[of];
        if let Some(code) = own.get(owner).cloned().or_else(|| code_of(owner)) {
            fact.fields[of] = code;
        }
    }
}

/// What a user's facts are held against: what is known already.
pub(crate) struct Known<'k> {
    /// Who has this code of a country, organisation or person, if anybody.
    pub(crate) code: &'k dyn Fn(&str) -> Option<String>,
    /// The usual spelling of an office, and whether at one time only one person holds it.
    pub(crate) office: &'k dyn Fn(&str) -> (String, bool),
}

/// Checks the rows of one file against each other and against what is known: owners exist, codes are free, and no
/// office of one holder has two at once.
pub(crate) fn check(facts: &[Fact], known: &Known<'_>, source_name: &str) -> Result<(), Error> {
    let fail = |line: usize, reason: Reason| Error::new(source_name, line, reason);
    let mut codes: HashMap<&str, usize> = HashMap::new();
    for fact in facts {
        let owns_code =
            matches!(fact.kind, FactKind::Country | FactKind::Organisation | FactKind::ArmedGroup);
        if !owns_code || fact.code().is_empty() {
            continue;
        }
        let holder = (known.code)(fact.code())
            .or_else(|| codes.get(fact.code()).map(|line| format!("taken in line {line}")));
        if let Some(holder) = holder {
            return Err(fail(fact.line, Reason::CodeTaken { code: fact.code().to_owned(), holder }));
        }
        codes.insert(fact.code(), fact.line);
    }
    for fact in facts {
        let mut owners = vec![fact.of()];
        owners.extend(fact.field("members").split_ascii_whitespace());
        for owner in owners {
            if !owner.is_empty() && !codes.contains_key(owner) && (known.code)(owner).is_none() {
                return Err(fail(fact.line, Reason::UnknownOwner(owner.to_owned())));
            }
        }
    }
    // A place without coordinates would lie in the Gulf of Guinea.
    for fact in facts.iter().filter(|fact| fact.kind == FactKind::Place) {
        for (column, known) in [("latitude", fact.latitude), ("longitude", fact.longitude)] {
            if known.is_none() {
                return Err(fail(fact.line, Reason::Needed { kind: fact.kind.as_str(), column }));
            }
        }
    }
    let mut offices: HashMap<(String, &str), Vec<&Fact>> = HashMap::new();
    for fact in facts.iter().filter(|fact| fact.kind == FactKind::Person) {
        let (office, single) = (known.office)(fact.field("office"));
        if !single {
            continue;
        }
        let holders = offices.entry((office.clone(), fact.of())).or_default();
        if let Some(other) = holders.iter().find(|other| other.interval.overlaps(&fact.interval)) {
            let other_name = other.name().to_owned();
            let (of, line) = (fact.of().to_owned(), other.line);
            return Err(fail(fact.line, Reason::Overlap { office, of, other: other_name, line }));
        }
        holders.push(fact);
    }
    Ok(())
}
