//! Fresh stores of every kind.

use crate::prelude::*;
use std::fmt::Debug;
use std::path::PathBuf;

use sqlx::postgres::{PgConnection, PgRow};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{Connection as _, FromRow};
use widgets_core::stores::{Event, Stores};

use crate::harness::database::Database;

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

/// A store and where it is, so that a second instance can open it too.
pub struct FreshStorage {
    /// The stores.
    pub stores: Stores,
    /// The file of SQLite or the URL of PostgreSQL.
    pub location: String,
    memory: Option<MemoryStores>,
    /// What goes when this does, unless somebody else brought it.
    database: Option<Database>,
    folder: Option<PathBuf>,
}

/// Whether a database is in PostgreSQL, by its location.
fn is_postgres(location: &str) -> bool {
    location.starts_with("postgres")
}

/// The stores in a file of SQLite or at the URL of a PostgreSQL database, migrated.
///
/// # Panics
///
/// When it cannot be reached.
pub async fn open(location: &str) -> SqlStores {
    let opened = match is_postgres(location) {
        true => SqlStores::postgres_url(location).await,
        false => SqlStores::sqlite_file(location).await,
    };
    opened.unwrap()
}

impl FreshStorage {
    fn new(stores: impl Into<Stores>, location: &str) -> Self {
        Self {
            stores: stores.into(),
            location: location.to_owned(),
            memory: None,
            database: None,
            folder: None,
        }
    }

    /// What is in a file or a database.
    ///
    /// # Panics
    ///
    /// As [`open`].
    pub async fn at(location: &str) -> Self {
        Self::new(open(location).await, location)
    }

    /// The events that were recorded in memory.
    pub(crate) fn events_in_memory(&self) -> Vec<Event> {
        self.memory.as_ref().unwrap().events()
    }

    /// The rows that a query of the tables answers, read past the stores; `None` where there are no
    /// tables.
    pub async fn query<T>(&self, sql: &'static str) -> Option<Vec<T>>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        match self.memory {
            Some(_) => None,
            None => Some(query(&self.location, sql).await),
        }
    }
}

/// The rows that a query of a file or database answers; none for a statement that changes some.
pub async fn query<T>(location: &str, sql: &'static str) -> Vec<T>
where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    let rows = if is_postgres(location) {
        let mut database = PgConnection::connect(location).await.unwrap();
        sqlx::query_as(sql).fetch_all(&mut database).await
    } else {
        let mut file = SqliteConnection::connect(location).await.unwrap();
        sqlx::query_as(sql).fetch_all(&mut file).await
    };
    rows.unwrap()
}

impl Drop for FreshStorage {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
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
                let mut storage = FreshStorage::new(memory.clone(), "");
                storage.memory = Some(memory);
                storage
            }
            Self::Sqlite => {
                let folder = folder();
                let file = folder.join("widgets.db").display().to_string();
                let mut storage = FreshStorage::at(&file).await;
                storage.folder = Some(folder);
                storage
            }
            Self::Postgres => {
                let database = Database::migrated().await;
                let mut storage = FreshStorage::at(&database.url).await;
                storage.database = Some(database);
                storage
            }
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Self {
        named([Self::Memory, Self::Sqlite, Self::Postgres], name)
    }
}

/// The one of these whose name that is, in lower case.
pub(crate) fn named<T: Debug, const N: usize>(all: [T; N], name: &str) -> T {
    let mut all = all.into_iter();
    let found = all.find(|own| format!("{own:?}").to_lowercase() == name);
    found.unwrap_or_else(|| panic!("nothing is called {name}"))
}

/// An empty folder of its own.
pub fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    let folder = std::env::temp_dir().join(format!("widgets-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
