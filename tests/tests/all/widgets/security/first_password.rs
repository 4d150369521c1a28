//! Setting the first password of an account.

use super::{CHANGE, SECURITY, SET, set};
use widgets_tests::prelude::*;

over_every_combination! {
    a_first_password_is_set,
    a_first_password_asks_for_a_fresh_sign_in,
}

async fn a_first_password_is_set(host: TestHost) {
    let aiko = host.bare("aiko").await;
    let mut browser = host.signed_in_by_code(&aiko.email).await;
    assert!(must_say(browser.get(SECURITY).await, "security-password-none").links_to(SET));
    let other = browser.get(CHANGE).await;
    assert_eq!(other.count("input[type=password]"), 0, "nothing to change");
    assert!(other.links_to(SET));

    let mut elsewhere = host.signed_in_by_code(&aiko.email).await;
    for (weak, why) in [
        ("", "password-empty"),
        ("short", "password-too-short"),
        ("aiko@nordlicht.example", "password-own-words"),
    ] {
        must_refuse(set(&mut browser, weak).await).assert_says(why);
    }
    let saved = must_accept(set(&mut browser, NEW_PASSWORD).await);
    must_say(browser.follow(saved).await, "security-password-age");
    assert!(!host.is_in(&mut elsewhere).await);
    assert!(host.is_in(&mut browser).await);
    assert!(host.opens(&aiko.email, NEW_PASSWORD).await);
    let mail = host.newest_mail(&aiko.email).await;
    assert!(says(&mail.subject, "mail-set-subject"), "{}", mail.subject);
}

async fn a_first_password_asks_for_a_fresh_sign_in(host: TestHost) {
    let aiko = host.bare("aiko").await;
    let mut browser = host.signed_in_by_code(&aiko.email).await;
    let form = browser.get(SET).await;
    host.clock.advance(11 * MINUTE);
    assert_eq!(browser.get(SET).await.status, 303);
    let fields = [("new_password", NEW_PASSWORD)];
    let late = browser.submit(&form, SET, &fields).await;
    assert!(!late.location().unwrap().starts_with(SECURITY));
    let body = json!({ "new_password": NEW_PASSWORD });
    let program = browser.post_json(SET, &body).await;
    program.assert_problem(401, "stale");
    assert!(!host.opens(&aiko.email, NEW_PASSWORD).await);
    let overview = browser.get(SECURITY).await;
    assert_eq!(overview.status, 200, "looking asks for none");
}
