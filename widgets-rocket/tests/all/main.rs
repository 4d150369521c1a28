//! The widgets in Rocket: what the adapter itself has to get right.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod attached;
mod catchers;
mod guards;
mod host;
mod identity;
mod pages;
mod wire;
