//! `chancery parse`: CoNLL-U of every sentence.

use crate::End;
use crate::args::ParseArgs;
use crate::terminal::complain;
use chancery::Model;
use chancery::ingest::articles;
use chancery_text::SourceText;
use std::io::{self, BufWriter, Write};

pub(crate) fn run(args: &ParseArgs) -> anyhow::Result<End> {
    let mut out = BufWriter::new(io::stdout().lock());
    let model = Model::embedded();
    let (mut n_read, mut n_problems) = (0usize, 0usize);
    for incoming in articles(args.files.iter().cloned(), args.input.options(0)) {
        match incoming {
            Ok(incoming) => {
                let document = chancery_syntax::parse(&SourceText::new(incoming.article.text), model);
                out.write_all(chancery_syntax::conllu::write(&document).as_bytes())?;
                n_read += 1;
            }
            Err(error) => {
                complain(format_args!("{error}"));
                n_problems += 1;
            }
        }
    }
    out.flush()?;
    Ok(match (n_read, n_problems) {
        (0, _) => End::Nothing,
        (_, 0) => End::Done,
        _ => End::Problems,
    })
}
