//! Fresh stores of every kind.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::Connection as _;
use sqlx::postgres::PgConnection;
use widgets_core::stores::Stores;
use widgets_storage::{MemoryStores, SqlStores};

/// The environment variable that names a PostgreSQL server on which tests may create databases.
pub const POSTGRES: &str = "WIDGETS_TEST_POSTGRES";

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
    pub place: String,
    files: Option<PathBuf>,
}

impl Drop for FreshStorage {
    fn drop(&mut self) {
        if let Some(folder) = &self.files {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

impl Storage {
    /// A fresh store of this kind, migrated.
    pub async fn fresh(self) -> FreshStorage {
        match self {
            Self::Memory => FreshStorage {
                stores: MemoryStores::new().into(),
                place: String::new(),
                files: None,
            },
            Self::Sqlite => {
                let folder = folder();
                let file = folder.join("widgets.db");
                let stores = SqlStores::sqlite_file(&file).await.unwrap().into();
                FreshStorage {
                    stores,
                    place: file.display().to_string(),
                    files: Some(folder),
                }
            }
            Self::Postgres => {
                let place = database().await;
                let stores = SqlStores::postgres_url(&place).await.unwrap().into();
                FreshStorage {
                    stores,
                    place,
                    files: None,
                }
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

/// An empty PostgreSQL database of its own. Fails, naming the variable, when no server is given.
pub async fn database() -> String {
    let server = std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!("{POSTGRES} must be the URL of a PostgreSQL server; tests/run starts one")
    });
    let name = format!("widgets_{}_{}", std::process::id(), number());
    let mut connection = PgConnection::connect(&server).await.unwrap();
    let sql = format!("CREATE DATABASE {name}");
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .execute(&mut connection)
        .await
        .unwrap();
    let (head, _) = server.rsplit_once('/').unwrap();
    format!("{head}/{name}")
}
