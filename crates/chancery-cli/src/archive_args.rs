//! The arguments of the commands that keep and ask an archive. Definitions only, as in `args`.

use crate::args::{BasisArgs, InputArgs, day};
use chancery::{Act, EventType, Quad, Stance, StatementForm, Status};
use chancery_store::{Filter, Period, Sort};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Which archive.
#[derive(Debug, Args)]
pub(crate) struct ArchiveArgs {
    /// The archive's file.
    #[arg(
        long,
        value_name = "FILE",
        env = "CHANCERY_ARCHIVE",
        hide_env_values = true,
        default_value = "chancery.db"
    )]
    pub(crate) archive: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// Files, folders or addresses of the web (https://…) with articles; `-` is standard input.
    #[arg(required = true, value_name = "SOURCE")]
    pub(crate) sources: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    /// Day of publication of articles that do not say it, as 2025-03-04.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) published: Option<Date>,
    /// Publication of articles that do not say it: "Example Wire".
    #[arg(long)]
    pub(crate) source: Option<String>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) basis: BasisArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FollowArgs {
    /// Addresses of RSS, Atom or JSON feeds.
    #[arg(required = true, value_name = "FEED")]
    pub(crate) feeds: Vec<String>,
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    /// Ask each feed once, and end.
    #[arg(long)]
    pub(crate) once: bool,
    /// Ask again after so many minutes.
    #[arg(long, value_name = "MINUTES", default_value_t = 15.0, value_parser = positive, conflicts_with = "once")]
    pub(crate) every: f64,
    /// Wait so many seconds between two requests to one host; one that asks for a longer pause gets it.
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0, value_parser = positive)]
    pub(crate) pause: f64,
    /// Also ask addresses on the local network.
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Publication of articles that do not say it: "Example Wire".
    #[arg(long)]
    pub(crate) source: Option<String>,
    #[command(flatten)]
    pub(crate) basis: BasisArgs,
}

fn positive(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1e6).contains(number));
    number.ok_or_else(|| "write a number, 0 or more".to_owned())
}

/// Which records, by their day, their publication and their words.
#[derive(Debug, Args)]
pub(crate) struct NarrowArgs {
    /// From this day on, as 2025-03-04. A record's day is the first of its date, or else the day of publication.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) since: Option<Date>,
    /// Up to this day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) until: Option<Date>,
    /// The publication: "Example Wire".
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Vec<String>,
    /// Words of the record: all of them; "two words" in quotation marks together; begin*; -not; this OR that.
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub(crate) text: Option<String>,
}

/// What can be asked of all kinds of records.
#[derive(Debug, Args)]
pub(crate) struct AskArgs {
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    /// Who: a country (RUS, Russia), an organisation (NATO), a sector (MIL), both (RUS/MIL), or words of a name. Of
    /// statements the speaker, of positions the holder. May be given several times: any of them.
    #[arg(long, value_name = "WHO")]
    pub(crate) actor: Vec<String>,
    /// To whom: the recipient, the addressee, of whom it is wanted. Those who meet are each other's recipients.
    #[arg(long, value_name = "WHO")]
    pub(crate) recipient: Vec<String>,
    #[command(flatten)]
    pub(crate) narrow: NarrowArgs,
    /// Of one article only, by its id.
    #[arg(long, value_name = "ID")]
    pub(crate) article: Option<String>,
    /// Leave out what copies repeat: of each story only its first article.
    #[arg(long)]
    pub(crate) originals: bool,
    /// Count them by day, week, month or year, instead of listing them.
    #[arg(long, value_name = "PERIOD")]
    pub(crate) count: Option<PeriodArg>,
    #[command(flatten)]
    pub(crate) shape: ShapeArgs,
}

/// How many, in which order, in which form.
#[derive(Debug, Args)]
pub(crate) struct ShapeArgs {
    /// At most so many [default: 50 as a table, otherwise all].
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// The order: by days, or by numbers of articles.
    #[arg(long, value_name = "ORDER", default_value = "newest")]
    pub(crate) sort: SortArg,
    /// How they are printed [default: table in a terminal, jsonl in a pipe].
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<RowFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct EventsArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// The type: ASSAULT, CONSULT … (`chancery explain` lists them).
    #[arg(long = "type", value_name = "TYPE", ignore_case = true, hide_possible_values = true,
          value_parser = labels(EventType::ALL, |one| one.label()))]
    pub(crate) types: Vec<EventType>,
    /// The quad.
    #[arg(long, value_parser = labels(Quad::ALL, |one| one.label()))]
    pub(crate) quad: Vec<Quad>,
    /// Whether it happened.
    #[arg(long, value_parser = labels(Status::ALL, |one| one.label()))]
    pub(crate) status: Vec<Status>,
    /// Where: the name of a place (Grandport) or the code of a country (RUS); `none` for events without a place.
    #[arg(long, value_name = "PLACE")]
    pub(crate) place: Vec<String>,
    /// Only what is known from what somebody said.
    #[arg(long, conflicts_with = "direct")]
    pub(crate) reported: bool,
    /// Only what the article itself tells.
    #[arg(long)]
    pub(crate) direct: bool,
}

#[derive(Debug, Args)]
pub(crate) struct StatementsArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// What was done by saying it.
    #[arg(long, value_parser = labels(Act::ALL, |one| one.label()))]
    pub(crate) act: Vec<Act>,
    /// Only what is told in the article's words, wholly or partly.
    #[arg(long, conflicts_with = "direct")]
    pub(crate) reported: bool,
    /// Only what is quoted wholly.
    #[arg(long)]
    pub(crate) direct: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PositionsArgs {
    #[command(flatten)]
    pub(crate) ask: AskArgs,
    /// The issue: ceasefire, sanctions …
    #[arg(long)]
    pub(crate) issue: Vec<String>,
    /// For, against, or what is wanted.
    #[arg(long, value_parser = labels(Stance::ALL, |one| one.label()))]
    pub(crate) stance: Vec<Stance>,
    /// Show holders × issues, by stance and number of stories, the most frequent first.
    #[arg(long, conflicts_with = "count")]
    pub(crate) matrix: bool,
    /// In the matrix, keep people apart from the country or organisation that they speak for.
    #[arg(long, requires = "matrix")]
    pub(crate) persons: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ActorsArgs {
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    /// Of a country (RUS, Russia), an organisation, a sector; or words of a name.
    #[arg(long, value_name = "WHO")]
    pub(crate) actor: Vec<String>,
    /// Words of the name.
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub(crate) text: Option<String>,
    #[command(flatten)]
    pub(crate) shape: ShapeArgs,
}

#[derive(Debug, Args)]
pub(crate) struct StoriesArgs {
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    /// First published on this day or later.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) since: Option<Date>,
    /// First published on this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) until: Option<Date>,
    /// First published by: "Example Wire".
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Vec<String>,
    /// Words of the first article.
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub(crate) text: Option<String>,
    #[command(flatten)]
    pub(crate) shape: ShapeArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The id of a statement, event, position, actor, article or story, as lists print it.
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    #[command(flatten)]
    pub(crate) basis: BasisArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SqlArgs {
    /// The question: SELECT …
    pub(crate) sql: String,
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    /// At most so many rows.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) limit: usize,
    /// Give up after so many seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub(crate) time: u64,
    /// How rows are printed [default: table in a terminal, jsonl in a pipe].
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<RowFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RereadArgs {
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    /// All articles, not only those that another reader read.
    #[arg(long)]
    pub(crate) all: bool,
    /// Only say what would change.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Say it for each article, with the ids.
    #[arg(long)]
    pub(crate) changes: bool,
    #[command(flatten)]
    pub(crate) basis: BasisArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The folder to write into; it is made if there is none.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    /// How the tables are written.
    #[arg(short, long, value_name = "FORMAT", default_value = "parquet")]
    pub(crate) format: ExportFormat,
    /// In place of the tables, one file in the shape that other tools read.
    #[arg(long, value_name = "PROFILE", conflicts_with = "format")]
    pub(crate) profile: Option<ProfileArg>,
}

/// How tables are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Folders by table, year and month.
    Parquet,
    /// A file a table.
    Csv,
}

/// The shape of another tool (docs/profiles.md).
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ProfileArg {
    /// GDELT 2.0 events: 61 columns, tab-separated, no heading.
    Gdelt,
    /// ACLED: 31 columns, comma-separated.
    Acled,
    /// POLECAT: 40 columns, tab-separated.
    Polecat,
    /// One W3C Web Annotation a line and entry.
    Annotations,
}

/// How rows are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// For people.
    Table,
    /// One JSON object a line and row.
    Jsonl,
    /// Comma-separated values with a heading.
    Csv,
}

/// The order of rows.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SortArg {
    /// The latest, or most articles, first.
    Newest,
    /// The earliest, or fewest articles, first.
    Oldest,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PeriodArg {
    /// Days.
    Day,
    /// Weeks, from Monday.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl From<PeriodArg> for Period {
    fn from(period: PeriodArg) -> Period {
        match period {
            PeriodArg::Day => Period::Day,
            PeriodArg::Week => Period::Week,
            PeriodArg::Month => Period::Month,
            PeriodArg::Year => Period::Year,
        }
    }
}

impl ShapeArgs {
    pub(crate) fn sort(&self) -> Sort {
        match self.sort {
            SortArg::Newest => Sort::Newest,
            SortArg::Oldest => Sort::Oldest,
        }
    }
}

impl NarrowArgs {
    pub(crate) fn filter(&self) -> Filter {
        Filter {
            since: self.since,
            until: self.until,
            sources: self.source.clone(),
            text: self.text.clone(),
            ..Filter::default()
        }
    }
}

impl AskArgs {
    pub(crate) fn filter(&self) -> Filter {
        Filter {
            actors: self.actor.clone(),
            recipients: self.recipient.clone(),
            article: self.article.clone(),
            originals: self.originals,
            sort: self.shape.sort(),
            ..self.narrow.filter()
        }
    }
}

impl EventsArgs {
    pub(crate) fn filter(&self) -> Filter {
        Filter {
            types: self.types.clone(),
            quads: self.quad.clone(),
            statuses: self.status.clone(),
            places: self.place.clone(),
            reported: (self.reported || self.direct).then_some(self.reported),
            ..self.ask.filter()
        }
    }
}

impl StatementsArgs {
    pub(crate) fn filter(&self) -> Filter {
        let forms: &[StatementForm] = match (self.reported, self.direct) {
            (true, _) => &[StatementForm::Indirect, StatementForm::Mixed],
            (_, true) => &[StatementForm::Direct],
            _ => &[],
        };
        Filter { acts: self.act.clone(), forms: forms.to_vec(), ..self.ask.filter() }
    }
}

impl PositionsArgs {
    pub(crate) fn filter(&self) -> Filter {
        Filter { issues: self.issue.clone(), stances: self.stance.clone(), ..self.ask.filter() }
    }
}

/// The words of a closed list as values of an argument.
pub(crate) fn labels<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    label: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(|&one| label(one))).try_map(move |word| {
        all.iter().copied().find(|&one| label(one).eq_ignore_ascii_case(&word)).ok_or(word)
    })
}
