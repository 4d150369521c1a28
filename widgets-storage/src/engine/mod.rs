//! What runs the statements: deadlines, retries, and the change that goes along with a write.

mod change;
mod database;
mod write;

pub(crate) use self::change::Prepared;
pub(crate) use self::database::{Database, Outcome};
pub(crate) use self::write::{Write, unforeseen};
