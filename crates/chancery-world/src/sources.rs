//! From the reviewed files in `data/` to the compiled-in stores: what `cargo xtask world` and the tests call.

use crate::compile::Compiler;
use crate::error::Error;
use crate::facts::{self, Fact};

/// The files of `data/` that the compiled-in facts are made from, in the order in which meanings are given.
pub const SOURCES: [&str; 12] = [
    "countries.tsv",
    "organisations.tsv",
    "media.tsv",
    "armed_groups.tsv",
    "populations.tsv",
    "regions.tsv",
    "seats.tsv",
    "things.tsv",
    "roles.tsv",
    "portfolios.tsv",
    "officials.tsv",
    "officeholders.tsv",
];

/// The version of the compiled-in world: the month to which its dated facts were kept.
pub fn version() -> &'static str {
    include_str!("../data/VERSION").trim()
}

/// The bytes of a store made from files of facts, given as name and text. The same files give the same bytes; the order
/// of the files is the order of meanings.
///
/// # Errors
///
/// When a row is not in the form of [facts](crate#facts).
pub fn compile_sources(files: &[(&str, &str)]) -> Result<Vec<u8>, Error> {
    let mut parsed = Vec::new();
    for (name, text) in files {
        let source = name.strip_suffix(".tsv").unwrap_or(name);
        parsed.push((source, facts::parse(text, name)?));
    }
    let files: Vec<(&str, &[Fact])> =
        parsed.iter().map(|(source, facts)| (*source, facts.as_slice())).collect();
    Compiler::new(&|_| None).compile(&files, version())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::World;
    use crate::facts::{FactKind, Known};

    fn parsed() -> Vec<(&'static str, Vec<Fact>)> {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let read = |name: &str| std::fs::read_to_string(data.join(name)).unwrap();
        SOURCES.iter().map(|name| (*name, facts::parse(&read(name), name).unwrap())).collect()
    }

    #[test]
    fn codes_are_given_once_and_owners_exist() {
        let files = parsed();
        let mut codes: HashMap<&str, &str> = HashMap::new();
        let all = || files.iter().flat_map(|(name, facts)| facts.iter().map(move |fact| (*name, fact)));
        let mut wrong = Vec::new();
        for (name, fact) in all().filter(|(_, fact)| fact.kind != FactKind::Person && !fact.code().is_empty())
        {
            if let Some(other) = codes.insert(fact.code(), name) {
                wrong.push(format!("{name}:{}: code {} stands in {other} too", fact.line, fact.code()));
            }
        }
        for (name, fact) in all() {
            for owner in std::iter::once(fact.of()).chain(fact.field("members").split_ascii_whitespace()) {
                if !owner.is_empty() && !codes.contains_key(owner) {
                    wrong.push(format!("{name}:{}: no code {owner}", fact.line));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn officials_do_not_overlap_and_say_as_of_when() {
        let world = World::embedded();
        let known = Known {
            code: &|code| world.by_code(code).map(|entity| entity.name().to_owned()),
            office: &|office| match world.role(office) {
                Some(role) => (role.office().unwrap_or(role.name()).to_owned(), role.is_single()),
                None => (office.to_owned(), false),
            },
        };
        let files = parsed();
        let (name, officials) = files.iter().find(|(name, _)| *name == "officials.tsv").unwrap();
        facts::check(officials, &known, name).unwrap();
        assert!(officials.len() >= 400);
        for fact in officials {
            assert!(fact.interval.from.is_some(), "{name}:{}: no beginning", fact.line);
            assert!(
                fact.interval.to.is_some() || fact.interval.as_of.is_some(),
                "{name}:{}: an open term without its as-of date",
                fact.line
            );
        }
    }
}
