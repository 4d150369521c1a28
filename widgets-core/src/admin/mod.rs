//! The management API: users and organizations for the host's back end, under the same rules and
//! with the same audit trail as the pages.

mod adoption;
mod deletion;
mod directory;
mod impersonation;
mod invitations;
mod organizations;
mod second_factors;
mod users;
mod verification;

use std::time::Duration;

use crate::context::{AppState, NewEvent, Problem, RequestCtx};
use crate::crypto::{HashFault, PasswordFlaw};
use crate::stores::{
    AccountStore, Actor, Change, DeadLetter, PageRequest, ProfileStore, Stamp, StoreError,
};
use crate::types::clock::wait_seconds;
use crate::types::name::trim;
use crate::types::text::without_controls;
use crate::types::{EntropyError, Fault, InvalidEmail, InvalidName, OutboxId, RequestId, Role};
pub use impersonation::ImpersonationToBegin;
pub use invitations::InviteUser;
pub use organizations::{ManageOrganizations, OrganizationToCreate};
pub use second_factors::ResetTime;
pub use users::{ManageUsers, Secret, SignInUrl, UserToCreate};

/// The management API under one name. Made by [`Widgets::management`](crate::Widgets::management).
#[derive(Debug, Clone)]
pub struct Management {
    app: AppState,
    name: String,
}

impl RequestCtx {
    /// The management API of the host, for widgets of its own. `name` identifies the acting part of
    /// the host in the audit trail; control characters in it are left out.
    #[must_use]
    pub fn management(&self, name: impl Into<String>) -> Management {
        Management::new(self.app().following(), name.into())
    }
}

impl Management {
    pub(crate) fn new(app: AppState, name: String) -> Self {
        let name = without_controls(name);
        Self { app, name }
    }

    /// Users and their accounts.
    #[must_use]
    pub const fn users(&self) -> ManageUsers<'_> {
        ManageUsers { management: self }
    }

    /// Organizations, their features and members.
    #[must_use]
    pub const fn organizations(&self) -> ManageOrganizations<'_> {
        ManageOrganizations { management: self }
    }

    /// Up to 100 dead letters, latest first: mails and events whose delivery was given up. For the
    /// next page, pass the last one of the previous page as `after`.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn dead_letters(
        &self,
        after: Option<&DeadLetter>,
    ) -> Result<Vec<DeadLetter>, ManagementError> {
        const PAGE: u32 = 100;
        let outbox = &self.app.stores().outbox;
        let page = PageRequest::new(after.map(DeadLetter::position), PAGE);
        Ok(outbox.dead_letters(&page).await?.rows)
    }

    /// Queues a dead letter again, with its attempts reset. A mail whose code has expired is
    /// dropped instead of sent.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`] if there is no such dead letter; or an outage.
    pub async fn retry_dead_letter(&self, letter: &OutboxId) -> Result<(), ManagementError> {
        let (outbox, now) = (&self.app.stores().outbox, self.app.now());
        let revived = outbox.revive(letter, now).await?;
        revived.then_some(()).ok_or(ManagementError::Missing)
    }

    fn accounts(&self) -> &dyn AccountStore {
        &*self.app.stores().accounts
    }

    fn profiles(&self) -> &dyn ProfileStore {
        &*self.app.stores().profile
    }

    /// Refuses operations that lead to sign-in pages if the host authenticates users itself.
    fn signs_people_in(&self) -> Result<(), ManagementError> {
        let host = self.app.identity().is_some();
        (!host).then_some(()).ok_or(ManagementError::HostSignsIn)
    }

    fn change(&self, new_event: NewEvent) -> Result<Change, ManagementError> {
        let at = self.app.now();
        let actor = Actor::Host(self.name.clone());
        let stamp = Stamp::new(actor, at, RequestId::mint(at)?);
        Ok(self.app.record(stamp, new_event)?)
    }
}

/// Why a management operation was refused. Nothing has changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ManagementError {
    /// The email address is invalid.
    #[error(transparent)]
    Email(#[from] InvalidEmail),
    /// The password violates the host's policy in these ways.
    #[error("the password is refused: {}", sentence(.0))]
    Password(Vec<PasswordFlaw>),
    /// [`PasswordHash`](crate::crypto::PasswordHash) does not support this kind of hash, or its
    /// cost exceeds the limits.
    #[error(
        "the hash is not argon2, bcrypt, scrypt or PBKDF2 in a supported format, or costs too \
         much to verify"
    )]
    UnknownHash,
    /// The name of a person is too long or contains forbidden characters.
    #[error(transparent)]
    PersonName(#[from] InvalidName),
    /// The name of an organization is empty, longer than 200 characters, or has control characters.
    #[error("a name has 1 to 200 characters without control characters")]
    Name,
    /// The slug is invalid.
    #[error("a slug is 1 to 63 lower-case ASCII letters, digits and inner hyphens")]
    Slug,
    /// The lifetime of a link is below a second or above 30 days.
    #[error("a link lives for a second to 30 days")]
    Lifetime,
    /// Name, reason or duration of an impersonation is out of bounds.
    #[error(
        "an impersonation needs `by` (1 to 200 characters), `reason` (1 to 500 characters, neither \
         with control characters) and a limit of a minute to 4 hours"
    )]
    Impersonation,
    /// The lifetime of an invitation is below 1 or above 30 days.
    #[error("an invitation lives for 1 to 30 days")]
    InvitationLifetime,
    /// The host accepts no new accounts, not even by invitation.
    #[error("signing up is closed")]
    SignUpClosed,
    /// The address, account id or slug is in use.
    #[error("the address or slug is taken")]
    Taken,
    /// There is no such account, organization, membership or dead letter.
    #[error("there is no such account, organization, membership or dead letter")]
    Missing,
    /// The account has no second factor to reset.
    #[error("the account has no second factor")]
    NoSecondFactor,
    /// A reset of second factors waits that is due no later.
    #[error("a reset of second factors is under way")]
    ResetUnderway,
    /// Too many wrong passwords of this address; the next can be checked after that time.
    #[error("too many attempts: wait {} seconds", wait_seconds(*.0))]
    TooManyAttempts(Duration),
    /// This part of the profile is managed by another system.
    #[error("another system manages this part of the profile")]
    ManagedElsewhere,
    /// The host authenticates users itself, so users cannot be given a means to sign in here.
    #[error("the host authenticates users itself: register its accounts with adopt(..)")]
    HostSignsIn,
    /// The role is neither built in nor declared in the builder, so it would grant nothing.
    #[error("there is no role {0}: give it to the builder with .role(..)")]
    UnknownRole(Role),
    /// The organization would be left without an owner.
    #[error("an organization keeps at least one owner")]
    LastOwner,
    /// A store failed or is unavailable.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another failure.
    #[error("{0}")]
    Fault(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<Fault> for ManagementError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault.source)
    }
}

fn sentence(flaws: &[PasswordFlaw]) -> String {
    let flaws: Vec<String> = flaws.iter().map(ToString::to_string).collect();
    flaws.join("; ")
}

impl From<Problem> for ManagementError {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Fault(fault) => fault.into(),
            other => Self::Fault(other.to_string().into()),
        }
    }
}

impl From<EntropyError> for ManagementError {
    fn from(error: EntropyError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<HashFault> for ManagementError {
    fn from(error: HashFault) -> Self {
        Self::Fault(error.into())
    }
}

/// A line of text: trimmed, 1 to `most` characters of which one shows, no control characters.
fn line(text: &str, most: usize) -> Option<String> {
    let text = trim(text);
    let fits = (1..=most).contains(&text.chars().count());
    (fits && !text.chars().any(char::is_control)).then(|| text.to_owned())
}
