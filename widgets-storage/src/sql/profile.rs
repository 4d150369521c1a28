//! Names of people.

use async_trait::async_trait;
use widgets_core::id::AccountId;
use widgets_core::stores::{Change, Profile, ProfileStore, StoreResult};

use super::SqlStores;
use super::change::Prepared;
use super::database::{Outcome, Write, unforeseen};
use super::value::Arg;

pub(super) const FIND_PROFILE: &str = "SELECT display_name FROM wg_profile WHERE account_id = $1";

pub(super) const SAVE_PROFILE: &str = "INSERT INTO wg_profile (account_id, display_name) VALUES ($1, $2) \
     ON CONFLICT (account_id) DO UPDATE SET display_name = excluded.display_name";

#[async_trait]
impl ProfileStore for SqlStores {
    async fn find_profile(&self, account: &AccountId) -> StoreResult<Option<Profile>> {
        let args = [Arg::Text(account.as_str())];
        self.database
            .find(FIND_PROFILE, &args, |row| {
                Ok(Profile {
                    display_name: row.text()?,
                })
            })
            .await
    }

    async fn save_profile(
        &self,
        account: &AccountId,
        profile: Profile,
        change: Change,
    ) -> StoreResult<bool> {
        let change = Prepared::new(change)?;
        let mut write = Write::new();
        write.one(
            SAVE_PROFILE,
            [
                Arg::Text(account.as_str()),
                Arg::Text(&profile.display_name),
            ],
        );
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(true),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }
}
