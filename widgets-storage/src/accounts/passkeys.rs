//! Passkeys.

use async_trait::async_trait;
use widgets_core::id::{AccountId, PasskeyId};
use widgets_core::name::Name;
use widgets_core::stores::*;

use super::factors::{DEMAND_VERIFIED_ADDRESS, RAISE_EPOCH, changed};
use super::{TOUCH_ACCOUNT, TOUCH_ACCOUNT_AT_EPOCH, epoch};
use crate::args;
use crate::driver::{BoxError, FromRow, Row};
use crate::engine::{Plan, Select, row, select};
use crate::stores::SqlStores;

row! {
    passkey_row -> Passkey {
        id: "p.id",
        name: "p.name",
        credential_id: "p.credential_id",
        credential: "p.credential",
        created_at: "p.created_at",
    } and {
        aaguid: "p.aaguid",
        counter: "p.counter",
        backup_eligible: "p.backup_eligible",
        backed_up: "p.backed_up",
        address: "p.address",
        user_agent: "p.user_agent",
        last_used_at: "p.last_used_at",
    }
}

pub(super) const PASSKEYS: Select<Passkey> = select!(
    passkey_row,
    " FROM wg_accounts_passkeys p WHERE p.account_id = $1 ORDER BY p.created_at, p.id"
);

const FIND_PASSKEY: Select<OwnedPasskey> = Select::new(concat!(
    "SELECT a.id, ",
    epoch!("a"),
    ", a.status, ",
    passkey_row!(columns),
    " FROM wg_accounts_passkeys p JOIN wg_accounts a ON a.id = p.account_id WHERE p.credential_id = $1"
));

impl FromRow for OwnedPasskey {
    fn from_row(row: &mut Row) -> Result<Self, BoxError> {
        let (account, epoch) = row.take()?;
        let (status, passkey) = row.take()?;
        Ok(Self::new(account, epoch, status, passkey))
    }
}

/// A count that is not later was seen before, by this authenticator or by a copy of it. Where both are 0,
/// none is kept.
pub(super) const USE_PASSKEY: &str = "UPDATE wg_accounts_passkeys \
     SET counter = $3, backed_up = $4, last_used_at = $5 \
     WHERE id = $1 AND account_id = $2 AND (counter < $3 OR counter = 0 AND $3 + 0 = 0)";

const RAISE_EPOCH_IF_FEWER: &str = "UPDATE wg_accounts SET epoch = epoch + 1 WHERE id = $1 AND $2 > \
     (SELECT count(*) FROM wg_accounts_passkeys p WHERE p.account_id = $1)";

const ADD_PASSKEY: &str = "INSERT INTO wg_accounts_passkeys \
     (id, account_id, name, credential_id, credential, aaguid, counter, backup_eligible, backed_up, \
      created_at, address, user_agent, last_used_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

const RENAME_PASSKEY: &str =
    "UPDATE wg_accounts_passkeys SET name = $3 WHERE id = $1 AND account_id = $2";

const REMOVE_PASSKEY: &str = "DELETE FROM wg_accounts_passkeys WHERE id = $1 AND account_id = $2";

/// The account `$1` can still be signed in to (never the last way in); `$2` says whether a mailed code does that,
/// for which its address has to be verified.
pub(super) const DEMAND_A_WAY_IN: &str = "UPDATE wg_accounts SET epoch = epoch WHERE id = $1 AND (\
       password IS NOT NULL \
       OR EXISTS (SELECT 1 FROM wg_accounts_passkeys p WHERE p.account_id = $1) \
       OR $2 + 0 = 1 AND EXISTS (SELECT 1 FROM wg_accounts_addresses d \
         WHERE d.account_id = $1 AND d.verified = 1))";

#[async_trait]
impl PasskeyStore for SqlStores {
    async fn find_passkey(&self, credential_id: &[u8]) -> StoreResult<Option<OwnedPasskey>> {
        self.database
            .find(FIND_PASSKEY, &args![credential_id])
            .await
    }

    async fn add_passkey(
        &self,
        adding: AddPasskeyWrite,
        change: Change,
    ) -> StoreResult<AddPasskeyOutcome> {
        use AddPasskeyOutcome::{Added, Refused, Taken, TooMany, Unverified};
        let (account, new) = (&adding.account, &adding.passkey);
        let row = args![
            &new.id,
            account,
            &new.name,
            &new.credential_id,
            &new.credential,
            &new.aaguid,
            new.counter,
            new.backup_eligible,
            new.backed_up,
            new.created_at,
            &new.address,
            &new.user_agent,
            new.last_used_at,
        ];
        let known = args![account, adding.epoch];
        let plan = Plan::appending(change)
            .one_or(TOUCH_ACCOUNT_AT_EPOCH, known, Refused)
            .one_or(DEMAND_VERIFIED_ADDRESS, args![account], Unverified)
            .one_or(RAISE_EPOCH_IF_FEWER, args![account, Passkey::MOST], TooMany)
            .one_or(ADD_PASSKEY, row, Taken);
        self.write(changed(plan, account, &adding.others), Added)
            .await
    }

    async fn rename_passkey(
        &self,
        account: &AccountId,
        passkey: &PasskeyId,
        name: &Name,
        change: Change,
    ) -> StoreResult<RenameOutcome> {
        let args = args![passkey, account, name];
        let plan = Plan::appending(change).one_or(RENAME_PASSKEY, args, RenameOutcome::Missing);
        self.write(plan, RenameOutcome::Renamed).await
    }

    async fn remove_passkey(
        &self,
        removing: RemovePasskeyWrite,
        change: Change,
    ) -> StoreResult<RemovePasskeyOutcome> {
        use RemovePasskeyOutcome::{LastWayIn, Missing, Removed};
        let account = &removing.account;
        let own = args![account];
        let plan = Plan::appending(change)
            .one_or(TOUCH_ACCOUNT, own, Missing)
            .one_or(REMOVE_PASSKEY, args![&removing.passkey, account], Missing)
            .one_or(
                DEMAND_A_WAY_IN,
                args![account, removing.mailed_code],
                LastWayIn,
            )
            .one(RAISE_EPOCH, own);
        self.write(changed(plan, account, &removing.others), Removed)
            .await
    }
}
