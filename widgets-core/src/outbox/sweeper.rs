//! Deletes expired rows periodically, in small batches, on any number of instances.
//!
//! Concurrent sweeps need no coordination: deleting is idempotent. Intervals are randomised to keep
//! them apart.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;

use crate::context::app_state::AppState;
use crate::context::ports::observer::{SweepObserved, observed};
use crate::stores::{OutboxSweep, StoreError};
use crate::types::random::random_bytes;

/// Rows deleted per statement, so that other writes do not wait long.
const BATCH: u32 = 500;
/// Maximum number of batches per store and sweep. The rest is left to the next sweep.
const BATCHES: u32 = 200;
/// Pause between two full batches, to let other writes in.
const BREATH: Duration = Duration::from_millis(20);
/// Average interval between two sweeps.
const INTERVAL: Duration = Duration::from_secs(10 * 60);

/// Number of rows a sweep deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Swept {
    /// Expired sessions, links, codes, known browsers and pending forms, and old events of the
    /// audit trail.
    pub accounts: u64,
    /// Expired rate limit counters.
    pub limits: u64,
    /// Old outbox rows, delivered or dead.
    pub outbox: u64,
}

/// A store that is swept on its own.
#[derive(Debug, Clone, Copy)]
enum SweptStore {
    Accounts,
    Limits,
    Outbox,
}

impl SweptStore {
    const fn name(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Limits => "limits",
            Self::Outbox => "outbox",
        }
    }
}

/// Deletes expired rows. Run by the [worker](crate::Worker).
pub(crate) struct Sweeper<'a>(pub(crate) &'a AppState);

impl Sweeper<'_> {
    /// Sweeps until dropped. After an outage, the next sweep tries again.
    pub(crate) async fn run(&self) {
        // Random delay, so that instances started together do not sweep together.
        tokio::time::sleep(pause() - INTERVAL / 2).await;
        loop {
            match AssertUnwindSafe(self.run_once()).catch_unwind().await {
                Ok(Ok(_)) => {}
                Ok(Err(error)) => tracing::warn!(%error, "a sweep failed and will be retried"),
                Err(_) => tracing::error!("a sweep panicked"),
            }
            tokio::time::sleep(pause()).await;
        }
    }

    /// Sweeps once. A store that fails does not keep the others from being swept.
    pub(crate) async fn run_once(&self) -> Result<Swept, StoreError> {
        let accounts = self.sweep(SweptStore::Accounts).await;
        let limits = self.sweep(SweptStore::Limits).await;
        let outbox = self.sweep(SweptStore::Outbox).await;
        Ok(Swept {
            accounts: accounts?,
            limits: limits?,
            outbox: outbox?,
        })
    }

    async fn sweep(&self, swept_store: SweptStore) -> Result<u64, StoreError> {
        let mut removed = 0;
        for _ in 0..BATCHES {
            let batch = self.batch(swept_store).await?;
            removed += batch;
            if batch > 0 {
                let store = swept_store.name();
                let sweep = SweepObserved {
                    store,
                    removed: batch,
                };
                observed(self.0.observer(), |own| own.sweep(&sweep));
            }
            if batch < u64::from(BATCH) {
                break;
            }
            tokio::time::sleep(BREATH).await;
        }
        Ok(removed)
    }

    async fn batch(&self, store: SweptStore) -> Result<u64, StoreError> {
        let (stores, retention, now) = (self.0.stores(), self.0.retention(), self.0.now());
        match store {
            SweptStore::Accounts => {
                let before = retention.audit_events.map(|kept| now.minus(kept));
                stores.accounts.sweep_accounts(now, before, BATCH).await
            }
            SweptStore::Limits => stores.limits.sweep_limits(now, BATCH).await,
            SweptStore::Outbox => {
                let sweep = OutboxSweep {
                    done_before: now.minus(retention.finished_outbox_rows),
                    dead_before: now.minus(retention.dead_letters),
                    limit: BATCH,
                };
                stores.outbox.sweep(sweep).await
            }
        }
    }
}

/// A random duration between 0.5 and 1.5 intervals.
fn pause() -> Duration {
    // Without random bytes, sweeps of several instances may coincide, which is harmless.
    let [byte] = random_bytes().unwrap_or([128]);
    INTERVAL / 2 + INTERVAL * u32::from(byte) / 255
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sweeps_are_about_ten_minutes_apart() {
        for _ in 0..100 {
            let minutes = pause().as_secs() / 60;
            assert!((5..=15).contains(&minutes), "{minutes}");
        }
    }
}
