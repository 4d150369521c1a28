//! Impersonation: the host's staff sees the pages as a user.

use std::time::Duration;

use super::users::SignInUrl;
use super::{ManageUsers, ManagementError, line};
use crate::context::NewEvent;
use crate::context::events;
use crate::crypto::Token;
use crate::stores::{Impersonation, NewLink};
use crate::types::AccountId;
use crate::types::records::records;

/// Maximum duration of an impersonation.
const LONGEST: Duration = Duration::from_hours(4);
/// Minimum duration of an impersonation.
const SHORTEST: Duration = Duration::from_secs(60);
/// Lifetime of the link; short, because it is opened right away.
const LINK_LASTS: Duration = Duration::from_mins(5);

records! {
    /// An impersonation to start.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ImpersonationToBegin {
        /// Name of the staff member, shown to the user and in the audit trail: 1 to 200 characters.
        pub by: String as impl Into<String>,
        /// Reason, shown to the user and in the audit trail: 1 to 500 characters.
        pub reason: String as impl Into<String>,
        /// Maximum duration from now on: 1 minute to 4 hours.
        pub limit: Duration,
    }
}

impl ManageUsers<'_> {
    /// Issues a single-use link, valid for at most 5 minutes, that opens a session of the user for
    /// a member of the host's staff.
    ///
    /// The session ends at the limit regardless of use, is never renewed, and does not make the
    /// browser a known one of the account. All its pages show a banner; the user sees the session
    /// with name and reason in the list of sessions; the audit trail names the staff member
    /// ([`Actor::Staff`](crate::stores::Actor::Staff)) as the actor of all its events. Host code
    /// detects it by [`Session::impersonation`](crate::stores::Session::impersonation).
    ///
    /// # Errors
    ///
    /// [`ManagementError::Impersonation`] if name, reason or limit are out of bounds;
    /// [`ManagementError::Missing`] if there is no such active account;
    /// [`ManagementError::HostSignsIn`]; or an outage.
    pub async fn impersonate(
        &self,
        account: &AccountId,
        begin: ImpersonationToBegin,
    ) -> Result<SignInUrl, ManagementError> {
        let ImpersonationToBegin { by, reason, limit } = begin;
        let (Some(by), Some(reason), true) = (
            line(&by, 200),
            line(&reason, 500),
            (SHORTEST..=LONGEST).contains(&limit),
        ) else {
            return Err(ManagementError::Impersonation);
        };
        let now = self.management.app.now();
        let impersonation = Impersonation::new(by, reason, now.plus(limit));
        let token = Token::mint()?;
        let expires_at = now.plus(LINK_LASTS.min(limit));
        let link = NewLink::new(account.clone(), token.hash(), expires_at)
            .impersonation(Some(impersonation.clone()));
        let new_event = NewEvent::new(events::ACCOUNT_IMPERSONATION_ISSUED)
            .account(account)
            .impersonation(&impersonation);
        let change = self.management.change(new_event)?;
        self.issue(link, &token, change).await
    }
}
