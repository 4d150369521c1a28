//! Rate limits: one row per key with its theoretical arrival time.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::stores::{LimitKey, LimitOutcome, LimitRequest, LimitStore, StoreResult};

use crate::args;
use crate::engine::{Plan, Select};
use crate::stores::SqlStores;

/// `$2` is now and a refill, `$3` now, `$4` the refill, `$5` the latest arrival time that leaves
/// room for one more.
const TAKE: &str = "INSERT INTO wg_limits (id, tat) VALUES ($1, $2) \
     ON CONFLICT (id) DO UPDATE SET \
       tat = CASE WHEN wg_limits.tat > $3 THEN wg_limits.tat ELSE $3 END + $4 \
     WHERE wg_limits.tat <= $5";

const ARRIVAL: Select<i64> = Select::new("SELECT tat FROM wg_limits WHERE id = $1");

/// Sets an arrival time back that only a wrong clock can have written.
const SET_BACK: &str = "UPDATE wg_limits SET tat = $2 WHERE id = $1 AND tat > $2";

const CLEAR: &str = "DELETE FROM wg_limits WHERE id = $1";

/// Rows whose arrival time is past say the same as no row. The outer condition repeats the inner
/// one, since a row may have been taken meanwhile. The limit is a sum, since SQLite compiles a
/// statement anew at each use when a bare parameter limits it.
const SWEEP_LIMITS: &str = "DELETE FROM wg_limits WHERE tat <= $1 AND id IN \
     (SELECT id FROM wg_limits WHERE tat <= $1 ORDER BY tat LIMIT $2 + 0)";

/// Keeps sums within BIGINT; some 70,000 years.
const LONGEST: i64 = i64::MAX / 4;

#[async_trait]
impl LimitStore for SqlStores {
    async fn consume(&self, requests: &[LimitRequest], at: Timestamp) -> StoreResult<LimitOutcome> {
        let mut sorted: Vec<&LimitRequest> = requests.iter().collect();
        // In one order everywhere, so that two instances never wait for each other.
        sorted.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        let now = at.as_micros();
        let mut plan = Plan::new();
        for request in sorted {
            let refill = request.quota.refill_micros().min(LONGEST);
            let (next, latest) = (
                now.saturating_add(refill),
                now.saturating_add(tolerance(request)),
            );
            let args = args![&request.key, next, now, refill, latest];
            plan = plan.one_or(TAKE, args, Some(request));
        }
        match self.write(plan, None).await? {
            Some(refused) => self.refusal(refused, at).await,
            None => Ok(LimitOutcome::Allowed),
        }
    }

    async fn clear(&self, keys: &[LimitKey]) -> StoreResult<()> {
        let mut sorted: Vec<&LimitKey> = keys.iter().collect();
        sorted.sort_unstable();
        let mut plan = Plan::new();
        for key in sorted {
            plan = plan.any(CLEAR, args![key]);
        }
        self.write(plan, ()).await
    }

    async fn sweep_limits(&self, at: Timestamp, limit: u32) -> StoreResult<u64> {
        let plan = Plan::new().answer(SWEEP_LIMITS, args![at, limit]);
        self.write_counting(plan).await
    }
}

impl SqlStores {
    async fn refusal(&self, request: &LimitRequest, at: Timestamp) -> StoreResult<LimitOutcome> {
        let arrival = self.database.find(ARRIVAL, &args![&request.key]).await?;
        let ahead = request.quota.most_ahead_micros().min(LONGEST);
        let latest = at.as_micros().saturating_add(ahead);
        if arrival.is_some_and(|arrival| arrival > latest) {
            let plan = Plan::new().any(SET_BACK, args![&request.key, latest]);
            self.write(plan, ()).await?;
        }
        let retry_at = arrival.map_or(at, |arrival| {
            Timestamp::from_micros(arrival.min(latest).saturating_sub(tolerance(request)))
        });
        Ok(LimitOutcome::Limited {
            retry_at: retry_at.max(at),
        })
    }
}

fn tolerance(request: &LimitRequest) -> i64 {
    request.quota.tolerance_micros().min(LONGEST)
}
