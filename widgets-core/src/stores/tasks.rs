//! What an account has to do before its user goes on: accept terms, and replace a password.

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Change, Checked, StoreResult};
use crate::types::AccountId;
use crate::types::records::records;

/// Why a password has to be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(clippy::exhaustive_enums, reason = "a store must keep every reason")]
pub enum ReplaceReason {
    /// It is older than the host allows.
    Expired,
    /// Others may know it.
    Compromised,
}

impl ReplaceReason {
    /// As it is stored and told in events.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Compromised => "compromised",
        }
    }

    /// Reads what [`as_str`](Self::as_str) writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let all = [Self::Expired, Self::Compromised];
        all.into_iter().find(|own| own.as_str() == text)
    }
}

records! {
    /// What protects an account, as far as every request of it is judged by that.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Protection {
        /// Whether a second factor is asked for when somebody signs in.
        pub has_second_factor: bool,
        /// Why its password has to be replaced; `None` if it has not.
        pub replace_password: Option<ReplaceReason> = None,
    }
}

/// Whether terms were accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum AcceptOutcome {
    /// Accepted, at the time of the change.
    Accepted,
    /// This edition is the one that was accepted last. Nothing changed and nothing was appended.
    Unchanged,
    /// There is no such active account. Nothing changed.
    Missing,
}

/// Whether an account was told to replace its password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum ReplaceOutcome {
    /// It has to be replaced, for this reason. Setting another one is all that ends it.
    Demanded,
    /// The account has no password. Nothing changed.
    NoPassword,
    /// There is no such account. Nothing changed.
    Missing,
}

/// What an account has to do before its user goes on. What is due is part of an
/// [`Admission`](super::Admission).
#[async_trait]
pub trait TaskStore: Checked {
    /// Notes that the user of an active account accepts this edition of the terms.
    async fn accept_terms(
        &self,
        account: &AccountId,
        edition: &str,
        change: Change,
    ) -> StoreResult<AcceptOutcome>;

    /// Demands that the password of an account, which may be disabled, is replaced.
    async fn demand_new_password(
        &self,
        account: &AccountId,
        reason: ReplaceReason,
        change: Change,
    ) -> StoreResult<ReplaceOutcome>;
}
