//! Fresh stores of every kind.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::{PgConnection, PgPool, PgRow};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{Connection as _, FromRow};
use widgets_core::stores::Stores;
use widgets_storage::{MemoryStores, PostgresDriver, SqlStores, SqliteDriver};

use crate::harness::database::Database;
use crate::ledger::Books;

/// A kind of store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// In memory.
    Memory,
    /// A SQLite file.
    Sqlite,
    /// A PostgreSQL database.
    Postgres,
}

/// A fresh, empty store, and where it is, so that a second instance can open it too.
pub struct FreshStorage {
    /// The stores.
    pub stores: Stores,
    /// The file of SQLite or the URL of PostgreSQL.
    pub location: String,
    kind: Kind,
    /// The database that goes when this does, unless somebody else brought it.
    _database: Option<Database>,
}

enum Kind {
    Memory(MemoryStores),
    Sqlite(PathBuf),
    Postgres,
}

impl FreshStorage {
    /// What it keeps, read past its stores.
    pub async fn books(&self) -> Books {
        match &self.kind {
            Kind::Memory(memory) => Books::Memory(memory.clone()),
            Kind::Sqlite(_) => {
                let driver = SqliteDriver::open(self.location.as_ref()).await.unwrap();
                Books::Sql(Box::new(driver))
            }
            Kind::Postgres => {
                let pool = PgPool::connect(&self.location).await.unwrap();
                Books::Sql(Box::new(PostgresDriver::new(pool)))
            }
        }
    }

    /// The rows that a query of the tables answers; `None` where there are no tables.
    pub async fn query<T>(&self, sql: &'static str) -> Option<Vec<T>>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let location = &self.location;
        let rows = match self.kind {
            Kind::Memory(_) => return None,
            Kind::Sqlite(_) => {
                let mut file = SqliteConnection::connect(location).await.unwrap();
                sqlx::query_as(sql).fetch_all(&mut file).await
            }
            Kind::Postgres => {
                let mut database = PgConnection::connect(location).await.unwrap();
                sqlx::query_as(sql).fetch_all(&mut database).await
            }
        };
        Some(rows.unwrap())
    }

    /// What is in a PostgreSQL database that exists.
    ///
    /// # Panics
    ///
    /// When it cannot be reached.
    pub async fn in_postgres(location: String) -> Self {
        let stores = SqlStores::postgres_url(&location).await.unwrap().into();
        Self {
            stores,
            location,
            kind: Kind::Postgres,
            _database: None,
        }
    }
}

impl Drop for FreshStorage {
    fn drop(&mut self) {
        if let Kind::Sqlite(folder) = &self.kind {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

impl Storage {
    /// A fresh store of this kind, migrated.
    pub async fn fresh(self) -> FreshStorage {
        match self {
            Self::Memory => {
                let memory = MemoryStores::new();
                FreshStorage {
                    stores: memory.clone().into(),
                    location: String::new(),
                    kind: Kind::Memory(memory),
                    _database: None,
                }
            }
            Self::Sqlite => {
                let folder = folder();
                let file = folder.join("widgets.db");
                let stores = SqlStores::sqlite_file(&file).await.unwrap().into();
                FreshStorage {
                    stores,
                    location: file.display().to_string(),
                    kind: Kind::Sqlite(folder),
                    _database: None,
                }
            }
            Self::Postgres => {
                let database = Database::migrated().await;
                let mut storage = FreshStorage::in_postgres(database.url.clone()).await;
                storage._database = Some(database);
                storage
            }
        }
    }
}

fn number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::SeqCst)
}

/// An empty folder of its own.
#[must_use]
pub fn folder() -> PathBuf {
    let name = format!("widgets-{}-{}", std::process::id(), number());
    let folder = std::env::temp_dir().join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
