//! A profile as it lies in the store.

use serde::{Deserialize, Serialize};
use widgets_core::locale::Locale;
use widgets_core::name::Name;
use widgets_core::stores::{Names, Preferences, Profile};
use widgets_core::time_zone::ZoneName;

/// Every field has a default, so that a profile of an older version can be read.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Stored {
    display_name: String,
    given_name: String,
    middle_name: String,
    family_name: String,
    language: Option<String>,
    time_zone: Option<String>,
}

impl Stored {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    pub(crate) fn written(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    pub(crate) fn set_names(&mut self, names: &Names) {
        self.display_name = names.display_name.to_string();
        self.given_name = names.given_name.to_string();
        self.middle_name = names.middle_name.to_string();
        self.family_name = names.family_name.to_string();
    }

    pub(crate) fn set_preferences(&mut self, preferences: &Preferences) {
        let language = preferences.language.as_ref().map(Locale::as_str);
        self.language = language.map(str::to_owned);
        let zone = preferences.time_zone.as_ref().map(ZoneName::as_str);
        self.time_zone = zone.map(str::to_owned);
    }

    /// What is no name, language or zone any more is read as the closest that is.
    pub(crate) fn into_profile(self) -> Profile {
        let names = Names::default()
            .display_name(Name::lossy(&self.display_name))
            .given_name(Name::lossy(&self.given_name))
            .middle_name(Name::lossy(&self.middle_name))
            .family_name(Name::lossy(&self.family_name));
        let preferences = Preferences::default()
            .language(self.language.as_deref().and_then(Locale::parse))
            .time_zone(self.time_zone.and_then(ZoneName::from_stored));
        Profile::new(names, preferences)
    }
}
