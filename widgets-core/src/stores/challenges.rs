//! Challenges: codes and links sent to a mailbox, and what they allow once they are given back.

use std::fmt;

use async_trait::async_trait;
use serde::Serialize;

use super::{
    Change, Checked, EndOutcome, Epoch, NewAccount, NewSession, RememberDevice, Sealed, StoreResult,
};
use crate::crypto::{PasswordHash, TokenHash};
use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::id::{AccountId, ChallengeId, SessionId};

/// What a challenge allows once it is redeemed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChallengePurpose {
    /// Creating an account for its address.
    SignUp,
    /// Creating an account for its address, asked to by the host.
    Invitation,
    /// Opening a session.
    SignIn,
    /// Setting a new password in place of a forgotten one.
    Reset,
    /// Proving again, in a session, who it is.
    StepUp,
}

impl ChallengePurpose {
    const ALL: [Self; 5] = [
        Self::SignUp,
        Self::Invitation,
        Self::SignIn,
        Self::Reset,
        Self::StepUp,
    ];

    /// The word the purpose is stored as.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SignUp => "sign_up",
            Self::Invitation => "invitation",
            Self::SignIn => "sign_in",
            Self::Reset => "reset",
            Self::StepUp => "step_up",
        }
    }

    /// Whether redeeming it signs somebody in who was not.
    pub(crate) const fn signs_in(self) -> bool {
        match self {
            Self::SignUp | Self::Invitation | Self::SignIn => true,
            Self::Reset | Self::StepUp => false,
        }
    }

    /// Reads [`ChallengePurpose::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.key() == key)
    }
}

/// A challenge to be kept. It replaces what [`ChallengeStore::begin_challenge`] says.
#[derive(Debug, Clone)]
pub struct NewChallenge {
    /// Its identifier. Not a secret: the code, the link and the browser are.
    pub id: ChallengeId,
    /// What it allows.
    pub purpose: ChallengePurpose,
    /// Whose it is, and the epoch they were at; none when the address belongs to nobody (then it
    /// is kept all the same, and opens nothing) or the account is only to be created.
    pub account: Option<(AccountId, Epoch)>,
    /// The mailbox the code and the link are sent to.
    pub email: Email,
    /// The browser that began it, and the only one it can be completed in. For an invitation,
    /// which the back end begins and whoever has the link completes, a hash that no token has.
    pub browser: TokenHash,
    /// The hash of the token in the link.
    pub link: TokenHash,
    /// The code and what else is needed to go on, sealed and bound to this challenge's id.
    pub sealed: Vec<u8>,
    /// How many codes may be tried.
    pub tries: u32,
    /// When the code and the link stop working.
    pub code_expires_at: Timestamp,
    /// When the whole challenge does.
    pub expires_at: Timestamp,
    /// The challenge it takes the place of (an address was corrected): that one ends, if it was
    /// begun in the same browser.
    pub replaces: Option<ChallengeId>,
}

/// A challenge that lives.
#[derive(Clone)]
pub struct Challenge {
    /// Its identifier.
    pub id: ChallengeId,
    /// What it allows.
    pub purpose: ChallengePurpose,
    /// Whose it is, and the epoch they were at.
    pub account: Option<(AccountId, Epoch)>,
    /// The mailbox the code and the link were sent to.
    pub email: Email,
    /// The browser that began it; see [`NewChallenge::browser`].
    pub browser: TokenHash,
    /// The code and what else is needed to go on, sealed.
    pub sealed: Vec<u8>,
    /// How many codes may still be tried.
    pub tries_left: u32,
    /// How often a mail was sent, the first time included.
    pub sends: u32,
    /// When the last mail was sent.
    pub sent_at: Timestamp,
    /// When the code and the link stop working.
    pub code_expires_at: Timestamp,
    /// When the whole challenge does.
    pub expires_at: Timestamp,
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Challenge({}, {}, ..)", self.id, self.purpose.key())
    }
}

/// A new code and link for a challenge; the ones before stop working.
#[derive(Debug, Clone)]
pub struct ResendChallenge {
    /// Which challenge.
    pub id: ChallengeId,
    /// The browser that asks, which must be the one that began it.
    pub browser: TokenHash,
    /// The hash of the token in the new link.
    pub link: TokenHash,
    /// What [`NewChallenge::sealed`] becomes.
    pub sealed: Vec<u8>,
    /// How many codes may be tried from now on.
    pub tries: u32,
    /// When the new code stops working.
    pub code_expires_at: Timestamp,
    /// Refused when the last mail was sent after this moment.
    pub sent_before: Timestamp,
    /// Refused when so many mails were sent already.
    pub most_sends: u32,
}

/// Whether a code was sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResendOutcome {
    /// It was, or rather will be: the change holds the mail.
    Sent,
    /// It was not: no such live challenge of that browser, too early, or too often. Nothing
    /// changed.
    Refused,
}

/// Everything that happens at once when a sign-up is completed.
#[derive(Debug, Clone)]
pub struct CompleteSignUpWrite {
    /// The challenge to redeem: a live one for [`ChallengePurpose::SignUp`] or
    /// [`ChallengePurpose::Invitation`] whose address is the account's.
    pub challenge: ChallengeId,
    /// The account; its address counts as verified whatever the field says, since redeeming the
    /// challenge proves it.
    pub account: NewAccount,
    /// Its first session.
    pub session: NewSession,
    /// The session this browser had before, which ends.
    pub replaces: Option<SessionId>,
    /// The browser to remember for the account.
    pub device: Option<RememberDevice>,
}

/// What completing a sign-up came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUpOutcome {
    /// The account exists and its first session is open.
    Completed,
    /// The address belongs to an account by now. Nothing changed.
    Taken,
    /// The challenge was redeemed before, has expired or never was. Nothing changed.
    Refused,
}

/// A new password in place of a forgotten one.
#[derive(Debug, Clone)]
pub struct ResetPasswordWrite {
    /// The challenge to redeem: a live one for [`ChallengePurpose::Reset`] of this account at this
    /// epoch.
    pub challenge: ChallengeId,
    /// Whose password.
    pub account: AccountId,
    /// The epoch the challenge was begun at.
    pub epoch: Epoch,
    /// The new password's hash.
    pub password: PasswordHash,
}

/// A new password chosen by whoever is signed in.
#[derive(Debug, Clone)]
pub struct ChangePasswordWrite {
    /// Whose password.
    pub account: AccountId,
    /// The epoch under which they proved who they are.
    pub epoch: Epoch,
    /// The password's hash until now; none demands that the account has no password yet.
    pub old: Option<PasswordHash>,
    /// The new password's hash.
    pub new: PasswordHash,
    /// The session it is done in, which must be live and stays.
    pub session: SessionId,
    /// The hash of the token that session has from then on: whoever copied the one before is out.
    pub token: TokenHash,
    /// Whether every other session ends, and no other browser stays known to the account.
    pub end_others: bool,
    /// The known browser that it is done in, if it is one.
    pub device: Option<TokenHash>,
}

/// Whether a password was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordOutcome {
    /// It was, and whatever began under the old one (links, challenges) is void.
    Set,
    /// It was not: what was to be redeemed is spent, expired or somebody else's, the account is
    /// not active or not at that epoch, the session has ended, or the password is no longer the
    /// old one. Nothing changed.
    Refused,
}

/// A form that could not be let through yet.
#[derive(Debug, Clone)]
pub struct PendingForm {
    /// The hash of the token by which the browser asks for it.
    pub token: TokenHash,
    /// What was typed and what for, sealed.
    pub sealed: Vec<u8>,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

/// Challenges, and the writes that redeem them.
///
/// A challenge lives while it has not expired, is not redeemed, revoked or replaced, and, where it
/// has an account, that account is active and still at the challenge's epoch.
#[async_trait]
pub trait ChallengeStore: Checked {
    /// Keeps a challenge. It ends the one it [replaces](NewChallenge::replaces), and for
    /// [`ChallengePurpose::Reset`] every earlier one of that purpose for the same address, whether
    /// or not it is somebody's: whoever began the earlier one sees it end.
    async fn begin_challenge(&self, challenge: NewChallenge, change: Change) -> StoreResult<()>;

    /// A live challenge that was begun in that browser.
    async fn find_challenge(
        &self,
        id: &ChallengeId,
        browser: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>>;

    /// The live challenge with that link, whoever asks. Looking does not spend it.
    async fn find_challenge_by_link(
        &self,
        link: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>>;

    /// Counts a try, before anything is compared, and gives the challenge with what is left;
    /// `None` when no live challenge was begun in that browser, its code has expired, or no try is
    /// left. Of many attempts at once no more than that many are answered. Appends nothing.
    async fn try_challenge(
        &self,
        id: &ChallengeId,
        browser: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>>;

    /// Puts a new code and link in place of the old ones.
    async fn resend_challenge(
        &self,
        resend: ResendChallenge,
        change: Change,
    ) -> StoreResult<ResendOutcome>;

    /// Ends the live challenge with that link.
    async fn revoke_challenge(&self, link: &TokenHash, change: Change) -> StoreResult<EndOutcome>;

    /// Completes a sign-up, with all of [`CompleteSignUpWrite`] or nothing of it. Redeeming the
    /// challenge is part of it, so of many attempts one succeeds.
    async fn complete_sign_up(
        &self,
        completion: CompleteSignUpWrite,
        change: Change,
    ) -> StoreResult<SignUpOutcome>;

    /// Sets a password by redeeming a reset. The address counts as verified from then on, the
    /// epoch is raised, and every session, link, challenge and known browser of the account ends.
    async fn reset_password(
        &self,
        reset: ResetPasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome>;

    /// Sets a password for whoever is signed in. The epoch is raised, links and challenges of the
    /// account end, and its other sessions where that was chosen.
    async fn change_password(
        &self,
        setting: ChangePasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome>;

    /// Up to `limit` challenges in the order of their identifiers, expired ones too; of a further
    /// page, those behind `after`.
    async fn sealed_challenges(
        &self,
        after: Option<&ChallengeId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<ChallengeId>>>;

    /// Puts `new` in the place of the sealed value that was read; `false`, and no change, when it is
    /// no longer that one. Nothing else of the challenge changes. Appends nothing.
    async fn reseal_challenge(&self, old: &Sealed<ChallengeId>, new: Vec<u8>) -> StoreResult<bool>;

    /// Keeps a form. Appends nothing.
    async fn add_pending_form(&self, form: PendingForm) -> StoreResult<()>;

    /// The sealed form with that token, unless it has expired. Looking does not take it away.
    async fn find_pending_form(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Vec<u8>>>;

    /// Takes a form away; of many attempts one is told `true`.
    async fn drop_pending_form(&self, token: &TokenHash) -> StoreResult<bool>;
}
