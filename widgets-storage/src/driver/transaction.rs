//! Runs a write as one transaction on any connection.

use super::port::{CommitError, Connection, Dialect, Driver, DriverError, Expect, Rows, Statement};

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

/// Runs all statements in one transaction, or none. Dropping the future drops the connection.
pub(crate) async fn commit<D: Driver + ?Sized>(
    driver: &D,
    statements: &[Statement<'_>],
) -> Result<Vec<Rows>, CommitError> {
    let mut connection = driver.connection().await.map_err(fault)?;
    // A single statement is atomic by itself, unless its row count may require a rollback.
    if let [only] = statements
        && only.expect == Expect::Any
    {
        let answer = run(&mut *connection, only, 0).await;
        connection.give_back();
        return Ok(vec![answer?]);
    }
    if let Err(error) = connection.run(begin(driver.dialect()), &[]).await {
        connection.give_back();
        return Err(fault(error));
    }
    match run_all(&mut *connection, statements).await {
        Ok(answers) => {
            connection.give_back();
            Ok(answers)
        }
        Err(error) => Err(undo(connection, error).await),
    }
}

/// Runs the statements of an open transaction, and commits it.
async fn run_all(
    connection: &mut dyn Connection,
    statements: &[Statement<'_>],
) -> Result<Vec<Rows>, CommitError> {
    let mut answers = Vec::with_capacity(statements.len());
    for (at, statement) in statements.iter().enumerate() {
        answers.push(run(connection, statement, at).await?);
    }
    connection.run(COMMIT, &[]).await.map_err(fault)?;
    Ok(answers)
}

/// Runs the statement at position `at`, and checks its row count.
async fn run(
    connection: &mut dyn Connection,
    statement: &Statement<'_>,
    at: usize,
) -> Result<Rows, CommitError> {
    let answer = connection.run(statement.sql, &statement.args).await;
    let answer = answer.map_err(|error| refusal(error, at))?;
    match statement.expect {
        Expect::Exactly(count) if answer.affected != count => Err(CommitError::Conflict { at }),
        Expect::Any | Expect::Exactly(_) => Ok(answer),
    }
}

/// Rolls back. If that fails, the connection is dropped, and the database rolls back by itself
/// (lost connection, full disk). After an outage, the original error is reported, because it says
/// more.
async fn undo(mut connection: Box<dyn Connection>, error: CommitError) -> CommitError {
    match (connection.run(ROLLBACK, &[]).await, error) {
        (Ok(_), error) => {
            connection.give_back();
            error
        }
        (Err(_), error @ CommitError::Unavailable(_)) => error,
        (Err(cause), CommitError::Conflict { .. } | CommitError::Contended) => fault(cause),
    }
}

/// The meaning of an error of the statement at `at`.
fn refusal(error: DriverError, at: usize) -> CommitError {
    match error {
        DriverError::NotUnique => CommitError::Conflict { at },
        other => fault(other),
    }
}

/// The meaning of an error that concerns the transaction as a whole.
fn fault(error: DriverError) -> CommitError {
    match error {
        DriverError::Contended => CommitError::Contended,
        DriverError::Unavailable(cause) => CommitError::Unavailable(cause),
        DriverError::NotUnique => CommitError::Unavailable(error.into()),
    }
}
