//! Challenges: keeping them, finding them and counting tries.
//!
//! Only what redeems one touches its account first. The rest is judged on the challenge's own row,
//! with the same statements whether the address belongs to somebody or to nobody. Nothing that happens
//! to an account removes its challenges, which would show: its epoch makes them void.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::ChallengeId;
use widgets_core::stores::*;

use super::redeeming;
use crate::args;
use crate::engine::{Plan, Select, row, select};
use crate::stores::SqlStores;

/// It was not revoked, and its account, if it has one, is active and still at the challenge's epoch: what
/// the column `void` of a row says.
macro_rules! is_not_void {
    () => {
        concat!(
            "wg_accounts_challenges.void = 0 \
             AND (wg_accounts_challenges.account_id IS NULL OR EXISTS \
               (SELECT 1 FROM wg_accounts a WHERE a.id = wg_accounts_challenges.account_id \
                AND a.status = 'active' AND wg_accounts_challenges.epoch = ",
            $crate::accounts::epoch!("a"),
            "))"
        )
    };
}

pub(super) use is_not_void;

row! {
    challenge_row -> Challenge {
        id: "id",
        purpose: "purpose",
        email: "email, email_key",
        browser: "browser",
        sealed: "sealed",
        sent_at: "sent_at",
        expires_at: "expires_at",
    } and {
        account: "account_id, epoch",
        tries_left: "tries_left",
        sends: "sends",
        code_expires_at: "code_expires_at",
        void: concat!(
            "CASE WHEN ",
            is_not_void!(),
            " THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END"
        ),
    }
}

const ADD_CHALLENGE: &str = "INSERT INTO wg_accounts_challenges \
     (id, purpose, account_id, epoch, email, email_key, browser, link, sealed, tries_left, sends, \
      sent_at, code_expires_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12, $13)";

/// A browser has one reset of an address at a time.
const REPLACE_RESET: &str = "DELETE FROM wg_accounts_challenges \
     WHERE email_key = $1 AND browser = $2 AND purpose = 'reset'";

const REPLACE_CHALLENGE: &str = "DELETE FROM wg_accounts_challenges WHERE id = $1 AND browser = $2";

const FIND_CHALLENGE: Select<Challenge> = select!(
    challenge_row,
    " FROM wg_accounts_challenges WHERE id = $1 AND browser = $2 AND expires_at > $3"
);

const FIND_CHALLENGE_BY_LINK: Select<Challenge> = select!(
    challenge_row,
    " FROM wg_accounts_challenges WHERE link = $1 AND expires_at > $2 AND ",
    is_not_void!()
);

/// One statement, so that of many tries at once each finds what the one before has left.
const TRY_CHALLENGE: &str = concat!(
    "UPDATE wg_accounts_challenges SET tries_left = tries_left - 1 \
     WHERE id = $1 AND browser = $2 AND expires_at > $3 AND code_expires_at > $3 \
     AND tries_left > 0 RETURNING ",
    challenge_row!(columns)
);

const RESEND_CHALLENGE: &str = "UPDATE wg_accounts_challenges SET link = $3, sealed = $4, tries_left = $5, \
       code_expires_at = $6, sends = sends + 1, sent_at = $7 \
     WHERE id = $1 AND browser = $2 AND expires_at > $7 AND sent_at <= $8 AND sends < $9";

const REVOKE_CHALLENGE: &str = concat!(
    "UPDATE wg_accounts_challenges SET void = 1 WHERE link = $1 AND expires_at > $2 AND ",
    is_not_void!()
);

const SEALED_CHALLENGES: Select<Sealed<ChallengeId>> = Select::new(
    "SELECT id, sealed FROM wg_accounts_challenges WHERE id > $1 ORDER BY id LIMIT $2 + 0",
);

const RESEAL_CHALLENGE: &str =
    "UPDATE wg_accounts_challenges SET sealed = $3 WHERE id = $1 AND sealed = $2";

const ADD_PENDING_FORM: &str =
    "INSERT INTO wg_accounts_pending_forms (token, sealed, expires_at) VALUES ($1, $2, $3)";

const FIND_PENDING_FORM: Select<Vec<u8>> = Select::new(
    "SELECT sealed FROM wg_accounts_pending_forms WHERE token = $1 AND expires_at > $2",
);

const DROP_PENDING_FORM: &str = "DELETE FROM wg_accounts_pending_forms WHERE token = $1";

#[async_trait]
impl ChallengeStore for SqlStores {
    async fn begin_challenge(&self, new: NewChallenge, change: Change) -> StoreResult<()> {
        self.write(begin(&new, change), ()).await
    }

    async fn find_challenge(
        &self,
        id: &ChallengeId,
        browser: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>> {
        self.database
            .find(FIND_CHALLENGE, &args![id, browser, at])
            .await
    }

    async fn find_challenge_by_link(
        &self,
        link: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>> {
        self.database
            .find(FIND_CHALLENGE_BY_LINK, &args![link, at])
            .await
    }

    async fn try_challenge(
        &self,
        id: &ChallengeId,
        browser: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>> {
        let plan = Plan::new().answer(TRY_CHALLENGE, args![id, browser, at]);
        Ok(self.write_returning(plan).await?.pop())
    }

    async fn resend_challenge(
        &self,
        resend: ResendChallenge,
        change: Change,
    ) -> StoreResult<ResendOutcome> {
        let args = args![
            &resend.id,
            &resend.browser,
            &resend.link,
            &resend.sealed,
            resend.tries,
            resend.code_expires_at,
            change.stamp.at,
            resend.sent_before,
            resend.most_sends,
        ];
        let plan = Plan::appending(change);
        let plan = plan.one_or(RESEND_CHALLENGE, args, ResendOutcome::Refused);
        self.write(plan, ResendOutcome::Sent).await
    }

    async fn revoke_challenge(&self, link: &TokenHash, change: Change) -> StoreResult<EndOutcome> {
        let args = args![link, change.stamp.at];
        let plan = Plan::appending(change).one_or(REVOKE_CHALLENGE, args, EndOutcome::Missing);
        self.write(plan, EndOutcome::Ended).await
    }

    async fn complete_sign_up(
        &self,
        completion: CompleteSignUpWrite,
        change: Change,
    ) -> StoreResult<SignUpOutcome> {
        let proofs = completion.session.session.proofs.to_string();
        let plan = redeeming::sign_up(&completion, &proofs, change);
        self.write(plan, SignUpOutcome::Completed).await
    }

    async fn reset_password(
        &self,
        reset: ResetPasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome> {
        let plan = redeeming::reset_password(&reset, change);
        self.write(plan, PasswordOutcome::Set).await
    }

    async fn change_password(
        &self,
        setting: ChangePasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome> {
        let plan = redeeming::change_password(&setting, change);
        self.write(plan, PasswordOutcome::Set).await
    }

    async fn sealed_challenges(
        &self,
        after: Option<&ChallengeId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<ChallengeId>>> {
        let after = after.map_or("", ChallengeId::as_str);
        self.database
            .list(SEALED_CHALLENGES, &args![after, limit])
            .await
    }

    async fn reseal_challenge(&self, old: &Sealed<ChallengeId>, new: Vec<u8>) -> StoreResult<bool> {
        self.reseal(RESEAL_CHALLENGE, old.id.as_str(), &old.sealed, &new)
            .await
    }

    async fn add_pending_form(&self, form: PendingForm) -> StoreResult<()> {
        let args = args![&form.token, &form.sealed, form.expires_at];
        self.write(Plan::new().one(ADD_PENDING_FORM, args), ())
            .await
    }

    async fn find_pending_form(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Vec<u8>>> {
        self.database
            .find(FIND_PENDING_FORM, &args![token, at])
            .await
    }

    async fn drop_pending_form(&self, token: &TokenHash) -> StoreResult<bool> {
        let plan = Plan::new().one_or(DROP_PENDING_FORM, args![token], false);
        self.write(plan, true).await
    }
}

fn begin(new: &NewChallenge, change: Change) -> Plan<'_, ()> {
    let args = args![
        &new.id,
        &new.purpose,
        new.account.as_ref().map(|(id, _)| id),
        new.account.as_ref().map(|(_, epoch)| *epoch),
        new.email.as_str(),
        new.email.key(),
        &new.browser,
        &new.link,
        &new.sealed,
        new.tries,
        change.stamp.at,
        new.code_expires_at,
        new.expires_at,
    ];
    let mut plan = Plan::appending(change);
    if new.purpose == ChallengePurpose::RESET {
        plan = plan.any(REPLACE_RESET, args![new.email.key(), &new.browser]);
    }
    if let Some(replaced) = &new.replaces {
        plan = plan.any(REPLACE_CHALLENGE, args![replaced, &new.browser]);
    }
    plan.one(ADD_CHALLENGE, args)
}
