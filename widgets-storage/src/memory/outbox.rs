//! The worker's side of the outbox.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::id::OutboxId;
use widgets_core::stores::{ClaimedRow, Finish, Holder, OutboxStore, StoreResult};

use super::{MemoryStores, Posted, Progress};

#[async_trait]
impl OutboxStore for MemoryStores {
    async fn claim(
        &self,
        holder: &Holder,
        limit: u32,
        at: Timestamp,
        lease_until: Timestamp,
    ) -> StoreResult<Vec<ClaimedRow>> {
        let mut state = self.state();
        let mut due: Vec<&mut Posted> = state
            .outbox
            .values_mut()
            .filter(|posted| posted.is_free(at) && posted.row.due_at <= at)
            .collect();
        due.sort_by(|one, other| {
            (one.row.due_at, &one.row.id).cmp(&(other.row.due_at, &other.row.id))
        });
        due.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let claimed = due.into_iter().map(|posted| {
            posted.attempts += 1;
            posted.held = Some((holder.0.clone(), lease_until));
            ClaimedRow {
                id: posted.row.id.clone(),
                topic: posted.row.topic.to_owned(),
                payload: posted.row.payload.clone(),
                attempts: posted.attempts,
            }
        });
        Ok(claimed.collect())
    }

    async fn finish(&self, holder: &Holder, row: &OutboxId, how: Finish) -> StoreResult<bool> {
        let mut state = self.state();
        let Some(posted) = state
            .outbox
            .get_mut(row)
            .filter(|posted| posted.is_held_by(holder))
        else {
            return Ok(false);
        };
        match how {
            Finish::Done => {
                posted.state = Progress::Done;
                posted.row.payload.clear();
            }
            Finish::Retry { due_at } => {
                posted.row.due_at = due_at;
                posted.held = None;
            }
            Finish::Dead => posted.state = Progress::Dead,
        }
        Ok(true)
    }
}

impl Posted {
    /// Whether it is to be done and in nobody's hands.
    fn is_free(&self, at: Timestamp) -> bool {
        let lease_ran_out = |(_, until): &(String, Timestamp)| *until <= at;
        self.state == Progress::Waiting && self.held.as_ref().is_none_or(lease_ran_out)
    }

    fn is_held_by(&self, holder: &Holder) -> bool {
        let holds = |(name, _): &(String, Timestamp)| *name == holder.0;
        self.state == Progress::Waiting && self.held.as_ref().is_some_and(holds)
    }
}
