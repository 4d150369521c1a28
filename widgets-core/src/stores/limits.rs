//! The boundary of rate limits.

use std::time::Duration;

use async_trait::async_trait;
use sha2::{Digest as _, Sha256};

use super::{Checked, StoreResult};
use crate::types::Timestamp;
use crate::types::clock::micros;
use crate::types::records::records;

/// The key of a rate limit. Storage sees only a hash, so the table contains no email or network
/// addresses.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LimitKey([u8; 32]);

impl LimitKey {
    /// The key that counts `subject` (an address, an account) for `purpose`.
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

/// A rate limit: `burst` times at once, and once more per elapsed `refill` (generic cell rate
/// algorithm).
///
/// A request is allowed iff the theoretical arrival time `tat`, the later of the stored one and
/// now, is at most `burst - 1` refills after now. `tat` then advances by one refill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    burst: u32,
    refill: Duration,
}

impl Quota {
    /// Far more than any request takes: setting back what a late request sees would let more through.
    const SLACK: Duration = Duration::from_secs(5 * 60);

    /// `burst` times at once (at least 1), and one more per `refill` (at least a microsecond).
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

    /// So many times as much: a burst so many times as large, refilled as many times as fast.
    #[must_use]
    pub fn times(&self, share: u32) -> Self {
        let share = share.max(1);
        Self::new(self.burst.saturating_mul(share), self.refill / share)
    }

    /// Microseconds until one more is allowed.
    #[must_use]
    pub fn refill_micros(&self) -> i64 {
        micros(self.refill)
    }

    /// Maximum distance from now to the theoretical arrival time for one more, in microseconds.
    #[must_use]
    pub fn tolerance_micros(&self) -> i64 {
        self.refill_micros()
            .saturating_mul(i64::from(self.burst.saturating_sub(1)))
    }

    /// Maximum distance from now to a theoretical arrival time, in microseconds: that of an exhausted
    /// limit, and five minutes, by which a request may be late and the clocks of instances may differ.
    /// One further ahead was written by a clock that is or was wrong.
    #[must_use]
    pub fn most_ahead_micros(&self) -> i64 {
        let exhausted = self.tolerance_micros().saturating_add(self.refill_micros());
        exhausted.saturating_add(micros(Self::SLACK))
    }
}

records! {
    /// A request to count towards one limit.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct LimitRequest {
        /// The key.
        pub key: LimitKey,
        /// The rate limit.
        pub quota: Quota,
    }
}

impl LimitRequest {
    /// Requests for several quotas and one subject. Each quota's name is its purpose.
    pub(crate) fn each(quotas: &[(&str, Quota)], subject: &str) -> Vec<Self> {
        let of = |(purpose, quota): &(&str, Quota)| Self {
            key: LimitKey::new(purpose, subject),
            quota: *quota,
        };
        quotas.iter().map(of).collect()
    }
}

/// Result of [`LimitStore::consume`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum LimitOutcome {
    /// All limits allowed it.
    Allowed,
    /// A limit is exhausted, so nothing was counted.
    Limited {
        /// How long until that limit allows another attempt.
        wait: Duration,
    },
}

/// Rate limits, shared by all instances of the host.
#[async_trait]
pub trait LimitStore: Checked {
    /// Counts towards all limits or, if one is exhausted, towards none. Exact under concurrency.
    /// Appends nothing. The order of `requests` is irrelevant; each key appears at most once.
    ///
    /// `at` is the moment to count at, as tests give it. With `None` the store reads a clock of its own,
    /// which should be one for all instances, such as that of the database server: limits that instances
    /// count by clocks of their own refuse everybody at the instance that is behind.
    ///
    /// If the refusing limit's stored time is further ahead than [`Quota::most_ahead_micros`], because a
    /// clock was wrong when it was written, it is set back to that. Otherwise everybody would be refused
    /// for as long as that clock was ahead.
    async fn consume(
        &self,
        requests: &[LimitRequest],
        at: Option<Timestamp>,
    ) -> StoreResult<LimitOutcome>;

    /// Resets these keys.
    async fn clear(&self, keys: &[LimitKey]) -> StoreResult<()>;

    /// Deletes up to `limit` keys whose theoretical arrival time is not after `at` (expired, so
    /// equivalent to no key) and returns the count. Fewer than `limit` means that nothing is left. `at` is
    /// as in [`consume`](Self::consume).
    async fn sweep_limits(&self, at: Option<Timestamp>, limit: u32) -> StoreResult<u64>;
}
