//! Names and preferences of people.

use async_trait::async_trait;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    Change, Names, Preferences, Profile, ProfileStore, SaveOutcome, StoreResult,
};

use super::MemoryStores;

#[async_trait]
impl ProfileStore for MemoryStores {
    async fn find_profile(&self, account: &AccountId) -> StoreResult<Option<Profile>> {
        Ok(self.state().profiles.get(account).cloned())
    }

    async fn save_names(
        &self,
        account: &AccountId,
        names: Names,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        self.save(account, change, |profile| profile.names = names)
    }

    async fn save_preferences(
        &self,
        account: &AccountId,
        preferences: Preferences,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        self.save(account, change, |profile| profile.preferences = preferences)
    }

    async fn delete_profile(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        self.write(change, |state, _| {
            state.profiles.remove(account);
            Ok(SaveOutcome::Saved)
        })
    }
}

impl MemoryStores {
    fn save(
        &self,
        account: &AccountId,
        change: Change,
        set: impl FnOnce(&mut Profile),
    ) -> StoreResult<SaveOutcome> {
        self.write(change, |state, _| {
            set(state.profiles.entry(account.clone()).or_default());
            Ok(SaveOutcome::Saved)
        })
    }
}
