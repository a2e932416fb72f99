//! What the records of an archive say together: who has moved, who wants what on which issue, words beside deeds, the
//! same deed told by several stories, who claims and who denies it.
//!
//! Every answer leads back to the records behind it: it holds them, or their ids. The functions that count and compare
//! are pure, over rows of the archive; beside each stands one that asks the archive for them. Definitions, and what is
//! not counted, are in `docs/ledger.md`.
//!
//! No SQL, no linguistics and no printing enter here; a chart is a string that somebody else writes.

mod activity;
mod change;
mod chart;
mod claim;
mod flat;
mod incident;
mod matrix;
mod open;
#[cfg(test)]
mod sample;
mod series;
mod shift;
mod who;

pub use activity::{Activity, Stretch, Tally, activity, events_in};
pub use change::{Change, changes};
pub use chart::{Brush, CHART_STYLE, svg, svg_part};
pub use claim::{Claim, End, Standing, Voice, claims, claims_of, of_deeds, reports_of};
pub use flat::{LedgerEntry, MatrixEntry, course, voice_in_words};
pub use incident::{Incident, Telling, incidents_of};
pub use matrix::{Matrix, MatrixCell, MatrixRow, StanceCount, matrix, matrix_of};
pub use open::{MOST_FOLLOWING, OpenEntry, WINDOW, open_entries};
pub use series::{Between, Counting, Direction, Ledger, Series, SeriesCell, Terms, between, ledger};
pub use shift::{Shift, shifts, shifts_of, whole_shifts};
pub use who::{Names, Who, Whose};
