//! Running statements: typed reads, writes as plans with their changes, deadlines and retries.

mod change;
mod database;
mod plan;
mod select;

pub(crate) use self::database::Database;
pub use self::plan::Plan;
pub(crate) use self::select::{Select, row, select, take};
