//! Storage for the account and organization pages: in memory, and in SQLite or PostgreSQL.
//!
//! - [`MemoryStores`] holds everything in memory. It is for tests and trials, and a readable
//!   specification of the stores' behaviour.
//! - [`SqlStores`] uses tables with the prefix `wg_`, in a database of its own
//!   ([`SqlStores::sqlite_file`], [`SqlStores::postgres_url`]) or in the host's
//!   ([`SqlStores::sqlite`], [`SqlStores::postgres`]). A SQLite file requires the feature `sqlite`
//!   (enabled by default), a host's SQLite pool `sqlx-sqlite`, and PostgreSQL `postgres`.
//! - [`Driver`] is the port for other drivers of these two databases. SQL, migrations,
//!   transactions, deadlines and retries remain here.
//! - [`Plan`] is a write: its statements, and the outcome if one of them refuses. All stores here
//!   write plans, and stores of the host write their own tables in the same database with them
//!   ([`SqlStores::write`]).
//! - The crate `widgets-conformance` tests that a store fulfils the contract, bundled or not.
//!
//! A database that is opened here is migrated at once. With a pool of the host's, call
//! [`SqlStores::migrate`] first:
//!
//! ```no_run
//! # #[cfg(all(feature = "sqlite", feature = "postgres"))]
//! # async fn opened(pool: sqlx::PgPool) -> Result<(), widgets_core::stores::StoreError> {
//! use widgets_storage::SqlStores;
//!
//! let stores = SqlStores::sqlite_file("app.db").await?;
//! let stores = SqlStores::postgres_url("postgres://app@localhost/app").await?;
//! let stores = SqlStores::postgres(pool);
//! stores.migrate().await?;
//! # Ok(()) }
//! ```
//!
//! [`MemoryStores`] and [`SqlStores`] convert into the stores of the widgets by `into()`, as a whole
//! or in part:
//!
//! ```
//! use std::sync::Arc;
//! use widgets_core::stores::Stores;
//! use widgets_storage::MemoryStores;
//!
//! let all: Stores = MemoryStores::new().into();
//! let mixed = all.with_limits(Arc::new(MemoryStores::new()));
//! # let _ = mixed;
//! ```

// What is public can grow without breaking hosts, except where a reason stands beside it.
#![deny(clippy::exhaustive_enums, clippy::exhaustive_structs)]

mod driver;
mod engine;
mod schema;
mod stores;

mod accounts;
mod host;
mod limits;
mod mailbox;
mod organizations;
mod outbox;
mod profile;

mod memory;

#[cfg(feature = "postgres")]
pub use driver::PostgresDriver;
#[cfg(feature = "sqlite")]
pub use driver::SqliteDriver;
#[cfg(feature = "sqlx-sqlite")]
pub use driver::SqlxSqliteDriver;
pub use driver::{
    Arg, BoxError, Connection, Dialect, Driver, DriverError, Durability, FromRow, FromValue,
    Misread, Row, Rows, Transaction, Undone, Value,
};
pub use engine::Plan;
pub use memory::MemoryStores;
pub use schema::migrations::{Migration, migrations};
pub use stores::SqlStores;
