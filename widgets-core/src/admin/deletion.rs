//! Deleting a user.

use super::{ManageUsers, ManagementError};
use crate::context::events;
use crate::stores::DeleteOutcome;
use crate::types::id::AccountId;

impl ManageUsers<'_> {
    /// Deletes a user: account, addresses, sessions, memberships and all else the account has, at
    /// once, and right after it the profile. The audit trail keeps what happened, by the account's
    /// identifier. Says whether there was such an account.
    ///
    /// The profile is a boundary of its own. Should an outage come between the two, call this
    /// again: it removes the profile of an account that is gone, too. A profile that another
    /// system keeps is left to it.
    ///
    /// # Errors
    ///
    /// [`ManagementError::LastOwner`] while an organization has no other owner; or an outage.
    pub async fn delete(&self, account: &AccountId) -> Result<bool, ManagementError> {
        let stores = self.management.app.stores();
        let change = self.happened(events::ACCOUNT_DELETED, account)?;
        let deletion = stores.accounts.delete_account(account, change).await?;
        if deletion == DeleteOutcome::LastOwner {
            return Err(ManagementError::LastOwner);
        }
        let change = self.happened(events::PROFILE_DELETED, account)?;
        stores.profile.delete_profile(account, change).await?;
        Ok(deletion == DeleteOutcome::Deleted)
    }
}
