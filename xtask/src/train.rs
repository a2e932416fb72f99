//! `cargo xtask train`: makes the model anew from `../shared/data`, in Python with JAX, in an environment of its own.
//!
//! Only the environment needs a network, once. The training itself is seeded: the same data on the same machine give
//! the same file. A run that was stopped goes on from its last epoch.

use anyhow::{Context, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// A few sentences only, to see that everything runs; the model of the project stays as it is.
    #[arg(long)]
    quick: bool,
    /// Train a second network too, and pack a pupil of both in place of the first.
    #[arg(long)]
    pupil: bool,
    /// Where the treebanks, name sets and lists are.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Where checkpoints are kept.
    #[arg(long, default_value = "target/training/recipe")]
    work: PathBuf,
}

/// Pythons to make the environment with, best first. JAX has no wheels for older ones than 3.11.
const PYTHONS: [&str; 4] = ["python3.12", "python3.13", "python3.11", "python3"];

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the project")?;
    let training = root.join("training");
    let data = root.join(&args.data);
    ensure!(
        data.join("treebanks").is_dir(),
        "{}: no treebanks there; say where they are with --data",
        data.display()
    );
    let python = environment(&training)?;
    let mut command = Command::new(&python);
    command.current_dir(&training).args(["-u", "-m", "chancery_training", "recipe", "--data"]);
    command.arg(data.canonicalize()?).arg("--work").arg(root.join(&args.work));
    if args.quick {
        command.arg("--quick");
    }
    if args.pupil {
        command.arg("--pupil");
    }
    succeed(&mut command)
}

/// The Python of `training/.venv`, which is made if it is not there.
fn environment(training: &Path) -> anyhow::Result<PathBuf> {
    let folder = training.join(".venv");
    let python = folder.join("bin/python");
    if !folder.join("complete").exists() {
        let maker = PYTHONS.iter().find(|name| {
            let version = "import sys; sys.exit(sys.version_info < (3, 11))";
            Command::new(name).args(["-c", version]).output().is_ok_and(|done| done.status.success())
        });
        let Some(maker) = maker else { bail!("training needs Python 3.11 or newer") };
        succeed(Command::new(maker).args(["-m", "venv"]).arg(&folder))?;
        let requirements = training.join("requirements.txt");
        succeed(Command::new(&python).args(["-m", "pip", "install", "--quiet", "-r"]).arg(requirements))?;
        std::fs::write(folder.join("complete"), "")?;
    }
    Ok(python)
}

fn succeed(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot start {command:?}"))?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_training_code_passes_its_own_tests() {
        let training = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("training");
        let python = training.join(".venv/bin/python");
        if !training.join(".venv/complete").exists() {
            println!("skipped: {} is made by `cargo xtask train`", python.display());
            return;
        }
        succeed(Command::new(python).args(["-m", "unittest", "discover"]).arg(training.join("tests")))
            .unwrap();
    }
}
