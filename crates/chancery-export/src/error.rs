//! What can go wrong when tables are written.

use std::io;
use std::path::PathBuf;

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system refused a file or folder.
    #[error("{} cannot be written: {error}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// A Parquet file could not be made.
    #[cfg(feature = "parquet")]
    #[error("{} cannot be written: {error}", path.display())]
    Parquet {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        error: ::parquet::errors::ParquetError,
    },
    /// Columns did not fit together (a bug, by definition).
    #[cfg(feature = "arrow")]
    #[error("the columns of a table do not fit together (a bug; please report it): {0}")]
    Arrow(#[from] arrow_schema::ArrowError),
}
