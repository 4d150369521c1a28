//! The worker's side of the outbox.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::id::OutboxId;
use widgets_core::stores::{
    ClaimedRow, DeadLetter, DeadLetterPosition, Finish, Holder, OutboxStore, OutboxSweep,
    PageRequest, Paged, Sealed, StoreResult,
};

use super::paging::newest_first;
use super::sealed::page;
use super::{MemoryStores, Posted, Progress};

#[async_trait]
impl OutboxStore for MemoryStores {
    async fn claim(
        &self,
        holder: &Holder,
        topic: &str,
        limit: u32,
        at: Timestamp,
        lease_until: Timestamp,
    ) -> StoreResult<Vec<ClaimedRow>> {
        let mut state = self.state();
        let mut due: Vec<&mut Posted> = state
            .outbox
            .values_mut()
            .filter(|posted| posted.row.topic == topic)
            .filter(|posted| posted.is_free(at) && posted.row.due_at <= at)
            .collect();
        due.sort_by(|one, other| {
            (one.row.due_at, &one.row.id).cmp(&(other.row.due_at, &other.row.id))
        });
        due.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let claimed = due.into_iter().map(|posted| {
            posted.attempts += 1;
            posted.held = Some((holder.0.clone(), lease_until));
            ClaimedRow::new(
                posted.row.id.clone(),
                posted.row.topic.to_owned(),
                posted.row.payload.clone(),
                posted.attempts,
            )
        });
        Ok(claimed.collect())
    }

    async fn finish(
        &self,
        holder: &Holder,
        row: &OutboxId,
        how: Finish,
        at: Timestamp,
    ) -> StoreResult<bool> {
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
                posted.state = Progress::Done { at };
                posted.row.payload.clear();
                posted.error.clear();
            }
            Finish::Retry { due_at, error } => {
                posted.row.due_at = due_at;
                posted.held = None;
                posted.error = error;
            }
            Finish::Dead { error } => {
                posted.state = Progress::Dead { at };
                posted.error = error;
            }
        }
        Ok(true)
    }

    async fn dead_letters(
        &self,
        page: &PageRequest<DeadLetterPosition>,
    ) -> StoreResult<Paged<DeadLetter, DeadLetterPosition>> {
        let dead = self
            .state()
            .outbox
            .values()
            .filter_map(Posted::dead)
            .collect();
        Ok(newest_first(page, dead, DeadLetter::position))
    }

    async fn revive(&self, row: &OutboxId, at: Timestamp) -> StoreResult<bool> {
        let mut state = self.state();
        let Some(posted) = state.outbox.get_mut(row).filter(|own| own.dead().is_some()) else {
            return Ok(false);
        };
        posted.state = Progress::Waiting;
        posted.row.due_at = at;
        posted.attempts = 0;
        posted.held = None;
        posted.error.clear();
        Ok(true)
    }

    async fn sealed_rows(
        &self,
        after: Option<&OutboxId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<OutboxId>>> {
        let state = self.state();
        let live = state.outbox.values().filter(|own| !own.is_done());
        let rows = live.map(|own| (&own.row.id, &own.row.payload));
        Ok(page(rows, after, limit))
    }

    async fn reseal_row(&self, old: &Sealed<OutboxId>, new: Vec<u8>) -> StoreResult<bool> {
        let mut state = self.state();
        let posted = state.outbox.get_mut(&old.id);
        let Some(posted) = posted.filter(|own| own.row.payload == old.sealed && !own.is_done())
        else {
            return Ok(false);
        };
        posted.row.payload = new;
        Ok(true)
    }

    async fn sweep(&self, sweep: OutboxSweep) -> StoreResult<u64> {
        let mut state = self.state();
        let (mut done, mut dead) = (Vec::new(), Vec::new());
        for (id, posted) in &state.outbox {
            match posted.state {
                Progress::Done { at } if at < sweep.done_before => done.push((at, id.clone())),
                Progress::Dead { at } if at < sweep.dead_before => dead.push((at, id.clone())),
                _ => {}
            }
        }
        let limit = usize::try_from(sweep.limit).unwrap_or(usize::MAX);
        let mut removed = 0;
        for mut old in [done, dead] {
            old.sort();
            for (_, id) in old.iter().take(limit) {
                state.outbox.remove(id);
                removed += 1;
            }
        }
        Ok(removed)
    }
}

impl Posted {
    /// What there is to say of it once it was given up.
    fn dead(&self) -> Option<DeadLetter> {
        let Progress::Dead { at } = self.state else {
            return None;
        };
        Some(DeadLetter::new(
            self.row.id.clone(),
            self.row.topic.to_owned(),
            self.attempts,
            at,
            self.error.clone(),
        ))
    }

    /// Whether it is due and not leased.
    fn is_free(&self, at: Timestamp) -> bool {
        let lease_ran_out = |(_, until): &(String, Timestamp)| *until <= at;
        self.state == Progress::Waiting && self.held.as_ref().is_none_or(lease_ran_out)
    }

    const fn is_done(&self) -> bool {
        matches!(self.state, Progress::Done { .. })
    }

    fn is_held_by(&self, holder: &Holder) -> bool {
        let holds = |(name, _): &(String, Timestamp)| *name == holder.0;
        self.state == Progress::Waiting && self.held.as_ref().is_some_and(holds)
    }
}
