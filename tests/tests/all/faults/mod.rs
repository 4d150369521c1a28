//! Faults of what the widgets stand on: bounded, closed, and gone once the cause is gone.

mod calm;
mod killing;
mod mail_server;
mod panics;
mod postgres;
mod sqlite;
