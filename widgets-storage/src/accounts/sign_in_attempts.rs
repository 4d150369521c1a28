//! Sign-ins that wait for a second factor.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::stores::*;

use super::epoch;
use super::factors::DEMAND_SECOND_FACTOR;
use super::redeeming::Redemption;
use super::sessions::NO_SESSION;
use crate::args;
use crate::engine::{Plan, Select, row, select};
use crate::stores::SqlStores;

row! {
    attempt_row -> SignInAttempt {
        token: "token",
        account: "account_id",
        epoch: "epoch",
        method: "method",
        began_at: "began_at",
        expires_at: "expires_at",
    } and {
        keep: "persistent",
        return_to: "return_to",
        tries_left: "tries_left",
    }
}

/// The one with the token `$1` is live at `$2`.
macro_rules! is_live {
    () => {
        concat!(
            "token = $1 AND expires_at > $2 AND tries_left > 0 AND EXISTS \
               (SELECT 1 FROM wg_accounts a WHERE a.id = wg_accounts_sign_ins.account_id \
                AND a.status = 'active' AND wg_accounts_sign_ins.epoch = ",
            epoch!("a"),
            ")"
        )
    };
}

const ADD_SIGN_IN: &str = "INSERT INTO wg_accounts_sign_ins \
     (token, account_id, epoch, method, began_at, persistent, return_to, tries_left, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

const FIND_SIGN_IN: Select<SignInAttempt> =
    select!(attempt_row, " FROM wg_accounts_sign_ins WHERE ", is_live!());

/// One statement, so that of many tries at once each finds what the one before has left.
const TRY_SIGN_IN: &str = concat!(
    "UPDATE wg_accounts_sign_ins SET tries_left = tries_left - 1 WHERE ",
    is_live!(),
    " RETURNING ",
    attempt_row!(columns)
);

/// Its tries were counted before, and may be used up by now.
pub(super) const COMPLETE_SIGN_IN: &str = "DELETE FROM wg_accounts_sign_ins \
     WHERE token = $1 AND account_id = $2 AND epoch = $3 AND expires_at > $4";

const END_SIGN_IN: &str = "DELETE FROM wg_accounts_sign_ins WHERE token = $1";

#[async_trait]
impl SignInAttemptStore for SqlStores {
    async fn begin_sign_in(
        &self,
        new: NewSignInAttempt,
        change: Change,
    ) -> StoreResult<BeginSignInOutcome> {
        let redemption = Redemption {
            account: &new.account,
            epoch: new.epoch,
            purpose: &ChallengePurpose::SIGN_IN,
            keep: NO_SESSION,
            at: change.stamp.at,
        };
        let row = args![
            &new.token,
            &new.account,
            new.epoch,
            &new.method,
            redemption.at,
            new.keep,
            &new.return_to,
            new.tries,
            new.expires_at,
        ];
        let refused = BeginSignInOutcome::Refused;
        let plan = redemption.redeem(new.redeem.as_ref(), change, refused);
        let plan = plan
            .one_or(
                DEMAND_SECOND_FACTOR,
                args![&new.account],
                BeginSignInOutcome::NotRequired,
            )
            .one(ADD_SIGN_IN, row);
        self.write(plan, BeginSignInOutcome::Begun).await
    }

    async fn find_sign_in(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<SignInAttempt>> {
        self.database.find(FIND_SIGN_IN, &args![token, at]).await
    }

    async fn try_sign_in(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<SignInAttempt>> {
        let plan = Plan::new().answer(TRY_SIGN_IN, args![token, at]);
        Ok(self.write_returning(plan).await?.pop())
    }

    async fn end_sign_in(&self, token: &TokenHash) -> StoreResult<bool> {
        let plan = Plan::new().one_or(END_SIGN_IN, args![token], false);
        self.write(plan, true).await
    }
}
