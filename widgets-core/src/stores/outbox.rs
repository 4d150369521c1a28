//! The boundary of the outbox: what must happen for sure once a write is committed.
//!
//! Rows enter with the [`Change`](super::Change) of a write; the worker claims and finishes them.

use async_trait::async_trait;

use super::{Checked, Sealed, StoreResult};
use crate::types::clock::Timestamp;
use crate::types::id::OutboxId;

/// One thing to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its identifier.
    pub id: OutboxId,
    /// Who does it, such as `event`.
    pub topic: &'static str,
    /// What is to be done, sealed and bound to this row's id.
    pub payload: Vec<u8>,
    /// When it is due.
    pub due_at: Timestamp,
}

/// A row in somebody's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedRow {
    /// Its identifier.
    pub id: OutboxId,
    /// Who does it.
    pub topic: String,
    /// What is to be done, sealed.
    pub payload: Vec<u8>,
    /// How often it was claimed, this time included.
    pub attempts: u32,
}

/// The name under which one worker holds rows; no two workers share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder(pub String);

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finish {
    /// Done: the payload is wiped and the row never claimed again.
    Done,
    /// To be tried again from this moment on.
    Retry {
        /// When.
        due_at: Timestamp,
        /// Why it failed, without addresses and secrets.
        error: String,
    },
    /// Given up: kept, with its payload, but not claimed again unless it is revived.
    Dead {
        /// Why it failed, without addresses and secrets.
        error: String,
    },
}

/// A row that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// Its identifier.
    pub id: OutboxId,
    /// Who does it: `event` or `mail`.
    pub topic: String,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was given up.
    pub given_up_at: Timestamp,
    /// Why the last attempt failed.
    pub error: String,
}

/// Which rows are of no use any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutboxSweep {
    /// Rows that were done before this moment.
    pub done_before: Timestamp,
    /// Rows that were given up before this moment.
    pub dead_before: Timestamp,
    /// How many of each are removed at most.
    pub limit: u32,
}

/// The worker's side of the outbox.
#[async_trait]
pub trait OutboxStore: Checked {
    /// Takes up to `limit` rows that are due at `at` and in nobody's hands (never claimed, or
    /// claimed with a lease that has run out), the longest due first, until `lease_until`.
    /// Of many workers, one gets a row.
    async fn claim(
        &self,
        holder: &Holder,
        limit: u32,
        at: Timestamp,
        lease_until: Timestamp,
    ) -> StoreResult<Vec<ClaimedRow>>;

    /// Says how an attempt ended, at `at`; `false`, and no change, when the row is no longer in
    /// these hands.
    async fn finish(
        &self,
        holder: &Holder,
        row: &OutboxId,
        how: Finish,
        at: Timestamp,
    ) -> StoreResult<bool>;

    /// Up to `limit` rows that were given up, the latest first; of a further page, those behind
    /// `after`.
    async fn dead_letters(
        &self,
        after: Option<&DeadLetter>,
        limit: u32,
    ) -> StoreResult<Vec<DeadLetter>>;

    /// Makes a row that was given up due at `at`, as if it had never been tried; `false`, and no
    /// change, when there is no such row or it was not given up.
    async fn revive(&self, row: &OutboxId, at: Timestamp) -> StoreResult<bool>;

    /// Up to `limit` rows that hold a payload, in the order of their identifiers; of a further page,
    /// those behind `after`. A row that is done holds none.
    async fn sealed_rows(
        &self,
        after: Option<&OutboxId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<OutboxId>>>;

    /// Puts `new` in the place of the payload that was read; `false`, and no change, when it is no
    /// longer that one. In whose hands the row is makes no difference, and stays as it is.
    async fn reseal_row(&self, old: &Sealed<OutboxId>, new: Vec<u8>) -> StoreResult<bool>;

    /// Removes rows that are of no use any more, and says how many.
    async fn sweep(&self, sweep: OutboxSweep) -> StoreResult<u64>;
}
