//! Accounts as managed by the host's back end.

use async_trait::async_trait;

use super::{Account, AccountStatus, Change, Checked, Impersonation, StoreResult};
use crate::crypto::{PasswordHash, TokenHash};
use crate::types::clock::Timestamp;
use crate::types::email::{Email, EmailKey};
use crate::types::id::AccountId;
use crate::types::records::records;

records! {
    /// An account to create.
    #[derive(Debug, Clone)]
    pub struct NewAccount {
        /// Identifier.
        pub id: AccountId,
        /// Primary email address.
        pub email: Email,
        /// Whether the address is verified.
        pub verified: bool = false,
        /// Hash of the password; `None` for an account without one.
        pub password: Option<PasswordHash> = None,
        /// Version of the terms that the user accepts, if asked. Stored with the time of the change.
        pub terms: Option<String> = None,
    }
}

/// Whether an account was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum CreateOutcome {
    /// Created.
    Created,
    /// Another account has the address or the identifier. Nothing changed.
    Taken,
}

/// Result of [`AccountDirectory::set_account_status`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum StatusOutcome {
    /// The status has changed.
    Switched,
    /// It had that status already; nothing changed and nothing was appended.
    Unchanged,
    /// There is no such account.
    Missing,
}

records! {
    /// A one-time link to issue.
    #[derive(Debug, Clone)]
    pub struct NewLink {
        /// The account.
        pub account: AccountId,
        /// Hash of the link's token.
        pub token: TokenHash,
        /// When it expires.
        pub expires_at: Timestamp,
        /// The impersonation that it starts; `None` for a session of the user's own.
        pub impersonation: Option<Impersonation> = None,
    }
}

/// Whether a link was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum LinkOutcome {
    /// Issued, bound to the account's epoch.
    Issued,
    /// There is no such active account.
    Missing,
}

/// Result of [`AccountDirectory::delete_account`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum DeleteOutcome {
    /// Deleted, with its addresses, sessions, links, challenges, known browsers and memberships.
    /// Its audit events remain.
    Deleted,
    /// It is the only owner of an organization. Nothing changed.
    LastOwner,
    /// There is no such account.
    Missing,
}

/// Accounts as managed by the host's back end.
#[async_trait]
pub trait AccountDirectory: Checked {
    /// Creates an account with its address and password, at the time of the change.
    async fn create_account(
        &self,
        account: NewAccount,
        change: Change,
    ) -> StoreResult<CreateOutcome>;

    /// Finds an account by id, including disabled ones.
    async fn find_account(&self, account: &AccountId) -> StoreResult<Option<Account>>;

    /// Finds an account by address, including disabled ones.
    async fn find_account_by_email(&self, email: &EmailKey) -> StoreResult<Option<Account>>;

    /// Sets the status of an account. Disabling also raises the epoch and deletes the account's
    /// sessions, links and challenges.
    async fn set_account_status(
        &self,
        account: &AccountId,
        status: AccountStatus,
        change: Change,
    ) -> StoreResult<StatusOutcome>;

    /// Issues a one-time link for an active account.
    async fn issue_link(&self, link: NewLink, change: Change) -> StoreResult<LinkOutcome>;

    /// Deletes an account, unless it is the only owner of an organization.
    async fn delete_account(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<DeleteOutcome>;

    /// Ends the sessions of all accounts, and raises all epochs, so that links and challenges are
    /// void. Returns the number of live sessions ended.
    ///
    /// Touches every account, so it may take minutes where other calls take seconds.
    async fn end_all_sessions(&self, change: Change) -> StoreResult<u64>;

    /// Deletes up to `limit` rows that have expired at `at` (sessions, links, challenges, known
    /// browsers, pending forms) or are audit events older than `events_before`, and returns the
    /// count. Fewer than `limit` means that nothing is left, or that another instance is sweeping.
    async fn sweep_accounts(
        &self,
        at: Timestamp,
        events_before: Option<Timestamp>,
        limit: u32,
    ) -> StoreResult<u64>;
}
