//! The worker's side of the outbox.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::id::OutboxId;
use widgets_core::stores::{
    ClaimedRow, DeadLetter, DeadLetterPosition, Finish, Holder, OutboxStore, OutboxSweep,
    PageRequest, Paged, Sealed, StoreResult,
};

use crate::args;
use crate::engine::{Plan, Select, newest_first, row, select};
use crate::stores::SqlStores;

row! {
    claimed_row -> ClaimedRow {
        id: "id",
        topic: "topic",
        payload: "payload",
        attempts: "attempts",
    }
}

row! {
    dead_letter_row -> DeadLetter {
        id: "id",
        topic: "topic",
        attempts: "attempts",
        given_up_at: "finished_at",
        error: "error",
    }
}

/// The outer condition is the compare-and-set: of two workers that choose the same row, the
/// second finds it held. The limit is a sum, since SQLite compiles a statement anew at each use when
/// a bare parameter limits it.
const CLAIM: &str = concat!(
    "UPDATE wg_outbox SET holder = $1, lease_until = $4, attempts = attempts + 1 \
     WHERE state = 'waiting' AND lease_until <= $3 AND id IN \
       (SELECT id FROM wg_outbox \
        WHERE state = 'waiting' AND topic = $5 AND due_at <= $3 AND lease_until <= $3 \
        ORDER BY due_at, id LIMIT $2 + 0) \
     RETURNING due_at, ",
    claimed_row!(columns)
);

const IS_DUE: Select<OutboxId> = Select::new(
    "SELECT id FROM wg_outbox \
     WHERE state = 'waiting' AND topic = $2 AND due_at <= $1 AND lease_until <= $1 \
     ORDER BY due_at, id LIMIT 1",
);

const FINISH_DONE: &str = "UPDATE wg_outbox \
     SET state = 'done', finished_at = $3, payload = $4, error = '' \
     WHERE id = $1 AND holder = $2 AND state = 'waiting'";

const FINISH_RETRY: &str = "UPDATE wg_outbox SET due_at = $3, holder = NULL, \
     lease_until = 0, error = $4 WHERE id = $1 AND holder = $2 AND state = 'waiting'";

const FINISH_DEAD: &str = "UPDATE wg_outbox \
     SET state = 'dead', finished_at = $3, error = $4 \
     WHERE id = $1 AND holder = $2 AND state = 'waiting'";

const DEAD_LETTERS: Select<DeadLetter> = select!(
    dead_letter_row,
    " FROM wg_outbox WHERE state = 'dead' AND (finished_at, id) < ($1, $2) \
     ORDER BY finished_at DESC, id DESC LIMIT $3 + 0"
);

const REVIVE: &str = "UPDATE wg_outbox SET state = 'waiting', due_at = $2, \
     finished_at = 0, attempts = 0, holder = NULL, lease_until = 0, error = '' \
     WHERE id = $1 AND state = 'dead'";

const SWEEP_DONE: &str = "DELETE FROM wg_outbox WHERE state = 'done' AND id IN \
     (SELECT id FROM wg_outbox WHERE state = 'done' AND finished_at < $1 \
      ORDER BY finished_at, id LIMIT $2 + 0)";

const SWEEP_DEAD: &str = "DELETE FROM wg_outbox WHERE state = 'dead' AND id IN \
     (SELECT id FROM wg_outbox WHERE state = 'dead' AND finished_at < $1 \
      ORDER BY finished_at, id LIMIT $2 + 0)";

const SEALED_ROWS: Select<Sealed<OutboxId>> = Select::new(
    "SELECT id, payload FROM wg_outbox \
     WHERE id > $1 AND state <> 'done' ORDER BY id LIMIT $2 + 0",
);

const RESEAL_ROW: &str =
    "UPDATE wg_outbox SET payload = $3 WHERE id = $1 AND payload = $2 AND state <> 'done'";

/// Workers that come at the same moment choose the same rows, and those that come too late get
/// none of them. They choose again so often before they say that there is nothing.
const ROUNDS: u32 = 8;

#[async_trait]
impl OutboxStore for SqlStores {
    async fn claim(
        &self,
        holder: &Holder,
        topic: &str,
        limit: u32,
        at: Timestamp,
        lease_until: Timestamp,
    ) -> StoreResult<Vec<ClaimedRow>> {
        // An empty outbox, the usual case, costs a read and no write.
        for _ in 0..ROUNDS {
            if limit == 0
                || self
                    .database
                    .find(IS_DUE, &args![at, topic])
                    .await?
                    .is_none()
            {
                break;
            }
            let plan = Plan::new().answer(CLAIM, args![&holder.0, limit, at, lease_until, topic]);
            let mut claimed: Vec<(i64, ClaimedRow)> = self.write_returning(plan).await?;
            if !claimed.is_empty() {
                // What a statement returns has no order of its own.
                claimed.sort_by(|(due_at, one), (due_then, other)| {
                    (due_at, &one.id).cmp(&(due_then, &other.id))
                });
                return Ok(claimed.into_iter().map(|(_, row)| row).collect());
            }
        }
        Ok(Vec::new())
    }

    async fn finish(
        &self,
        holder: &Holder,
        row: &OutboxId,
        how: Finish,
        at: Timestamp,
    ) -> StoreResult<bool> {
        let (plan, holder) = (Plan::new(), &holder.0);
        let plan = match &how {
            Finish::Done => plan.one_or(FINISH_DONE, args![row, holder, at, b""], false),
            Finish::Retry { due_at, error } => {
                plan.one_or(FINISH_RETRY, args![row, holder, *due_at, error], false)
            }
            Finish::Dead { error } => {
                plan.one_or(FINISH_DEAD, args![row, holder, at, error], false)
            }
        };
        self.write(plan, true).await
    }

    async fn dead_letters(
        &self,
        page: &PageRequest<DeadLetterPosition>,
    ) -> StoreResult<Paged<DeadLetter, DeadLetterPosition>> {
        let args = newest_first(page.after.as_ref());
        self.database
            .page(DEAD_LETTERS, args, page, DeadLetter::position)
            .await
    }

    async fn revive(&self, row: &OutboxId, at: Timestamp) -> StoreResult<bool> {
        let plan = Plan::new().one_or(REVIVE, args![row, at], false);
        self.write(plan, true).await
    }

    async fn sealed_rows(
        &self,
        after: Option<&OutboxId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<OutboxId>>> {
        let after = after.map_or("", OutboxId::as_str);
        self.database.list(SEALED_ROWS, &args![after, limit]).await
    }

    async fn reseal_row(&self, old: &Sealed<OutboxId>, new: Vec<u8>) -> StoreResult<bool> {
        self.reseal(RESEAL_ROW, old.id.as_str(), &old.sealed, &new)
            .await
    }

    async fn sweep(&self, sweep: OutboxSweep) -> StoreResult<u64> {
        let plan = Plan::new()
            .answer(SWEEP_DONE, args![sweep.done_before, sweep.limit])
            .answer(SWEEP_DEAD, args![sweep.dead_before, sweep.limit]);
        self.write_counting(plan).await
    }
}
