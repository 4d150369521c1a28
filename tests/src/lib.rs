//! What the scenarios need: running hosts (a framework over a store), browsers, people, and the
//! servers that a host stands on.

pub mod documents;
pub mod harness;
pub mod host;
pub mod ledger;
pub mod prelude;
pub mod servers;

pub use harness::app::{Framework, TestHost, TestHostBuilder};
pub use harness::browser::{Browser, Reply};
pub use harness::storage::Storage;
