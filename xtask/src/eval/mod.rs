//! `cargo xtask eval`: figures against gold data, printed as Markdown tables.

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    match args.what {}
}
