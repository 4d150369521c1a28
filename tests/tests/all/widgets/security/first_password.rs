//! Setting the first password of an account.

use super::{CHANGE, NEW_PASSWORD, SECURITY, SET, bare, opens, set, signed_in_by_code};
use widgets_tests::prelude::*;

over_every_combination! {
    a_first_password_is_set,
    a_first_password_asks_for_a_fresh_sign_in,
}

async fn a_first_password_is_set(host: TestHost) {
    let aiko = bare(&host, "aiko").await;
    let mut browser = signed_in_by_code(&host, &aiko).await;
    let overview = browser.get(SECURITY).await;
    overview.assert_says("security-password-none");
    assert!(overview.links_to(SET));
    let other = browser.get(CHANGE).await;
    assert_eq!(other.count("input[type=password]"), 0, "nothing to change");
    assert!(other.links_to(SET));

    let mut elsewhere = signed_in_by_code(&host, &aiko).await;
    for (weak, why) in [
        ("", "Choose a password."),
        ("short", "at least 15"),
        ("aiko@nordlicht.example", "mostly your name"),
    ] {
        let refused = set(&mut browser, weak).await;
        assert_eq!(refused.status, 422);
        refused.assert_shows(&why);
    }
    let saved = set(&mut browser, NEW_PASSWORD).await;
    saved.assert_status(303);
    let overview = browser.follow(saved).await;
    overview.assert_says("security-password-set");
    assert!(!host.is_in(&mut elsewhere).await);
    assert!(host.is_in(&mut browser).await);
    assert!(opens(&host, &aiko, NEW_PASSWORD).await);
    let mails = host.mails_to(&aiko.email).await;
    assert!(mails.last().unwrap().subject.contains("was set"));
}

async fn a_first_password_asks_for_a_fresh_sign_in(host: TestHost) {
    let aiko = bare(&host, "aiko").await;
    let mut browser = signed_in_by_code(&host, &aiko).await;
    let form = browser.get(SET).await;
    host.clock.advance(11 * MINUTE);
    let again = browser.get(SET).await;
    assert_eq!(again.status, 303);
    let fields = [("new_password", NEW_PASSWORD)];
    let late = browser
        .submit(&form, "/security/password/set", &fields)
        .await;
    assert_eq!(late.status, 303);
    assert!(!late.location().unwrap().starts_with(SECURITY));
    let body = json!({ "new_password": NEW_PASSWORD });
    let program = browser.post_json(SET, &body).await;
    program.assert_problem(401, "stale");
    assert!(!opens(&host, &aiko, NEW_PASSWORD).await);
    // Looking needs none.
    let reply = browser.get(SECURITY).await;
    reply.assert_status(200);
}
