//! The boundary of accounts: users, credentials and sessions. Its widget-facing parts are traits of
//! their own, one per file next to this one.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    AccountDirectory, ChallengeStore, CredentialStore, DeviceStore, FactorResetStore, FactorStore,
    SessionStore, SignInAttemptStore,
};
use crate::types::records::records;
use crate::types::{AccountId, Email, Locale, Timestamp};

/// All account storage, implemented by one object on one database.
pub trait AccountStore:
    SessionStore
    + DeviceStore
    + CredentialStore
    + FactorStore
    + FactorResetStore
    + SignInAttemptStore
    + ChallengeStore
    + AccountDirectory
{
}

impl<S> AccountStore for S where
    S: SessionStore
        + DeviceStore
        + CredentialStore
        + FactorStore
        + FactorResetStore
        + SignInAttemptStore
        + ChallengeStore
        + AccountDirectory
{
}

impl Account {
    /// The email address, or else the id: what there is to tell accounts apart by.
    #[must_use]
    pub fn address(&self) -> &str {
        let email = self.email.as_ref().map(Email::as_str);
        email.unwrap_or_else(|| self.id.as_str())
    }
}

/// Counts changes of an account's credentials. Whatever began under an earlier epoch, such as a
/// one-time link or an unfinished sign-in, is void under a later one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[allow(clippy::exhaustive_structs, reason = "a number")]
pub struct Epoch(pub i64);

impl Epoch {
    /// What [`end_all_sessions`](AccountDirectory::end_all_sessions) adds to the epoch of every account,
    /// those to come included: more than the changes of one account ever add up to. A store can thus keep
    /// it once for all accounts, and tell the two apart.
    pub const OF_ALL: i64 = 1 << 32;
}

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
        /// Primary email address; `None` for somebody whom the host signs in, and of whom it told none.
        pub email: Option<Email>,
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
        /// The language in which it signed up, for its mails until it sets one in its profile; `None` if
        /// it is not known.
        #[serde(skip)]
        pub language: Option<Locale> = None,
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
