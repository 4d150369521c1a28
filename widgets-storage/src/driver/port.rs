//! The port to a database: what a driver does for the portable SQL.

use async_trait::async_trait;

use super::transaction;
use super::value::{Arg, Row};

/// The cause of an outage.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Which database understands the statements.
///
/// Every statement is one text for both, with `$1` placeholders and BIGINT, TEXT and BYTEA only;
/// the dialects differ in the text of migrations and set-up checks alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// SQLite, 3.35 or newer.
    Sqlite,
    /// PostgreSQL, 13 or newer.
    Postgres,
}

/// How many rows a statement must change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// As many as it may be, none included.
    Any,
    /// Exactly so many.
    Exactly(u64),
}

/// One statement of a transaction.
#[derive(Debug, Clone)]
pub struct Statement<'a> {
    /// Its text.
    pub sql: &'static str,
    /// Its arguments, `$1` first.
    pub args: Vec<Arg<'a>>,
    /// How many rows it must change. Only INSERT, UPDATE and DELETE demand a number.
    pub expect: Expect,
}

/// What one statement gave.
#[derive(Debug, Default)]
pub struct Rows {
    /// How many rows it changed (of a SELECT, any number).
    pub affected: u64,
    /// The rows it returned.
    pub rows: Vec<Row>,
}

/// Why the database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DriverError {
    /// The statement broke a unique index.
    #[error("the statement breaks a unique index")]
    NotUnique,
    /// It met another transaction (a deadlock, a serialization failure, a busy database). Trying
    /// again may succeed.
    #[error("the statement met another transaction")]
    Contended,
    /// The database is not there, or did something unforeseen.
    #[error("the database is unavailable: {0}")]
    Unavailable(#[source] BoxError),
}

/// Something that a driver could not read.
impl From<BoxError> for DriverError {
    fn from(cause: BoxError) -> Self {
        Self::Unavailable(cause)
    }
}

/// Why a transaction was rolled back, as a whole.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// The statement at this position (the first is 0) changed another number of rows than
    /// expected, or broke a unique index.
    #[error("statement {at} met something else than it expects")]
    Conflict {
        /// Its position.
        at: usize,
    },
    /// It met another transaction (a deadlock, a serialization failure, a busy database). Trying
    /// again may succeed.
    #[error("the transaction met another one")]
    Contended,
    /// The database is not there, or did something unforeseen.
    #[error("the database is unavailable: {0}")]
    Unavailable(#[source] BoxError),
}

/// A database behind the portable SQL.
///
/// A driver of one's own, under [`SqlStores::over`](crate::SqlStores::over), lends connections that
/// run one statement at a time, and keeps to this:
///
/// - It neither retries nor watches the time: its caller does both, by trying again after
///   [`DriverError::Contended`] and by dropping a future that takes too long.
/// - A statement has the types of its arguments, nulls included, and is prepared with them. The
///   texts are a hundred or so, each `'static`, so a connection may keep all of them prepared.
/// - Rows hold [`Value`](crate::Value)s. A column of another type is an error.
/// - An error shows no argument and no row, since it ends in the host's log: the details that
///   PostgreSQL adds to a broken constraint are left out.
///
/// | | PostgreSQL | SQLite |
/// |---|---|---|
/// | [`DriverError::NotUnique`] | 23505 | SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY |
/// | [`DriverError::Contended`] | 40001, 40P01, 55P03 | SQLITE_BUSY, SQLITE_LOCKED, extended or not |
/// | [`DriverError::Unavailable`] | all else | all else |
///
/// Of the crate `widgets-conformance`, `conformance!(driver, ..)` checks the driver, and
/// `conformance!(..)` the stores over it.
#[async_trait]
pub trait Driver: Send + Sync + 'static {
    /// Which statements it understands.
    fn dialect(&self) -> Dialect;

    /// Lends a connection that may read and write, with no transaction begun.
    ///
    /// # Errors
    ///
    /// [`DriverError`], when there is none.
    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError>;

    /// Runs one statement that only reads, and gives all its rows. A driver that reads over other
    /// connections than it writes over writes this itself.
    ///
    /// # Errors
    ///
    /// [`DriverError`], when the database does not answer, or answers with an error.
    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        let mut connection = self.connection().await?;
        let answer = connection.run(sql, args).await;
        connection.give_back();
        Ok(answer?.rows)
    }

    /// Runs one statement that only reads, and gives the first row of its answer: the one it has,
    /// mostly. A driver that can stop there writes this itself, and saves waiting for the end.
    ///
    /// # Errors
    ///
    /// As [`Driver::query`].
    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, DriverError> {
        Ok(self.query(sql, args).await?.into_iter().next())
    }

    /// Runs the statements in order in one transaction that writes, and commits it. What it has
    /// read stays true until the commit as far as it has touched the rows: it is READ COMMITTED,
    /// and on SQLite takes the write lock at the start (`BEGIN IMMEDIATE`).
    ///
    /// What is here is made of [`Connection::run`], and no driver needs another.
    ///
    /// # Errors
    ///
    /// [`CommitError`] says why. Whatever it is, nothing of the transaction stays, save that an
    /// outage during the commit itself leaves open whether it took place.
    async fn commit(&self, statements: &[Statement<'_>]) -> Result<Vec<Rows>, CommitError> {
        transaction::commit(self, statements).await
    }
}

/// A connection on loan.
///
/// One that is dropped instead of given back was given up in the middle of something: the future of
/// a statement that it ran may have been dropped too, and a transaction be open. What was sent may
/// still be under way at the database. So such a connection is closed, or rolled back, and lent
/// again only once all of that is answered.
#[async_trait]
pub trait Connection: Send {
    /// Runs one statement and gives its rows, and how many it changed, also where it returns rows.
    /// Some are `BEGIN`, `COMMIT` and `ROLLBACK`, without arguments.
    ///
    /// # Errors
    ///
    /// [`DriverError`] says why. In a transaction nothing but a `ROLLBACK` follows.
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError>;

    /// Ends the loan. No transaction is open, and nothing under way.
    fn give_back(self: Box<Self>);
}

#[async_trait]
impl<D: Driver + ?Sized> Driver for std::sync::Arc<D> {
    fn dialect(&self) -> Dialect {
        (**self).dialect()
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        (**self).connection().await
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        (**self).query(sql, args).await
    }

    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, DriverError> {
        (**self).first(sql, args).await
    }

    async fn commit(&self, statements: &[Statement<'_>]) -> Result<Vec<Rows>, CommitError> {
        (**self).commit(statements).await
    }
}
