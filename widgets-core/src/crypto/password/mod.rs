//! Passwords: argon2id on blocking threads, a few at a time, in memory that is used again.
//!
//! Unbounded hashing lets a few hundred sign-ins take all memory and starve every page; a permit
//! for each core but one keeps pages quick and hashes at nearly full speed.

mod context;
mod flaw;
mod hash;
mod memory;
mod new;
mod policy;
mod pool;
mod recipe;
#[cfg(test)]
mod tests;
mod timing_equalizer;

pub use context::PasswordContext;
pub use flaw::PasswordFlaw;
pub(crate) use hash::{HashFault, Verification};
pub use hash::{HashParameters, PasswordHash};
pub use new::NewPassword;
pub use policy::{PasswordPolicy, PasswordRequirement};
pub use pool::PasswordHashes;
