//! Carries out resets of second factors that are due, and deletes expired rows, periodically, in small batches, on any number of instances.
//!
//! Concurrent sweeps need no coordination: deleting is idempotent. Intervals are randomised to keep
//! them apart.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use futures_util::future::{self, BoxFuture};

use super::factor_resets;
use crate::context::AppState;
use crate::context::ports::observer::{SweepObserved, observed};
use crate::stores::{OutboxSweep, StoreError, StoreResult};
use crate::types::Timestamp;
use crate::types::random::random_bytes;

/// Rows deleted per statement, so that other writes do not wait long.
const BATCH: u32 = 500;
/// Pause between two full batches, to let other writes in; at least as long as the batch took.
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
pub(crate) struct Sweeper<'a> {
    app: &'a AppState,
    /// When nothing was left to delete for the last time, for each store.
    caught_up: Mutex<BTreeMap<&'static str, Timestamp>>,
}

impl<'a> Sweeper<'a> {
    pub(crate) fn new(app: &'a AppState) -> Self {
        let caught_up = Mutex::default();
        Self { app, caught_up }
    }

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

    /// Sweeps until nothing is left, all stores at once, so that none waits for another one that has much
    /// to delete. A store that fails does not keep the others from being swept.
    pub(crate) async fn run_once(&self) -> Result<Swept, StoreError> {
        let (stores, retention) = (self.app.stores(), self.app.retention());
        // Before anything is deleted, and without keeping it from being deleted.
        let resets = factor_resets::carry_out_due(self.app).await;
        let accounts = self.sweep("accounts", |now| {
            let events_before = retention.audit_events.map(|kept| now.minus(kept));
            stores.accounts.sweep_accounts(now, events_before, BATCH)
        });
        let given = || self.app.given_now();
        let limits = self.sweep("limits", |_| stores.limits.sweep_limits(given(), BATCH));
        let outbox = self.sweep("outbox", |now| {
            let done_before = now.minus(retention.finished_outbox_rows);
            let dead_before = now.minus(retention.dead_letters);
            let sweep = OutboxSweep::new(done_before, dead_before, BATCH);
            stores.outbox.sweep(sweep)
        });
        let (accounts, limits, outbox) = future::join3(accounts, limits, outbox).await;
        resets?;
        Ok(Swept {
            accounts: accounts?,
            limits: limits?,
            outbox: outbox?,
        })
    }

    /// Deletes expired rows of a store in batches while there are full ones, and returns how many.
    async fn sweep<'s>(
        &self,
        store: &'static str,
        batch: impl Fn(Timestamp) -> BoxFuture<'s, StoreResult<u64>>,
    ) -> StoreResult<u64> {
        let mut swept = 0;
        loop {
            let (now, began) = (self.app.now(), Instant::now());
            let removed = batch(now).await?;
            swept += removed;
            let is_last = removed < u64::from(BATCH);
            let behind = self.behind(store, now, is_last);
            if swept > 0 {
                let sweep = SweepObserved {
                    store,
                    removed,
                    behind,
                };
                observed(self.app.observer(), |own| own.sweep(&sweep));
            }
            if is_last {
                return Ok(swept);
            }
            tokio::time::sleep(began.elapsed().max(BREATH)).await;
        }
    }

    /// How long ago nothing was left to delete: zero if that is so now.
    fn behind(&self, store: &'static str, now: Timestamp, is_last: bool) -> Duration {
        let mut caught_up = self
            .caught_up
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let last = caught_up.entry(store).or_insert(now);
        if is_last {
            *last = now;
        }
        now.since(*last)
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
