//! A write as one transaction, on any connection.

use super::port::{BoxError, Connection, Dialect, DriverError, Rows};
use super::value::{Arg, OwnedArg};

const COMMIT: &str = "COMMIT";
const ROLLBACK: &str = "ROLLBACK";

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
    statements: Vec<Statement>,
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
    /// Any number of rows, including none.
    Any,
    /// Any number of rows, and its result is the result of the transaction.
    Answer,
}

/// Why a transaction was rolled back as a whole.
#[derive(Debug)]
pub enum Undone {
    /// The statement at this position (from 0) changed another number of rows than one, or violates
    /// a unique index.
    Refused(usize),
    /// It conflicts with another transaction. Retrying may succeed.
    Contended,
    /// The database is unavailable, or failed unexpectedly.
    Unavailable(BoxError),
}

impl Transaction {
    pub(crate) const fn new(dialect: Dialect) -> Self {
        let statements = Vec::new();
        Self {
            dialect,
            statements,
        }
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
        // A single statement is atomic by itself, unless its row count may require a rollback.
        if let [only] = &self.statements[..]
            && only.expect != Expect::One
        {
            let answer = only.run(&mut *connection, 0).await;
            connection.give_back();
            return answer;
        }
        if let Err(error) = connection.run(begin(self.dialect), &[]).await {
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
            Ok(given) if self.expect == Expect::One && given.affected != 1 => {
                Err(Undone::Refused(at))
            }
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
