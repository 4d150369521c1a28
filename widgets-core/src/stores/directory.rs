//! Accounts as managed by the host's back end.

use async_trait::async_trait;

use super::{
    Account, AccountStatus, Change, Checked, Impersonation, Names, PageRequest, Paged, Position,
    StoreResult,
};
use crate::crypto::{PasswordHash, TokenHash};
use crate::types::records::records;
use crate::types::{AccountId, Email, EmailKey, Locale, Timestamp};

records! {
    /// An account to create.
    #[derive(Debug, Clone)]
    pub struct NewAccount {
        /// Identifier.
        pub id: AccountId,
        /// Primary email address; `None` for somebody whom the host signs in, and of whom it told none.
        pub email: Option<Email> as impl Into<Option<Email>>,
        /// Whether the address is verified.
        pub verified: bool = false,
        /// Hash of the password; `None` for an account without one.
        pub password: Option<PasswordHash> = None,
        /// When the password was last set; `None` if that is not known. Without a password it means
        /// nothing.
        pub password_set_at: Option<Timestamp> = None,
        /// Version of the terms that the user accepts, if asked. Stored with the time of the change.
        pub terms: Option<String> = None,
        /// The language in which it signs up; `None` if it is not known.
        pub language: Option<Locale> = None,
    }
}

records! {
    /// An account in a list.
    #[derive(Debug, Clone)]
    pub struct ListedAccount {
        /// The account.
        pub account: Account,
        /// Its names in the profile of the same store; empty if none were saved there.
        pub names: Names,
    }
}

impl ListedAccount {
    /// Its place in the list of all accounts.
    #[must_use]
    pub fn position(&self) -> AccountPosition {
        Position::new(self.account.created_at, self.account.id.clone())
    }
}

/// The place of an account in the list of all.
pub type AccountPosition = Position<Timestamp, AccountId>;

/// The place of an account among those that were searched for: what was searched, in lower case, and
/// the account. Opaque otherwise.
pub type FoundAccountPosition = Position<String, AccountId>;

/// Which accounts to search for, by how something of theirs begins, whatever the case of letters.
/// Nothing typed finds all that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    clippy::exhaustive_enums,
    reason = "a store must search for every kind"
)]
pub enum AccountSearch {
    /// By the address.
    Email(String),
    /// By the name that the user is [called](Names::called), as kept in the profile of the same store.
    Name(String),
}

impl AccountSearch {
    /// What was typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        let (Self::Email(typed) | Self::Name(typed)) = self;
        typed
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
    /// Deleted, with its addresses, second factors, sessions, links, challenges, known browsers and
    /// memberships.
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

    /// A page of all accounts, including disabled ones, the latest first.
    async fn list_accounts(
        &self,
        page: &PageRequest<AccountPosition>,
    ) -> StoreResult<Paged<ListedAccount, AccountPosition>>;

    /// A page of the accounts that are searched for, including disabled ones, ordered by what is
    /// searched, in lower case, byte by byte.
    async fn search_accounts(
        &self,
        search: &AccountSearch,
        page: &PageRequest<FoundAccountPosition>,
    ) -> StoreResult<Paged<ListedAccount, FoundAccountPosition>>;

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

    /// Ends the sessions of all accounts, and raises all epochs by [`Epoch::OF_ALL`](super::Epoch::OF_ALL),
    /// so that links and challenges of accounts are void. Challenges without an account stay.
    ///
    /// Takes no longer where there are many: none of them is live any more, and
    /// [`sweep_accounts`](Self::sweep_accounts) deletes them like expired ones.
    async fn end_all_sessions(&self, change: Change) -> StoreResult<()>;

    /// Deletes up to `limit` rows that have expired at `at` (sessions, links, challenges, known
    /// browsers, pending forms, sign-ins under way) or are audit events older than `events_before`, and returns the
    /// count. Fewer than `limit` means that nothing is left, or that another instance is sweeping.
    async fn sweep_accounts(
        &self,
        at: Timestamp,
        events_before: Option<Timestamp>,
        limit: u32,
    ) -> StoreResult<u64>;
}
