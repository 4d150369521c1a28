//! Replacing an expired or compromised password.

use widgets_core::stores::ReplaceReason;
use widgets_tests::harness::factors::happened;
use widgets_tests::prelude::*;

use super::{PASSWORD_PAGE, PROFILE, assert_due, demand};

over_every_combination! {
    a_password_to_replace_is_replaced_before_anything_else,
    the_same_password_replaces_none,
    a_forgotten_password_is_replaced_by_mail,
    only_a_password_is_replaced,
}

async fn a_password_to_replace_is_replaced_before_anything_else(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    must_show(browser.get(PROFILE).await);
    demand(&host, &maren, ReplaceReason::Compromised).await;
    assert_eq!(happened(&host, "password.replacement_demanded").await, 1);
    assert_due(
        &browser.get_json(PROFILE).await,
        "replace_password",
        PASSWORD_PAGE,
    );
    // In a new session too.
    let mut other = host.signed_in(&maren).await;
    other
        .get(PROFILE)
        .await
        .assert_location_starts(PASSWORD_PAGE);
    let data = must_show(other.get_json(PASSWORD_PAGE).await).json();
    assert_eq!(data["replace"], "compromised");
    let body = json!({ "current_password": PASSWORD, "new_password": NEW_PASSWORD });
    must_show(other.post_json(PASSWORD_PAGE, &body).await);
    must_show(other.get(PROFILE).await);
    // It is no longer told, and can be demanded again.
    let page = must_show(other.get(PASSWORD_PAGE).await);
    page.assert_says("security-change-title");
    assert!(page.says("form-cancel"));
    demand(&host, &maren, ReplaceReason::Expired).await;
    let page = other.get(PASSWORD_PAGE).await;
    page.assert_says("security-replace-expired");
    assert!(!page.says("form-cancel"));
    // Signing out is always possible.
    must_accept(other.sign_out().await);
    assert!(!host.is_in(&mut other).await);
}

async fn the_same_password_replaces_none(SignedIn(host, maren, mut browser): SignedIn) {
    demand(&host, &maren, ReplaceReason::Expired).await;
    let page = browser.get(PASSWORD_PAGE).await;
    let same = [("current_password", PASSWORD), ("new_password", PASSWORD)];
    let refused = must_refuse(browser.submit(&page, "/security/password", &same).await);
    refused.assert_invalid("new_password");
    refused.assert_says("security-replace-title");
    browser
        .get_json(PROFILE)
        .await
        .assert_problem(403, "task_due");
}

async fn a_forgotten_password_is_replaced_by_mail(OnePerson(host, maren): OnePerson) {
    demand(&host, &maren, ReplaceReason::Expired).await;
    let mut browser = host.signed_in_by_code(&maren.email).await;
    let asked = browser.get(PROFILE).await;
    let page = browser.follow(asked).await;
    let reset = page.target("/reset");
    must_show(browser.get(&reset).await).assert_count("form[action$='/reset']", 1);
    let mut other = host.browser();
    let (page, mailed) = host.code_to_reset(&mut other, &maren.email).await;
    must_accept(enter_reset(&mut other, &page, &mailed.code, NEW_PASSWORD).await);
    let reply = host.sign_in(&mut other, &maren.email, NEW_PASSWORD).await;
    must_accept(reply);
    must_show(other.get(PROFILE).await);
}

async fn only_a_password_is_replaced(host: TestHost) {
    let bare = host.bare("Nele").await;
    let users = host.users();
    let reason = ReplaceReason::Expired;
    assert_refused!(
        users.require_new_password(&bare.account, reason),
        NoPassword
    );
    let nobody = AccountId::parse("acc_nobody").unwrap();
    assert_refused!(users.require_new_password(&nobody, reason), Missing);
    // A disabled account is told once it is enabled.
    let maren = host.person("Maren").await;
    users.disable(&maren.account).await.unwrap();
    demand(&host, &maren, reason).await;
    users.enable(&maren.account).await.unwrap();
    let mut browser = host.signed_in(&maren).await;
    browser
        .get_json(PROFILE)
        .await
        .assert_problem(403, "task_due");
}
