//! The worker's side of the outbox.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::id::OutboxId;
use widgets_core::stores::{ClaimedRow, Finish, Holder, OutboxStore, StoreError, StoreResult};

use super::SqlStores;
use super::database::{Outcome, Write, unforeseen};
use super::driver::BoxError;
use super::value::{Arg, Row};

/// The outer condition is the compare-and-set: of two workers that choose the same row, the
/// second finds it held.
pub(super) const CLAIM: &str = "UPDATE wg_outbox SET holder = $1, lease_until = $4, attempts = attempts + 1 \
     WHERE state = 'waiting' AND lease_until <= $3 AND id IN \
       (SELECT id FROM wg_outbox \
        WHERE state = 'waiting' AND due_at <= $3 AND lease_until <= $3 \
        ORDER BY due_at, id LIMIT $2) \
     RETURNING due_at, id, topic, payload, attempts";

pub(super) const IS_DUE: &str = "SELECT id FROM wg_outbox \
     WHERE state = 'waiting' AND due_at <= $1 AND lease_until <= $1 \
     ORDER BY due_at, id LIMIT 1";

pub(super) const FINISH_DONE: &str = "UPDATE wg_outbox SET state = 'done', payload = $3 \
     WHERE id = $1 AND holder = $2 AND state = 'waiting'";

pub(super) const FINISH_RETRY: &str = "UPDATE wg_outbox SET due_at = $3, holder = NULL, \
     lease_until = 0 WHERE id = $1 AND holder = $2 AND state = 'waiting'";

pub(super) const FINISH_DEAD: &str = "UPDATE wg_outbox SET state = 'dead' \
     WHERE id = $1 AND holder = $2 AND state = 'waiting'";

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

    async fn finish(&self, holder: &Holder, row: &OutboxId, how: Finish) -> StoreResult<bool> {
        let (id, holder) = (Arg::Text(row.as_str()), Arg::Text(&holder.0));
        let mut write = Write::new();
        match how {
            Finish::Done => write.one(FINISH_DONE, [id, holder, Arg::Bytes(&[])]),
            Finish::Retry { due_at } => {
                write.one(FINISH_RETRY, [id, holder, Arg::Int(due_at.as_micros())])
            }
            Finish::Dead => write.one(FINISH_DEAD, [id, holder]),
        };
        Ok(matches!(
            self.database.commit(&write).await?,
            Outcome::Done(_)
        ))
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
