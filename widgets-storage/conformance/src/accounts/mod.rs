//! Checks of accounts and everything that belongs to one.

pub mod challenges;
pub mod credentials;
pub mod deleting;
pub mod directory;
pub mod impersonations;
pub mod open_session;
pub mod passwords;
pub mod pending_forms;
pub mod redemptions;
pub mod sealed_challenges;
pub mod sessions;
pub mod sign_ups;
pub mod sweeping;
