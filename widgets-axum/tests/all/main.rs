//! The adapter against memory stores.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod extracting;
mod host;
mod mounting;
