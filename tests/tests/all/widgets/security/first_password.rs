//! Setting the first password of an account.

use std::time::Duration;

use serde_json::json;
use widgets_tests::TestHostBuilder;

use super::{CHANGE, NEW_PASSWORD, SECURITY, SET, bare, opens, set, signed_in_by_code};

over_every_combination! {
    a_first_password_is_set,
    a_first_password_asks_for_a_fresh_sign_in,
}

async fn a_first_password_is_set(host: TestHostBuilder) {
    let host = host.start().await;
    let aiko = bare(&host, "aiko").await;
    let mut browser = signed_in_by_code(&host, &aiko).await;
    let overview = browser.get(SECURITY).await;
    assert!(
        overview.says("security-password-none"),
        "{}",
        overview.text()
    );
    assert!(overview.targets().contains(&SET.to_owned()));
    let other = browser.get(CHANGE).await;
    assert_eq!(other.count("input[type=password]"), 0, "nothing to change");
    assert!(other.targets().contains(&SET.to_owned()));

    let mut elsewhere = signed_in_by_code(&host, &aiko).await;
    for (weak, why) in [
        ("", "Choose a password."),
        ("short", "at least 15"),
        ("aiko@nordlicht.example", "mostly your name"),
    ] {
        let refused = set(&mut browser, weak).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains(why), "{}", refused.text());
    }
    let saved = set(&mut browser, NEW_PASSWORD).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let overview = browser.follow(saved).await;
    assert!(
        overview.says("security-password-set"),
        "{}",
        overview.text()
    );
    assert!(!host.is_in(&mut elsewhere).await);
    assert!(host.is_in(&mut browser).await);
    assert!(opens(&host, &aiko, NEW_PASSWORD).await);
    let mails = host.mails_to(&aiko.email).await;
    assert!(mails.last().unwrap().subject.contains("was set"));
}

async fn a_first_password_asks_for_a_fresh_sign_in(host: TestHostBuilder) {
    let host = host.start().await;
    let aiko = bare(&host, "aiko").await;
    let mut browser = signed_in_by_code(&host, &aiko).await;
    let form = browser.get(SET).await;
    host.clock.advance(Duration::from_secs(11 * 60));
    let again = browser.get(SET).await;
    assert_eq!(again.status, 303);
    let fields = [("new_password", NEW_PASSWORD)];
    let late = browser
        .submit(&form, "/security/password/set", &fields)
        .await;
    assert_eq!(late.status, 303);
    assert!(!late.location().unwrap().starts_with(SECURITY));
    let body = json!({ "new_password": NEW_PASSWORD });
    let program = browser.post_json("/account", SET, &body).await;
    assert_eq!(program.status, 401);
    assert_eq!(program.json()["code"], "stale");
    assert!(!opens(&host, &aiko, NEW_PASSWORD).await);
    assert_eq!(
        browser.get(SECURITY).await.status,
        200,
        "looking needs none"
    );
}
