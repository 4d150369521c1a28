//! Resets of second factors.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::AccountId;
use widgets_core::stores::*;

use super::TOUCH_ACCOUNT;
use super::deleting::REMOVE_DEVICES;
use super::directory::{REMOVE_LINKS, REMOVE_SESSIONS};
use super::factors::{
    DEMAND_SECOND_FACTOR, RAISE_EPOCH, REMOVE_AUTHENTICATORS, REMOVE_RECOVERY_CODES,
};
use crate::args;
use crate::engine::{Plan, Select, row, select};
use crate::stores::SqlStores;

row! {
    reset_row -> FactorReset {
        account: "r.account_id",
        token: "r.token",
        asked_at: "r.asked_at",
        due_at: "r.due_at",
    } and {
        asked_by: "r.asked_by",
    }
}

/// One that is due later makes way.
const ADD_RESET: &str = "INSERT INTO wg_accounts_factor_resets \
     (account_id, token, asked_by, asked_at, due_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (account_id) DO UPDATE SET token = excluded.token, asked_by = excluded.asked_by, \
       asked_at = excluded.asked_at, due_at = excluded.due_at \
     WHERE wg_accounts_factor_resets.due_at > excluded.due_at";

const FIND_RESET: Select<FactorReset> = select!(
    reset_row,
    " FROM wg_accounts_factor_resets r WHERE r.account_id = $1"
);

const FIND_RESET_BY_TOKEN: Select<FactorReset> = select!(
    reset_row,
    " FROM wg_accounts_factor_resets r WHERE r.token = $1"
);

const DUE_RESETS: Select<FactorReset> = select!(
    reset_row,
    " FROM wg_accounts_factor_resets r WHERE r.due_at <= $1 ORDER BY r.due_at, r.account_id LIMIT $2 + 0"
);

const END_RESET: &str =
    "DELETE FROM wg_accounts_factor_resets WHERE account_id = $1 AND token = $2";

const TAKE_DUE_RESET: &str =
    "DELETE FROM wg_accounts_factor_resets WHERE account_id = $1 AND token = $2 AND due_at <= $3";

#[async_trait]
impl FactorResetStore for SqlStores {
    async fn begin_factor_reset(
        &self,
        reset: FactorReset,
        change: Change,
    ) -> StoreResult<BeginResetOutcome> {
        use BeginResetOutcome::{Begun, Missing, NoFactor, Underway};
        let own = args![&reset.account];
        let row = args![
            &reset.account,
            &reset.token,
            &reset.asked_by,
            reset.asked_at,
            reset.due_at,
        ];
        let plan = Plan::appending(change)
            .one_or(TOUCH_ACCOUNT, own, Missing)
            .one_or(DEMAND_SECOND_FACTOR, own, NoFactor)
            .one_or(ADD_RESET, row, Underway);
        self.write(plan, Begun).await
    }

    async fn find_factor_reset(&self, account: &AccountId) -> StoreResult<Option<FactorReset>> {
        self.database.find(FIND_RESET, &args![account]).await
    }

    async fn find_factor_reset_by_token(
        &self,
        token: &TokenHash,
    ) -> StoreResult<Option<FactorReset>> {
        self.database.find(FIND_RESET_BY_TOKEN, &args![token]).await
    }

    async fn end_factor_reset(
        &self,
        account: &AccountId,
        token: &TokenHash,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        let missing = EndOutcome::Missing;
        let plan = Plan::appending(change)
            .one_or(TOUCH_ACCOUNT, args![account], missing)
            .one_or(END_RESET, args![account, token], missing);
        self.write(plan, EndOutcome::Ended).await
    }

    async fn due_factor_resets(&self, at: Timestamp, limit: u32) -> StoreResult<Vec<FactorReset>> {
        self.database.list(DUE_RESETS, &args![at, limit]).await
    }

    async fn complete_factor_reset(
        &self,
        account: &AccountId,
        token: &TokenHash,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        let (own, missing, at) = (args![account], EndOutcome::Missing, change.stamp.at);
        let plan = Plan::appending(change)
            .one_or(TOUCH_ACCOUNT, own, missing)
            .one_or(TAKE_DUE_RESET, args![account, token, at], missing)
            .any(REMOVE_AUTHENTICATORS, own)
            .any(REMOVE_RECOVERY_CODES, own)
            .one(RAISE_EPOCH, own)
            .any(REMOVE_SESSIONS, own)
            .any(REMOVE_LINKS, own)
            .any(REMOVE_DEVICES, own);
        self.write(plan, EndOutcome::Ended).await
    }
}
