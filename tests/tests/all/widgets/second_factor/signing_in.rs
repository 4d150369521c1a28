//! The second step of a sign-in.

use widgets_tests::harness::factors::{BY_APP, SECOND, STEP, WAITING, give};
use widgets_tests::prelude::*;

use super::{WithApp, asked};

over_every_combination! {
    a_code_of_the_app_completes_a_sign_in,
    every_first_proof_asks_for_it,
    a_program_is_told_what_to_give,
    a_second_click_and_a_lost_answer_change_nothing,
    a_sign_in_can_be_left,
    another_language_leaves_no_step_that_refused_a_code,
    a_session_of_the_browser_stays_until_the_second_step_is_done,
    the_page_one_came_from_is_kept,
    staff_are_not_asked,
}

async fn a_code_of_the_app_completes_a_sign_in(WithApp(host, maren, _, app): WithApp) {
    let mut browser = asked(&host, &maren).await;
    let page = browser.get(SECOND).await;
    page.assert_says("second-title");
    page.assert_count("input[name=code][autocomplete=one-time-code]", 1);
    assert!(!host.is_in(&mut browser).await);
    // Wrong first.
    let wrong = app.wrong(&host);
    let page = must_refuse(browser.submit(&page, BY_APP, &[("code", &wrong)]).await);
    page.assert_says_with("second-code-wrong[other]", &[("left", "4")]);
    page.assert_invalid("code");
    for (typed, key) in [
        ("", "second-code-empty"),
        ("12345", "authenticators-malformed"),
    ] {
        let page = browser.submit(&page, BY_APP, &[("code", typed)]).await;
        must_refuse(page).assert_says(key);
    }
    let code = app.code(&host);
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let done = browser.submit(&page, BY_APP, &[("code", &spaced)]).await;
    must_lead(done, "/account");
    assert!(!browser.cookies.contains_key(WAITING));
    assert!(host.is_in(&mut browser).await);
    // Both proofs are told, the first first.
    let list = browser.get_json("/account/sessions").await.json();
    let proofs = list["sessions"][0]["proofs"].as_array().unwrap().clone();
    let methods: Vec<_> = proofs
        .iter()
        .map(|own| own["method"].as_str().unwrap())
        .collect();
    assert_eq!(methods, ["password", "authenticator"]);
    browser
        .get("/account/sessions")
        .await
        .assert_says("sessions-by-password");
    // Nobody is asked who is signed in.
    must_lead(browser.get(SECOND).await, "/account");
}

async fn every_first_proof_asks_for_it(WithApp(host, maren, _, app): WithApp) {
    // A mailed code.
    let mut browser = host.browser();
    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    must_lead(enter(&mut browser, &page, &mailed.code).await, SECOND);
    assert!(!browser.has_session());
    must_accept(give(&mut browser, &app.code(&host)).await);
    assert!(host.is_in(&mut browser).await);
    // The link of such a mail.
    host.clock.advance(STEP);
    let mut browser = host.browser();
    let (_, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    must_lead(follow_link(&mut browser, &mailed.link).await, SECOND);
    assert!(!host.is_in(&mut browser).await);
    must_accept(give(&mut browser, &app.code(&host)).await);
    // A one-time link of the host, which is spent by then.
    host.clock.advance(STEP);
    let link = host.sign_in_link(&maren, HOUR).await;
    let mut browser = host.browser();
    must_lead(follow_link(&mut browser, &link).await, SECOND);
    assert!(!host.is_in(&mut browser).await);
    must_say(host.browser().get(&link).await, "sign-in-link-spent-title");
    must_accept(give(&mut browser, &app.code(&host)).await);
    assert!(host.is_in(&mut browser).await);
    // Signing in once more where she is signed in.
    host.clock.advance(STEP);
    let page = browser.get("/account/sign-in?prompt=login").await;
    let reply = browser.submit(&page, "/sign-in", &maren.typed()).await;
    must_lead(reply, SECOND);
    must_accept(give(&mut browser, &app.code(&host)).await);
    assert!(host.is_in(&mut browser).await);
}

async fn a_program_is_told_what_to_give(WithApp(host, maren, _, app): WithApp) {
    let mut program = host.browser();
    let typed = json!({ "email": maren.email, "password": PASSWORD });
    let asked = must_show(program.post_json("/account/sign-in", &typed).await).json();
    assert_eq!(asked["second_factor"], SECOND);
    assert_eq!(asked["methods"], json!(["authenticator"]));
    assert!(asked.get("session").is_none(), "{asked}");
    let form = must_show(program.get_json(SECOND).await).json();
    assert_eq!(form["method"], "authenticator");
    assert_eq!(form["email"], maren.email);
    let wrong = json!({ "code": app.wrong(&host) });
    program
        .post_json(BY_APP, &wrong)
        .await
        .assert_error_at("code");
    let code = json!({ "code": app.code(&host) });
    let done = must_show(program.post_json(BY_APP, &code).await).json();
    assert_eq!(done["account"], maren.account.as_str());
    assert!(host.is_in(&mut program).await);
    // Without a sign-in that waits.
    let over = program.post_json(BY_APP, &code).await;
    over.assert_status(422);
}

async fn a_second_click_and_a_lost_answer_change_nothing(WithApp(host, maren, _, app): WithApp) {
    let mut browser = asked(&host, &maren).await;
    let page = browser.get(SECOND).await;
    let code = app.code(&host);
    let mut lost = browser.clone();
    must_lead(
        lost.submit(&page, BY_APP, &[("code", &code)]).await,
        "/account",
    );
    // The browser never got that answer, and sends the same once more.
    let again = browser.submit(&page, BY_APP, &[("code", &code)]).await;
    must_lead(again, "/account");
    assert!(host.is_in(&mut browser).await);
    assert_eq!(browser.session_id(), lost.session_id());
}

/// Without script the page that refuses a code is at the address that the form was sent to, which nothing can
/// get.
async fn another_language_leaves_no_step_that_refused_a_code(
    WithApp(host, maren, _, app): WithApp,
) {
    let mut browser = asked(&host, &maren).await;
    let page = browser.get(SECOND).await;
    let wrong = app.wrong(&host);
    let refused = must_refuse(browser.submit(&page, BY_APP, &[("code", &wrong)]).await);
    let german = [("language", "de")];
    must_lead(
        browser.submit(&refused, "/account/language", &german).await,
        SECOND,
    );
    let page = browser.get(SECOND).await;
    let code = app.code(&host);
    must_lead(
        browser.submit(&page, BY_APP, &[("code", &code)]).await,
        "/account",
    );
}

async fn a_sign_in_can_be_left(WithApp(host, maren, _, app): WithApp) {
    let mut browser = asked(&host, &maren).await;
    let before = browser.clone();
    let page = browser.get(SECOND).await;
    must_lead(
        browser.submit(&page, "/second/leave", &[]).await,
        "/account/sign-in",
    );
    must_lead(browser.get(SECOND).await, "/account/sign-in");
    // Its cookie is worth nothing any more, and so is one that is ten minutes old.
    let mut copied = before;
    let code = [("code", app.code(&host))];
    let code = code.each_ref().map(|(name, code)| (*name, code.as_str()));
    must_refuse(copied.post_with_token(BY_APP, &code).await).assert_says("second-over-title");
    let mut late = asked(&host, &maren).await;
    let page = late.get(SECOND).await;
    host.clock.advance(10 * MINUTE);
    let code = app.code(&host);
    let over = late.submit(&page, BY_APP, &[("code", &code)]).await;
    must_refuse(over).assert_says("second-over-title");
    assert!(!host.is_in(&mut late).await);
}

async fn a_session_of_the_browser_stays_until_the_second_step_is_done(
    WithApp(host, maren, _, app): WithApp,
) {
    let jo = host.person("Jo").await;
    let mut browser = host.signed_in(&jo).await;
    let page = browser.get("/account/sign-in?prompt=login").await;
    let reply = browser.submit(&page, "/sign-in", &maren.typed()).await;
    must_lead(reply, SECOND);
    let before = browser.session_id().to_owned();
    assert!(host.is_in(&mut browser).await, "as Jo");
    must_accept(give(&mut browser, &app.code(&host)).await);
    assert_ne!(browser.session_id(), before);
    let profile = browser.get("/account/security").await;
    assert!(profile.text().contains(&maren.email));
}

async fn the_page_one_came_from_is_kept(WithApp(host, maren, _, app): WithApp) {
    let mut browser = host.browser();
    let page = browser
        .get("/account/sign-in?return_to=/account/devices")
        .await;
    let reply = browser.submit(&page, "/sign-in", &maren.typed()).await;
    let page = browser.follow(reply).await;
    let code = app.code(&host);
    let done = browser.submit(&page, BY_APP, &[("code", &code)]).await;
    must_lead(done, "/account/devices");
}

async fn staff_are_not_asked(WithApp(host, maren, ..): WithApp) {
    let mut staff = host.acting_as(&maren, HOUR).await;
    assert!(host.is_in(&mut staff).await);
    let page = staff.get("/account/security").await;
    page.assert_says("second-step-title");
    page.assert_count("a[href*='/authenticators/']", 0);
}
