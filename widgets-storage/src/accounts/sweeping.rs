//! Removing what no longer has any effect, a bounded number of rows at a time.
//!
//! The outer condition repeats the inner one, since a row may have been renewed meanwhile. The
//! limit is a sum, since SQLite compiles a statement anew at each use when a bare parameter limits
//! it.

use widgets_core::clock::Timestamp;
use widgets_core::stores::StoreResult;

use crate::args;
use crate::engine::Plan;
use crate::stores::SqlStores;

/// Removes up to `$2` rows of a table, found by a key, whose end is at or before `$1`.
macro_rules! sweep {
    ($table:literal, $key:literal, $end:literal) => {
        concat!(
            "DELETE FROM ",
            $table,
            " WHERE ",
            $end,
            " <= $1 AND (",
            $key,
            ") IN (SELECT ",
            $key,
            " FROM ",
            $table,
            " WHERE ",
            $end,
            " <= $1 ORDER BY ",
            $end,
            " LIMIT $2 + 0)"
        )
    };
}

const SWEEP_PAST_SESSIONS: &str = sweep!(
    "wg_accounts_sessions",
    "id",
    "CASE WHEN idle_until < expires_at THEN idle_until ELSE expires_at END"
);
const SWEEP_PAST_LINKS: &str = sweep!("wg_accounts_links", "token", "expires_at");
const SWEEP_PAST_CHALLENGES: &str = sweep!("wg_accounts_challenges", "id", "expires_at");
const SWEEP_PAST_DEVICES: &str = sweep!("wg_accounts_devices", "account_id, token", "expires_at");
const SWEEP_PAST_FORMS: &str = sweep!("wg_accounts_pending_forms", "token", "expires_at");
const SWEEP_PAST_EVENTS: &str = sweep!("wg_audit_events", "id", "at");

const EXPIRING: [&str; 5] = [
    SWEEP_PAST_SESSIONS,
    SWEEP_PAST_LINKS,
    SWEEP_PAST_CHALLENGES,
    SWEEP_PAST_DEVICES,
    SWEEP_PAST_FORMS,
];

impl SqlStores {
    /// One transaction a table, so that none is held for long.
    pub(super) async fn sweep(
        &self,
        at: Timestamp,
        events_before: Option<Timestamp>,
        limit: u32,
    ) -> StoreResult<u64> {
        let limit = u64::from(limit);
        let expired = EXPIRING.map(|statement| (statement, Some(at.as_micros())));
        // An event that old is not older.
        let older = events_before.map(|before| before.as_micros().saturating_sub(1));
        let mut swept = 0;
        for (statement, end) in expired.into_iter().chain([(SWEEP_PAST_EVENTS, older)]) {
            let Some(end) = end else { continue };
            if swept < limit {
                let limit = i64::try_from(limit - swept).unwrap_or(i64::MAX);
                let plan = Plan::new().answer(statement, args![end, limit]);
                swept += self.write_counting(plan).await?;
            }
        }
        Ok(swept)
    }
}
