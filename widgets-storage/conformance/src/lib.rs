//! The conformance kit: what every store must do, as tests that anybody's store can run.
//!
//! It is a dependency of tests alone:
//!
//! ```toml
//! [dev-dependencies]
//! widgets-conformance = "0.1"
//! ```
//!
//! Give [`conformance!`](crate::conformance!) a closure that makes fresh, empty stores. It becomes
//! one test for each check; none of them is optional. Most is checked by random sequences of calls,
//! which must be answered as the memory stores answer them; there are also races. The rules that matter
//! for safety are examples of the memory stores, in the tests of this crate.
//! `WIDGETS_SEED` (the first seed) and `WIDGETS_SEQUENCES` (how many) make runs longer, or one
//! sequence run again.
//!
//! ```
//! use widgets_storage::MemoryStores;
//! use widgets_conformance::Fixture;
//!
//! widgets_conformance::conformance!(async || Fixture::from(MemoryStores::new()));
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
//! A driver of one's own under [`SqlStores`](widgets_storage::SqlStores) has a further part,
//! `conformance!(driver, async || ...)`, whose factory gives the driver of an empty database. Every
//! write is a [`Plan`](widgets_storage::Plan), so it lets plans fail at each statement, before the
//! commit, dropped in the middle and met by others, and demands that nothing of them stays; it loses
//! the answers of writes, and demands that calling them again is safe; and it lets reads fail, which
//! must be told as outages. [`FailingDriver`] does that to any driver, for tests of one's own.
//!
//! [`watch`] wraps any stores and sees every call of them, for tests of a host's own that count calls
//! or need an outage: [`Calls`] does both.

// The kit is test code that happens to be shipped: a broken expectation ends the test.
#![deny(clippy::exhaustive_enums, clippy::exhaustive_structs)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod fixture;
mod list;
#[cfg(test)]
mod rules;
mod setup;
mod watch;

#[doc(hidden)]
pub mod driver;
#[doc(hidden)]
pub mod faults;
#[doc(hidden)]
pub mod migrations;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod races;

/// The checks by the names that [`conformance!`] gives them.
#[doc(hidden)]
pub mod checks {
    pub use crate::races::{
        challenges, ending, factors, limits, outbox, owners, passkeys, passwords, profile, sessions,
    };
    pub use crate::{driver, faults, migrations, model};
}

pub use faults::FailingDriver;
pub use fixture::{DriverFixture, Fixture, RecordedEvent};
pub use watch::{Boundary, Calls, Failure, Watcher, watch};
