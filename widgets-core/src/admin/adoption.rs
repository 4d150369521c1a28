//! Making the accounts of a host that signs people in itself known to the organizations.

use super::{ManageUsers, ManagementError};
use crate::context::events;
use crate::stores::{CreateOutcome, NewAccount};
use crate::types::email::Email;
use crate::types::id::AccountId;

impl ManageUsers<'_> {
    /// Makes an account of the host's own known, by the host's id, so that it can be a member of
    /// organizations and be deleted like any other. It gets no way to sign in here. An account that
    /// is known already stays as it is, so a host may adopt it again whenever it likes: when it is
    /// created there, or right before it becomes a member.
    ///
    /// For hosts with a [`HostIdentity`](crate::context::ports::identity::HostIdentity). Without memberships
    /// nothing needs to be adopted: pages, fragments and profiles do without.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Taken`] when another account has the address; what is wrong with the
    /// address; or an outage.
    pub async fn adopt(&self, account: &AccountId, email: &str) -> Result<(), ManagementError> {
        let bare = NewAccount {
            id: account.clone(),
            email: Email::parse(email)?,
            verified: false,
            password: None,
            terms: None,
        };
        let change = self.happened(events::ACCOUNT_CREATED, account)?;
        let accounts = &self.management.app.stores().accounts;
        if accounts.create_account(bare, change).await? == CreateOutcome::Created {
            return Ok(());
        }
        let known = accounts.find_account(account).await?;
        known.map(|_| ()).ok_or(ManagementError::Taken)
    }
}
