//! Rate limits: one row per key with its theoretical arrival time.

use async_trait::async_trait;
use widgets_core::clock::{Clock as _, SystemClock, Timestamp};
use widgets_core::stores::{
    LimitKey, LimitOutcome, LimitRequest, LimitStore, StoreError, StoreResult,
};

use crate::args;
use crate::driver::Dialect;
use crate::engine::{Plan, Select};
use crate::stores::SqlStores;

/// `$2` is now and a refill, `$3` now, `$4` the refill, `$5` the latest arrival time that leaves
/// room for one more.
const TAKE: &str = "INSERT INTO wg_limits (id, tat) VALUES ($1, $2) \
     ON CONFLICT (id) DO UPDATE SET \
       tat = CASE WHEN wg_limits.tat > $3 THEN wg_limits.tat ELSE $3 END + $4 \
     WHERE wg_limits.tat <= $5";

/// The moment is the same for a row and for every instance: that of the server.
macro_rules! server_clock {
    () => {
        "CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000) AS BIGINT)"
    };
}

/// The same by the clock of a PostgreSQL server: `$2` is the refill, `$3` the tolerance.
const TAKE_BY_SERVER: &str = concat!(
    "INSERT INTO wg_limits (id, tat) VALUES ($1, ",
    server_clock!(),
    " + $2) ON CONFLICT (id) DO UPDATE SET \
       tat = CASE WHEN wg_limits.tat > ",
    server_clock!(),
    " THEN wg_limits.tat ELSE ",
    server_clock!(),
    " END + $2 WHERE wg_limits.tat <= ",
    server_clock!(),
    " + $3"
);

const SERVER_CLOCK: Select<i64> = Select::new(concat!("SELECT ", server_clock!()));

const ARRIVAL: Select<i64> = Select::new("SELECT tat FROM wg_limits WHERE id = $1");

/// Sets an arrival time back that only a wrong clock can have written.
const SET_BACK: &str = "UPDATE wg_limits SET tat = $2 WHERE id = $1 AND tat > $2";

const CLEAR: &str = "DELETE FROM wg_limits WHERE id = $1";

/// Rows whose arrival time is past say the same as no row. The outer condition repeats the inner
/// one, since a row may have been taken meanwhile. The limit is a sum, since SQLite compiles a
/// statement anew at each use when a bare parameter limits it.
const SWEEP_LIMITS: &str = "DELETE FROM wg_limits WHERE tat <= $1 AND id IN \
     (SELECT id FROM wg_limits WHERE tat <= $1 ORDER BY tat, id LIMIT $2 + 0)";

/// Keeps sums within BIGINT; some 70,000 years.
const LONGEST: i64 = i64::MAX / 4;

#[async_trait]
impl LimitStore for SqlStores {
    async fn consume(
        &self,
        requests: &[LimitRequest],
        at: Option<Timestamp>,
    ) -> StoreResult<LimitOutcome> {
        let at = self.moment(at);
        let mut sorted: Vec<&LimitRequest> = requests.iter().collect();
        // In one order everywhere, so that two instances never wait for each other.
        sorted.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        let mut plan = Plan::counting();
        for request in sorted {
            plan = take(plan, request, at);
        }
        match self.write(plan, None).await? {
            Some(refused) => self.refusal(refused, at).await,
            None => Ok(LimitOutcome::Allowed),
        }
    }

    async fn clear(&self, keys: &[LimitKey]) -> StoreResult<()> {
        let mut sorted: Vec<&LimitKey> = keys.iter().collect();
        sorted.sort_unstable();
        let mut plan = Plan::counting();
        for key in sorted {
            plan = plan.any(CLEAR, args![key]);
        }
        self.write(plan, ()).await
    }

    async fn sweep_limits(&self, at: Option<Timestamp>, limit: u32) -> StoreResult<u64> {
        let at = self.now(self.moment(at)).await?;
        let plan = Plan::counting().answer(SWEEP_LIMITS, args![at, limit]);
        self.write_counting(plan).await
    }
}

impl SqlStores {
    /// The moment to count at; `None` is left to the server. A SQLite file has one process or several
    /// on one machine, which share their clock.
    fn moment(&self, at: Option<Timestamp>) -> Option<Timestamp> {
        match self.database.dialect() {
            Dialect::Sqlite => Some(at.unwrap_or_else(|| SystemClock.now())),
            Dialect::Postgres => at,
        }
    }

    async fn now(&self, at: Option<Timestamp>) -> StoreResult<Timestamp> {
        if let Some(at) = at {
            return Ok(at);
        }
        let now = self.database.find(SERVER_CLOCK, &[]).await?;
        let now = now.ok_or_else(|| StoreError::unavailable("the server tells no time"))?;
        Ok(Timestamp::from_micros(now))
    }

    async fn refusal(
        &self,
        request: &LimitRequest,
        at: Option<Timestamp>,
    ) -> StoreResult<LimitOutcome> {
        let at = self.now(at).await?;
        let arrival = self.database.find(ARRIVAL, &args![&request.key]).await?;
        let ahead = request.quota.most_ahead_micros().min(LONGEST);
        let latest = at.as_micros().saturating_add(ahead);
        if arrival.is_some_and(|arrival| arrival > latest) {
            let plan = Plan::counting().any(SET_BACK, args![&request.key, latest]);
            self.write(plan, ()).await?;
        }
        let retry_at = arrival.map_or(at, |arrival| {
            Timestamp::from_micros(arrival.min(latest).saturating_sub(tolerance(request)))
        });
        Ok(LimitOutcome::Limited {
            wait: retry_at.since(at),
        })
    }
}

fn take<'a>(
    plan: Plan<'a, Option<&'a LimitRequest>>,
    request: &'a LimitRequest,
    at: Option<Timestamp>,
) -> Plan<'a, Option<&'a LimitRequest>> {
    let refill = request.quota.refill_micros().min(LONGEST);
    let Some(at) = at else {
        let args = args![&request.key, refill, tolerance(request)];
        return plan.one_or(TAKE_BY_SERVER, args, Some(request));
    };
    let now = at.as_micros();
    let next = now.saturating_add(refill);
    let latest = now.saturating_add(tolerance(request));
    let args = args![&request.key, next, now, refill, latest];
    plan.one_or(TAKE, args, Some(request))
}

fn tolerance(request: &LimitRequest) -> i64 {
    request.quota.tolerance_micros().min(LONGEST)
}
