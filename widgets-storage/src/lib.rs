//! Storage for the account and organization pages: in memory, and in SQLite or PostgreSQL.
//!
//! - [`MemoryStores`] holds everything in memory. It is for tests and trials, and a readable
//!   specification of the stores' behaviour.
//! - [`SqlStores`] uses tables with the prefix `wg_`, in a file of its own
//!   ([`SqlStores::sqlite_file`]) or in the host's database ([`SqlStores::sqlite`],
//!   [`SqlStores::postgres`]). The drivers require the features `sqlite` (enabled by default) and
//!   `postgres`.
//! - [`Driver`] is the port for other drivers of these two databases. SQL, migrations,
//!   transactions, deadlines and retries remain here.
//! - [`SqlStores::write`] is for stores of the host: it runs statements on the host's tables in the
//!   same database together with the change of a write, or appends only the change.
//! - The crate `widgets-conformance` tests that a store fulfils the contract, bundled or not.
//!
//! Either converts into the stores of the widgets by `into()`, as a whole or in part:
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
