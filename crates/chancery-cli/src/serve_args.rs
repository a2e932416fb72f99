//! The arguments of the commands that open the desk. Definitions only, as in `args`.

use crate::archive_args::ArchiveArgs;
use crate::args::BasisArgs;
use clap::Args;
use std::net::IpAddr;

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    #[command(flatten)]
    pub(crate) port: PortArgs,
    /// The address to answer at. One that others can reach needs --token.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) address: IpAddr,
    /// Who asks must give this word: as `Authorization: Bearer WORD`, or as the password that a browser asks for.
    #[arg(long, value_name = "WORD", env = "CHANCERY_TOKEN", hide_env_values = true, value_parser = token)]
    pub(crate) token: Option<String>,
    #[command(flatten)]
    pub(crate) basis: BasisArgs,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    #[command(flatten)]
    pub(crate) port: PortArgs,
}

/// Which port.
#[derive(Debug, Args)]
pub(crate) struct PortArgs {
    /// The port; 0 takes any that is free.
    #[arg(long, value_name = "N", default_value_t = 4747)]
    pub(crate) port: u16,
}

fn token(word: &str) -> Result<String, String> {
    if word.len() < 8 || !word.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("write at least 8 letters, digits or signs, without spaces".to_owned());
    }
    Ok(word.to_owned())
}
