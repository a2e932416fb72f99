//! `chancery explain`: what a word of a record means.

use crate::End;
use crate::args::ExplainArgs;
use crate::print::explain::{print_meaning, print_terms};
use crate::terminal::{complain, width};
use chancery::{explain, similar_terms};
use std::io::Write;

pub(crate) fn run(args: &ExplainArgs) -> anyhow::Result<End> {
    let mut out = anstream::stdout().lock();
    if args.term.is_empty() {
        print_terms(&mut out, width())?;
        return Ok(End::Done);
    }
    let term = args.term.join(" ");
    let meanings = explain(&term);
    if meanings.is_empty() {
        let similar = similar_terms(&term);
        match similar.as_slice() {
            [] => complain(format_args!("nothing is called `{term}`; `chancery explain` lists all terms")),
            near => complain(format_args!("nothing is called `{term}`; did you mean {}?", near.join(", "))),
        }
        return Ok(End::Nothing);
    }
    for (n, meaning) in meanings.iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        print_meaning(&mut out, meaning, width())?;
    }
    Ok(End::Done)
}
