//! The driver for PostgreSQL.

use std::time::Duration;

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgRow};
use sqlx::{
    Connection as _, Either, Executor as _, Postgres, Row as _, Transaction, TypeInfo as _,
    ValueRef as _,
};
use tokio::time::timeout;
use widgets_core::stores::{StoreError, StoreResult};

use crate::sql::SqlStores;
use crate::sql::driver::{BoxError, CommitError, Dialect, Driver, Expect, Rows, Statement};
use crate::sql::value::{Arg, Row, Value};

/// Rows are touched before they are judged, so nothing stricter is needed, whatever the default.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

const CONNECTIONS: u32 = 10;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// A connection that rested longer is tried before it is used.
const RESTED: Duration = Duration::from_secs(1);

/// How long a connection may take to answer when it is tried. One that does not is closed.
const PATIENCE: Duration = Duration::from_secs(1);

impl SqlStores {
    /// The stores in the database of that address, which is migrated.
    ///
    /// # Errors
    ///
    /// When the address makes no sense, or the database is not there or cannot be migrated.
    pub async fn postgres_url(url: &str) -> StoreResult<Self> {
        let options: PgConnectOptions = url.parse().map_err(StoreError::unavailable)?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .test_before_acquire(false)
            .before_acquire(|connection, state| {
                Box::pin(async move {
                    if state.idle_for > RESTED {
                        let tried = timeout(PATIENCE, connection.ping()).await;
                        tried.map_err(|_| sqlx::Error::PoolTimedOut)??;
                    }
                    Ok(true)
                })
            })
            .connect_with(options)
            .await
            .map_err(StoreError::unavailable)?;
        let stores = Self::postgres(pool);
        stores.migrate().await?;
        Ok(stores)
    }

    /// The stores in the host's own database. [`SqlStores::problems`] says what must change;
    /// [`SqlStores::migrate`] makes the tables, in the first schema of the search path.
    #[must_use]
    pub fn postgres(pool: PgPool) -> Self {
        Self::over(PostgresDriver::new(pool))
    }
}

/// PostgreSQL through `sqlx`.
#[derive(Debug, Clone)]
pub struct PostgresDriver(PgPool);

impl PostgresDriver {
    /// A driver over a pool.
    #[must_use]
    pub fn new(pool: PgPool) -> Self {
        Self(pool)
    }
}

#[async_trait]
impl Driver for PostgresDriver {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, BoxError> {
        let mut loan = Loan::take(&self.0).await?;
        let rows = bind(sql, args).fetch_all(loan.connection()?).await;
        loan.give_back();
        rows?.iter().map(row).collect()
    }

    async fn commit(&self, statements: &[Statement<'_>]) -> Result<Vec<Rows>, CommitError> {
        let mut loan = Loan::take(&self.0).await.map_err(fault)?;
        let outcome = write(loan.connection().map_err(fault)?, statements).await;
        loan.give_back();
        outcome
    }
}

/// A connection on loan from the pool. One that is dropped before it was given back is in the
/// middle of something: it is closed at once, upon which the server rolls back. The pool would
/// wait for its answer first, and miss the connection for as long as none comes.
struct Loan(Option<PoolConnection<Postgres>>);

impl Loan {
    async fn take(pool: &PgPool) -> Result<Self, sqlx::Error> {
        pool.acquire().await.map(Some).map(Self)
    }

    fn connection(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        self.0.as_deref_mut().ok_or(sqlx::Error::PoolClosed)
    }

    /// Gives it back to the pool, which tries it once more.
    fn give_back(mut self) {
        if let Some(mut connection) = self.0.take() {
            tokio::spawn(timeout(PATIENCE, connection.return_to_pool()));
        }
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(connection.detach());
        }
    }
}

async fn write(
    connection: &mut PgConnection,
    statements: &[Statement<'_>],
) -> Result<Vec<Rows>, CommitError> {
    // One statement is a transaction by itself, unless it may have to be undone.
    if let [only] = statements
        && only.expect == Expect::Any
    {
        return Ok(vec![run(connection, only, 0).await?]);
    }
    let mut transaction = connection.begin_with(BEGIN).await.map_err(fault)?;
    let mut answers = Vec::with_capacity(statements.len());
    for (at, statement) in statements.iter().enumerate() {
        match run(&mut transaction, statement, at).await {
            Ok(answer) => answers.push(answer),
            Err(error) => return Err(undo(transaction, error).await),
        }
    }
    transaction.commit().await.map_err(fault)?;
    Ok(answers)
}

/// Runs the statement at that position.
async fn run(
    connection: &mut PgConnection,
    statement: &Statement<'_>,
    at: usize,
) -> Result<Rows, CommitError> {
    let mut answer = Rows {
        affected: 0,
        rows: Vec::new(),
    };
    let mut steps = connection.fetch_many(bind(statement.sql, &statement.args));
    while let Some(step) = steps.try_next().await.map_err(|error| refusal(error, at))? {
        match step {
            Either::Left(done) => answer.affected += done.rows_affected(),
            Either::Right(found) => {
                answer
                    .rows
                    .push(row(&found).map_err(CommitError::Unavailable)?);
            }
        }
    }
    match statement.expect {
        Expect::Exactly(count) if answer.affected != count => Err(CommitError::Conflict { at }),
        Expect::Any | Expect::Exactly(_) => Ok(answer),
    }
}

/// Rolls back. A connection that is lost, or a disk that is full, has done so by itself; then
/// the first error says more than the one about the rollback.
async fn undo(transaction: Transaction<'_, Postgres>, error: CommitError) -> CommitError {
    match (transaction.rollback().await, error) {
        (Err(cause), CommitError::Conflict { .. } | CommitError::Contended) => fault(cause),
        (_, error) => error,
    }
}

fn bind(sql: &'static str, args: &[Arg<'_>]) -> sqlx::query::Query<'static, Postgres, PgArguments> {
    args.iter().fold(sqlx::query(sql), |query, arg| match *arg {
        Arg::Int(int) => query.bind(int),
        Arg::Text(text) => query.bind(text),
        Arg::Bytes(bytes) => query.bind(bytes),
        Arg::NullInt => query.bind(None::<i64>),
        Arg::NullText => query.bind(None::<&str>),
        Arg::NullBytes => query.bind(None::<&[u8]>),
    })
}

fn row(row: &PgRow) -> Result<Row, BoxError> {
    let values = (0..row.len()).map(|column| value(row, column));
    Ok(Row::new(values.collect::<Result<_, _>>()?))
}

fn value(row: &PgRow, column: usize) -> Result<Value, BoxError> {
    let raw = row.try_get_raw(column)?;
    if raw.is_null() {
        return Ok(Value::Null);
    }
    let kind = raw.type_info();
    match kind.name() {
        "INT8" => Ok(Value::Int(row.try_get(column)?)),
        "TEXT" => Ok(Value::Text(row.try_get(column)?)),
        "BYTEA" => Ok(Value::Bytes(row.try_get(column)?)),
        other => Err(format!("column {column} holds {other}").into()),
    }
}

/// What an error of the statement at `at` means.
fn refusal(error: sqlx::Error, at: usize) -> CommitError {
    match error.as_database_error() {
        Some(cause) if cause.is_unique_violation() => CommitError::Conflict { at },
        _ => fault(error),
    }
}

fn fault(error: sqlx::Error) -> CommitError {
    /// serialization_failure, deadlock_detected, lock_not_available.
    const CONTENDED: [&str; 3] = ["40001", "40P01", "55P03"];
    let code = error.as_database_error().and_then(|cause| cause.code());
    match code {
        Some(code) if CONTENDED.contains(&&*code) => CommitError::Contended,
        _ => CommitError::Unavailable(error.into()),
    }
}
