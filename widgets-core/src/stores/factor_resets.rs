//! Resets of second factors, for people who lost all of theirs. The host asks for one; it takes place when it
//! is due, unless it is called off before.

use async_trait::async_trait;

use super::{Change, Checked, EndOutcome, StoreResult};
use crate::crypto::TokenHash;
use crate::types::records::records;
use crate::types::{AccountId, Timestamp};

records! {
    /// A reset that has yet to take place. An account has one at most.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct FactorReset {
        /// The account.
        pub account: AccountId,
        /// Hash of the token in the mailed link that calls it off. It names this reset, too.
        pub token: TokenHash,
        /// Who asked for it: the name of the acting part of the host, at most 200 bytes.
        pub asked_by: String = String::new(),
        /// When it was asked for.
        pub asked_at: Timestamp,
        /// From when on it takes place.
        pub due_at: Timestamp,
    }
}

/// Whether a reset was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum BeginResetOutcome {
    /// It waits until it is due.
    Begun,
    /// One waits already that is due no later. Nothing changed.
    Underway,
    /// The account has no second factor. Nothing changed.
    NoFactor,
    /// There is no such account. Nothing changed.
    Missing,
}

/// Resets of second factors.
#[async_trait]
pub trait FactorResetStore: Checked {
    /// Stores a reset of an account that has a second factor. It takes the place of one that is due later.
    async fn begin_factor_reset(
        &self,
        reset: FactorReset,
        change: Change,
    ) -> StoreResult<BeginResetOutcome>;

    /// The reset of this account that has yet to take place.
    async fn find_factor_reset(&self, account: &AccountId) -> StoreResult<Option<FactorReset>>;

    /// The reset with this token that has yet to take place.
    async fn find_factor_reset_by_token(
        &self,
        token: &TokenHash,
    ) -> StoreResult<Option<FactorReset>>;

    /// Calls it off, even if it is due: missing, without a change, if it took place or was called off.
    async fn end_factor_reset(
        &self,
        account: &AccountId,
        token: &TokenHash,
        change: Change,
    ) -> StoreResult<EndOutcome>;

    /// Up to `limit` resets that are due at `at`, the first first.
    async fn due_factor_resets(&self, at: Timestamp, limit: u32) -> StoreResult<Vec<FactorReset>>;

    /// Carries it out if it is due at the time of the change: removes all second factors and recovery codes
    /// of the account, raises its epoch, ends its sessions and links and forgets its browsers. Missing,
    /// without a change, if it is not due, took place or was called off; so of several concurrent calls one
    /// carries it out.
    async fn complete_factor_reset(
        &self,
        account: &AccountId,
        token: &TokenHash,
        change: Change,
    ) -> StoreResult<EndOutcome>;
}
