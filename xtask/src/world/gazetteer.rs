//! The gazetteer as facts: GeoNames cities and provinces, Natural Earth seas, rivers, lakes and regions, the countries,
//! and what `places.tsv` adds by hand.
//!
//! Names that are common English words, nationality words, organisations or role nouns are left out, or marked as weak.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};
use chancery_world::fold;

use super::{read, table};

/// Inhabitants from which a city's like-sounding other names are kept.
const LIKE_NAMES: u32 = 15_000;

/// Inhabitants from which all of a city's other names are kept (Peking, Bombay, Saigon).
const ALL_NAMES: u32 = 300_000;

/// Inhabitants from which a city that is called like a person is no weak place.
const WELL_KNOWN: u32 = 300_000;

/// Countries at war or near it, of which small places are kept too.
const SMALL_PLACES: [&str; 19] = [
    "UA", "SY", "IL", "PS", "LB", "IQ", "YE", "SD", "LY", "AZ", "GE", "MM", "AF", "ET", "CD", "ML", "BF",
    "NE", "SO",
];

/// Inhabitants from which the cities of all other countries are kept.
const SMALLEST: u32 = 5_000;

/// How provinces are called after their names.
const DIVISIONS: [&str; 12] = [
    "Oblast",
    "Province",
    "Governorate",
    "Region",
    "State",
    "Department",
    "County",
    "District",
    "Prefecture",
    "Voivodeship",
    "Krai",
    "Territory",
];

/// Countries whose provinces English news calls by their bare names.
const PLAIN_PROVINCES: [&str; 9] = ["US", "CA", "AU", "GB", "DE", "FR", "IT", "ES", "CH"];

pub(super) fn import(shared: &Path, data: &Path) -> Result<String> {
    let mut facts = Facts {
        text: String::from(
            "kind\tname\tof\tsort\tlatitude\tlongitude\tpopulation\tgeonames\tadmin1\talso\tnote\n",
        ),
        never: BTreeSet::new(),
        weak: BTreeSet::new(),
        persons: persons(data)?,
        taken: BTreeMap::new(),
    };
    for row in table(&read(&data.join("place_stop.tsv"))?) {
        let key = fold(row.get("name"));
        if row.get("how") == "weak" {
            facts.weak.insert(key)
        } else {
            facts.never.insert(key)
        };
    }
    facts.never.extend(other_names(data)?);
    let cities = read(&shared.join("cities500.tsv"))?;
    let cities = read_cities(&cities)?;
    let codes = countries(shared, data, &cities, &mut facts)?;
    by_hand(data, &mut facts)?;
    provinces(shared, &codes, &cities, &mut facts)?;
    natural_earth(shared, &mut facts)?;
    add_cities(shared, &codes, &cities, &mut facts)?;
    Ok(facts.text)
}

struct Facts {
    text: String,
    never: BTreeSet<String>,
    weak: BTreeSet<String>,
    persons: BTreeSet<String>,
    /// Names that are the first name of a place, with the inhabitants of the largest.
    taken: BTreeMap<String, u64>,
}

#[derive(Default)]
struct Place<'p> {
    name: &'p str,
    country: &'p str,
    sort: &'p str,
    latitude: f64,
    longitude: f64,
    population: u64,
    geonames: &'p str,
    admin1: &'p str,
    also: Vec<String>,
    /// Written by hand: its other names need no check.
    reviewed: bool,
}

impl Facts {
    fn add(&mut self, place: &Place<'_>) -> Result<()> {
        let free = matches!(place.sort, "country" | "disputed" | "region" | "sea");
        let allowed = |name: &str| {
            let key = fold(name);
            let letters = key.chars().filter(|c| c.is_alphabetic()).count();
            let short = letters == 2 && place.reviewed && name.chars().all(|c| c.is_uppercase() || c == '.');
            place.sort == "country" || short || (letters >= 3 && (free || !self.never.contains(&key)))
        };
        if !allowed(place.name) {
            return Ok(());
        }
        let mut also: Vec<&str> = Vec::new();
        for name in &place.also {
            if allowed(name) && *name != place.name && !also.contains(&name.as_str()) {
                also.push(name);
            }
        }
        let key = fold(place.name);
        let person = self.persons.contains(&key) && place.population < u64::from(WELL_KNOWN);
        let weak = !free && (self.weak.contains(&key) || person);
        writeln!(
            self.text,
            "place\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            place.name,
            place.country,
            place.sort,
            place.latitude,
            place.longitude,
            place.population.min(u64::from(u32::MAX)),
            place.geonames,
            place.admin1,
            also.join("|"),
            if weak { "weak" } else { "" }
        )?;
        let taken = self.taken.entry(key).or_default();
        *taken = (*taken).max(place.population.max(1));
        Ok(())
    }
}

/// First names and surnames of persons of the world.
fn persons(data: &Path) -> Result<BTreeSet<String>> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in ["officials.tsv", "officeholders.tsv"] {
        for row in table(&read(&data.join(file))?) {
            let name = row.get("name");
            let ends = [name.split(' ').next().unwrap_or(""), name.rsplit(' ').next().unwrap_or("")];
            for word in ends {
                *counts.entry(fold(word)).or_default() += if file == "officials.tsv" { 2 } else { 1 };
            }
        }
    }
    Ok(counts.into_iter().filter(|(_, count)| *count >= 2).map(|(word, _)| word).collect())
}

/// What is named in the other sources and is no place: nationality words, organisations, armed groups, role nouns.
fn other_names(data: &Path) -> Result<BTreeSet<String>> {
    let mut never = BTreeSet::new();
    let mut places = BTreeSet::new();
    for (file, columns) in [
        ("countries.tsv", &["adjective", "person", "people"][..]),
        ("regions.tsv", &["adjective", "person", "people"][..]),
        ("populations.tsv", &["name", "adjective", "person", "people"][..]),
        ("organisations.tsv", &["name", "also", "adjective"][..]),
        ("media.tsv", &["name", "also"][..]),
        ("armed_groups.tsv", &["name", "also", "adjective", "people"][..]),
        ("seats.tsv", &["name", "also"][..]),
        ("things.tsv", &["name", "also"][..]),
        ("roles.tsv", &["name", "also"][..]),
    ] {
        for row in table(&read(&data.join(file))?) {
            if row.get("sort") == "place" {
                continue;
            }
            for column in columns {
                never.extend(row.get(column).split('|').filter(|name| !name.is_empty()).map(fold));
            }
            if matches!(file, "countries.tsv" | "regions.tsv") {
                places.insert(fold(row.get("name")));
                places.extend(row.get("also").split('|').chain(row.get("capital").split('|')).map(fold));
            }
        }
    }
    Ok(never.difference(&places).cloned().collect())
}

/// Adds the countries and gives the ISO 3166 alpha-2 codes with the alpha-3 ones.
fn countries(
    shared: &Path,
    data: &Path,
    cities: &[City<'_>],
    facts: &mut Facts,
) -> Result<BTreeMap<String, String>> {
    let reviewed = read(&data.join("countries.tsv"))?;
    let rows = table(&reviewed);
    let mut codes = BTreeMap::new();
    let info = read(&shared.join("geonames-countryInfo.txt"))?;
    for line in info.lines().skip(1).filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [two, three, .., geonames, _, _] = fields[..] else { continue };
        codes.insert(two.to_owned(), three.to_owned());
        let Some(row) = rows.iter().find(|row| row.get("code") == three) else { continue };
        // A small country lies where its largest city does.
        let largest = cities.iter().filter(|city| city.two == two).max_by_key(|city| city.population);
        let point = match (row.get("latitude").parse(), row.get("longitude").parse()) {
            (Ok(latitude), Ok(longitude)) => Some((latitude, longitude)),
            _ => largest.map(|city| (city.latitude, city.longitude)),
        };
        let Some((latitude, longitude)) = point else { continue };
        facts.add(&Place {
            name: row.get("name"),
            country: three,
            sort: "country",
            latitude,
            longitude,
            population: fields[7].parse().unwrap_or(0),
            geonames,
            also: row.get("also").split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            ..Place::default()
        })?;
    }
    Ok(codes)
}

fn by_hand(data: &Path, facts: &mut Facts) -> Result<()> {
    for row in table(&read(&data.join("places.tsv"))?) {
        let number = |column: &str| {
            row.get(column).parse::<f64>().with_context(|| format!("places.tsv: {}", row.get("name")))
        };
        facts.add(&Place {
            name: row.get("name"),
            country: row.get("of"),
            sort: row.get("sort"),
            latitude: number("latitude")?,
            longitude: number("longitude")?,
            population: number("population")? as u64,
            geonames: row.get("geonames"),
            also: row.get("also").split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            reviewed: true,
            ..Place::default()
        })?;
    }
    Ok(())
}

struct City<'t> {
    id: &'t str,
    name: &'t str,
    latitude: f64,
    longitude: f64,
    two: &'t str,
    division: String,
    population: u32,
    also: &'t str,
}

fn read_cities(text: &str) -> Result<Vec<City<'_>>> {
    let mut cities = Vec::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, name, latitude, longitude, two, admin1, population, _zone, ref also @ ..] = fields[..]
        else {
            anyhow::bail!("cities500.tsv:{}: too few columns", number + 1);
        };
        let inhabitants: u32 =
            population.parse().with_context(|| format!("cities500.tsv:{}: population", number + 1))?;
        if inhabitants < SMALLEST && !SMALL_PLACES.contains(&two) {
            continue;
        }
        cities.push(City {
            id,
            name,
            latitude: latitude.parse().with_context(|| format!("cities500.tsv:{}: latitude", number + 1))?,
            longitude: longitude
                .parse()
                .with_context(|| format!("cities500.tsv:{}: longitude", number + 1))?,
            two,
            division: format!("{two}.{admin1}"),
            population: inhabitants,
            also: also.first().copied().unwrap_or(""),
        });
    }
    Ok(cities)
}

/// Provinces of GeoNames: each in the middle of its cities, with as many inhabitants as these have together. Where one
/// city of the same name has a good part of them (New York, Moscow), the city comes first.
fn provinces(
    shared: &Path,
    codes: &BTreeMap<String, String>,
    cities: &[City<'_>],
    facts: &mut Facts,
) -> Result<()> {
    let mut members: BTreeMap<&str, Vec<&City<'_>>> = BTreeMap::new();
    for city in cities {
        members.entry(city.division.as_str()).or_default().push(city);
    }
    let city_names: BTreeSet<String> = cities.iter().map(|city| fold(city.name)).collect();
    let text = read(&shared.join("geonames-admin1CodesASCII.txt"))?;
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [division, name, plain, geonames] = fields[..] else { continue };
        let Some(cities) = members.get(division) else { continue };
        let two = division.split('.').next().unwrap_or("");
        let count = cities.len() as f64;
        let population: u64 = cities.iter().map(|city| u64::from(city.population)).sum();
        let base = DIVISIONS
            .iter()
            .find_map(|word| name.strip_suffix(word).map(str::trim_end))
            .filter(|base| !base.is_empty())
            .unwrap_or(name);
        let called = [fold(base), format!("{} city", fold(base))];
        let namesake =
            cities.iter().filter(|city| called.contains(&fold(city.name))).map(|city| city.population).max();
        let ahead = namesake.is_some_and(|namesake| u64::from(namesake) * 4 > population);
        let mut also = vec![plain.to_owned()];
        if base != name || !PLAIN_PROVINCES.contains(&two) {
            also.extend(
                ["region", "oblast", "province", "governorate", "Region"]
                    .map(|word| format!("{base} {word}")),
            );
        }
        if base != name && !city_names.contains(&fold(base)) {
            also.push(base.to_owned());
        }
        // "Washington" alone is the capital.
        let behind = ahead || (two == "US" && name == "Washington");
        facts.add(&Place {
            name,
            country: codes.get(two).map_or("", String::as_str),
            sort: "province",
            latitude: round(cities.iter().map(|city| city.latitude).sum::<f64>() / count),
            longitude: round(cities.iter().map(|city| city.longitude).sum::<f64>() / count),
            population: if behind { 1 } else { population },
            geonames,
            also,
            ..Place::default()
        })?;
    }
    Ok(())
}

fn round(degrees: f64) -> f64 {
    (degrees * 1000.0).round() / 1000.0
}

fn natural_earth(shared: &Path, facts: &mut Facts) -> Result<()> {
    let text = read(&shared.join("natural-earth-names.tsv"))?;
    let mut seen = BTreeSet::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, name, alt, latitude, longitude, class, ..] = fields[..] else { continue };
        let sort = match (kind, class.to_lowercase().as_str()) {
            ("marine", _) => "sea",
            ("river", _) => "river",
            ("lake", _) => "lake",
            ("region", "island" | "island group") => "island",
            ("region", "dragons-be-here") => continue,
            ("region", _) => "region",
            _ => continue,
        };
        let titled = if name.chars().any(char::is_lowercase) { name.to_owned() } else { title(name) };
        if name.is_empty() || !seen.insert((sort, fold(&titled))) || facts.taken.contains_key(&fold(&titled))
        {
            continue;
        }
        let mut also: Vec<String> =
            alt.split('|').filter(|other| other.chars().count() > 3).map(str::to_owned).collect();
        let mut name = titled.clone();
        if sort == "river" {
            also.push(format!("River {titled}"));
            name = format!("{titled} River");
            let known = facts.never.contains(&fold(&titled)) || facts.persons.contains(&fold(&titled));
            if fold(&titled).len() >= 4 && !known {
                also.push(titled);
            }
        }
        facts.add(&Place {
            name: &name,
            sort,
            latitude: latitude.parse().unwrap_or(0.0),
            longitude: longitude.parse().unwrap_or(0.0),
            also,
            ..Place::default()
        })?;
    }
    Ok(())
}

/// `NORTH ATLANTIC OCEAN` as `North Atlantic Ocean`.
fn title(name: &str) -> String {
    let words: Vec<String> = name
        .split(' ')
        .map(|word| {
            let mut characters = word.chars();
            let first: String = characters.by_ref().take(1).collect();
            format!("{first}{}", characters.as_str().to_lowercase())
        })
        .collect();
    words.join(" ")
}

fn add_cities(
    shared: &Path,
    codes: &BTreeMap<String, String>,
    cities: &[City<'_>],
    facts: &mut Facts,
) -> Result<()> {
    let divisions = read(&shared.join("geonames-admin1CodesASCII.txt"))?;
    let divisions: BTreeMap<&str, &str> = divisions
        .lines()
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some((fields.next()?, fields.next()?))
        })
        .collect();
    // All first names before any other: a name that is a place's own is not another's by the way.
    for city in cities {
        let taken = facts.taken.entry(fold(city.name)).or_default();
        *taken = (*taken).max(u64::from(city.population));
    }
    for city in cities {
        let mut also = Vec::new();
        for other in city.also.split('|').filter(|other| plausible(other)) {
            let key = fold(other);
            let taken = facts.taken.get(&key).copied().unwrap_or(0);
            let other_place = taken >= 20_000 || taken * 5 > u64::from(city.population);
            let person = facts.persons.contains(&key);
            let kept = match city.population {
                ALL_NAMES.. => !person,
                SMALLEST.. if city.population >= LIKE_NAMES || SMALL_PLACES.contains(&city.two) => {
                    alike(&key, &fold(city.name)) && !person
                }
                _ => false,
            };
            if kept && !other_place && key != fold(city.name) {
                also.push(other.to_owned());
            }
        }
        facts.add(&Place {
            name: city.name,
            country: codes.get(city.two).map_or("", String::as_str),
            sort: "city",
            latitude: city.latitude,
            longitude: city.longitude,
            population: u64::from(city.population),
            geonames: city.id,
            admin1: divisions.get(city.division.as_str()).copied().unwrap_or(""),
            reviewed: false,
            also,
        })?;
    }
    Ok(())
}

/// Whether an alternate name can be printed in English news: capitalised, four letters or more, Latin.
fn plausible(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && !name.chars().any(|c| c.is_ascii_digit() || c == ',' || c == '(')
}

/// Whether two folded names are spellings of each other: one opening letter, and few letters apart.
fn alike(a: &str, b: &str) -> bool {
    a.chars().next() == b.chars().next() && distance(a, b) <= 1 + a.len().min(b.len()) / 5
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
