//! Challenges: mailed codes and links, and the writes that redeem them.

use async_trait::async_trait;

use super::{
    Change, Checked, EndOutcome, Epoch, Handover, NewAccount, NewSession, RememberDevice, Sealed,
    StoreResult,
};
use crate::crypto::{PasswordHash, TokenHash};
use crate::types::records::records;
use crate::types::word::words;
use crate::types::{AccountId, ChallengeId, Email, SessionId, Timestamp};

words! {
    /// What redeeming a challenge allows, such as `sign_in`.
    ///
    /// An open set: a purpose that a later version adds needs no change in stores. Their writes
    /// demand the ones named here.
    ChallengePurpose {
        /// Creating an account for the address.
        SIGN_UP = "sign_up";
        /// Creating an account for the address, on invitation by the host.
        INVITATION = "invitation";
        /// Opening a session.
        SIGN_IN = "sign_in";
        /// Replacing a forgotten password.
        RESET = "reset";
        /// A second factor of a sign-in that waits for one.
        SECOND_FACTOR = "second_factor";
        /// Step-up: authenticating again within a session.
        STEP_UP = "step_up";
    }
}

records! {
    /// A challenge to store. [`ChallengeStore::begin_challenge`] says which others it replaces.
    #[derive(Debug, Clone)]
    pub struct NewChallenge {
        /// Identifier. Not a secret, unlike the code, the link and the browser's token.
        pub id: ChallengeId,
        /// What it allows.
        pub purpose: ChallengePurpose,
        /// The account and its epoch at the time. `None` if the account is yet to be created, or the
        /// address has no account: the challenge is stored nevertheless, against account enumeration,
        /// but opens nothing.
        pub account: Option<(AccountId, Epoch)> = None,
        /// The address that code and link are sent to.
        pub email: Email,
        /// The browser that began it, in which alone it can be completed. For an invitation, which is
        /// begun by the back end and completed in any browser, a hash that no token has.
        pub browser: TokenHash,
        /// Hash of the token in the link.
        pub link: TokenHash,
        /// The code and other data, sealed and bound to this challenge's id.
        pub sealed: Vec<u8>,
        /// Number of attempts.
        pub tries: u32 = 0,
        /// When code and link expire.
        pub code_expires_at: Timestamp = expires_at,
        /// When the challenge expires as a whole.
        pub expires_at: Timestamp,
        /// The challenge it replaces after an address was corrected. That one ends if it was begun in
        /// the same browser.
        pub replaces: Option<ChallengeId> = None,
    }

    /// A live challenge.
    #[derive(Clone, derive_more::Debug)]
    #[debug("Challenge({id}, {purpose}, ..)")]
    pub struct Challenge {
        /// Identifier.
        pub id: ChallengeId,
        /// What it allows.
        pub purpose: ChallengePurpose,
        /// The account and its epoch at the time.
        pub account: Option<(AccountId, Epoch)> = None,
        /// The address that code and link were sent to.
        pub email: Email,
        /// The browser that began it; see [`NewChallenge::browser`].
        pub browser: TokenHash,
        /// The code and other data, sealed.
        pub sealed: Vec<u8>,
        /// Number of attempts left.
        pub tries_left: u32 = 0,
        /// Number of mails sent, including the first.
        pub sends: u32 = 1,
        /// When the last mail was sent.
        pub sent_at: Timestamp,
        /// When code and link expire.
        pub code_expires_at: Timestamp = expires_at,
        /// When the challenge expires as a whole.
        pub expires_at: Timestamp,
        /// Whether nothing redeems it any more: it was revoked, or its account is no longer active or
        /// no longer at that epoch. Whoever began it must not see that, since it tells that there is an
        /// account: its page stays as it was, and every code is wrong.
        pub void: bool = false,
    }

    /// A new code and link for a challenge; previous ones stop working.
    #[derive(Debug, Clone)]
    pub struct ResendChallenge {
        /// The challenge.
        pub id: ChallengeId,
        /// The requesting browser, which must be the one that began it.
        pub browser: TokenHash,
        /// Hash of the token in the new link.
        pub link: TokenHash,
        /// The new value of [`NewChallenge::sealed`].
        pub sealed: Vec<u8>,
        /// Number of attempts at the new code.
        pub tries: u32 = 0,
        /// When the new code and link expire.
        pub code_expires_at: Timestamp,
        /// Refused if the last mail was sent after this time.
        pub sent_before: Timestamp,
        /// Refused if this many mails were sent already.
        pub most_sends: u32 = 0,
    }
}

/// Result of [`ChallengeStore::resend_challenge`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum ResendOutcome {
    /// The change with the new mail is committed.
    Sent,
    /// No such live challenge of that browser, too early, or too many mails. Nothing changed.
    Refused,
}

records! {
    /// All data of a completed sign-up, written in one transaction.
    #[derive(Debug, Clone)]
    pub struct CompleteSignUpWrite {
        /// The challenge to redeem: a live one for [`ChallengePurpose::SIGN_UP`] or
        /// [`ChallengePurpose::INVITATION`], with the account's address.
        pub challenge: ChallengeId,
        /// The account. Its address becomes verified regardless of the field, because redeeming the
        /// challenge proves it.
        pub account: NewAccount,
        /// Its first session.
        pub session: NewSession,
        /// The browser's previous session, which ends.
        pub replaces: Option<SessionId> = None,
        /// The browser to store as known to the account.
        pub device: Option<RememberDevice> = None,
    }
}

/// Result of [`ChallengeStore::complete_sign_up`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum SignUpOutcome {
    /// The account exists and its first session is open.
    Completed,
    /// The address has an account by now. Nothing changed.
    Taken,
    /// The challenge was redeemed, has expired or never existed. Nothing changed.
    Refused,
}

records! {
    /// A new password that replaces a forgotten one.
    #[derive(Debug, Clone)]
    pub struct ResetPasswordWrite {
        /// The challenge to redeem: a live one for [`ChallengePurpose::RESET`] of this account at this
        /// epoch.
        pub challenge: ChallengeId,
        /// The account.
        pub account: AccountId,
        /// The epoch at which the challenge was begun.
        pub epoch: Epoch,
        /// Hash of the new password.
        pub password: PasswordHash,
        /// The browser to store as known to the account, in place of all that it knew.
        pub device: Option<RememberDevice> = None,
    }

    /// A new password set by the signed-in user.
    #[derive(Debug, Clone)]
    pub struct ChangePasswordWrite {
        /// The account.
        pub account: AccountId,
        /// The epoch at which the user was authenticated.
        pub epoch: Epoch,
        /// The current hash; `None` requires that the account has no password yet.
        pub old: Option<PasswordHash> = None,
        /// Hash of the new password.
        pub new: PasswordHash,
        /// The current session, which must be live. It stays.
        pub session: SessionId,
        /// Hash of the session's new token. A stolen copy of the old token stops working.
        pub token: TokenHash,
        /// Whether to end all other sessions and forget all other known browsers.
        pub end_others: bool = true,
        /// The current browser's device token, if it is known.
        pub device: Option<TokenHash> = None,
        /// What leads on from the token that is replaced, instead of what did before.
        pub handover: Option<Handover> = None,
    }
}

/// Whether a password was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum PasswordOutcome {
    /// It was set. Links and challenges begun under the old one are void.
    Set,
    /// Refused: the challenge is redeemed, expired or of another account; the account is not active
    /// or not at that epoch; the session has ended; or the password was changed meanwhile. Nothing
    /// changed.
    Refused,
}

records! {
    /// Sealed content that is kept for a browser: a form that waits for a sign-in or step-up, or an answer
    /// that may have been lost.
    #[derive(Debug, Clone)]
    pub struct PendingForm {
        /// Hash of the token by which it is found, such as that in the browser's cookie.
        pub token: TokenHash,
        /// The content, sealed.
        pub sealed: Vec<u8>,
        /// When it expires.
        pub expires_at: Timestamp,
    }
}

/// Challenges, and the writes that redeem them.
///
/// A challenge is live until it expires, is redeemed or is replaced in its own browser. A live one may
/// be [void](Challenge::void): it is found, tried and sent again like any other, and redeemed by nothing.
#[async_trait]
pub trait ChallengeStore: Checked {
    /// Stores a challenge. Ends the one it [replaces](NewChallenge::replaces) and, for
    /// [`ChallengePurpose::RESET`], earlier ones of that purpose for the same address that were begun in
    /// the same browser. Those of other browsers live on: nobody ends what somebody else began.
    async fn begin_challenge(&self, challenge: NewChallenge, change: Change) -> StoreResult<()>;

    /// Finds a live challenge that was begun in this browser.
    async fn find_challenge(
        &self,
        id: &ChallengeId,
        browser: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>>;

    /// Finds the live challenge with this link, for any browser, unless it is void. Does not redeem it.
    async fn find_challenge_by_link(
        &self,
        link: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>>;

    /// Counts an attempt, before the code is compared, and returns the challenge with the remaining
    /// number. `None` if there is no live challenge of this browser, its code has expired, or no
    /// attempts are left. Concurrent attempts never exceed the limit. Appends nothing.
    async fn try_challenge(
        &self,
        id: &ChallengeId,
        browser: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>>;

    /// Replaces the code and link, also of a void challenge.
    async fn resend_challenge(
        &self,
        resend: ResendChallenge,
        change: Change,
    ) -> StoreResult<ResendOutcome>;

    /// Makes the challenge with this link void, if it is live and not void.
    async fn revoke_challenge(&self, link: &TokenHash, change: Change) -> StoreResult<EndOutcome>;

    /// Completes a sign-up: writes all of [`CompleteSignUpWrite`] or nothing. Redeems the challenge
    /// in the same transaction, so one of several concurrent attempts succeeds.
    async fn complete_sign_up(
        &self,
        completion: CompleteSignUpWrite,
        change: Change,
    ) -> StoreResult<SignUpOutcome>;

    /// Redeems a reset and sets the password. Also marks the address as verified, raises the epoch,
    /// which makes every other challenge of the account void, and ends every session, link and known
    /// browser of the account.
    async fn reset_password(
        &self,
        reset: ResetPasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome>;

    /// Sets the password of the signed-in user. Also raises the epoch, which makes the account's
    /// challenges void, ends its links and, if requested, its other sessions.
    async fn change_password(
        &self,
        setting: ChangePasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome>;

    /// Up to `limit` challenges after `after`, ordered by id, including expired ones.
    async fn sealed_challenges(
        &self,
        after: Option<&ChallengeId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<ChallengeId>>>;

    /// Replaces a sealed value if it is still `old`; returns `false`, without a change, if not.
    /// Changes nothing else of the challenge. Appends nothing.
    async fn reseal_challenge(&self, old: &Sealed<ChallengeId>, new: Vec<u8>) -> StoreResult<bool>;

    /// Stores a pending form. Appends nothing.
    async fn add_pending_form(&self, form: PendingForm) -> StoreResult<()>;

    /// Finds an unexpired sealed form by its token. Does not delete it.
    async fn find_pending_form(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Vec<u8>>>;

    /// Deletes a pending form; returns `true` to only one of several concurrent calls.
    async fn drop_pending_form(&self, token: &TokenHash) -> StoreResult<bool>;
}
