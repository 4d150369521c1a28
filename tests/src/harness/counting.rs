//! Counts calls of the stores, where time cannot be trusted, and makes them fail on demand.

use crate::prelude::*;
use std::ops::Sub;
use std::sync::atomic::AtomicI64;

pub use widgets_conformance::Failure;
use widgets_conformance::{Boundary, Calls, watch};
use widgets_core::clock::Timestamp;
use widgets_core::id::OutboxId;
use widgets_core::stores::*;

/// What answering cost: calls of stores, and hashes of passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Calls about accounts.
    pub accounts: u64,
    /// Calls about limits.
    pub limits: u64,
    /// Calls about profiles.
    pub profiles: u64,
    /// Passwords that were hashed.
    pub hashes: u64,
}

impl Sub for Work {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            accounts: self.accounts - before.accounts,
            limits: self.limits - before.limits,
            profiles: self.profiles - before.profiles,
            hashes: self.hashes - before.hashes,
        }
    }
}

impl TestHost {
    /// All work so far.
    pub fn work(&self) -> Work {
        let calls = |boundary| self.counts.calls.of(boundary);
        Work {
            accounts: calls(Boundary::Accounts),
            limits: calls(Boundary::Limits),
            profiles: calls(Boundary::Profile),
            hashes: self.hashes(),
        }
    }
}

/// How often the stores were called, and what fails.
#[derive(Debug, Default)]
pub struct Counts {
    calls: Arc<Calls>,
    in_hand: AtomicI64,
}

impl Counts {
    /// From now on every call of that name fails, until it is said otherwise.
    pub fn fail(&self, call: Option<(&'static str, Failure)>) {
        self.calls.fail(call);
    }

    /// Whether any worker of this host has something in its hands.
    pub fn is_working(&self) -> bool {
        self.in_hand.load(Ordering::SeqCst) > 0
    }
}

/// The same stores, counted. Organizations are left alone, so that something always answers.
pub fn count(stores: Stores, counts: &Arc<Counts>) -> Stores {
    let organizations = Arc::clone(&stores.organizations);
    let mut watched = watch(stores, &counts.calls);
    let outbox = Counted(Arc::clone(&watched.outbox), Arc::clone(counts));
    watched.organizations = organizations;
    watched.with_outbox(Arc::new(outbox))
}

struct Counted(Arc<dyn OutboxStore>, Arc<Counts>);

#[async_trait]
impl Checked for Counted {
    async fn problems(&self) -> StoreResult<Vec<String>> {
        self.0.problems().await
    }
}

/// Counts what is in the hands of workers; a claim that is under way counts too.
#[async_trait]
impl OutboxStore for Counted {
    async fn claim(
        &self,
        holder: &Holder,
        topic: &str,
        limit: u32,
        at: Timestamp,
        lease_until: Timestamp,
    ) -> StoreResult<Vec<ClaimedRow>> {
        let in_hand = &self.1.in_hand;
        in_hand.fetch_add(1, Ordering::SeqCst);
        let claimed = self.0.claim(holder, topic, limit, at, lease_until).await;
        let rows = claimed.as_ref().map_or(0, Vec::len);
        in_hand.fetch_add(i64::try_from(rows).unwrap() - 1, Ordering::SeqCst);
        claimed
    }

    async fn finish(
        &self,
        holder: &Holder,
        row: &OutboxId,
        how: Finish,
        at: Timestamp,
    ) -> StoreResult<bool> {
        let finished = self.0.finish(holder, row, how, at).await;
        self.1.in_hand.fetch_sub(1, Ordering::SeqCst);
        finished
    }

    async fn dead_letters(
        &self,
        page: &PageRequest<DeadLetterPosition>,
    ) -> StoreResult<Paged<DeadLetter, DeadLetterPosition>> {
        self.0.dead_letters(page).await
    }

    async fn revive(&self, row: &OutboxId, at: Timestamp) -> StoreResult<bool> {
        self.0.revive(row, at).await
    }

    async fn sealed_rows(
        &self,
        after: Option<&OutboxId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<OutboxId>>> {
        self.0.sealed_rows(after, limit).await
    }

    async fn reseal_row(&self, old: &Sealed<OutboxId>, new: Vec<u8>) -> StoreResult<bool> {
        self.0.reseal_row(old, new).await
    }

    async fn sweep(&self, sweep: OutboxSweep) -> StoreResult<u64> {
        self.0.sweep(sweep).await
    }
}
