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
