//! Sign-ins that wait for a second factor.

use async_trait::async_trait;

use super::{Change, Checked, Epoch, Redeem, SignInMethod, StoreResult};
use crate::crypto::TokenHash;
use crate::types::records::records;
use crate::types::{AccountId, Timestamp};

records! {
    /// A sign-in to store after its first proof.
    #[derive(Debug, Clone)]
    pub struct NewSignInAttempt {
        /// Hash of the token by which the browser finds it.
        pub token: TokenHash,
        /// The account.
        pub account: AccountId,
        /// The epoch at which the first proof was given.
        pub epoch: Epoch,
        /// The method of the first proof.
        pub method: SignInMethod,
        /// What to redeem: unused, unexpired, and of this account and epoch.
        pub redeem: Option<Redeem> = None,
        /// Whether the user wants to stay signed in.
        pub keep: bool = false,
        /// The page to return to; empty for the entry page.
        pub return_to: String = String::new(),
        /// Number of tries at a second factor.
        pub tries: u32 = 0,
        /// When it expires.
        pub expires_at: Timestamp,
    }

    /// A sign-in that waits for a second factor.
    #[derive(Debug, Clone)]
    pub struct SignInAttempt {
        /// Hash of the token by which the browser finds it.
        pub token: TokenHash,
        /// The account.
        pub account: AccountId,
        /// The epoch at which the first proof was given.
        pub epoch: Epoch,
        /// The method of the first proof.
        pub method: SignInMethod,
        /// When the first proof was given.
        pub began_at: Timestamp,
        /// Whether the user wants to stay signed in.
        pub keep: bool = false,
        /// The page to return to; empty for the entry page.
        pub return_to: String = String::new(),
        /// Number of tries left, at all second factors together.
        pub tries_left: u32 = 0,
        /// When it expires.
        pub expires_at: Timestamp,
    }
}

/// Whether a sign-in waits for a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum BeginSignInOutcome {
    /// It waits, and the first proof is redeemed.
    Begun,
    /// The account has no second factor, perhaps no longer. Nothing changed.
    NotRequired,
    /// Refused: the account is not active or not at that epoch, or what was to be redeemed is used, expired
    /// or of another account. Nothing changed.
    Refused,
}

/// Sign-ins that wait for a second factor. One is completed when a session is
/// [opened](super::CredentialStore::open_session).
///
/// One is live until it expires, its tries are used up, or its account is disabled or at another epoch.
#[async_trait]
pub trait SignInAttemptStore: Checked {
    /// Stores a sign-in after its first proof, which is redeemed in the same transaction, so one of several
    /// concurrent attempts succeeds.
    async fn begin_sign_in(
        &self,
        attempt: NewSignInAttempt,
        change: Change,
    ) -> StoreResult<BeginSignInOutcome>;

    /// Finds a live sign-in by its token.
    async fn find_sign_in(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<SignInAttempt>>;

    /// Counts a try, before the second factor is compared, and returns the sign-in with the remaining
    /// number. `None` if it is not live. Concurrent tries never exceed the limit. Appends nothing.
    async fn try_sign_in(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<SignInAttempt>>;

    /// Ends a sign-in; returns `true` to only one of several concurrent calls. Appends nothing.
    async fn end_sign_in(&self, token: &TokenHash) -> StoreResult<bool>;
}
