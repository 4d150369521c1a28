//! A second factor that everybody has to have, or some.

use widgets_core::SecondFactorPolicy;
use widgets_tests::harness::factors::STEP;
use widgets_tests::prelude::*;

use super::{FACTOR_PAGE, PROFILE, assert_due};

over_every_combination! {
    a_required_second_factor_is_set_up_first,
    attack_059_the_last_factor_stays_where_one_is_required,
    a_host_says_who_needs_one,
}

fn required(host: TestHostBuilder) -> TestHostBuilder {
    host.with(|own| own.second_factors(SecondFactorPolicy::required()))
}

async fn a_required_second_factor_is_set_up_first(host: TestHostBuilder) {
    let host = required(host).start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    assert_due(
        &browser.get_json(PROFILE).await,
        "second_factor",
        FACTOR_PAGE,
    );
    let data = must_show(browser.get_json(FACTOR_PAGE).await).json();
    let add = "/account/security/authenticators/add";
    assert_eq!(data["ways"][0]["href"], add);
    // A sign-in that is too old steps up within the task.
    host.clock.advance(11 * MINUTE);
    browser
        .get(add)
        .await
        .assert_location_starts("/account/step-up");
    let step_up = format!("/account/step-up?return_to={add}");
    let done = browser.fill(&step_up, &[("password", PASSWORD)]).await;
    must_accept(done).assert_location(add);
    host.add_app(&mut browser, "Pixel 9").await;
    must_show(browser.get(PROFILE).await);
    browser.get(FACTOR_PAGE).await.assert_location("/account");
}

async fn attack_059_the_last_factor_stays_where_one_is_required(host: TestHostBuilder) {
    let host = required(host).start().await;
    let (_, mut browser, _) = host.person_with_app("Maren").await;
    let page = browser.get("/account/security").await;
    let remove = page.target("/remove");
    let question = browser.get(&remove).await;
    let refused = must_refuse(browser.submit(&question, "/remove", &[]).await);
    refused.assert_says("authenticators-required");
    // One of two goes.
    host.clock.advance(STEP);
    host.add_app(&mut browser, "Tablet").await;
    let question = browser.get(&remove).await;
    must_accept(browser.submit(&question, "/remove", &[]).await);
    must_show(browser.get(PROFILE).await);
}

async fn a_host_says_who_needs_one(host: TestHostBuilder) {
    let staff = SecondFactorPolicy::required_for(|account| {
        let email = account.email.as_ref();
        let name = email.map_or("", |email| email.as_str());
        assert!(!name.starts_with("panicking"), "a panic requires one");
        name.starts_with("staff")
    });
    let host = host.with(|own| own.second_factors(staff)).start().await;
    for (name, due) in [("Maren", false), ("Staff", true), ("Panicking", true)] {
        let person = host.person(name).await;
        let mut browser = host.signed_in(&person).await;
        let is_due = browser.get_json(PROFILE).await.code() == "task_due";
        assert_eq!(is_due, due, "{}", person.email);
    }
}
