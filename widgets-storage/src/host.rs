//! Reads and changes for stores of the host in the same database.

use widgets_core::stores::{Change, StoreError, StoreResult};

use crate::driver::{Arg, Row};
use crate::engine::Select;
use crate::stores::SqlStores;

impl SqlStores {
    /// Reads rows of the host's own tables, with the driver and the deadline of the stores.
    ///
    /// The first word of the text is `SELECT` (`WITH` is refused), and it has `$1` placeholders. Its
    /// columns are BIGINT, TEXT or BYTEA (in SQLite: INTEGER, TEXT or BLOB).
    ///
    /// # Errors
    ///
    /// If the database is unavailable or reports an error, and if the text does not begin with
    /// `SELECT`: writes are [`Plan`](crate::Plan)s.
    pub async fn read(&self, sql: &'static str, args: &[Arg<'_>]) -> StoreResult<Vec<Row>> {
        let select = Select::parse(sql);
        let select = select.ok_or_else(|| StoreError::unavailable("only a SELECT is read"))?;
        self.database.list(select, args).await
    }

    /// Appends only a change. A store in another database does so after each of its writes.
    /// Appending the same change again is no error and adds nothing.
    ///
    /// # Errors
    ///
    /// If the database is unavailable or reports an error, or the write keeps conflicting with
    /// others.
    pub async fn append(&self, change: Change) -> StoreResult<()> {
        self.database.append(change).await
    }
}
