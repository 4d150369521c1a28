//! The security check-up: what is weak, why, and what mends it.

use widgets_core::{CheckUp, SessionPolicy};
use widgets_tests::harness::factors::{MAKE, STEP};
use widgets_tests::prelude::*;

use super::SECURITY;

over_every_combination! {
    an_account_is_well_once_nothing_is_weak,
    recovery_codes_that_run_out_are_told,
    an_old_password_is_told_where_the_host_says_so,
    sessions_that_nobody_uses_are_told,
    an_unverified_address_is_told_first,
    staff_see_it_without_buttons,
}

/// The names of what is weak.
async fn weak(browser: &mut Browser) -> Vec<String> {
    let data = must_show(browser.get_json(SECURITY).await).json();
    let found = data["check_up"].as_array().unwrap().iter();
    let names = found.map(|own| {
        assert!(
            !own["title"].as_str().unwrap().is_empty() && !own["why"].as_str().unwrap().is_empty()
        );
        assert!(own["address"].as_str().unwrap().starts_with("/account/"));
        own["name"].as_str().unwrap().to_owned()
    });
    names.collect()
}

async fn an_account_is_well_once_nothing_is_weak(SignedIn(host, _, mut browser): SignedIn) {
    assert_eq!(weak(&mut browser).await, ["no_second_factor"]);
    let page = must_say(browser.get(SECURITY).await, "second-step-missing");
    assert!(!page.says("check-up-well"));
    host.add_app(&mut browser, "Pixel 9").await;
    host.recovery_codes(&mut browser).await;
    assert_eq!(weak(&mut browser).await, [""; 0]);
    let before = host.work().accounts;
    must_say(browser.get(SECURITY).await, "check-up-well");
    // The session, the credentials, the factors and the other sessions.
    assert_eq!(host.work().accounts - before, 4);
}

async fn recovery_codes_that_run_out_are_told(SignedIn(host, _, mut browser): SignedIn) {
    host.add_app(&mut browser, "Pixel 9").await;
    assert_eq!(weak(&mut browser).await, ["few_recovery_codes"]);
    must_say(browser.get(SECURITY).await, "recovery-none");
    let codes = host.recovery_codes(&mut browser).await;
    for (used, code) in codes.iter().enumerate().take(8) {
        host.clock.advance(STEP);
        let few = if used >= 7 {
            &["few_recovery_codes"][..]
        } else {
            &[]
        };
        assert_eq!(weak(&mut browser).await, few, "{used} were used");
        let body = json!({ "code": code });
        must_show(
            browser
                .post_json("/account/step-up/recovery-code", &body)
                .await,
        );
    }
    let page = must_say(browser.get(SECURITY).await, "recovery-running-out");
    assert!(page.links_to(MAKE));
}

async fn an_old_password_is_told_where_the_host_says_so(host: TestHostBuilder) {
    let plain = host.start().await;
    let strict = plain.beside();
    let strict = strict.with(|own| own.check_up(CheckUp::default().password_age(365 * DAY)));
    let strict = strict.start().await;
    let (maren, bare) = (plain.person("Maren").await, plain.bare("aiko").await);
    plain.clock.advance(366 * DAY);
    let old = "old_password".to_owned();
    assert!(
        !weak(&mut plain.signed_in(&maren).await)
            .await
            .contains(&old)
    );
    let mut browser = strict.signed_in(&maren).await;
    assert!(weak(&mut browser).await.contains(&old));
    must_say(browser.get(SECURITY).await, "security-old");
    let body = json!({ "current_password": PASSWORD, "new_password": NEW_PASSWORD });
    must_show(browser.post_json("/account/security/password", &body).await);
    assert!(!weak(&mut browser).await.contains(&old));
    let mut without = strict.signed_in_by_code(&bare.email).await;
    assert!(!weak(&mut without).await.contains(&old));
}

async fn sessions_that_nobody_uses_are_told(host: TestHostBuilder) {
    let long = SessionPolicy::default().idle(300 * DAY).absolute(400 * DAY);
    let host = host.with(move |own| own.session_policy(long)).start().await;
    let maren = host.person("Maren").await;
    let mut forgotten = host.signed_in(&maren).await;
    host.clock.advance(89 * DAY);
    let mut browser = host.signed_in(&maren).await;
    let unused = "unused_sessions".to_owned();
    assert!(!weak(&mut browser).await.contains(&unused));
    host.clock.advance(DAY);
    assert!(weak(&mut browser).await.contains(&unused));
    let page = must_say(browser.get(SECURITY).await, "sessions-unused[one]");
    assert!(page.links_to("/account/sessions"));
    // The one that is in use is never told.
    assert!(!weak(&mut forgotten).await.contains(&unused));
}

async fn an_unverified_address_is_told_first(host: TestHost) {
    let unverified = user("Maren", Secret::password(PASSWORD)).verified(false);
    let maren = host.create(unverified).await;
    let link = host.sign_in_link(&maren, HOUR).await;
    let mut browser = host.browser();
    must_accept(follow_link(&mut browser, &link).await);
    let expected = ["unverified_email", "no_second_factor"];
    assert_eq!(weak(&mut browser).await, expected);
    let page = browser.get(SECURITY).await;
    let sign_in = browser.get(&page.target("/sign-in?again=1")).await;
    sign_in.assert_count("form[action$='/sign-in']", 1);
}

async fn staff_see_it_without_buttons(OnePerson(host, maren): OnePerson) {
    let mut staff = host.acting_as(&maren, HOUR).await;
    let page = must_say(staff.get(SECURITY).await, "second-step-missing");
    assert!(!page.links_to("/account/security/authenticators/add"));
}
