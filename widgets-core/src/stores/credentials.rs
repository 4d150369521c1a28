//! What signing in needs: credentials, one-time links, and opening sessions.

use std::fmt;

use async_trait::async_trait;

use super::{AccountStatus, Change, Checked, Epoch, Impersonation, Session, StoreResult};
use crate::crypto::{PasswordHash, TokenHash};
use crate::types::clock::Timestamp;
use crate::types::email::{Email, EmailKey};
use crate::types::id::{AccountId, ChallengeId, SessionId};

/// What a sign-in with an address finds.
#[derive(Clone)]
pub struct Credentials {
    /// The account the address belongs to.
    pub account: AccountId,
    /// The address as it is stored there, which is where its mail goes: whoever types it may
    /// spell it otherwise.
    pub email: Email,
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
pub enum OpenOutcome {
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
        open_session: OpenSession,
        change: Change,
    ) -> StoreResult<OpenOutcome>;

    /// Renews a session. Of many attempts with one old token, one succeeds.
    async fn renew_session(
        &self,
        renewal: RenewSession,
        change: Change,
    ) -> StoreResult<OpenOutcome>;

    /// Puts a stronger hash of the same password in place of `old`; `false` when the password is
    /// no longer `old`. Neither the epoch nor the audit trail changes.
    async fn replace_password_hash(
        &self,
        account: &AccountId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> StoreResult<bool>;
}
