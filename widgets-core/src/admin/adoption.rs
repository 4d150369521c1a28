//! Adoption: registers accounts of a host that authenticates users itself.

use super::{ManageUsers, ManagementError};
use crate::context::events;
use crate::stores::{CreateOutcome, NewAccount};
use crate::types::{AccountId, Email};

impl ManageUsers<'_> {
    /// Registers an account of the host's user table under its id and email address, if it has one, so that it can
    /// be a member of organizations and be deleted like any other. It gets no means to sign in.
    /// Idempotent: a known account is left unchanged, so a host can adopt whenever it creates a
    /// user or adds a member.
    ///
    /// For hosts with a [`HostIdentity`](crate::context::ports::identity::HostIdentity). Only
    /// memberships need it: pages, fragments and profiles work without.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Taken`] if another account has the address; [`ManagementError::Email`];
    /// or an outage.
    pub async fn adopt(
        &self,
        account: &AccountId,
        email: impl Into<Option<&str>>,
    ) -> Result<(), ManagementError> {
        let email = email.into();
        let bare = NewAccount::new(account.clone(), email.map(Email::parse).transpose()?);
        let change = self.happened(events::ACCOUNT_CREATED, account)?;
        let accounts = self.management.accounts();
        if accounts.create_account(bare, change).await? == CreateOutcome::Created {
            return Ok(());
        }
        let known = accounts.find_account(account).await?;
        known.map(|_| ()).ok_or(ManagementError::Taken)
    }
}
