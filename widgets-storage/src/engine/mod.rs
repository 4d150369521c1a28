//! Running statements: typed reads, writes as plans with their changes, deadlines and retries.

mod change;
mod database;
mod paging;
mod plan;
mod select;

pub(crate) use self::database::Database;
pub(crate) use self::paging::{in_selected, newest_first, selected_args, sorted_after};
pub use self::plan::Plan;
pub(crate) use self::select::{Select, row, select, take};
