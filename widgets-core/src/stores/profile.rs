//! The boundary of profiles: what a host with a users table of its own replaces.

use async_trait::async_trait;
use serde::Serialize;

use super::{Change, Checked, StoreResult};
use crate::id::AccountId;

/// How a person appears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// The name others see, at most 200 characters; empty when the person gave none.
    pub display_name: String,
}

/// Names of people.
#[async_trait]
pub trait ProfileStore: Checked {
    /// The profile of an account; `None` when it has none.
    async fn find_profile(&self, account: &AccountId) -> StoreResult<Option<Profile>>;

    /// Sets the profile of an account, the first one too. A store whose users are another
    /// system's refuses with an outcome of `false` and changes nothing.
    async fn save_profile(
        &self,
        account: &AccountId,
        profile: Profile,
        change: Change,
    ) -> StoreResult<bool>;
}
