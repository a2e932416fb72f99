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
    write(&data.join("world.bin"), &chancery_world::compile_sources(&files)?)?;
    if args.shared.is_dir() {
        let places = gazetteer::import(&args.shared, &data)?;
        write(&data.join("gazetteer.bin"), &chancery_world::compile_sources(&[("gazetteer", &places)])?)?;
    } else {
        println!("gazetteer.bin left as it is: {} is not there", args.shared.display());
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{:>9} bytes  {}", bytes.len(), path.file_name().unwrap_or_default().to_string_lossy());
    Ok(())
}
