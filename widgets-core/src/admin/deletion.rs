//! Deletion of users.

use super::{ManageUsers, ManagementError};
use crate::context::events;
use crate::stores::DeleteOutcome;
use crate::types::AccountId;

impl ManageUsers<'_> {
    /// Deletes a user: the account with its addresses, sessions and memberships in one transaction,
    /// then the profile. The audit trail keeps its events, which refer to the account by id.
    /// Returns whether the account existed.
    ///
    /// The profile is in a store of its own. If an outage comes between the two, call this again:
    /// it also deletes the profile of an account that no longer exists. A profile managed by
    /// another system is left alone.
    ///
    /// # Errors
    ///
    /// [`ManagementError::LastOwner`] if the user is the only owner of an organization; or an
    /// outage.
    pub async fn delete(&self, account: &AccountId) -> Result<bool, ManagementError> {
        let change = self.happened(events::ACCOUNT_DELETED, account)?;
        let deletion = self
            .management
            .accounts()
            .delete_account(account, change)
            .await?;
        if deletion == DeleteOutcome::LastOwner {
            return Err(ManagementError::LastOwner);
        }
        let change = self.happened(events::PROFILE_DELETED, account)?;
        let profiles = self.management.profiles();
        profiles.delete_profile(account, change).await?;
        Ok(deletion == DeleteOutcome::Deleted)
    }
}
