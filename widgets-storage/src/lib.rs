//! Storage for the account and organization pages.

mod memory;
mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use memory::MemoryStores;
pub use sql::driver::{BoxError, CommitError, Dialect, Driver, Expect, Rows, Statement};
pub use sql::migrations::{Migration, migrations};
pub use sql::value::{Arg, Misread, Row, Value};
pub use sql::{STATEMENTS, SqlStores};
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteDriver;
