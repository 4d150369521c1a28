//! A driver that writes down what runs over another one, and can keep a transaction from being answered.

use crate::prelude::*;
use std::path::Path;
use std::sync::Mutex;

use widgets_storage::{
    Arg, Connection, Dialect, Driver, DriverError, Durability, PostgresDriver, Row, Rows,
    SqliteDriver, Transaction, Undone,
};

/// What ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ran {
    /// A statement that reads.
    Read(&'static str),
    /// A transaction that is on the disk when it is confirmed, as `Debug` shows it.
    Durable(String),
    /// One that need not be.
    Relaxed(String),
}

/// A driver whose statements are written down.
#[derive(Clone)]
pub struct Recorded {
    inner: Arc<dyn Driver>,
    ran: Arc<Mutex<Vec<Ran>>>,
    hanging: Arc<Mutex<Option<&'static str>>>,
}

impl Recorded {
    /// One of what is there already, migrated.
    ///
    /// # Panics
    ///
    /// When it cannot be opened, and in memory, where there is no driver.
    pub async fn at(storage: &FreshStorage, kind: Storage) -> Self {
        let location = &storage.location;
        let inner: Arc<dyn Driver> = match kind {
            Storage::Memory => panic!("the store in memory has no driver"),
            Storage::Sqlite => Arc::new(SqliteDriver::open(Path::new(location)).await.unwrap()),
            Storage::Postgres => Arc::new(PostgresDriver::connect(location).await.unwrap()),
        };
        Self {
            inner,
            ran: Arc::default(),
            hanging: Arc::default(),
        }
    }

    /// A host over it. Its store waits as long as it takes.
    pub async fn host(kind: Storage) -> (TestHost, Self) {
        let storage = Arc::new(kind.fresh().await);
        let driver = Self::at(&storage, kind).await;
        let stores = SqlStores::over(driver.clone()).with_deadline(HOUR);
        // Nothing works there beside the requests.
        let host = TestHost::of(Framework::Axum, kind).over(&storage);
        let host = host.wrapping(move |_| stores.into()).start().await;
        (host, driver)
    }

    /// Takes out what ran so far.
    pub fn take(&self) -> Vec<Ran> {
        std::mem::take(&mut *self.ran.lock().unwrap())
    }

    /// From now on transactions with that text are never answered, or none.
    pub fn hang(&self, text: Option<&'static str>) {
        *self.hanging.lock().unwrap() = text;
    }

    fn note(&self, ran: Ran) {
        self.ran.lock().unwrap().push(ran);
    }
}

#[async_trait]
impl Driver for Recorded {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        self.inner.connection().await
    }

    async fn transaction(&self, transaction: Arc<Transaction>) -> Result<Rows, Undone> {
        let text = format!("{transaction:?}");
        let hanging = *self.hanging.lock().unwrap();
        let hangs = hanging.is_some_and(|own| text.contains(own));
        self.note(match transaction.durability() {
            Durability::Full => Ran::Durable(text),
            _ => Ran::Relaxed(text),
        });
        if hangs {
            std::future::pending::<()>().await;
        }
        self.inner.transaction(transaction).await
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        self.note(Ran::Read(sql));
        self.inner.query(sql, args).await
    }

    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, DriverError> {
        self.note(Ran::Read(sql));
        self.inner.first(sql, args).await
    }
}
