//! `man` and `completions`: the same definitions as the arguments, in other forms.

use crate::End;
use crate::args::Cli;
use clap::CommandFactory;
use std::io::{self, Write};

pub(crate) fn man() -> anyhow::Result<End> {
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(Cli::command());
    man.render(&mut page)?;
    let mut whole = Cli::command();
    whole.build();
    for command in whole.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = format!("chancery {}", command.get_name());
        writeln!(page, ".SH \"{}\"", name.to_uppercase())?;
        let part = clap_mangen::Man::new(command.clone().bin_name(name));
        part.render_description_section(&mut page)?;
        part.render_options_section(&mut page)?;
    }
    io::stdout().write_all(&page)?;
    Ok(End::Done)
}

pub(crate) fn completions(shell: clap_complete::Shell) -> anyhow::Result<End> {
    // Written to memory first: clap_complete panics where writing fails.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "chancery", &mut script);
    io::stdout().write_all(&script)?;
    Ok(End::Done)
}
