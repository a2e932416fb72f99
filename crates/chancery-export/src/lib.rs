//! Records in the forms that other tools read.
//!
//! - [`write_csv_row`]: the [`Table`](chancery_record::Table)s as comma- or tab-separated values.
//! - [`Profile`]: the shapes of GDELT, ACLED and POLECAT, which users' scripts already read.
//! - [`annotations`]: every entry as a W3C Web Annotation on the article's text.
//! - [`TableBuilder`] (feature `arrow`): the tables as Arrow record batches.
//! - [`ParquetFile`] and [`ParquetFolder`] (feature `parquet`): the tables as Parquet files.
//! - [`Sheet`] (feature `html`): an article with its record, as a part of a page.
//!
//! The columns are those of `chancery-record`; this crate decides only how they are stored. Linguistics and HTTP
//! never enter here.

mod annotation;
#[cfg(feature = "arrow")]
mod arrow;
mod csv;
mod error;
#[cfg(feature = "parquet")]
mod parquet;
mod profile;
#[cfg(feature = "html")]
mod sheet;

pub use annotation::annotations;
#[cfg(feature = "arrow")]
pub use arrow::{TableBuilder, arrow_schema};
pub use csv::{Separator, write_csv_row};
pub use error::Error;
#[cfg(feature = "parquet")]
pub use parquet::{ParquetFile, ParquetFolder};
pub use profile::Profile;
#[cfg(feature = "html")]
pub use sheet::{SHEET_STYLE, Sheet, sheet_layers, shown, size_in_words};
