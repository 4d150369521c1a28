//! The database port, transactions over it, and the bundled drivers.

mod port;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;
mod transaction;
mod value;

pub use self::port::{
    BoxError, CommitError, Connection, Dialect, Driver, DriverError, Expect, Rows, Statement,
};
#[cfg(feature = "postgres")]
pub use self::postgres::PostgresDriver;
#[cfg(feature = "sqlite")]
pub use self::sqlite::SqliteDriver;
pub use self::value::{Arg, Misread, Row, Value};
