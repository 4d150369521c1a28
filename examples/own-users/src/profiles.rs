//! The boundary of profiles over the shop's table: what somebody changes on `/account/profile` is
//! changed in their row, in one transaction with the audit event.

use async_trait::async_trait;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    Change, Checked, Names, Preferences, Profile, ProfileStore, SaveOutcome, StoreError,
    StoreResult,
};
use widgets_storage::{BoxError, Plan, Row, args};

use crate::users::Users;

const FIND: &str = "SELECT display_name, given_name, middle_name, family_name, language, \
     time_zone FROM users WHERE account_id = $1";

const SAVE_NAMES: &str = "INSERT INTO users \
     (account_id, display_name, given_name, middle_name, family_name) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (account_id) DO UPDATE SET display_name = excluded.display_name, \
       given_name = excluded.given_name, middle_name = excluded.middle_name, \
       family_name = excluded.family_name";

const SAVE_PREFERENCES: &str = "INSERT INTO users (account_id, language, time_zone) \
     VALUES ($1, $2, $3) ON CONFLICT (account_id) DO UPDATE SET language = excluded.language, \
       time_zone = excluded.time_zone";

/// Orders stay, as orders of nobody: see the foreign key.
const REMOVE: &str = "DELETE FROM users WHERE account_id = $1";

#[async_trait]
impl ProfileStore for Users {
    async fn find_profile(&self, account: &AccountId) -> StoreResult<Option<Profile>> {
        let rows = self.database.read(FIND, &args![account]).await?;
        let profile = rows.into_iter().next().map(profile).transpose();
        profile.map_err(StoreError::Unavailable)
    }

    async fn save_names(
        &self,
        account: &AccountId,
        names: Names,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let args = args![
            account,
            &names.display_name,
            &names.given_name,
            &names.middle_name,
            &names.family_name,
        ];
        let plan = Plan::appending(change).one(SAVE_NAMES, args);
        self.database.write(plan, SaveOutcome::Saved).await
    }

    async fn save_preferences(
        &self,
        account: &AccountId,
        preferences: Preferences,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let (language, zone) = (preferences.language, preferences.time_zone);
        let args = args![account, language.as_ref(), zone.as_ref()];
        let plan = Plan::appending(change).one(SAVE_PREFERENCES, args);
        self.database.write(plan, SaveOutcome::Saved).await
    }

    async fn delete_profile(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let plan = Plan::appending(change).any(REMOVE, args![account]);
        self.database.write(plan, SaveOutcome::Saved).await
    }
}

#[async_trait]
impl Checked for Users {
    /// Asks for a row, which shows that the table is there with its columns.
    async fn problems(&self) -> StoreResult<Vec<String>> {
        self.database.read(FIND, &args![""]).await?;
        Ok(Vec::new())
    }
}

/// A shop's table holds what it held before: names are cut to what pages can show.
fn profile(mut row: Row) -> Result<Profile, BoxError> {
    let names = Names::default()
        .display_name(row.take()?)
        .given_name(row.take()?)
        .middle_name(row.take()?)
        .family_name(row.take()?);
    let preferences = Preferences::default()
        .language(row.take()?)
        .time_zone(row.take()?);
    Ok(Profile::new(names, preferences))
}
