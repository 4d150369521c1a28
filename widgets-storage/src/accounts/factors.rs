//! Second factors: authenticator apps and recovery codes.
//!
//! What adds, removes or demands a factor touches the account's row first, so that a sign-in sees those
//! that were added before it.

use async_trait::async_trait;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, AuthenticatorId};
use widgets_core::name::Name;
use widgets_core::stores::*;

use super::devices::{END_TRUST, FORGET_OTHER_DEVICES, NO_DEVICE};
use super::directory::REMOVE_LINKS;
use super::sessions::END_SESSIONS;
use super::{TOUCH_ACCOUNT, TOUCH_ACCOUNT_AT_EPOCH, epoch};
use crate::args;
use crate::engine::{Plan, Select, row, select};
use crate::stores::SqlStores;

row! {
    authenticator_row -> Authenticator {
        id: "f.id",
        name: "f.name",
        sealed: "f.sealed",
        created_at: "f.created_at",
    } and {
        last_step: "f.last_step",
        last_used_at: "f.last_used_at",
    }
}

const AUTHENTICATORS: Select<Authenticator> = select!(
    authenticator_row,
    " FROM wg_accounts_authenticators f WHERE f.account_id = $1 ORDER BY f.created_at, f.id"
);

const RECOVERY_CODES_OF: Select<TokenHash> =
    Select::new("SELECT code FROM wg_accounts_recovery_codes WHERE account_id = $1 ORDER BY code");

const PASSWORD_MAILED: Select<i64> =
    Select::new("SELECT password_mailed FROM wg_accounts WHERE id = $1");

/// The mailbox of the account proves something that the first proof of the sign-in `$2` does not.
pub(super) const DEMAND_MAILBOX_COUNTS: &str = "UPDATE wg_accounts SET epoch = epoch \
     WHERE id = $1 AND password_mailed = 0 AND EXISTS (SELECT 1 FROM wg_accounts_sign_ins s \
       WHERE s.token = $2 AND s.account_id = $1 AND s.method NOT IN ('email', 'link'))";

/// The account `$1` has something that is asked for as a second factor.
macro_rules! has_second_factor {
    () => {
        "EXISTS (SELECT 1 FROM wg_accounts_authenticators f WHERE f.account_id = $1)"
    };
}

pub(super) const DEMAND_NO_SECOND_FACTOR: &str = concat!(
    "UPDATE wg_accounts SET epoch = epoch WHERE id = $1 AND NOT ",
    has_second_factor!()
);

/// Or it trusts the browser with the token `$2` at `$3`.
pub(super) const DEMAND_NO_SECOND_FACTOR_OR_TRUST: &str = concat!(
    "UPDATE wg_accounts SET epoch = epoch WHERE id = $1 AND (NOT ",
    has_second_factor!(),
    " OR EXISTS (SELECT 1 FROM wg_accounts_devices v WHERE v.account_id = $1 AND v.token = $2 \
       AND v.expires_at > $3 AND v.trusted_until > $3 AND v.trusted_epoch = ",
    epoch!("wg_accounts"),
    "))"
);

pub(super) const DEMAND_SECOND_FACTOR: &str = concat!(
    "UPDATE wg_accounts SET epoch = epoch WHERE id = $1 AND ",
    has_second_factor!()
);

/// A step that is not later was accepted before.
pub(super) const USE_AUTHENTICATOR: &str = "UPDATE wg_accounts_authenticators \
     SET last_step = $3, last_used_at = $4 WHERE id = $1 AND account_id = $2 AND last_step < $3";

pub(super) const USE_RECOVERY_CODE: &str =
    "DELETE FROM wg_accounts_recovery_codes WHERE account_id = $1 AND code = $2";

const DEMAND_VERIFIED_ADDRESS: &str = "UPDATE wg_accounts_addresses SET verified = 1 \
     WHERE account_id = $1 AND is_primary = 1 AND verified = 1";

pub(super) const RAISE_EPOCH: &str = "UPDATE wg_accounts SET epoch = epoch + 1 WHERE id = $1";

const RAISE_EPOCH_IF_FEWER: &str = "UPDATE wg_accounts SET epoch = epoch + 1 WHERE id = $1 AND $2 > \
     (SELECT count(*) FROM wg_accounts_authenticators f WHERE f.account_id = $1)";

const ADD_AUTHENTICATOR: &str = "INSERT INTO wg_accounts_authenticators \
     (id, account_id, name, sealed, last_step, created_at, last_used_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";

const RENAME_AUTHENTICATOR: &str =
    "UPDATE wg_accounts_authenticators SET name = $3 WHERE id = $1 AND account_id = $2";

const REMOVE_AUTHENTICATOR: &str =
    "DELETE FROM wg_accounts_authenticators WHERE id = $1 AND account_id = $2";

pub(super) const REMOVE_AUTHENTICATORS: &str =
    "DELETE FROM wg_accounts_authenticators WHERE account_id = $1";

pub(super) const REMOVE_RECOVERY_CODES: &str =
    "DELETE FROM wg_accounts_recovery_codes WHERE account_id = $1";

const REMOVE_RECOVERY_CODES_ALONE: &str = concat!(
    "DELETE FROM wg_accounts_recovery_codes WHERE account_id = $1 AND NOT ",
    has_second_factor!()
);

const ADD_RECOVERY_CODE: &str =
    "INSERT INTO wg_accounts_recovery_codes (account_id, code) VALUES ($1, $2)";

const SEALED_AUTHENTICATORS: Select<Sealed<AuthenticatorId>> = Select::new(
    "SELECT id, sealed FROM wg_accounts_authenticators WHERE id > $1 ORDER BY id LIMIT $2 + 0",
);

const RESEAL_AUTHENTICATOR: &str =
    "UPDATE wg_accounts_authenticators SET sealed = $3 WHERE id = $1 AND sealed = $2";

#[async_trait]
impl FactorStore for SqlStores {
    async fn find_second_factors(&self, account: &AccountId) -> StoreResult<SecondFactors> {
        let own = args![account];
        let authenticators = self.database.list(AUTHENTICATORS, &own).await?;
        let recovery_codes = self.database.list(RECOVERY_CODES_OF, &own).await?;
        let mailed = self.database.find(PASSWORD_MAILED, &own).await?;
        Ok(SecondFactors::default()
            .authenticators(authenticators)
            .recovery_codes(recovery_codes)
            .mailbox_counts(mailed == Some(0)))
    }

    async fn add_authenticator(
        &self,
        adding: AddAuthenticatorWrite,
        change: Change,
    ) -> StoreResult<AddAuthenticatorOutcome> {
        use AddAuthenticatorOutcome::{Added, Refused, TooMany, Unverified};
        let (account, new) = (&adding.account, &adding.authenticator);
        let row = args![
            &new.id,
            account,
            &new.name,
            &new.sealed,
            new.last_step,
            new.created_at,
            new.last_used_at,
        ];
        let plan = Plan::appending(change)
            .one_or(
                TOUCH_ACCOUNT_AT_EPOCH,
                args![account, adding.epoch],
                Refused,
            )
            .one_or(DEMAND_VERIFIED_ADDRESS, args![account], Unverified)
            .one_or(
                RAISE_EPOCH_IF_FEWER,
                args![account, Authenticator::MOST],
                TooMany,
            )
            .one_or(ADD_AUTHENTICATOR, row, Refused);
        self.write(changed(plan, account, &adding.others), Added)
            .await
    }

    async fn rename_authenticator(
        &self,
        account: &AccountId,
        authenticator: &AuthenticatorId,
        name: &Name,
        change: Change,
    ) -> StoreResult<RenameOutcome> {
        let args = args![authenticator, account, name];
        let plan = Plan::appending(change);
        let plan = plan.one_or(RENAME_AUTHENTICATOR, args, RenameOutcome::Missing);
        self.write(plan, RenameOutcome::Renamed).await
    }

    async fn remove_authenticator(
        &self,
        removing: RemoveAuthenticatorWrite,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        let (account, missing) = (&removing.account, EndOutcome::Missing);
        let own = args![account];
        let plan = Plan::appending(change)
            .one_or(TOUCH_ACCOUNT, own, missing)
            .one_or(
                REMOVE_AUTHENTICATOR,
                args![&removing.authenticator, account],
                missing,
            )
            .any(REMOVE_RECOVERY_CODES_ALONE, own)
            .one(RAISE_EPOCH, own);
        self.write(changed(plan, account, &removing.others), EndOutcome::Ended)
            .await
    }

    async fn make_recovery_codes(
        &self,
        account: &AccountId,
        epoch: Epoch,
        codes: &[RecoveryCodeHash; RECOVERY_CODES],
        change: Change,
    ) -> StoreResult<RecoveryOutcome> {
        let (own, refused) = (args![account], RecoveryOutcome::Refused);
        let known = args![account, epoch];
        let removing = Plan::appending(change)
            .one_or(TOUCH_ACCOUNT_AT_EPOCH, known, refused)
            .one_or(DEMAND_SECOND_FACTOR, own, refused)
            .any(REMOVE_RECOVERY_CODES, own)
            .any(END_TRUST, own);
        let adding = codes.iter().fold(removing, |plan, code| {
            plan.one(ADD_RECOVERY_CODE, args![account, code])
        });
        self.write(adding, RecoveryOutcome::Made).await
    }

    async fn sealed_authenticators(
        &self,
        after: Option<&AuthenticatorId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<AuthenticatorId>>> {
        let after = after.map_or("", AuthenticatorId::as_str);
        self.database
            .list(SEALED_AUTHENTICATORS, &args![after, limit])
            .await
    }

    async fn reseal_authenticator(
        &self,
        old: &Sealed<AuthenticatorId>,
        new: Vec<u8>,
    ) -> StoreResult<bool> {
        self.reseal(RESEAL_AUTHENTICATOR, old.id.as_str(), &old.sealed, &new)
            .await
    }
}

/// Ends what began under the factors of before.
fn changed<'a, T>(
    plan: Plan<'a, T>,
    account: &'a AccountId,
    others: &'a OtherSessions,
) -> Plan<'a, T> {
    let plan = plan.any(REMOVE_LINKS, args![account]);
    if !others.end {
        return plan;
    }
    let device = others.device.as_ref();
    let device = device.map_or(NO_DEVICE, |device| device.as_bytes());
    plan.any(END_SESSIONS, args![account, &others.session])
        .any(FORGET_OTHER_DEVICES, args![account, device])
}
