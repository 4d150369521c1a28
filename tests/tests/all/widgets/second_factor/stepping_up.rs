//! Confirming, where the account has a second factor.

use widgets_tests::harness::factors::{App, STEP};
use widgets_tests::prelude::*;

over_every_combination! {
    the_app_confirms_and_the_password_alone_does_not,
    a_recovery_code_confirms_once,
    a_code_given_twice_confirms_once_and_is_answered_alike,
}

const STEP_UP: &str = "/account/step-up";
const FRESH: &str = "/account/probe/fresh";

/// A browser of somebody with an app, signed in too long ago.
async fn stale(host: &TestHost) -> (Person, Browser, App) {
    let (maren, browser, app) = host.person_with_app("Maren").await;
    host.clock.advance(11 * MINUTE);
    (maren, browser, app)
}

async fn the_app_confirms_and_the_password_alone_does_not(WithVault(host, vault): WithVault) {
    let (maren, mut browser, app) = stale(&host).await;
    let asked = browser.fill("/account/vault", &[("thing", "a ring")]).await;
    let page = browser.follow(asked).await;
    page.assert_count("input[type=password]", 0);
    page.assert_count("form[action$='/step-up/authenticator']", 1);
    // A program that gives the password all the same.
    let body = json!({ "password": PASSWORD });
    let refused = browser.post_json(STEP_UP, &body).await;
    refused.assert_problem(401, "stale");
    assert_eq!(
        refused.json()["step_up"]["methods"],
        json!(["authenticator"])
    );
    assert_eq!(browser.get(FRESH).await.status, 303);
    let wrong = app.wrong(&host);
    let again = browser
        .submit(&page, "/step-up/authenticator", &[("code", &wrong)])
        .await;
    must_refuse(again).assert_says("authenticators-wrong");
    let code = app.code(&host);
    let done = browser
        .submit(&page, "/step-up/authenticator", &[("code", &code)])
        .await;
    must_tell(done, "/account/vault", "vault.put");
    assert_eq!(vault.put(), ["thing=a ring"]);
    assert_eq!(browser.get(FRESH).await.status, 200);
    // The same code confirms nothing more.
    host.clock.advance(11 * MINUTE);
    let page = browser.get(STEP_UP).await;
    must_refuse(
        browser
            .submit(&page, "/step-up/authenticator", &[("code", &code)])
            .await,
    );
    // Nor does a mailed code.
    let sent = browser
        .post_json("/account/step-up/email", &json!({}))
        .await;
    let path = sent.json()["code"].as_str().unwrap().to_owned();
    let mailed = host.mailed_code(&maren.email).await;
    browser
        .post_json(&path, &json!({ "code": mailed.code }))
        .await;
    assert_eq!(browser.get(FRESH).await.status, 303);
}

async fn a_recovery_code_confirms_once(WithVault(host, _): WithVault) {
    let (maren, mut browser, app) = host.person_with_app("Maren").await;
    let codes = host.recovery_codes(&mut browser).await;
    host.clock.advance(11 * MINUTE);
    let body = json!({ "code": codes[3].to_uppercase() });
    must_show(
        browser
            .post_json("/account/step-up/recovery-code", &body)
            .await,
    );
    assert_eq!(browser.get(FRESH).await.status, 200);
    let told = host.newest_mail(&maren.email).await;
    assert!(told.subject.contains("recovery code"), "{}", told.subject);
    host.clock.advance(11 * MINUTE);
    let again = browser
        .post_json("/account/step-up/recovery-code", &body)
        .await;
    again.assert_error_at("code");
    host.clock.advance(STEP);
    let body = json!({ "code": app.code(&host) });
    must_show(
        browser
            .post_json("/account/step-up/authenticator", &body)
            .await,
    );
}

/// As by a second click, after the first answer was lost and at the same moment.
async fn a_code_given_twice_confirms_once_and_is_answered_alike(WithVault(host, vault): WithVault) {
    let (_, mut browser, app) = host.person_with_app("Maren").await;
    let codes = host.recovery_codes(&mut browser).await;
    let ways = ["authenticator", "recovery-code"];
    let rounds = [
        (false, ways[0], ""),
        (false, ways[1], codes[0].as_str()),
        (true, ways[0], ""),
        (true, ways[1], codes[1].as_str()),
    ];
    for (round, (at_once, way, recovery)) in rounds.into_iter().enumerate() {
        host.clock.advance(11 * MINUTE);
        let asked = browser.fill("/account/vault", &[("thing", "a ring")]).await;
        let page = browser.follow(asked).await;
        let code = app.code(&host);
        let fields = [(
            "code",
            if recovery.is_empty() {
                code.as_str()
            } else {
                recovery
            },
        )];
        let path = format!("/step-up/{way}");
        let mut again = browser.clone();
        let first = browser.submit(&page, &path, &fields);
        let (first, second) = if at_once {
            tokio::join!(first, again.submit(&page, &path, &fields))
        } else {
            (first.await, again.submit(&page, &path, &fields).await)
        };
        for reply in [&first, &second] {
            reply.assert_told("/account/vault", "vault.put");
        }
        assert_eq!(vault.put(), vec!["thing=a ring"; round + 1], "{way}");
        assert_eq!(browser.get(FRESH).await.status, 200);
    }
}
