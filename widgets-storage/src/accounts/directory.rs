//! Accounts as the host's back end manages them.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::email::EmailKey;
use widgets_core::id::AccountId;
use widgets_core::stores::*;

use super::deleting;
use super::listing;
use super::rows::account_row;
use super::{TOUCH_ACCOUNT, TOUCH_ACTIVE_ACCOUNT, epoch};
use crate::args;
use crate::driver::Arg;
use crate::engine::{Plan, Select, select};
use crate::stores::SqlStores;

pub(super) const ADD_ACCOUNT: &str = "INSERT INTO wg_accounts \
     (id, status, epoch, password, created_at, terms, terms_at, language, password_set_at, \
      password_mailed) \
     VALUES ($1, 'active', 0, $2, $3, $4, $5, $6, $7, 0)";

pub(super) const ADD_ADDRESS: &str = "INSERT INTO wg_accounts_addresses \
     (email_key, account_id, email, is_primary, verified, created_at) \
     VALUES ($1, $2, $3, 1, $4, $5)";

const FIND_ACCOUNT: Select<Account> = select!(
    account_row,
    " FROM wg_accounts a \
     LEFT JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     WHERE a.id = $1"
);

const FIND_ACCOUNT_BY_EMAIL: Select<Account> = select!(
    account_row,
    " FROM wg_accounts_addresses e \
     JOIN wg_accounts a ON a.id = e.account_id \
     JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     WHERE e.email_key = $1"
);

const ENABLE: &str = "UPDATE wg_accounts SET status = $2 WHERE id = $1 AND status <> $2";

const DISABLE: &str =
    "UPDATE wg_accounts SET status = $2, epoch = epoch + 1 WHERE id = $1 AND status <> $2";

pub(super) const REMOVE_SESSIONS: &str = "DELETE FROM wg_accounts_sessions WHERE account_id = $1";

pub(super) const REMOVE_LINKS: &str = "DELETE FROM wg_accounts_links WHERE account_id = $1";

const SWEEP_LINKS: &str =
    "DELETE FROM wg_accounts_links WHERE account_id = $1 AND expires_at <= $2";

const ADD_LINK: &str = concat!(
    "INSERT INTO wg_accounts_links (token, account_id, epoch, expires_at, \
       impersonated_by, impersonated_reason, impersonated_until) \
     VALUES ($1, $2, (SELECT ",
    epoch!("a"),
    " FROM wg_accounts a WHERE a.id = $2), $3, $4, $5, $6)"
);

const RAISE_EPOCH_OF_ALL: &str = "INSERT INTO wg_accounts_epoch_of_all (id, epoch) VALUES (1, 1) \
     ON CONFLICT (id) DO UPDATE SET epoch = wg_accounts_epoch_of_all.epoch + 1";

#[async_trait]
impl AccountDirectory for SqlStores {
    async fn create_account(
        &self,
        account: NewAccount,
        change: Change,
    ) -> StoreResult<CreateOutcome> {
        let at = change.stamp.at;
        let taken = CreateOutcome::Taken;
        let plan = Plan::appending(change).one_or(ADD_ACCOUNT, new_account(&account, at), taken);
        let plan = match new_address(&account, account.verified, at) {
            Some(address) => plan.one_or(ADD_ADDRESS, address, taken),
            None => plan,
        };
        self.write(plan, CreateOutcome::Created).await
    }

    async fn find_account(&self, id: &AccountId) -> StoreResult<Option<Account>> {
        self.database.find(FIND_ACCOUNT, &args![id]).await
    }

    async fn find_account_by_email(&self, email: &EmailKey) -> StoreResult<Option<Account>> {
        self.database
            .find(FIND_ACCOUNT_BY_EMAIL, &args![email])
            .await
    }

    async fn list_accounts(
        &self,
        page: &PageRequest<AccountPosition>,
    ) -> StoreResult<Paged<ListedAccount, AccountPosition>> {
        listing::list(&self.database, page).await
    }

    async fn search_accounts(
        &self,
        search: &AccountSearch,
        page: &PageRequest<FoundAccountPosition>,
    ) -> StoreResult<Paged<ListedAccount, FoundAccountPosition>> {
        listing::search(&self.database, search, page).await
    }

    async fn set_account_status(
        &self,
        account: &AccountId,
        status: AccountStatus,
        change: Change,
    ) -> StoreResult<StatusOutcome> {
        let switch = args![account, status];
        let plan = Plan::appending(change);
        let plan = plan.one_or(TOUCH_ACCOUNT, args![account], StatusOutcome::Missing);
        let plan = match status {
            AccountStatus::Active => plan.one_or(ENABLE, switch, StatusOutcome::Unchanged),
            AccountStatus::Disabled => plan
                .one_or(DISABLE, switch, StatusOutcome::Unchanged)
                .any(REMOVE_SESSIONS, args![account])
                .any(REMOVE_LINKS, args![account]),
        };
        self.write(plan, StatusOutcome::Switched).await
    }

    async fn issue_link(&self, link: NewLink, change: Change) -> StoreResult<LinkOutcome> {
        let (account, at) = (&link.account, change.stamp.at);
        let own = link.impersonation.as_ref();
        let args = args![
            &link.token,
            account,
            link.expires_at,
            own.map(|own| &own.by),
            own.map(|own| &own.reason),
            own.map(|own| own.until),
        ];
        let plan = Plan::appending(change)
            .one_or(TOUCH_ACTIVE_ACCOUNT, args![account], LinkOutcome::Missing)
            .any(SWEEP_LINKS, args![account, at])
            .one(ADD_LINK, args);
        self.write(plan, LinkOutcome::Issued).await
    }

    async fn delete_account(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<DeleteOutcome> {
        let plan = deleting::delete(account, change);
        self.write(plan, DeleteOutcome::Deleted).await
    }

    async fn end_all_sessions(&self, change: Change) -> StoreResult<()> {
        let plan = Plan::appending(change).one(RAISE_EPOCH_OF_ALL, []);
        self.write(plan, ()).await
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

pub(super) fn new_account(account: &NewAccount, at: Timestamp) -> [Arg<'_>; 7] {
    args![
        &account.id,
        account.password.as_ref(),
        at,
        account.terms.as_ref(),
        account.terms.as_ref().map(|_| at),
        account.language.as_ref(),
        account
            .password_set_at
            .filter(|_| account.password.is_some()),
    ]
}

pub(super) fn new_address(
    account: &NewAccount,
    verified: bool,
    at: Timestamp,
) -> Option<[Arg<'_>; 5]> {
    let email = account.email.as_ref()?;
    Some(args![
        email.key(),
        &account.id,
        email.as_str(),
        verified,
        at
    ])
}
