//! Removing what no longer has any effect, a bounded number of rows at a time.
//!
//! The outer condition repeats the inner one, since a row may have been renewed meanwhile. The
//! limit is a sum, since SQLite compiles a statement anew at each use when a bare parameter limits
//! it.

use widgets_core::clock::Timestamp;
use widgets_core::stores::StoreResult;

use super::epoch_of_all;
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

/// Every use of a session moves its end, which therefore has no index. `sweep_at` has one, and is never
/// later. Where it is past and the session lives, this moves it to the end. It looks at the first rows
/// alone, so that any number of those that are to be removed makes no difference.
const POSTPONE_SESSIONS: &str = concat!(
    "UPDATE wg_accounts_sessions SET \
     sweep_at = CASE WHEN idle_until < expires_at THEN idle_until ELSE expires_at END \
     WHERE idle_until > $1 AND expires_at > $1 AND id IN \
       (SELECT id FROM wg_accounts_sessions WHERE epoch_of_all = ",
    epoch_of_all!(),
    " AND sweep_at <= $1 ORDER BY sweep_at LIMIT $2 + 0)"
);
const SWEEP_PAST_SESSIONS: &str = concat!(
    "DELETE FROM wg_accounts_sessions \
     WHERE (idle_until <= $1 OR expires_at <= $1) AND id IN \
       (SELECT id FROM wg_accounts_sessions WHERE epoch_of_all = ",
    epoch_of_all!(),
    " AND sweep_at <= $1 AND (idle_until <= $1 OR expires_at <= $1) \
        ORDER BY sweep_at LIMIT $2 + 0)"
);
/// Those that ended with all others. No condition is repeated, since nothing renews them.
const SWEEP_ENDED_SESSIONS: &str = concat!(
    "DELETE FROM wg_accounts_sessions WHERE id IN \
       (SELECT id FROM wg_accounts_sessions WHERE $1 = $1 AND epoch_of_all < ",
    epoch_of_all!(),
    " ORDER BY epoch_of_all, sweep_at LIMIT $2 + 0)"
);
const SWEEP_PAST_LINKS: &str = sweep!("wg_accounts_links", "token", "expires_at");
const SWEEP_PAST_CHALLENGES: &str = sweep!("wg_accounts_challenges", "id", "expires_at");
const SWEEP_PAST_DEVICES: &str = sweep!("wg_accounts_devices", "account_id, token", "expires_at");
const SWEEP_PAST_FORMS: &str = sweep!("wg_accounts_pending_forms", "token", "expires_at");
const SWEEP_PAST_SIGN_INS: &str = sweep!("wg_accounts_sign_ins", "token", "expires_at");
const SWEEP_PAST_EVENTS: &str = sweep!("wg_audit_events", "id", "at");

const EXPIRING: [&str; 7] = [
    SWEEP_ENDED_SESSIONS,
    SWEEP_PAST_SESSIONS,
    SWEEP_PAST_LINKS,
    SWEEP_PAST_CHALLENGES,
    SWEEP_PAST_DEVICES,
    SWEEP_PAST_FORMS,
    SWEEP_PAST_SIGN_INS,
];

impl SqlStores {
    /// One transaction a table, so that none is held for long.
    pub(super) async fn sweep(
        &self,
        at: Timestamp,
        events_before: Option<Timestamp>,
        limit: u32,
    ) -> StoreResult<u64> {
        self.postpone(at, limit).await?;
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

    /// Moves on what lives and comes first. What lives behind something to be removed comes first once
    /// that is gone.
    async fn postpone(&self, at: Timestamp, limit: u32) -> StoreResult<()> {
        loop {
            let plan = Plan::counting().answer(POSTPONE_SESSIONS, args![at, limit]);
            if limit == 0 || self.write_counting(plan).await? < u64::from(limit) {
                return Ok(());
            }
        }
    }
}
