//! Profiles that another system keeps, or that cannot be reached.

use widgets_tests::prelude::*;

use widgets_core::stores::*;

use super::{NAMES, PREFERENCES, save_names, save_preferences};

over_every_combination! {
    profiles_of_another_system_are_not_changed,
    without_profiles_other_pages_go_on,
}

/// Profiles of another system: found, but not changed here; or not even found.
struct Elsewhere {
    answers: bool,
}

#[async_trait]
impl Checked for Elsewhere {
    async fn problems(&self) -> StoreResult<Vec<String>> {
        Ok(Vec::new())
    }
}

#[async_trait]
impl ProfileStore for Elsewhere {
    async fn find_profile(&self, _: &AccountId) -> StoreResult<Option<Profile>> {
        if !self.answers {
            return Err(StoreError::unavailable("the other system is away"));
        }
        let names = Names::default().given_name(Name::lossy("Theirs"));
        Ok(Some(Profile::new(names, Preferences::default())))
    }

    async fn save_names(&self, _: &AccountId, _: Names, _: Change) -> StoreResult<SaveOutcome> {
        Ok(SaveOutcome::ManagedElsewhere)
    }

    async fn save_preferences(
        &self,
        _: &AccountId,
        _: Preferences,
        _: Change,
    ) -> StoreResult<SaveOutcome> {
        Ok(SaveOutcome::ManagedElsewhere)
    }

    async fn delete_profile(&self, _: &AccountId, _: Change) -> StoreResult<SaveOutcome> {
        Ok(SaveOutcome::ManagedElsewhere)
    }
}

fn elsewhere(host: TestHostBuilder, answers: bool) -> TestHostBuilder {
    let profile = Arc::new(Elsewhere { answers });
    host.wrapping(move |stores| stores.with_profile(profile))
}

async fn profiles_of_another_system_are_not_changed(host: TestHostBuilder) {
    let SignedIn(host, maren, mut browser) = SignedIn::of(elsewhere(host, true)).await;
    browser.get("/account/profile").await.assert_shows("Theirs");
    let refused = must_refuse(save_names(&mut browser, ["Mine", "", "", ""]).await);
    refused.assert_says("profile-elsewhere");
    assert_eq!(refused.count("input[name=given_name][value=Mine]"), 1);
    let refused = save_preferences(&mut browser, "", "UTC").await;
    refused.assert_says("profile-elsewhere");
    let names = Names::default();
    assert_refused!(
        host.users().set_names(&maren.account, names),
        ManagedElsewhere
    );
}

async fn without_profiles_other_pages_go_on(host: TestHostBuilder) {
    let SignedIn(_host, _, mut browser) = SignedIn::of(elsewhere(host, false)).await;
    must_show(browser.get("/account/sessions").await).assert_shows("maren@nordlicht.example");
    // An outage never reads as an empty profile, which saving would make true.
    for path in ["/account/profile", NAMES, PREFERENCES] {
        assert_eq!(browser.get(path).await.status, 503, "{path}");
        assert_eq!(browser.get_json(path).await.status, 503, "{path}");
    }
}
