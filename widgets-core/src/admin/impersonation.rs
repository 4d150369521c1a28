//! Acting in a person's place: the host's staff sees what the person sees.

use std::time::Duration;

use super::users::SignInUrl;
use super::{ManageUsers, ManagementError};
use crate::context::events::{self, NewEvent};
use crate::crypto::Token;
use crate::stores::{Impersonation, NewLink};
use crate::types::id::AccountId;

/// The longest anybody acts in somebody's place.
const LONGEST: Duration = Duration::from_secs(4 * 60 * 60);
/// The shortest that is worth beginning.
const SHORTEST: Duration = Duration::from_secs(60);
/// How long the link works: it is opened right away or not at all.
const LINK_LASTS: Duration = Duration::from_secs(5 * 60);

/// Somebody of the host's staff is to act in a person's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImpersonationToBegin {
    /// Who, as the person and the audit trail are told: 1 to 200 characters.
    pub by: String,
    /// Why, as the person and the audit trail are told: 1 to 500 characters.
    pub reason: String,
    /// How long at the most, from now on: a minute to 4 hours.
    pub limit: Duration,
}

impl ManageUsers<'_> {
    /// A link for somebody of the host's staff, which opens a session in the user's place. It
    /// works once, for 5 minutes at the most.
    ///
    /// The session ends at the limit however much it is used, is never renewed, and makes nobody's
    /// browser known to the account. Every page in it says in whose place somebody acts; the user
    /// sees it among their sessions, with who and why; the audit trail names the staff
    /// ([`Actor::Staff`](crate::stores::Actor::Staff)) for all that happens in it. Code of the
    /// host's own finds out by [`Session::impersonation`](crate::stores::Session::impersonation).
    ///
    /// # Errors
    ///
    /// [`ManagementError::Impersonation`] when who, why or the limit is not as above,
    /// [`ManagementError::Missing`] when there is no such active account; or an outage.
    pub async fn impersonate(
        &self,
        account: &AccountId,
        begin: ImpersonationToBegin,
    ) -> Result<SignInUrl, ManagementError> {
        let ImpersonationToBegin { by, reason, limit } = begin;
        let (by, reason) = (line(&by, 200)?, line(&reason, 500)?);
        if !(SHORTEST..=LONGEST).contains(&limit) {
            return Err(ManagementError::Impersonation);
        }
        let now = self.management.app.now();
        let impersonation = Impersonation {
            by,
            reason,
            until: now.plus(limit),
        };
        let token = Token::mint()?;
        let link = NewLink {
            account: account.clone(),
            token: token.hash(),
            expires_at: now.plus(LINK_LASTS.min(limit)),
            impersonation: Some(impersonation.clone()),
        };
        let new_event = NewEvent::new(events::ACCOUNT_IMPERSONATION_ISSUED)
            .account(account)
            .impersonation(&impersonation);
        let change = self.management.change(new_event)?;
        self.issue(link, &token, change).await
    }
}

/// One line that people read: trimmed, not empty, no control characters.
fn line(text: &str, most: usize) -> Result<String, ManagementError> {
    let text = text.trim();
    let fits = (1..=most).contains(&text.chars().count());
    if fits && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err(ManagementError::Impersonation)
    }
}
