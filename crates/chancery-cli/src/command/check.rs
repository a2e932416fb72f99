//! `chancery check`: is the archive sound?

use crate::End;
use crate::archive_args::CheckArgs;
use crate::terminal::{Progress, complain};
use chancery_store::{Archive, Error, Writer};
use std::io::Write;

pub(crate) fn run(args: &CheckArgs) -> anyhow::Result<End> {
    let path = &args.archive.archive;
    let archive = match Archive::open(path) {
        // Opening for writing brings it up to date.
        Err(Error::Older { .. }) => {
            drop(Writer::open(path)?);
            Archive::open(path)?
        }
        opened => opened?,
    };
    let mut progress = Progress::new(0, false);
    let findings = archive.check(|_| progress.advance(0, true))?;
    progress.finish();
    for finding in &findings.findings {
        match &finding.article {
            Some(article) => {
                complain(format_args!("{}: article {article}: {}", path.display(), finding.what))
            }
            None => complain(format_args!("{}: {}", path.display(), finding.what)),
        }
    }
    let (n, end) = match findings.findings.len() {
        0 => ("sound".to_owned(), End::Done),
        1 => ("1 thing is wrong".to_owned(), End::Problems),
        n => (format!("{n} things are wrong"), End::Problems),
    };
    writeln!(
        anstream::stdout(),
        "{}: {n}; {} articles, {} citations and {} references were checked",
        path.display(),
        findings.articles,
        findings.citations,
        findings.references
    )?;
    Ok(end)
}
