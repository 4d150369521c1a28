//! The ways to confirm, and what becomes of the form then.

use super::{PUT, STEP_UP, Stale, VAULT, confirm, confirm_for, send, stale};
use widgets_tests::prelude::*;

over_every_combination! {
    the_form_is_done_once_the_person_confirmed,
    a_wrong_password_can_be_corrected,
    a_page_is_shown_after_confirming,
    a_late_request_keeps_the_newer_session,
    programs_are_told_how_to_step_up,
    guesses_count_against_the_sign_in_limit,
    a_failing_form_does_not_sign_out,
    attack_005_stale_sessions_open_nothing,
}

async fn the_form_is_done_once_the_person_confirmed(Stale(host, vault, maren, mut browser): Stale) {
    let mut before = browser.clone();
    let page = must_say(send(&mut browser, "a ring").await, "step-up-title");
    page.assert_shows(&maren.email);
    page.assert_says("step-up-lead-waiting");
    assert!(vault.put().is_empty());
    let hashes = host.hashes();
    let done = confirm(&mut browser, &page).await;
    assert_eq!(host.hashes(), hashes + 1);
    done.assert_told(VAULT, PUT);
    assert_eq!(vault.put(), ["thing=a ring"]);
    assert!(!browser.has_pending_form());
    let shown = browser.follow(done).await;
    assert_eq!(shown.count("[data-wg-notice]"), 1);
    assert!(!shown.says("pending-unconfirmed"));
    assert_eq!(browser.session_id(), before.session_id());
    host.clock.advance(Duration::from_secs(10));
    assert!(!host.is_in(&mut before).await, "the old token is spent");
    // For as long as the proof is fresh nothing asks again.
    let pearl = [("thing", "a pearl")];
    must_tell(browser.fill("/account/vault", &pearl).await, VAULT, PUT);
    assert_eq!(vault.put(), ["thing=a ring", "thing=a pearl"]);
}

async fn a_wrong_password_can_be_corrected(Stale(host, vault, _, mut browser): Stale) {
    let mut page = send(&mut browser, "a ring").await;
    let session = browser.cookies["__Host-wg"].clone();
    for (typed, key, hashes) in [
        ("wrong", "step-up-wrong", 1),
        ("", "sign-in-password-empty", 0),
    ] {
        let before = host.hashes();
        let fields = [("password", typed)];
        page = browser.submit(&page, "/step-up", &fields).await;
        assert_eq!(page.status, 422);
        page.assert_says(key);
        page.assert_invalid("password");
        assert_eq!(host.hashes() - before, hashes);
        assert_eq!(browser.cookies["__Host-wg"], session);
        assert_eq!(browser.get("/account/probe/fresh").await.status, 303);
        assert!(vault.put().is_empty() && browser.has_pending_form());
    }
    must_tell(confirm(&mut browser, &page).await, VAULT, PUT);
    assert_eq!(vault.put(), ["thing=a ring"]);
}

async fn a_page_is_shown_after_confirming(Stale(_host, vault, _, mut browser): Stale) {
    let asked = browser.get("/account/probe/fresh?x=1").await;
    asked.assert_location("/account/step-up?return_to=/account/probe/fresh%3Fx%3D1");
    assert!(!browser.has_pending_form(), "nothing was sent");
    let page = browser.follow(asked).await;
    assert!(!page.says("step-up-lead-waiting"));
    let done = confirm(&mut browser, &page).await;
    done.assert_location("/account/probe/fresh?x=1");
    assert_eq!(browser.follow(done).await.status, 200);
    // A browser that comes by the page later is sent on.
    must_lead(browser.get(&page.path).await, "/account/probe/fresh?x=1");
    must_lead(browser.get(STEP_UP).await, "/account");
    assert!(vault.put().is_empty());
}

/// Two tabs: one confirms, and the other had asked for something a moment before.
async fn a_late_request_keeps_the_newer_session(Stale(host, _, _, mut browser): Stale) {
    let mut late = browser.clone();
    let page = browser.get(STEP_UP).await;
    assert_eq!(confirm(&mut browser, &page).await.status, 303);
    host.clock.advance(Duration::from_secs(10));
    let held = late.cookies.clone();
    for path in ["/account/sessions", "/account/vault"] {
        assert_eq!(late.get(path).await.status, 303, "{path}");
        assert_eq!(late.get_json(path).await.status, 401, "{path}");
        assert_eq!(late.cookies, held, "{path}");
    }
    // The answer reaches the browser that confirmed, which goes where it says.
    late.cookies = browser.cookies.clone();
    let path = "/account/sign-in?return_to=/account/sessions";
    must_lead(late.get(path).await, "/account/sessions");
    assert_eq!(late.get("/account/sessions").await.status, 200);
}

async fn programs_are_told_how_to_step_up(Stale(_host, vault, maren, mut program): Stale) {
    let ring = json!({ "thing": "a ring" });
    let refused = program.post_json("/account/vault", &ring).await;
    refused.assert_problem(401, "stale");
    assert_eq!(refused.header("www-authenticate"), "Session");
    let methods = json!(["password", "email"]);
    let way = json!({ "address": "/account/step-up", "methods": methods });
    assert_eq!(refused.json()["step_up"], way);
    assert!(!program.has_pending_form(), "a program sends again itself");
    let asking = program.get_json(STEP_UP).await.json();
    assert_eq!(asking["email"], maren.email);
    assert_eq!(asking["methods"], methods);
    let wrong = json!({ "password": "wrong" });
    let wrong = program.post_json(STEP_UP, &wrong).await;
    wrong.assert_error_at("password");
    let right = json!({ "password": PASSWORD });
    let proved = must_show(program.post_json(STEP_UP, &right).await);
    assert_eq!(proved.json()["account"], maren.account.as_str());
    let token = program.cookies["__Host-wg"].split('.').nth(1).unwrap();
    assert!(!proved.body.contains(token));
    let done = program.post_json("/account/vault", &ring).await;
    assert_eq!(done.json(), json!({ "put": true }));
    assert_eq!(vault.put(), ["thing=a ring"]);
}

async fn guesses_count_against_the_sign_in_limit(Stale(host, _, maren, mut browser): Stale) {
    // A thief with the session, in a browser the account does not know.
    browser.cookies.remove("__Host-wg-device");
    for tries in 0..5 {
        let body = json!({ "password": format!("guess {tries}") });
        must_refuse(browser.post_json(STEP_UP, &body).await);
    }
    let body = json!({ "password": PASSWORD });
    let reply = browser.post_json(STEP_UP, &body).await;
    reply.assert_problem(429, "too_many");
    let mut other = host.browser();
    let reply = host.sign_in(&mut other, &maren.email, PASSWORD).await;
    assert_eq!(reply.status, 429, "one limit for both");
}

async fn a_failing_form_does_not_sign_out(Stale(host, vault, maren, mut browser): Stale) {
    let page = send(&mut browser, "panic").await;
    must_answer(500, confirm(&mut browser, &page).await);
    assert!(host.is_in(&mut browser).await);
    // The first two fail once the session is renewed: the form is kept on. The others fail before
    // it is, so nothing changed.
    for call in [
        "find_pending_form",
        "drop_pending_form",
        "credentials",
        "renew_session",
    ] {
        let mut browser = stale(&host, &maren).await;
        let page = send(&mut browser, "a ring").await;
        host.counts.fail(Some((call, Failure::Outage)));
        let done = confirm(&mut browser, &page).await;
        host.counts.fail(None);
        if call.ends_with("pending_form") {
            done.assert_location("/account/vault");
            let shown = browser.follow(done).await;
            assert_eq!(shown.count("input[name=thing][value='a ring']"), 1);
        } else {
            assert_eq!(done.status, 503, "{call}");
            assert!(host.is_in(&mut browser).await && browser.has_pending_form());
        }
        assert!(vault.put().is_empty(), "{call}");
    }
}

async fn attack_005_stale_sessions_open_nothing(Stale(host, vault, maren, mut browser): Stale) {
    send(&mut browser, "a ring").await;
    let before = host.probe.ran();
    for query in ["", "?fresh=1&again=1"] {
        let path = format!("/account/probe/fresh{query}");
        assert_eq!(browser.get(&path).await.status, 303, "{path}");
        assert_eq!(browser.get_json(&path).await.status, 401, "{path}");
    }
    // Saying that it was confirmed does not confirm it.
    let claims = [
        ("fresh", "true"),
        ("waiting", "vault.put"),
        ("authenticated_at", "9999999999999999"),
    ];
    let fields = [&[("thing", "a ring")], &claims[..]].concat();
    let refused = browser.post_with_token("/account/vault", &fields).await;
    refused.assert_location_starts(STEP_UP);
    let signed_out = host.browser().get(STEP_UP).await;
    signed_out.assert_location_starts("/account/sign-in");
    assert!(vault.put().is_empty() && host.probe.ran() == before);
    // Signing out takes away what waited, too.
    browser.sign_out().await;
    host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    host.clock.advance(11 * MINUTE);
    let asking = browser.get(STEP_UP).await;
    assert!(!asking.says("step-up-lead-waiting"));
    confirm_for(&mut browser, &asking, "vault.put").await;
    assert!(vault.put().is_empty());
}
