//! `cargo xtask world`: builds the compiled-in world from the reviewed files in `crates/chancery-world/data`, and the
//! gazetteer from `../shared/data/world`. Same input, same bytes.
//!
//! What the files mean is the business of `chancery-world`; here is only where they come from.

mod gazetteer;
mod holders;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Build the compiled-in world and gazetteer.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Also write the dated office-holders anew from the shared sources
    #[arg(long)]
    import: bool,
    /// Where the shared sources lie
    #[arg(long, default_value = "../shared/data/world")]
    shared: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/chancery-world/data");
    if args.import {
        write(&data.join("officeholders.tsv"), holders::import(&args.shared, &data)?.as_bytes())?;
    }
    let mut texts = Vec::new();
    for name in chancery_world::SOURCES {
        texts.push((name, read(&data.join(name))?));
    }
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    pack(&data.join("world.bin.zst"), &chancery_world::compile_sources(&files)?)?;
    if args.shared.is_dir() {
        let places = gazetteer::import(&args.shared, &data)?;
        pack(&data.join("gazetteer.bin.zst"), &chancery_world::compile_sources(&[("gazetteer", &places)])?)?;
    } else {
        println!("gazetteer.bin.zst left as it is: {} is not there", args.shared.display());
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// One row of a tab-separated file with a header.
struct Row<'t> {
    header: Vec<&'t str>,
    fields: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// The field of a column; empty where there is none.
    fn get(&self, column: &str) -> &'t str {
        let at = self.header.iter().position(|known| *known == column);
        at.and_then(|at| self.fields.get(at)).copied().unwrap_or("")
    }
}

fn table(text: &str) -> Vec<Row<'_>> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let header: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    lines.map(|line| Row { header: header.clone(), fields: line.split('\t').collect() }).collect()
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{:>9} bytes  {}", bytes.len(), path.file_name().unwrap_or_default().to_string_lossy());
    Ok(())
}

/// Writes what is compiled in: as small as it gets, for it is unpacked as fast as any.
fn pack(path: &Path, bytes: &[u8]) -> Result<()> {
    write(path, &zstd::stream::encode_all(bytes, *zstd::compression_level_range().end())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The facts are checked in `chancery-world`; the gazetteer needs the shared sources.
    #[test]
    fn the_gazetteer_is_what_the_sources_make() -> Result<()> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let shared = root.join("../shared/data/world");
        if !shared.is_dir() {
            println!("skipped: {} is not there", shared.display());
            return Ok(());
        }
        let data = root.join("crates/chancery-world/data");
        let places = gazetteer::import(&shared, &data)?;
        let made = chancery_world::compile_sources(&[("gazetteer", &places)])?;
        let committed = zstd::stream::decode_all(std::fs::File::open(data.join("gazetteer.bin.zst"))?)?;
        assert!(made == committed, "data/gazetteer.bin.zst is stale: run `cargo xtask world`");
        Ok(())
    }
}
