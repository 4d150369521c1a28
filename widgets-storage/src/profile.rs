//! Names and preferences of people: one row an account, of which each write sets its own columns.

use async_trait::async_trait;
use widgets_core::id::AccountId;
use widgets_core::locale::Locale;
use widgets_core::name::Name;
use widgets_core::stores::{
    Change, Names, Preferences, Profile, ProfileStore, SaveOutcome, StoreResult,
};
use widgets_core::time_zone::ZoneName;

use crate::driver::{Arg, BoxError, Row};
use crate::engine::{Outcome, Prepared, Write, unforeseen};
use crate::stores::SqlStores;

const FIND_PROFILE: &str = "SELECT display_name, given_name, middle_name, family_name, \
     language, time_zone FROM wg_profile WHERE account_id = $1";

const SAVE_NAMES: &str = "INSERT INTO wg_profile \
     (account_id, display_name, given_name, middle_name, family_name) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (account_id) DO UPDATE SET display_name = excluded.display_name, \
       given_name = excluded.given_name, middle_name = excluded.middle_name, \
       family_name = excluded.family_name";

const SAVE_PREFERENCES: &str = "INSERT INTO wg_profile \
     (account_id, display_name, language, time_zone) VALUES ($1, '', $2, $3) \
     ON CONFLICT (account_id) DO UPDATE SET language = excluded.language, \
       time_zone = excluded.time_zone";

const REMOVE_PROFILE: &str = "DELETE FROM wg_profile WHERE account_id = $1";

#[async_trait]
impl ProfileStore for SqlStores {
    async fn find_profile(&self, account: &AccountId) -> StoreResult<Option<Profile>> {
        let args = [Arg::Text(account.as_str())];
        self.database.find(FIND_PROFILE, &args, profile).await
    }

    async fn save_names(
        &self,
        account: &AccountId,
        names: Names,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let args = [
            Arg::Text(account.as_str()),
            Arg::Text(names.display_name.as_str()),
            Arg::Text(names.given_name.as_str()),
            Arg::Text(names.middle_name.as_str()),
            Arg::Text(names.family_name.as_str()),
        ];
        self.save(SAVE_NAMES, &args, change).await
    }

    async fn save_preferences(
        &self,
        account: &AccountId,
        preferences: Preferences,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let args = [
            Arg::Text(account.as_str()),
            Arg::text(preferences.language.as_ref().map(Locale::as_str)),
            Arg::text(preferences.time_zone.as_ref().map(ZoneName::as_str)),
        ];
        self.save(SAVE_PREFERENCES, &args, change).await
    }

    async fn delete_profile(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let change = Prepared::new(change)?;
        let mut write = Write::new();
        write.any(REMOVE_PROFILE, [Arg::Text(account.as_str())]);
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(SaveOutcome::Saved),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }
}

impl SqlStores {
    async fn save(
        &self,
        statement: &'static str,
        args: &[Arg<'_>],
        change: Change,
    ) -> StoreResult<SaveOutcome> {
        let change = Prepared::new(change)?;
        let mut write = Write::new();
        write.one(statement, args);
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(SaveOutcome::Saved),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }
}

/// Names from before there was a limit are cut; what is no tag or zone name reads as not chosen.
fn profile(row: &mut Row) -> Result<Profile, BoxError> {
    let mut name = || Ok::<_, BoxError>(Name::lossy(&row.text()?));
    let names = Names {
        display_name: name()?,
        given_name: name()?,
        middle_name: name()?,
        family_name: name()?,
    };
    let language = row.optional_text()?;
    let preferences = Preferences {
        language: language.and_then(|tag| Locale::parse(&tag)),
        time_zone: row.optional_text()?.and_then(ZoneName::from_stored),
    };
    Ok(Profile { names, preferences })
}
