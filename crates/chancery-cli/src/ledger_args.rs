//! The arguments of the commands that put the records of an archive beside each other. Definitions only, as in `args`.

use crate::archive_args::{ArchiveArgs, NarrowArgs, PeriodArg, RowFormat, ShapeArgs, labels};
use chancery::{EventType, Quad};
use chancery_ledger::Counting;
use chancery_store::{Filter, Period};
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct ShiftsArgs {
    /// Whose: a country (RUS, Russia), an organisation (NATO), a sector (MIL), both (RUS/MIL), or words of a name.
    #[arg(long, value_name = "WHO")]
    pub(crate) actor: Vec<String>,
    /// Of whom it is wanted.
    #[arg(long, value_name = "WHO")]
    pub(crate) recipient: Vec<String>,
    /// The issue: ceasefire, sanctions …
    #[arg(long)]
    pub(crate) issue: Vec<String>,
    /// Also those who have not moved, since when.
    #[arg(long)]
    pub(crate) same: bool,
    /// Keep people apart from the country or organisation that they speak for.
    #[arg(long)]
    pub(crate) persons: bool,
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    #[command(flatten)]
    pub(crate) narrow: NarrowArgs,
    #[command(flatten)]
    pub(crate) shape: ShapeArgs,
}

#[derive(Debug, Args)]
pub(crate) struct LedgerArgs {
    /// The one: a country (RUS, Russia), an organisation (NATO), a sector (MIL), both (RUS/MIL), or words of a name.
    #[arg(value_name = "A")]
    pub(crate) a: String,
    /// The other. Without one: A toward all, and all toward A.
    #[arg(value_name = "B")]
    pub(crate) b: Option<String>,
    /// The stretch of time that is counted by.
    #[arg(long, value_name = "PERIOD", default_value = "week")]
    pub(crate) by: PeriodArg,
    /// What counts once.
    #[arg(long, value_name = "WHAT", default_value = "story")]
    pub(crate) count: CountingArg,
    /// Count also what is only known from what somebody said, which is otherwise told apart.
    #[arg(long)]
    pub(crate) claims: bool,
    /// In place of counts, list threats, promises and demands, each with what followed it.
    #[arg(long, conflicts_with_all = ["claims", "count", "by"])]
    pub(crate) open: bool,
    /// The type: ASSAULT, CONSULT … (`chancery explain` lists them).
    #[arg(long = "type", value_name = "TYPE", ignore_case = true, hide_possible_values = true,
          value_parser = labels(EventType::ALL, |one| one.label()))]
    pub(crate) types: Vec<EventType>,
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    #[command(flatten)]
    pub(crate) narrow: NarrowArgs,
    /// At most so many rows [default: 50 as a table, otherwise all].
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// How it is printed [default: table in a terminal, jsonl in a pipe].
    #[arg(short, long, value_name = "FORMAT")]
    pub(crate) format: Option<LedgerFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct ClaimsArgs {
    /// Who is said to have done it: a country, an organisation, a sector, both (RUS/MIL), or words of a name.
    #[arg(long, value_name = "WHO")]
    pub(crate) actor: Vec<String>,
    /// To whom.
    #[arg(long, value_name = "WHO")]
    pub(crate) recipient: Vec<String>,
    /// The type: ASSAULT, CONSULT … [default: all deeds, no words]
    #[arg(long = "type", value_name = "TYPE", ignore_case = true, hide_possible_values = true,
          value_parser = labels(EventType::ALL, |one| one.label()))]
    pub(crate) types: Vec<EventType>,
    /// The quad [default: both of deeds].
    #[arg(long, value_parser = labels(Quad::ALL, |one| one.label()))]
    pub(crate) quad: Vec<Quad>,
    /// Only what somebody denies.
    #[arg(long)]
    pub(crate) denied: bool,
    #[command(flatten)]
    pub(crate) archive: ArchiveArgs,
    #[command(flatten)]
    pub(crate) narrow: NarrowArgs,
    #[command(flatten)]
    pub(crate) shape: ShapeArgs,
}

/// What counts once.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum CountingArg {
    /// Every record.
    Mention,
    /// A story with all its copies: independent reports.
    Story,
    /// A deed, whatever stories tell it.
    Incident,
}

impl From<CountingArg> for Counting {
    fn from(counting: CountingArg) -> Counting {
        match counting {
            CountingArg::Mention => Counting::Mention,
            CountingArg::Story => Counting::Story,
            CountingArg::Incident => Counting::Incident,
        }
    }
}

/// How a ledger is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LedgerFormat {
    /// For people.
    Table,
    /// One JSON object a line and cell.
    Jsonl,
    /// Comma-separated values with a heading.
    Csv,
    /// A picture.
    Svg,
}

impl LedgerFormat {
    /// The same among the forms of rows; a picture is none of them.
    pub(crate) fn rows(self) -> Option<RowFormat> {
        match self {
            LedgerFormat::Table => Some(RowFormat::Table),
            LedgerFormat::Jsonl => Some(RowFormat::Jsonl),
            LedgerFormat::Csv => Some(RowFormat::Csv),
            LedgerFormat::Svg => None,
        }
    }
}

impl LedgerArgs {
    pub(crate) fn terms(&self) -> chancery_ledger::Terms {
        chancery_ledger::Terms {
            filter: Filter { types: self.types.clone(), ..self.narrow.filter() },
            by: Period::from(self.by),
            counting: self.count.into(),
            claims: self.claims,
            ids: true,
            most: usize::MAX,
            periods: usize::MAX,
        }
    }
}
