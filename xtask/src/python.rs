//! Python environments of the project's chores: one for each folder that pins its packages.
//!
//! Making one is the only step of a chore that needs a network. What runs in it belongs to the chore.

use anyhow::{Context, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Pythons to make the environment with, best first. The pinned packages have no wheels for older ones than 3.11.
const PYTHONS: [&str; 4] = ["python3.12", "python3.13", "python3.11", "python3"];

/// The Python of `.venv` in a folder, made from the folder's `requirements.txt` if it is not there.
pub(crate) fn environment(folder: &Path) -> anyhow::Result<PathBuf> {
    let made = folder.join(".venv");
    let python = made.join("bin/python");
    if !made.join("complete").exists() {
        let maker = PYTHONS.iter().find(|name| {
            let version = "import sys; sys.exit(sys.version_info < (3, 11))";
            Command::new(name).args(["-c", version]).output().is_ok_and(|done| done.status.success())
        });
        let Some(maker) = maker else { bail!("Python 3.11 or newer is needed") };
        succeed(Command::new(maker).args(["-m", "venv"]).arg(&made))?;
        let requirements = folder.join("requirements.txt");
        succeed(Command::new(&python).args(["-m", "pip", "install", "--quiet", "-r"]).arg(requirements))?;
        std::fs::write(made.join("complete"), "")?;
    }
    Ok(python)
}

pub(crate) fn succeed(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot start {command:?}"))?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok(())
}
