//! The boundary of profiles, replaced by hosts with a users table of their own.

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Change, Checked, StoreResult};
use crate::types::records::records;
use crate::types::setters::setters;
use crate::types::{AccountId, Locale, Name, ZoneName};

records! {
    /// Names and preferences of a user. Empty if nothing was ever saved.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct Profile {
        /// Names.
        #[serde(flatten)]
        pub names: Names,
        /// Language and time zone.
        #[serde(flatten)]
        pub preferences: Preferences,
    }

    /// Names of a user; each may be empty.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
    #[must_use]
    pub struct Names {
        /// The name shown to others.
        pub display_name: Name,
        /// The given name.
        pub given_name: Name,
        /// Names between the given and the family name.
        pub middle_name: Name,
        /// The family name.
        pub family_name: Name,
    }

    /// Preferences of a user; `None` means automatic.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
    #[must_use]
    pub struct Preferences {
        /// Language of pages and mails. Validated when chosen, not here: its messages may be missing.
        pub language: Option<Locale>,
        /// Time zone in which times are shown.
        pub time_zone: Option<ZoneName>,
    }
}

impl Preferences {
    setters! {
        /// Sets the language of pages and mails.
        language: Option<Locale>;
        /// Sets the time zone in which times are shown.
        time_zone: Option<ZoneName>;
    }
}

impl Names {
    setters! {
        /// Sets the name shown to others.
        display_name: Name;
        /// Sets the given name.
        given_name: Name;
        /// Sets the names between the given and the family name.
        middle_name: Name;
        /// Sets the family name.
        family_name: Name;
    }

    /// The name to address the user by: the display name, else given and family name; empty if
    /// there are none.
    #[must_use]
    pub fn called(&self) -> String {
        if self.display_name.is_empty() {
            joined([&self.given_name, &self.family_name])
        } else {
            self.display_name.to_string()
        }
    }

    /// Given, middle and family name joined; empty if there are none.
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

/// Whether a part of a profile was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum SaveOutcome {
    /// It is saved.
    Saved,
    /// That part is managed by another system and must be changed there.
    ManagedElsewhere,
}

/// Profiles of users.
///
/// A profile is saved in parts, so that a change in one tab never reverts another tab's: each write
/// sets every field of its part and none of the others. A part managed by another system answers
/// [`SaveOutcome::ManagedElsewhere`] to every write.
///
/// A profile need not be a row of its own. A store may keep it in the host's users table and insert
/// a row for an unknown account when a part is first saved. [`Name::lossy`], [`Locale::parse`] and
/// [`ZoneName::from_stored`] read existing data.
#[async_trait]
pub trait ProfileStore: Checked {
    /// The profile of an account; `None` if nothing was ever saved.
    async fn find_profile(&self, account: &AccountId) -> StoreResult<Option<Profile>>;

    /// Replaces all four names of an account.
    async fn save_names(
        &self,
        account: &AccountId,
        names: Names,
        change: Change,
    ) -> StoreResult<SaveOutcome>;

    /// Replaces language and time zone of an account.
    async fn save_preferences(
        &self,
        account: &AccountId,
        preferences: Preferences,
        change: Change,
    ) -> StoreResult<SaveOutcome>;

    /// Deletes a profile; [`SaveOutcome::ManagedElsewhere`] if another system manages it. The
    /// change is appended even if nothing was ever saved.
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
