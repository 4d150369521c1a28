//! Checking a password for the host's back end.

use zeroize::Zeroizing;

use super::{ManageUsers, ManagementError};
use crate::crypto::Asker;
use crate::flows::prove_password::{attempts_by_back_end, compare};
use crate::flows::refused_proof;
use crate::stores::{LimitOutcome, LimitRequest, SignInMethod};
use crate::types::email::EmailKey;
use crate::types::{AccountId, Email};

impl ManageUsers<'_> {
    /// Whose password this is: the account with that address, if it is active, its address is
    /// verified, and the password is right. For a sign-in of the host's own, such as that of a mail
    /// client, or to have somebody prove again who they are. Opens no session.
    ///
    /// Attempts have the limits of guesses on the sign-in page from a browser that the account does not
    /// know, but are counted for themselves; a right one clears them. They are counted by address alone:
    /// limit each client yourself, since nothing here knows it. Known and unknown addresses cost the same
    /// work (against account enumeration). A wrong password is recorded in the audit trail.
    ///
    /// # Errors
    ///
    /// [`ManagementError::TooManyAttempts`]; [`ManagementError::Email`] if the address is invalid;
    /// [`ManagementError::HostSignsIn`]; or an outage.
    pub async fn verify_password(
        &self,
        email: &str,
        password: &str,
    ) -> Result<Option<AccountId>, ManagementError> {
        self.management.signs_people_in()?;
        let (email, password) = (Email::parse(email)?, Zeroizing::new(password.to_owned()));
        let app = &self.management.app;
        let accounts = self.management.accounts();
        let own = accounts.credentials(email.key(), None, app.now()).await?;
        let attempts = attempts_by_back_end(email.key());
        if let LimitOutcome::Limited { wait } = self.consume(&attempts).await? {
            return Err(ManagementError::TooManyAttempts(wait));
        }
        let Some(right) = compare(app, own.as_ref(), &password, Asker::Stranger(None)).await?
        else {
            let account = own.as_ref().map(|own| &own.account);
            self.refused(email.key(), account).await?;
            return Ok(None);
        };
        let attempts: Vec<_> = attempts.into_iter().map(|request| request.key).collect();
        app.stores().limits.clear(&attempts).await?;
        // A failure must not keep the user out.
        if let Err(problem) = right.strengthen(app, &password).await {
            tracing::warn!(?problem, "a weak hash was not replaced");
        }
        Ok(Some(right.own.account.clone()))
    }

    async fn consume(&self, requests: &[LimitRequest]) -> Result<LimitOutcome, ManagementError> {
        let app = &self.management.app;
        let limits = &app.stores().limits;
        Ok(limits.consume(requests, app.given_now()).await?)
    }

    /// Records a wrong password, unless many of this address are recorded already.
    async fn refused(
        &self,
        email: &EmailKey,
        account: Option<&AccountId>,
    ) -> Result<(), ManagementError> {
        let counted = self.consume(&refused_proof::limits(email)).await?;
        if counted == LimitOutcome::Allowed {
            let event = refused_proof::event(account, &SignInMethod::PASSWORD);
            let change = self.management.change(event)?;
            self.management.accounts().record(change).await?;
        }
        Ok(())
    }
}
