//! Storage for the account and organization pages: in memory, and in SQLite or PostgreSQL.
//!
//! - [`MemoryStores`] keeps everything in the process. It is for tests and trials, and the
//!   readable statement of what every store does.
//! - [`SqlStores`] keeps everything in tables whose names begin with `wg_`, in a file of its own
//!   ([`SqlStores::sqlite_file`]) or in the host's database ([`SqlStores::sqlite`],
//!   [`SqlStores::postgres`]). The drivers are behind the features `sqlite` (on by default) and
//!   `postgres`.
//! - [`Driver`] is the port for any other driver of these two databases: the SQL, the migrations,
//!   the transactions, the deadlines and the retries stay here.
//! - [`SqlStores::write`] is for stores of the host's own: statements on its own tables in the same
//!   database, together with what the write appends, or only the latter.
//! - The crate `widgets-conformance` makes tests of everything a store must do, for ours and for
//!   anybody's.
//!
//! Either becomes the stores of the widgets by `into()`, whole or in part:
//!
//! ```
//! use std::sync::Arc;
//! use widgets_core::stores::Stores;
//! use widgets_storage::MemoryStores;
//!
//! let all: Stores = MemoryStores::new().into();
//! let mixed = Stores { limits: Arc::new(MemoryStores::new()), ..all };
//! # let _ = mixed;
//! ```

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
pub use driver::{
    Arg, BoxError, CommitError, Connection, Dialect, Driver, DriverError, Expect, Misread, Row,
    Rows, Statement, Value,
};
pub use host::Written;
pub use memory::MemoryStores;
pub use schema::migrations::{Migration, migrations};
pub use stores::SqlStores;
