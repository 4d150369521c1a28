//! Credentials, one-time links, and opening sessions.

use std::time::Duration;

use async_trait::async_trait;

use super::{
    AccountStatus, Change, Checked, Device, Epoch, Impersonation, Session, StoreResult, UsedFactor,
};
use crate::crypto::{PasswordHash, TokenHash};
use crate::types::records::records;
use crate::types::{AccountId, ChallengeId, Email, EmailKey, Locale, SessionId, Timestamp};

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
        /// When the password was last set; `None` if that is not known, or if there is none.
        pub password_set_at: Option<Timestamp> = None,
        /// The language in which the account signed up; `None` if it is not known.
        pub language: Option<Locale> = None,
        /// Whether this browser has signed in to the account before.
        pub known_device: bool = false,
    }

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
        /// The browser. One that the account knows by this token keeps its id, and since when it is known.
        pub device: Device,
        /// The token that the browser had before. Every account that knew the browser by it knows it by
        /// the new one, as the same browser, and the old one for [`Self::OVERLAP`] more; then it is in no
        /// list. So a token that was planted in the browser is worth nothing to whoever planted it.
        pub replaces: Option<TokenHash> = None,
    }
}

impl RememberDevice {
    /// How many browsers an account knows at most; those that are forgotten first make way.
    pub const MOST: u32 = 50;
    /// How long a replaced token still works, in case the answer with the new one got lost.
    pub const OVERLAP: Duration = Duration::from_secs(5 * 60);
}

impl NewSession {
    /// How many sessions an account has at most; the oldest make way.
    pub const MOST: u32 = 100;
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
    /// browser of the account ends. Other challenges are void by the epoch.
    Challenge(ChallengeId),
    /// A second factor.
    Factor(UsedFactor),
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
        /// The sign-in that waited for a second factor, and is completed by it: live but for its tries, and
        /// of this account and epoch. Given together with [`Redeem::Factor`].
        pub attempt: Option<TokenHash> = None,
        /// The token by which the account may know this browser. Where it trusts the browser, that stands
        /// in for the second factor.
        pub trusted: Option<TokenHash> = None,
        /// Until when the account trusts [`Self::device`] from now on; `None` leaves that as it was. Only
        /// together with a second factor: see [`Self::trusts_until`].
        pub trust_until: Option<Timestamp> = None,
    }

    /// What leads the browser of a session on to its new token, should the answer with that token have
    /// been lost.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Handover {
        /// A hash of the token that was replaced and of a secret of the browser.
        pub hash: TokenHash,
        /// Until when it leads on.
        pub until: Timestamp,
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
        /// What leads on from the token that is replaced, instead of what did before.
        pub handover: Option<Handover> = None,
    }
}

impl OpenSession {
    /// Whether the account must not have a second factor, since none was given: only a sign-in that waited
    /// for one is completed by one. Nobody asks staff for a factor of the user in whose place they act.
    #[must_use]
    pub const fn lacks_second_factor(&self) -> bool {
        !self.completes() && self.session.session.impersonation.is_none()
    }

    /// Until when the account trusts the browser from now on: only what completes a sign-in by a second
    /// factor makes it so, at the epoch at which the account is after the write.
    #[must_use]
    pub fn trusts_until(&self) -> Option<Timestamp> {
        let own = self.completes() && self.session.session.impersonation.is_none();
        self.trust_until.filter(|_| own)
    }

    const fn completes(&self) -> bool {
        self.attempt.is_some() && matches!(self.redeem, Some(Redeem::Factor(_)))
    }
}

impl RenewSession {
    /// Whether the account must not have a second factor, since the proof is none.
    #[must_use]
    pub const fn lacks_second_factor(&self) -> bool {
        match &self.redeem {
            Some(Redeem::Factor(factor)) => matches!(factor, UsedFactor::MailedCode(_)),
            _ => true,
        }
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
    /// The account has a second factor, which was not given. Nothing changed.
    SecondFactorRequired,
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

    /// Whether any account knows `device` at `at`.
    async fn knows_device(&self, device: &TokenHash, at: Timestamp) -> StoreResult<bool>;

    /// Appends a change on its own, for what was refused and changed nothing else.
    async fn record(&self, change: Change) -> StoreResult<()>;

    /// Finds an unused, unexpired link of an active account that is still at the link's epoch. Does
    /// not redeem it.
    async fn find_link(&self, link: &TokenHash, at: Timestamp) -> StoreResult<Option<SignInLink>>;

    /// Opens a session: writes all of [`OpenSession`] or nothing. Requires an active account at
    /// that epoch. Redeems a link, challenge or second factor in the same transaction, so one of several
    /// concurrent attempts succeeds. Whether the account has a second factor that was not given
    /// ([`OpenSession::lacks_second_factor`]) is decided in it too, so that one added meanwhile counts, and
    /// so is whether the account trusts the browser ([`OpenSession::trusted`]), after what is redeemed.
    ///
    /// An account has at most [`NewSession::MOST`] sessions and knows at most [`RememberDevice::MOST`]
    /// browsers: the oldest, and those that are forgotten first, make way, whatever their number was. A
    /// store reads no more of them in a call, so a call costs the same however many there are.
    async fn open_session(
        &self,
        open_session: OpenSession,
        change: Change,
    ) -> StoreResult<OpenOutcome>;

    /// Renews a session. Of several concurrent attempts with the same old token, one succeeds. A second
    /// factor of the account is demanded as in [`open_session`](Self::open_session), but no browser stands
    /// in for it.
    async fn renew_session(
        &self,
        renewal: RenewSession,
        change: Change,
    ) -> StoreResult<OpenOutcome>;

    /// Replaces the hash of an unchanged password by a stronger one; returns `false` if the stored
    /// hash is no longer `old`. Changes neither the epoch nor the audit trail, nor when the password was set.
    async fn replace_password_hash(
        &self,
        account: &AccountId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> StoreResult<bool>;
}
