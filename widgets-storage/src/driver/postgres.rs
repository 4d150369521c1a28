//! The driver for PostgreSQL.

use std::time::Duration;

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::{
    Connection as _, Either, Executor as _, Postgres, Row as _, TypeInfo as _, ValueRef as _,
};
use tokio::time::timeout;

use super::port::{BoxError, Connection, Dialect, Driver, DriverError, Rows};
use super::value::{Arg, Row, Value};

const CONNECTIONS: u32 = 10;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// Connections idle for longer are tested before use.
const RESTED: Duration = Duration::from_secs(1);

/// Time limit of that test. A connection that exceeds it is closed.
const PATIENCE: Duration = Duration::from_secs(1);

/// PostgreSQL through `sqlx`.
#[derive(Debug, Clone)]
pub struct PostgresDriver(PgPool);

impl PostgresDriver {
    /// Uses an existing pool.
    #[must_use]
    pub fn new(pool: PgPool) -> Self {
        Self(pool)
    }

    /// Creates a pool for the database at this URL.
    ///
    /// # Errors
    ///
    /// If the URL is invalid or the database is unreachable.
    pub async fn connect(url: &str) -> Result<Self, sqlx::Error> {
        let options: PgConnectOptions = url.parse()?;
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
            });
        Ok(Self(pool.connect_with(options).await?))
    }
}

#[async_trait]
impl Driver for PostgresDriver {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        let connection = self.0.acquire().await.map_err(fault)?;
        Ok(Box::new(Loan(Some(connection))))
    }
}

/// A connection borrowed from the pool. If dropped before it was given back, it is closed at once,
/// which makes the server roll back. The pool would instead wait for the answer first, and be short
/// of a connection until then.
struct Loan(Option<PoolConnection<Postgres>>);

#[async_trait]
impl Connection for Loan {
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        let lent = self.0.as_deref_mut();
        let connection = lent.ok_or(sqlx::Error::PoolClosed).map_err(fault)?;
        let mut steps = connection.fetch_many(bind(sql, args));
        let mut answer = Rows::default();
        while let Some(step) = steps.try_next().await.map_err(fault)? {
            match step {
                Either::Left(done) => answer.affected += done.rows_affected(),
                Either::Right(found) => answer.rows.push(row(&found)?),
            }
        }
        Ok(answer)
    }

    /// Gives it back to the pool, which tests it.
    fn give_back(mut self: Box<Self>) {
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

fn fault(error: sqlx::Error) -> DriverError {
    /// serialization_failure, deadlock_detected, lock_not_available.
    const CONTENDED: [&str; 3] = ["40001", "40P01", "55P03"];
    let Some(told) = error.as_database_error() else {
        return DriverError::Unavailable(error.into());
    };
    match told.code() {
        _ if told.is_unique_violation() => DriverError::NotUnique,
        Some(code) if CONTENDED.contains(&&*code) => DriverError::Contended,
        _ => DriverError::Unavailable(error.into()),
    }
}
