//! Stored hashes, what they cost, and what comparing with them gives.

use std::fmt;
use std::time::Duration;

use super::recipe::Recipe;
use crate::crypto::random::EntropyError;

/// How much work a hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashParameters {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl HashParameters {
    /// 19 MiB, two passes, one lane: the least that OWASP's password storage cheat sheet asks of
    /// argon2id.
    pub const RECOMMENDED: Self = Self {
        memory: 19_456,
        passes: 2,
        lanes: 1,
    };

    /// Beyond this an imported hash would let one sign-in take the machine.
    pub(super) const MOST: Self = Self {
        memory: 262_144,
        passes: 16,
        lanes: 16,
    };

    /// Whether it takes less memory or fewer passes; lanes only share the same work.
    pub(crate) const fn is_weaker_than(self, other: Self) -> bool {
        self.memory < other.memory || self.passes < other.passes
    }
}

impl Default for HashParameters {
    fn default() -> Self {
        Self::RECOMMENDED
    }
}

/// A stored hash in the PHC string format. `Debug` never prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub(super) String);

impl PasswordHash {
    /// Reads a hash made here or elsewhere: argon2id, argon2i or argon2d, version 19, with salt and
    /// output, costing at most 256 MiB, 16 passes and 16 lanes. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Recipe::of(text).map(|_| Self(text.to_owned()))
    }

    /// The text to store.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// What comparing a typed password with a stored hash gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verification {
    /// It is another one, or there is none to compare with.
    Wrong,
    /// It is the right one.
    Right,
    /// It is the right one, and its hash costs less than it should by now.
    RightButWeak,
}

/// Why a password could not be hashed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HashFault {
    #[error("password hashing is busy: no permit within {0:?}")]
    Busy(Duration),
    #[error("password hashing failed: {0}")]
    Failed(&'static str),
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}
