//! The boundary of accounts: users, credentials and sessions. Its widget-facing parts are traits of
//! their own, one per file next to this one.

use schemars::JsonSchema;
use serde::Serialize;

use super::{AccountDirectory, ChallengeStore, CredentialStore, SessionStore};
use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::id::AccountId;
use crate::types::records::records;

/// All account storage, implemented by one object on one database.
pub trait AccountStore: SessionStore + CredentialStore + ChallengeStore + AccountDirectory {}

impl<S: SessionStore + CredentialStore + ChallengeStore + AccountDirectory> AccountStore for S {}

/// Counts changes of an account's credentials. Whatever began under an earlier epoch, such as a
/// one-time link or an unfinished sign-in, is void under a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(clippy::exhaustive_structs, reason = "a number")]
pub struct Epoch(pub i64);

/// Whether an account can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(clippy::exhaustive_enums, reason = "a store must keep every status")]
pub enum AccountStatus {
    /// Usable.
    Active,
    /// Disabled: sign-in is refused, and all sessions have ended.
    Disabled,
}

records! {
    /// A user's account.
    #[derive(Debug, Clone, Serialize, JsonSchema)]
    pub struct Account {
        /// Identifier.
        pub id: AccountId,
        /// Primary email address.
        pub email: Email,
        /// Whether it can be used.
        pub status: AccountStatus,
        /// Counts changes of its credentials.
        #[serde(skip)]
        pub epoch: Epoch,
        /// When it was created.
        pub created_at: Timestamp,
        /// The terms accepted last; `None` if the user was never asked.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub terms: Option<AcceptedTerms> = None,
    }

    /// Terms that a user accepted.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct AcceptedTerms {
        /// The version, as named by the host.
        pub edition: String,
        /// When they were accepted.
        pub at: Timestamp,
    }
}
