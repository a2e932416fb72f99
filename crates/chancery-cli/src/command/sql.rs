//! `chancery sql`: a question in SQL.

use super::ask::format_of;
use crate::End;
use crate::archive_args::SqlArgs;
use crate::print::rows::print_answer;
use crate::terminal::{complain, width};
use chancery_store::Archive;
use std::io::{self, BufWriter, Write};
use std::time::Duration;

pub(crate) fn run(args: &SqlArgs) -> anyhow::Result<End> {
    let archive = Archive::open(&args.archive.archive)?;
    let answer = archive.sql(&args.sql, args.limit, Duration::from_secs(args.time))?;
    let mut out = BufWriter::new(anstream::AutoStream::auto(io::stdout()));
    print_answer(&mut out, format_of(args.format), &answer, width())?;
    out.flush()?;
    if answer.has_more {
        complain(format_args!("there are more rows; --limit says how many are printed"));
    }
    Ok(End::Done)
}
