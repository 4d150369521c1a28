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

pub async fn an_account_without_a_profile_has_none(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account_id();
    assert_eq!(found(&checks, &account).await, None);
}

pub async fn names_are_saved_whole_or_refused(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let (account, other) = (checks.account_id(), checks.account_id());
    let longest = "ü".repeat(Name::LONGEST);
    let kinds = [
        ["Maren Ænð ☕ 😀", "Maren", "Ilse", "Okafor"],
        ["O'Brien \\ \"M\" <b>", "$1", "%_", "-- ;"],
        ["", "李", "", "小龍"],
        [&longest, &longest, &longest, &longest],
        ["محمد", "", "", ""],
        ["", "", "", ""],
    ];
    for kind in kinds {
        let names = names(kind);
        let before = found(&checks, &account).await;
        if let SaveOutcome::Saved = save_names(&checks, &account, names.clone()).await {
            let found = found(&checks, &account).await.unwrap();
            assert_eq!(found.names, names);
        } else {
            assert_eq!(found(&checks, &account).await, before);
        }
        assert_eq!(found(&checks, &other).await, None);
    }
}

pub async fn preferences_are_saved_whole_or_refused(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let (account, other) = (checks.account_id(), checks.account_id());
    let longest = (
        "de".to_owned() + "-variants".repeat(3).as_str() + "-final",
        "x".repeat(ZoneName::LONGEST),
    );
    let kinds = [
        ("de", "Europe/Berlin"),
        ("", "America/Argentina/Buenos_Aires"),
        ("zh-Hant-TW", ""),
        (&longest.0, &longest.1),
        ("", ""),
    ];
    for (language, time_zone) in kinds {
        let preferences = preferences(language, time_zone);
        assert_eq!(preferences.language.is_none(), language.is_empty());
        let before = found(&checks, &account).await;
        if let SaveOutcome::Saved = save_preferences(&checks, &account, preferences.clone()).await {
            let found = found(&checks, &account).await.unwrap();
            assert_eq!(found.preferences, preferences);
        } else {
            assert_eq!(found(&checks, &account).await, before);
        }
        assert_eq!(found(&checks, &other).await, None);
    }
}

pub async fn each_part_leaves_the_other_alone(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let (one, two) = (checks.account_id(), checks.account_id());
    let mut expected = Profile::default();
    let maren = names(["Maren", "Maren", "Ilse", "Okafor"]);
    let german = preferences("de", "Europe/Berlin");
    if let SaveOutcome::Saved = save_names(&checks, &one, maren.clone()).await {
        expected.names = maren.clone();
        assert_eq!(found(&checks, &one).await.unwrap(), expected);
    }
    if let SaveOutcome::Saved = save_preferences(&checks, &one, german.clone()).await {
        expected.preferences = german.clone();
        assert_eq!(found(&checks, &one).await.unwrap(), expected);
    }
    save_preferences(&checks, &two, german).await;
    save_names(&checks, &two, maren).await;
    assert_eq!(found(&checks, &two).await, found(&checks, &one).await);

    if let SaveOutcome::Saved = save_names(&checks, &one, Names::default()).await {
        expected.names = Names::default();
        assert_eq!(found(&checks, &one).await.unwrap(), expected);
    }
    if let SaveOutcome::Saved = save_preferences(&checks, &two, Preferences::default()).await {
        let found = found(&checks, &two).await.unwrap();
        assert_eq!(found.preferences, Preferences::default());
    }
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

pub async fn a_profile_is_deleted_whole_or_refused(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let [own, stays] = ["maren@nordlicht.example", "other@nordlicht.example"];
    let (own, stays) = (checks.account(own).await, checks.account(stays).await);
    let named = names(["Maren", "Maren", "", "Nord"]);
    for account in [&own, &stays] {
        save_names(&checks, account, named.clone()).await;
        save_preferences(&checks, account, preferences("de", "Europe/Berlin")).await;
    }
    let kept = found(&checks, &stays).await;
    let profiles = &checks.stores.profile;
    let delete = async |change| profiles.delete_profile(&own, change).await.unwrap();
    let trial = delete(checks.change(at(3))).await;
    let again = match trial {
        SaveOutcome::Saved => {
            assert_eq!(found(&checks, &own).await, None);
            checks.takes_place(at(4), delete).await
        }
        SaveOutcome::ManagedElsewhere => checks.is_refused(at(4), delete).await,
    };
    assert_eq!(again, trial, "a store refuses always or never");
    assert_eq!(found(&checks, &stays).await, kept);
}

async fn found(checks: &Checks, account: &AccountId) -> Option<Profile> {
    checks.stores.profile.find_profile(account).await.unwrap()
}

/// Saves names twice: the change is appended if and only if they are saved.
async fn save_names(checks: &Checks, account: &AccountId, names: Names) -> SaveOutcome {
    let profiles = &checks.stores.profile;
    let save = async |change| {
        let saving = profiles.save_names(account, names.clone(), change);
        saving.await.unwrap()
    };
    let trial = save(checks.change(at(1))).await;
    let again = match trial {
        SaveOutcome::Saved => checks.takes_place(at(2), save).await,
        SaveOutcome::ManagedElsewhere => checks.is_refused(at(2), save).await,
    };
    assert_eq!(again, trial, "a store refuses always or never");
    trial
}

/// The same for preferences.
async fn save_preferences(
    checks: &Checks,
    account: &AccountId,
    preferences: Preferences,
) -> SaveOutcome {
    let profiles = &checks.stores.profile;
    let save = async |change| {
        let saving = profiles.save_preferences(account, preferences.clone(), change);
        saving.await.unwrap()
    };
    let trial = save(checks.change(at(1))).await;
    let again = match trial {
        SaveOutcome::Saved => checks.takes_place(at(2), save).await,
        SaveOutcome::ManagedElsewhere => checks.is_refused(at(2), save).await,
    };
    assert_eq!(again, trial, "a store refuses always or never");
    trial
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
