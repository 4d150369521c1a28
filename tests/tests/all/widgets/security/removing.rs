//! Removing a password, where somebody gets in without one.

use widgets_core::widgets::security::RemovePassword;
use widgets_tests::prelude::*;

use super::{CHANGE, SECURITY, SET};

const REMOVE: &str = "/account/security/password/removal";

over_every_combination! {
    a_password_is_removed_and_set_again,
    others_stay_signed_in_if_so_chosen,
    the_last_way_in_is_not_removed,
    removing_asks_for_a_fresh_sign_in,
    attack_036_a_removed_password_opens_nothing,
    hooks_hear_of_a_removal,
}

async fn remove(browser: &mut Browser, end_others: bool) -> Reply {
    let fields = [("end_others", "true")];
    let fields = if end_others { &fields[..] } else { &[] };
    browser.fill(REMOVE, fields).await
}

async fn a_password_is_removed_and_set_again(host: TestHostBuilder) {
    let log = Log::default();
    let events = log.clone();
    let host = host.with(move |builder| events.events(builder));
    let SignedIn(host, maren, mut browser) = SignedIn::of(host).await;
    let mut elsewhere = host.signed_in(&maren).await;
    assert!(browser.get(SECURITY).await.links_to(REMOVE));
    let question = must_say(browser.get(REMOVE).await, "security-remove-text");
    assert_eq!(
        question.count("input[name=end_others][type=checkbox][checked]"),
        1
    );
    let removed = remove(&mut browser, true).await;
    removed.assert_told(SECURITY, "security.password_removed");
    let overview = must_say(browser.follow(removed).await, "security-password-none");
    assert!(overview.links_to(SET) && !overview.links_to(REMOVE));
    assert!(host.is_in(&mut browser).await, "this session stays");
    assert!(!host.is_in(&mut elsewhere).await);
    let mail = host.newest_mail(&maren.email).await;
    assert!(
        says(&mail.subject, "mail-removed-subject"),
        "{}",
        mail.subject
    );
    let heard = log.take().concat();
    assert!(heard.contains("password.removed"), "{heard}");
    // There is nothing to remove any more, and a first one can be set.
    must_refuse(browser.get(REMOVE).await).assert_says("security-has-none");
    must_accept(super::set(&mut browser, NEW_PASSWORD).await);
    assert!(host.opens(&maren.email, NEW_PASSWORD).await);
}

async fn others_stay_signed_in_if_so_chosen(SignedIn(host, maren, mut browser): SignedIn) {
    let mut elsewhere = host.signed_in(&maren).await;
    must_accept(remove(&mut browser, false).await);
    assert!(host.is_in(&mut elsewhere).await);
    let sent = browser.get_json(SECURITY).await;
    assert_eq!(sent.json()["password"]["is_set"], false);
}

async fn the_last_way_in_is_not_removed(host: TestHost) {
    let secret = Secret::password(PASSWORD);
    let maren = host.create(user("Maren", secret).verified(false)).await;
    let link = host.sign_in_link(&maren, HOUR).await;
    let mut browser = host.browser();
    must_accept(follow_link(&mut browser, &link).await);
    assert!(!browser.get(SECURITY).await.links_to(REMOVE));
    let refused = must_refuse(remove(&mut browser, true).await);
    refused.assert_says("security-last-way");
    assert!(refused.links_to(CHANGE));
    let program = browser.post_json(REMOVE, &json!({})).await;
    program.assert_problem(422, "invalid");
    let data = browser.get_json(SECURITY).await.json();
    assert_eq!(data["password"]["is_set"], true);
}

async fn removing_asks_for_a_fresh_sign_in(SignedIn(host, maren, mut browser): SignedIn) {
    let form = browser.get(REMOVE).await;
    host.clock.advance(11 * MINUTE);
    assert_eq!(browser.get(REMOVE).await.status, 303);
    let late = browser.submit(&form, REMOVE, &[]).await;
    assert!(!late.location().unwrap().starts_with(SECURITY));
    let program = browser.post_json(REMOVE, &json!({})).await;
    program.assert_problem(401, "stale");
    assert!(host.opens(&maren.email, PASSWORD).await);
}

async fn attack_036_a_removed_password_opens_nothing(SignedIn(host, maren, mut browser): SignedIn) {
    must_accept(remove(&mut browser, true).await);
    for typed in [PASSWORD, " "] {
        assert!(!host.opens(&maren.email, typed).await, "{typed:?}");
    }
    host.clock.advance(MINUTE);
    let mut by_code = host.signed_in_by_code(&maren.email).await;
    assert!(host.is_in(&mut by_code).await);
}

async fn hooks_hear_of_a_removal(host: TestHostBuilder) {
    let heard = Log::default();
    let hooks = heard.clone();
    let host = host.with(move |builder| hooks.after::<RemovePassword>(builder));
    let SignedIn(_host, _maren, mut browser) = SignedIn::of(host).await;
    must_accept(remove(&mut browser, true).await);
    assert_eq!(heard.take(), ["after RemovePassword { end_others: true }"]);
}
