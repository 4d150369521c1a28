//! The boundary of accounts: who can sign in, and who is.

use std::fmt;

use async_trait::async_trait;
use serde::Serialize;

use super::{Actor, ChallengeStore, Change, Checked, Membership, Slug, StoreResult};
use crate::clock::Timestamp;
use crate::crypto::{PasswordHash, TokenHash};
use crate::email::{Email, EmailKey};
use crate::id::{AccountId, ChallengeId, SessionId};

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

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
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

impl Method {
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

    /// Reads [`Method::key`].
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
    pub proved_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// When it ends unless it is used before.
    pub idle_until: Timestamp,
    /// When it ends however much it is used.
    pub expires_at: Timestamp,
    /// Whether the person chose to stay signed in.
    pub kept: bool,
    /// How the person signed in.
    pub method: Method,
    /// The client's address when it was last proved, as text; empty when unknown.
    pub address: String,
    /// The browser's `User-Agent`, at most 512 bytes of visible ASCII; empty when unknown.
    pub user_agent: String,
    /// Who of the host's staff acts in the person's place, and why; none for their own sessions.
    pub impersonation: Option<Impersonation>,
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
pub enum Ending {
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
        seen_at: Timestamp,
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

    /// Ends one session of that account.
    async fn end_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        change: Change,
    ) -> StoreResult<Ending>;

    /// Ends every session of that account but `keep`, and says how many live ones that were
    /// (live at the change's moment). The change is appended even when there were none.
    async fn end_sessions(
        &self,
        account: &AccountId,
        keep: Option<&SessionId>,
        change: Change,
    ) -> StoreResult<u64>;
}

/// What a sign-in with an address finds.
#[derive(Clone)]
pub struct Credentials {
    /// The account the address belongs to.
    pub account: AccountId,
    /// Its epoch; opening a session demands that it is still the same.
    pub epoch: Epoch,
    /// Whether the account may be used.
    pub status: AccountStatus,
    /// Whether somebody proved to read that mailbox.
    pub verified: bool,
    /// The password's hash; none when the account has no password.
    pub password: Option<PasswordHash>,
    /// Whether the browser has signed in to this account before.
    pub known_device: bool,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credentials({}, ..)", self.account)
    }
}

/// A session to be opened.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The session as it will be.
    pub session: Session,
    /// The hash of its token.
    pub token: TokenHash,
}

/// A browser to be recognised at later sign-ins.
#[derive(Debug, Clone)]
pub struct RememberDevice {
    /// The hash of the browser's device token.
    pub token: TokenHash,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

/// What opening or renewing a session spends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redeem {
    /// A one-time link of the host's back end.
    Link(TokenHash),
    /// A challenge whose code or link was given back, for
    /// [`ChallengePurpose::SignIn`](super::ChallengePurpose::SignIn) when a session opens and for
    /// [`ChallengePurpose::StepUp`](super::ChallengePurpose::StepUp) when one is renewed.
    ///
    /// It proves the mailbox. Where nobody had proved it before, whoever set a password for that
    /// address may have been somebody else: the address becomes verified, the password goes, the
    /// epoch is raised, and every other session, link and known browser of the account ends.
    Challenge(ChallengeId),
}

/// Everything that happens at once when a session opens.
#[derive(Debug, Clone)]
pub struct OpenSession {
    /// The session.
    pub session: NewSession,
    /// The epoch under which the person proved who they are.
    pub epoch: Epoch,
    /// What is to be redeemed: unspent, of this account and epoch, and not expired.
    pub redeem: Option<Redeem>,
    /// The session this browser had before, which ends.
    pub replaces: Option<SessionId>,
    /// The browser to remember for this account; remembering it again moves its expiry.
    pub device: Option<RememberDevice>,
}

/// A session whose owner proved again who they are: the token changes, the session stays.
#[derive(Debug, Clone)]
pub struct RenewSession {
    /// The session as it will be. Its id, account, creation and impersonation stay what they were.
    pub session: NewSession,
    /// The token it has now; the renewal redeems it, so it succeeds once.
    pub old_token: TokenHash,
    /// The epoch under which the person proved who they are.
    pub epoch: Epoch,
    /// What is to be redeemed.
    pub redeem: Option<Redeem>,
    /// The browser to remember for this account; remembering it again moves its expiry.
    pub device: Option<RememberDevice>,
}

/// Whether a session was opened or renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenedSession {
    /// It was.
    Opened,
    /// It was not: the account is not active or not at that epoch, or what was to be redeemed
    /// is spent, expired or somebody else's. Nothing changed.
    Refused,
}

/// A one-time link that opens a session.
#[derive(Debug, Clone)]
pub struct SignInLink {
    /// Whose session it opens.
    pub account: AccountId,
    /// The account's epoch when it was issued.
    pub epoch: Epoch,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// As whom the session acts that it opens; none for the person's own.
    pub impersonation: Option<Impersonation>,
}

/// What signing in needs.
#[async_trait]
pub trait CredentialStore: Checked {
    /// The credentials behind an address, and whether `device` is known for their account at `at`.
    /// The same work is done for an address nobody has.
    async fn credentials(
        &self,
        email: &EmailKey,
        device: Option<&TokenHash>,
        at: Timestamp,
    ) -> StoreResult<Option<Credentials>>;

    /// An unspent link that still works at `at`, of an active account that is still at the link's
    /// epoch. Looking does not spend it.
    async fn find_link(&self, link: &TokenHash, at: Timestamp) -> StoreResult<Option<SignInLink>>;

    /// Opens a session, with all of [`OpenSession`] or nothing of it. The account must be active
    /// and at that epoch. Redeeming a link is part of it, so of many attempts one succeeds.
    async fn open_session(
        &self,
        opening: OpenSession,
        change: Change,
    ) -> StoreResult<OpenedSession>;

    /// Renews a session. Of many attempts with one old token, one succeeds.
    async fn renew_session(
        &self,
        renewal: RenewSession,
        change: Change,
    ) -> StoreResult<OpenedSession>;

    /// Puts a stronger hash of the same password in place of `old`; `false` when the password is
    /// no longer `old`. Neither the epoch nor the audit trail changes.
    async fn replace_password_hash(
        &self,
        account: &AccountId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> StoreResult<bool>;
}

/// An account to be created.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its identifier.
    pub id: AccountId,
    /// Its primary address.
    pub email: Email,
    /// Whether somebody proved to read that mailbox.
    pub verified: bool,
    /// The password's hash; none leaves the account without a password.
    pub password: Option<PasswordHash>,
    /// The edition of the terms the person accepts, if they were asked; kept with the moment of
    /// the change.
    pub terms: Option<String>,
}

/// Whether an account was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Creation {
    /// It was.
    Created,
    /// The address or the identifier belongs to an account already. Nothing changed.
    Taken,
}

/// What switching an account on or off did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// It is as asked now, and was otherwise before.
    Switched,
    /// It was like that already; nothing changed and nothing was appended.
    Unchanged,
    /// There is no such account.
    Missing,
}

/// A one-time link to be issued.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// Whose session it will open.
    pub account: AccountId,
    /// The hash of the token in it.
    pub token: TokenHash,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// As whom the session acts that it will open; none for the person's own.
    pub impersonation: Option<Impersonation>,
}

/// Whether a link was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkIssue {
    /// It was, bound to the account's epoch.
    Issued,
    /// There is no such active account.
    Missing,
}

/// What deleting an account did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deletion {
    /// It is gone, with its addresses, sessions, links, challenges, known browsers and
    /// memberships. Its audit events stay.
    Deleted,
    /// It is the last owner of an organization. Nothing changed.
    LastOwner,
    /// There is no such account.
    Missing,
}

/// The accounts as the host's back end manages them.
#[async_trait]
pub trait AccountDirectory: Checked {
    /// Creates an account with its address and password, at the change's moment.
    async fn create_account(&self, account: NewAccount, change: Change) -> StoreResult<Creation>;

    /// One account, disabled ones too.
    async fn find_account(&self, account: &AccountId) -> StoreResult<Option<Account>>;

    /// The account an address belongs to, disabled ones too.
    async fn find_account_by_email(&self, email: &EmailKey) -> StoreResult<Option<Account>>;

    /// Sets an account's status. Disabling also raises the epoch and removes every session,
    /// link and challenge of the account.
    async fn set_account_status(
        &self,
        account: &AccountId,
        status: AccountStatus,
        change: Change,
    ) -> StoreResult<Switch>;

    /// Issues a one-time link for an active account.
    async fn issue_link(&self, link: NewLink, change: Change) -> StoreResult<LinkIssue>;

    /// Deletes an account, unless an organization would be left without an owner.
    async fn delete_account(&self, account: &AccountId, change: Change) -> StoreResult<Deletion>;

    /// Ends the sessions of every account, one instance's emergency being everybody's: raises
    /// every epoch too, so that links and challenges are void. Says how many live sessions ended.
    ///
    /// It touches every account, so it may take minutes where other calls take seconds.
    async fn end_all_sessions(&self, change: Change) -> StoreResult<u64>;

    /// Removes up to `limit` rows of what no longer has any effect at `at` (sessions, links,
    /// challenges, known browsers, kept forms) and audit events older than `events_before`, and
    /// says how many; fewer than `limit` means that nothing is left to sweep, or that somebody
    /// else is sweeping.
    async fn sweep_accounts(
        &self,
        at: Timestamp,
        events_before: Option<Timestamp>,
        limit: u32,
    ) -> StoreResult<u64>;
}
