//! Stored password hashes, their cost, and the result of comparing with them.

use std::time::Duration;

use super::recipe::Recipe;
use crate::types::EntropyError;

/// Cost parameters of argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "argon2id has these three")]
pub struct HashParameters {
    /// Memory in KiB.
    pub memory: u32,
    /// Number of passes over the memory.
    pub passes: u32,
    /// Number of lanes.
    pub lanes: u32,
}

impl HashParameters {
    /// 19 MiB, two passes, one lane: the minimum of OWASP's password storage cheat sheet.
    pub const RECOMMENDED: Self = Self {
        memory: 19_456,
        passes: 2,
        lanes: 1,
    };

    /// Upper limit for imported hashes, so that one sign-in cannot exhaust the machine: 256 MiB, 16
    /// passes, 16 lanes.
    pub(super) const MOST: Self = Self {
        memory: 262_144,
        passes: 16,
        lanes: 16,
    };

    /// Upper limit for memory (KiB) times passes: 1 GiB once, or 256 MiB four times.
    pub(super) const MOST_WORK: u64 = 1_048_576;

    /// Whether it uses less memory or fewer passes. Lanes are ignored: they only divide the same
    /// work.
    pub(crate) const fn is_weaker_than(self, other: Self) -> bool {
        self.memory < other.memory || self.passes < other.passes
    }
}

impl Default for HashParameters {
    fn default() -> Self {
        Self::RECOMMENDED
    }
}

/// A stored password hash, made here or imported. `Debug` never prints it.
///
/// New hashes are argon2id in the PHC string format. Imported hashes verify too, up to the cost
/// limits below, and are replaced at the first successful sign-in:
///
/// | kind | format | limit |
/// |---|---|---|
/// | argon2id, argon2i, argon2d (RFC 9106) | `$argon2id$v=19$m=..,t=..,p=..$..$..` | 256 MiB, 16 passes, 16 lanes; memory times passes 1 GiB |
/// | bcrypt | `$2a$`, `$2b$` or `$2y$` | cost 14 |
/// | scrypt (RFC 7914) | `$scrypt$ln=..,r=..,p=..$..$..` | N·r·p 2²¹ (256 MiB), r 32, p 16 |
/// | PBKDF2 (RFC 8018) with HMAC-SHA-256 or -512 | `$pbkdf2-sha256$i=..$..$..`, with or without `i=`, or Django's `pbkdf2_sha256$..$..$..` | 1,000 to 2 million iterations, 1 million with SHA-512 |
///
/// bcrypt uses only the first 72 bytes of a password, so a longer one matches if its first 72 bytes
/// do. The replacing hash covers the whole password typed at that sign-in.
#[derive(Clone, PartialEq, Eq, derive_more::Debug)]
#[debug("PasswordHash(..)")]
pub struct PasswordHash(pub(super) String);

impl PasswordHash {
    /// Parses a hash; `None` if its kind is unknown, it is malformed or it exceeds the cost limits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Recipe::of(text).map(|_| Self(text.to_owned()))
    }

    /// The text to store.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Cost of a comparison: memory in KiB, and time as a fraction of the most expensive accepted
    /// hash of its kind.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn cost(&self) -> (u64, f64) {
        Recipe::of(&self.0).map_or((0, 0.0), |recipe| recipe.cost())
    }

    /// Hashes `password` with the parameters and salt of this hash.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn try_with(&self, password: &[u8]) -> Option<Vec<u8>> {
        Recipe::of(&self.0)?.run(password, &super::memory::Memory::default())
    }
}

/// Result of comparing a typed password with a stored hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verification {
    /// It does not match, or there is no stored hash.
    Wrong,
    /// It matches.
    Right,
    /// It matches, but the hash should be replaced: it is weaker than the current parameters, of an
    /// imported kind, or of a password that was not in Unicode's composed form.
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
