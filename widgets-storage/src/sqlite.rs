//! The driver for SQLite.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool,
    SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{
    Connection as _, Decode, Either, Executor as _, Row as _, Sqlite, Transaction, TypeInfo as _,
    ValueRef as _,
};
use widgets_core::stores::{StoreError, StoreResult};

use crate::sql::SqlStores;
use crate::sql::driver::{BoxError, CommitError, Dialect, Driver, Expect, Rows, Statement};
use crate::sql::value::{Arg, Row, Value};

const READERS: u32 = 4;
/// Takes the write lock at once, so that no transaction has to be given up for it later.
const BEGIN: &str = "BEGIN IMMEDIATE";

const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// How long opening a file waits for another process that is just making it.
const OPENING_TIMEOUT: Duration = Duration::from_secs(10);

impl SqlStores {
    /// The stores in a file, which is made if it is missing and migrated.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, written or migrated.
    pub async fn sqlite_file(path: impl AsRef<Path>) -> StoreResult<Self> {
        let driver = SqliteDriver::open(path.as_ref()).await;
        let stores = Self::over(driver.map_err(StoreError::unavailable)?);
        stores.migrate().await?;
        Ok(stores)
    }

    /// The stores in the host's own database. [`SqlStores::problems`] says which of the pool's
    /// settings must change; [`SqlStores::migrate`] makes the tables.
    #[must_use]
    pub fn sqlite(pool: SqlitePool) -> Self {
        Self::over(SqliteDriver::new(pool))
    }
}

/// SQLite through `sqlx`.
#[derive(Debug, Clone)]
pub struct SqliteDriver {
    readers: SqlitePool,
    writer: SqlitePool,
}

impl SqliteDriver {
    /// A driver over one pool for reading and writing.
    #[must_use]
    pub fn new(pool: SqlitePool) -> Self {
        Self {
            readers: pool.clone(),
            writer: pool,
        }
    }

    /// A driver over a file, made if it is missing: one connection writes, several read.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened.
    pub async fn open(path: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What somebody was told is done must outlive a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true);
        // A file does not go away, so connections need no test before each use.
        let pool = || SqlitePoolOptions::new().test_before_acquire(false);
        let writer = connect(|| pool().max_connections(1), &options).await?;
        let readers = pool().max_connections(READERS).connect_lazy_with(options);
        Ok(Self { readers, writer })
    }
}

/// Connects, also while another process makes the same file: SQLite does not wait when two of them
/// switch it to its log at once, but says at once that it is busy.
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

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, BoxError> {
        let rows = bind(sql, args).fetch_all(&self.readers).await?;
        let mut answer = Vec::with_capacity(rows.len());
        for found in &rows {
            answer.push(row(found)?);
        }
        Ok(answer)
    }

    // A connection is a thread, and every row that it gives wakes whoever waits for it. So does the
    // end, which the first row alone makes needless.
    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, BoxError> {
        let found = bind(sql, args).fetch_optional(&self.readers).await?;
        found.as_ref().map(row).transpose()
    }

    async fn commit(&self, statements: &[Statement<'_>]) -> Result<Vec<Rows>, CommitError> {
        let mut borrowed = Borrowed::of(&self.writer).await.map_err(fault)?;
        let outcome = run_all(&mut borrowed.connection, statements).await;
        borrowed.give_back();
        outcome
    }
}

/// Runs the statements in one transaction.
async fn run_all(
    connection: &mut SqliteConnection,
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

/// A connection out of the pool. It is closed unless it is given back without a transaction. SQLite
/// rolls back by itself when the disk is full or fails, whereupon `sqlx` takes the transaction for
/// open for ever and begins no other: such a connection would be lost to every later write.
struct Borrowed {
    connection: PoolConnection<Sqlite>,
    sound: bool,
}

impl Borrowed {
    async fn of(pool: &SqlitePool) -> Result<Self, sqlx::Error> {
        let connection = pool.acquire().await?;
        let sound = false;
        Ok(Self { connection, sound })
    }

    fn give_back(mut self) {
        self.sound = !self.connection.is_in_transaction();
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        if !self.sound {
            self.connection.close_on_drop();
        }
    }
}

/// Runs the statement at that position.
async fn run(
    connection: &mut SqliteConnection,
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
async fn undo(transaction: Transaction<'_, Sqlite>, error: CommitError) -> CommitError {
    match (transaction.rollback().await, error) {
        (Err(cause), CommitError::Conflict { .. } | CommitError::Contended) => fault(cause),
        (_, error) => error,
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
    // Collecting results does not know how many there will be, and would grow the list again and
    // again.
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

/// What an error of the statement at `at` means.
fn refusal(error: sqlx::Error, at: usize) -> CommitError {
    match error.as_database_error() {
        Some(cause) if cause.is_unique_violation() => CommitError::Conflict { at },
        _ => fault(error),
    }
}

fn fault(error: sqlx::Error) -> CommitError {
    if is_busy(&error) {
        CommitError::Contended
    } else {
        CommitError::Unavailable(error.into())
    }
}

/// Whether somebody else is at it: SQLITE_BUSY or SQLITE_LOCKED, whatever the extension above the
/// lowest byte.
fn is_busy(error: &sqlx::Error) -> bool {
    const BUSY: [i32; 2] = [5, 6];
    let cause = error.as_database_error().and_then(|cause| cause.code());
    let code = cause.and_then(|code| code.parse::<i32>().ok());
    code.is_some_and(|code| BUSY.contains(&(code & 0xff)))
}
