//! The boundary of accounts: who can sign in, and who is. What widgets see of it stands in the files
//! beside this one, a trait each.

use serde::Serialize;

use super::{AccountDirectory, ChallengeStore, CredentialStore, SessionStore};
use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::id::AccountId;

/// Everything about accounts, kept by one object in one database.
pub trait AccountStore: SessionStore + CredentialStore + ChallengeStore + AccountDirectory {}

impl<S: SessionStore + CredentialStore + ChallengeStore + AccountDirectory> AccountStore for S {}

/// Counts the changes of an account's ways in. Whatever began under an earlier epoch (a one-time
/// link, a half-finished sign-in) is void under a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Epoch(pub i64);

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountStatus {
    /// It may.
    Active,
    /// It may not: nobody signs in to it and its sessions are gone.
    Disabled,
}

/// One person's account.
#[derive(Debug, Clone, Serialize)]
pub struct Account {
    /// Its identifier.
    pub id: AccountId,
    /// Its primary address.
    pub email: Email,
    /// Whether it may be used.
    pub status: AccountStatus,
    /// How often its ways in have changed.
    #[serde(skip)]
    pub epoch: Epoch,
    /// When it was created.
    pub created_at: Timestamp,
    /// What terms the person accepted last; none when they were never asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<AcceptedTerms>,
}

/// The terms somebody accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AcceptedTerms {
    /// Which edition, in the host's words.
    pub edition: String,
    /// When.
    pub at: Timestamp,
}
