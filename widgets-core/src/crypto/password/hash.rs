//! Stored hashes, what they cost, and what comparing with them gives.

use std::fmt;
use std::time::Duration;

use super::recipe::Recipe;
use crate::types::random::EntropyError;

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

    /// Beyond this an imported hash would let one sign-in take the machine: 256 MiB, 16 passes, 16
    /// lanes.
    pub(super) const MOST: Self = Self {
        memory: 262_144,
        passes: 16,
        lanes: 16,
    };

    /// Memory times passes: 1 GiB once, or 256 MiB four times.
    pub(super) const MOST_WORK: u64 = 1_048_576;

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

/// A stored hash, written by us or by another system. `Debug` never prints it.
///
/// Ours are argon2id in the PHC string format. These of other systems verify too, as long as one
/// costs no more than a sign-in may ask for, and are replaced by ours at the first sign-in:
///
/// | kind | written as | at most |
/// |---|---|---|
/// | argon2id, argon2i, argon2d (RFC 9106) | `$argon2id$v=19$m=..,t=..,p=..$..$..` | 256 MiB, 16 passes, 16 lanes; memory times passes 1 GiB |
/// | bcrypt | `$2a$`, `$2b$` or `$2y$` | cost 14 |
/// | scrypt (RFC 7914) | `$scrypt$ln=..,r=..,p=..$..$..` | N·r·p 2²¹ (256 MiB), r 32, p 16 |
/// | PBKDF2 (RFC 8018) with HMAC-SHA-256 or -512 | `$pbkdf2-sha256$i=..$..$..`, with or without `i=`, or Django's `pbkdf2_sha256$..$..$..` | 1,000 to 2 million iterations, 1 million with SHA-512 |
///
/// bcrypt reads no more than 72 bytes of a password, so a longer one is right when its first 72
/// bytes are. The hash that replaces it covers all that was typed at that sign-in.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub(super) String);

impl PasswordHash {
    /// Reads a hash made here or elsewhere; `None` for what is of no kind above, is malformed or
    /// costs too much.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Recipe::of(text).map(|_| Self(text.to_owned()))
    }

    /// The text to store.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What comparing with it takes: memory in KiB, and time as a share of the dearest that is taken
    /// of its kind.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn cost(&self) -> (u64, f64) {
        Recipe::of(&self.0).map_or((0, 0.0), |recipe| recipe.cost())
    }

    /// What this password gives by its recipe.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn try_with(&self, password: &[u8]) -> Option<Vec<u8>> {
        Recipe::of(&self.0)?.run(password, &mut Vec::new())
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
    /// It is the right one, and its hash is to be replaced: it costs less than it should by now, or
    /// is not of our kind.
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
