//! Accounts as the host's back end manages them.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::PasswordHash;
use widgets_core::email::EmailKey;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    Account, AccountDirectory, AccountStatus, Change, CreateOutcome, DeleteOutcome, LinkOutcome,
    NewAccount, NewLink, StatusOutcome, StoreResult,
};

use super::redeeming::REMOVE_CHALLENGES;
use super::rows::{account, account_columns, impersonation_args, status_key};
use super::{TOUCH_ACCOUNT, TOUCH_ACTIVE_ACCOUNT};
use crate::driver::Arg;
use crate::engine::{Outcome, Prepared, Write, unforeseen};
use crate::stores::SqlStores;

pub(super) const ADD_ACCOUNT: &str = "INSERT INTO wg_accounts \
     (id, status, epoch, password, created_at, terms, terms_at) \
     VALUES ($1, 'active', 0, $2, $3, $4, $5)";

pub(super) const ADD_ADDRESS: &str = "INSERT INTO wg_accounts_addresses \
     (email_key, account_id, email, is_primary, verified, created_at) \
     VALUES ($1, $2, $3, 1, $4, $5)";

pub(super) const FIND_ACCOUNT: &str = concat!(
    "SELECT ",
    account_columns!(),
    " FROM wg_accounts a \
     JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     WHERE a.id = $1"
);

pub(super) const FIND_ACCOUNT_BY_EMAIL: &str = concat!(
    "SELECT ",
    account_columns!(),
    " FROM wg_accounts_addresses e \
     JOIN wg_accounts a ON a.id = e.account_id \
     JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     WHERE e.email_key = $1"
);

pub(super) const ENABLE: &str = "UPDATE wg_accounts SET status = $2 WHERE id = $1 AND status <> $2";

pub(super) const DISABLE: &str =
    "UPDATE wg_accounts SET status = $2, epoch = epoch + 1 WHERE id = $1 AND status <> $2";

pub(super) const REMOVE_SESSIONS: &str = "DELETE FROM wg_accounts_sessions WHERE account_id = $1";

pub(super) const REMOVE_LINKS: &str = "DELETE FROM wg_accounts_links WHERE account_id = $1";

pub(super) const SWEEP_LINKS: &str =
    "DELETE FROM wg_accounts_links WHERE account_id = $1 AND expires_at <= $2";

pub(super) const ADD_LINK: &str = "INSERT INTO wg_accounts_links (token, account_id, epoch, expires_at, \
       impersonated_by, impersonated_reason, impersonated_until) \
     VALUES ($1, $2, (SELECT epoch FROM wg_accounts WHERE id = $2), $3, $4, $5, $6)";

#[async_trait]
impl AccountDirectory for SqlStores {
    async fn create_account(
        &self,
        account: NewAccount,
        change: Change,
    ) -> StoreResult<CreateOutcome> {
        let change = Prepared::new(change)?;
        let mut write = Write::new();
        let address = add_account(&mut write, &account, account.verified, change.at());
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(CreateOutcome::Created),
            // The account itself comes right before its address.
            Outcome::Refused(at) if at <= address => Ok(CreateOutcome::Taken),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn find_account(&self, id: &AccountId) -> StoreResult<Option<Account>> {
        let args = [Arg::Text(id.as_str())];
        self.database.find(FIND_ACCOUNT, &args, account).await
    }

    async fn find_account_by_email(&self, email: &EmailKey) -> StoreResult<Option<Account>> {
        let args = [Arg::Text(email.as_str())];
        self.database
            .find(FIND_ACCOUNT_BY_EMAIL, &args, account)
            .await
    }

    async fn set_account_status(
        &self,
        account: &AccountId,
        status: AccountStatus,
        change: Change,
    ) -> StoreResult<StatusOutcome> {
        let change = Prepared::new(change)?;
        let account = Arg::Text(account.as_str());
        let switch = [account, Arg::Text(status_key(status))];
        let mut write = Write::new();
        write.one(TOUCH_ACCOUNT, [account]);
        match status {
            AccountStatus::Active => {
                write.one(ENABLE, switch);
            }
            AccountStatus::Disabled => {
                write.one(DISABLE, switch);
                write.any(REMOVE_SESSIONS, [account]);
                write.any(REMOVE_LINKS, [account]);
                write.any(REMOVE_CHALLENGES, [account]);
            }
        }
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(StatusOutcome::Switched),
            Outcome::Refused(0) => Ok(StatusOutcome::Missing),
            Outcome::Refused(1) => Ok(StatusOutcome::Unchanged),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn issue_link(&self, link: NewLink, change: Change) -> StoreResult<LinkOutcome> {
        let change = Prepared::new(change)?;
        let account = Arg::Text(link.account.as_str());
        let [by, reason, until] = impersonation_args(link.impersonation.as_ref());
        let mut write = Write::new();
        write.one(TOUCH_ACTIVE_ACCOUNT, [account]);
        write.any(SWEEP_LINKS, [account, Arg::Int(change.at())]);
        write.one(
            ADD_LINK,
            [
                Arg::Bytes(link.token.as_bytes()),
                account,
                Arg::Int(link.expires_at.as_micros()),
                by,
                reason,
                until,
            ],
        );
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(LinkOutcome::Issued),
            Outcome::Refused(0) => Ok(LinkOutcome::Missing),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn delete_account(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<DeleteOutcome> {
        self.delete(account, change).await
    }

    async fn end_all_sessions(&self, change: Change) -> StoreResult<u64> {
        self.end_all(change).await
    }

    async fn sweep_accounts(
        &self,
        at: Timestamp,
        events_before: Option<Timestamp>,
        limit: u32,
    ) -> StoreResult<u64> {
        self.sweep(at, events_before, limit).await
    }
}

/// Adds an account with its address, and gives the position of the statement that refuses when
/// the address is taken.
pub(super) fn add_account<'a>(
    write: &mut Write<'a>,
    account: &'a NewAccount,
    verified: bool,
    at: i64,
) -> usize {
    let id = Arg::Text(account.id.as_str());
    write.one(
        ADD_ACCOUNT,
        [
            id,
            Arg::text(account.password.as_ref().map(PasswordHash::as_str)),
            Arg::Int(at),
            Arg::text(account.terms.as_deref()),
            Arg::int(account.terms.as_ref().map(|_| at)),
        ],
    );
    let address = write.len();
    write.one(
        ADD_ADDRESS,
        [
            Arg::Text(account.email.key().as_str()),
            id,
            Arg::Text(account.email.as_str()),
            Arg::Int(i64::from(verified)),
            Arg::Int(at),
        ],
    );
    address
}
