//! The accounts as the host's back end manages them.

use async_trait::async_trait;

use super::{Account, AccountStatus, Change, Checked, Impersonation, StoreResult};
use crate::crypto::{PasswordHash, TokenHash};
use crate::types::clock::Timestamp;
use crate::types::email::{Email, EmailKey};
use crate::types::id::AccountId;

/// An account to be created.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its identifier.
    pub id: AccountId,
    /// Its primary address.
    pub email: Email,
    /// Whether somebody proved to read that mailbox.
    pub verified: bool,
    /// The password's hash; none leaves the account without a password.
    pub password: Option<PasswordHash>,
    /// The edition of the terms the person accepts, if they were asked; kept with the moment of
    /// the change.
    pub terms: Option<String>,
}

/// Whether an account was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreateOutcome {
    /// It was.
    Created,
    /// The address or the identifier belongs to an account already. Nothing changed.
    Taken,
}

/// What switching an account on or off did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusOutcome {
    /// It is as asked now, and was otherwise before.
    Switched,
    /// It was like that already; nothing changed and nothing was appended.
    Unchanged,
    /// There is no such account.
    Missing,
}

/// A one-time link to be issued.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// Whose session it will open.
    pub account: AccountId,
    /// The hash of the token in it.
    pub token: TokenHash,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// As whom the session acts that it will open; none for the person's own.
    pub impersonation: Option<Impersonation>,
}

/// Whether a link was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkOutcome {
    /// It was, bound to the account's epoch.
    Issued,
    /// There is no such active account.
    Missing,
}

/// What deleting an account did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeleteOutcome {
    /// It is gone, with its addresses, sessions, links, challenges, known browsers and
    /// memberships. Its audit events stay.
    Deleted,
    /// It is the last owner of an organization. Nothing changed.
    LastOwner,
    /// There is no such account.
    Missing,
}

/// The accounts as the host's back end manages them.
#[async_trait]
pub trait AccountDirectory: Checked {
    /// Creates an account with its address and password, at the change's moment.
    async fn create_account(
        &self,
        account: NewAccount,
        change: Change,
    ) -> StoreResult<CreateOutcome>;

    /// One account, disabled ones too.
    async fn find_account(&self, account: &AccountId) -> StoreResult<Option<Account>>;

    /// The account an address belongs to, disabled ones too.
    async fn find_account_by_email(&self, email: &EmailKey) -> StoreResult<Option<Account>>;

    /// Sets an account's status. Disabling also raises the epoch and removes every session,
    /// link and challenge of the account.
    async fn set_account_status(
        &self,
        account: &AccountId,
        status: AccountStatus,
        change: Change,
    ) -> StoreResult<StatusOutcome>;

    /// Issues a one-time link for an active account.
    async fn issue_link(&self, link: NewLink, change: Change) -> StoreResult<LinkOutcome>;

    /// Deletes an account, unless an organization would be left without an owner.
    async fn delete_account(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<DeleteOutcome>;

    /// Ends the sessions of every account, one instance's emergency being everybody's: raises
    /// every epoch too, so that links and challenges are void. Says how many live sessions ended.
    ///
    /// It touches every account, so it may take minutes where other calls take seconds.
    async fn end_all_sessions(&self, change: Change) -> StoreResult<u64>;

    /// Removes up to `limit` rows of what no longer has any effect at `at` (sessions, links,
    /// challenges, known browsers, pending forms) and audit events older than `events_before`, and
    /// says how many; fewer than `limit` means that nothing is left to sweep, or that somebody
    /// else is sweeping.
    async fn sweep_accounts(
        &self,
        at: Timestamp,
        events_before: Option<Timestamp>,
        limit: u32,
    ) -> StoreResult<u64>;
}
