//! The driver for a SQLite pool of the host.

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteArguments, SqlitePool, SqliteRow};
use sqlx::{Decode, Either, Executor as _, Row as _, Sqlite, TypeInfo as _, ValueRef as _};

use super::port::{BoxError, Connection, Dialect, Driver, DriverError, Rows};
use super::value::{Arg, Row, Value};

/// A host's own SQLite pool, by `sqlx`.
#[derive(Debug, Clone)]
pub struct SqlxSqliteDriver(SqlitePool);

impl SqlxSqliteDriver {
    /// Uses the pool for reading and writing.
    #[must_use]
    pub fn new(pool: SqlitePool) -> Self {
        Self(pool)
    }
}

#[async_trait]
impl Driver for SqlxSqliteDriver {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        let connection = self.0.acquire().await.map_err(fault)?;
        let sound = false;
        Ok(Box::new(Borrowed { connection, sound }))
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        let rows = bind(sql, args).fetch_all(&self.0).await;
        let rows = rows.map_err(fault)?;
        let mut answer = Vec::with_capacity(rows.len());
        for found in &rows {
            answer.push(row(found)?);
        }
        Ok(answer)
    }

    // Each connection is a thread that wakes the caller for every row and for the end. Stopping at
    // the first row saves the last wake-up.
    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, DriverError> {
        let found = bind(sql, args).fetch_optional(&self.0).await;
        let found = found.map_err(fault)?;
        Ok(found.as_ref().map(row).transpose()?)
    }
}

/// A connection borrowed from the pool. Unless given back it is closed, because a transaction may
/// be open.
struct Borrowed {
    connection: PoolConnection<Sqlite>,
    sound: bool,
}

#[async_trait]
impl Connection for Borrowed {
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        let mut steps = self.connection.fetch_many(bind(sql, args));
        let mut answer = Rows::default();
        while let Some(step) = steps.try_next().await.map_err(fault)? {
            match step {
                Either::Left(done) => answer.affected += done.rows_affected(),
                Either::Right(found) => answer.rows.push(row(&found)?),
            }
        }
        Ok(answer)
    }

    fn give_back(mut self: Box<Self>) {
        self.sound = true;
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        if !self.sound {
            self.connection.close_on_drop();
        }
    }
}

fn bind(
    sql: &'static str,
    args: &[Arg<'_>],
) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
    args.iter().fold(sqlx::query(sql), |query, arg| match *arg {
        Arg::Int(int) => query.bind(int),
        Arg::Text(text) => query.bind(text),
        Arg::Bytes(bytes) => query.bind(bytes),
        Arg::NullInt => query.bind(None::<i64>),
        Arg::NullText => query.bind(None::<&str>),
        Arg::NullBytes => query.bind(None::<&[u8]>),
    })
}

fn row(row: &SqliteRow) -> Result<Row, BoxError> {
    // Collecting into a `Result` does not know the length, and would reallocate repeatedly.
    let mut values = Vec::with_capacity(row.len());
    for column in 0..row.len() {
        values.push(value(row, column)?);
    }
    Ok(Row::new(values))
}

fn value(row: &SqliteRow, column: usize) -> Result<Value, BoxError> {
    let raw = row.try_get_raw(column)?;
    if raw.is_null() {
        return Ok(Value::Null);
    }
    let kind = raw.type_info().into_owned();
    match kind.name() {
        "INTEGER" => Ok(Value::Int(Decode::<Sqlite>::decode(raw)?)),
        "TEXT" => Ok(Value::Text(Decode::<Sqlite>::decode(raw)?)),
        "BLOB" => Ok(Value::Bytes(Decode::<Sqlite>::decode(raw)?)),
        other => Err(format!("column {column} holds {other}").into()),
    }
}

fn fault(error: sqlx::Error) -> DriverError {
    let told = error.as_database_error();
    if told.is_some_and(|told| told.is_unique_violation()) {
        DriverError::NotUnique
    } else if is_busy(&error) {
        DriverError::Contended
    } else {
        DriverError::Unavailable(error.into())
    }
}

/// Whether the error is SQLITE_BUSY or SQLITE_LOCKED, with any extended code above the lowest byte.
fn is_busy(error: &sqlx::Error) -> bool {
    const BUSY: [i32; 2] = [5, 6];
    let cause = error.as_database_error().and_then(|cause| cause.code());
    let code = cause.and_then(|code| code.parse::<i32>().ok());
    code.is_some_and(|code| BUSY.contains(&(code & 0xff)))
}
