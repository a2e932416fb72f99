//! What a code, a field, a diagnostic or a rule means: every word that a record can hold, from the same data that the
//! reader uses (codebook, schema, rule registry). Finding meanings only; the command prints them.

use chancery_record::{Codebook, Issue, TypeEntry, article_schema, codebook, issues, record_schema};
use serde_json::Value;
use std::sync::LazyLock;

/// One meaning of a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// The term as records write it: `ASSAULT`, `ASSAULT aerial`, `statement.cue`.
    pub term: String,
    /// What kind of term: `event type`, `mode of ASSAULT`, `context`, `field`, `rule` …
    pub kind: String,
    /// What it means.
    pub definition: String,
    /// More about it, each with its label: `example`, `not`, `values` …
    pub notes: Vec<(String, String)>,
    /// What it has inside: modes, values, fields.
    pub parts: Vec<Part>,
}

/// Something inside what is explained: a mode, a value, a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its intensity, if it has one.
    pub intensity: Option<f64>,
    /// What it means.
    pub definition: String,
}

/// What a term means: all its meanings, for one word may name several things (`withdraw` is a mode of RETREAT and of
/// SANCTION). Upper and lower case, hyphens, spaces and underscores are alike. Empty where nothing has that name.
///
/// ```
/// assert_eq!(chancery::explain("assault")[0].term, "ASSAULT");
/// assert!(chancery::explain("statement.cue")[0].definition.contains("reports the saying"));
/// ```
pub fn explain(term: &str) -> Vec<Meaning> {
    // `event-verb/assault.shell.1` is an entry of a lexicon that the rule `event-verb` follows.
    let wanted = fold(term.split('/').next().unwrap_or_default());
    let short = |meaning: &Meaning| fold(meaning.term.rsplit(['.', ' ']).next().unwrap_or_default());
    let exact: Vec<Meaning> =
        MEANINGS.iter().filter(|meaning| fold(&meaning.term) == wanted).cloned().collect();
    let mut meanings = exact;
    // `withdraw` finds the modes, `cue` the field; `statements.cue` is `statement.cue`.
    for meaning in MEANINGS.iter() {
        let is_part = meaning.term.contains(['.', ' ']) && short(meaning) == wanted;
        let is_plural = fold(&meaning.term) == wanted.replacen("s.", ".", 1) && wanted.contains("s.");
        if (is_part || is_plural) && !meanings.contains(meaning) {
            meanings.push(meaning.clone());
        }
    }
    meanings
}

/// Every term that [`explain`] knows, with its kind, in the order of the codebook, then fields, then rules.
pub fn terms() -> impl Iterator<Item = (&'static str, &'static str)> {
    MEANINGS.iter().map(|meaning| (meaning.term.as_str(), meaning.kind.as_str()))
}

/// Terms that look like a mistyped one, the likeliest first.
pub fn similar_terms(term: &str) -> Vec<&'static str> {
    let wanted = fold(term);
    let mut near: Vec<(usize, &'static str)> = terms()
        .filter_map(|(known, _)| {
            let folded = fold(known);
            let tail = folded.rsplit(['.', '-']).next().unwrap_or_default();
            let distance = edits(&wanted, &folded).min(edits(&wanted, tail) + 1);
            let is_within = wanted.len() >= 4 && folded.contains(&wanted);
            (is_within || distance * 3 <= wanted.len().max(3))
                .then_some((if is_within { 1 } else { distance }, known))
        })
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().map(|(_, known)| known).take(5).collect()
}

static MEANINGS: LazyLock<Vec<Meaning>> = LazyLock::new(all_meanings);

fn all_meanings() -> Vec<Meaning> {
    let book = codebook();
    let mut meanings = Vec::new();
    for entry in book.event_types() {
        meanings.push(event_type(entry));
    }
    for entry in book.event_types() {
        meanings.extend(modes(entry));
    }
    for (kind, list) in book.lists() {
        for (term, definition) in list {
            meanings.push(plain(term, kind, definition));
        }
    }
    meanings.extend(issues().all().iter().map(issue));
    meanings.push(plain("other", "issue", "What fits no issue of the codebook; `phrase` keeps its words."));
    let record = record_schema();
    meanings.push(object("record", &record, &record, book));
    fields("record", &record, &record, book, &mut meanings);
    for (name, definition) in record["$defs"].as_object().into_iter().flatten() {
        if definition.get("properties").is_some() {
            let name = object_name(name);
            meanings.push(object(&name, definition, &record, book));
            fields(&name, definition, &record, book, &mut meanings);
        }
    }
    let article = article_schema();
    fields("input", &article, &article, book, &mut meanings);
    for rule in chancery_extract::rules() {
        let mut notes =
            vec![("example".to_owned(), rule.example.clone()), ("not".to_owned(), rule.not_on.clone())];
        notes.push(("misses".to_owned(), rule.limits.clone()));
        notes.retain(|(_, text)| !text.is_empty());
        meanings.push(Meaning { notes, ..plain(&rule.id, "rule", &rule.finds) });
    }
    meanings
}

fn plain(term: &str, kind: &str, definition: &str) -> Meaning {
    Meaning {
        term: term.to_owned(),
        kind: kind.to_owned(),
        definition: definition.to_owned(),
        notes: Vec::new(),
        parts: Vec::new(),
    }
}

fn event_type(entry: &TypeEntry) -> Meaning {
    let recipient = if entry.needs_recipient { "needed" } else { "if the article names one" };
    let note = |label: &str, text: String| (label.to_owned(), text);
    Meaning {
        notes: vec![
            note("quad", entry.quad.label().to_owned()),
            note("intensity", entry.intensity.to_string()),
            note("recipient", recipient.to_owned()),
            note("example", entry.example.clone()),
            note("not", format!("{} {}", entry.counter, entry.counter_why)),
        ],
        parts: entry
            .modes
            .iter()
            .map(|mode| Part {
                name: mode.label.clone(),
                intensity: Some(mode.intensity),
                definition: mode.definition.clone(),
            })
            .collect(),
        ..plain(entry.label.label(), "event type", &entry.definition)
    }
}

fn issue(entry: &Issue) -> Meaning {
    let note = |label: &str, text: String| (label.to_owned(), text);
    let phrases: Vec<String> =
        entry.words.iter().chain(&entry.weak).map(|phrase| format!("“{phrase}”")).collect();
    let mut notes = vec![
        note("example", entry.example.clone()),
        note("not", entry.not.clone()),
        note("words", phrases.join(", ")),
    ];
    notes.extend(entry.ending.iter().map(|ending| note("its end", format!("see `{ending}`"))));
    notes.retain(|(_, text)| !text.is_empty());
    Meaning { notes, ..plain(&entry.id, "issue", &format!("{}: {}", entry.name, entry.definition)) }
}

fn modes(entry: &TypeEntry) -> impl Iterator<Item = Meaning> {
    entry.modes.iter().map(move |mode| Meaning {
        notes: vec![("intensity".to_owned(), mode.intensity.to_string())],
        ..plain(
            &format!("{} {}", entry.label, mode.label),
            &format!("mode of {}", entry.label),
            &mode.definition,
        )
    })
}

fn object(name: &str, schema: &Value, root: &Value, book: &Codebook) -> Meaning {
    let mut inside = Vec::new();
    fields(name, schema, root, book, &mut inside);
    let parts = inside.into_iter().map(|field| Part {
        name: field.term.rsplit('.').next().unwrap_or_default().to_owned(),
        intensity: None,
        definition: field.definition,
    });
    Meaning { parts: parts.collect(), ..plain(name, "object of the record", description(schema)) }
}

fn fields(owner: &str, schema: &Value, root: &Value, book: &Codebook, meanings: &mut Vec<Meaning>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let mut meaning = plain(&format!("{owner}.{name}"), "field", description(property));
        let target = reference(property);
        if let Some(definition) = target.map(|target| &root["$defs"][target]) {
            for (value, said) in values(definition) {
                let definition = defined(book, owner, name, &value).unwrap_or(said);
                meaning.parts.push(Part { name: value, intensity: None, definition });
            }
            if definition.get("properties").is_some() {
                let shape = object_name(target.unwrap_or_default());
                meaning.notes.push(("shape".to_owned(), format!("see `{shape}`")));
            }
        }
        let codes = match name.as_str() {
            "mode" => Some("the modes of its event type: `explain` a type lists them"),
            "contexts" => Some("PLOVER's 37 contexts: diplomatic, military, territory …"),
            "sectors" => Some("PLOVER's sectors: GOV, MIL, REB, OPP …"),
            "code" => Some("`explain` a code to see what to do about it"),
            "issue" => {
                Some("the issues of the codebook, or `other`: `explain ceasefire`, `explain sanctions` …")
            }
            "rule" => Some("`explain` a rule to see what it finds"),
            _ => None,
        };
        if let Some(codes) = codes {
            meaning.notes.push(("values".to_owned(), codes.to_owned()));
        }
        meanings.push(meaning);
    }
}

fn description(schema: &Value) -> &str {
    schema["description"].as_str().unwrap_or_default()
}

/// The name of the definition that a property, an array's items or an optional property refers to.
fn reference(property: &Value) -> Option<&str> {
    let optional = property["anyOf"].as_array().and_then(|options| options.first());
    [Some(property), property.get("items"), optional]
        .into_iter()
        .flatten()
        .find_map(|schema| schema["$ref"].as_str()?.strip_prefix("#/$defs/"))
}

/// The values of a closed list, each with what the schema says of it.
fn values(definition: &Value) -> Vec<(String, String)> {
    let constants = definition["oneOf"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|option| (&option["const"], description(option)));
    let plain = definition["enum"].as_array().into_iter().flatten().map(|value| (value, ""));
    constants
        .chain(plain)
        .filter_map(|(value, said)| Some((value.as_str()?.to_owned(), said.to_owned())))
        .collect()
}

/// The codebook's word for a value: it says more than the schema.
fn defined(book: &Codebook, owner: &str, field: &str, value: &str) -> Option<String> {
    let list = match (owner, field) {
        (_, "status") => &book.statuses,
        (_, "quad") => &book.quads,
        (_, "act") => &book.acts,
        (_, "stance") => &book.stances,
        ("statement", "form") => &book.forms,
        (_, "form") => &book.mention_forms,
        ("actor", "kind") => &book.actor_kinds,
        (_, "kind") => &book.place_kinds,
        ("time", _) => &book.time_types,
        _ => {
            let entry = book.event_types().iter().find(|entry| entry.label.label() == value);
            return entry.map(|entry| entry.definition.clone());
        }
    };
    list.get(value).cloned()
}

/// How people call a definition of the schema.
fn object_name(definition: &str) -> String {
    match definition {
        "ArticleInfo" => "article".to_owned(),
        "ActorMention" => "mention".to_owned(),
        "When" => "time".to_owned(),
        "RecordDiagnostic" => "diagnostic".to_owned(),
        "EventPlace" => "event-place".to_owned(),
        other => other.to_lowercase(),
    }
}

fn fold(term: &str) -> String {
    let folded = term.trim().to_lowercase();
    folded.replace(['_', ' '], "-")
}

/// Levenshtein's distance, cut off for long words.
fn edits(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(40).collect(), b.chars().take(40).collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (corner + usize::from(x != y)).min(above + 1).min(row[j] + 1);
            corner = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_found_and_defined() {
        assert!(terms().count() > 300);
        for (term, kind) in terms() {
            let meanings = explain(term);
            let own = meanings.iter().find(|meaning| meaning.term == term && meaning.kind == kind);
            let own = own.unwrap_or_else(|| panic!("{kind} {term} is not found"));
            assert!(!own.definition.is_empty(), "{kind} {term} is not defined");
            for part in &own.parts {
                assert!(!part.definition.is_empty(), "{kind} {term}: {} is not defined", part.name);
            }
        }
    }

    #[test]
    fn one_word_may_mean_several_things() {
        let kinds = |term: &str| explain(term).into_iter().map(|meaning| meaning.kind).collect::<Vec<_>>();
        assert_eq!(kinds("withdraw"), ["mode of RETREAT", "mode of SANCTION"]);
        assert_eq!(kinds("Verbal Conflict"), ["quad"]);
        assert_eq!(kinds("ASSAULT aerial"), ["mode of ASSAULT"]);
        assert_eq!(kinds("pro democracy"), ["context"]);
        assert_eq!(explain("events.status")[0].parts.len(), 5);
        assert_eq!(kinds("status"), ["field"]);
        assert_eq!(kinds("statement-clause"), ["rule"]);
        assert_eq!(kinds("statement-clause/entry.2"), ["rule"]);
        assert!(kinds("nonsense").is_empty());
    }

    #[test]
    fn a_mistyped_term_finds_its_neighbours() {
        assert_eq!(similar_terms("ASAULT").first(), Some(&"ASSAULT"));
        assert!(similar_terms("statment.cue").contains(&"statement.cue"));
        assert!(similar_terms("xyzzyxyzzy").is_empty());
    }
}
