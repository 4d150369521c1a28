//! A write as one transaction, over any connection.

use super::port::{CommitError, Connection, Dialect, Driver, DriverError, Expect, Rows, Statement};

const COMMIT: &str = "COMMIT";
const ROLLBACK: &str = "ROLLBACK";

const fn begin(dialect: Dialect) -> &'static str {
    match dialect {
        // Takes the write lock at once, so that no transaction has to be given up for it later.
        Dialect::Sqlite => "BEGIN IMMEDIATE",
        // Rows are touched before they are judged, so nothing stricter is needed, whatever the
        // default is.
        Dialect::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
    }
}

/// Runs the statements in one transaction, or none of them. A future that is dropped half-way drops
/// the connection with it.
pub(crate) async fn commit<D: Driver + ?Sized>(
    driver: &D,
    statements: &[Statement<'_>],
) -> Result<Vec<Rows>, CommitError> {
    let mut connection = driver.connection().await.map_err(fault)?;
    // One statement is a transaction by itself, unless it may have to be undone.
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

/// Runs the statements of a transaction that has begun, and commits it.
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

/// Runs the statement at that position, and demands what it expects.
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

/// Rolls back. A connection that is lost, or a disk that is full, has done so by itself, and then
/// the connection is not to be trusted any more: it is dropped, and of an outage the first error
/// says more than the one about the rollback.
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

/// What an error of the statement at `at` means.
fn refusal(error: DriverError, at: usize) -> CommitError {
    match error {
        DriverError::NotUnique => CommitError::Conflict { at },
        other => fault(other),
    }
}

/// What an error means that no single statement is to blame for.
fn fault(error: DriverError) -> CommitError {
    match error {
        DriverError::Contended => CommitError::Contended,
        DriverError::Unavailable(cause) => CommitError::Unavailable(cause),
        DriverError::NotUnique => CommitError::Unavailable(error.into()),
    }
}
