//! What a host's own stores do in the same database, and what they append to the audit trail.

use widgets_core::stores::{Change, StoreError, StoreResult};

use crate::driver::{Arg, Row};
use crate::engine::Select;
use crate::stores::SqlStores;

impl SqlStores {
    /// Rows of the host's own tables, read by the same driver, with the same deadline.
    ///
    /// The text begins with `SELECT`. It has `$1` placeholders, and columns that are BIGINT, TEXT or
    /// BYTEA (of SQLite: INTEGER, TEXT or BLOB).
    ///
    /// # Errors
    ///
    /// When the database is not available, or answers with an error, and when the text is another
    /// statement than a SELECT: a [`Plan`](crate::Plan) writes.
    pub async fn read(&self, sql: &'static str, args: &[Arg<'_>]) -> StoreResult<Vec<Row>> {
        let select = Select::parse(sql);
        let select = select.ok_or_else(|| StoreError::unavailable("only a SELECT is read"))?;
        self.database.list(select, args).await
    }

    /// Appends a change alone: what a store in another database does right after each of its writes.
    /// Appending the same change again is no error and adds nothing.
    ///
    /// # Errors
    ///
    /// When the database is not available, answers with an error, or the write met others again
    /// and again.
    pub async fn append(&self, change: Change) -> StoreResult<()> {
        self.database.append(change).await
    }
}
