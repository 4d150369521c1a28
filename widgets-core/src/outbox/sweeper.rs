//! Deletes expired rows periodically, in small batches, on any number of instances.
//!
//! Concurrent sweeps need no coordination: deleting is idempotent. Intervals are randomised to keep
//! them apart.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use crate::context::app_state::AppState;
use crate::context::ports::observer::{SweepObserved, observed};
use crate::stores::{OutboxSweep, StoreError, StoreResult};
use crate::types::clock::Timestamp;
use crate::types::random::random_bytes;

/// Rows deleted per statement, so that other writes do not wait long.
const BATCH: u32 = 500;
/// Maximum number of batches per store and sweep. The rest is left to the next sweep.
const BATCHES: u32 = 200;
/// Pause between two full batches, to let other writes in.
const BREATH: Duration = Duration::from_millis(20);
/// Average interval between two sweeps.
const INTERVAL: Duration = Duration::from_mins(10);

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
        let (stores, retention) = (self.0.stores(), self.0.retention());
        let accounts = self.sweep("accounts", |now| {
            let events_before = retention.audit_events.map(|kept| now.minus(kept));
            stores.accounts.sweep_accounts(now, events_before, BATCH)
        });
        let accounts = accounts.await;
        let limits = self.sweep("limits", |now| stores.limits.sweep_limits(now, BATCH));
        let limits = limits.await;
        let outbox = self.sweep("outbox", |now| {
            let done_before = now.minus(retention.finished_outbox_rows);
            let dead_before = now.minus(retention.dead_letters);
            let sweep = OutboxSweep::new(done_before, dead_before, BATCH);
            stores.outbox.sweep(sweep)
        });
        let outbox = outbox.await;
        Ok(Swept {
            accounts: accounts?,
            limits: limits?,
            outbox: outbox?,
        })
    }

    /// Deletes expired rows of a store in batches, and returns how many.
    async fn sweep<'s>(
        &self,
        store: &'static str,
        batch: impl Fn(Timestamp) -> BoxFuture<'s, StoreResult<u64>>,
    ) -> StoreResult<u64> {
        let mut swept = 0;
        for _ in 0..BATCHES {
            let removed = batch(self.0.now()).await?;
            swept += removed;
            if removed > 0 {
                let sweep = SweepObserved { store, removed };
                observed(self.0.observer(), |own| own.sweep(&sweep));
            }
            if removed < u64::from(BATCH) {
                break;
            }
            tokio::time::sleep(BREATH).await;
        }
        Ok(swept)
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
