//! Names of people.

use async_trait::async_trait;
use widgets_core::id::AccountId;
use widgets_core::stores::{Change, Profile, ProfileStore, StoreResult};

use super::MemoryStores;

#[async_trait]
impl ProfileStore for MemoryStores {
    async fn find_profile(&self, account: &AccountId) -> StoreResult<Option<Profile>> {
        Ok(self.state().profiles.get(account).cloned())
    }

    async fn save_profile(
        &self,
        account: &AccountId,
        profile: Profile,
        change: Change,
    ) -> StoreResult<bool> {
        let mut state = self.state();
        state.accepts(&change)?;
        state.profiles.insert(account.clone(), profile);
        state.append(change);
        Ok(true)
    }
}
