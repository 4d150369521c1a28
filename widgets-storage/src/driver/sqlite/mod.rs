//! The driver for SQLite files, over `rusqlite`.

mod caller;
mod connection;
mod readers;
mod writer;

use std::fmt;
use std::path::{Path, absolute};
use std::sync::Arc;

use async_trait::async_trait;

use self::readers::Readers;
use self::writer::Writer;
use super::port::{Connection, Dialect, Driver, DriverError, Rows};
use super::transaction::{Transaction, Undone};
use super::value::{Arg, Row};

/// A SQLite file, by `rusqlite`. A clone means the same connections.
///
/// **Writes** run on a thread of their own, one transaction after the other. A write that nobody
/// waits for any more, because its deadline passed or its caller was dropped, is not begun, and is
/// rolled back if it has begun and not committed. The thread ends when the last clone is dropped;
/// a process can end at any moment.
///
/// **Reads** run where they are asked, on the thread of the caller, since pages read few rows, which
/// are in memory: that takes microseconds, and less than waking another thread. A read that takes
/// longer than two milliseconds, or has to wait for a lock, is stopped and runs on a blocking thread
/// instead, and so does every later read of that statement until one was fast. There it runs until
/// it is done or nobody waits for it.
///
/// The file is in WAL mode, and durable at every commit (`synchronous` FULL) of what does not only
/// count ([`Durability`](crate::Durability)).
#[derive(Clone)]
pub struct SqliteDriver {
    readers: Arc<Readers>,
    writer: Writer,
    reads_here: bool,
}

impl SqliteDriver {
    /// Opens a file, creating it if necessary.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened.
    pub async fn open(path: &Path) -> Result<Self, DriverError> {
        // Not a name with a meaning of its own, such as `:memory:`, and not another file once the
        // working directory is another one.
        let path = absolute(path).map_err(|error| DriverError::Unavailable(error.into()))?;
        let writer = Writer::start(path.clone()).await?;
        Ok(Self {
            readers: Arc::new(Readers::of(path)),
            writer,
            reads_here: true,
        })
    }

    /// The same with all reads on blocking threads, for a file on a slow disk or a network: what
    /// SQLite waits for inside of one read cannot be stopped.
    #[must_use]
    pub fn with_reads_on_blocking_threads(mut self) -> Self {
        self.reads_here = false;
        self
    }

    async fn read(
        &self,
        sql: &'static str,
        args: &[Arg<'_>],
        most: usize,
    ) -> Result<Vec<Row>, DriverError> {
        if self.reads_here
            && let Some(answer) = self.readers.read_here(sql, args, most)
        {
            return answer;
        }
        self.readers.read_elsewhere(sql, args, most).await
    }
}

#[async_trait]
impl Driver for SqliteDriver {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        Ok(Box::new(self.writer.lend().await?))
    }

    async fn transaction(&self, transaction: Arc<Transaction>) -> Result<Rows, Undone> {
        self.writer.transaction(transaction).await
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        self.read(sql, args, usize::MAX).await
    }

    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, DriverError> {
        Ok(self.read(sql, args, 1).await?.pop())
    }
}

impl fmt::Debug for SqliteDriver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SqliteDriver(..)")
    }
}
