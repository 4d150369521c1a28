//! Notices: shown once, on their page, in the browser that did something.

use widgets_tests::prelude::*;

over_every_host! {
    attack_172_a_link_shows_no_notice,
    attack_172_a_notice_is_shown_once_on_its_page,
    a_notice_is_passed_on_by_a_redirect,
}

async fn attack_172_a_link_shows_no_notice(SignedIn(host, _, mut browser): SignedIn) {
    for path in [
        "/account/sessions?notice=sessions.ended",
        "/account/profile?notice=profile.names_saved",
        "/desk?notice=hello.greeted",
    ] {
        let page = must_show(browser.get(path).await);
        page.assert_count("[data-wg-notice]", 0);
    }
    let visitor = host
        .browser()
        .get("/account/sign-in?notice=reset.done")
        .await;
    visitor.assert_count("[data-wg-notice]", 0);
}

async fn attack_172_a_notice_is_shown_once_on_its_page(SignedIn(_, _, mut browser): SignedIn) {
    let saved = browser.save_display_name("Captain").await;
    saved.assert_told("/account/profile", "profile.names_saved");
    let cookie = saved.set_cookie(NOTICE).unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("Max-Age=60"),
        "{cookie}"
    );
    // Another page, in another tab, says nothing of it.
    let other = browser.get("/account/sessions").await;
    other.assert_count("[data-wg-notice]", 0);
    let page = browser.follow(saved).await;
    page.assert_count("[data-wg-notice]", 1);
    let again = browser.get("/account/profile").await;
    again.assert_count("[data-wg-notice]", 0);
    for made_up in [
        "",
        "x",
        "profile.names_saved",
        "x~%2Faccount%2Fprofile",
        "~",
        "a~%ff",
    ] {
        browser.plant(NOTICE, made_up);
        let page = must_show(browser.get("/account/profile").await);
        page.assert_count("[data-wg-notice]", 0);
    }
}

async fn a_notice_is_passed_on_by_a_redirect(SignedIn(_, _, mut browser): SignedIn) {
    browser.plant(NOTICE, "profile.names_saved~%2Faccount");
    let passed = browser.get("/account").await;
    passed.assert_told("/account/profile", "profile.names_saved");
    must_say(browser.follow(passed).await, "profile-names-saved");
}
