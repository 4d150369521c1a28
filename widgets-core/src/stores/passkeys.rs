//! Passkeys of an account: key pairs (WebAuthn) whose private half never leaves the authenticator.

use async_trait::async_trait;

use super::{AccountStatus, Change, Checked, Epoch, OtherSessions, RenameOutcome, StoreResult};
use crate::types::records::records;
use crate::types::{AccountId, Name, PasskeyId, Timestamp};

records! {
    /// A passkey.
    #[derive(Clone, derive_more::Debug, PartialEq, Eq)]
    #[debug("Passkey({id}, {name}, {counter}, {backed_up}, {last_used_at:?}, ..)")]
    pub struct Passkey {
        /// Identifier.
        pub id: PasskeyId,
        /// What the user calls it.
        pub name: Name,
        /// The authenticator's identifier of it, at most 1023 bytes; no two accounts have the same.
        pub credential_id: Vec<u8>,
        /// The public key, and what else verifies it. Nothing of it is secret.
        pub credential: Vec<u8>,
        /// The kind of authenticator (AAGUID), as a UUID in lower case; empty if it did not say.
        pub aaguid: String = String::new(),
        /// The latest count of its uses; 0 if its authenticator keeps none.
        pub counter: i64 = 0,
        /// Whether its authenticator can copy it to other devices. Never changes.
        pub backup_eligible: bool = false,
        /// Whether it was copied, by what the authenticator said last.
        pub backed_up: bool = false,
        /// When it was added.
        pub created_at: Timestamp,
        /// IP address of the browser that added it; empty if unknown.
        pub address: String = String::new(),
        /// The `User-Agent` of that browser.
        pub user_agent: String = String::new(),
        /// When it was last used after it was added.
        pub last_used_at: Option<Timestamp> = None,
    }

    /// A passkey, and whose it is.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OwnedPasskey {
        /// The account.
        pub account: AccountId,
        /// The account's epoch.
        pub epoch: Epoch,
        /// Whether the account can be used.
        pub status: AccountStatus,
        /// The passkey.
        pub passkey: Passkey,
    }

    /// A passkey to add.
    #[derive(Debug, Clone)]
    pub struct AddPasskeyWrite {
        /// The account.
        pub account: AccountId,
        /// The epoch at which the user was authenticated.
        pub epoch: Epoch,
        /// The passkey.
        pub passkey: Passkey,
        /// What becomes of other sessions.
        pub others: OtherSessions,
    }

    /// A passkey to remove.
    #[derive(Debug, Clone)]
    pub struct RemovePasskeyWrite {
        /// The account.
        pub account: AccountId,
        /// The passkey.
        pub passkey: PasskeyId,
        /// What becomes of other sessions.
        pub others: OtherSessions,
        /// Whether a mailed code signs in here, so that an account with an address needs no other way in.
        pub mailed_code: bool = true,
    }
}

impl Passkey {
    /// How many passkeys an account has at most.
    pub const MOST: u32 = 20;
}

/// Whether a passkey was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum AddPasskeyOutcome {
    /// Added. Links, challenges and unfinished sign-ins of before are void.
    Added,
    /// The account has [`Passkey::MOST`] already. Nothing changed.
    TooMany,
    /// An account has this passkey already, or one of this identifier. Nothing changed.
    Taken,
    /// The account's address is not verified, so it may be somebody else's who proves it later (account
    /// pre-hijacking). Nothing changed.
    Unverified,
    /// The account is not active or not at that epoch. Nothing changed.
    Refused,
}

/// Whether a passkey was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum RemovePasskeyOutcome {
    /// Removed. Links, challenges and unfinished sign-ins of before are void.
    Removed,
    /// Without it nobody could sign in to the account. Nothing changed.
    LastWayIn,
    /// It does not exist, or belongs to another account. Nothing changed.
    Missing,
}

/// Passkeys. One is used when a session is [opened](super::CredentialStore::open_session) or renewed by it,
/// as a [`UsedFactor`](super::UsedFactor).
#[async_trait]
pub trait PasskeyStore: Checked {
    /// Finds a passkey by the authenticator's identifier of it.
    async fn find_passkey(&self, credential_id: &[u8]) -> StoreResult<Option<OwnedPasskey>>;

    /// Adds a passkey to an active account at that epoch whose address is verified. Also raises the epoch,
    /// which makes the account's challenges and unfinished sign-ins void, ends its links and, if
    /// requested, its other sessions.
    async fn add_passkey(
        &self,
        adding: AddPasskeyWrite,
        change: Change,
    ) -> StoreResult<AddPasskeyOutcome>;

    /// Renames a passkey of this account.
    async fn rename_passkey(
        &self,
        account: &AccountId,
        passkey: &PasskeyId,
        name: &Name,
        change: Change,
    ) -> StoreResult<RenameOutcome>;

    /// Removes a passkey of this account, unless it is the last way in: there must remain a password, another
    /// passkey or, where a mailed code signs in, an address. Also raises the epoch, ends its links and,
    /// if requested, its other sessions.
    async fn remove_passkey(
        &self,
        removing: RemovePasskeyWrite,
        change: Change,
    ) -> StoreResult<RemovePasskeyOutcome>;
}
