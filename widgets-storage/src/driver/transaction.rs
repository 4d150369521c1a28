//! A write as one transaction, on any connection.

use super::port::{BoxError, Connection, Dialect, DriverError, Rows};
use super::value::{Arg, OwnedArg};

pub(super) const COMMIT: &str = "COMMIT";
pub(super) const ROLLBACK: &str = "ROLLBACK";

const fn begin(dialect: Dialect) -> &'static str {
    match dialect {
        // Takes the write lock immediately, so that no transaction fails later for lack of it.
        Dialect::Sqlite => "BEGIN IMMEDIATE",
        // Rows are updated before they are checked, so READ COMMITTED suffices, whatever the
        // server's default.
        Dialect::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
    }
}

/// The statements of a write, which take effect together or not at all. It owns its arguments, so
/// that a driver can run it elsewhere, as on the thread of a synchronous connection.
#[derive(Debug)]
pub struct Transaction {
    dialect: Dialect,
    durability: Durability,
    statements: Vec<Statement>,
}

/// What must have happened when a transaction is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durability {
    /// It is on the disk, and survives a power failure.
    Full,
    /// It may be lost in a power failure, alone or with later ones of its kind: what only counts.
    /// Nothing else is lost with it, nor does it stay in part.
    Relaxed,
}

#[derive(Debug)]
struct Statement {
    sql: &'static str,
    args: Vec<OwnedArg>,
    expect: Expect,
}

/// What a statement must change, and whether its result is returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    /// Exactly one row.
    One,
    /// At least one row.
    Some,
    /// Any number of rows, including none.
    Any,
    /// Any number of rows, and its result is the result of the transaction.
    Answer,
}

impl Expect {
    const fn accepts(self, affected: u64) -> bool {
        match self {
            Self::One => affected == 1,
            Self::Some => affected > 0,
            Self::Any | Self::Answer => true,
        }
    }
}

/// Why a transaction was rolled back as a whole.
#[derive(Debug)]
pub enum Undone {
    /// The statement at this position (from 0) changed another number of rows than it must, or violates
    /// a unique index.
    Refused(usize),
    /// It conflicts with another transaction. Retrying may succeed.
    Contended,
    /// The database is unavailable, or failed unexpectedly.
    Unavailable(BoxError),
}

impl Transaction {
    pub(crate) const fn new(dialect: Dialect, durability: Durability) -> Self {
        Self {
            dialect,
            durability,
            statements: Vec::new(),
        }
    }

    /// What must have happened when it is confirmed.
    #[must_use]
    pub const fn durability(&self) -> Durability {
        self.durability
    }

    /// Adds a statement.
    pub(crate) fn push(&mut self, sql: &'static str, args: &[Arg<'_>], expect: Expect) {
        let args = args.iter().map(OwnedArg::from).collect();
        self.statements.push(Statement { sql, args, expect });
    }

    /// Runs it on a connection without an open transaction, and returns the results of the
    /// statements whose results the write asked for. A connection that cannot be rolled back is
    /// dropped, and so it is if the future is; otherwise it is given back.
    ///
    /// # Errors
    ///
    /// [`Undone`], and nothing of it stays. An outage during the commit itself leaves open whether it
    /// took place.
    pub async fn run(&self, mut connection: Box<dyn Connection + '_>) -> Result<Rows, Undone> {
        if let Some(only) = self.atomic() {
            let answer = only.run(&mut *connection, 0).await;
            connection.give_back();
            return answer;
        }
        let begun = connection.begin(begin(self.dialect), self.durability);
        if let Err(error) = begun.await {
            connection.give_back();
            return Err(error.into());
        }
        match self.run_all(&mut *connection).await {
            Ok(answer) => {
                connection.give_back();
                Ok(answer)
            }
            Err(error) => Err(undo(connection, error).await),
        }
    }

    /// A single statement, which is atomic by itself, unless its row count may require a rollback. On
    /// PostgreSQL only a transaction can be less durable than others.
    fn atomic(&self) -> Option<&Statement> {
        let [only] = &self.statements[..] else {
            return None;
        };
        let full = self.durability == Durability::Full || self.dialect == Dialect::Sqlite;
        let any = matches!(only.expect, Expect::Any | Expect::Answer);
        (full && any).then_some(only)
    }

    /// Runs the statements in the open transaction, and commits it.
    async fn run_all(&self, connection: &mut dyn Connection) -> Result<Rows, Undone> {
        let mut answer = Rows::default();
        for (at, statement) in self.statements.iter().enumerate() {
            let given = statement.run(connection, at).await?;
            if statement.expect == Expect::Answer {
                answer.affected += given.affected;
                answer.rows.extend(given.rows);
            }
        }
        connection.run(COMMIT, &[]).await?;
        Ok(answer)
    }
}

impl Statement {
    /// Runs the statement, which is at position `at`, and checks its row count.
    async fn run(&self, connection: &mut dyn Connection, at: usize) -> Result<Rows, Undone> {
        let args: Vec<Arg<'_>> = self.args.iter().map(Arg::from).collect();
        match connection.run(self.sql, &args).await {
            Ok(given) if !self.expect.accepts(given.affected) => Err(Undone::Refused(at)),
            Ok(given) => Ok(given),
            Err(DriverError::NotUnique) => Err(Undone::Refused(at)),
            Err(error) => Err(error.into()),
        }
    }
}

/// Rolls back. If that fails, the connection is dropped, and the database rolls back by itself
/// (lost connection, full disk). After an outage, the original error is reported, because it says
/// more.
async fn undo(mut connection: Box<dyn Connection + '_>, error: Undone) -> Undone {
    match (connection.run(ROLLBACK, &[]).await, error) {
        (Ok(_), error) => {
            connection.give_back();
            error
        }
        (Err(_), error @ Undone::Unavailable(_)) => error,
        (Err(cause), Undone::Refused(_) | Undone::Contended) => cause.into(),
    }
}

/// The meaning of an error that concerns the transaction as a whole.
impl From<DriverError> for Undone {
    fn from(error: DriverError) -> Self {
        match error {
            DriverError::Contended => Self::Contended,
            DriverError::Unavailable(cause) => Self::Unavailable(cause),
            DriverError::NotUnique => Self::Unavailable(error.into()),
        }
    }
}
