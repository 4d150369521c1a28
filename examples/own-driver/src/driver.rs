//! The port of the portable SQL over `tokio-postgres`, with the pool of `deadpool-postgres`.

use async_trait::async_trait;
use deadpool_postgres::{GenericClient, Pool};
use futures_util::TryStreamExt as _;
use tokio_postgres::IsolationLevel;
use tokio_postgres::error::SqlState;
use widgets_storage::{Arg, BoxError, CommitError, Dialect, Driver, Expect, Row, Rows, Statement};

use crate::lending::Lent;
use crate::values::{Parameter, row};

/// PostgreSQL through `tokio-postgres`.
#[derive(Debug, Clone)]
pub struct TokioPostgres(Pool);

impl TokioPostgres {
    /// A driver over a pool. Nothing about the pool need be special: with `RecyclingMethod::Fast`
    /// it asks the server nothing before it lends a connection, and no more is needed, since this
    /// driver gives back none that is in the middle of something.
    #[must_use]
    pub fn new(pool: Pool) -> Self {
        Self(pool)
    }
}

#[async_trait]
impl Driver for TokioPostgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, BoxError> {
        let mut lent = Lent::default();
        let client = lent.hold(self.0.get().await?);
        let answer = fetch(&*client, sql, args).await;
        lent.give_back();
        Ok(answer.map_err(Failure::into_outage)?.rows)
    }

    async fn commit(&self, statements: &[Statement<'_>]) -> Result<Vec<Rows>, CommitError> {
        let mut lent = Lent::default();
        let client = self.0.get().await;
        let client = lent.hold(client.map_err(|dry| CommitError::Unavailable(dry.into()))?);
        let answer = match statements {
            // One statement is a transaction by itself, unless it may have to be undone.
            [only] if only.expect == Expect::Any => {
                run(&*client, only, 0).await.map(|rows| vec![rows])
            }
            _ => transact(client, statements).await,
        };
        lent.give_back();
        answer
    }
}

/// Runs the statements in one transaction. Rows are touched before they are judged, so nothing
/// stricter than READ COMMITTED is needed, whatever the default of the database.
async fn transact(
    client: &mut deadpool_postgres::Client,
    statements: &[Statement<'_>],
) -> Result<Vec<Rows>, CommitError> {
    let begin = client.build_transaction();
    let begin = begin.isolation_level(IsolationLevel::ReadCommitted);
    let transaction = begin.read_only(false).start().await.map_err(fault)?;
    let mut answers = Vec::with_capacity(statements.len());
    for (at, statement) in statements.iter().enumerate() {
        match run(&transaction, statement, at).await {
            Ok(answer) => answers.push(answer),
            Err(error) => {
                // Of an outage, the first error says more than the one about the rollback.
                return Err(match (transaction.rollback().await, error) {
                    (Ok(()), error) | (Err(_), error @ CommitError::Unavailable(_)) => error,
                    (Err(cause), _) => fault(cause),
                });
            }
        }
    }
    transaction.commit().await.map_err(fault)?;
    Ok(answers)
}

/// Runs the statement at that position.
async fn run(
    client: &impl GenericClient,
    statement: &Statement<'_>,
    at: usize,
) -> Result<Rows, CommitError> {
    let answer = fetch(client, statement.sql, &statement.args).await;
    let answer = answer.map_err(|failure| failure.into_refusal(at))?;
    match statement.expect {
        Expect::Exactly(count) if answer.affected != count => Err(CommitError::Conflict { at }),
        Expect::Any | Expect::Exactly(_) => Ok(answer),
    }
}

/// Runs a statement. A connection prepares it once, with the types that its arguments have: one
/// round trip then, and every later one is binding and running it.
async fn fetch(client: &impl GenericClient, sql: &str, args: &[Arg<'_>]) -> Result<Rows, Failure> {
    let parameters: Vec<Parameter<'_>> = args.iter().copied().map(Parameter).collect();
    let types: Vec<_> = parameters.iter().map(Parameter::kind).collect();
    let prepared = client.prepare_typed_cached(sql, &types).await?;
    let found = client.query_raw(&prepared, parameters).await?;
    let mut found = std::pin::pin!(found);
    let mut rows = Vec::new();
    while let Some(next) = found.try_next().await? {
        rows.push(row(&next).map_err(Failure::Misread)?);
    }
    Ok(Rows {
        affected: found.rows_affected().unwrap_or(0),
        rows,
    })
}

/// Why a statement gave nothing.
enum Failure {
    /// The server, or the way to it.
    Postgres(tokio_postgres::Error),
    /// It gave something that the port does not know.
    Misread(BoxError),
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Postgres(error)
    }
}

impl Failure {
    fn into_outage(self) -> BoxError {
        match self {
            Self::Postgres(error) => discreet(error),
            Self::Misread(cause) => cause,
        }
    }

    /// What it means for the statement at `at`.
    fn into_refusal(self, at: usize) -> CommitError {
        match self {
            Self::Postgres(error) if error.code() == Some(&SqlState::UNIQUE_VIOLATION) => {
                CommitError::Conflict { at }
            }
            Self::Postgres(error) => fault(error),
            Self::Misread(cause) => CommitError::Unavailable(cause),
        }
    }
}

/// What an error means that no single statement is to blame for.
fn fault(error: tokio_postgres::Error) -> CommitError {
    const CONTENDED: [SqlState; 3] = [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::LOCK_NOT_AVAILABLE,
    ];
    match error.code() {
        Some(code) if CONTENDED.contains(code) => CommitError::Contended,
        _ => CommitError::Unavailable(discreet(error)),
    }
}

/// The error without the details that PostgreSQL adds: they may show a whole row, hashes included,
/// and what goes out of here ends in the host's log.
fn discreet(error: tokio_postgres::Error) -> BoxError {
    match error.as_db_error() {
        Some(told) => format!("{} ({})", told.message(), told.code().code()).into(),
        None => error.into(),
    }
}
