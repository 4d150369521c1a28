//! Names and preferences of people: one row an account, of which each write sets its own columns.

use async_trait::async_trait;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    Change, Names, Preferences, Profile, ProfileStore, SaveOutcome, StoreResult,
};

use crate::args;
use crate::engine::{Plan, Select, row, select};
use crate::stores::SqlStores;

row! {
    names_row -> Names {
        display_name: "display_name",
        given_name: "given_name",
        middle_name: "middle_name",
        family_name: "family_name",
    }
}

row! {
    preferences_row -> Preferences {
        language: "language",
        time_zone: "time_zone",
    }
}

const FIND_PROFILE: Select<(Names, Preferences)> = select!(
    names_row + preferences_row,
    " FROM wg_profile WHERE account_id = $1"
);

const SAVE_NAMES: &str = "INSERT INTO wg_profile \
     (account_id, display_name, given_name, middle_name, family_name, name_key) \
     VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (account_id) DO UPDATE SET display_name = excluded.display_name, \
       given_name = excluded.given_name, middle_name = excluded.middle_name, \
       family_name = excluded.family_name, name_key = excluded.name_key";

const SAVE_PREFERENCES: &str = "INSERT INTO wg_profile \
     (account_id, display_name, language, time_zone) VALUES ($1, '', $2, $3) \
     ON CONFLICT (account_id) DO UPDATE SET language = excluded.language, \
       time_zone = excluded.time_zone";

const REMOVE_PROFILE: &str = "DELETE FROM wg_profile WHERE account_id = $1";

#[async_trait]
impl ProfileStore for SqlStores {
    async fn find_profile(&self, account: &AccountId) -> StoreResult<Option<Profile>> {
        let found = self.database.find(FIND_PROFILE, &args![account]).await?;
        Ok(found.map(|(names, preferences)| Profile::new(names, preferences)))
    }

    async fn save_names(
        &self,
        account: &AccountId,
        names: Names,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let key = names.called().to_lowercase();
        let args = args![
            account,
            &names.display_name,
            &names.given_name,
            &names.middle_name,
            &names.family_name,
            Some(&key).filter(|key| !key.is_empty()),
        ];
        let plan = Plan::appending(change).one(SAVE_NAMES, args);
        self.write(plan, SaveOutcome::Saved).await
    }

    async fn save_preferences(
        &self,
        account: &AccountId,
        preferences: Preferences,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let (language, zone) = (
            preferences.language.as_ref(),
            preferences.time_zone.as_ref(),
        );
        let args = args![account, language, zone];
        let plan = Plan::appending(change).one(SAVE_PREFERENCES, args);
        self.write(plan, SaveOutcome::Saved).await
    }

    async fn delete_profile(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let plan = Plan::appending(change).any(REMOVE_PROFILE, args![account]);
        self.write(plan, SaveOutcome::Saved).await
    }
}
