//! The boundary of profiles over the shop's table: what somebody changes on `/account/profile` is
//! changed in their row, in one transaction with the audit event.

use async_trait::async_trait;
use widgets_core::id::AccountId;
use widgets_core::locale::Locale;
use widgets_core::name::Name;
use widgets_core::stores::{
    Change, Checked, Names, Preferences, Profile, ProfileStore, SaveOutcome, StoreError,
    StoreResult,
};
use widgets_core::time_zone::ZoneName;
use widgets_storage::{Arg, Row, Statement, Value, Written};

use crate::users::{Users, statement};

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
        let args = [Arg::Text(account.as_str())];
        let rows = self.database.read(FIND, &args).await?;
        Ok(rows.into_iter().next().map(profile))
    }

    async fn save_names(
        &self,
        account: &AccountId,
        names: Names,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let args = vec![
            Arg::Text(account.as_str()),
            Arg::Text(names.display_name.as_str()),
            Arg::Text(names.given_name.as_str()),
            Arg::Text(names.middle_name.as_str()),
            Arg::Text(names.family_name.as_str()),
        ];
        self.save(statement(SAVE_NAMES, args), change).await
    }

    async fn save_preferences(
        &self,
        account: &AccountId,
        preferences: Preferences,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let args = vec![
            Arg::Text(account.as_str()),
            Arg::text(preferences.language.as_ref().map(Locale::as_str)),
            Arg::text(preferences.time_zone.as_ref().map(ZoneName::as_str)),
        ];
        self.save(statement(SAVE_PREFERENCES, args), change).await
    }

    async fn delete_profile(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let args = vec![Arg::Text(account.as_str())];
        self.save(statement(REMOVE, args), change).await
    }
}

#[async_trait]
impl Checked for Users {
    /// Asks for a row, which shows that the table is there with its columns.
    async fn problems(&self) -> StoreResult<Vec<String>> {
        self.database.read(FIND, &[Arg::Text("")]).await?;
        Ok(Vec::new())
    }
}

impl Users {
    async fn save(&self, own: Statement<'_>, change: Change) -> StoreResult<SaveOutcome> {
        match self.database.write(&[own], change).await? {
            Written::Done(_) => Ok(SaveOutcome::Saved),
            Written::Refused { .. } => Err(StoreError::unavailable("the table refused a profile")),
        }
    }
}

/// A shop's table holds what it held before: names are cut to what pages can show.
fn profile(row: Row) -> Profile {
    let mut values = row.rest().into_iter().map(|value| match value {
        Value::Text(text) => Some(text),
        _ => None,
    });
    let mut next = || values.next().flatten();
    let mut name = || Name::lossy(&next().unwrap_or_default());
    let names = Names {
        display_name: name(),
        given_name: name(),
        middle_name: name(),
        family_name: name(),
    };
    let preferences = Preferences {
        language: next().and_then(|tag| Locale::parse(&tag)),
        time_zone: next().and_then(ZoneName::from_stored),
    };
    Profile { names, preferences }
}
