//! A synchronous connection: opening it, and running a statement.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::types::{ToSqlOutput, Type, ValueRef};
use rusqlite::{Connection, Error, ErrorCode, OpenFlags, Result, Statement, ToSql, ffi};

use super::super::port::{DriverError, Rows};
use super::super::value::{Arg, Row, Value};

/// How long opening a file waits for another process that is creating it.
const OPENING_TIMEOUT: Duration = Duration::from_secs(10);

/// More than there are texts of statements, so that all of them stay prepared.
const STATEMENTS: usize = 256;

/// So many instructions of SQLite's machine lie between two looks whether a statement must stop:
/// some ten microseconds, unless it waits for the disk.
const STEPS: i32 = 500;

/// A connection that writes, to a file that is made if it is missing.
pub(super) fn open_writer(path: &Path, busy: Duration) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = open(path, flags, busy)?;
    write_ahead(&connection)?;
    Ok(connection)
}

/// A connection that only reads, to a file that is open for writing already.
pub(super) fn open_reader(path: &Path, busy: Duration) -> Result<Connection> {
    open(path, OpenFlags::SQLITE_OPEN_READ_ONLY, busy)
}

fn open(path: &Path, access: OpenFlags, busy: Duration) -> Result<Connection> {
    // Only one thread at a time uses a connection, so it needs no mutex of its own.
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(busy)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A confirmed write must survive a power failure.
    connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL")?;
    Ok(connection)
}

/// Switches the file to a write-ahead log, retrying while another process creates it: switching
/// concurrently fails with SQLITE_BUSY immediately, regardless of the busy timeout.
fn write_ahead(connection: &Connection) -> Result<()> {
    const PAUSE: Duration = Duration::from_millis(50);
    let began = Instant::now();
    loop {
        let switched = connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()));
        match switched {
            Err(error) if is_busy(&error) && began.elapsed() < OPENING_TIMEOUT => sleep(PAUSE),
            settled => return settled,
        }
    }
}

/// From now on statements fail once `stop` says so, which is asked every few steps.
pub(super) fn stop_when(connection: &mut Connection, stop: impl FnMut() -> bool + Send + 'static) {
    // Refused only of connections that somebody else opened.
    let _ = connection.progress_handler(STEPS, Some(stop));
}

/// From now on nothing stops a statement.
pub(super) fn stop_never(connection: &mut Connection) {
    let _ = connection.progress_handler(0, None::<fn() -> bool>);
}

/// Runs a statement, and stops after `most` rows.
pub(super) fn run(
    connection: &Connection,
    sql: &str,
    args: &[Arg<'_>],
    most: usize,
) -> Result<Rows> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, args)?;
    let reads = statement.readonly();
    let mut found = statement.raw_query();
    let mut rows = Vec::new();
    while rows.len() < most
        && let Some(next) = found.next()?
    {
        rows.push(row(next)?);
    }
    let affected = if reads { 0 } else { connection.changes() };
    Ok(Rows { affected, rows })
}

/// Binds the argument `$2` to the parameter of that name: SQLite numbers parameters as it meets them.
fn bind(statement: &mut Statement<'_>, args: &[Arg<'_>]) -> Result<()> {
    for index in 1..=statement.parameter_count() {
        let name = statement.parameter_name(index);
        let number = name.and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let arg = number.and_then(|number| args.get(number.checked_sub(1)?));
        let arg = arg.ok_or(Error::InvalidParameterCount(args.len(), index))?;
        statement.raw_bind_parameter(index, Bound(*arg))?;
    }
    Ok(())
}

struct Bound<'a>(Arg<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Arg::Int(int) => ValueRef::Integer(int),
            Arg::Text(text) => ValueRef::Text(text.as_bytes()),
            Arg::Bytes(bytes) => ValueRef::Blob(bytes),
            Arg::NullInt | Arg::NullText | Arg::NullBytes => ValueRef::Null,
        }))
    }
}

fn row(row: &rusqlite::Row<'_>) -> Result<Row> {
    // Asked of each row, since a migration may have changed what a prepared statement gives.
    let columns = row.as_ref().column_count();
    let mut values = Vec::with_capacity(columns);
    for column in 0..columns {
        values.push(value(row, column)?);
    }
    Ok(Row::new(values))
}

fn value(row: &rusqlite::Row<'_>, column: usize) -> Result<Value> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(int) => Ok(Value::Int(int)),
        ValueRef::Text(text) => match str::from_utf8(text) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(error) => Err(misread(column, Type::Text, error)),
        },
        ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes.to_owned())),
        ValueRef::Real(_) => Err(misread(column, Type::Real, "it is a fraction")),
    }
}

fn misread(
    column: usize,
    kind: Type,
    cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Error {
    Error::FromSqlConversionFailure(column, kind, cause.into())
}

/// What an error means.
pub(super) fn meaning(error: Error) -> DriverError {
    const NOT_UNIQUE: [i32; 2] = [
        ffi::SQLITE_CONSTRAINT_UNIQUE,
        ffi::SQLITE_CONSTRAINT_PRIMARYKEY,
    ];
    let told = error.sqlite_error();
    if told.is_some_and(|told| NOT_UNIQUE.contains(&told.extended_code)) {
        DriverError::NotUnique
    } else if is_busy(&error) {
        DriverError::Contended
    } else {
        DriverError::Unavailable(error.into())
    }
}

/// Whether something else holds a lock.
pub(super) fn is_busy(error: &Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(
        code,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

/// Whether the statement was stopped, as [`stop_when`] said.
pub(super) fn is_stopped(error: &Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
}
