//! Passwords: argon2id on a bounded number of blocking threads.
//!
//! Without the bound, a few hundred simultaneous sign-ins would exhaust memory and starve all
//! pages. One permit per core, less one, keeps pages fast and hashes at nearly full speed.

mod common;
mod context;
mod flaw;
mod hash;
mod memory;
mod new;
mod policy;
mod pool;
mod range;
mod recipe;
mod strength;
#[cfg(test)]
mod tests;
mod timing_equalizer;
mod turns;

pub use context::PasswordContext;
pub use flaw::PasswordFlaw;
pub(crate) use hash::{HashFault, Verification};
pub use hash::{HashParameters, PasswordHash};
pub use new::NewPassword;
pub use policy::{PasswordPolicy, PasswordRequirement};
pub(crate) use pool::Asker;
pub use pool::PasswordHashes;
pub(crate) use range::PasswordRange;
pub use strength::PasswordStrength;
pub(crate) use strength::StrengthMeter;
