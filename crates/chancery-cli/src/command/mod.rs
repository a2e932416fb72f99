//! The commands, one file each: from arguments to library calls to printers.

pub(crate) mod about;
pub(crate) mod explain;
pub(crate) mod parse;
pub(crate) mod read;
