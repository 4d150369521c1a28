//! Sessions of an account, and authentication of requests.

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Account, Actor, Change, Checked, Membership, Proofs, Slug, StoreResult};
use crate::crypto::TokenHash;
use crate::types::clock::Timestamp;
use crate::types::id::{AccountId, SessionId};
use crate::types::records::records;

records! {
    /// A session: one signed-in browser.
    #[derive(Debug, Clone)]
    pub struct Session {
        /// Identifier. Renewing the token does not change it.
        pub id: SessionId,
        /// The account.
        pub account: AccountId,
        /// How the user was authenticated: the proof that opened it, and those given in it since.
        pub proofs: Proofs,
        /// When it was opened.
        pub created_at: Timestamp,
        /// When the user was last authenticated in it.
        pub authenticated_at: Timestamp = created_at,
        /// When it was last used, accurate to a minute.
        pub last_used_at: Timestamp = created_at,
        /// When it expires unless used before (idle limit).
        pub idle_until: Timestamp = created_at,
        /// When it expires regardless of use (absolute limit).
        pub expires_at: Timestamp = created_at,
        /// Whether the user chose to stay signed in.
        pub persistent: bool = false,
        /// The client's address at the last authentication, as text; empty if unknown.
        pub address: String = String::new(),
        /// The browser's `User-Agent`, at most 512 bytes of visible ASCII; empty if unknown.
        pub user_agent: String = String::new(),
        /// The impersonation, if this is one.
        pub impersonation: Option<Impersonation> = None,
    }
}

impl Session {
    /// The actor for the audit trail: the user, or the staff member of an impersonation.
    #[must_use]
    pub fn actor(&self) -> Actor {
        match &self.impersonation {
            None => Actor::Account(self.account.clone()),
            Some(impersonation) => Actor::Staff(impersonation.by.clone()),
        }
    }

    /// Whether neither limit has been reached at `at`.
    #[must_use]
    pub fn is_live(&self, at: Timestamp) -> bool {
        at < self.idle_until && at < self.expires_at
    }
}

records! {
    /// An impersonation: a member of the host's staff acts as a user.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct Impersonation {
        /// Name of the staff member, as given by the host; shown to the user. At most 200 characters.
        pub by: String,
        /// Reason, as given by the host; shown to the user. At most 500 characters.
        pub reason: String,
        /// When it ends regardless of use. No session of it lasts longer.
        pub until: Timestamp,
    }

    /// The authenticated user of a request, found by one query.
    #[derive(Debug, Clone)]
    pub struct Admission {
        /// The session.
        pub session: Session,
        /// Its account.
        pub account: Account,
        /// The account's membership in the requested organization, if it is a member.
        pub membership: Option<Membership> = None,
    }

    /// Keyset position in a list of sessions: the last one of the previous page.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SessionPosition {
        /// When that session was opened.
        pub created_at: Timestamp,
        /// Its identifier.
        pub id: SessionId,
    }
}

/// Result of ending something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum EndOutcome {
    /// It has ended.
    Ended,
    /// It does not exist, or belongs to another account.
    Missing,
}

/// Sessions of an account.
#[async_trait]
pub trait SessionStore: Checked {
    /// Authenticates a session token at `at` and, with `organization`, finds the account's
    /// membership in it.
    ///
    /// `None` if no session has this token, it has expired (idle or absolute limit), or its account
    /// is not active. One query on the bundled stores.
    async fn admit(
        &self,
        token: &TokenHash,
        organization: Option<&Slug>,
        at: Timestamp,
    ) -> StoreResult<Option<Admission>>;

    /// Updates a session's last use. `idle_until` is capped at the absolute limit, and neither
    /// value ever decreases. Appends nothing; a missing session is no error.
    async fn touch_session(
        &self,
        session: &SessionId,
        last_used_at: Timestamp,
        idle_until: Timestamp,
    ) -> StoreResult<()>;

    /// Up to `limit` live sessions of an account at `at` after `after`, without `except`, newest
    /// first (by `created_at`, then id).
    async fn list_sessions(
        &self,
        account: &AccountId,
        except: &SessionId,
        after: Option<&SessionPosition>,
        limit: u32,
        at: Timestamp,
    ) -> StoreResult<Vec<Session>>;

    /// Finds a live session of this account.
    async fn find_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        at: Timestamp,
    ) -> StoreResult<Option<Session>>;

    /// Whether a session with this id is live at `at`, whatever its current token. As with
    /// [`admit`](Self::admit), its account must be active.
    async fn has_session(&self, session: &SessionId, at: Timestamp) -> StoreResult<bool>;

    /// Ends a session of this account.
    async fn end_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        change: Change,
    ) -> StoreResult<EndOutcome>;

    /// Ends all sessions of this account except `keep`, and returns how many were live at the time
    /// of the change. The change is appended even if there were none.
    async fn end_sessions(
        &self,
        account: &AccountId,
        keep: Option<&SessionId>,
        change: Change,
    ) -> StoreResult<u64>;
}
