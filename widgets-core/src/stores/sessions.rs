//! Sessions of an account, and authentication of requests.

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Account, Actor, Change, Checked, Membership, PageRequest, Paged, Position, Proofs, Protection,
    SignInMethod, Slug, StoreResult,
};
use crate::crypto::TokenHash;
use crate::types::records::records;
use crate::types::text::without_controls;
use crate::types::{AccountId, SessionId, Timestamp};

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
        /// When it was last used, accurate to five minutes.
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

/// The place of a session in the list: when it was opened.
pub type SessionPosition = Position<Timestamp, SessionId>;

impl Session {
    /// Its place in the list.
    #[must_use]
    pub fn position(&self) -> SessionPosition {
        Position::new(self.created_at, self.id.clone())
    }

    /// The actor for the audit trail: the user, or the staff member of an impersonation.
    #[must_use]
    pub fn actor(&self) -> Actor {
        match &self.impersonation {
            None => Actor::Account(self.account.clone()),
            Some(impersonation) => Actor::Staff(impersonation.by.clone()),
        }
    }

    /// Whether a trusted browser stood in for the second factor at the last authentication.
    #[must_use]
    pub fn is_by_trust(&self) -> bool {
        self.proofs.iter().last().is_some_and(|own| {
            own.method == SignInMethod::TRUSTED_BROWSER && own.at >= self.authenticated_at
        })
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
        /// What protects the account.
        pub protection: Protection = Protection::new(false),
    }
}

impl Impersonation {
    /// The same with names and reason as lines: what the host gave, without control characters.
    pub(crate) fn without_controls(mut self) -> Self {
        self.by = without_controls(self.by);
        self.reason = without_controls(self.reason);
        self
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

impl EndOutcome {
    /// `Ok` if it has ended.
    ///
    /// # Errors
    ///
    /// The given one, if it was missing.
    pub fn ended_or<E>(self, missing: E) -> Result<(), E> {
        match self {
            Self::Ended => Ok(()),
            Self::Missing => Err(missing),
        }
    }
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
    /// value ever decreases. Appends nothing; a missing session is no error. Need not survive a power
    /// failure: the next request notes its use again.
    async fn touch_session(
        &self,
        session: &SessionId,
        last_used_at: Timestamp,
        idle_until: Timestamp,
    ) -> StoreResult<()>;

    /// A page of the live sessions of an account at `at`, without `except`, newest first (by
    /// `created_at`, then id).
    async fn list_sessions(
        &self,
        account: &AccountId,
        except: &SessionId,
        page: &PageRequest<SessionPosition>,
        at: Timestamp,
    ) -> StoreResult<Paged<Session, SessionPosition>>;

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

    /// Redeems a [`Handover`](super::Handover) of a session that is live at `at`, before it has expired.
    /// Returns `true` to only one of several concurrent calls. Appends nothing.
    async fn take_handover(
        &self,
        session: &SessionId,
        handover: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<bool>;

    /// Ends a session of this account. `forget`: the account no longer knows its browser either.
    async fn end_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        forget: bool,
        change: Change,
    ) -> StoreResult<EndOutcome>;

    /// Ends all sessions of this account except `keep`, and returns how many were live at the time
    /// of the change. The account no longer knows any browser but that of `keep`. The change is appended
    /// even if there were none.
    async fn end_sessions(
        &self,
        account: &AccountId,
        keep: Option<&SessionId>,
        change: Change,
    ) -> StoreResult<u64>;
}
