//! What an account has to do before its user goes on.

use async_trait::async_trait;
use widgets_core::id::AccountId;
use widgets_core::stores::*;

use super::{TOUCH_ACCOUNT, TOUCH_ACTIVE_ACCOUNT};
use crate::args;
use crate::engine::Plan;
use crate::stores::SqlStores;

const ACCEPT_TERMS: &str = "UPDATE wg_accounts SET terms = $2, terms_at = $3 \
     WHERE id = $1 AND (terms IS NULL OR terms <> $2)";

const DEMAND_NEW_PASSWORD: &str =
    "UPDATE wg_accounts SET replace_password = $2 WHERE id = $1 AND password IS NOT NULL";

#[async_trait]
impl TaskStore for SqlStores {
    async fn accept_terms(
        &self,
        account: &AccountId,
        edition: &str,
        change: Change,
    ) -> StoreResult<AcceptOutcome> {
        use AcceptOutcome::{Accepted, Missing, Unchanged};
        let accepted = args![account, edition, change.stamp.at];
        let plan = Plan::appending(change)
            .one_or(TOUCH_ACTIVE_ACCOUNT, args![account], Missing)
            .one_or(ACCEPT_TERMS, accepted, Unchanged);
        self.write(plan, Accepted).await
    }

    async fn demand_new_password(
        &self,
        account: &AccountId,
        reason: ReplaceReason,
        change: Change,
    ) -> StoreResult<ReplaceOutcome> {
        use ReplaceOutcome::{Demanded, Missing, NoPassword};
        let plan = Plan::appending(change)
            .one_or(TOUCH_ACCOUNT, args![account], Missing)
            .one_or(DEMAND_NEW_PASSWORD, args![account, reason], NoPassword);
        self.write(plan, Demanded).await
    }
}
