//! The schema: migrations and set-up checks.

pub(crate) mod checks;
pub(crate) mod migrations;
mod tables;
