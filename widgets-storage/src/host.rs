//! What a host's own stores do in the same database, and what they append to the audit trail.

use widgets_core::stores::{Change, StoreResult};

use crate::driver::{Arg, Row, Rows, Statement};
use crate::engine::{Outcome, Prepared, Write, unforeseen};
use crate::stores::SqlStores;

/// What became of a write of the host's own.
#[derive(Debug)]
pub enum Written {
    /// It is committed; one answer for each statement.
    Done(Vec<Rows>),
    /// The statement at this position (the first is 0) changed another number of rows than
    /// expected, or broke a unique index. Nothing changed.
    Refused {
        /// Its position.
        at: usize,
    },
}

impl SqlStores {
    /// Rows of the host's own tables, read by the same driver, with the same deadline.
    ///
    /// The text has `$1` placeholders, and columns that are BIGINT, TEXT or BYTEA (of SQLite:
    /// INTEGER, TEXT or BLOB).
    ///
    /// # Errors
    ///
    /// When the database is not available, or answers with an error.
    pub async fn read(&self, sql: &'static str, args: &[Arg<'_>]) -> StoreResult<Vec<Row>> {
        self.database.query(sql, args).await
    }

    /// Runs statements on the host's own tables and appends `change`, as one transaction with the
    /// deadline and the retries that every write here has: the write of a store of the host's own
    /// in this database. What is nothing for the audit trail goes without a change (`None`).
    ///
    /// Without statements it appends the change alone. That is what a store in another database
    /// does right after each of its writes. Appending the same change again is no error and adds
    /// nothing.
    ///
    /// # Errors
    ///
    /// When the database is not available, answers with an error, or the write met others again
    /// and again.
    pub async fn write(
        &self,
        own: &[Statement<'_>],
        change: impl Into<Option<Change>>,
    ) -> StoreResult<Written> {
        let change = change.into().map(Prepared::new).transpose()?;
        let mut write = Write::beginning_with(own);
        if let Some(change) = &change {
            change.append(&mut write);
        }
        if write.len() == 0 {
            return Ok(Written::Done(Vec::new()));
        }
        match self.database.commit(&write).await? {
            Outcome::Done(mut rows) => {
                rows.truncate(own.len());
                Ok(Written::Done(rows))
            }
            Outcome::Refused(at) if at < own.len() => Ok(Written::Refused { at }),
            // Its rows have identifiers that nothing else has, and are appended all or none.
            Outcome::Refused(_) if own.is_empty() => Ok(Written::Done(Vec::new())),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }
}
