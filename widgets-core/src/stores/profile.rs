//! The boundary of profiles: what a host with a users table of its own replaces.

use async_trait::async_trait;
use serde::Serialize;

use super::{Change, Checked, StoreResult};
use crate::types::id::AccountId;
use crate::types::locale::Locale;
use crate::types::name::Name;
use crate::types::time_zone::ZoneName;

/// How a person appears, and what they like to read. An account that never said anything has the
/// empty profile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// Their names.
    #[serde(flatten)]
    pub names: Names,
    /// Their language and time zone.
    #[serde(flatten)]
    pub preferences: Preferences,
}

/// The names of a person; each may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Names {
    /// The name others see.
    pub display_name: Name,
    /// The given name.
    pub given_name: Name,
    /// Names between the given and the family name.
    pub middle_name: Name,
    /// The family name.
    pub family_name: Name,
}

impl Names {
    /// The name a person is called by: the display name, else given and family name; empty when
    /// they gave none.
    #[must_use]
    pub fn called(&self) -> String {
        if self.display_name.is_empty() {
            joined([&self.given_name, &self.family_name])
        } else {
            self.display_name.to_string()
        }
    }

    /// Given, middle and family name as one; empty when they gave none.
    #[must_use]
    pub fn full(&self) -> String {
        joined([&self.given_name, &self.middle_name, &self.family_name])
    }
}

fn joined<const PARTS: usize>(parts: [&Name; PARTS]) -> String {
    let given = parts.into_iter().filter(|part| !part.is_empty());
    let given: Vec<&str> = given.map(Name::as_str).collect();
    given.join(" ")
}

/// What a person likes to read; nothing chosen means automatic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Preferences {
    /// The language of pages and mails. Whether pages exist in it is asked where it is chosen.
    pub language: Option<Locale>,
    /// The zone whose clock the times are shown in.
    pub time_zone: Option<ZoneName>,
}

/// What became of saving a part of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveOutcome {
    /// It is saved.
    Saved,
    /// That part belongs to another system, which is where it is changed.
    ManagedElsewhere,
}

/// Profiles of people.
///
/// A profile is saved part by part, so that what somebody changes in one tab never undoes what they
/// changed in another: each write sets every field of its own part and no field of the others.
/// A part whose source is another system answers [`SaveOutcome::ManagedElsewhere`] to every write.
///
/// It need not be a row of its own: a store may keep it in the host's table of users, and give an
/// account that it has not heard of a row when something of it is saved. [`Name::lossy`],
/// [`Locale::parse`] and [`ZoneName::from_stored`] read what such a table held before.
#[async_trait]
pub trait ProfileStore: Checked {
    /// The profile of an account; `None` when nothing was ever saved.
    async fn find_profile(&self, account: &AccountId) -> StoreResult<Option<Profile>>;

    /// Sets the names of an account, all four.
    async fn save_names(
        &self,
        account: &AccountId,
        names: Names,
        change: Change,
    ) -> StoreResult<SaveOutcome>;

    /// Sets the preferences of an account, both.
    async fn save_preferences(
        &self,
        account: &AccountId,
        preferences: Preferences,
        change: Change,
    ) -> StoreResult<SaveOutcome>;

    /// Removes all of a profile; [`SaveOutcome::ManagedElsewhere`] where another system keeps it. The change
    /// is appended even when nothing was ever saved.
    async fn delete_profile(&self, account: &AccountId, change: Change)
    -> StoreResult<SaveOutcome>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(display: &str, given: &str, middle: &str, family: &str) -> Names {
        let [display_name, given_name, middle_name, family_name] =
            [display, given, middle, family].map(Name::lossy);
        Names {
            display_name,
            given_name,
            middle_name,
            family_name,
        }
    }

    #[test]
    fn people_are_called_by_what_they_gave() {
        let all = names("Mo", "Maren", "Ilse", "Okafor");
        assert_eq!(
            (all.called(), all.full()),
            ("Mo".into(), "Maren Ilse Okafor".into())
        );
        assert_eq!(
            names("", "Maren", "Ilse", "Okafor").called(),
            "Maren Okafor"
        );
        assert_eq!(names("", "", "Ilse", "Okafor").called(), "Okafor");
        assert_eq!(Names::default().called(), "");
    }
}
