//! Invitations to sign up.

use std::time::Duration;

use super::ManagementError;
use super::users::ManageUsers;
use crate::context::NewEvent;
use crate::context::events;
use crate::flows::mailed_code::{Invitation, InvitationGoal};
use crate::i18n::RequestedLanguages;
use crate::stores::{Change, ResendOutcome};
use crate::types::records::records;
use crate::types::{ChallengeId, Email, Locale, Name};

records! {
    /// An invitation to send.
    #[derive(Debug, Clone)]
    pub struct InviteUser {
        /// Email address of the future account. Only its recipient can accept.
        pub email: String as impl Into<String>,
        /// Initial display name, parsed by [`Name::parse`]; may be empty. The user can change it.
        pub display_name: String as impl Into<String> = String::new(),
        /// Who invites (a person or a group), parsed by [`Name::parse`]. Shown on the page and in the
        /// mail.
        pub by: Option<String> = None,
        /// Language of the mail, if there are pages in it; defaults to the host's.
        pub language: Option<Locale> = None,
        /// How long it can be accepted: 1 to 30 days.
        pub lifetime: Duration = Duration::from_hours(7 * 24),
    }
}

impl ManageUsers<'_> {
    /// Mails a link with which the recipient can create an account, even where sign-up is by
    /// invitation only. Returns the id for [`ManageUsers::resend_invitation`] and
    /// [`ManageUsers::revoke_invitation`]; it grants no access. Inviting an address twice creates
    /// two invitations, of which one can be accepted.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Taken`] if the address has an account; [`ManagementError::SignUpClosed`];
    /// [`ManagementError::HostSignsIn`]; invalid input; or an outage.
    pub async fn invite(&self, invite: InviteUser) -> Result<ChallengeId, ManagementError> {
        const DAY: Duration = Duration::from_hours(24);
        self.management.signs_people_in()?;
        let app = &self.management.app;
        if !app.sign_up().takes_invited() {
            return Err(ManagementError::SignUpClosed);
        }
        if invite.lifetime < DAY || invite.lifetime > DAY * 30 {
            return Err(ManagementError::InvitationLifetime);
        }
        let email = Email::parse(&invite.email)?;
        let display_name = Name::parse(&invite.display_name)?;
        let by = invite.by.as_deref().map(Name::parse).transpose()?;
        let by = by.filter(|own| !own.is_empty());
        let accounts = self.management.accounts();
        if accounts.find_account_by_email(email.key()).await?.is_some() {
            return Err(ManagementError::Taken);
        }
        let now = app.now();
        let goal = InvitationGoal {
            by: by.map(|own| own.to_string()),
            display_name: display_name.to_string(),
        };
        let invitation = Invitation::new(&goal, now, now.plus(invite.lifetime))?;
        let change = self.sending(&invitation, &email, invite.language.as_ref())?;
        let challenge = invitation.keep(email, app.keys())?;
        accounts.begin_challenge(challenge, change).await?;
        Ok(invitation.id().clone())
    }

    /// Mails an invitation again, with the same link. Does not extend its lifetime.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`] if it was accepted or revoked or has expired; or an outage.
    pub async fn resend_invitation(
        &self,
        invitation: &ChallengeId,
        language: Option<&Locale>,
    ) -> Result<(), ManagementError> {
        let (invitation, email) = self.find_invitation(invitation).await?;
        let app = &self.management.app;
        let change = self.sending(&invitation, &email, language)?;
        let again = invitation.keep_again(app.now(), app.keys())?;
        match self
            .management
            .accounts()
            .resend_challenge(again, change)
            .await?
        {
            ResendOutcome::Sent => Ok(()),
            ResendOutcome::Refused => Err(ManagementError::Missing),
        }
    }

    /// Revokes an invitation; its link stops working.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`] if it was accepted or revoked or has expired; or an outage.
    pub async fn revoke_invitation(&self, invitation: &ChallengeId) -> Result<(), ManagementError> {
        let (invitation, _) = self.find_invitation(invitation).await?;
        let revoked = NewEvent::new(events::INVITATION_REVOKED);
        let revoked = revoked.detail("invitation", invitation.id());
        let change = self.management.change(revoked)?;
        let accounts = self.management.accounts();
        let link = invitation.link();
        let revoked = accounts.revoke_challenge(&link, change);
        revoked.await?.ended_or(ManagementError::Missing)
    }

    async fn find_invitation(
        &self,
        id: &ChallengeId,
    ) -> Result<(Invitation, Email), ManagementError> {
        let app = &self.management.app;
        let accounts = self.management.accounts();
        let finding = accounts.find_challenge(id, &Invitation::BACK_END, app.now());
        let challenge = finding.await?.filter(|own| !own.void);
        let challenge = challenge.ok_or(ManagementError::Missing)?;
        let invitation = Invitation::read(&challenge, app.keys())?;
        let invitation = invitation.ok_or(ManagementError::Missing)?;
        Ok((invitation, challenge.email))
    }

    /// The change that sends the invitation's mail.
    fn sending(
        &self,
        invitation: &Invitation,
        email: &Email,
        language: Option<&Locale>,
    ) -> Result<Change, ManagementError> {
        let app = &self.management.app;
        let language = language.map(Locale::as_str);
        let languages = app.languages();
        let messages = languages.messages(language, None, &RequestedLanguages::default());
        let mail_request = invitation.mail(app, email, &messages)?;
        let sent = NewEvent::new(events::INVITATION_SENT).detail("invitation", invitation.id());
        let change = self.management.change(sent)?;
        Ok(change.post(app, Some(&mail_request))?)
    }
}
