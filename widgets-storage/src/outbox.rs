//! The worker's side of the outbox.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::id::OutboxId;
use widgets_core::stores::{
    ClaimedRow, DeadLetter, Finish, Holder, OutboxStore, OutboxSweep, Sealed, StoreError,
    StoreResult,
};

use crate::driver::{Arg, BoxError, Row};
use crate::engine::{Outcome, Write, unforeseen};
use crate::stores::SqlStores;

/// The outer condition is the compare-and-set: of two workers that choose the same row, the
/// second finds it held. The limit is a sum, since SQLite compiles a statement anew at each use when
/// a bare parameter limits it.
const CLAIM: &str = "UPDATE wg_outbox SET holder = $1, lease_until = $4, attempts = attempts + 1 \
     WHERE state = 'waiting' AND lease_until <= $3 AND id IN \
       (SELECT id FROM wg_outbox \
        WHERE state = 'waiting' AND due_at <= $3 AND lease_until <= $3 \
        ORDER BY due_at, id LIMIT $2 + 0) \
     RETURNING due_at, id, topic, payload, attempts";

const IS_DUE: &str = "SELECT id FROM wg_outbox \
     WHERE state = 'waiting' AND due_at <= $1 AND lease_until <= $1 \
     ORDER BY due_at, id LIMIT 1";

const FINISH_DONE: &str = "UPDATE wg_outbox \
     SET state = 'done', finished_at = $3, payload = $4, error = '' \
     WHERE id = $1 AND holder = $2 AND state = 'waiting'";

const FINISH_RETRY: &str = "UPDATE wg_outbox SET due_at = $3, holder = NULL, \
     lease_until = 0, error = $4 WHERE id = $1 AND holder = $2 AND state = 'waiting'";

const FINISH_DEAD: &str = "UPDATE wg_outbox \
     SET state = 'dead', finished_at = $3, error = $4 \
     WHERE id = $1 AND holder = $2 AND state = 'waiting'";

const DEAD_LETTERS: &str = "SELECT id, topic, attempts, finished_at, error \
     FROM wg_outbox WHERE state = 'dead' AND (finished_at, id) < ($1, $2) \
     ORDER BY finished_at DESC, id DESC LIMIT $3 + 0";

const REVIVE: &str = "UPDATE wg_outbox SET state = 'waiting', due_at = $2, \
     finished_at = 0, attempts = 0, holder = NULL, lease_until = 0, error = '' \
     WHERE id = $1 AND state = 'dead'";

const SWEEP_DONE: &str = "DELETE FROM wg_outbox WHERE state = 'done' AND id IN \
     (SELECT id FROM wg_outbox WHERE state = 'done' AND finished_at < $1 \
      ORDER BY finished_at, id LIMIT $2 + 0)";

const SWEEP_DEAD: &str = "DELETE FROM wg_outbox WHERE state = 'dead' AND id IN \
     (SELECT id FROM wg_outbox WHERE state = 'dead' AND finished_at < $1 \
      ORDER BY finished_at, id LIMIT $2 + 0)";

const SEALED_ROWS: &str = "SELECT id, payload FROM wg_outbox \
     WHERE id > $1 AND state <> 'done' ORDER BY id LIMIT $2 + 0";

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
        limit: u32,
        at: Timestamp,
        lease_until: Timestamp,
    ) -> StoreResult<Vec<ClaimedRow>> {
        // An empty outbox, the usual case, costs a read and no write.
        let due = [Arg::Int(at.as_micros())];
        for _ in 0..ROUNDS {
            if limit == 0 || self.database.query(IS_DUE, &due).await?.is_empty() {
                break;
            }
            let claimed = self.claim_once(holder, limit, at, lease_until).await?;
            if !claimed.is_empty() {
                return Ok(claimed);
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
        let (id, holder) = (Arg::Text(row.as_str()), Arg::Text(&holder.0));
        let at = Arg::Int(at.as_micros());
        let mut write = Write::new();
        match &how {
            Finish::Done => write.one(FINISH_DONE, [id, holder, at, Arg::Bytes(&[])]),
            Finish::Retry { due_at, error } => {
                let due_at = Arg::Int(due_at.as_micros());
                write.one(FINISH_RETRY, [id, holder, due_at, Arg::Text(error)])
            }
            Finish::Dead { error } => write.one(FINISH_DEAD, [id, holder, at, Arg::Text(error)]),
        };
        self.took_place(&write).await
    }

    async fn dead_letters(
        &self,
        after: Option<&DeadLetter>,
        limit: u32,
    ) -> StoreResult<Vec<DeadLetter>> {
        let (before, id) = after.map_or((i64::MAX, ""), |own| {
            (own.given_up_at.as_micros(), own.id.as_str())
        });
        let args = [Arg::Int(before), Arg::Text(id), Arg::Int(i64::from(limit))];
        let rows = self.database.query(DEAD_LETTERS, &args).await?;
        let dead: Result<_, BoxError> = rows.into_iter().map(dead_letter).collect();
        dead.map_err(StoreError::Unavailable)
    }

    async fn revive(&self, row: &OutboxId, at: Timestamp) -> StoreResult<bool> {
        let mut write = Write::new();
        write.one(REVIVE, [Arg::Text(row.as_str()), Arg::Int(at.as_micros())]);
        self.took_place(&write).await
    }

    async fn sealed_rows(
        &self,
        after: Option<&OutboxId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<OutboxId>>> {
        let after = after.map_or("", OutboxId::as_str);
        let parse = |id| Ok(OutboxId::parse(id)?);
        self.sealed(SEALED_ROWS, after, limit, parse).await
    }

    async fn reseal_row(&self, old: &Sealed<OutboxId>, new: Vec<u8>) -> StoreResult<bool> {
        self.reseal(RESEAL_ROW, old.id.as_str(), &old.sealed, &new)
            .await
    }

    async fn sweep(&self, sweep: OutboxSweep) -> StoreResult<u64> {
        let limit = Arg::Int(i64::from(sweep.limit));
        let mut write = Write::new();
        write.any(SWEEP_DONE, [Arg::Int(sweep.done_before.as_micros()), limit]);
        write.any(SWEEP_DEAD, [Arg::Int(sweep.dead_before.as_micros()), limit]);
        match self.database.commit(&write).await? {
            Outcome::Done(rows) => Ok(rows.iter().map(|rows| rows.affected).sum()),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }
}

impl SqlStores {
    async fn claim_once(
        &self,
        holder: &Holder,
        limit: u32,
        at: Timestamp,
        lease_until: Timestamp,
    ) -> StoreResult<Vec<ClaimedRow>> {
        let mut write = Write::new();
        write.any(
            CLAIM,
            [
                Arg::Text(&holder.0),
                Arg::Int(i64::from(limit)),
                Arg::Int(at.as_micros()),
                Arg::Int(lease_until.as_micros()),
            ],
        );
        let rows = match self.database.commit(&write).await? {
            Outcome::Done(rows) => rows.into_iter().flat_map(|rows| rows.rows),
            Outcome::Refused(at) => return Err(unforeseen(at)),
        };
        let claimed: Result<Vec<_>, BoxError> = rows.map(claimed_row).collect();
        let mut claimed = claimed.map_err(StoreError::Unavailable)?;
        // What a statement returns has no order of its own.
        claimed.sort_by(|(due_at, one), (due_then, other)| {
            (due_at, &one.id).cmp(&(due_then, &other.id))
        });
        Ok(claimed.into_iter().map(|(_, row)| row).collect())
    }
}

fn claimed_row(mut row: Row) -> Result<(i64, ClaimedRow), BoxError> {
    let due_at = row.int()?;
    let claimed = ClaimedRow {
        id: OutboxId::parse(row.text()?)?,
        topic: row.text()?,
        payload: row.bytes()?,
        attempts: u32::try_from(row.int()?)?,
    };
    Ok((due_at, claimed))
}

fn dead_letter(mut row: Row) -> Result<DeadLetter, BoxError> {
    Ok(DeadLetter {
        id: OutboxId::parse(row.text()?)?,
        topic: row.text()?,
        attempts: u32::try_from(row.int()?)?,
        given_up_at: Timestamp::from_micros(row.int()?),
        error: row.text()?,
    })
}
