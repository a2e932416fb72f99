//! The gazetteer as facts: GeoNames cities, Natural Earth provinces, seas, rivers, lakes and regions, and the countries.
//!
//! Names that are common English words are left out by the reviewed list `place_stop.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};
use chancery_world::fold;

use super::read;

/// Inhabitants from which a city's other names are kept.
const WITH_OTHER_NAMES: u32 = 15_000;

/// Kinds of Natural Earth regions by what they are called there.
const REGIONS: [(&str, &str); 4] =
    [("island", "island"), ("island group", "island"), ("continent", "region"), ("dragons-be-here", "")];

/// Countries that Natural Earth writes with codes of its own.
const CODES: [(&str, &str); 7] = [
    ("KOS", "XKX"),
    ("SDS", "SSD"),
    ("SAH", "ESH"),
    ("PSX", "PSE"),
    ("ALD", "ALA"),
    ("SOL", "SOM"),
    ("CYN", "CYP"),
];

pub(super) fn import(shared: &Path, data: &Path) -> Result<String> {
    let stop: BTreeSet<String> = read(&data.join("place_stop.tsv"))?
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').next().map(fold))
        .collect();
    let mut facts = Facts { text: String::new(), stop };
    facts.text.push_str("kind\tname\tof\tsort\tlatitude\tlongitude\tpopulation\tgeonames\tadmin1\talso\n");
    let codes = countries(shared, data, &mut facts)?;
    natural_earth(shared, &mut facts)?;
    cities(shared, &codes, &mut facts)?;
    Ok(facts.text)
}

struct Facts {
    text: String,
    stop: BTreeSet<String>,
}

struct Place<'p> {
    name: &'p str,
    country: &'p str,
    sort: &'p str,
    latitude: &'p str,
    longitude: &'p str,
    population: &'p str,
    geonames: &'p str,
    admin1: &'p str,
    also: Vec<&'p str>,
}

impl Facts {
    fn allowed(&self, name: &str) -> bool {
        let key = fold(name);
        key.len() >= 2 && !self.stop.contains(&key)
    }

    fn add(&mut self, place: &Place<'_>) -> Result<()> {
        let mut also: Vec<&str> = Vec::new();
        for name in &place.also {
            if self.allowed(name) && *name != place.name && !also.contains(name) {
                also.push(name);
            }
        }
        if !self.allowed(place.name) {
            return Ok(());
        }
        writeln!(
            self.text,
            "place\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            place.name,
            place.country,
            place.sort,
            place.latitude,
            place.longitude,
            place.population,
            place.geonames,
            place.admin1,
            also.join("|")
        )?;
        Ok(())
    }
}

/// Adds the countries and gives the ISO 3166 alpha-2 codes with the alpha-3 ones.
fn countries(shared: &Path, data: &Path, facts: &mut Facts) -> Result<BTreeMap<String, String>> {
    let reviewed = read(&data.join("countries.tsv"))?;
    let mut points = BTreeMap::new();
    for line in reviewed.lines().filter(|line| line.starts_with("country\t")) {
        let fields: Vec<&str> = line.split('\t').collect();
        points.insert(fields[1], fields);
    }
    let mut codes = BTreeMap::new();
    let info = read(&shared.join("geonames-countryInfo.txt"))?;
    for line in info.lines().skip(1).filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (two, three, population, geonames) = (fields[0], fields[1], fields[7], fields[16]);
        codes.insert(two.to_owned(), three.to_owned());
        let Some(country) = points.get(three) else { continue };
        let field = |i: usize| country.get(i).copied().unwrap_or("");
        if field(9).is_empty() {
            continue;
        }
        let name = field(2);
        facts.add(&Place {
            name,
            country: three,
            sort: "country",
            latitude: field(9),
            longitude: field(10),
            population,
            geonames,
            admin1: "",
            also: field(4).split('|').filter(|other| !other.is_empty()).collect(),
        })?;
    }
    Ok(codes)
}

fn natural_earth(shared: &Path, facts: &mut Facts) -> Result<()> {
    let text = read(&shared.join("natural-earth-names.tsv"))?;
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, name, alt, latitude, longitude, class, _rank, _two, three, ..] = fields[..] else {
            continue;
        };
        let sort = match kind {
            "marine" => "sea",
            "admin1" => "province",
            "river" => "river",
            "lake" => "lake",
            "disputed" => "disputed",
            "region" => {
                let class = class.to_lowercase();
                REGIONS.iter().find(|(known, _)| *known == class).map_or("region", |&(_, sort)| sort)
            }
            _ => continue,
        };
        if name.is_empty() || sort.is_empty() {
            continue;
        }
        let upper = name.chars().all(|c| !c.is_lowercase());
        let titled = if upper { title(name) } else { name.to_owned() };
        let country = if sort == "province" || sort == "disputed" {
            CODES.iter().find(|(own, _)| *own == three).map_or(three, |&(_, iso)| iso)
        } else {
            ""
        };
        facts.add(&Place {
            name: &titled,
            country: if country.len() == 3 { country } else { "" },
            sort,
            latitude,
            longitude,
            population: "",
            geonames: "",
            admin1: "",
            also: alt.split('|').filter(|other| other.chars().count() > 3).collect(),
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

fn cities(shared: &Path, codes: &BTreeMap<String, String>, facts: &mut Facts) -> Result<()> {
    let divisions = read(&shared.join("geonames-admin1CodesASCII.txt"))?;
    let divisions: BTreeMap<&str, &str> = divisions
        .lines()
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some((fields.next()?, fields.next()?))
        })
        .collect();
    let text = read(&shared.join("cities5000.tsv"))?;
    for (number, line) in text.lines().enumerate().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, name, latitude, longitude, two, admin1, population, _zone, ref also @ ..] = fields[..]
        else {
            anyhow::bail!("cities5000.tsv:{}: too few columns", number + 1);
        };
        let inhabitants: u32 =
            population.parse().with_context(|| format!("cities5000.tsv:{}: population", number + 1))?;
        let others = if inhabitants >= WITH_OTHER_NAMES { also.first().copied().unwrap_or("") } else { "" };
        let division = format!("{two}.{admin1}");
        facts.add(&Place {
            name,
            country: codes.get(two).map_or("", String::as_str),
            sort: "city",
            latitude,
            longitude,
            population,
            geonames: id,
            admin1: divisions.get(division.as_str()).copied().unwrap_or(""),
            also: others.split('|').filter(|other| plausible(other)).collect(),
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
