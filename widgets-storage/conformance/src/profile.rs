//! Checks of profiles. A store may answer that a part is another system's; it then does so always.

use widgets_core::id::AccountId;
use widgets_core::locale::Locale;
use widgets_core::name::Name;
use widgets_core::stores::{Names, Preferences, Profile, SaveOutcome};
use widgets_core::time_zone::ZoneName;

use crate::Fixture;
use crate::setup::{CROWD, Checks, at};

pub async fn a_ready_profile_store_has_no_problems(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let stores = &checks.stores;
    assert_eq!(
        stores.profile.problems().await.unwrap(),
        Vec::<String>::new()
    );
}

/// Half of a crowd saves names and half saves preferences, of an account that had neither.
pub async fn attack_156_parts_saved_at_once_lose_nothing(fixture: Fixture) {
    let checks = Checks::new(fixture);
    for _ in 0..3 {
        let account = checks.account_id();
        let answers = checks.crowd(|checks, number| {
            let (account, change) = (account.clone(), checks.change(at(5)));
            async move {
                let profiles = &checks.stores.profile;
                if number % 2 == 0 {
                    let name = format!("{number}");
                    let names = names([&name, &name, &name, &name]);
                    let saving = profiles.save_names(&account, names, change);
                    ("names", saving.await.unwrap())
                } else {
                    let preferences = preferences(&format!("de-19{number:02}"), "Europe/Berlin");
                    let saving = profiles.save_preferences(&account, preferences, change);
                    ("preferences", saving.await.unwrap())
                }
            }
        });
        let answers = answers.await;
        let saved = |part| {
            answers
                .get(&format!("{:?}", (part, SaveOutcome::Saved)))
                .copied()
        };
        let profile = found(&checks, &account).await.unwrap_or_default();
        let names = &profile.names;
        assert_eq!(!names.display_name.is_empty(), saved("names").is_some());
        assert!(
            [&names.given_name, &names.middle_name, &names.family_name]
                .iter()
                .all(|part| **part == names.display_name),
            "two writes were mixed: {names:?}"
        );
        let preferences = &profile.preferences;
        assert_eq!(
            preferences.language.is_some(),
            saved("preferences").is_some()
        );
        assert_eq!(
            preferences.language.is_some(),
            preferences.time_zone.is_some()
        );
        for part in ["names", "preferences"] {
            let all = saved(part).unwrap_or(CROWD / 2);
            assert_eq!(
                all,
                CROWD / 2,
                "a store refuses always or never: {answers:?}"
            );
        }
    }
}

async fn found(checks: &Checks, account: &AccountId) -> Option<Profile> {
    checks.stores.profile.find_profile(account).await.unwrap()
}

fn names(names: [&str; 4]) -> Names {
    let [display_name, given_name, middle_name, family_name] =
        names.map(|name| Name::parse(name).unwrap());
    Names::default()
        .display_name(display_name)
        .given_name(given_name)
        .middle_name(middle_name)
        .family_name(family_name)
}

fn preferences(language: &str, time_zone: &str) -> Preferences {
    Preferences::default()
        .language(Locale::parse(language))
        .time_zone(ZoneName::from_stored(time_zone.to_owned()))
}
