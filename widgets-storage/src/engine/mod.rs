//! What runs the statements: reads by their types, writes as plans, with deadlines and retries, and
//! the change that goes along with a write.

mod change;
mod database;
mod plan;
mod select;
mod transaction;

pub(crate) use self::database::Database;
pub use self::plan::Plan;
pub(crate) use self::select::{Select, row, select, take};
