//! Faults of what the widgets stand on: bounded, closed, and gone once the cause is gone.

mod killing;
mod sqlite;
