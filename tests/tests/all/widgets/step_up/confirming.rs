//! The ways to confirm, and what becomes of the form then.

use super::{PENDING_FORM, STEP_UP, confirm, send, stale, with_vault};
use widgets_tests::prelude::*;

over_every_combination! {
    the_form_is_done_once_the_person_confirmed,
    a_wrong_password_does_nothing_and_can_be_mended,
    a_page_comes_back_after_it,
    a_request_that_comes_late_takes_no_newer_session_away,
    programs_are_told_what_to_do,
    guessing_here_counts_like_signing_in,
    whoever_confirms_stays_signed_in_whatever_the_form_comes_to,
    attack_005_nothing_opens_before_it_was_confirmed,
}

async fn the_form_is_done_once_the_person_confirmed(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let before = browser.clone();
    let page = send(&mut browser, "a ring").await;
    page.assert_says("step-up-title");
    assert!(page.text().contains(&maren.email), "it says whom it asks");
    page.assert_says("step-up-lead-waiting");
    assert!(vault.put().is_empty());
    let hashes = host.hashes();
    let done = confirm(&mut browser, &page).await;
    assert_eq!(host.hashes(), hashes + 1);
    done.assert_status(303);
    done.assert_location("/account/vault?notice=vault.put");
    assert_eq!(vault.put(), ["thing=a ring"]);
    assert!(!browser.cookies.contains_key(PENDING_FORM));
    let shown = browser.follow(done).await;
    shown.assert_shows("It is in the vault.");
    assert!(!shown.says("pending-unconfirmed"));
    let id = |browser: &Browser| {
        browser.cookies["__Host-wg"]
            .split('.')
            .next()
            .map(str::to_owned)
    };
    assert_eq!(id(&browser), id(&before), "the session stays");
    // Its old token does not.
    assert!(!host.is_in(&mut before.clone()).await);
    // For as long as the proof is fresh nothing asks again.
    let direct = browser
        .fill("/account/vault", &[("thing", "a pearl")])
        .await;
    direct.assert_location("/account/vault?notice=vault.put");
    assert_eq!(vault.put(), ["thing=a ring", "thing=a pearl"]);
}

async fn a_wrong_password_does_nothing_and_can_be_mended(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let page = send(&mut browser, "a ring").await;
    let session = browser.cookies["__Host-wg"].clone();
    let mut page = page;
    for (typed, said) in [
        ("wrong", "This password is wrong."),
        ("", "Enter your password."),
    ] {
        let hashes = host.hashes();
        page = browser
            .submit(&page, "/step-up", &[("password", typed)])
            .await;
        assert_eq!(page.status, 422);
        page.assert_shows(said);
        assert_eq!(page.count("input[type=password][aria-invalid=true]"), 1);
        let computed = host.hashes() - hashes;
        // One hash an attempt.
        assert_eq!(computed, u64::from(!typed.is_empty()));
        assert_eq!(browser.cookies["__Host-wg"], session);
        assert_eq!(browser.get("/account/probe/fresh").await.status, 303);
        assert!(vault.put().is_empty() && browser.cookies.contains_key(PENDING_FORM));
    }
    let done = confirm(&mut browser, &page).await;
    done.assert_location("/account/vault?notice=vault.put");
    assert_eq!(vault.put(), ["thing=a ring"]);
}

async fn a_page_comes_back_after_it(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let asked = browser.get("/account/probe/fresh?x=1").await;
    asked.assert_location("/account/step-up?return_to=/account/probe/fresh%3Fx%3D1");
    // Nothing was sent.
    assert!(!browser.cookies.contains_key(PENDING_FORM));
    let page = browser.follow(asked).await;
    assert!(!page.says("step-up-lead-waiting"));
    let done = confirm(&mut browser, &page).await;
    done.assert_location("/account/probe/fresh?x=1");
    assert_eq!(browser.follow(done).await.status, 200);
    // Who comes by the page later is sent on.
    let again = browser.get(&page.path).await;
    again.assert_location("/account/probe/fresh?x=1");
    assert_eq!(browser.get(STEP_UP).await.location().unwrap(), "/account");
    assert!(vault.put().is_empty());
}

/// Two tabs: one confirms, and the other had asked for something a moment before.
async fn a_request_that_comes_late_takes_no_newer_session_away(host: TestHostBuilder) {
    let (host, _vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let mut late = browser.clone();
    let page = browser.get(STEP_UP).await;
    assert_eq!(confirm(&mut browser, &page).await.status, 303);
    let held = late.cookies.clone();
    for path in ["/account/sessions", "/account/vault"] {
        assert_eq!(late.get(path).await.status, 303, "{path}");
        assert_eq!(late.get_json(path).await.status, 401, "{path}");
        assert_eq!(late.cookies, held, "{path}");
    }
    // The answer reaches the browser that confirmed, which goes where it says.
    late.cookies = browser.cookies.clone();
    let answer = late.get("/account/sign-in?return_to=/account/sessions");
    assert_eq!(answer.await.location().unwrap(), "/account/sessions");
    assert_eq!(late.get("/account/sessions").await.status, 200);
}

async fn programs_are_told_what_to_do(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut program = stale(&host, &maren).await;
    let ring = json!({ "thing": "a ring" });
    let refused = program.post_json("/account/vault", &ring).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.header("www-authenticate"), "Session");
    let told = refused.json();
    assert_eq!(told["code"], "stale");
    assert_eq!(
        told["step_up"],
        json!({ "address": "/account/step-up", "methods": ["password", "email"] })
    );
    // It sends again itself.
    assert!(!program.cookies.contains_key(PENDING_FORM));
    let asking = program.get_json(STEP_UP).await.json();
    assert_eq!(asking["email"], maren.email);
    assert_eq!(asking["methods"], json!(["password", "email"]));
    let wrong = json!({ "password": "wrong" });
    let wrong = program.post_json(STEP_UP, &wrong).await;
    wrong.assert_error_at("password");
    let right = json!({ "password": PASSWORD });
    let proved = program.post_json(STEP_UP, &right).await;
    proved.assert_status(200);
    assert_eq!(proved.json()["account"], maren.account.as_str());
    assert!(
        !proved
            .body
            .contains(program.cookies["__Host-wg"].split('.').nth(1).unwrap())
    );
    let done = program.post_json("/account/vault", &ring).await;
    assert_eq!(done.json(), json!({ "put": true }));
    assert_eq!(vault.put(), ["thing=a ring"]);
}

async fn guessing_here_counts_like_signing_in(host: TestHostBuilder) {
    let (host, _) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    // A thief with the session, in a browser the account does not know.
    browser.cookies.remove("__Host-wg-device");
    for tries in 0..5 {
        let body = json!({ "password": format!("guess {tries}") });
        let reply = browser.post_json(STEP_UP, &body).await;
        assert_eq!(reply.status, 422);
    }
    let body = json!({ "password": PASSWORD });
    let reply = browser.post_json(STEP_UP, &body).await;
    assert_eq!(reply.json()["code"], "too_many");
    let mut other = host.browser();
    let reply = host.sign_in(&mut other, &maren.email, PASSWORD).await;
    assert_eq!(reply.status, 429, "one limit for both");
}

async fn whoever_confirms_stays_signed_in_whatever_the_form_comes_to(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let page = send(&mut browser, "panic").await;
    let failed = confirm(&mut browser, &page).await;
    assert_eq!(failed.status, 500);
    assert!(host.is_in(&mut browser).await);
    // The store fails once the session is renewed: the form is kept on.
    for call in ["find_pending_form", "drop_pending_form"] {
        let mut browser = stale(&host, &maren).await;
        let page = send(&mut browser, "a ring").await;
        host.counts.fail(Some((call, Failure::Outage)));
        let done = confirm(&mut browser, &page).await;
        host.counts.fail(None);
        assert_eq!(done.location().unwrap(), "/account/vault", "{call}");
        assert!(vault.put().is_empty());
        let shown = browser.follow(done).await;
        assert_eq!(shown.count("input[name=thing][value='a ring']"), 1);
    }
    // It fails before: nothing changed.
    for call in ["credentials", "renew_session"] {
        let mut browser = stale(&host, &maren).await;
        let page = send(&mut browser, "a ring").await;
        host.counts.fail(Some((call, Failure::Outage)));
        let failed = confirm(&mut browser, &page).await;
        host.counts.fail(None);
        assert_eq!(failed.status, 503, "{call}");
        assert!(host.is_in(&mut browser).await && browser.cookies.contains_key(PENDING_FORM));
    }
    assert!(vault.put().is_empty());
}

async fn attack_005_nothing_opens_before_it_was_confirmed(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    send(&mut browser, "a ring").await;
    let before = host.probe.ran();
    for path in [
        "/account/probe/fresh",
        "/account/probe/fresh?fresh=1&again=1",
    ] {
        assert_eq!(browser.get(path).await.status, 303, "{path}");
        assert_eq!(browser.get_json(path).await.status, 401, "{path}");
    }
    // Saying that it was confirmed does not confirm it.
    let refused = browser
        .post_with_token(
            "/account/vault",
            &[
                ("thing", "a ring"),
                ("fresh", "true"),
                ("waiting", "vault.put"),
                ("proved_at", "9999999999999999"),
            ],
        )
        .await;
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
    let fields = [("password", PASSWORD), ("waiting", "vault.put")];
    browser.submit(&asking, "/step-up", &fields).await;
    assert!(vault.put().is_empty());
}
