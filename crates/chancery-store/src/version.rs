//! Whether an archive has changed since it was last looked at.

use crate::{Archive, Error};

impl Archive {
    /// A number that changes whenever another connection has changed the archive. It means nothing beyond this
    /// [`Archive`]: compare it with what the same one gave before.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn version(&self) -> Result<i64, Error> {
        self.ours(self.connection().pragma_query_value(None, "data_version", |row| row.get(0)))
    }
}
