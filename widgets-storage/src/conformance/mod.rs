//! The conformance kit: what every store must do, as tests that anybody's store can run.
//!
//! Give [`conformance!`](crate::conformance!) something that makes fresh, empty stores. It becomes
//! one test for each check, races included; none of them is optional.
//!
//! ```
//! use widgets_storage::MemoryStores;
//! use widgets_storage::conformance::Fixture;
//!
//! widgets_storage::conformance!(async || Fixture::from(MemoryStores::new()));
//! # fn main() {}
//! ```
//!
//! A store that replaces one boundary runs the checks of that boundary, with the bundled stores
//! for the rest ([`Fixture::replacing`]): `conformance!(profile, async || ...)`. The boundaries are `accounts`,
//! `organizations`, `profile`, `limits` and `outbox`; accounts and organizations are checked
//! together with each other, since they are replaced together.
//!
//! Checks need to see what a store appended, so a [`Fixture`] also says how to read the audit
//! trail; rows of the outbox are seen by claiming them. Tests are made with `tokio::test`, so the
//! crate that runs them needs `tokio` with `macros` and `rt-multi-thread`.
//!
//! A driver of one's own under [`SqlStores`](crate::SqlStores) has a further part,
//! `conformance!(driver, async || ...)`, whose factory gives the driver of an empty database. It
//! lets every method that writes fail at each of its statements, before its commit, dropped in the
//! middle and met by others, and demands that nothing of it stays; it loses the answer of each, and
//! demands that calling it again is safe; and it lets every method that reads fail, which must be
//! told as an outage. [`FailingDriver`] does that to any driver, for tests of one's own.
//!
//! [`watch`] puts an eye on every call of any stores, for tests of a host's own that count work or
//! need an outage: [`Calls`] does both.

// The kit is test code that happens to be shipped: a broken expectation ends the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod bench;
#[doc(hidden)]
pub mod challenges;
#[doc(hidden)]
pub mod credentials;
#[doc(hidden)]
pub mod deleting;
#[doc(hidden)]
pub mod directory;
#[doc(hidden)]
pub mod driver;
mod failing;
mod fixture;
#[doc(hidden)]
pub mod impersonations;
#[doc(hidden)]
pub mod kept_forms;
#[doc(hidden)]
pub mod limits;
mod list;
mod mailboxes;
#[doc(hidden)]
pub mod migrating;
mod older;
#[doc(hidden)]
pub mod openings;
#[doc(hidden)]
pub mod organizations;
#[doc(hidden)]
pub mod outbox;
#[doc(hidden)]
pub mod owners;
#[doc(hidden)]
pub mod passwords;
#[doc(hidden)]
pub mod profile;
#[doc(hidden)]
pub mod races;
#[doc(hidden)]
pub mod redemptions;
mod rig;
#[doc(hidden)]
pub mod sealed_challenges;
#[doc(hidden)]
pub mod sealed_rows;
#[doc(hidden)]
pub mod sessions;
#[doc(hidden)]
pub mod sign_ups;
#[doc(hidden)]
pub mod sweeping;
mod trial;
#[doc(hidden)]
pub mod undoing;
mod watching;

pub use failing::FailingDriver;
pub use fixture::{DriverFixture, Fixture, RecordedEvent};
pub use watching::{Boundary, Calls, Failure, Watcher, watch, watch_mailbox};
