//! The conformance kit over every bundled store, and what only some of them can be asked.

// Everything in this crate is a test or helps one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod alternating;
mod explained;
mod folder;
mod intercepted;
mod kit;
mod mailbox;
mod memory;
mod own;
mod people;
mod planted;
mod postgres;
mod retries;
mod slow_statements;
mod sqlite;
