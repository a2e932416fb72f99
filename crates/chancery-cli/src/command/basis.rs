//! What reading rests on, from the arguments: what is compiled in, with the user's own facts, words and issues.

use crate::args::BasisArgs;
use anyhow::Context;
use chancery::{Basis, Issues, Lexicon, Model, World};
use std::path::{Path, PathBuf};

/// What is known beforehand, the user's own on top.
pub(crate) struct OwnBasis {
    pub(crate) world: World,
    /// `None` where there are no words of the user's.
    lexicon: Option<Lexicon>,
    issues: Option<Issues>,
}

impl OwnBasis {
    pub(crate) fn of(args: &BasisArgs) -> anyhow::Result<OwnBasis> {
        let world = match &args.world {
            None => World::embedded().clone(),
            Some(path) => World::embedded().with_facts(&text_of(path)?, &path.display().to_string())?,
        };
        Ok(OwnBasis { world, lexicon: lexicon(&args.lexicon)?, issues: issues(&args.issues)? })
    }

    pub(crate) fn basis(&self) -> Basis<'_> {
        Basis {
            model: Model::embedded(),
            world: &self.world,
            lexicon: self.lexicon.as_ref().unwrap_or_else(|| Lexicon::embedded()),
            issues: self.issues.as_ref().unwrap_or_else(|| Issues::embedded()),
            explain: false,
        }
    }
}

fn lexicon(paths: &[PathBuf]) -> anyhow::Result<Option<Lexicon>> {
    if paths.is_empty() {
        return Ok(None);
    }
    Lexicon::with(&files(paths)?).map(Some).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", lines.join("\n"))
    })
}

fn issues(paths: &[PathBuf]) -> anyhow::Result<Option<Issues>> {
    if paths.is_empty() {
        return Ok(None);
    }
    Ok(Some(Issues::with(&files(paths)?)?))
}

/// The names and contents of files.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<(String, String)>> {
    paths.iter().map(|path| Ok((path.display().to_string(), text_of(path)?))).collect()
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}
