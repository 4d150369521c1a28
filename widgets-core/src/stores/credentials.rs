//! Credentials, one-time links, and opening sessions.

use async_trait::async_trait;

use super::{AccountStatus, Change, Checked, Epoch, Impersonation, Session, StoreResult};
use crate::crypto::{PasswordHash, TokenHash};
use crate::types::clock::Timestamp;
use crate::types::email::{Email, EmailKey};
use crate::types::id::{AccountId, ChallengeId, SessionId};
use crate::types::records::records;

records! {
    /// The credentials behind an email address.
    #[derive(Clone, derive_more::Debug)]
    #[debug("Credentials({account}, ..)")]
    pub struct Credentials {
        /// The account with this address.
        pub account: AccountId,
        /// The address as stored, to which mail is sent. What was typed may be spelled differently.
        pub email: Email,
        /// Epoch of the account. Opening a session requires that it has not changed.
        pub epoch: Epoch,
        /// Whether the account can be used.
        pub status: AccountStatus,
        /// Whether the address is verified.
        pub verified: bool = false,
        /// Hash of the password; `None` if the account has none.
        pub password: Option<PasswordHash> = None,
        /// Whether this browser has signed in to the account before.
        pub known_device: bool = false,
    }
}

records! {
    /// A session to open.
    #[derive(Debug, Clone)]
    pub struct NewSession {
        /// The session.
        pub session: Session,
        /// Hash of its token.
        pub token: TokenHash,
    }

    /// A browser to recognise at later sign-ins.
    #[derive(Debug, Clone)]
    pub struct RememberDevice {
        /// Hash of the browser's device token.
        pub token: TokenHash,
        /// When it is forgotten.
        pub expires_at: Timestamp,
    }
}

/// What opening or renewing a session redeems.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    clippy::exhaustive_enums,
    reason = "a store must redeem every kind, or a code would work twice"
)]
pub enum Redeem {
    /// A one-time link issued by the host's back end.
    Link(TokenHash),
    /// A challenge completed by its code or link: for
    /// [`ChallengePurpose::SIGN_IN`](super::ChallengePurpose::SIGN_IN) when opening a session, for
    /// [`ChallengePurpose::STEP_UP`](super::ChallengePurpose::STEP_UP) when renewing one.
    ///
    /// It proves control of the mailbox. If the address was unverified until now, its password may
    /// have been set by somebody else (account pre-hijacking). The address then becomes verified,
    /// the password is removed, the epoch is raised, and every other session, link and known
    /// browser of the account ends.
    Challenge(ChallengeId),
}

records! {
    /// All data of a new session, written in one transaction.
    #[derive(Debug, Clone)]
    pub struct OpenSession {
        /// The session.
        pub session: NewSession,
        /// The epoch at which the user was authenticated.
        pub epoch: Epoch,
        /// What to redeem: unused, unexpired, and of this account and epoch.
        pub redeem: Option<Redeem> = None,
        /// The browser's previous session, which ends.
        pub replaces: Option<SessionId> = None,
        /// The browser to store as known to the account. Storing it again moves its expiry.
        pub device: Option<RememberDevice> = None,
    }

    /// A session after a step-up: it stays, with a new token.
    #[derive(Debug, Clone)]
    pub struct RenewSession {
        /// The session. Its id, account, creation time and impersonation do not change.
        pub session: NewSession,
        /// Hash of its current token. The renewal redeems it, so it succeeds only once.
        pub old_token: TokenHash,
        /// The epoch at which the user was authenticated.
        pub epoch: Epoch,
        /// What to redeem.
        pub redeem: Option<Redeem> = None,
        /// The browser to store as known to the account. Storing it again moves its expiry.
        pub device: Option<RememberDevice> = None,
    }
}

/// Whether a session was opened or renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum OpenOutcome {
    /// Opened or renewed.
    Opened,
    /// Refused: the account is not active or not at that epoch, or what was to be redeemed is used,
    /// expired or of another account. Nothing changed.
    Refused,
}

records! {
    /// A one-time link that opens a session.
    #[derive(Debug, Clone)]
    pub struct SignInLink {
        /// The account.
        pub account: AccountId,
        /// Epoch of the account when the link was issued.
        pub epoch: Epoch,
        /// When it expires.
        pub expires_at: Timestamp,
        /// The impersonation that it starts; `None` for a session of the user's own.
        pub impersonation: Option<Impersonation> = None,
    }
}

/// Credentials, and opening sessions with them.
#[async_trait]
pub trait CredentialStore: Checked {
    /// Finds the credentials of an address, and whether the account knows `device` at `at`. Does
    /// the same work for an unknown address (against account enumeration).
    async fn credentials(
        &self,
        email: &EmailKey,
        device: Option<&TokenHash>,
        at: Timestamp,
    ) -> StoreResult<Option<Credentials>>;

    /// Finds an unused, unexpired link of an active account that is still at the link's epoch. Does
    /// not redeem it.
    async fn find_link(&self, link: &TokenHash, at: Timestamp) -> StoreResult<Option<SignInLink>>;

    /// Opens a session: writes all of [`OpenSession`] or nothing. Requires an active account at
    /// that epoch. Redeems a link or challenge in the same transaction, so one of several
    /// concurrent attempts succeeds.
    async fn open_session(
        &self,
        open_session: OpenSession,
        change: Change,
    ) -> StoreResult<OpenOutcome>;

    /// Renews a session. Of several concurrent attempts with the same old token, one succeeds.
    async fn renew_session(
        &self,
        renewal: RenewSession,
        change: Change,
    ) -> StoreResult<OpenOutcome>;

    /// Replaces the hash of an unchanged password by a stronger one; returns `false` if the stored
    /// hash is no longer `old`. Changes neither the epoch nor the audit trail.
    async fn replace_password_hash(
        &self,
        account: &AccountId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> StoreResult<bool>;
}
