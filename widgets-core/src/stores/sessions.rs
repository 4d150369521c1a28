//! The sessions of an account, and whom a request comes from.

use async_trait::async_trait;
use serde::Serialize;

use super::{Account, Actor, Change, Checked, Membership, Slug, StoreResult};
use crate::crypto::TokenHash;
use crate::types::clock::Timestamp;
use crate::types::id::{AccountId, SessionId};

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInMethod {
    /// With the account's password.
    Password,
    /// With a one-time link.
    Link,
    /// With a code or a link sent to their mailbox.
    Email,
    /// By the host's own staff, in place of the person.
    Impersonation,
    /// With the host, which signs people in itself.
    Host,
}

impl SignInMethod {
    /// The word the method is stored as.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Link => "link",
            Self::Email => "email",
            Self::Impersonation => "impersonation",
            Self::Host => "host",
        }
    }

    /// Reads [`SignInMethod::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [
            Self::Password,
            Self::Link,
            Self::Email,
            Self::Impersonation,
            Self::Host,
        ]
        .into_iter()
        .find(|method| method.key() == key)
    }
}

/// One signed-in browser.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its identifier; it stays when the token is renewed.
    pub id: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When the person last proved who they are in it.
    pub authenticated_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Timestamp,
    /// When it ends unless it is used before.
    pub idle_until: Timestamp,
    /// When it ends however much it is used.
    pub expires_at: Timestamp,
    /// Whether the person chose to stay signed in.
    pub persistent: bool,
    /// How the person signed in.
    pub method: SignInMethod,
    /// The client's address when it was last proved, as text; empty when unknown.
    pub address: String,
    /// The browser's `User-Agent`, at most 512 bytes of visible ASCII; empty when unknown.
    pub user_agent: String,
    /// Who of the host's staff acts in the person's place, and why; none for their own sessions.
    pub impersonation: Option<Impersonation>,
}

impl Session {
    /// Who acts in it: the person, or whoever acts in their place.
    #[must_use]
    pub fn actor(&self) -> Actor {
        match &self.impersonation {
            None => Actor::Account(self.account.clone()),
            Some(impersonation) => Actor::Staff(impersonation.by.clone()),
        }
    }

    /// Whether the session still holds at `at`: both of its limits lie ahead.
    #[must_use]
    pub fn is_live(&self, at: Timestamp) -> bool {
        at < self.idle_until && at < self.expires_at
    }
}

/// Somebody of the host's staff acts in a person's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Impersonation {
    /// Who, in the host's words; shown to the person. At most 200 characters.
    pub by: String,
    /// Why, in the host's words; shown to the person. At most 500 characters.
    pub reason: String,
    /// When it ends at the latest, however much it is used: no store keeps a session longer.
    pub until: Timestamp,
}

/// Who a request comes from, as one query tells it.
#[derive(Debug, Clone)]
pub struct Admission {
    /// The session the token belongs to.
    pub session: Session,
    /// Its account.
    pub account: Account,
    /// The account's membership in the organization asked about, if it is a member.
    pub membership: Option<Membership>,
}

/// Where a list of sessions goes on: behind this session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionPosition {
    /// When the last session of the page before was opened.
    pub created_at: Timestamp,
    /// Its identifier.
    pub id: SessionId,
}

/// What ending something did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndOutcome {
    /// It has ended.
    Ended,
    /// There is no such thing, or it is somebody else's.
    Missing,
}

/// The sessions of an account.
#[async_trait]
pub trait SessionStore: Checked {
    /// Who holds the session token at `at`, and, with `organization`, as what kind of member of it.
    ///
    /// `None` when no session has that token, when its idle or absolute limit has come, or when
    /// its account is not active. One query on the bundled stores.
    async fn admit(
        &self,
        token: &TokenHash,
        organization: Option<&Slug>,
        at: Timestamp,
    ) -> StoreResult<Option<Admission>>;

    /// Notes that a session is in use. `idle_until` never passes the session's absolute limit,
    /// and neither mark ever moves back. Appends nothing; a missing session is no error.
    async fn touch_session(
        &self,
        session: &SessionId,
        last_used_at: Timestamp,
        idle_until: Timestamp,
    ) -> StoreResult<()>;

    /// The live sessions of an account at `at` other than `except`, the newest first (by
    /// `created_at`, then by id), at most `limit`, those behind `after`.
    async fn list_sessions(
        &self,
        account: &AccountId,
        except: &SessionId,
        after: Option<&SessionPosition>,
        limit: u32,
        at: Timestamp,
    ) -> StoreResult<Vec<Session>>;

    /// One live session of that account.
    async fn find_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        at: Timestamp,
    ) -> StoreResult<Option<Session>>;

    /// Whether a session of that identifier is live at `at`, whatever its token is by now. As with
    /// [`admit`](Self::admit), its account must be active.
    async fn has_session(&self, session: &SessionId, at: Timestamp) -> StoreResult<bool>;

    /// Ends one session of that account.
    async fn end_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        change: Change,
    ) -> StoreResult<EndOutcome>;

    /// Ends every session of that account but `keep`, and says how many live ones that were
    /// (live at the change's moment). The change is appended even when there were none.
    async fn end_sessions(
        &self,
        account: &AccountId,
        keep: Option<&SessionId>,
        change: Change,
    ) -> StoreResult<u64>;
}
