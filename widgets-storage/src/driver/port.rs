//! The database port: what the portable SQL requires of a driver.

use std::sync::Arc;

use async_trait::async_trait;

use super::transaction::{Durability, Transaction, Undone};
use super::value::{Arg, Row};

/// Cause of an outage.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The SQL dialect of a database.
///
/// Every statement is the same text for both, with `$1` placeholders and the types BIGINT, TEXT and
/// BYTEA only. The dialects differ only in migrations and set-up checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// SQLite, 3.35 or newer.
    Sqlite,
    /// PostgreSQL, 13 or newer.
    Postgres,
}

/// Result of a statement.
#[derive(Debug, Default)]
pub struct Rows {
    /// Number of rows changed (undefined for SELECT).
    pub affected: u64,
    /// Rows returned.
    pub rows: Vec<Row>,
}

/// Why a statement failed.
#[derive(Debug, thiserror::Error)]
pub enum DriverError {
    /// It violates a unique index.
    #[error("the statement breaks a unique index")]
    NotUnique,
    /// It conflicts with another transaction (deadlock, serialization failure, busy database).
    /// Retrying may succeed.
    #[error("the statement met another transaction")]
    Contended,
    /// The database is unavailable, or failed unexpectedly.
    #[error("the database is unavailable: {0}")]
    Unavailable(#[source] BoxError),
}

/// A value that a driver could not decode.
impl From<BoxError> for DriverError {
    fn from(cause: BoxError) -> Self {
        Self::Unavailable(cause)
    }
}

/// A database connection provider for the portable SQL.
///
/// Your own driver, passed to [`SqlStores::over`](crate::SqlStores::over), lends connections that
/// run one statement at a time, and follows these rules:
///
/// - It does not retry or enforce deadlines. The caller does both: it retries after
///   [`DriverError::Contended`], and drops futures that take too long.
/// - Arguments determine the parameter types, also for nulls, and statements are prepared with
///   them. There are about a hundred texts, each `'static`, so connections can keep all of them
///   prepared.
/// - Rows contain [`Value`](crate::Value)s. A column of another type is an error.
/// - Errors contain no arguments and no rows, because they are logged: omit the details that
///   PostgreSQL adds to constraint violations.
///
/// | | PostgreSQL | SQLite |
/// |---|---|---|
/// | [`DriverError::NotUnique`] | 23505 | SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY |
/// | [`DriverError::Contended`] | 40001, 40P01, 55P03 | SQLITE_BUSY, SQLITE_LOCKED, extended or not |
/// | [`DriverError::Unavailable`] | all else | all else |
///
/// In the crate `widgets-conformance`, `conformance!(driver, ..)` checks a driver, and
/// `conformance!(..)` the stores on top of it.
#[async_trait]
pub trait Driver: Send + Sync + 'static {
    /// The SQL dialect.
    fn dialect(&self) -> Dialect;

    /// Lends a connection that can read and write, without an open transaction.
    ///
    /// # Errors
    ///
    /// [`DriverError`] if there is none.
    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError>;

    /// Runs a write as one transaction, on a connection it lends itself. Override it if a transaction
    /// is better run as a whole elsewhere, as on the thread of a synchronous connection. It is not
    /// retried here. If the future is dropped, a write that has not begun must not be carried out.
    ///
    /// # Errors
    ///
    /// [`Undone`], and nothing of it stays.
    async fn transaction(&self, transaction: Arc<Transaction>) -> Result<Rows, Undone> {
        let connection = self.connection().await?;
        transaction.run(connection).await
    }

    /// Runs a read-only statement and returns all rows. Override it if reads use other connections
    /// than writes.
    ///
    /// # Errors
    ///
    /// [`DriverError`] if the database fails or does not answer.
    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        let mut connection = self.connection().await?;
        let answer = connection.run(sql, args).await;
        connection.give_back();
        Ok(answer?.rows)
    }

    /// Runs a read-only statement and returns the first row; most have only one. Override it if the
    /// driver can stop there, to save waiting for the end.
    ///
    /// # Errors
    ///
    /// As [`Driver::query`].
    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, DriverError> {
        Ok(self.query(sql, args).await?.into_iter().next())
    }
}

/// A borrowed connection.
///
/// If it is dropped instead of given back, it was abandoned in the middle of an operation: the
/// future of a statement may have been dropped, a transaction may be open, and the database may
/// still be busy with it. The connection must then be closed, or rolled back and lent again only
/// after the database has answered everything.
#[async_trait]
pub trait Connection: Send {
    /// Runs a statement, and returns its rows and the number of rows changed, also if it returns
    /// rows. Includes `BEGIN`, `COMMIT` and `ROLLBACK`, without arguments.
    ///
    /// # Errors
    ///
    /// [`DriverError`]. Within a transaction, only `ROLLBACK` follows an error.
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError>;

    /// Begins a transaction by that statement. One that need not be [durable](Durability) is as durable
    /// as any other; override this if the database can do with less.
    ///
    /// # Errors
    ///
    /// As [`Connection::run`].
    async fn begin(
        &mut self,
        sql: &'static str,
        durability: Durability,
    ) -> Result<(), DriverError> {
        let _ = durability;
        self.run(sql, &[]).await.map(drop)
    }

    /// Gives the connection back, with no transaction open and no statement running.
    fn give_back(self: Box<Self>);
}

#[async_trait]
impl<D: Driver + ?Sized> Driver for Arc<D> {
    fn dialect(&self) -> Dialect {
        (**self).dialect()
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        (**self).connection().await
    }

    async fn transaction(&self, transaction: Arc<Transaction>) -> Result<Rows, Undone> {
        (**self).transaction(transaction).await
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        (**self).query(sql, args).await
    }

    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, DriverError> {
        (**self).first(sql, args).await
    }
}
