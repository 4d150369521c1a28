//! Connections that the driver opens itself. Unlike a pool of `sqlx` it asks the server nothing each
//! time one is given back, which is a round trip for every read.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

const MOST: usize = 10;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// More than there are texts of statements, so that all of them stay prepared.
const STATEMENTS: usize = 256;

/// Connections idle for longer are tested before use.
const RESTED: Duration = Duration::from_secs(1);

/// Time limit of that test. A connection that exceeds it is closed.
const PATIENCE: Duration = Duration::from_secs(1);

/// Connections idle for longer are closed instead of used.
const LONGEST_IDLE: Duration = Duration::from_secs(10 * 60);

/// Connections older than this are closed when they are given back, so that what the server keeps for
/// each is freed, and new ones may reach another server.
const LONGEST_LIFE: Duration = Duration::from_secs(30 * 60);

/// At most [`MOST`] connections to one database. A clone means the same ones.
#[derive(Debug, Clone)]
pub(super) struct Connections {
    options: PgConnectOptions,
    idle: Arc<Mutex<Vec<Idle>>>,
    places: Arc<Semaphore>,
}

#[derive(Debug)]
struct Idle {
    connection: PgConnection,
    opened: Instant,
    since: Instant,
}

impl Connections {
    /// Opens the first one, to see whether the database is there.
    pub(super) async fn open(options: PgConnectOptions) -> Result<Self, sqlx::Error> {
        let connections = Self {
            options: options.statement_cache_capacity(STATEMENTS),
            idle: Arc::default(),
            places: Arc::new(Semaphore::new(MOST)),
        };
        connections.lend().await?.give_back();
        Ok(connections)
    }

    /// Lends a connection: the one used last, or a new one.
    pub(super) async fn lend(&self) -> Result<Lent, sqlx::Error> {
        let lending = async {
            let places = Arc::clone(&self.places).acquire_owned();
            let place = places.await.map_err(|_| sqlx::Error::PoolClosed)?;
            let (connection, opened) = match self.find_idle().await {
                Some(idle) => (idle.connection, idle.opened),
                None => {
                    let connection = PgConnection::connect_with(&self.options).await?;
                    (connection, Instant::now())
                }
            };
            Ok(Lent {
                connection,
                opened,
                idle: Arc::clone(&self.idle),
                _place: place,
            })
        };
        let lent = timeout(ACQUIRE_TIMEOUT, lending).await;
        lent.map_err(|_| sqlx::Error::PoolTimedOut)?
    }

    /// An idle connection that answers. If one does not, nor will those that were idle for longer.
    async fn find_idle(&self) -> Option<Idle> {
        let mut idle = lock(&self.idle).pop()?;
        let rested = idle.since.elapsed();
        let answers = rested <= RESTED
            || rested <= LONGEST_IDLE
                && matches!(timeout(PATIENCE, idle.connection.ping()).await, Ok(Ok(())));
        if answers {
            return Some(idle);
        }
        lock(&self.idle).clear();
        None
    }
}

/// A borrowed connection. If dropped before it was given back, it is closed at once, which makes the
/// server roll back.
#[derive(Debug)]
pub(super) struct Lent {
    pub(super) connection: PgConnection,
    opened: Instant,
    idle: Arc<Mutex<Vec<Idle>>>,
    _place: OwnedSemaphorePermit,
}

impl Lent {
    /// Gives it back, with no transaction open and no statement running.
    pub(super) fn give_back(self) {
        if self.opened.elapsed() <= LONGEST_LIFE {
            let idle = Idle {
                connection: self.connection,
                opened: self.opened,
                since: Instant::now(),
            };
            lock(&self.idle).push(idle);
        }
    }
}

/// Nothing panics while it is held.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
