//! The registry of rules: what each finds, with examples, as data in `rules/*.toml`.

use serde::Deserialize;
use std::sync::OnceLock;

/// One rule of the reader. Its id is printed in every record that it made and never changes once released.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// `area-pattern`: names the pattern found.
    pub id: String,
    /// What it finds, in one sentence.
    pub finds: String,
    /// A sentence, and the record it gives.
    pub example: String,
    /// A sentence that looks alike on which it does not fire, and why.
    pub not_on: String,
    /// What it is known to miss.
    #[serde(default)]
    pub limits: String,
}

#[derive(Deserialize)]
struct RuleFile {
    #[serde(default)]
    rule: Vec<Rule>,
}

const FILES: &[(&str, &str)] = &[
    ("actor.toml", include_str!("../rules/actor.toml")),
    ("event.toml", include_str!("../rules/event.toml")),
    ("place.toml", include_str!("../rules/place.toml")),
    ("position.toml", include_str!("../rules/position.toml")),
    ("statement.toml", include_str!("../rules/statement.toml")),
    ("time.toml", include_str!("../rules/time.toml")),
];

/// Every rule, sorted by id.
pub fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut rules: Vec<Rule> = FILES
            .iter()
            .filter_map(|(_, text)| toml::from_str::<RuleFile>(text).ok())
            .flat_map(|file| file.rule)
            .collect();
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        rules
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_file_is_read_whole_and_ids_are_unique() {
        for (name, text) in FILES {
            let file = toml::from_str::<RuleFile>(text);
            assert!(file.is_ok(), "{name}: {:?}", file.err());
        }
        for pair in rules().windows(2) {
            assert_ne!(pair[0].id, pair[1].id);
        }
    }
}
