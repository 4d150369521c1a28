//! The database port, the values that go through it, and the bundled drivers.

#![allow(
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    reason = "a driver of a host has to bind every argument and report every error"
)]

mod columns;
mod port;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "sqlx-sqlite")]
mod sqlx_sqlite;
mod transaction;
mod value;

pub(crate) use self::columns::words;
pub use self::port::{BoxError, Connection, Dialect, Driver, DriverError, Rows};
#[cfg(feature = "postgres")]
pub use self::postgres::PostgresDriver;
#[cfg(feature = "sqlite")]
pub use self::sqlite::SqliteDriver;
#[cfg(feature = "sqlx-sqlite")]
pub use self::sqlx_sqlite::SqlxSqliteDriver;
pub(crate) use self::transaction::Expect;
pub use self::transaction::{Durability, Transaction, Undone};
pub use self::value::{Arg, FromRow, FromValue, Misread, Row, Value};
