//! `chancery export`: an archive's records as tables in a folder, or in the shape of another tool.

use super::add::articles_of;
use crate::End;
use crate::archive_args::{ExportArgs, ExportFormat, ProfileArg};
use crate::terminal::Progress;
use anyhow::Context;
use chancery::{Article, Record, Table};
use chancery_export::{ParquetFolder, Profile, Separator, annotations, write_csv_row};
use chancery_store::Archive;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &ExportArgs) -> anyhow::Result<End> {
    let archive = Archive::open(&args.archive.archive)?;
    let mut forms = Forms::create(args)?;
    let mut progress = Progress::new(0, false);
    let mut n_articles = 0usize;
    for stored in archive.records(None)? {
        let stored = stored?;
        forms.push(&stored.article, &stored.record)?;
        n_articles += 1;
        progress.advance(0, true);
    }
    forms.finish()?;
    progress.finish();
    writeln!(anstream::stdout(), "{}: {} written", args.folder.display(), articles_of(n_articles))?;
    Ok(End::Done)
}

/// The files that are written, by what stands in them.
enum Forms {
    Parquet(ParquetFolder),
    Csv(Vec<(Table, OutFile)>),
    Profile(Profile, OutFile),
    Annotations(OutFile),
}

impl Forms {
    fn create(args: &ExportArgs) -> anyhow::Result<Forms> {
        let folder = args.folder.as_path();
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let profile = match args.profile {
            None => None,
            Some(ProfileArg::Gdelt) => Some((Profile::Gdelt, "gdelt.tsv")),
            Some(ProfileArg::Acled) => Some((Profile::Acled, "acled.csv")),
            Some(ProfileArg::Polecat) => Some((Profile::Polecat, "polecat.tsv")),
            Some(ProfileArg::Annotations) => {
                return Ok(Forms::Annotations(OutFile::create(folder, "annotations.jsonl")?));
            }
        };
        if let Some((profile, name)) = profile {
            let mut file = OutFile::create(folder, name)?;
            file.write(|out| profile.write_heading(out))?;
            return Ok(Forms::Profile(profile, file));
        }
        match args.format {
            ExportFormat::Parquet => Ok(Forms::Parquet(ParquetFolder::create(folder, "all")?)),
            ExportFormat::Csv => {
                let mut files = Vec::new();
                for &table in Table::ALL {
                    let mut file = OutFile::create(folder, &format!("{}.csv", table.name()))?;
                    file.write(|out| writeln!(out, "{}", table.columns().join(",")))?;
                    files.push((table, file));
                }
                Ok(Forms::Csv(files))
            }
        }
    }

    fn push(&mut self, article: &Article, record: &Record) -> anyhow::Result<()> {
        match self {
            Forms::Parquet(folder) => folder.push(record, &article.text)?,
            Forms::Csv(files) => {
                for (table, file) in files {
                    for row in table.rows(record, &article.text) {
                        file.write(|out| write_csv_row(out, &row, Separator::Comma))?;
                    }
                }
            }
            Forms::Profile(profile, file) => file.write(|out| profile.write(out, record))?,
            Forms::Annotations(file) => {
                for annotation in annotations(article, record) {
                    file.write(|out| writeln!(out, "{annotation}"))?;
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> anyhow::Result<()> {
        match self {
            Forms::Parquet(folder) => folder.finish()?,
            Forms::Csv(files) => {
                for (_, mut file) in files {
                    file.write(|out| out.flush())?;
                }
            }
            Forms::Profile(_, mut file) | Forms::Annotations(mut file) => file.write(|out| out.flush())?,
        }
        Ok(())
    }
}

/// A file whose errors name it.
struct OutFile {
    path: PathBuf,
    out: BufWriter<File>,
}

impl OutFile {
    fn create(folder: &Path, name: &str) -> anyhow::Result<OutFile> {
        let path = folder.join(name);
        let file = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(OutFile { path, out: BufWriter::new(file) })
    }

    fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> anyhow::Result<()> {
        write(&mut self.out).with_context(|| format!("{} cannot be written", self.path.display()))
    }
}
