//! Races for profiles. A store may answer that a part is another system's; it then does so always.

use widgets_core::locale::Locale;
use widgets_core::name::Name;
use widgets_core::stores::{Names, Preferences};
use widgets_core::time_zone::ZoneName;

use crate::setup::{CROWD, Checks, at};

/// Half of a crowd saves names and half saves preferences, of an account that had neither.
pub async fn attack_156_parts_saved_at_once_lose_nothing(checks: Checks) {
    for _ in 0..3 {
        let account = checks.account_id();
        let answers = checks.crowd(|checks, number| {
            let (account, change) = (account.clone(), checks.change(at(5)));
            async move {
                let profiles = &checks.stores.profile;
                let saved = if number % 2 == 0 {
                    profiles.save_names(&account, names(number), change).await
                } else {
                    let preferences = preferences(number);
                    profiles
                        .save_preferences(&account, preferences, change)
                        .await
                };
                (number % 2, saved.unwrap())
            }
        });
        let answers = answers.await;
        let saved = |part| answers.get(&format!("({part}, Saved)")).copied();
        for part in 0..2 {
            let all = saved(part).unwrap_or(CROWD / 2);
            assert_eq!(
                all,
                CROWD / 2,
                "a store refuses always or never: {answers:?}"
            );
        }
        let profile = checks.stores.profile.find_profile(&account).await.unwrap();
        let profile = profile.unwrap_or_default();
        let name = profile.names.display_name.to_string();
        assert_eq!(name.is_empty(), saved(0).is_none());
        let whole = names(name.parse().unwrap_or_default());
        assert!(
            name.is_empty() || profile.names == whole,
            "two writes were mixed: {profile:?}"
        );
        let preferences = &profile.preferences;
        assert_eq!(preferences.language.is_none(), saved(1).is_none());
        assert_eq!(preferences.time_zone.is_none(), saved(1).is_none());
    }
}

fn names(number: usize) -> Names {
    let name = Name::lossy(&number.to_string());
    Names::default()
        .display_name(name.clone())
        .given_name(name.clone())
        .middle_name(name.clone())
        .family_name(name)
}

fn preferences(number: usize) -> Preferences {
    Preferences::default()
        .language(Locale::parse(&format!("de-19{number:02}")))
        .time_zone(ZoneName::from_stored("Europe/Berlin".to_owned()))
}
