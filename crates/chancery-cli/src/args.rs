//! The arguments: help, man page, shell completions and `docs/commands.md` are made from these definitions.

use crate::archive_args::{
    ActorsArgs, AddArgs, CheckArgs, EventsArgs, ExportArgs, FollowArgs, PositionsArgs, RereadArgs, ShowArgs,
    SqlArgs, StatementsArgs, StoriesArgs,
};
use crate::ledger_args::{ClaimsArgs, LedgerArgs, ShiftsArgs};
use crate::serve_args::{DemoArgs, ServeArgs};
use chancery::ingest::{Columns, Kind, Options};
use chancery::{Table, parse_day, shard_of};
use chancery_ingest::FetchOptions;
use clap::{Args, Parser, Subcommand, ValueEnum, builder::PossibleValue};
use jiff::civil::Date;
use std::path::PathBuf;

/// Reads the news of conflicts and their diplomacy and keeps the record: who said what, who did what to whom, who
/// wants what, when and where, every entry with the words that it rests on.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, arg_required_else_help = true, after_help = EXAMPLES, max_term_width = 110)]
pub(crate) struct Cli {
    /// Colours: by themselves in a terminal, always, or never (NO_COLOR is honoured).
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub(crate) color: Colour,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "Examples:
  chancery read talks.txt --published 2025-03-04       read an article, print its record
  chancery read articles/ > records.jsonl              read a folder into JSON Lines
  chancery read crawl.warc.gz > records.jsonl          read the pages of a web archive
  chancery read talks.txt --format html -o talks.html  the article with everything highlighted
  chancery read articles/ --format parquet -o tables   all tables, for pandas, DuckDB, Spark and R
  chancery add articles/                               read a folder into the archive chancery.db
  chancery events --actor RUS --type ASSAULT           ask the archive
  chancery serve                                       look at the archive in a browser
  chancery explain ASSAULT                             what a code means

Exit codes: 0 done; 1 wrong use, or nothing could be read; 2 done, with problems that were reported.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read articles and print their records.
    ///
    /// In a terminal records are printed for people, in a pipe as JSON Lines. Files hold plain text in any encoding, web
    /// pages, articles as JSON Lines ({"text": …, "published": …}) or JSON, a table with a column for the text, an RSS,
    /// Atom or JSON feed, a news agency's items (NewsML-G2, NITF), or a web archive (WARC), each also packed with gzip, or
    /// a Parquet file with a column for the text; a folder stands for all its files. A file of the same name with the ending .json beside a text or a page is that
    /// article's heading ({"published": …, "source": …}). An address of the web (https://…) stands for what is there: a page, a
    /// feed with the pages that it names, or a file of any of these kinds.
    Read(ReadArgs),
    /// Read articles into an archive.
    ///
    /// The archive is one file, made if there is none. Adding the same article again changes nothing; one whose content
    /// has changed is kept as a revision; one that is a copy of another joins its story. An interrupted run goes on where
    /// it was by running it again.
    Add(AddArgs),
    /// Keep asking feeds, and read what is new in them into an archive.
    ///
    /// Each entry's page is asked for, unless the feed holds the whole article; hosts are asked with a pause, by the name
    /// "chancery", and not for what their robots.txt forbids. What was seen is kept in the archive. Ctrl-C ends it when
    /// what is being read is kept.
    Follow(FollowArgs),
    /// Ask an archive who said what.
    Statements(StatementsArgs),
    /// Ask an archive who did what to whom.
    Events(EventsArgs),
    /// Ask an archive who wants what.
    Positions(PositionsArgs),
    /// Ask an archive who there is: people and bodies across articles, those in most articles first.
    Actors(ActorsArgs),
    /// Ask an archive which articles tell the same in much the same words, those with most copies first.
    Stories(StoriesArgs),
    /// Ask an archive who has moved: a holder's stance on an issue that differs from the one before it.
    ///
    /// The position before and the one after stand side by side. docs/ledger.md says what counts as a step.
    Shifts(ShiftsArgs),
    /// Set words beside deeds: what two did and said to each other, by stretches of time.
    ///
    /// Only what is told as done, or as going on, is counted. docs/ledger.md says how, how a change of level is found,
    /// and what the gap between words and deeds is.
    Ledger(LedgerArgs),
    /// Ask an archive who says that something happened, and who denies it.
    ///
    /// Tellings of one deed by several stories are put together where parties, days, place and numbers agree.
    Claims(ClaimsArgs),
    /// Show one record of an archive, with its sentence and why it is as it is; or an article, an actor, a story.
    Show(ShowArgs),
    /// Ask an archive in SQL.
    ///
    /// The views articles_view, actors_view, mentions_view, statements_view, events_view, event_actors_view,
    /// positions_view and stories_view have the columns of the CSV tables. Nothing can be changed.
    Sql(SqlArgs),
    /// Verify an archive: the file, every citation against its text, every reference.
    Check(CheckArgs),
    /// Read an archive's articles again, with this reader, and say what changed.
    ///
    /// Records that stay keep their ids. Without --all, only articles that another reader read.
    Reread(RereadArgs),
    /// Write an archive's records as tables, for pandas, DuckDB, Spark and R, or in the shape of another tool.
    Export(ExportArgs),
    /// Open the desk: web pages and an HTTP API over an archive.
    ///
    /// It answers on this computer only, and changes nothing. docs/desk.md says what there is; every page has twins as JSON
    /// and CSV.
    Serve(ServeArgs),
    /// Open the desk over a sample that comes with the program: 33 articles about invented countries.
    Demo(DemoArgs),
    /// Print what each sentence was parsed into, as CoNLL-U (for developers).
    Parse(ParseArgs),
    /// Say what a code, a field, a diagnostic or a rule means.
    Explain(ExplainArgs),
    /// Print the manual page.
    Man,
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// Files, folders or addresses of the web (https://…) to read; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How records are printed [default: pretty in a terminal, jsonl in a pipe].
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// Which table is printed as CSV (makes csv the format) or written as one Parquet file [default: events].
    #[arg(long, value_name = "TABLE")]
    pub(crate) table: Option<TableArg>,
    /// Day of publication of articles that do not say it, as 2025-03-04: "Monday" is counted from it.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) published: Option<Date>,
    /// Headline of articles that have none.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Publication of articles that do not say it: "Example Wire".
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// Also say why each entry is as it is, and why there is none.
    ///
    /// For an entry the rule that made it and how each argument was resolved; for a sentence without an event the words
    /// that look like one, and what keeps them from being it.
    #[arg(long)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) basis: BasisArgs,
    /// Read only part K of N, so that N machines share the work: `--shard 3/16`.
    ///
    /// An article's part is told by its id (or, without one, by its content), not by its place in the input.
    #[arg(long, value_name = "K/N")]
    pub(crate) shard: Option<Shard>,
    /// Write to this file instead of standard output.
    ///
    /// For Parquet a name ending in .parquet is a file of one table, any other name a folder of all tables:
    /// events/year=2025/month=03/all-00000.parquet.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What reading rests on.
#[derive(Debug, Args)]
pub(crate) struct BasisArgs {
    /// Your own facts on top of what is known: people, organisations, countries, places.
    ///
    /// A fact a line: `Freedonia = country FRD; adjective Freedonian`, or tab-separated values with a heading.
    #[arg(long, value_name = "FILE")]
    pub(crate) world: Option<PathBuf>,
    /// Your own words for deeds on top of those known: verbs, nouns and phrases that are events.
    ///
    /// One entry a line, tab-separated under a heading; docs/lexicon.md has the columns. A line with the id of a known
    /// entry takes its place. May be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Vec<PathBuf>,
    /// Your own issues on top of those known: what positions are about.
    ///
    /// A TOML file of issues, each with id, name, definition and words; docs/issues.md has the form. An issue with the
    /// id of a known one takes its place. May be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) issues: Vec<PathBuf>,
    /// How many articles are read at the same time; 0 takes every core.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
}

#[derive(Debug, Args)]
pub(crate) struct ParseArgs {
    /// Files, folders or addresses of the web (https://…) to parse; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

/// How files are taken in.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// What the files hold, where their content does not tell.
    #[arg(long, value_name = "KIND")]
    pub(crate) input: Option<KindArg>,
    /// The column of a table that holds the text [default: text, body, content, …, whichever there is].
    #[arg(long, value_name = "NAME")]
    pub(crate) text_column: Option<String>,
    /// Another column of a table, as `published=Date`: title, published, source, url, language or id.
    #[arg(long, value_name = "FIELD=NAME", value_parser = column)]
    pub(crate) column: Vec<(String, String)>,
    /// Also ask addresses on the local network.
    #[arg(long)]
    pub(crate) allow_private: bool,
}

impl InputArgs {
    /// The same for the library. `threads` is how many pages are taken apart at the same time.
    pub(crate) fn options(&self, threads: usize) -> Options {
        let named = self.text_column.iter().map(|name| ("text", name.as_str()));
        let columns = named
            .chain(self.column.iter().map(|(field, name)| (field.as_str(), name.as_str())))
            .fold(Columns::default(), |columns, (field, name)| columns.with(field, name));
        let fetch = FetchOptions { allow_private: self.allow_private, ..FetchOptions::default() };
        Options { kind: self.input.map(|kind| kind.0), columns, threads, fetch }
    }
}

fn column(text: &str) -> Result<(String, String), String> {
    let known = |field: &str| Columns::FIELDS.contains(&field);
    match text.split_once('=') {
        Some((field, name)) if known(field) && !name.is_empty() => Ok((field.to_owned(), name.to_owned())),
        _ => Err(format!("write it as FIELD=NAME, the field one of {}", Columns::FIELDS.join(", "))),
    }
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// What to explain: an event type (ASSAULT), a mode (aerial), an issue (ceasefire), a context, sector, status, act or stance, a field
    /// (statement.cue), a diagnostic (no-publication-date) or a rule. Without one, all terms are listed.
    #[arg(value_name = "TERM")]
    pub(crate) term: Vec<String>,
}

/// How records are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Pretty,
    /// One JSON object a line and article.
    Jsonl,
    /// One table as comma-separated values.
    Csv,
    /// One page: the articles with everything highlighted.
    Html,
    /// Tables as Parquet, into --output: a file of one table or a folder of all.
    Parquet,
    /// Events as GDELT 2.0 writes them: 61 columns, tab-separated, no heading.
    Gdelt,
    /// Events as ACLED writes them: 31 columns, comma-separated.
    Acled,
    /// Events as POLECAT writes them: 40 columns, tab-separated.
    Polecat,
    /// One W3C Web Annotation a line and entry.
    Annotations,
}

/// One part of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shard {
    /// Counted from 1.
    pub(crate) part: u32,
    pub(crate) of: u32,
}

impl Shard {
    /// Whether the article with this id belongs to the part.
    pub(crate) fn has(self, id: &str) -> bool {
        shard_of(id, self.of) + 1 == self.part
    }
}

impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Shard, String> {
        let parts = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((part, of)) if 1 <= part && part <= of => Ok(Shard { part, of }),
            _ => Err("write it as 3/16: the third of sixteen parts".to_owned()),
        }
    }
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

impl Colour {
    /// Makes every stream that is opened later follow this choice.
    pub(crate) fn write_global(self) {
        match self {
            Colour::Auto => anstream::ColorChoice::Auto,
            Colour::Always => anstream::ColorChoice::Always,
            Colour::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// A table, by its name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableArg(pub(crate) Table);

impl ValueEnum for TableArg {
    fn value_variants<'a>() -> &'a [TableArg] {
        static TABLES: std::sync::LazyLock<Vec<TableArg>> =
            std::sync::LazyLock::new(|| Table::ALL.iter().map(|&table| TableArg(table)).collect());
        &TABLES
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()))
    }
}

/// A kind of input, by its name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KindArg(pub(crate) Kind);

impl ValueEnum for KindArg {
    fn value_variants<'a>() -> &'a [KindArg] {
        static KINDS: std::sync::LazyLock<Vec<KindArg>> =
            std::sync::LazyLock::new(|| Kind::ALL.iter().map(|&kind| KindArg(kind)).collect());
        &KINDS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()))
    }
}

pub(crate) fn day(text: &str) -> Result<Date, String> {
    parse_day(text).ok_or_else(|| "write it as 2025-03-04".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn a_shard_is_a_part_of_several() {
        assert_eq!("3/16".parse(), Ok(Shard { part: 3, of: 16 }));
        for odd in ["", "3", "0/4", "5/4", "-1/4", "1/0", "a/b", "3/16/2"] {
            assert!(odd.parse::<Shard>().is_err(), "{odd}");
        }
        let parts = (1..=5).map(|part| Shard { part, of: 5 });
        assert_eq!(parts.filter(|part| part.has("wire-17")).count(), 1);
    }

    #[test]
    fn the_definitions_are_sound_and_every_argument_has_its_help() {
        fn check(command: &clap::Command) {
            assert!(command.get_about().is_some(), "{} has no help", command.get_name());
            for arg in command.get_arguments() {
                assert!(arg.get_help().is_some(), "{} {} has no help", command.get_name(), arg.get_id());
            }
            command.get_subcommands().for_each(check);
        }
        Cli::command().debug_assert();
        check(&Cli::command());
    }
}
