//! Runs a write as one transaction on any connection.

use super::plan::{Expect, Statement};
use crate::driver::{BoxError, Connection, Dialect, Driver, DriverError, Rows};

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

/// Why a transaction was rolled back as a whole.
pub(super) enum Undone {
    /// The statement at this position (from 0) changed another number of rows than one, or violates
    /// a unique index.
    Refused(usize),
    /// It conflicts with another transaction. Retrying may succeed.
    Contended,
    /// The database is unavailable, or failed unexpectedly.
    Unavailable(BoxError),
}

/// Runs all statements in one transaction, or none, and returns the results of those that are
/// [`Expect::Answer`]. Dropping the future drops the connection.
///
/// An outage during the commit itself leaves open whether it took place.
pub(super) async fn commit(
    driver: &dyn Driver,
    statements: &[Statement<'_>],
) -> Result<Rows, Undone> {
    let mut connection = driver.connection().await.map_err(fault)?;
    // A single statement is atomic by itself, unless its row count may require a rollback.
    if let [only] = statements
        && only.expect != Expect::One
    {
        let answer = run(&mut *connection, only, 0).await;
        connection.give_back();
        return answer;
    }
    if let Err(error) = connection.run(begin(driver.dialect()), &[]).await {
        connection.give_back();
        return Err(fault(error));
    }
    match run_all(&mut *connection, statements).await {
        Ok(answer) => {
            connection.give_back();
            Ok(answer)
        }
        Err(error) => Err(undo(connection, error).await),
    }
}

/// Runs the statements of an open transaction, and commits it.
async fn run_all(
    connection: &mut dyn Connection,
    statements: &[Statement<'_>],
) -> Result<Rows, Undone> {
    let mut answer = Rows::default();
    for (at, statement) in statements.iter().enumerate() {
        let given = run(connection, statement, at).await?;
        if statement.expect == Expect::Answer {
            answer.affected += given.affected;
            answer.rows.extend(given.rows);
        }
    }
    connection.run(COMMIT, &[]).await.map_err(fault)?;
    Ok(answer)
}

/// Runs the statement at position `at`, and checks its row count.
async fn run(
    connection: &mut dyn Connection,
    statement: &Statement<'_>,
    at: usize,
) -> Result<Rows, Undone> {
    match connection.run(statement.sql, &statement.args).await {
        Ok(given) if statement.expect == Expect::One && given.affected != 1 => {
            Err(Undone::Refused(at))
        }
        Ok(given) => Ok(given),
        Err(DriverError::NotUnique) => Err(Undone::Refused(at)),
        Err(error) => Err(fault(error)),
    }
}

/// Rolls back. If that fails, the connection is dropped, and the database rolls back by itself
/// (lost connection, full disk). After an outage, the original error is reported, because it says
/// more.
async fn undo(mut connection: Box<dyn Connection>, error: Undone) -> Undone {
    match (connection.run(ROLLBACK, &[]).await, error) {
        (Ok(_), error) => {
            connection.give_back();
            error
        }
        (Err(_), error @ Undone::Unavailable(_)) => error,
        (Err(cause), Undone::Refused(_) | Undone::Contended) => fault(cause),
    }
}

/// The meaning of an error that concerns the transaction as a whole.
fn fault(error: DriverError) -> Undone {
    match error {
        DriverError::Contended => Undone::Contended,
        DriverError::Unavailable(cause) => Undone::Unavailable(cause),
        DriverError::NotUnique => Undone::Unavailable(error.into()),
    }
}
