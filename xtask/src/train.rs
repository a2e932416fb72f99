//! `cargo xtask train`: makes the model anew from `../shared/data`, in Python with JAX, in an environment of its own.
//!
//! Only the environment needs a network, once. The training itself is seeded: the same data on the same machine give
//! the same file. A run that was stopped goes on from its last epoch.

use crate::python;
use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// A few sentences only, to see that everything runs; the model of the project stays as it is.
    #[arg(long)]
    quick: bool,
    /// Where the treebanks, name sets and lists are.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Where checkpoints are kept.
    #[arg(long, default_value = "target/training/recipe")]
    work: PathBuf,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the project")?;
    let training = root.join("training");
    let data = root.join(&args.data);
    ensure!(
        data.join("treebanks").is_dir(),
        "{}: no treebanks there; say where they are with --data",
        data.display()
    );
    let python = python::environment(&training)?;
    let mut command = Command::new(&python);
    command.current_dir(&training).args(["-u", "-m", "chancery_training", "recipe", "--data"]);
    command.arg(data.canonicalize()?).arg("--work").arg(root.join(&args.work));
    if args.quick {
        command.arg("--quick");
    }
    python::succeed(&mut command)
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
        python::succeed(
            Command::new(python).args(["-m", "unittest", "discover"]).arg(training.join("tests")),
        )
        .unwrap();
    }
}
