//! The driver against PostgreSQL, on the server that `WIDGETS_TEST_POSTGRES` names.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests and what helps them"
)]

mod given_up;
mod host;
mod kit;
mod server;
