//! The boundary of the outbox: side effects of writes, delivered at least once.
//!
//! Rows are added with the [`Change`](super::Change) of a write. The worker claims and finishes
//! them.

use async_trait::async_trait;

use super::{Checked, PageRequest, Paged, Position, Sealed, StoreResult};
use crate::types::records::records;
use crate::types::{OutboxId, Timestamp};

records! {
    /// A side effect to deliver.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OutboxRow {
        /// Identifier.
        pub id: OutboxId,
        /// Kind of delivery, such as `event`.
        pub topic: &'static str,
        /// The content, sealed and bound to this row's id.
        pub payload: Vec<u8>,
        /// When it is due.
        pub due_at: Timestamp,
    }

    /// A row claimed by a worker.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ClaimedRow {
        /// Identifier.
        pub id: OutboxId,
        /// Kind of delivery.
        pub topic: String,
        /// The content, sealed.
        pub payload: Vec<u8>,
        /// Number of times it was claimed, including this one.
        pub attempts: u32,
    }
}

/// Identifies a worker's claim. Every claim uses a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "a name")]
pub struct Holder(pub String);

/// Result of a delivery attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    clippy::exhaustive_enums,
    reason = "a store must carry out every way to finish"
)]
pub enum Finish {
    /// Delivered: the payload is wiped and the row is never claimed again.
    Done,
    /// To be retried.
    Retry {
        /// When.
        due_at: Timestamp,
        /// Why it failed, without addresses or secrets.
        error: String,
    },
    /// Given up: stored with its payload as a dead letter, not claimed again unless revived.
    Dead {
        /// Why it failed, without addresses or secrets.
        error: String,
    },
}

records! {
    /// A row whose delivery was given up.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DeadLetter {
        /// Identifier.
        pub id: OutboxId,
        /// Kind of delivery: `event` or `mail`.
        pub topic: String,
        /// Number of attempts.
        pub attempts: u32,
        /// When it was given up.
        pub given_up_at: Timestamp,
        /// Why the last attempt failed.
        pub error: String,
    }

    /// Which rows to delete.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct OutboxSweep {
        /// Rows delivered before this time.
        pub done_before: Timestamp,
        /// Rows given up before this time.
        pub dead_before: Timestamp,
        /// Maximum number of rows to delete of each kind.
        pub limit: u32,
    }
}

/// The place of a dead letter in the list: when it was given up.
pub type DeadLetterPosition = Position<Timestamp, OutboxId>;

impl DeadLetter {
    /// Its place in the list.
    #[must_use]
    pub fn position(&self) -> DeadLetterPosition {
        Position::new(self.given_up_at, self.id.clone())
    }
}

/// The worker's access to the outbox.
#[async_trait]
pub trait OutboxStore: Checked {
    /// Claims up to `limit` rows of a topic that are due at `at` and unclaimed (or whose lease has
    /// expired), longest due first, until `lease_until`. Concurrent workers never claim the same row.
    async fn claim(
        &self,
        holder: &Holder,
        topic: &str,
        limit: u32,
        at: Timestamp,
        lease_until: Timestamp,
    ) -> StoreResult<Vec<ClaimedRow>>;

    /// Records the result of an attempt at `at`; returns `false`, without a change, if `holder` no
    /// longer holds the row.
    async fn finish(
        &self,
        holder: &Holder,
        row: &OutboxId,
        how: Finish,
        at: Timestamp,
    ) -> StoreResult<bool>;

    /// A page of the dead letters, latest first.
    async fn dead_letters(
        &self,
        page: &PageRequest<DeadLetterPosition>,
    ) -> StoreResult<Paged<DeadLetter, DeadLetterPosition>>;

    /// Makes a dead letter due at `at`, with its attempts reset; returns `false`, without a change,
    /// if there is no such dead letter.
    async fn revive(&self, row: &OutboxId, at: Timestamp) -> StoreResult<bool>;

    /// Up to `limit` rows with a payload after `after`, ordered by id. Delivered rows have none.
    async fn sealed_rows(
        &self,
        after: Option<&OutboxId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<OutboxId>>>;

    /// Replaces a payload if it is still `old`; returns `false`, without a change, if not. Claims
    /// are not affected.
    async fn reseal_row(&self, old: &Sealed<OutboxId>, new: Vec<u8>) -> StoreResult<bool>;

    /// Deletes rows as requested and returns the count.
    async fn sweep(&self, sweep: OutboxSweep) -> StoreResult<u64>;
}
