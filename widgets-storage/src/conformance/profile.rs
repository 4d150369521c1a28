//! Checks of profiles.

use widgets_core::stores::Profile;

use super::Fixture;
use super::bench::{Bench, at};

pub async fn a_ready_profile_store_has_no_problems(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let stores = &bench.stores;
    assert_eq!(
        stores.profile.problems().await.unwrap(),
        Vec::<String>::new()
    );
}

pub async fn an_account_without_a_profile_has_none(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let found = bench
        .stores
        .profile
        .find_profile(&bench.account_id())
        .await
        .unwrap();
    assert_eq!(found, None);
}

/// A store of another system's users refuses; any other keeps what it is given.
pub async fn a_profile_is_saved_whole_or_refused(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let (account, other) = (bench.account_id(), bench.account_id());
    let profiles = &bench.stores.profile;
    for name in [
        "Maren Ænð ☕ 😀",
        "O'Brien \\ \"M\" <b>",
        "",
        &"ü".repeat(200),
    ] {
        let profile = Profile {
            display_name: name.to_owned(),
        };
        let before = profiles.find_profile(&account).await.unwrap();
        let trial = profiles
            .save_profile(&account, profile.clone(), bench.change(at(1)))
            .await;
        let found = profiles.find_profile(&account).await.unwrap();
        if trial.unwrap() {
            assert_eq!(found, Some(profile.clone()));
            let saved = bench.takes_place(at(2), async |change| {
                profiles
                    .save_profile(&account, profile, change)
                    .await
                    .unwrap()
            });
            assert!(saved.await, "a store refuses always or never");
        } else {
            assert_eq!(found, before);
            let saved = bench.is_refused(at(2), async |change| {
                profiles
                    .save_profile(&account, profile, change)
                    .await
                    .unwrap()
            });
            assert!(!saved.await, "a store refuses always or never");
        }
        assert_eq!(profiles.find_profile(&other).await.unwrap(), None);
    }
}
