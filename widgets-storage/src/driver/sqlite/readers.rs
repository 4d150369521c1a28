//! Reading: connections that only read, and where reads run.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::super::port::{DriverError, Rows};
use super::super::value::{Arg, OwnedArg, Row};
use super::caller::{Caller, Watch};
use super::connection::{is_busy, is_stopped, meaning, open_reader, run, stop_when};

/// How long a read may hold the thread of its caller.
const PATIENCE: Duration = Duration::from_millis(2);

/// How long such a read waits for a lock. Readers of a write-ahead log rarely meet one.
const BUSY_HERE: Duration = Duration::from_millis(1);

/// How long a read on a blocking thread waits for a lock.
const BUSY_ELSEWHERE: Duration = Duration::from_secs(2);

/// How many reads run on blocking threads at once.
const ELSEWHERE: usize = 4;

/// Connections that only read. There are as many as reads ran at once: at most one for each thread of
/// the runtime, and [`ELSEWHERE`].
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    /// The statements whose last read took too long.
    slow: Mutex<HashSet<&'static str>>,
    places: Arc<Semaphore>,
}

impl Readers {
    /// Connections to a file, opened as they are needed.
    pub(super) fn of(path: PathBuf) -> Self {
        Self {
            path,
            idle: Mutex::default(),
            slow: Mutex::default(),
            places: Arc::new(Semaphore::new(ELSEWHERE)),
        }
    }

    /// Reads on this thread; `None` if that takes too long, or did the last time.
    pub(super) fn read_here(
        &self,
        sql: &'static str,
        args: &[Arg<'_>],
        most: usize,
    ) -> Option<Result<Vec<Row>, DriverError>> {
        if lock(&self.slow).contains(sql) {
            return None;
        }
        let began = Instant::now();
        let answer = self.with_connection(|connection| {
            stop_when(connection, move || began.elapsed() > PATIENCE);
            run(connection, sql, args, most)
        });
        let stopped = |error| is_stopped(error) || is_busy(error);
        let stopped = answer.as_ref().is_err_and(stopped);
        if stopped || began.elapsed() > PATIENCE {
            lock(&self.slow).insert(sql);
        }
        (!stopped).then(|| rows(answer))
    }

    /// Reads on a blocking thread, until it is done or nobody waits any more.
    pub(super) async fn read_elsewhere(
        self: &Arc<Self>,
        sql: &'static str,
        args: &[Arg<'_>],
        most: usize,
    ) -> Result<Vec<Row>, DriverError> {
        let places = Arc::clone(&self.places);
        let place = places.acquire_owned().await.map_err(unavailable)?;
        let args: Vec<OwnedArg> = args.iter().map(OwnedArg::from).collect();
        let caller = Caller::new();
        let watch = caller.watch();
        let readers = Arc::clone(self);
        let reading = spawn_blocking(move || {
            let answer = readers.read_until_gone(sql, &args, most, watch);
            drop(place);
            rows(answer)
        });
        reading.await.map_err(unavailable)?
    }

    fn read_until_gone(
        &self,
        sql: &'static str,
        args: &[OwnedArg],
        most: usize,
        watch: Watch,
    ) -> rusqlite::Result<Rows> {
        let args: Vec<Arg<'_>> = args.iter().map(Arg::from).collect();
        let began = Instant::now();
        let answer = self.with_connection(|connection| {
            stop_when(connection, move || watch.caller_is_gone());
            connection.busy_timeout(BUSY_ELSEWHERE)?;
            let answer = run(connection, sql, &args, most);
            connection.busy_timeout(BUSY_HERE)?;
            answer
        });
        if began.elapsed() <= PATIENCE {
            lock(&self.slow).remove(sql);
        }
        answer
    }

    /// Lends a connection. One that failed otherwise than by being stopped is closed.
    fn with_connection(
        &self,
        read: impl FnOnce(&mut Connection) -> rusqlite::Result<Rows>,
    ) -> rusqlite::Result<Rows> {
        let idle = lock(&self.idle).pop();
        let open = || open_reader(&self.path, BUSY_HERE);
        let mut connection = idle.map_or_else(open, Ok)?;
        let answer = read(&mut connection);
        if answer.as_ref().err().is_none_or(is_stopped) {
            lock(&self.idle).push(connection);
        }
        answer
    }
}

fn rows(answer: rusqlite::Result<Rows>) -> Result<Vec<Row>, DriverError> {
    answer.map(|answer| answer.rows).map_err(meaning)
}

fn unavailable(error: impl std::error::Error + Send + Sync + 'static) -> DriverError {
    DriverError::Unavailable(error.into())
}

/// Nothing panics while one is held, and what it holds is whole at every moment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
