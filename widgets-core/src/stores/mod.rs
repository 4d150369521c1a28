//! The storage contract.
//!
//! One field of [`Stores`] is one transaction boundary and one unit that a host can replace:
//! `Stores { profile: Arc::new(MyUsers), ..storage.into() }`. `accounts` and `organizations` are
//! read together at every request ([`SessionStore::admit`]), so they live in one database and are
//! replaced together.
//!
//! What every implementation keeps, and the conformance kit checks:
//!
//! - Each write is one atomic business fact with its invariant inside. It answers what happened
//!   (`Removed`, `LastOwner`, `Missing`); it never leaves half of itself behind.
//! - The [`Change`] given with a write is appended in the same transaction, word for word, if and
//!   only if the write took place.
//! - Absence is `Option`, a refusal is an outcome, and only an outage or a broken store is a
//!   [`StoreError`]: an outage never reads as a denial.
//! - Every call answers or fails within a bounded time.
//!
//! # A store of your own
//!
//! A boundary in the **database of the others** does its write and appends the change in one
//! transaction: `SqlStores::write` of `widgets-storage` takes both.
//!
//! A boundary in **another database** cannot do that, so it writes first and appends right after
//! (`SqlStores::write` without statements). A failure to append is an outage: the person is told and
//! tries again, which is harmless where a write sets what it is given, as those of profiles do. A
//! process that ends between the two leaves the write without its event.
//!
//! Every call is a future that may be dropped half-way, by a deadline or because the browser went
//! away. A write of two steps therefore runs as a task of its own, and the call waits for it.
//!
//! Identifiers are compared byte by byte, and are yours or ours: of 1 to 128 visible ASCII
//! characters. No store asks another whether an account exists; a profile may be saved before the
//! account is known and is deleted after it.

mod accounts;
mod challenges;
mod change;
mod credentials;
mod directory;
mod limits;
mod mailbox;
mod organizations;
mod outbox;
pub(crate) mod outbox_payload;
mod profile;
mod sealed;
mod sessions;

use std::fmt;
use std::sync::Arc;

pub use accounts::{AcceptedTerms, Account, AccountStatus, AccountStore, Epoch};
use async_trait::async_trait;
pub use challenges::{
    Challenge, ChallengePurpose, ChallengeStore, ChangePasswordWrite, CompleteSignUpWrite,
    NewChallenge, PasswordOutcome, PendingForm, ResendChallenge, ResendOutcome, ResetPasswordWrite,
    SignUpOutcome,
};
pub use change::{Actor, Change, Event, Stamp};
pub use credentials::{
    CredentialStore, Credentials, NewSession, OpenOutcome, OpenSession, Redeem, RememberDevice,
    RenewSession, SignInLink,
};
pub use directory::{
    AccountDirectory, CreateOutcome, DeleteOutcome, LinkOutcome, NewAccount, NewLink, StatusOutcome,
};
pub use limits::{LimitKey, LimitOutcome, LimitRequest, LimitStore, Quota};
pub use mailbox::{KeptMail, MailboxStore};
pub use organizations::{
    MemberOutcome, Membership, MembershipOutcome, NewOrganization, Organization,
    OrganizationOutcome, OrganizationStore, Slug,
};
pub use outbox::{ClaimedRow, DeadLetter, Finish, Holder, OutboxRow, OutboxStore, OutboxSweep};
pub use profile::{Names, Preferences, Profile, ProfileStore, SaveOutcome};
pub use sealed::Sealed;
pub use sessions::{
    Admission, EndOutcome, Impersonation, Session, SessionPosition, SessionStore, SignInMethod,
};

/// Why a store could not answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The write met another one again and again and gave up; nothing was changed. Trying later
    /// may succeed.
    #[error("the write conflicted with others and was given up")]
    Conflict,
    /// The store is not reachable, too slow, or answered something that makes no sense.
    #[error("the store is unavailable: {0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    /// An outage with its cause.
    pub fn unavailable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Unavailable(source.into())
    }
}

/// What a store answers to every call.
pub type StoreResult<T> = Result<T, StoreError>;

/// A store that can say, before it is used, what must be mended.
#[async_trait]
pub trait Checked: Send + Sync + 'static {
    /// Everything that is wrong with the store's set-up (missing migrations, settings that lose
    /// data, missing privileges), each as a sentence that says what to change. Empty when ready.
    async fn problems(&self) -> StoreResult<Vec<String>>;
}

/// Everything the widgets keep, one field per transaction boundary.
#[derive(Clone)]
pub struct Stores {
    /// Accounts, addresses, credentials, challenges, one-time links, sessions, known devices.
    pub accounts: Arc<dyn AccountStore>,
    /// Organizations, entitlements, memberships.
    pub organizations: Arc<dyn OrganizationStore>,
    /// Names, language, time zone; what a host with a users table of its own replaces.
    pub profile: Arc<dyn ProfileStore>,
    /// Rate limits.
    pub limits: Arc<dyn LimitStore>,
    /// What must happen for sure after a write.
    pub outbox: Arc<dyn OutboxStore>,
}

impl Stores {
    /// The problems of every store, asked one after the other.
    pub(crate) async fn problems(&self) -> StoreResult<Vec<String>> {
        let mut problems = self.accounts.problems().await?;
        problems.extend(self.organizations.problems().await?);
        problems.extend(self.profile.problems().await?);
        problems.extend(self.limits.problems().await?);
        problems.extend(self.outbox.problems().await?);
        problems.sort();
        problems.dedup();
        Ok(problems)
    }
}

impl fmt::Debug for Stores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stores(..)")
    }
}
