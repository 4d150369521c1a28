//! The tables: their migrations, and what is wrong with a database.

pub(crate) mod checks;
pub(crate) mod migrations;
mod tables;
