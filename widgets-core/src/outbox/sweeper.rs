//! Removing what is over: in small batches, now and then, on any number of instances.
//!
//! Two instances that sweep at once remove the same rows, each of them once, so they need not know
//! of each other; intervals of random length keep them apart.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;

use crate::context::app_state::AppState;
use crate::context::ports::observer::{SweepObserved, observed};
use crate::stores::{OutboxSweep, StoreError};
use crate::types::random::random_bytes;

/// Rows removed at a time, so that no write waits long for a sweep.
const BATCH: u32 = 500;
/// After so many batches of one store the rest is left to the next sweep.
const BATCHES: u32 = 200;
/// Between two full batches, so that others come in between.
const BREATH: Duration = Duration::from_millis(20);
/// Between two sweeps, on average.
const INTERVAL: Duration = Duration::from_secs(10 * 60);

/// How many rows a sweep removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Swept {
    /// Sessions, links, codes, known browsers and pending forms without effect, and old events of the
    /// audit trail.
    pub accounts: u64,
    /// Limits nobody uses any more.
    pub limits: u64,
    /// Rows of the outbox that were delivered, or given up, long ago.
    pub outbox: u64,
}

/// What can be swept by itself.
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

/// Removes what is over. A part of the [worker](crate::Worker).
pub(crate) struct Sweeper<'a>(pub(crate) &'a AppState);

impl Sweeper<'_> {
    /// Sweeps until it is dropped. An outage is left to the next time.
    pub(crate) async fn run(&self) {
        // Instances that start together do not sweep together.
        tokio::time::sleep(pause() - INTERVAL / 2).await;
        loop {
            match AssertUnwindSafe(self.run_once()).catch_unwind().await {
                Ok(Ok(_)) => {}
                Ok(Err(error)) => tracing::warn!(%error, "a sweep is left to the next time"),
                Err(_) => tracing::error!("a sweep panicked"),
            }
            tokio::time::sleep(pause()).await;
        }
    }

    /// Removes what is over now. Every store is swept even when another does not answer.
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

/// Half an interval to one and a half.
fn pause() -> Duration {
    // Without random bytes, sweeps of several instances may meet, which harms nobody.
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
