//! Dated office-holders from the shared sources: Wikidata (1998-2023), the Factbook's heads of state and government
//! (2015-2026), foreign ministers of January 2023, current world leaders, and the presidents of the United States.
//!
//! The result is a file of facts that is committed; what is kept by hand stands in `officials.tsv`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use chancery_world::fold;

use super::{read, table};

/// Where Wikidata's rows end, so that the Factbook's are taken as they are.
const RECENT: &str = "2022-07";

/// Offices that are kept only from these years on: they fill the news of their day and little after.
const PASSING: [(&str, &str); 2] = [("ambassador", "2014"), ("minister", "2006")];

/// Ministers who are kept from the beginning.
const LASTING: [&str; 9] =
    ["foreign", "external", "defence", "defense", "interior", "internal", "prime", "finance", "state"];

/// One row to be.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    of: String,
    office: String,
    from: String,
    to: String,
    name: String,
    code: String,
    also: String,
    surname: String,
    as_of: String,
    source: &'static str,
}

pub(super) fn import(shared: &Path, data: &Path) -> Result<String> {
    let mut rows = wikidata(shared, &read(&data.join("office_stop.tsv"))?)?;
    let codes = country_codes(data)?;
    rows.extend(foreign_ministers(shared, &codes)?);
    rows.extend(world_leaders(shared, &codes)?);
    rows.extend(us_executive(shared)?);
    let mut known: BTreeMap<(String, String), Vec<(String, String)>> = BTreeMap::new();
    for row in &rows {
        let people = known.entry((row.of.clone(), fold(&last_word(&row.name)))).or_default();
        let person = (row.name.clone(), row.code.clone());
        if !people.contains(&person) {
            people.push(person);
        }
    }
    rows.extend(factbook(shared, &known)?);
    rows.sort();
    rows.dedup();
    let mut text = String::from(
        "# Written by `cargo xtask world --import`; correct it in officials.tsv, not here.\n\
         kind\tname\tof\toffice\tfrom\tto\tas_of\tcode\talso\tsurname\tsource\n",
    );
    for row in rows {
        let Row { of, office, from, to, name, code, also, surname, as_of, source } = row;
        let surname = if name.ends_with(&format!(" {surname}")) { String::new() } else { surname };
        let line =
            ["person", &name, &of, &office, &from, &to, &as_of, &code, &also, &surname, source].join("\t");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    Ok(text)
}

/// The fields of one CSV line.
fn csv(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        let last = fields.len() - 1;
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                fields[last].push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields[last].push(c),
        }
    }
    fields
}

fn last_word(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or("").to_owned()
}

fn wikidata(shared: &Path, stop: &str) -> Result<Vec<Row>> {
    let stop: Vec<&str> = stop.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let text = read(&shared.join("officeholders-wikidata-1998-2023.csv"))?;
    let mut rows = Vec::new();
    for line in text.lines().skip(1) {
        let fields = csv(line);
        let [of, position, name, code, from, to, page, as_of] = &fields[..] else { continue };
        let lower = position.to_lowercase();
        let minor = stop.iter().any(|stop| lower.starts_with(stop) || lower.contains(&format!(" {stop}")));
        if minor
            || !name.chars().any(|c| c.is_ascii_alphabetic())
            || !name.contains(' ') && fold(name).len() < 7
        {
            continue;
        }
        // A few rows run backwards or have no proper date.
        let dates = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if !dates(from) || !dates(to) || !to.is_empty() && to.as_str() < &from[..from.len().min(to.len())] {
            continue;
        }
        let Some((of, office)) = owner(of, position) else { continue };
        let lasting = LASTING.iter().any(|word| lower.contains(word));
        if !to.is_empty()
            && !lasting
            && PASSING.iter().any(|(office, year)| lower.contains(office) && to.as_str() < *year)
        {
            continue;
        }
        let page = page.split(" (").next().unwrap_or("");
        rows.push(Row {
            of,
            office,
            from: from.clone(),
            to: to.clone(),
            name: without_peerage(name).to_owned(),
            code: code.clone(),
            also: if page.contains(' ') && page != name { page.to_owned() } else { String::new() },
            surname: String::new(),
            as_of: as_of.clone(),
            source: "wikidata",
        });
    }
    Ok(rows)
}

/// `Mark Malloch Brown, Baron Malloch-Brown` without what follows the comma.
fn without_peerage(name: &str) -> &str {
    name.split(',').next().unwrap_or(name).trim()
}

/// The owner's code and the office, from Wikidata's code and position.
fn owner(of: &str, position: &str) -> Option<(String, String)> {
    let office = match position.split_once(" (") {
        Some((_, "Prime Minister)")) => "Prime Minister",
        Some((office, _)) => office,
        None => position,
    };
    let code = match of {
        "x-ABK" => "Abkhazia",
        "x-SOS" => "South Ossetia",
        "x-NKR" => "Nagorno-Karabakh",
        "x-DNR" => "DPR",
        "x-LNR" => "LPR",
        "IGO" => {
            let bodies = [
                (" of the United Nations General Assembly", "UNGA"),
                (" of the United Nations", "UN"),
                (" of the Parliamentary Assembly of the Council of Europe", "Council of Europe"),
                (" of the International Court of Justice", "ICJ"),
                (" of the World Trade Organization", "WTO"),
            ];
            let (body, code) = bodies.iter().find(|(body, _)| office.ends_with(body))?;
            return Some(((*code).to_owned(), office[..office.len() - body.len()].to_lowercase()));
        }
        _ if of.len() == 3 => of,
        _ => return None,
    };
    Some((code.to_owned(), office.to_owned()))
}

/// The codes of the countries by all their folded names.
fn country_codes(data: &Path) -> Result<BTreeMap<String, String>> {
    let mut codes = BTreeMap::new();
    for row in table(&read(&data.join("countries.tsv"))?) {
        for name in std::iter::once(row.get("name")).chain(row.get("also").split('|')) {
            codes.entry(fold(name)).or_insert_with(|| row.get("code").to_owned());
        }
    }
    Ok(codes)
}

fn foreign_ministers(shared: &Path, codes: &BTreeMap<String, String>) -> Result<Vec<Row>> {
    let text = read(&shared.join("foreign-ministers-wikidata-2023-01.csv"))?;
    let mut rows = Vec::new();
    for line in text.lines().skip(1) {
        let fields = csv(line);
        let [code, name, _, label, _, _, from, _] = &fields[..] else { continue };
        let Some(of) = codes.get(&fold(label)).cloned() else { continue };
        if name.is_empty() || from.is_empty() {
            continue;
        }
        rows.push(Row {
            of,
            office: "foreign minister".to_owned(),
            from: from.clone(),
            to: String::new(),
            name: name.clone(),
            code: code.clone(),
            also: String::new(),
            surname: String::new(),
            as_of: "2023-01-01".to_owned(),
            source: "wikidata",
        });
    }
    Ok(rows)
}

fn world_leaders(shared: &Path, codes: &BTreeMap<String, String>) -> Result<Vec<Row>> {
    let text = read(&shared.join("world-leaders-current-2026-08.csv"))?;
    let mut rows = Vec::new();
    for line in text.lines().skip(1) {
        let fields = csv(line);
        let [two, country, _, title, name, code, from, as_of] = &fields[..] else { continue };
        let (of, office) = match two.as_str() {
            "EU" => ("EU".to_owned(), title.clone()),
            "AU_AF" => ("AU".to_owned(), title.clone()),
            _ => match codes.get(&fold(country)).cloned() {
                Some(of) => (of, title.clone()),
                None => continue,
            },
        };
        // The list has one row of a king and his prime minister as one person.
        if from.is_empty() || of == "SAU" && title == "King" {
            continue;
        }
        let office = match office.as_str() {
            "Monarch" => "King",
            "Prime Minister (King)" | "Sultan and Prime Minister" => "Prime Minister",
            other => other,
        };
        rows.push(Row {
            of,
            office: office.to_owned(),
            from: from.clone(),
            to: String::new(),
            name: name.clone(),
            // The list gives the president of the Commission the number of a prime minister.
            code: if code == "Q57641" { String::new() } else { code.clone() },
            also: String::new(),
            surname: String::new(),
            as_of: as_of.clone(),
            source: "world-leaders",
        });
    }
    Ok(rows)
}

/// Presidents and vice presidents since 1977; terms that follow each other are one.
fn us_executive(shared: &Path) -> Result<Vec<Row>> {
    let text = read(&shared.join("us-executive.yaml"))?;
    let mut rows: Vec<Row> = Vec::new();
    for entry in text.split("\n- id:") {
        let value = |key: &str| {
            let line = entry.lines().find_map(|line| line.trim_start().strip_prefix(key))?;
            Some(line.trim().trim_matches('\'').to_owned())
        };
        let (Some(first), Some(last)) = (value("first:"), value("last:")) else { continue };
        let name = value("wikipedia:").unwrap_or_else(|| format!("{first} {last}"));
        let mut terms: Vec<(String, String, String)> = Vec::new();
        for term in entry.split("- type: ").skip(1) {
            let part = |key: &str| {
                let line = term.lines().find_map(|line| line.trim_start().strip_prefix(key))?;
                Some(line.trim().trim_matches('\'').to_owned())
            };
            let office = if term.starts_with("viceprez") { "vice president" } else { "president" };
            let (Some(start), Some(end)) = (part("start:"), part("end:")) else { continue };
            match terms.last_mut() {
                Some(last) if last.0 == office && last.2 == start => last.2 = end,
                _ => terms.push((office.to_owned(), start, end)),
            }
        }
        for (office, start, end) in terms.into_iter().filter(|(_, start, _)| start.as_str() >= "1977") {
            let ended = end.as_str() < "2026";
            rows.push(Row {
                of: "USA".to_owned(),
                office,
                from: start,
                to: if ended { end } else { String::new() },
                name: name.clone(),
                code: value("wikidata:").unwrap_or_default(),
                also: if format!("{first} {last}") == name {
                    String::new()
                } else {
                    format!("{first} {last}")
                },
                surname: String::new(),
                as_of: "2026-08-22".to_owned(),
                source: "congress-legislators",
            });
        }
    }
    Ok(rows)
}

/// Titles of the Factbook and the office each is, longest first.
const TITLES: [(&str, &str); 34] = [
    ("President of the Swiss Confederation", "president"),
    ("Chairperson of the Council of Ministers", "prime minister"),
    ("Chairman of the Council of Ministers", "prime minister"),
    ("Chairman of the Cabinet of Ministers", "prime minister"),
    ("President of Council of Ministers", "prime minister"),
    ("Crown Prince and Prime Minister", "prime minister"),
    ("Prime Minister and Foreign Minister", "prime minister"),
    ("President of the Government", "prime minister"),
    ("President of the Republic", "president"),
    ("First Deputy Prime Minister", "deputy prime minister"),
    ("Executive Vice President", "vice president"),
    ("Transition Prime Minister", "prime minister"),
    ("CNSP Prime Minister", "prime minister"),
    ("Caretaker Prime Minister", "prime minister"),
    ("Interim Prime Minister", "prime minister"),
    ("Acting Prime Minister", "prime minister"),
    ("Deputy Prime Minister", "deputy prime minister"),
    ("First Vice President", "vice president"),
    ("Transitional President", "president"),
    ("Transition President", "president"),
    ("Interim President", "president"),
    ("Acting President", "president"),
    ("Executive President", "president"),
    ("Prime Minister", "prime minister"),
    ("Vice President", "vice president"),
    ("Governor-General", "governor-general"),
    ("Grand Duke", "grand duke"),
    ("Chancellor", "chancellor"),
    ("President", "president"),
    ("Premier", "prime minister"),
    ("Emperor", "emperor"),
    ("Sultan", "sultan"),
    ("King", "king"),
    ("Queen", "queen"),
];

/// Heads of state and government that Wikidata's rows end before.
fn factbook(shared: &Path, known: &BTreeMap<(String, String), Vec<(String, String)>>) -> Result<Vec<Row>> {
    let text = read(&shared.join("heads-factbook-2015-2026.csv"))?;
    let mut heads: BTreeMap<(String, String, String, String), Row> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields = csv(line);
        let [of, _, _, _, _, from, _, as_of, title_name] = &fields[..] else { continue };
        if of.len() != 3 || of.starts_with('?') || from.is_empty() {
            continue;
        }
        let Some((name, office)) = TITLES
            .iter()
            .find_map(|(title, office)| Some((title_name.strip_prefix(title)?.strip_prefix(' ')?, *office)))
        else {
            continue;
        };
        let Some((name, surname)) = person(name) else { continue };
        // Monarchs and presidents of territories are those of the country that they belong to.
        let abroad = [
            ("Charles", "GBR"),
            ("Elizabeth", "GBR"),
            ("Frederik", "DNK"),
            ("Trump", "USA"),
            ("Biden", "USA"),
            ("Obama", "USA"),
            ("Macron", "FRA"),
            ("Hollande", "FRA"),
        ];
        if abroad.iter().any(|(part, own)| name.contains(part) && of != own) {
            continue;
        }
        let namesakes = known.get(&(of.clone(), fold(&surname))).map_or(&[][..], Vec::as_slice);
        let same = namesakes.iter().find(|(other, _)| other.chars().next() == name.chars().next());
        if from.as_str() < RECENT && !namesakes.is_empty() {
            continue;
        }
        let key = (of.clone(), office.to_owned(), fold(&surname), from.clone());
        let (own, code) = same.cloned().unwrap_or_else(|| (name.clone(), String::new()));
        let row = heads.entry(key).or_insert_with(|| Row {
            of: of.clone(),
            office: office.to_owned(),
            from: from.clone(),
            to: String::new(),
            also: if own == name { String::new() } else { name },
            surname: if own.ends_with(&surname) { String::new() } else { surname },
            name: own,
            code,
            as_of: as_of.clone(),
            source: "factbook",
        });
        row.as_of = row.as_of.clone().max(as_of.clone());
    }
    Ok(heads.into_values().collect())
}

/// A name as printed, and its surname, from `Capt. Ibrahim TRAORE`; none where the words are no plain name.
fn person(written: &str) -> Option<(String, String)> {
    let mut words = Vec::new();
    let mut surname: Vec<String> = Vec::new();
    let mut open = true;
    for word in written.split_whitespace() {
        if matches!(word, "serving" | "also" | "who" | "(acting)") {
            break;
        }
        let rank =
            word.ends_with('.') && word.chars().count() > 2 || word == "General" || word.starts_with('"');
        if rank && !word.starts_with("Jr") {
            continue;
        }
        let word = word.trim_end_matches(',');
        let capitals =
            word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
        let numeral = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        let printed = if capitals && !numeral { title(word) } else { word.to_owned() };
        if capitals && !numeral && open {
            surname.push(printed.clone());
        } else if !surname.is_empty() {
            open = false;
        }
        words.push(printed);
    }
    let plain = words
        .iter()
        .all(|word| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.' | '’')));
    if words.len() < 2
        || words.len() > 6
        || words.iter().any(|word| matches!(word.as_str(), "of" | "for" | "the"))
        || surname.is_empty()
        || !plain
        || words[0].chars().all(char::is_lowercase)
    {
        return None;
    }
    let surname = surname.join(" ");
    Some((words.join(" "), if surname.is_empty() { last_word(written) } else { surname }))
}

/// `KELLER-SUTTER` as `Keller-Sutter`.
fn title(word: &str) -> String {
    let mut printed = String::new();
    let mut upper = true;
    for c in word.chars() {
        if upper {
            printed.push(c);
        } else {
            printed.extend(c.to_lowercase());
        }
        upper = matches!(c, '-' | '\'' | '’');
    }
    printed
}
