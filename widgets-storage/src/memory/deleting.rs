//! Deleting an account, and ending the sessions of all of them.

use widgets_core::id::AccountId;
use widgets_core::role::Role;
use widgets_core::stores::{Change, DeleteOutcome, StoreResult};

use super::{MemoryStores, State};

impl MemoryStores {
    pub(super) fn delete(&self, account: &AccountId, change: Change) -> StoreResult<DeleteOutcome> {
        let mut state = self.state();
        if !state.accounts.contains_key(account) {
            return Ok(DeleteOutcome::Missing);
        }
        if state.is_last_owner_anywhere(account) {
            return Ok(DeleteOutcome::LastOwner);
        }
        state.accepts(&change)?;
        state.end_ways_in(account, None);
        state.members.retain(|(_, member), _| member != account);
        state.addresses.retain(|_, owner| owner != account);
        state.accounts.remove(account);
        state.append(change);
        Ok(DeleteOutcome::Deleted)
    }

    pub(super) fn end_all(&self, change: Change) -> StoreResult<u64> {
        let mut state = self.state();
        state.accepts(&change)?;
        let sessions = state.sessions.values();
        let ended = sessions
            .filter(|(_, own)| own.is_live(change.stamp.at))
            .count();
        state.sessions.clear();
        for stored in state.accounts.values_mut() {
            stored.account.epoch.0 += 1;
        }
        state.append(change);
        Ok(u64::try_from(ended).unwrap_or(u64::MAX))
    }
}

impl State {
    fn is_last_owner_anywhere(&self, account: &AccountId) -> bool {
        self.members.iter().any(|((organization, member), stored)| {
            member == account
                && stored.roles.contains(&Role::OWNER)
                && !self.has_owner_besides(organization, account)
        })
    }
}
