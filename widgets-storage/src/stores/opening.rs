//! The stores over the bundled drivers.

#[cfg(feature = "sqlite")]
use std::path::Path;

#[cfg(feature = "postgres")]
use sqlx::postgres::PgPool;
#[cfg(feature = "sqlx-sqlite")]
use sqlx::sqlite::SqlitePool;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
use widgets_core::stores::{StoreError, StoreResult};

use super::SqlStores;
#[cfg(feature = "postgres")]
use crate::driver::PostgresDriver;
#[cfg(feature = "sqlite")]
use crate::driver::SqliteDriver;
#[cfg(feature = "sqlx-sqlite")]
use crate::driver::SqlxSqliteDriver;

#[cfg(feature = "sqlite")]
impl SqlStores {
    /// The stores in a file, which is made if it is missing and migrated. See [`SqliteDriver`] for
    /// where reads and writes run.
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
}

#[cfg(feature = "sqlx-sqlite")]
impl SqlStores {
    /// The stores in the host's own database. [`SqlStores::problems`] says which of the pool's
    /// settings must change; [`SqlStores::migrate`] makes the tables.
    #[must_use]
    pub fn sqlite(pool: SqlitePool) -> Self {
        Self::over(SqlxSqliteDriver::new(pool))
    }
}

#[cfg(feature = "postgres")]
impl SqlStores {
    /// The stores in the database of that address, which is migrated.
    ///
    /// # Errors
    ///
    /// When the address makes no sense, or the database is not there or cannot be migrated.
    pub async fn postgres_url(url: &str) -> StoreResult<Self> {
        let driver = PostgresDriver::connect(url).await;
        let stores = Self::over(driver.map_err(StoreError::unavailable)?);
        stores.migrate().await?;
        Ok(stores)
    }

    /// The stores in the host's own database. [`SqlStores::problems`] says what must change;
    /// [`SqlStores::migrate`] makes the tables, in the first schema of the search path.
    #[must_use]
    pub fn postgres(pool: PgPool) -> Self {
        Self::over(PostgresDriver::new(pool))
    }
}
