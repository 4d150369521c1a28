//! The driver for SQLite.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteRow, SqliteSynchronous,
};
use sqlx::{Decode, Either, Executor as _, Row as _, Sqlite, TypeInfo as _, ValueRef as _};

use super::port::{BoxError, Connection, Dialect, Driver, DriverError, Rows};
use super::value::{Arg, Row, Value};

const READERS: u32 = 4;

const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// How long opening a file waits for another process that is creating it.
const OPENING_TIMEOUT: Duration = Duration::from_secs(10);

/// SQLite through `sqlx`.
#[derive(Debug, Clone)]
pub struct SqliteDriver {
    readers: SqlitePool,
    writer: SqlitePool,
}

impl SqliteDriver {
    /// Uses one pool for reading and writing.
    #[must_use]
    pub fn new(pool: SqlitePool) -> Self {
        Self {
            readers: pool.clone(),
            writer: pool,
        }
    }

    /// Opens a file, creating it if necessary, with one writing and several reading connections.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened.
    pub async fn open(path: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A confirmed write must survive a power failure.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true);
        // Connections to a file do not break, so they need no test before use.
        let pool = || SqlitePoolOptions::new().test_before_acquire(false);
        let writer = connect(|| pool().max_connections(1), &options).await?;
        let readers = pool().max_connections(READERS).connect_lazy_with(options);
        Ok(Self { readers, writer })
    }
}

/// Connects, retrying while another process creates the same file: switching to WAL concurrently
/// fails with SQLITE_BUSY immediately, regardless of the busy timeout.
async fn connect(
    pool: impl Fn() -> SqlitePoolOptions,
    options: &SqliteConnectOptions,
) -> Result<SqlitePool, sqlx::Error> {
    const PAUSE: Duration = Duration::from_millis(50);
    let mut waited = Duration::ZERO;
    loop {
        match pool().connect_with(options.clone()).await {
            Err(error) if is_busy(&error) && waited < OPENING_TIMEOUT => {
                tokio::time::sleep(PAUSE).await;
                waited += PAUSE;
            }
            settled => return settled,
        }
    }
}

#[async_trait]
impl Driver for SqliteDriver {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        let connection = self.writer.acquire().await.map_err(fault)?;
        let sound = false;
        Ok(Box::new(Borrowed { connection, sound }))
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        let rows = bind(sql, args).fetch_all(&self.readers).await;
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
        let found = bind(sql, args).fetch_optional(&self.readers).await;
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
