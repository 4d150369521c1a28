//! The management API: what the host's back end does with users and organizations. The same rules
//! and the same audit trail as on the pages.

mod adoption;
mod deletion;
mod impersonation;
mod invitations;
mod organizations;
mod users;

use crate::context::RequestCtx;
use crate::context::app_state::AppState;
use crate::context::events::NewEvent;
use crate::context::problem::Problem;
use crate::crypto::{HashFault, PasswordFlaw};
use crate::stores::{Actor, Change, DeadLetter, Stamp, StoreError};
use crate::types::email::InvalidEmail;
use crate::types::fault::Fault;
use crate::types::id::{OutboxId, RequestId};
use crate::types::name::InvalidName;
use crate::types::random::EntropyError;
pub use impersonation::ImpersonationToBegin;
pub use invitations::InviteUser;
pub use organizations::{ManageOrganizations, OrganizationToCreate};
pub use users::{ManageUsers, Secret, SignInUrl, UserToCreate};

/// Everything a host's back end can do, in the name it gave itself. Made by
/// [`Widgets::management`](crate::Widgets::management).
#[derive(Debug, Clone)]
pub struct Management {
    app: AppState,
    name: String,
}

impl RequestCtx {
    /// The back end of the host whose pages these are, as a widget of the host's own needs it. `name`
    /// says in the audit trail which part of the host acts.
    #[must_use]
    pub fn management(&self, name: impl Into<String>) -> Management {
        Management::new(self.app().following(), name.into())
    }
}

impl Management {
    pub(crate) const fn new(app: AppState, name: String) -> Self {
        Self { app, name }
    }

    /// People and their accounts.
    #[must_use]
    pub const fn users(&self) -> ManageUsers<'_> {
        ManageUsers::new(self)
    }

    /// Organizations, their features and their members.
    #[must_use]
    pub const fn organizations(&self) -> ManageOrganizations<'_> {
        ManageOrganizations::new(self)
    }

    /// Up to 100 things that were to happen after a write and were given up, the latest first:
    /// mails that nobody took, events that a subscriber refused again and again. Of a further page,
    /// those behind `after`, the last of the page before.
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
        Ok(outbox.dead_letters(after, PAGE).await?)
    }

    /// Tries one of them again, as if it had never been tried. A mail whose code has expired is
    /// dropped then, not sent.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`] when there is no such dead letter; or an outage.
    pub async fn retry_dead_letter(&self, letter: &OutboxId) -> Result<(), ManagementError> {
        let (outbox, now) = (&self.app.stores().outbox, self.app.now());
        let revived = outbox.revive(letter, now).await?;
        revived.then_some(()).ok_or(ManagementError::Missing)
    }

    /// That people sign in here, for what would lead them to widgets that are not there otherwise.
    fn signs_people_in(&self) -> Result<(), ManagementError> {
        let host = self.app.identity().is_some();
        (!host).then_some(()).ok_or(ManagementError::HostSignsIn)
    }

    fn change(&self, new_event: NewEvent) -> Result<Change, ManagementError> {
        let at = self.app.now();
        let actor = Actor::Host(self.name.clone());
        let stamp = Stamp {
            actor,
            at,
            request: RequestId::mint(at)?,
            address: None,
        };
        Ok(self.app.record(stamp, new_event)?)
    }
}

/// Why the back end's wish was not carried out. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum ManagementError {
    /// The address is not one.
    #[error(transparent)]
    Email(#[from] InvalidEmail),
    /// The password breaks the host's policy, in each of these ways.
    #[error("the password is refused: {}", sentence(.0))]
    Password(Vec<PasswordFlaw>),
    /// The hash is of no kind that [`PasswordHash`](crate::crypto::PasswordHash) verifies, or
    /// verifying it would cost too much.
    #[error(
        "the hash is not one of argon2, bcrypt, scrypt or PBKDF2 as written by a system we know, \
         or costs too much to verify"
    )]
    UnknownHash,
    /// The name of a person is too long, or holds what no name does.
    #[error(transparent)]
    PersonName(#[from] InvalidName),
    /// The name of an organization is empty or longer than 200 characters.
    #[error("a name has 1 to 200 characters without control characters")]
    Name,
    /// The slug breaks its rule.
    #[error("a slug is 1 to 63 lower-case ASCII letters, digits and inner hyphens")]
    Slug,
    /// A lifetime is nothing or longer than 30 days.
    #[error("a link lives for a second to 30 days")]
    Lifetime,
    /// Who acts in a person's place, why, or for how long is not as it must be.
    #[error(
        "acting in a person's place takes who (1 to 200 characters), why (1 to 500 characters, \
         neither with control characters) and a limit of a minute to 4 hours"
    )]
    Impersonation,
    /// An invitation's lifetime is less than a day or longer than 30 days.
    #[error("an invitation lives for 1 to 30 days")]
    InvitationLifetime,
    /// The host takes no new accounts, by invitation neither.
    #[error("signing up is closed")]
    SignUpClosed,
    /// The address or slug belongs to something else.
    #[error("the address or slug is taken")]
    Taken,
    /// There is no such account, organization, membership or dead letter.
    #[error("there is no such account, organization, membership or dead letter")]
    Missing,
    /// Another system keeps this part of the profile, which is where it is changed.
    #[error("another system keeps this part of the profile")]
    ManagedElsewhere,
    /// The host signs people in itself, so nobody is given a way to sign in here.
    #[error("the host signs people in itself: adopt(..) makes its accounts known")]
    HostSignsIn,
    /// It would leave the organization without an owner.
    #[error("an organization keeps at least one owner")]
    LastOwner,
    /// The stores do not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something else failed.
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
            other => Self::Fault(format!("{other:?}").into()),
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

/// A name people read: trimmed, 1 to 200 characters, no control characters.
fn name(text: &str) -> Result<String, ManagementError> {
    let text = text.trim();
    let fits = (1..=200).contains(&text.chars().count());
    if fits && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err(ManagementError::Name)
    }
}
