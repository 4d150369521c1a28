//! The driver for PostgreSQL.

mod connections;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnection, PgPool, PgRow};
use sqlx::{
    AssertSqlSafe, Either, Execute, Executor as _, Postgres, Row as _, TypeInfo as _,
    ValueRef as _, raw_sql,
};
use tokio::time::timeout;

use self::connections::{Connections, Lent};
use super::port::{BoxError, Connection, Dialect, Driver, DriverError, Rows};
use super::transaction::{COMMIT, Durability, ROLLBACK};
use super::value::{Arg, Row, Value};

/// How long the test of a connection may take that goes back to a pool. One that exceeds it is closed.
const PATIENCE: Duration = Duration::from_secs(1);

/// PostgreSQL through `sqlx`.
#[derive(Debug, Clone)]
pub struct PostgresDriver {
    source: Source,
    statements: Statements,
}

#[derive(Debug, Clone)]
enum Source {
    Host(PgPool),
    Own(Arc<Connections>),
}

/// How statements are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Statements {
    /// Prepared once for each connection, under a name.
    Prepared,
    /// Parsed each time, and never outside of a transaction: two messages are needed for each, and
    /// between transactions a pooler may send them to different servers.
    Parsed,
}

impl PostgresDriver {
    /// Uses an existing pool.
    #[must_use]
    pub const fn new(pool: PgPool) -> Self {
        Self {
            source: Source::Host(pool),
            statements: Statements::Prepared,
        }
    }

    /// The same without prepared statements, for a pooler that lends a connection of the server for one
    /// transaction and keeps no statements prepared, such as PgBouncer before version 1.21 with
    /// transaction pooling. Every statement is parsed each time, and every read is a transaction: four
    /// round trips to the pooler instead of one.
    #[must_use]
    pub fn without_prepared_statements(mut self) -> Self {
        self.statements = Statements::Parsed;
        self
    }

    /// Opens connections of its own to the database at this URL, at most ten.
    ///
    /// # Errors
    ///
    /// If the URL is invalid or the database is unreachable.
    pub async fn connect(url: &str) -> Result<Self, sqlx::Error> {
        let connections = Connections::open(url.parse()?).await?;
        Ok(Self {
            source: Source::Own(Arc::new(connections)),
            statements: Statements::Prepared,
        })
    }
}

#[async_trait]
impl Driver for PostgresDriver {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        let lent = match &self.source {
            Source::Host(pool) => Connected::Host(pool.acquire().await.map_err(fault)?),
            Source::Own(connections) => Connected::Own(connections.lend().await.map_err(fault)?),
        };
        Ok(Box::new(Loan {
            lent: Some(lent),
            statements: self.statements,
            in_transaction: false,
            sound: true,
        }))
    }
}

/// A borrowed connection. If dropped before it was given back, it is closed at once, which makes the
/// server roll back. A pool would instead wait for the answer first, and be short of a connection
/// until then.
struct Loan {
    lent: Option<Connected>,
    statements: Statements,
    in_transaction: bool,
    /// Whether no statement failed otherwise than every connection may expect. One that did may have
    /// lost its server, or know a table as it was before a migration.
    sound: bool,
}

enum Connected {
    Host(PoolConnection<Postgres>),
    Own(Lent),
}

impl Loan {
    fn connection(&mut self) -> Option<&mut PgConnection> {
        Some(match self.lent.as_mut()? {
            Connected::Host(connection) => connection,
            Connected::Own(lent) => &mut lent.connection,
        })
    }
}

#[async_trait]
impl Connection for Loan {
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        let (statements, in_transaction) = (self.statements, self.in_transaction);
        let answer = match self.connection() {
            Some(connection) if statements == Statements::Prepared => {
                run(connection, bind(sql, args)).await
            }
            Some(connection) if args.is_empty() => run(connection, raw_sql(sql)).await,
            Some(connection) if in_transaction => {
                run(connection, bind(sql, args).persistent(false)).await
            }
            Some(connection) => run_in_transaction(connection, sql, args).await,
            None => Err(fault(sqlx::Error::PoolClosed)),
        };
        // Whether or not it succeeded: a commit that failed has rolled back.
        self.in_transaction = sql.starts_with(BEGIN) || in_transaction && !is_end(sql);
        self.sound &= !matches!(answer, Err(DriverError::Unavailable(_)));
        answer
    }

    /// Both statements in one message, which is one round trip.
    async fn begin(
        &mut self,
        sql: &'static str,
        durability: Durability,
    ) -> Result<(), DriverError> {
        if durability == Durability::Full {
            return self.run(sql, &[]).await.map(drop);
        }
        let begun = match self.connection() {
            Some(connection) => {
                let relaxed = format!("{sql}; SET LOCAL synchronous_commit = off");
                connection.execute(raw_sql(AssertSqlSafe(relaxed))).await
            }
            None => Err(sqlx::Error::PoolClosed),
        };
        self.in_transaction = true;
        self.sound &= begun.is_ok();
        begun.map(drop).map_err(fault)
    }

    /// Gives it back. A pool tests it then.
    fn give_back(mut self: Box<Self>) {
        if !self.sound {
            return;
        }
        match self.lent.take() {
            Some(Connected::Host(mut connection)) => {
                tokio::spawn(timeout(PATIENCE, connection.return_to_pool()));
            }
            Some(Connected::Own(lent)) => lent.give_back(),
            None => {}
        }
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        if let Some(Connected::Host(connection)) = self.lent.take() {
            drop(connection.detach());
        }
    }
}

/// The beginning of each statement that begins a transaction.
const BEGIN: &str = "BEGIN";

/// Whether a statement ends the transaction.
fn is_end(sql: &str) -> bool {
    matches!(sql, COMMIT | ROLLBACK)
}

/// Runs one statement as a transaction of its own. A connection that cannot be rolled back is reported
/// as unavailable, since it must not be used again.
async fn run_in_transaction(
    connection: &mut PgConnection,
    sql: &'static str,
    args: &[Arg<'_>],
) -> Result<Rows, DriverError> {
    run(connection, raw_sql(BEGIN)).await?;
    let answer = run(connection, bind(sql, args).persistent(false)).await;
    let end = if answer.is_ok() { COMMIT } else { ROLLBACK };
    run(connection, raw_sql(end)).await?;
    answer
}

async fn run<'q>(
    connection: &mut PgConnection,
    statement: impl Execute<'q, Postgres> + 'q,
) -> Result<Rows, DriverError> {
    let mut steps = connection.fetch_many(statement);
    let mut answer = Rows::default();
    while let Some(step) = steps.try_next().await.map_err(fault)? {
        match step {
            Either::Left(done) => answer.affected += done.rows_affected(),
            Either::Right(found) => answer.rows.push(row(&found)?),
        }
    }
    Ok(answer)
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
