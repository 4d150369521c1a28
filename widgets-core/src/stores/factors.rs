//! Second factors of an account: authenticator apps and recovery codes.

use async_trait::async_trait;

use super::{Change, Checked, EndOutcome, Epoch, Sealed, StoreResult};
use crate::crypto::TokenHash;
use crate::types::records::records;
use crate::types::{AccountId, AuthenticatorId, ChallengeId, Name, SessionId, Timestamp};

records! {
    /// An authenticator app: it computes a code from a shared secret and the time (RFC 6238).
    #[derive(Clone, derive_more::Debug, PartialEq, Eq)]
    #[debug("Authenticator({id}, {name}, {last_step}, ..)")]
    pub struct Authenticator {
        /// Identifier.
        pub id: AuthenticatorId,
        /// What the user calls it.
        pub name: Name,
        /// The shared secret, sealed and bound to this row.
        pub sealed: Vec<u8>,
        /// The time step whose code was accepted last. Only a later one is accepted, so that no code works
        /// twice (RFC 6238, section 5.2).
        pub last_step: i64 = 0,
        /// When it was added.
        pub created_at: Timestamp,
        /// When a code of it was last accepted after it was added.
        pub last_used_at: Option<Timestamp> = None,
    }
}

impl Authenticator {
    /// How many authenticators an account has at most.
    pub const MOST: u32 = 10;
}

/// The hash of a recovery code, keyed by a secret of the host's, since such a code is too short for a
/// hash that anybody could compute.
pub type RecoveryCodeHash = TokenHash;

/// How many recovery codes are made at a time.
pub const RECOVERY_CODES: usize = 10;

records! {
    /// What an account has beside the proof that it signs in with first.
    #[derive(Debug, Clone)]
    pub struct SecondFactors {
        /// Its authenticator apps, the first that was added first.
        pub authenticators: Vec<Authenticator> = Vec::new(),
        /// Its unused recovery codes.
        pub recovery_codes: Vec<RecoveryCodeHash> = Vec::new(),
        /// Whether its mailbox proves something that its password does not: not where the password was
        /// last set by whoever proved the mailbox, or that is not known.
        pub mailbox_counts: bool = false,
    }
}

impl SecondFactors {
    /// Whether a second factor is asked for when somebody signs in. Recovery codes alone are none: they
    /// stand in for another one.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        !self.authenticators.is_empty()
    }
}

/// A second factor that was given, as a store spends it: once, in the write that it allows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    clippy::exhaustive_enums,
    reason = "a store must spend every kind, or a code would work twice"
)]
pub enum UsedFactor {
    /// The code of this time step, which must be later than the last one that was accepted.
    Authenticator {
        /// The authenticator.
        id: AuthenticatorId,
        /// The time step.
        step: i64,
    },
    /// A recovery code, which is gone then.
    RecoveryCode(RecoveryCodeHash),
    /// A code mailed to the account's address: a challenge for
    /// [`ChallengePurpose::SECOND_FACTOR`](super::ChallengePurpose::SECOND_FACTOR) of this account and
    /// epoch. It completes only a sign-in whose first proof was not mailed (neither
    /// [`SignInMethod::EMAIL`](super::SignInMethod::EMAIL) nor
    /// [`SignInMethod::LINK`](super::SignInMethod::LINK)), of an account whose
    /// [mailbox counts](SecondFactors::mailbox_counts), and renews no session of one that has a second
    /// factor.
    MailedCode(ChallengeId),
}

records! {
    /// An authenticator to add.
    #[derive(Debug, Clone)]
    pub struct AddAuthenticatorWrite {
        /// The account.
        pub account: AccountId,
        /// The epoch at which the user was authenticated.
        pub epoch: Epoch,
        /// The authenticator.
        pub authenticator: Authenticator,
        /// What becomes of other sessions.
        pub others: OtherSessions,
    }

    /// An authenticator to remove.
    #[derive(Debug, Clone)]
    pub struct RemoveAuthenticatorWrite {
        /// The account.
        pub account: AccountId,
        /// The authenticator.
        pub authenticator: AuthenticatorId,
        /// What becomes of other sessions.
        pub others: OtherSessions,
    }

    /// What becomes of the account's other sessions when a factor was changed.
    #[derive(Debug, Clone)]
    pub struct OtherSessions {
        /// The current session, which stays.
        pub session: SessionId,
        /// Whether to end all other sessions and forget all other known browsers.
        pub end: bool = true,
        /// The current browser's device token, if it is known.
        pub device: Option<TokenHash> = None,
    }
}

/// Whether an authenticator was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum AddAuthenticatorOutcome {
    /// Added. Links, challenges and unfinished sign-ins of before are void.
    Added,
    /// The account has [`Authenticator::MOST`] already. Nothing changed.
    TooMany,
    /// The account's address is not verified, so it may be somebody else's who proves it later (account
    /// pre-hijacking). Nothing changed.
    Unverified,
    /// The account is not active or not at that epoch, or has this authenticator already. Nothing changed.
    Refused,
}

/// Whether an authenticator was renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum RenameOutcome {
    /// It has that name.
    Renamed,
    /// It does not exist, or belongs to another account. Nothing changed.
    Missing,
}

/// Whether recovery codes were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum RecoveryOutcome {
    /// The account has these and no others.
    Made,
    /// The account is not active or not at that epoch, or has no other second factor, for which they
    /// would stand in. Nothing changed.
    Refused,
}

/// Second factors. They are spent when a session is [opened](super::CredentialStore::open_session) or
/// renewed.
#[async_trait]
pub trait FactorStore: Checked {
    /// The second factors of an account.
    async fn find_second_factors(&self, account: &AccountId) -> StoreResult<SecondFactors>;

    /// Adds an authenticator to an active account at that epoch whose address is verified. Also raises the
    /// epoch, which makes the account's challenges and unfinished sign-ins void, ends its links and, if
    /// requested, its other sessions.
    async fn add_authenticator(
        &self,
        adding: AddAuthenticatorWrite,
        change: Change,
    ) -> StoreResult<AddAuthenticatorOutcome>;

    /// Renames an authenticator of this account.
    async fn rename_authenticator(
        &self,
        account: &AccountId,
        authenticator: &AuthenticatorId,
        name: &Name,
        change: Change,
    ) -> StoreResult<RenameOutcome>;

    /// Removes an authenticator of this account, with the recovery codes if no second factor is left. Also
    /// raises the epoch, ends its links and, if requested, its other sessions.
    async fn remove_authenticator(
        &self,
        removing: RemoveAuthenticatorWrite,
        change: Change,
    ) -> StoreResult<EndOutcome>;

    /// Gives an active account at that epoch, which has a second factor, these recovery codes instead of
    /// those it had. It trusts no browser any more: whoever knew a code may have made it trust theirs.
    async fn make_recovery_codes(
        &self,
        account: &AccountId,
        epoch: Epoch,
        codes: &[RecoveryCodeHash; RECOVERY_CODES],
        change: Change,
    ) -> StoreResult<RecoveryOutcome>;

    /// Up to `limit` secrets of authenticators after `after`, ordered by id.
    async fn sealed_authenticators(
        &self,
        after: Option<&AuthenticatorId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<AuthenticatorId>>>;

    /// Replaces a sealed secret if it is still `old`; returns `false`, without a change, if not. Changes
    /// nothing else of the authenticator. Appends nothing.
    async fn reseal_authenticator(
        &self,
        old: &Sealed<AuthenticatorId>,
        new: Vec<u8>,
    ) -> StoreResult<bool>;
}
