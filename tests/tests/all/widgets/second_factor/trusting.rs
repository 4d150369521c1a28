//! Browsers that are trusted: they are asked for no second factor until that ends.

use widgets_core::SignInPolicy;
use widgets_tests::harness::devices::{LIST, ids, listed};
use widgets_tests::harness::factors::{App, BY_APP, SECOND, STEP, give_trusting, happened};
use widgets_tests::prelude::*;

use super::{WithApp, asked};

const DISTRUST: &str = "/account/devices/distrust";
const DISTRUST_ALL: &str = "/account/devices/distrust-all";
const DEVICE: &str = "__Host-wg-device";

over_every_combination! {
    a_trusted_browser_is_asked_for_the_first_proof_alone,
    trust_is_listed_and_ended,
    a_program_trusts_too,
    the_host_decides_for_how_long,
    attack_014_a_stolen_cookie_serves_no_other_account_and_not_for_ever,
    attack_014_changes_of_the_account_end_trust,
    attack_014_trust_takes_a_second_factor,
    attack_014_trust_is_no_step_up,
}

/// A browser of Maren's that is trusted, and signed out again.
async fn trusted(host: &TestHost, maren: &Person, app: &App) -> Browser {
    let mut browser = asked(host, maren).await;
    must_accept(give_trusting(&mut browser, &app.code(host)).await);
    browser.sign_out().await;
    host.clock.advance(STEP);
    browser
}

async fn a_trusted_browser_is_asked_for_the_first_proof_alone(
    WithApp(host, maren, _, app): WithApp,
) {
    let mut browser = asked(&host, &maren).await;
    let page = browser.get(SECOND).await;
    page.assert_says_with("second-trust[other]", &[("days", "30")]);
    page.assert_count("input[type=checkbox][name=trust]", 1);
    page.assert_count("input[name=trust][checked]", 0);
    // A wrong code keeps the choice.
    let wrong = app.wrong(&host);
    let fields = [("code", wrong.as_str()), ("trust", "true")];
    let page = must_refuse(browser.submit(&page, BY_APP, &fields).await);
    page.assert_count("input[name=trust][checked]", 1);
    let code = app.code(&host);
    let fields = [("code", code.as_str()), ("trust", "true")];
    must_lead(browser.submit(&page, BY_APP, &fields).await, "/account");
    let mail = host.newest_mail(&maren.email).await;
    assert!(mail.subject.contains("trusted"), "{}", mail.subject);
    assert_eq!(happened(&host, "device.trusted").await, 1);
    for days in [1, 28] {
        browser.sign_out().await;
        host.clock.advance(DAY * days);
        must_lead(
            host.sign_in(&mut browser, &maren.email, PASSWORD).await,
            "/account",
        );
        assert!(host.is_in(&mut browser).await);
    }
    // How it was opened is told.
    let list = browser.get_json("/account/sessions").await.json();
    let proofs = list["sessions"][0]["proofs"].as_array().unwrap().clone();
    let methods: Vec<_> = proofs.iter().map(|own| own["method"].clone()).collect();
    assert_eq!(methods, ["password", "trusted_browser"]);
    // Signing in does not make it last longer.
    browser.sign_out().await;
    host.clock.advance(DAY);
    must_lead(
        host.sign_in(&mut browser, &maren.email, PASSWORD).await,
        SECOND,
    );
    // Any other browser is asked.
    asked(&host, &maren).await;
}

async fn trust_is_listed_and_ended(WithApp(host, maren, mut desk, app): WithApp) {
    let mut browser = trusted(&host, &maren, &app).await;
    must_accept(host.sign_in(&mut browser, &maren.email, PASSWORD).await);
    let list = browser.get(LIST).await;
    list.assert_says("devices-distrust-all");
    list.assert_count("tbody a[href*='/devices/distrust?device=']", 1);
    let only = listed(&mut browser, "?trust=trusted", "/id").await;
    assert_eq!(only.len(), 1);
    let until = listed(&mut browser, "?trust=trusted", "/trusted_until").await;
    assert_eq!(until.len(), 1);
    // One that is not trusted is missing there.
    let all = ids(&mut desk).await;
    let other = all.iter().find(|own| **own != only[0]).unwrap();
    let missing = format!("{DISTRUST}?device={other}");
    assert_eq!(desk.get(&missing).await.status, 404);
    let answer = desk
        .post_json(DISTRUST, &json!({ "device": [other] }))
        .await;
    must_answer(404, answer);
    let question = browser.get(&format!("{DISTRUST}?device={}", only[0])).await;
    question.assert_count("form[action='/account/devices/distrust']", 1);
    let done = browser.through(&question, "/devices/distrust", &[]).await;
    done.assert_says("devices-distrusted");
    done.assert_count("tbody a[href*='/devices/distrust?device=']", 0);
    // It stays known, and is asked again.
    assert_eq!(ids(&mut desk).await.len(), all.len());
    browser.sign_out().await;
    must_lead(
        host.sign_in(&mut browser, &maren.email, PASSWORD).await,
        SECOND,
    );
    // All at once.
    must_accept(give_trusting(&mut browser, &app.code(&host)).await);
    let question = browser.get(DISTRUST_ALL).await;
    let done = browser.through(&question, "/distrust-all", &[]).await;
    done.assert_says("devices-all-distrusted");
    browser.sign_out().await;
    must_lead(
        host.sign_in(&mut browser, &maren.email, PASSWORD).await,
        SECOND,
    );
}

async fn a_program_trusts_too(WithApp(host, maren, _, app): WithApp) {
    let mut program = host.browser();
    let typed = json!({ "email": maren.email, "password": PASSWORD });
    must_show(program.post_json("/account/sign-in", &typed).await);
    let form = must_show(program.get_json(SECOND).await).json();
    assert_eq!(form["trust_days"], 30);
    let given = json!({ "code": app.code(&host), "trust": true });
    must_show(program.post_json(BY_APP, &given).await);
    program.sign_out().await;
    let done = must_show(program.post_json("/account/sign-in", &typed).await).json();
    assert_eq!(done["account"], maren.account.as_str());
    let ended = must_show(program.post_json(DISTRUST_ALL, &json!({})).await).json();
    assert_eq!(ended["count"], 1);
}

async fn the_host_decides_for_how_long(host: TestHostBuilder) {
    let never = host
        .with(|builder| builder.sign_in_policy(SignInPolicy::default().trust_days(0)))
        .start()
        .await;
    let (maren, _, app) = never.person_with_app("Maren").await;
    let mut browser = asked(&never, &maren).await;
    let page = browser.get(SECOND).await;
    page.assert_count("input[name=trust]", 0);
    // Nor for those who choose it all the same.
    let code = app.code(&never);
    let fields = [("code", code.as_str()), ("trust", "true")];
    must_accept(browser.submit(&page, BY_APP, &fields).await);
    browser.sign_out().await;
    must_lead(
        never.sign_in(&mut browser, &maren.email, PASSWORD).await,
        SECOND,
    );
    assert_eq!(happened(&never, "device.trusted").await, 0);
}

async fn attack_014_a_stolen_cookie_serves_no_other_account_and_not_for_ever(
    WithApp(host, maren, _, app): WithApp,
) {
    let browser = trusted(&host, &maren, &app).await;
    let stolen = browser.cookies[DEVICE].clone();
    let (mallory, ..) = host.person_with_app("Mallory").await;
    let mut thief = host.browser();
    thief.plant(DEVICE, stolen.clone());
    // With another account.
    must_lead(
        host.sign_in(&mut thief, &mallory.email, PASSWORD).await,
        SECOND,
    );
    // Without the first proof.
    let mut thief = host.browser();
    thief.plant(DEVICE, stolen.clone());
    must_refuse(
        host.sign_in(&mut thief, &maren.email, "not her password")
            .await,
    );
    // Once the owner has signed in again, it is worth nothing a moment later.
    let mut owner = browser;
    must_accept(host.sign_in(&mut owner, &maren.email, PASSWORD).await);
    host.clock.advance(5 * MINUTE);
    let mut thief = host.browser();
    thief.plant(DEVICE, stolen);
    must_lead(
        host.sign_in(&mut thief, &maren.email, PASSWORD).await,
        SECOND,
    );
    // Nor does signing in elsewhere as somebody else take the trust of the first.
    owner.sign_out().await;
    let jo = host.person("Jo").await;
    must_accept(host.sign_in(&mut owner, &jo.email, PASSWORD).await);
    owner.sign_out().await;
    must_accept(host.sign_in(&mut owner, &maren.email, PASSWORD).await);
    assert!(host.is_in(&mut owner).await);
}

async fn attack_014_changes_of_the_account_end_trust(WithApp(host, maren, mut desk, app): WithApp) {
    // A new password, where other sessions are not ended.
    let mut browser = trusted(&host, &maren, &app).await;
    let fields = [
        ("current_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
        ("end_others", "false"),
    ];
    must_accept(desk.fill("/account/security/password", &fields).await);
    must_lead(
        host.sign_in(&mut browser, &maren.email, NEW_PASSWORD).await,
        SECOND,
    );
    must_accept(give_trusting(&mut browser, &app.code(&host)).await);
    browser.sign_out().await;
    host.clock.advance(STEP);
    must_accept(host.sign_in(&mut browser, &maren.email, NEW_PASSWORD).await);
    browser.sign_out().await;
    // Another app.
    host.add_app(&mut desk, "Tablet").await;
    must_lead(
        host.sign_in(&mut browser, &maren.email, NEW_PASSWORD).await,
        SECOND,
    );
    must_accept(give_trusting(&mut browser, &app.code(&host)).await);
    browser.sign_out().await;
    host.clock.advance(STEP);
    // New recovery codes.
    host.recovery_codes(&mut desk).await;
    must_lead(
        host.sign_in(&mut browser, &maren.email, NEW_PASSWORD).await,
        SECOND,
    );
    must_accept(give_trusting(&mut browser, &app.code(&host)).await);
    browser.sign_out().await;
    host.clock.advance(STEP);
    // A reset of the password.
    let mut other = host.browser();
    let (page, mailed) = host.code_to_reset(&mut other, &maren.email).await;
    must_accept(enter_reset(&mut other, &page, &mailed.code, PASSWORD).await);
    must_lead(
        host.sign_in(&mut browser, &maren.email, PASSWORD).await,
        SECOND,
    );
}

async fn attack_014_trust_takes_a_second_factor(WithApp(host, maren, _, app): WithApp) {
    // What the first form sends makes nothing trusted, nor does a wrong code.
    let mut browser = host.browser();
    let page = browser.get("/account/sign-in").await;
    let mut typed = maren.typed().to_vec();
    typed.push(("trust", "true"));
    must_lead(browser.submit(&page, "/sign-in", &typed).await, SECOND);
    let wrong = app.wrong(&host);
    must_refuse(give_trusting(&mut browser, &wrong).await);
    let mut again = browser.clone();
    must_lead(
        host.sign_in(&mut again, &maren.email, PASSWORD).await,
        SECOND,
    );
    // Nor a made-up value.
    let made_up = json!({ "code": app.code(&host), "trust": "perhaps" });
    let refused = browser.post_json(BY_APP, &made_up).await;
    must_answer(400, refused);
    assert_eq!(happened(&host, "device.trusted").await, 0);
}

async fn attack_014_trust_is_no_step_up(WithApp(host, maren, _, app): WithApp) {
    let mut browser = trusted(&host, &maren, &app).await;
    must_accept(host.sign_in(&mut browser, &maren.email, PASSWORD).await);
    // Right after signing in, a sensitive page asks for a second factor all the same.
    let make = json!({});
    let refused = browser
        .post_json("/account/security/recovery-codes/make", &make)
        .await;
    refused.assert_problem(401, "stale");
    let methods = refused.json()["step_up"]["methods"].clone();
    assert_eq!(methods, json!(["authenticator"]));
    let code = json!({ "code": app.code(&host) });
    must_show(
        browser
            .post_json("/account/step-up/authenticator", &code)
            .await,
    );
    must_show(
        browser
            .post_json("/account/security/recovery-codes/make", &make)
            .await,
    );
}
