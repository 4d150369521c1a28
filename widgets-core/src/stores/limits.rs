//! The boundary of rate limits.

use std::time::Duration;

use async_trait::async_trait;
use sha2::{Digest as _, Sha256};

use super::{Checked, StoreResult};
use crate::types::clock::{Timestamp, micros};

/// What is counted: one use of something by somebody. Storage sees a hash, so no address of a
/// person or a machine stands in the table of limits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LimitKey([u8; 32]);

impl LimitKey {
    /// The key of `subject` (an address, an account) for `purpose`.
    #[must_use]
    pub fn new(purpose: &str, subject: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(purpose.as_bytes());
        hash.update([0]);
        hash.update(subject.as_bytes());
        Self(hash.finalize().into())
    }

    /// The bytes to store.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// How often something may happen: `burst` times at once, and once more for every `refill` that
/// passes (the generic cell rate algorithm).
///
/// A limit is taken iff its theoretical arrival time `tat` (the later of the stored one and now)
/// lies at most `burst - 1` refills ahead of now; `tat` then moves one refill further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    burst: u32,
    refill: Duration,
}

impl Quota {
    /// `burst` at once (at least one), one more every `refill` (at least a microsecond).
    #[must_use]
    pub const fn new(burst: u32, refill: Duration) -> Self {
        let burst = if burst == 0 { 1 } else { burst };
        let refill = if refill.as_micros() == 0 {
            Duration::from_micros(1)
        } else {
            refill
        };
        Self { burst, refill }
    }

    /// Microseconds that pass until it may happen once more.
    #[must_use]
    pub fn refill_micros(&self) -> i64 {
        micros(self.refill)
    }

    /// How far, in microseconds, the theoretical arrival time may lie ahead for one more.
    #[must_use]
    pub fn tolerance_micros(&self) -> i64 {
        self.refill_micros()
            .saturating_mul(i64::from(self.burst.saturating_sub(1)))
    }
}

/// One limit to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitRequest {
    /// What is counted.
    pub key: LimitKey,
    /// How often it may happen.
    pub quota: Quota,
}

impl LimitRequest {
    /// One of each quota, whose name is the purpose, for the same subject.
    pub(crate) fn each(quotas: &[(&str, Quota)], subject: &str) -> Vec<Self> {
        let of = |(purpose, quota): &(&str, Quota)| Self {
            key: LimitKey::new(purpose, subject),
            quota: *quota,
        };
        quotas.iter().map(of).collect()
    }
}

/// Whether all limits were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitOutcome {
    /// They were.
    Allowed,
    /// One was used up, so none was taken. Trying makes sense from this moment on.
    Limited {
        /// When the limit that refused has room again.
        retry_at: Timestamp,
    },
}

/// Rate limits, shared by every instance of the host.
#[async_trait]
pub trait LimitStore: Checked {
    /// Takes one of each, all or none, counted exactly under concurrency. Appends nothing.
    /// The order of `takings` does not matter; a key appears at most once.
    async fn consume(&self, requests: &[LimitRequest], at: Timestamp) -> StoreResult<LimitOutcome>;

    /// Forgets what was taken of these keys.
    async fn clear(&self, keys: &[LimitKey]) -> StoreResult<()>;

    /// Removes up to `limit` keys whose theoretical arrival time is not after `at`, which says the
    /// same as no key, and says how many; fewer than `limit` means that nothing is left to sweep.
    async fn sweep_limits(&self, at: Timestamp, limit: u32) -> StoreResult<u64>;
}
