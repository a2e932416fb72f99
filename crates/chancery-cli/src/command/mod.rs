//! The commands, one file each: from arguments to library calls to printers.

pub(crate) mod about;
pub(crate) mod add;
pub(crate) mod ask;
pub(crate) mod basis;
pub(crate) mod check;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod follow;
mod heading;
pub(crate) mod ledger;
pub(crate) mod parse;
pub(crate) mod read;
pub(crate) mod reread;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod sql;
