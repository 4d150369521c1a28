//! Resets of second factors, for people who lost all of theirs.

use super::ManagementError;
use super::users::ManageUsers;
use crate::context::{NewEvent, events};
use crate::crypto::Token;
use crate::outbox::factor_resets::{FACTOR_RESET_BEGUN, MailedFactorReset, carry_out, with_mail};
use crate::stores::{BeginResetOutcome, FactorReset};
use crate::types::{AccountId, Timestamp};

/// When a reset of second factors takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResetTime {
    /// After [`SignInPolicy::reset_delay`](crate::SignInPolicy::reset_delay), in which the person can call
    /// it off.
    AfterDelay,
    /// At once. For hosts that made sure that it is this person who asks: with whoever else asked, a
    /// password or the mailbox opens the account from then on.
    AtOnce,
}

impl ManageUsers<'_> {
    /// Begins a reset of all second factors of an account, for a person who has none of them any more, and
    /// returns from when on it takes place. The worker carries it out, within minutes of that moment:
    /// second factors and recovery codes are gone, all sessions ended and all browsers forgotten, and the
    /// first proof signs the person in alone. They are told by mail at once, with a link that calls it
    /// off, on their security page, and by mail when it took place.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`] if there is no such account; [`ManagementError::NoSecondFactor`];
    /// [`ManagementError::ResetUnderway`] if one waits that is due no later; or an outage.
    pub async fn reset_second_factors(
        &self,
        account: &AccountId,
        when: ResetTime,
    ) -> Result<Timestamp, ManagementError> {
        let management = self.management;
        let (app, accounts) = (&management.app, management.accounts());
        let found = accounts.find_account(account).await?;
        let found = found.ok_or(ManagementError::Missing)?;
        let (now, token) = (app.now(), Token::mint()?);
        let due_at = match when {
            ResetTime::AfterDelay => now.plus(app.sign_in_policy().delay()),
            ResetTime::AtOnce => now,
        };
        let begun = NewEvent::new(events::SECOND_FACTORS_RESET_BEGUN)
            .account(account)
            .detail("due", due_at.as_micros());
        let mut change = management.change(begun)?;
        if when == ResetTime::AfterDelay {
            let told = MailedFactorReset {
                at: now.as_micros(),
                due: due_at.as_micros(),
                call_off: format!("/security/factor-reset/{}", token.reveal()),
                reset: "/reset".to_owned(),
            };
            change = with_mail(app, change, &found, &FACTOR_RESET_BEGUN, &told).await?;
        }
        let reset = FactorReset::new(account.clone(), token.hash(), now, due_at)
            .asked_by(management.name.clone());
        match accounts.begin_factor_reset(reset.clone(), change).await? {
            BeginResetOutcome::Begun => {}
            BeginResetOutcome::Underway => return Err(ManagementError::ResetUnderway),
            BeginResetOutcome::NoFactor => return Err(ManagementError::NoSecondFactor),
            BeginResetOutcome::Missing => return Err(ManagementError::Missing),
        }
        if when == ResetTime::AtOnce {
            // If it fails here, the worker makes up for it.
            carry_out(app, &reset).await?;
        }
        Ok(due_at)
    }

    /// Calls off the reset of an account that has yet to take place.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`] if none waits; or an outage.
    pub async fn call_off_factor_reset(&self, account: &AccountId) -> Result<(), ManagementError> {
        let accounts = self.management.accounts();
        let reset = accounts.find_factor_reset(account).await?;
        let reset = reset.ok_or(ManagementError::Missing)?;
        let change = self.happened(events::SECOND_FACTORS_RESET_CALLED_OFF, account)?;
        let ended = accounts.end_factor_reset(account, &reset.token, change);
        ended.await?.ended_or(ManagementError::Missing)
    }
}
