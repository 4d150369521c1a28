//! The ways to confirm, and what becomes of the form then.

use std::time::Duration;

use serde_json::json;
use widgets_tests::harness::counting::Failure;
use widgets_tests::harness::person::PASSWORD;
use widgets_tests::{Browser, TestHostBuilder};

use super::{PENDING_FORM, STEP_UP, confirm, send, stale, with_vault};

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
    assert!(page.says("step-up-title"));
    assert!(page.text().contains(&maren.email), "it says whom it asks");
    assert!(page.says("step-up-lead-waiting"));
    assert!(vault.put().is_empty());
    let hashes = host.widgets.password_hashes().computed();
    let done = confirm(&mut browser, &page).await;
    assert_eq!(host.widgets.password_hashes().computed(), hashes + 1);
    assert_eq!(done.status, 303, "{}", done.body);
    assert_eq!(done.location().unwrap(), "/account/vault?notice=vault.put");
    assert_eq!(vault.put(), ["thing=a ring"]);
    assert!(!browser.cookies.contains_key(PENDING_FORM));
    let shown = browser.follow(done).await;
    assert!(shown.text().contains("It is in the vault."));
    assert!(!shown.says("pending-unconfirmed"));
    let id = |browser: &Browser| {
        browser.cookies["__Host-wg"]
            .split('.')
            .next()
            .map(str::to_owned)
    };
    assert_eq!(id(&browser), id(&before), "the session stays");
    assert!(
        !host.is_in(&mut before.clone()).await,
        "its old token does not"
    );
    // For as long as the proof is fresh nothing asks again.
    let page = browser.get("/account/vault").await;
    let direct = browser
        .submit(&page, "/vault", &[("thing", "a pearl")])
        .await;
    assert_eq!(
        direct.location().unwrap(),
        "/account/vault?notice=vault.put"
    );
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
        let hashes = host.widgets.password_hashes().computed();
        page = browser
            .submit(&page, "/step-up", &[("password", typed)])
            .await;
        assert_eq!(page.status, 422);
        assert!(page.text().contains(said), "{}", page.text());
        assert_eq!(page.count("input[type=password][aria-invalid=true]"), 1);
        let computed = host.widgets.password_hashes().computed() - hashes;
        assert_eq!(
            computed,
            u64::from(!typed.is_empty()),
            "one hash an attempt"
        );
        assert_eq!(browser.cookies["__Host-wg"], session);
        assert_eq!(browser.get("/account/probe/fresh").await.status, 303);
        assert!(vault.put().is_empty() && browser.cookies.contains_key(PENDING_FORM));
    }
    let done = confirm(&mut browser, &page).await;
    assert_eq!(done.location().unwrap(), "/account/vault?notice=vault.put");
    assert_eq!(vault.put(), ["thing=a ring"]);
}

async fn a_page_comes_back_after_it(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let asked = browser.get("/account/probe/fresh?x=1").await;
    assert_eq!(
        asked.location().unwrap(),
        "/account/step-up?return_to=/account/probe/fresh%3Fx%3D1"
    );
    assert!(
        !browser.cookies.contains_key(PENDING_FORM),
        "nothing was sent"
    );
    let page = browser.follow(asked).await;
    assert!(!page.says("step-up-lead-waiting"));
    let done = confirm(&mut browser, &page).await;
    assert_eq!(done.location().unwrap(), "/account/probe/fresh?x=1");
    assert_eq!(browser.follow(done).await.status, 200);
    // Who comes by the page later is sent on.
    let again = browser.get(&page.path).await;
    assert_eq!(again.location().unwrap(), "/account/probe/fresh?x=1");
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
    let refused = program.post_json("/account", "/account/vault", &ring).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.header("www-authenticate"), "Session");
    let told = refused.json();
    assert_eq!(told["code"], "stale");
    assert_eq!(
        told["step_up"],
        json!({ "address": "/account/step-up", "methods": ["password", "email"] })
    );
    assert!(
        !program.cookies.contains_key(PENDING_FORM),
        "it sends again itself"
    );
    let asking = program.get_json(STEP_UP).await.json();
    assert_eq!(asking["email"], maren.email);
    assert_eq!(asking["methods"], json!(["password", "email"]));
    let wrong = json!({ "password": "wrong" });
    let wrong = program.post_json("/account", STEP_UP, &wrong).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.json()["errors"][0]["field"], "password");
    let right = json!({ "password": PASSWORD });
    let proved = program.post_json("/account", STEP_UP, &right).await;
    assert_eq!(proved.status, 200, "{}", proved.body);
    assert_eq!(proved.json()["account"], maren.account.as_str());
    assert!(
        !proved
            .body
            .contains(program.cookies["__Host-wg"].split('.').nth(1).unwrap())
    );
    let done = program.post_json("/account", "/account/vault", &ring).await;
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
        let reply = browser.post_json("/account", STEP_UP, &body).await;
        assert_eq!(reply.status, 422);
    }
    let body = json!({ "password": PASSWORD });
    let reply = browser.post_json("/account", STEP_UP, &body).await;
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
    let token = browser.csrf_token("/account").await;
    let fields = [
        ("csrf_token", token.as_str()),
        ("thing", "a ring"),
        ("fresh", "true"),
        ("waiting", "vault.put"),
        ("proved_at", "9999999999999999"),
    ];
    let refused = browser.post("/account/vault", &fields).await;
    assert!(refused.location().unwrap().starts_with(STEP_UP));
    let signed_out = host.browser().get(STEP_UP).await;
    assert!(
        signed_out
            .location()
            .unwrap()
            .starts_with("/account/sign-in")
    );
    assert!(vault.put().is_empty() && host.probe.ran() == before);
    // Signing out takes away what waited, too.
    let leave = browser.get("/account/sign-out").await;
    browser.submit(&leave, "/sign-out", &[]).await;
    host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    host.clock.advance(Duration::from_secs(11 * 60));
    let asking = browser.get(STEP_UP).await;
    assert!(!asking.says("step-up-lead-waiting"));
    let fields = [("password", PASSWORD), ("waiting", "vault.put")];
    browser.submit(&asking, "/step-up", &fields).await;
    assert!(vault.put().is_empty());
}
